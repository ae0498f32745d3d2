// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sequence: an interrupt in each state, then any verb, or any two one after the other, then nothing but what is due; all of it judged by
 * the ideal GIC (checker/spec/gic). Two vCPUs, two list registers, three interrupts.
 */
#include "tests/tables/sequence.h"

#include <stdio.h>

#include "checker/play/hosts.h"

#define NR_LRS 2

/* Of checker/play/hosts.c. */
static const char *const hosts[] = { "v2", "v2-nvhe", "v3", "v3-nvhe", "v3-no-tdir", "v3-trapped", "v2-on-v3" };
#define NR_HOSTS (sizeof(hosts) / sizeof(hosts[0]))

/* A block: the states and verbs that its kind can have; 0 is the verb that does nothing. */
#define MAX_VERBS 80
#define NR_BLOCKS (2 * NR_HOSTS * NR_SEQ_KINDS)

struct list {
	unsigned int length;	/* of a row: one verb or two; nothing happens counts as one */
	const struct play_host *host;
	enum sequence_kind kind;
	uint8_t states[MAX_VERBS], verbs[MAX_VERBS];
	unsigned int nr_states, nr_verbs;
	struct exclusion excluded[8];
	unsigned int nr_excluded;
};

static struct block blocks[NR_BLOCKS];
static struct list lists[NR_BLOCKS];
static char names[NR_BLOCKS][48];

struct sequence { unsigned int state, first, second; };

/* One verb, the one that does nothing, too; or two that do something. */
static unsigned int scripts(const struct list *l)
{
	return l->length == 1 ? l->nr_verbs : (l->nr_verbs - 1) * (l->nr_verbs - 1);
}

static struct sequence decode(const struct list *l, unsigned int row)
{
	unsigned int script = row % scripts(l), n = l->nr_verbs - 1;
	struct sequence s = { .state = l->states[row / scripts(l)] };

	s.first = l->verbs[l->length == 1 ? script : 1 + script / n];
	s.second = l->verbs[l->length == 1 ? 0 : 1 + script % n];
	return s;
}

static void exclude(struct list *l, const char *why)
{
	unsigned int i = 0;

	while (i < l->nr_excluded && l->excluded[i].reason != why)
		i++;
	if (i == sizeof(l->excluded) / sizeof(l->excluded[0]) - 1)
		return;
	if (i == l->nr_excluded)
		l->excluded[l->nr_excluded++].reason = why;
	l->excluded[i].count++;
}

static void fill(struct list *l)
{
	bool v2 = l->host->guest == VGIC_GICV2;
	const char *why;

	for (unsigned int i = 0; i < sequence_nr_states(); i++) {
		why = sequence_state_impossible(l->kind, i, v2);
		if (why)
			exclude(l, why);
		else
			l->states[l->nr_states++] = (uint8_t)i;
	}
	for (unsigned int i = 0; i < sequence_nr_verbs(); i++) {
		why = sequence_verb_impossible(l->kind, i, v2);
		if (why)
			exclude(l, why);
		else
			l->verbs[l->nr_verbs++] = (uint8_t)i;
	}
}

static void make(unsigned int number)
{
	struct list *l = &lists[number];
	struct block *b = &blocks[number];

	l->length = 1 + number / (NR_HOSTS * NR_SEQ_KINDS);
	l->host = play_host(hosts[number / NR_SEQ_KINDS % NR_HOSTS]);
	l->kind = number % NR_SEQ_KINDS;
	fill(l);
	snprintf(names[number], sizeof(names[number]), "sequence/%s/%s/%s",
		 l->length == 1 ? "one" : "two", l->host->name, sequence_kind_names[l->kind]);
	*b = (struct block){
		.name = names[number], .nr_rows = l->nr_states * scripts(l), .arg = l, .machine = l->host->machine,
		.vm = { .gic = l->host->guest, .nr_vcpus = 2, .nr_irqs = 64 },
		.excluded = l->nr_excluded ? l->excluded : NULL,
	};
	b->machine.nr_cpus = 2;
	b->machine.nr_lrs = NR_LRS;
}

static unsigned int nr_blocks(void)
{
	return NR_BLOCKS;
}

static const struct block *block(unsigned int number)
{
	if (!blocks[number].name)
		make(number);
	return &blocks[number];
}

static void row_name(const struct block *b, unsigned int i, char *buffer, size_t size)
{
	const struct list *l = b->arg;
	struct sequence s = decode(l, i);

	if (l->length == 1)
		snprintf(buffer, size, "%s.%s", sequence_state_name(s.state), sequence_verb_name(s.first));
	else
		snprintf(buffer, size, "%s.%s.%s", sequence_state_name(s.state), sequence_verb_name(s.first),
			 sequence_verb_name(s.second));
}

static void row_words(const struct block *b, unsigned int i, char *buffer, size_t size)
{
	const struct list *l = b->arg;
	struct sequence s = decode(l, i);

	snprintf(buffer, size, "%s; %s, INTID %u; it is %s, then %s, then %s", l->host->words, sequence_kind_names[l->kind],
		 sequence_intid(l->kind), sequence_state_name(s.state), sequence_verb_name(s.first),
		 sequence_verb_name(s.second));
}

static void row_run(struct row *row, const struct block *b, unsigned int i)
{
	const struct list *l = b->arg;
	struct sequence s = decode(l, i);
	const struct verb rest = { .what = VERB_REST };
	struct play play;

	play_begin(&play, row);
	sequence_reach(&play, l->kind, s.state);
	sequence_do(&play, l->kind, s.first);
	sequence_do(&play, l->kind, s.second);
	play_verb(&play, &rest);
	/* And does it still come? */
	sequence_raise(&play, l->kind);
	play_rest(&play);
}

const struct table table_sequence = {
	.name = "sequence",
	.nr_blocks = nr_blocks,
	.block = block,
	.row_name = row_name,
	.row_words = row_words,
	.row_run = row_run,
};
