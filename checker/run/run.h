/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The commands list, rules and run.
 */
#ifndef CHECKER_RUN_RUN_H
#define CHECKER_RUN_RUN_H

#include "checker/run/options.h"

struct plan;

/* Each returns the program's exit status. */
int command_list(const struct options *options);
int command_rules(const struct options *options);
int command_run(const struct options *options);
/* What command_run() does once it knows the rows. */
int run_plan(const struct options *options, const struct plan *plan);

/* Further commands, which know what the tables are about; ends with a NULL name. Defined beside tables[]. */
struct command {
	const char *name;
	int (*run)(const struct options *options);
};
extern const struct command more_commands[];

#endif
