/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where a fault happened: addresses taken in the worker, names found later in the supervisor,
 * which has the same objects at the same places and is in no signal handler.
 */
#ifndef CHECKER_RUN_BACKTRACE_H
#define CHECKER_RUN_BACKTRACE_H

#define BACKTRACE_MAX	48

/* Once, before it is needed in a signal handler: the unwinder is loaded on first use. */
void backtrace_init(void);
/* The place @from and its callers; @from alone when the unwinder does not get there. */
unsigned int backtrace_take(void **pcs, unsigned int max, const void *from);
/* "function+0x1c/0x40 (object)". @is_return: a return address, not where it happened. */
const char *backtrace_name(const void *pc, int is_return);
/* Does the run core begin here, of which no reader of a finding wants to know? */
int backtrace_ends(const char *name);

#endif
