// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every table of the program, in the order in which it is run, and the commands that go with them.
 */
#include "checker/play/script.h"
#include "checker/run/run.h"
#include "checker/run/table.h"

extern const struct table table_truth, table_populate, table_fold, table_round, table_life, table_sequence, table_emulation, table_smoke;

const struct table *const tables[] = {
	&table_truth, &table_populate, &table_fold, &table_round, &table_life, &table_sequence, &table_emulation, &table_smoke, NULL
};

const struct command more_commands[] = { { "play", command_play }, { 0 } };
