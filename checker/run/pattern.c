// SPDX-License-Identifier: GPL-2.0-only
/*
 * Patterns for rows.
 */
#define _GNU_SOURCE
#include <fnmatch.h>
#include <string.h>

#include "checker/run/pattern.h"
#include "checker/run/table.h"

#define PATTERN_CUT_MAX	511	/* longer ones are not looked into */

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

/*
 * Does some beginning of @pattern match all of @block and the slash behind it? No row's name is matched otherwise,
 * for a pattern that goes on behind the slash has used up so much of itself before; a * may do both. (A cut
 * through brackets matches what it should not at worst, and then each row is asked.)
 */
static bool can_go_on(const char *pattern, const char *block)
{
	char name[ROW_FULL_NAME_MAX + 2], part[PATTERN_CUT_MAX + 1];
	size_t length = strlen(pattern), i;

	if (length > PATTERN_CUT_MAX || strlen(block) > ROW_FULL_NAME_MAX)
		return true;
	stpcpy(stpcpy(name, block), "/");
	for (i = 1; i <= length; i++) {
		memcpy(part, pattern, i);
		part[i] = '\0';
		if (!fnmatch(part, name, 0))
			return true;
	}
	return false;
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
	return can_go_on(pattern, block) ? MATCH_SOME : MATCH_NONE;
}
