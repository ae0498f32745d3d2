// SPDX-License-Identifier: GPL-2.0-only
/*
 * vgicheck list: what there is to run, one name a line.
 */
#include <stdio.h>

#include "checker/run/plan.h"
#include "checker/run/run.h"

static void list_rows(const struct planned *planned)
{
	char name[ROW_FULL_NAME_MAX + 1];
	unsigned int row;

	for (row = 0; row < planned->block->nr_rows; row++) {
		if (!planned->selected[row])
			continue;
		row_full_name(planned, row, name);
		puts(name);
	}
}

static void list_block(const struct planned *planned, bool verbose)
{
	const struct block *block = planned->block;
	const struct exclusion *excluded = block->excluded;

	fputs(block->name, stdout);
	if (verbose) {
		printf("  %u rows", block->nr_rows);
		for (; excluded && excluded->reason; excluded++)
			printf(", %lu excluded: %s", excluded->count, excluded->reason);
		if (block->needs_feature)
			printf(", needs %s", block->needs_feature);
	}
	putchar('\n');
}

int command_list(const struct options *options)
{
	struct plan plan;
	unsigned int b;

	plan_make(&plan, options->patterns, options->nr_patterns);
	for (b = 0; b < plan.nr_blocks; b++) {
		if (options->rows)
			list_rows(&plan.blocks[b]);
		else
			list_block(&plan.blocks[b], options->verbosity > 0);
	}
	plan_free(&plan);
	return 0;
}
