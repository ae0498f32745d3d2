// SPDX-License-Identifier: GPL-2.0-only
/*
 * Emulation: what KVM's emulation of the GICv3 CPU interface does at a trapped access, held against
 * what the simulated hardware does at the same access of a guest that is not trapped. Neither knows
 * the other: the emulation is the kernel's, mocks/gic is written from the architecture.
 *
 * A block is a register on a hardware, a row a class of states; a row goes through all states of its
 * class (emulation-states.c) and tells every kind of difference once.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tests/tables/emulation-rows.h"

#define MAX_REASONS 12

/* The fewest bits there are, the most, and something in between. */
static const struct emu_config configs[] = {
	{ "5-of-5-bits", 5, 5, 4 },
	{ "6-of-7-bits", 7, 6, 2 },
	{ "7-of-8-bits", 8, 7, 16 },
};

static const enum emu_shape shapes[] = {
	EMU_ONE, EMU_LEVELS, EMU_TWO, EMU_EVERY_CONTROL, EMU_RANDOM, EMU_REFUSED,
};

struct block_arg {
	const struct emu_config *config;
	const struct emu_row *rows;
};

static const struct block_arg *arg_of(const struct block *block)
{
	return block->arg;
}

static void *must(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

static void count(struct exclusion *excluded, const char *reason)
{
	unsigned int i;

	for (i = 0; i < MAX_REASONS - 1 && excluded[i].reason; i++)
		if (!strcmp(excluded[i].reason, reason))
			break;
	excluded[i].reason = reason;
	excluded[i].count++;
}

/* The rows of one register; the first pass, with @rows NULL, counts. */
static unsigned int make_rows(const struct emu_config *config, const struct emu_register *reg, struct emu_row *rows,
			      struct exclusion *excluded)
{
	unsigned int nr = 0;

	for (const struct emu_access *a = reg->accesses; a->name; a++)
		for (unsigned int s = 0; s < NR(shapes); s++)
			for (unsigned int code = 0; code < emu_nr_codes(a, shapes[s]); code++) {
				const char *reason = emu_impossible(config, a, shapes[s], code);

				if (reason && excluded)
					count(excluded, reason);
				if (reason)
					continue;
				if (rows)
					rows[nr] = (struct emu_row){ a, shapes[s], code };
				nr++;
			}
	return nr;
}

static void make_block(struct block *block, const struct emu_config *config,
		       const struct emu_register *reg)
{
	struct exclusion *excluded = must(calloc(MAX_REASONS, sizeof(*excluded)));
	unsigned int nr = make_rows(config, reg, NULL, excluded);
	struct emu_row *rows = must(calloc(nr, sizeof(*rows)));
	struct block_arg *arg = must(calloc(1, sizeof(*arg)));
	char *name = must(malloc(80));

	(void)emu_seed();	/* a mistake in the environment is best said before anything is run */
	(void)emu_random_states();
	make_rows(config, reg, rows, NULL);
	*arg = (struct block_arg){ config, rows };
	snprintf(name, 80, "emulation/%s/%s", config->name, reg->name);
	*block = (struct block){
		.name = name,
		.nr_rows = nr,
		.arg = arg,
		.machine = {
			.gic = VGIC_GICV3, .nr_cpus = 2, .vhe = true, .nr_lrs = config->nr_lrs,
			.pri_bits = config->pri_bits, .pre_bits = config->pre_bits,
		},
		.vm = { VGIC_GICV3, 2, 64 },
		.excluded = excluded,
	};
}

static unsigned int nr_blocks(void)
{
	return NR(configs) * emu_nr_registers;
}

static const struct block *block(unsigned int number)
{
	static struct block *blocks;

	if (!blocks)
		blocks = must(calloc(nr_blocks(), sizeof(*blocks)));
	if (!blocks[number].name)
		make_block(&blocks[number], &configs[number / emu_nr_registers],
			   &emu_registers[number % emu_nr_registers]);
	return &blocks[number];
}

static void row_name(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	emu_row_name(&arg_of(block)->rows[i], buffer, size);
}

static void row_words(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	emu_row_words(&arg_of(block)->rows[i], buffer, size);
}

static void row_run(struct row *row, const struct block *block, unsigned int i)
{
	emu_row_run(row, arg_of(block)->config, &arg_of(block)->rows[i]);
}

const struct table table_emulation = {
	.name = "emulation", .nr_blocks = nr_blocks, .block = block, .row_name = row_name,
	.row_words = row_words, .row_run = row_run,
	.of_list_registers = true,
};
