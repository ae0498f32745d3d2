// SPDX-License-Identifier: GPL-2.0-only
/*
 * Patterns for rows.
 */
#define _GNU_SOURCE
#include <fnmatch.h>
#include <string.h>

#include "checker/run/pattern.h"

/* @pattern, literally, is @name or the first of its parts. A slash at its end is no part. */
static bool leads(const char *pattern, const char *name)
{
	size_t length = strlen(pattern);

	while (length && pattern[length - 1] == '/')
		length--;
	return length && !strncmp(pattern, name, length) && (!name[length] || name[length] == '/');
}

bool pattern_match_row(const char *pattern, const char *name)
{
	return leads(pattern, name) || !fnmatch(pattern, name, FNM_LEADING_DIR);
}

enum match pattern_match_block(const char *pattern, const char *block)
{
	size_t literal = strcspn(pattern, "*?[\\"), length = strlen(block);

	if (pattern_match_row(pattern, block))
		return MATCH_ALL;
	/* Cheap and often: the pattern begins like no row of this block. */
	if (strncmp(pattern, block, literal < length ? literal : length) ||
	    (literal > length && pattern[length] != '/'))
		return MATCH_NONE;
	if (literal <= length && !pattern[literal])
		return MATCH_NONE;
	return MATCH_SOME;
}
