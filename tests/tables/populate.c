// SPDX-License-Identifier: GPL-2.0-only
/*
 * Populate: every state of every kind of interrupt, and what must be in its list register when
 * the guest is entered.
 */
#include <stdio.h>

#include "checker/machine/verbs.h"
#include "checker/spec/populate.h"
#include "tests/tables/blocks.h"
#include "tests/tables/populate.h"

static unsigned int nr_codes(const struct kind *kind, const struct model *model)
{
	return nr_states(kind, model, NR_PRIORITIES);
}

static const char *impossible(const struct kind *kind, const struct model *model, unsigned int code)
{
	struct state s = state(kind, model, NR_PRIORITIES, code);
	struct spec_machine m = model_spec(model);
	struct spec_irq irq = state_irq(kind, &s);

	return spec_irq_impossible(&m, &irq);
}

static const struct generator generator = {
	"populate", 1u << MODEL_V2 | 1u << MODEL_V3 | 1u << MODEL_V2_ON_V3, nr_codes, impossible,
};
GENERATED_BLOCKS(generator)

static void row_name(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	const struct block_arg *arg = block_arg(block);
	struct state s = state(arg->kind, arg->model, NR_PRIORITIES, arg->codes[i]);

	state_name(arg->kind, arg->model, &s, buffer, size);
}

static void row_words(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	const struct block_arg *arg = block_arg(block);
	struct state s = state(arg->kind, arg->model, NR_PRIORITIES, arg->codes[i]);
	int n = state_words(arg->kind, arg->model, &s, buffer, size);

	if ((size_t)n < size)
		snprintf(buffer + n, size - n, "; the guest is entered");
}

bool enter_and_judge(struct row *row, const struct model *model)
{
	struct spec_populate allowed[SPEC_POPULATE_MAX];
	struct spec_machine m = model_spec(model);
	struct spec_irq irq = machine_irq();
	const struct spec_populate *want;
	unsigned int n, diffs;
	struct lr seen;
	int lr;

	n = spec_populate(&m, &irq, allowed);
	machine_listen();
	verb_enter(row);
	lr = machine_find_lr();
	if (lr >= 0)
		seen = machine_lr(lr);
	want = spec_populate_match(allowed, n, lr >= 0 ? &seen : NULL);
	diffs = machine_judge(row, &want->want, lr);
	if (machine_lrs_in_use() > want->in_lr)
		machine_differs(row, POPULATE_LR_IDENTITY, COLUMN_LR, "list registers in use",
				want->in_lr ? "1" : "0", "more");
	if (lr >= 0)
		expect_bool(row, spec_rule(ENTRY_INTERFACE_ENABLED), COLUMN_LR, "hcr.en", true,
			    machine_interface_enabled());
	return !diffs;
}

static void row_run(struct row *row, const struct block *block, unsigned int i)
{
	const struct block_arg *arg = block_arg(block);
	struct state s = state(arg->kind, arg->model, NR_PRIORITIES, arg->codes[i]);

	if (reach(row, arg->model, arg->kind, &s))
		enter_and_judge(row, arg->model);
}

const struct table table_populate = {
	.name = "populate", .nr_blocks = nr_blocks, .block = block, .row_name = row_name, .row_words = row_words, .row_run = row_run,
	.of_list_registers = true,
};
