// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table its: MSIs, the ITS and LPIs, held against an ideal ITS (checker/spec/its.h). All sequences of two letters,
 * of a smaller alphabet of three, from several states; and scripts.
 */
#include "tests/tables/its.h"
#include "checker/run/table.h"

#include <stdio.h>
#include <stdlib.h>

#define NR_LRS 2

enum sort { SORT_PAIRS, SORT_DESTROYED, SORT_IN_GUEST, SORT_MIGRATED, SORT_TRIPLES, NR_SEQUENCES, SORT_SCRIPTS = NR_SEQUENCES,
	    SORT_REGISTERS, SORT_TABLES, NR_SCRIPTS, SORT_CORRUPTED = NR_SCRIPTS };

struct part {
	enum sort sort;
	enum its_begin begin;
};

static const char *const sort_names[] = { "two", "two-destroyed", "two-in-guest", "two-migrated", "three", "scripts",
	"registers", "tables", "corrupted" };

static const struct its_script *scripts_of(enum sort sort)
{
	return sort == SORT_SCRIPTS ? its_scripts : sort == SORT_REGISTERS ? its_register_scripts : its_table_scripts;
}

static unsigned int letters_of(enum sort sort)
{
	return sort >= SORT_MIGRATED ? its_nr_core_letters() : its_nr_letters();
}

static unsigned int nr_rows(const struct part *part)
{
	unsigned int n = 0, letters = letters_of(part->sort);

	if (part->sort < NR_SEQUENCES)
		return part->sort == SORT_TRIPLES ? letters * letters * letters : letters * letters;
	if (part->sort == SORT_CORRUPTED)
		return its_nr_corruptions();
	while (scripts_of(part->sort)[n].name)
		n++;
	return n;
}

/* The letters of row @i; returns how many. */
static unsigned int sequence(const struct part *part, unsigned int i, unsigned int letter[3])
{
	unsigned int nr = part->sort == SORT_TRIPLES ? 3 : 2;

	for (unsigned int n = nr; n--; i /= letters_of(part->sort))
		letter[n] = i % letters_of(part->sort);
	return nr;
}

static void row_name(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	const struct part *part = block->arg;
	unsigned int letter[3];
	int used = 0;

	if (part->sort == SORT_CORRUPTED) {
		its_corruption_name(i, buffer, size);
		return;
	}
	if (part->sort >= NR_SEQUENCES) {
		snprintf(buffer, size, "%s", scripts_of(part->sort)[i].name);
		return;
	}
	for (unsigned int n = 0, nr = sequence(part, i, letter); n < nr; n++)
		used += snprintf(buffer + used, size - used, "%s%s", n ? "." : "", its_letter_name(letter[n]));
}

static void row_words(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	const struct part *part = block->arg;

	if (part->sort >= NR_SEQUENCES && part->sort < NR_SCRIPTS)
		snprintf(buffer, size, "%s", scripts_of(part->sort)[i].words);
	else
		row_name(block, i, buffer, size);
}

static void row_run(struct row *row, const struct block *block, unsigned int i)
{
	const struct part *part = block->arg;
	struct its_run r = { .row = row, .subject = row->subject };
	unsigned int letter[3], nr;

	if (part->sort == SORT_CORRUPTED) {
		its_corrupt(&r, i);
		return;
	}
	if (part->sort >= NR_SEQUENCES) {
		scripts_of(part->sort)[i].run(&r);
		return;
	}
	if (!its_start(&r))
		return;
	its_begin(&r, part->begin);
	if (part->sort == SORT_IN_GUEST)
		its_run_guests(&r);
	nr = sequence(part, i, letter);
	for (unsigned int n = 0; n < nr; n++)
		its_letter(&r, letter[n]);
	if (part->sort == SORT_MIGRATED && !its_migrate(&r, &block->vm))
		return;
	if (part->sort != SORT_DESTROYED)
		its_probe(&r);
	its_destroy(&r);
}

static const struct part parts[] = {
	{ SORT_SCRIPTS, BEGIN_EMPTY }, { SORT_REGISTERS, BEGIN_EMPTY }, { SORT_TABLES, BEGIN_EMPTY }, { SORT_CORRUPTED, BEGIN_EMPTY },
	{ SORT_PAIRS, BEGIN_EMPTY }, { SORT_PAIRS, BEGIN_MAPPED }, { SORT_PAIRS, BEGIN_PENDING }, { SORT_PAIRS, BEGIN_TAKEN },
	{ SORT_DESTROYED, BEGIN_MAPPED }, { SORT_DESTROYED, BEGIN_PENDING }, { SORT_DESTROYED, BEGIN_TAKEN },
	{ SORT_IN_GUEST, BEGIN_PENDING }, { SORT_IN_GUEST, BEGIN_TAKEN },
	{ SORT_MIGRATED, BEGIN_MAPPED }, { SORT_MIGRATED, BEGIN_PENDING },
	{ SORT_TRIPLES, BEGIN_EMPTY }, { SORT_TRIPLES, BEGIN_PENDING }, { SORT_TRIPLES, BEGIN_TAKEN },
};
#define NR_PARTS (sizeof(parts) / sizeof(parts[0]))

static unsigned int nr_blocks(void)
{
	return NR_PARTS;
}

static const struct block *block(unsigned int number)
{
	static struct block blocks[NR_PARTS];
	static char names[NR_PARTS][48];
	struct block *b = &blocks[number];
	const struct part *part = &parts[number];

	if (b->name)
		return b;
	snprintf(names[number], sizeof(names[0]), part->sort < NR_SEQUENCES ? "its/%s/%s" : "its/%s", sort_names[part->sort],
		 its_begin_name(part->begin));
	*b = (struct block){
		.name = names[number],
		.arg = part,
		.nr_rows = nr_rows(part),
		.machine = { .gic = VGIC_GICV3, .nr_cpus = ITS_DRIVER + 1, .nr_lrs = NR_LRS, .vhe = true },
		.vm = { VGIC_GICV3, ITS_DRIVER + 1, 64 },
	};
	return b;
}

const struct table table_its = {
	.name = "its", .nr_blocks = nr_blocks, .block = block, .row_name = row_name, .row_words = row_words, .row_run = row_run,
};
