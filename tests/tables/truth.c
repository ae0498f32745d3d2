// SPDX-License-Identifier: GPL-2.0-only
/*
 * Truth: the rows of the literal truth table (checker/spec/truth.c) on the real code. Expected
 * values are those written there by hand; the specification's functions are not asked.
 */
#include <stdio.h>

#include "checker/machine/verbs.h"
#include "checker/run/subject.h"
#include "checker/spec/truth.h"
#include "tests/tables/case.h"

static const struct { unsigned int bit; int model; } gics[] = {
	{ TRUTH_V2, MODEL_V2 }, { TRUTH_V3, MODEL_V3 }, { TRUTH_V2_ON_V3, MODEL_V2_ON_V3 },
};
#define NR_GICS (sizeof(gics) / sizeof(gics[0]))

static unsigned int nr_blocks(void)
{
	return NR_GICS;
}

/* The @i-th row that applies to @gic, or NULL. */
static const struct truth_row *applicable(unsigned int gic, unsigned int i)
{
	for (unsigned int n = 0; n < truth_rows; n++)
		if (truth_table[n].gics & gic && !i--)
			return &truth_table[n];
	return NULL;
}

static const struct block *block(unsigned int number)
{
	static const char *const names[NR_GICS] = { "truth/v2", "truth/v3", "truth/v2-on-v3" };
	static struct block blocks[NR_GICS];
	const struct model *model = &models[gics[number].model];
	struct block *b = &blocks[number];

	if (b->name)
		return b;
	*b = (struct block){
		.name = names[number],
		.arg = &gics[number],
		.machine = model->machine,
		.vm = { model->guest, 8, 992 },
	};
	while (applicable(gics[number].bit, b->nr_rows))
		b->nr_rows++;
	return b;
}

/* Which of gics[] a block is for. */
static unsigned int gic(const struct block *block)
{
	return (const typeof(gics[0]) *)block->arg - gics;
}

static const struct truth_row *truth(const struct block *block, unsigned int i)
{
	return applicable(gics[gic(block)].bit, i);
}

static void row_name(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	snprintf(buffer, size, "%s", truth(block, i)->name);
}

static void row_words(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	const struct truth_row *t = truth(block, i);

	snprintf(buffer, size, "%s; INTID %u; judged after the %s", models[gics[gic(block)].model].words,
		 t->irq.intid, t->fold ? "exit" : "entry");
}

static struct kind kind_of(const struct truth_row *t)
{
	return (struct kind){
		.intid = t->irq.intid,
		.level = t->irq.level,
		.mapped = t->irq.hw,
		.hwintid = t->irq.hwintid,
		.map_flags = (t->irq.callback ? VGIC_MAP_CALLBACK : 0) |
			     (t->irq.sw_resample ? VGIC_MAP_SW_RESAMPLE : 0),
	};
}

/* Before the entry that the row is about. */
static bool arrive(struct row *row, const struct model *model, const struct truth_row *t)
{
	/* What is left of a latch that was acknowledged: it has to be acknowledged first. */
	bool acked_latch = t->irq.latch_age == SPEC_LATCH_ACKED;
	struct kind kind = kind_of(t);
	struct state s = {
		.line = t->made & TRUTH_LINE,
		.latch = t->irq.pending_latch,
		.active = t->irq.active && !acked_latch,
		.forwarding = t->irq.enabled ? FORWARD_ENABLED : FORWARD_DISABLED,
		.group = t->irq.group,
		.priority = t->irq.priority,
		.sources = t->irq.source,
		.active_source = t->irq.active_source,
	};

	if (!reach(row, model, &kind, &s))
		return false;
	if (acked_latch) {
		verb_enter(row);
		guest_leaves(row, machine_find_lr(), LR_ACTIVE);
		verb_exit(row);
	}
	return true;
}

static void inside(struct row *row, const struct truth_row *t, int lr)
{
	bool high = machine.mapped ? machine_phys_line() : machine_irq().line_level;

	guest_leaves(row, lr, t->left);
	if (t->irq.level && high != t->line)
		verb_line(row, t->line);
	if (t->edge_inside)
		verb_edge(row);
}

LISTED static const struct rule same_situation = {
	"truth-row-situation",
	"Where the row begins to judge, things stand as the row says.",
	"checker/spec/truth.c",
	"None can be told: the steps before the one to be judged went wrong already.",
};

static void check(struct row *row, const struct truth_row *t, int lr)
{
	uint32_t seen[SPEC_NR_FIELDS];
	char want[40], is[40];

	machine_see(seen, lr);
	for (unsigned int i = 0; i < TRUTH_WANTS && t->want[i].used; i++) {
		enum spec_field field = t->want[i].field;

		if (seen[field] != t->want[i].value)
			row_differs(row, spec_rule(t->rule), COLUMN_GUEST, spec_field_name(field),
				    spec_value_print(want, sizeof(want), field, t->want[i].value),
				    spec_value_print(is, sizeof(is), field, seen[field]));
	}
}

static void row_run(struct row *row, const struct block *block, unsigned int i)
{
	const struct truth_row *t = truth(block, i);
	const struct kind kind = kind_of(t);
	const char *feature = kind_needs_feature(&kind);
	struct lr written = { 0 };
	int lr;

	if (feature && !subject_has(machine.subject, feature)) {
		row_skip(row, "the subject lacks VGIC_SW_RESAMPLE");
		return;
	}
	if (!arrive(row, &models[gics[gic(block)].model], t))
		return;
	machine_listen();
	verb_enter(row);
	lr = machine_find_lr();
	if (!t->fold) {
		check(row, t, lr);
		return;
	}
	if (lr >= 0)
		written = machine_lr(lr);
	expect_text(row, &same_situation, COLUMN_LR, "list register", lr_state_name(t->written),
		    lr_state_name(lr_state(&written)));
	if (lr < 0 || lr_state(&written) != t->written)
		return;
	inside(row, t, lr);
	written = machine_lr(lr);
	expect_text(row, &same_situation, COLUMN_LR, "left", lr_state_name(t->left),
		    lr_state_name(lr_state(&written)));
	expect_bool(row, &same_situation, COLUMN_HOST, "phys.active", t->phys_active,
		    machine_phys_active());
	machine_listen();
	verb_exit(row);
	check(row, t, -1);
}

const struct table table_truth = {
	.name = "truth", .nr_blocks = nr_blocks, .block = block, .row_name = row_name, .row_words = row_words, .row_run = row_run,
	.reference_lacks = "list registers",
};
