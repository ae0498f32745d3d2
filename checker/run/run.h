/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The commands list and run.
 */
#ifndef CHECKER_RUN_RUN_H
#define CHECKER_RUN_RUN_H

#include "checker/run/options.h"

/* Both return the program's exit status. */
int command_list(const struct options *options);
int command_run(const struct options *options);

#endif
