/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The plan: every table's blocks in order, and which of their rows were asked for.
 */
#ifndef CHECKER_RUN_PLAN_H
#define CHECKER_RUN_PLAN_H

#include <stddef.h>
#include <stdint.h>

#include "checker/run/table.h"

struct planned {
	const struct table *table;
	const struct block *block;
	uint8_t *selected;		/* one a row */
	unsigned int nr_selected;
};

struct plan {
	struct planned *blocks;		/* those with a selected row */
	unsigned int nr_blocks;
	unsigned long nr_rows;
	unsigned int most_rows;		/* of any block, selected or not */
};

/* No patterns: everything. A pattern that selects nothing is one sentence and exit status 2. */
void plan_make(struct plan *plan, const char *const *patterns, unsigned int nr_patterns);
void plan_free(struct plan *plan);

/* BLOCK/ROW, in a buffer of ROW_FULL_NAME_MAX + 1 bytes. */
void row_full_name(const struct planned *planned, unsigned int row, char *name);
/* The name in words, in a buffer of ROW_WORDS_MAX + 1 bytes; NULL: there are none. */
const char *row_words(const struct planned *planned, unsigned int row, char *words);

#endif
