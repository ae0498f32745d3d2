/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The command that runs one row again, to be pasted into a shell.
 */
#ifndef CHECKER_RUN_REPLAY_H
#define CHECKER_RUN_REPLAY_H

#include "checker/run/options.h"

struct pool;

/* What comes before the row's name in quotes. */
const char *replay_of_rows(const struct options *options, struct pool *pool);
const char *replay_command(const struct options *options, const char *row, struct pool *pool);
/* The same with --gdb. */
const char *debug_command_line(const struct options *options, const char *row, struct pool *pool);

#endif
