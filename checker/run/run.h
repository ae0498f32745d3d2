/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The commands list, rules and run.
 */
#ifndef CHECKER_RUN_RUN_H
#define CHECKER_RUN_RUN_H

#include "checker/run/options.h"

/* Each returns the program's exit status. */
int command_list(const struct options *options);
int command_rules(const struct options *options);
int command_run(const struct options *options);

#endif
