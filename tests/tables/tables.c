// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every table of the program, in the order in which it is run.
 */
#include "checker/run/table.h"

extern const struct table table_truth, table_populate, table_fold, table_round, table_life, table_sequence, table_registers,
	table_emulation, table_smoke;

const struct table *const tables[] = {
	&table_truth, &table_populate, &table_fold, &table_round, &table_life, &table_sequence, &table_registers,
	&table_emulation, &table_smoke, NULL
};
