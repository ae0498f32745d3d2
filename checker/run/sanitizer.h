/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sanitizer reports: text on standard error, to be turned into findings of a row.
 */
#ifndef CHECKER_RUN_SANITIZER_H
#define CHECKER_RUN_SANITIZER_H

#include <stdbool.h>
#include <stddef.h>

struct outcome;
struct pool;

/* Is there a report in this text? */
bool sanitizer_speaks(const char *text, size_t size);
/*
 * Add one finding for each report in @text (its first lines as backtrace) to @outcome; returns
 * how many. Anything that is no report is left in @text.
 */
unsigned int sanitizer_findings(char *text, struct pool *pool, struct outcome *outcome);
/* How many reports were made in this process; 0 where the runtime does not tell. */
unsigned int sanitizer_reports(void);

#endif
