// SPDX-License-Identifier: GPL-2.0-only
/*
 * Make the blocks of a generated table.
 */
#include "tests/tables/blocks.h"

#include <stdio.h>
#include <stdlib.h>

#define MAX_REASONS 16

static void *must(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

static void count(struct exclusion *excluded, const char *reason, unsigned long n)
{
	unsigned int i;

	for (i = 0; i < MAX_REASONS - 1 && excluded[i].reason; i++)
		if (!strcmp(excluded[i].reason, reason))
			break;
	excluded[i].reason = reason;
	excluded[i].count += n;
}

static void add_rows(const struct generator *g, struct block *block, const struct kind *kind,
		     const struct model *model, struct exclusion *excluded)
{
	unsigned int n = g->nr_codes(kind, model);
	unsigned int *codes = must(calloc(n, sizeof(*codes)));
	struct block_arg *arg = must(calloc(1, sizeof(*arg)));

	for (unsigned int code = 0; code < n; code++) {
		const char *reason = g->impossible(kind, model, code);

		if (reason)
			count(excluded, reason, 1);
		else
			codes[block->nr_rows++] = code;
	}
	*arg = (struct block_arg){ model, kind, codes };
	block->arg = arg;
}

static void add_block(const struct generator *g, struct block_cache *cache,
		      const struct model *model, const struct kind *kind,
		      struct exclusion *excluded)
{
	struct block *block = &cache->blocks[cache->nr++];
	char *name = must(malloc(80));

	snprintf(name, 80, "%s/%s/%s", g->table, model->name, kind->name);
	*block = (struct block){
		.name = name,
		.machine = model->machine,
		.vm = { model->guest, kind_has_sources(kind, model) ? 8 : 2, kind->nr_irqs },
		.excluded = excluded,
		.needs_feature = kind_needs_feature(kind),
	};
	add_rows(g, block, kind, model, excluded);
}

const struct block_cache *generate(const struct generator *g, struct block_cache *cache)
{
	if (cache->blocks)
		return cache;
	cache->blocks = must(calloc(NR_MODELS * nr_kinds(), sizeof(*cache->blocks)));
	for (unsigned int m = 0; m < NR_MODELS; m++) {
		/* What a kind that cannot occur would have had is counted with the next that can. */
		struct exclusion *excluded = NULL;

		if (!(g->models & 1u << m))
			continue;
		for (unsigned int k = 0; k < nr_kinds(); k++) {
			const char *reason = kind_impossible(kind(k), &models[m]);

			if (!excluded)
				excluded = must(calloc(MAX_REASONS, sizeof(*excluded)));
			if (reason) {
				count(excluded, reason, g->nr_codes(kind(k), &models[m]));
				continue;
			}
			add_block(g, cache, &models[m], kind(k), excluded);
			excluded = NULL;
		}
	}
	return cache;
}
