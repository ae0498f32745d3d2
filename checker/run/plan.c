// SPDX-License-Identifier: GPL-2.0-only
/*
 * The plan: which rows of which blocks to run.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checker/run/die.h"
#include "checker/run/pattern.h"
#include "checker/run/plan.h"

void row_full_name(const struct planned *planned, unsigned int row, char *name)
{
	const struct block *block = planned->block;
	size_t length = strlen(block->name);

	if (length > ROW_FULL_NAME_MAX - ROW_NAME_MAX - 1)
		die("a block's name is too long: %s", block->name);
	memcpy(name, block->name, length);
	name[length++] = '/';
	planned->table->row_name(block, row, name + length, ROW_NAME_MAX + 1);
}

const char *row_words(const struct planned *planned, unsigned int row, char *words)
{
	if (!planned->table->row_words)
		return NULL;
	planned->table->row_words(planned->block, row, words, ROW_WORDS_MAX + 1);
	return words;
}

/* Patterns that may select some of the block's rows, but not all; each row is named once for all of them. */
struct asked {
	const char *pattern;
	bool *hit;
};

static void select_rows(struct planned *planned, const struct asked *asked, unsigned int nr_asked)
{
	char name[ROW_FULL_NAME_MAX + 1];
	unsigned int row, i;

	for (row = 0; nr_asked && row < planned->block->nr_rows; row++) {
		row_full_name(planned, row, name);
		for (i = 0; i < nr_asked; i++) {
			/* Nothing new can come of it. */
			if (planned->selected[row] && *asked[i].hit)
				continue;
			if (!pattern_match_row(asked[i].pattern, name))
				continue;
			planned->selected[row] = 1;
			*asked[i].hit = true;
		}
	}
}

static void select_by_patterns(struct planned *planned, const char *const *patterns,
			       unsigned int nr_patterns, bool *hits)
{
	struct asked *asked = calloc(nr_patterns + 1, sizeof(*asked));
	const struct block *block = planned->block;
	unsigned int nr_asked = 0, i;

	if (!asked)
		die("out of memory");
	for (i = 0; i < nr_patterns; i++) {
		switch (pattern_match_block(patterns[i], block->name)) {
		case MATCH_NONE:
			break;
		case MATCH_ALL:
			memset(planned->selected, 1, block->nr_rows);
			hits[i] |= block->nr_rows;
			break;
		case MATCH_SOME:
			asked[nr_asked++] = (struct asked) { patterns[i], &hits[i] };
		}
	}
	select_rows(planned, asked, nr_asked);
	free(asked);
}

static void plan_block(struct plan *plan, const struct table *table, const struct block *block,
		       const char *const *patterns, unsigned int nr_patterns, bool *hits)
{
	struct planned *planned;
	unsigned int i;

	if (block->nr_rows > plan->most_rows)
		plan->most_rows = block->nr_rows;
	planned = realloc(plan->blocks, (plan->nr_blocks + 1) * sizeof(*planned));
	if (!planned)
		die("out of memory");
	plan->blocks = planned;
	planned += plan->nr_blocks;
	*planned = (struct planned) { .table = table, .block = block };
	planned->selected = calloc(block->nr_rows + 1, 1);
	if (!planned->selected)
		die("out of memory");

	if (!nr_patterns)
		memset(planned->selected, 1, block->nr_rows);
	select_by_patterns(planned, patterns, nr_patterns, hits);
	for (i = 0; i < block->nr_rows; i++)
		planned->nr_selected += planned->selected[i];
	if (!planned->nr_selected) {
		free(planned->selected);
		return;
	}
	plan->nr_rows += planned->nr_selected;
	plan->nr_blocks++;
}

void plan_make(struct plan *plan, const char *const *patterns, unsigned int nr_patterns)
{
	bool *hits = calloc(nr_patterns + 1, sizeof(*hits));
	unsigned int t, b, i;

	if (!hits)
		die("out of memory");
	*plan = (struct plan) { 0 };
	for (t = 0; tables[t]; t++) {
		for (b = 0; b < tables[t]->nr_blocks(); b++)
			plan_block(plan, tables[t], tables[t]->block(b), patterns, nr_patterns,
				   hits);
	}
	for (i = 0; i < nr_patterns; i++) {
		if (!hits[i])
			die("no row matches '%s' (vgicheck list shows what there is)", patterns[i]);
	}
	if (!plan->nr_rows)
		die("there are no rows to run");
	free(hits);
}

void plan_free(struct plan *plan)
{
	while (plan->nr_blocks)
		free(plan->blocks[--plan->nr_blocks].selected);
	free(plan->blocks);
	plan->blocks = NULL;
}
