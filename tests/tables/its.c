// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table its: MSIs, the ITS and LPIs, held against an ideal ITS (checker/spec/its.h). All sequences of two letters,
 * those of three of a smaller alphabet, the core letters, from several states; and scripts. Two core letters are also
 * followed by the VM's end, by a migration, and happen while the vCPUs are in the guest.
 */
#include "tests/tables/its.h"
#include "checker/run/table.h"

#include <stdio.h>
#include <stdlib.h>

#define NR_LRS 2

enum sort { SORT_PAIRS, SORT_MORE_PAIRS, SORT_DESTROYED, SORT_IN_GUEST, SORT_MIGRATED, SORT_TRIPLES, NR_SEQUENCES, SORT_SCRIPTS = NR_SEQUENCES,
	    SORT_REGISTERS, SORT_TABLES, NR_SCRIPTS, SORT_CORRUPTED = NR_SCRIPTS };

/* Hosts on which the scripts are run; all else is run on the first. */
static const struct {
	const char *name;
	struct vgic_machine_config machine;
} hosts[] = {
#define HOST(...) { .gic = VGIC_GICV3, .nr_cpus = ITS_DRIVER + 1, .nr_lrs = NR_LRS, __VA_ARGS__ }
	{ "", HOST(.vhe = true) },
	{ "-nvhe", HOST(.vhe = false) },
	{ "-trapped", HOST(.vhe = true, .parameters = "kvm-arm.vgic_v3_group0_trap=1 kvm-arm.vgic_v3_group1_trap=1 "
			   "kvm-arm.vgic_v3_common_trap=1") },
	{ "-no-tdir", HOST(.vhe = true, .no_tdir = true) },
};

struct part {
	enum sort sort;
	enum its_begin begin;
	unsigned int host;
};

static const char *const sort_names[] = { "two", "two-more", "two-destroyed", "two-in-guest", "two-migrated", "three", "scripts",
	"registers", "tables", "corrupted" };

static const struct its_script *scripts_of(enum sort sort)
{
	return sort == SORT_SCRIPTS ? its_scripts : sort == SORT_REGISTERS ? its_register_scripts : its_table_scripts;
}

static unsigned int nr_rows(const struct part *part)
{
	unsigned int n = 0, core = its_nr_core_letters(), all = its_nr_letters();

	switch (part->sort) {
	case SORT_PAIRS: case SORT_DESTROYED: case SORT_IN_GUEST: case SORT_MIGRATED:
		return core * core;
	case SORT_MORE_PAIRS:
		return all * all - core * core;
	case SORT_TRIPLES:
		return core * core * core;
	default:
		break;
	}
	if (part->sort == SORT_CORRUPTED)
		return its_nr_corruptions();
	while (scripts_of(part->sort)[n].name)
		n++;
	return n;
}

/* The letters of row @i; returns how many. */
static unsigned int sequence(const struct part *part, unsigned int i, unsigned int letter[3])
{
	unsigned int core = its_nr_core_letters(), all = its_nr_letters(), rest = all - core;
	unsigned int nr = part->sort == SORT_TRIPLES ? 3 : 2;

	if (part->sort == SORT_MORE_PAIRS) {
		/* Those whose first letter is no core letter, then those of which only the second is none. */
		letter[0] = i < rest * all ? core + i / all : (i - rest * all) / rest;
		letter[1] = i < rest * all ? i % all : core + (i - rest * all) % rest;
		return 2;
	}
	for (unsigned int n = nr; n--; i /= core)
		letter[n] = i % core;
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

	static const char *const begins[] = {
		"nothing is mapped", "three events are mapped", "three LPIs are pending", "three LPIs were taken",
	}, *const ends[] = {
		[SORT_DESTROYED] = "; then the VM is destroyed", [SORT_MIGRATED] = "; then the VM is migrated",
		[SORT_IN_GUEST] = ", while the vCPUs are in the guest", [SORT_TRIPLES] = "",
	};
	char name[ROW_NAME_MAX];

	row_name(block, i, name, sizeof(name));
	if (part->sort < NR_SEQUENCES)
		snprintf(buffer, size, "%s; %s%s", begins[part->begin], name, ends[part->sort] ? ends[part->sort] : "");
	else if (part->sort < NR_SCRIPTS)
		snprintf(buffer, size, "%s", scripts_of(part->sort)[i].words);
	else
		snprintf(buffer, size, "saved tables, of which %s is wrong", name);
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
	{ SORT_SCRIPTS, BEGIN_EMPTY, 0 }, { SORT_SCRIPTS, BEGIN_EMPTY, 1 }, { SORT_SCRIPTS, BEGIN_EMPTY, 2 },
	{ SORT_SCRIPTS, BEGIN_EMPTY, 3 }, { SORT_REGISTERS, BEGIN_EMPTY, 0 }, { SORT_TABLES, BEGIN_EMPTY, 0 }, { SORT_CORRUPTED, BEGIN_EMPTY, 0 },
	{ SORT_PAIRS, BEGIN_EMPTY, 0 }, { SORT_PAIRS, BEGIN_MAPPED, 0 }, { SORT_PAIRS, BEGIN_PENDING, 0 }, { SORT_PAIRS, BEGIN_TAKEN, 0 },
	{ SORT_MORE_PAIRS, BEGIN_EMPTY, 0 }, { SORT_MORE_PAIRS, BEGIN_MAPPED, 0 }, { SORT_MORE_PAIRS, BEGIN_PENDING, 0 },
	{ SORT_MORE_PAIRS, BEGIN_TAKEN, 0 },
	{ SORT_DESTROYED, BEGIN_MAPPED, 0 }, { SORT_DESTROYED, BEGIN_PENDING, 0 }, { SORT_DESTROYED, BEGIN_TAKEN, 0 },
	{ SORT_IN_GUEST, BEGIN_PENDING, 0 }, { SORT_IN_GUEST, BEGIN_TAKEN, 0 },
	{ SORT_MIGRATED, BEGIN_MAPPED, 0 }, { SORT_MIGRATED, BEGIN_PENDING, 0 },
	{ SORT_TRIPLES, BEGIN_EMPTY, 0 }, { SORT_TRIPLES, BEGIN_PENDING, 0 }, { SORT_TRIPLES, BEGIN_TAKEN, 0 },
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
	snprintf(names[number], sizeof(names[0]), part->sort < NR_SEQUENCES ? "its/%s/%s" : "its/%s%s", sort_names[part->sort],
		 part->sort < NR_SEQUENCES ? its_begin_name(part->begin) : hosts[part->host].name);
	*b = (struct block){
		.name = names[number],
		.arg = part,
		.nr_rows = nr_rows(part),
		.machine = hosts[part->host].machine,
		.vm = { VGIC_GICV3, ITS_DRIVER + 1, 64 },
	};
	return b;
}

const struct table table_its = {
	.name = "its", .nr_blocks = nr_blocks, .block = block, .row_name = row_name, .row_words = row_words, .row_run = row_run,
	.reference_lacks = "ITS",
};
