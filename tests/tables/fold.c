// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fold: every kind of interrupt in every state that puts it into a list register, with every state
 * that a guest can leave that list register in, and what happens outside while the guest runs.
 */
#include <stdio.h>

#include "checker/machine/verbs.h"
#include "checker/spec/fold.h"
#include "checker/spec/populate.h"
#include "tests/tables/blocks.h"
#include "tests/tables/populate.h"

/* What happens outside, after the guest has done its part and before it leaves. */
enum outside {
	OUTSIDE_LOW,	/* level: the line is low; else: nothing happens */
	OUTSIDE_HIGH,	/* level: the line is high; else: another edge, or the SGI again */
	OUTSIDE_HEARD,	/* mapped SPI: the line is high and another CPU of the host takes it */
	NR_OUTSIDE
};

struct fold_row { struct state state; unsigned int left; enum outside outside; };

static unsigned int nr_codes(const struct kind *kind, const struct model *model)
{
	return nr_states(kind, model, 1) * SPEC_GUEST_MAX * NR_OUTSIDE;
}

static struct fold_row decode(const struct kind *kind, const struct model *model, unsigned int code)
{
	return (struct fold_row){
		.outside = code % NR_OUTSIDE,
		.left = code / NR_OUTSIDE % SPEC_GUEST_MAX,
		.state = state(kind, model, 1, code / NR_OUTSIDE / SPEC_GUEST_MAX),
	};
}

static const char *impossible(const struct kind *kind, const struct model *model, unsigned int code)
{
	struct fold_row f = decode(kind, model, code);
	struct spec_machine m = model_spec(model);
	struct spec_irq irq = state_irq(kind, &f.state);
	const char *reason = spec_irq_impossible(&m, &irq);
	struct spec_populate populated[SPEC_POPULATE_MAX];
	struct lr left[SPEC_GUEST_MAX];

	if (reason)
		return reason;
	spec_populate(&m, &irq, populated);
	if (!populated[0].in_lr)
		return "not in a list register: nothing to fold";
	if (f.left >= spec_guest_outcomes(&m, &irq, &populated[0].lr, left, SPEC_GUEST_MAX))
		return "no guest leaves the list register so";
	if (f.outside == OUTSIDE_HEARD &&
	    (!spec_irq_hw_linked(&irq) || !irq.level || lr_state(&left[f.left]) != LR_EMPTY))
		return "the host hears no edge while the physical interrupt is active, or there is none";
	if (f.outside == OUTSIDE_HEARD && kind->intid < 32)
		return "only the vCPU's own physical CPU takes a PPI, and it is in the guest";
	return NULL;
}

static const struct generator generator = {
	"fold", 1u << MODEL_V2 | 1u << MODEL_V3 | 1u << MODEL_V2_ON_V3, nr_codes, impossible,
};
GENERATED_BLOCKS(generator)

static enum lr_state left_state(const struct model *model, const struct kind *kind,
				const struct fold_row *f)
{
	struct spec_populate populated[SPEC_POPULATE_MAX];
	struct spec_machine m = model_spec(model);
	struct spec_irq irq = state_irq(kind, &f->state);
	struct lr left[SPEC_GUEST_MAX];

	spec_populate(&m, &irq, populated);
	spec_guest_outcomes(&m, &irq, &populated[0].lr, left, SPEC_GUEST_MAX);
	return lr_state(&left[f->left]);
}

static void row_name(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	static const char *const level[] = { ".then-low", ".then-high", ".then-high-heard" };
	static const char *const edge[] = { "", ".again" };
	const struct block_arg *arg = block_arg(block);
	struct fold_row f = decode(arg->kind, arg->model, arg->codes[i]);
	int n = state_name(arg->kind, arg->model, &f.state, buffer, size);

	snprintf(buffer + n, size - n, ".%s%s", left_name(left_state(arg->model, arg->kind, &f)),
		 arg->kind->level ? level[f.outside] : edge[f.outside]);
}

static void row_words(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	static const char *const level[] = {
		"the line is low at the exit", "the line is high at the exit",
		"the line is high at the exit, and another CPU of the host has taken the interrupt",
	};
	static const char *const edge[] = { "nothing else happens until the exit", "it is signalled again before the exit" };
	const struct block_arg *arg = block_arg(block);
	struct fold_row f = decode(arg->kind, arg->model, arg->codes[i]);
	int n = state_words(arg->kind, arg->model, &f.state, buffer, size);

	if ((size_t)n < size)
		snprintf(buffer + n, size - n, "; %s; %s",
			 left_words(left_state(arg->model, arg->kind, &f)),
			 arg->kind->level ? level[f.outside] : edge[f.outside]);
}

static void happen_outside(struct row *row, const struct kind *kind, const struct fold_row *f)
{
	if (kind->level) {
		bool now = machine.mapped ? machine_phys_line() : machine_irq().line_level;

		if (now != (f->outside != OUTSIDE_LOW))
			verb_line(row, !now);
		if (f->outside == OUTSIDE_HEARD)
			verb_host(row, 1);
	} else if (f->outside == OUTSIDE_HIGH) {
		if (kind->intid < 16) {
			verb_send_sgi(row, 1, f->state.group);
		} else {
			verb_edge(row);
			verb_host(row, 1);
		}
	}
}

LISTED static const struct rule possible = {
	"situation-is-possible",
	"What the row has brought about is a situation that hardware and guest can be in.",
	"docs/design.md 4, last paragraph; checker/spec/fold.c",
	"None can be told: the steps before this one went wrong already.",
};

static void row_run(struct row *row, const struct block *block, unsigned int i)
{
	const struct block_arg *arg = block_arg(block);
	struct fold_row f = decode(arg->kind, arg->model, arg->codes[i]);
	struct spec_machine m = model_spec(arg->model);
	struct spec_fold_in in;
	struct spec_fold want;
	enum lr_state left;
	const char *reason;
	int lr;

	if (!reach(row, arg->model, arg->kind, &f.state) || !enter_and_judge(row, arg->model))
		return;
	lr = machine_find_lr();
	in.written = machine_lr(lr);
	left = left_state(arg->model, arg->kind, &f);
	guest_leaves(row, lr, left);
	in.left = machine_lr(lr);
	expect_text(row, &possible, COLUMN_HOST, "left", lr_state_name(left),
		    lr_state_name(lr_state(&in.left)));
	happen_outside(row, arg->kind, &f);

	machine_listen();
	in.irq = machine_irq();
	in.line = machine_phys_line();
	in.phys_active = machine_phys_active();
	reason = spec_fold_impossible(&m, &in);
	if (reason) {
		row_differs(row, &possible, COLUMN_HOST, "situation", "possible", reason);
		return;
	}
	spec_fold(&m, &in, &want);
	verb_exit(row);
	machine_judge(row, &want.want, -1);
	expect_u64(row, spec_rule(EXIT_EMPTIES_LIST_REGISTERS), COLUMN_HOST, "list registers in use", 0,
		   machine_lrs_in_use());
}

const struct table table_fold = {
	.name = "fold", .nr_blocks = nr_blocks, .block = block, .row_name = row_name, .row_words = row_words, .row_run = row_run,
	.reference_lacks = "list registers",
};
