// SPDX-License-Identifier: GPL-2.0-only
/*
 * Known findings: matching them with what a row showed.
 */
#include <fnmatch.h>
#include <string.h>

#include "checker/run/known.h"
#include "checker/run/pool.h"

static enum match match_block(const struct known *record, const char *block)
{
	enum match best = MATCH_NONE;
	const char **row;

	for (row = record->rows; *row; row++) {
		enum match match = pattern_match_block(*row, block);

		if (match > best)
			best = match;
	}
	return best;
}

static bool names_row(const struct known *record, const char *name)
{
	const char **row;

	if (record->in_block != MATCH_SOME)
		return record->in_block == MATCH_ALL;
	for (row = record->rows; *row; row++) {
		if (pattern_match_row(*row, name))
			return true;
	}
	return false;
}

bool known_begin_block(struct known *known, const char *block)
{
	bool names_wanted = false;

	for (; known; known = known->next) {
		known->in_block = match_block(known, block);
		names_wanted |= known->in_block == MATCH_SOME;
	}
	return names_wanted;
}

void known_count_row(struct known *known, const char *name)
{
	for (; known; known = known->next)
		known->selected += known->in_block == MATCH_SOME && names_row(known, name);
}

void known_count_rows(struct known *known, unsigned int rows)
{
	for (; known; known = known->next) {
		if (known->in_block == MATCH_ALL)
			known->selected += rows;
	}
}

static bool has_rule(const struct known *record, const char *rule)
{
	const char **has;

	for (has = record->rules; *has; has++) {
		if (!strcmp(*has, rule))
			return true;
	}
	return false;
}

static bool explains(const struct known *record, const struct finding *finding,
		     const struct difference *difference)
{
	unsigned int i;

	if (!has_rule(record, finding->rule->name))
		return false;
	for (i = 0; i < record->nr_differs; i++) {
		const struct known_differs *differs = &record->differs[i];

		if (!fnmatch(differs->field, difference->field, 0) &&
		    !fnmatch(differs->expected, difference->expected, 0) &&
		    !fnmatch(differs->seen, difference->seen, 0))
			return true;
	}
	return false;
}

/* The first of the row's records that explains this difference, or NULL. */
static struct known *explanation(struct known *known, const char *name,
				 const struct finding *finding,
				 const struct difference *difference)
{
	for (; known; known = known->next) {
		/* What is dearer comes last. */
		if (explains(known, finding, difference) && names_row(known, name))
			return known;
	}
	return NULL;
}

static unsigned int note(struct known **used, unsigned int nr, struct known *record)
{
	unsigned int i;

	for (i = 0; i < nr; i++) {
		if (used[i] == record)
			return nr;
	}
	used[nr] = record;
	return nr + 1;
}

struct known **known_explain(struct known *known, const char *name,
			     const struct outcome *outcome, struct pool *pool)
{
	unsigned int nr_records = 0, nr = 0;
	const struct finding *finding;
	struct known *record, **used;

	/* Something that was not kept cannot be known. */
	if (outcome->nr_dropped)
		return NULL;
	for (record = known; record; record = record->next)
		nr_records++;
	used = pool_alloc(pool, (nr_records + 1) * sizeof(struct known *));
	for (finding = outcome->findings; finding; finding = finding->next) {
		const struct difference *difference;

		if (finding->column == COLUMN_INTERNAL)
			continue;
		for (difference = finding->differs; difference; difference = difference->next) {
			record = explanation(known, name, finding, difference);
			if (!record)
				return NULL;
			nr = note(used, nr, record);
		}
	}
	return nr ? used : NULL;
}
