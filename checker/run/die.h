/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Unusable input: one sentence on standard error, exit status 2.
 */
#ifndef CHECKER_RUN_DIE_H
#define CHECKER_RUN_DIE_H

#define EXIT_UNUSABLE	2

__attribute__((noreturn, format(printf, 1, 2)))
void die(const char *format, ...);

#endif
