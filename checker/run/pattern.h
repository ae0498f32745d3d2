/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Patterns for rows, as people type them and known findings name them: a row's or a block's exact
 * name, the first parts of one ("fold/v3"), or a shell pattern for any of these; '*' matches '/'.
 */
#ifndef CHECKER_RUN_PATTERN_H
#define CHECKER_RUN_PATTERN_H

#include <stdbool.h>

enum match { MATCH_NONE, MATCH_SOME, MATCH_ALL };

/* Which of a block's rows can match; SOME: ask for each. */
enum match pattern_match_block(const char *pattern, const char *block);
/* Does it match the row of this full name? */
bool pattern_match_row(const char *pattern, const char *name);

#endif
