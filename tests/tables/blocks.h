/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The blocks of a generated table: one for each model and kind of interrupt. A table says how many
 * codes a block may have and which of them cannot occur, and why; the rest become its rows, and
 * what is left out is counted by reason.
 */
#ifndef TESTS_TABLES_BLOCKS_H
#define TESTS_TABLES_BLOCKS_H

#include "tests/tables/case.h"

struct block_arg {
	const struct model *model;
	const struct kind *kind;
	const unsigned int *codes;	/* of row i */
};

struct generator {
	const char *table;		/* first part of the blocks' names */
	unsigned int models;		/* bit n: models[n] */
	unsigned int (*nr_codes)(const struct kind *kind, const struct model *model);
	/* NULL, or why the code cannot occur. */
	const char *(*impossible)(const struct kind *kind, const struct model *model,
				  unsigned int code);
};

/* The same blocks each time; @cache is the table's own, all zero at first. */
struct block_cache { struct block *blocks; unsigned int nr; };
const struct block_cache *generate(const struct generator *g, struct block_cache *cache);

/* The two functions that struct table wants, for the generator of that name. */
#define GENERATED_BLOCKS(generator)						\
	static struct block_cache cache;					\
										\
	static unsigned int nr_blocks(void)					\
	{									\
		return generate(&(generator), &cache)->nr;			\
	}									\
										\
	static const struct block *block(unsigned int number)			\
	{									\
		return &generate(&(generator), &cache)->blocks[number];		\
	}

static inline const struct block_arg *block_arg(const struct block *block)
{
	return block->arg;
}

#endif
