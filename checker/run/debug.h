/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vgicheck run --gdb: a debugger that stands in the kernel's source before the step that fails.
 */
#ifndef CHECKER_RUN_DEBUG_H
#define CHECKER_RUN_DEBUG_H

#include "checker/run/options.h"

/* Run the row, tell what it shows, and become the debugger. */
__attribute__((noreturn)) void debug_command(const struct options *options);

/* Does nothing; debug.py has a breakpoint here. The step has been said and not yet done. */
void debug_step_begins(void);
/* The same for a row in which a debugger was to stop: it is over. */
void debug_row_ends(void);

#endif
