// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is the specification (checker/spec) complete, consistent with itself, and what docs/design.md 4 and
 * the architecture say? The truth table is the authority; the rest goes through every
 * combination and looks for contradictions.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "checker/spec/truth.h"

static const struct spec_machine v2 = { VGIC_GICV2, VGIC_GICV2 };
static const struct spec_machine v3 = { VGIC_GICV3, VGIC_GICV3 };
static const struct spec_machine v2_on_v3 = { VGIC_GICV3, VGIC_GICV2 };
static const struct spec_machine *const machines[] = { &v2, &v3, &v2_on_v3 };

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* --- list registers --- */

static void lr_layouts_are_those_of_the_architecture(void **state)
{
	/* Laid out by hand from GICH_LRn (IHI 0048B 5.3) and ICH_LR<n>_EL2 (IHI 0069). */
	static const struct {
		struct spec_machine m;
		uint64_t raw;
		struct lr lr;
	} known[] = {
	{ { VGIC_GICV2, VGIC_GICV2 }, 0xda006c1b,
	  { .vintid = 27, .pending = true, .hw = true, .pintid = 27, .group = 1,
	    .priority = 0xa0 } },
	{ { VGIC_GICV2, VGIC_GICV2 }, 0x20080c05,
	  { .vintid = 5, .active = true, .eoi = true, .cpuid = 3 } },
	{ { VGIC_GICV2, VGIC_GICV2 }, 0x3f8003df,
	  { .vintid = 991, .pending = true, .active = true, .priority = 0xf8 } },
	{ { VGIC_GICV2, VGIC_GICV2 }, 0x90080028,		/* bit 19 belongs to PhysicalID */
	  { .vintid = 40, .pending = true, .hw = true, .pintid = 512 } },
	{ { VGIC_GICV3, VGIC_GICV3 }, 0x70a0001b0000001b,
	  { .vintid = 27, .pending = true, .hw = true, .pintid = 27, .group = 1,
	    .priority = 0xa0 } },
	{ { VGIC_GICV3, VGIC_GICV3 }, 0x80a5020000002021,
	  { .vintid = 0x2021, .active = true, .eoi = true, .priority = 0xa5 } },
	{ { VGIC_GICV3, VGIC_GICV2 }, 0xc0a0000000000c05,
	  { .vintid = 5, .pending = true, .active = true, .cpuid = 3, .priority = 0xa0 } },
	{ { VGIC_GICV3, VGIC_GICV3 }, 0x0000000000000c05, { .vintid = 0xc05 } },
	};
	unsigned int i;

	(void)state;
	for (i = 0; i < LENGTH(known); i++) {
		struct lr lr = lr_decode(known[i].m.host, known[i].m.guest, known[i].raw);

		assert_true(lr_equal(&lr, &known[i].lr));
		assert_true(lr_encode(known[i].m.host, known[i].m.guest, &known[i].lr) ==
			    known[i].raw);
	}
}

static void lr_decoding_loses_nothing(void **state)
{
	uint64_t raw = 1;
	unsigned int i, j;

	(void)state;
	for (i = 0; i < 100000; i++) {
		/* xorshift64: any bits, the same ones in every run */
		raw ^= raw << 13;
		raw ^= raw >> 7;
		raw ^= raw << 17;
		for (j = 0; j < LENGTH(machines); j++) {
			struct lr lr = lr_decode(machines[j]->host, machines[j]->guest, raw);

			assert_true(lr_encode(machines[j]->host, machines[j]->guest, &lr) == raw);
		}
	}
}

static void lr_reserved_bits_are_stray(void **state)
{
	(void)state;
	assert_true(lr_decode(VGIC_GICV2, VGIC_GICV2, 0xffffffff).stray == 0x00700000);
	assert_true(lr_decode(VGIC_GICV2, VGIC_GICV2, 0x7fffffff).stray == 0x0077e000);
	assert_true(lr_decode(VGIC_GICV2, VGIC_GICV2, 1ull << 32).stray == 1ull << 32);
	assert_true(lr_decode(VGIC_GICV3, VGIC_GICV3, ~0ull).stray == 0x0f00e00000000000);
	assert_true(lr_decode(VGIC_GICV3, VGIC_GICV3, ~(1ull << 61)).stray == 0x0f00fdff00000000);
	assert_true(lr_decode(VGIC_GICV3, VGIC_GICV2, ~0ull).stray == 0x0f00e000ffffe000);
}

static void lr_equal_looks_at_every_field(void **state)
{
	const struct lr zero = { 0 };
	const struct lr other[] = {
		{ .vintid = 1 }, { .pending = true }, { .active = true }, { .hw = true },
		{ .eoi = true }, { .group = 1 }, { .pintid = 1 }, { .cpuid = 1 },
		{ .priority = 1 }, { .stray = 1 },
	};
	unsigned int i;

	(void)state;
	assert_true(lr_equal(&zero, &zero));
	for (i = 0; i < LENGTH(other); i++)
		assert_false(lr_equal(&zero, &other[i]));
}

static void lr_print_is_short_and_readable(void **state)
{
	const struct lr timer = { .vintid = 27, .pending = true, .hw = true, .pintid = 27,
				  .group = 1, .priority = 0xa0 };
	const struct lr sgi = { .vintid = 5, .pending = true, .active = true, .cpuid = 3,
				.eoi = true, .stray = 0x700000 };
	const struct lr empty = { .vintid = 5 };
	char buf[128];

	(void)state;
	assert_string_equal(lr_print(buf, sizeof(buf), VGIC_GICV3, &timer),
			    "pending, INTID 27, HW pINTID 27,\nprio 0xa0, group 1");
	assert_string_equal(lr_print(buf, sizeof(buf), VGIC_GICV2, &sgi),
			    "pending+active, INTID 5 from CPU 3, EOI,\nprio 0x00, group 0,\n"
			    "reserved bits 0x700000");
	assert_string_equal(lr_print(buf, sizeof(buf), VGIC_GICV3, &empty),
			    "empty, INTID 5,\nprio 0x00, group 0");
	assert_string_equal(lr_print(buf, sizeof(buf), VGIC_GICV2, &empty),
			    "empty, INTID 5 from CPU 0,\nprio 0x00, group 0");
	assert_string_equal(lr_print(buf, sizeof(buf), VGIC_GICV2, &timer),
			    "pending, INTID 27, HW pINTID 27,\nprio 0xa0, group 1");
	memset(buf, 'x', sizeof(buf));
	assert_string_equal(lr_print(buf, 12, VGIC_GICV3, &timer), "pending, IN");
	assert_int_equal(buf[12], 'x');
	assert_int_equal(buf[sizeof(buf) - 1], 'x');
	assert_null(memchr(buf + 12, ' ', sizeof(buf) - 12));
}

/* --- rules --- */

static void every_rule_has_a_name_a_sentence_and_a_source(void **state)
{
	unsigned int i;

	(void)state;
	for (i = RULE_NONE + 1; i < SPEC_NR_RULES; i++) {
		const struct rule *rule = spec_rule(i);

		assert_non_null(rule->name);
		assert_int_equal(strspn(rule->name, "abcdefghijklmnopqrstuvwxyz-"),
				 strlen(rule->name));
		assert_int_equal(spec_rule_find(rule->name), i);	/* so it is unique */
		assert_int_equal(rule->text[strlen(rule->text) - 1], '.');
		assert_true(strlen(rule->source) > 0);
		assert_non_null(rule->guest);
		assert_int_equal(rule->guest[strlen(rule->guest) - 1], '.');
	}
	assert_int_equal(spec_rule_find("no-such-rule"), RULE_NONE);
	assert_string_equal(spec_rule(SPEC_NR_RULES)->name, "none");
}

static void rules_that_others_name_exist(void **state)
{
	static const char *const names[] = {
		"populate-lowers-mapped-level", "fold-samples-unacked-mapped-level",
		"fold-low-sample-clears-physical-active", "fold-level-pending-not-kept",
		"populate-no-pending-active-for-hw", "populate-no-pending-active-for-level",
		"populate-eoi-for-level", "populate-consumes-edge-latch",
		"fold-acked-level-clears-latch", "populate-sw-resample-without-hw",
	};
	unsigned int i;

	(void)state;
	for (i = 0; i < LENGTH(names); i++)
		assert_int_not_equal(spec_rule_find(names[i]), RULE_NONE);
}

/* --- the truth table --- */

static int disagree(const struct truth_row *row, const char *what)
{
	fprintf(stderr, "truth row \"%s\": %s\n", row->name, what);
	return 1;
}

/* How often does the specification not say what @row wants? */
static int check_want(const struct truth_row *row, const struct spec_outcome *outcome)
{
	char text[160], value[32];
	unsigned int i;
	int bad = 0;

	for (i = 0; i < TRUTH_WANTS && row->want[i].used; i++) {
		const struct truth_want *want = &row->want[i];
		const struct spec_value *v = &outcome->v[want->field];

		if (v->demand == SPEC_IS && v->value == want->value)
			continue;
		spec_value_print(value, sizeof(value), want->field, want->value);
		snprintf(text, sizeof(text), "%s should be %s, but the specification demands %s",
			 spec_field_name(want->field), value,
			 v->demand == SPEC_IS ? "otherwise" : "nothing");
		bad += disagree(row, text);
	}
	if (i == 0)
		bad += disagree(row, "wants nothing");
	else if (outcome->v[row->want[0].field].rule != row->rule)
		bad += disagree(row, "another rule decides its first value");
	return bad;
}

static int check_row(const struct truth_row *row, const struct spec_machine *m)
{
	struct spec_populate populated[SPEC_POPULATE_MAX];
	struct spec_fold_in in;
	struct spec_fold folded;

	if (spec_irq_impossible(m, &row->irq))
		return disagree(row, spec_irq_impossible(m, &row->irq));
	spec_populate(m, &row->irq, populated);
	if (populated->in_lr != (row->written != LR_EMPTY) ||
	    lr_state(&populated->lr) != row->written)
		return disagree(row, "populate writes another state into the list register");
	if (!row->fold)
		return check_want(row, &populated->want);

	in = truth_fold_in(row, populated);
	if (spec_fold_impossible(m, &in))
		return disagree(row, spec_fold_impossible(m, &in));
	spec_fold(m, &in, &folded);
	return check_want(row, &folded.want);
}

static void specification_agrees_with_every_truth_row(void **state)
{
	unsigned int i, gic, bad = 0, checked = 0;

	(void)state;
	for (i = 0; i < truth_rows; i++) {
		for (gic = TRUTH_V2; gic <= TRUTH_V2_ON_V3; gic <<= 1) {
			struct spec_machine m = truth_machine(gic);

			if (!(truth_table[i].gics & gic))
				continue;
			bad += check_row(&truth_table[i], &m);
			checked++;
		}
	}
	assert_int_equal(bad, 0);
	assert_true(truth_rows >= 28);
	assert_true(checked > 2 * truth_rows);
}

static void truth_machines_are_what_their_names_say(void **state)
{
	(void)state;
	assert_int_equal(truth_machine(TRUTH_V2).host, VGIC_GICV2);
	assert_int_equal(truth_machine(TRUTH_V2).guest, VGIC_GICV2);
	assert_int_equal(truth_machine(TRUTH_V3).host, VGIC_GICV3);
	assert_int_equal(truth_machine(TRUTH_V3).guest, VGIC_GICV3);
	assert_int_equal(truth_machine(TRUTH_V2_ON_V3).host, VGIC_GICV3);
	assert_int_equal(truth_machine(TRUTH_V2_ON_V3).guest, VGIC_GICV2);
}

static void truth_rows_are_distinct_and_say_how_to_get_there(void **state)
{
	unsigned int i, j;

	(void)state;
	for (i = 0; i < truth_rows; i++) {
		const struct truth_row *row = &truth_table[i];
		const struct spec_irq *irq = &row->irq;

		for (j = 0; j < i; j++)
			assert_string_not_equal(row->name, truth_table[j].name);
		assert_true(row->gics && row->gics < 8);
		assert_int_equal(irq->line_level, !!(row->made & TRUTH_LINE));
		assert_int_equal(irq->active, !!(row->made & TRUTH_ACKED));
		assert_int_equal(irq->pending_latch,
				 !!(row->made & (TRUTH_SOFT | TRUTH_EDGE | TRUTH_SGI)));
		if (row->made & TRUTH_SOFT)
			assert_true(irq->level);
		if (row->made & TRUTH_EDGE)
			assert_false(irq->level);
		assert_int_equal(!!(row->made & TRUTH_SGI), irq->intid < 16 && irq->pending_latch);
		if (!row->fold)
			assert_true(!row->left && !row->line && !row->phys_active);
	}
}

static void every_rule_has_a_truth_row(void **state)
{
	bool seen[SPEC_NR_RULES] = { false };
	unsigned int i;

	(void)state;
	for (i = 0; i < truth_rows; i++)
		seen[truth_table[i].rule] = true;
	/* From there on rules are about the machine; the tables that look at it name them. */
	for (i = RULE_NONE + 1; i < HOST_OWN_INTERRUPT_ONLY; i++) {
		if (!seen[i])
			fprintf(stderr, "no truth row for %s\n", spec_rule(i)->name);
		assert_true(seen[i]);
	}
}

/* --- every combination --- */

/* Calls @check for every interrupt that can occur on every machine; returns how many. */
static unsigned int for_every_irq(void (*check)(const struct spec_machine *m,
						const struct spec_irq *irq))
{
	static const uint32_t intids[] = { 5, 27, 33 };
	static const uint8_t sources[] = { 0x00, 0x01, 0x04, 0x06, 0xff };
	unsigned int machine, intid, bits, age, source, active_source, n = 0;

	for (machine = 0; machine < LENGTH(machines); machine++)
	for (intid = 0; intid < LENGTH(intids); intid++)
	for (bits = 0; bits < 512; bits++)
	for (age = SPEC_LATCH_OWED; age <= SPEC_LATCH_UNSURE; age++)
	for (source = 0; source < LENGTH(sources); source++)
	for (active_source = 0; active_source < 3; active_source++) {
		struct spec_irq irq = {
			.intid = intids[intid], .priority = 0xa5,
			.level = bits & 1, .hw = bits & 2, .sw_resample = bits & 4,
			.callback = bits & 8, .line_level = bits & 16, .pending_latch = bits & 32,
			.active = bits & 64, .enabled = bits & 128, .group = !!(bits & 256),
			.hwintid = intids[intid] + 40, .latch_age = age,
			.source = sources[source], .active_source = active_source,
		};

		if (spec_irq_impossible(machines[machine], &irq))
			continue;
		check(machines[machine], &irq);
		n++;
	}
	return n;
}

static void every_demand_has_a_reason(const struct spec_outcome *want)
{
	unsigned int i;

	for (i = 0; i < SPEC_NR_FIELDS; i++) {
		const struct spec_value *v = &want->v[i];

		assert_true(v->demand != SPEC_IS || v->rule != RULE_NONE);
		assert_true(v->demand != SPEC_EITHER || (v->why && v->why[0]));
	}
}

static void assert_agrees(const struct spec_outcome *want, const uint32_t seen[SPEC_NR_FIELDS])
{
	struct spec_diff diff;

	if (!spec_compare(want, seen, &diff, 1))
		return;
	fail_msg("%s: demanded %u by %s, but described as %u", spec_field_name(diff.field),
		 diff.want, spec_rule(diff.rule)->name, diff.seen);
}

static void check_populate(const struct spec_machine *m, const struct spec_irq *irq)
{
	struct spec_populate out[SPEC_POPULATE_MAX];
	unsigned int i, field, n = spec_populate(m, irq, out);
	uint32_t seen[SPEC_NR_FIELDS];

	assert_in_range(n, 1, SPEC_POPULATE_MAX);
	for (i = 0; i < n; i++) {
		const struct spec_populate *p = &out[i];
		struct lr again = lr_decode(m->host, m->guest,
					    lr_encode(m->host, m->guest, &p->lr));

		assert_true(lr_equal(&p->lr, &again));
		assert_int_equal(p->in_lr, irq->active || p->lr.pending);
		assert_false(p->lr.hw && p->lr.eoi);
		if (irq->level || p->lr.hw || !irq->enabled)
			assert_false(p->lr.pending && p->lr.active);
		for (field = SPEC_IN_LR; p->in_lr && field <= SPEC_LR_STRAY; field++)
			assert_int_not_equal(p->want.v[field].demand, SPEC_UNSPOKEN);

		every_demand_has_a_reason(&p->want);
		spec_seen_nothing(seen);
		spec_seen_lr(seen, p->in_lr ? &p->lr : NULL);
		spec_seen_irq(seen, &p->after, false);
		assert_agrees(&p->want, seen);
		assert_ptr_equal(spec_populate_match(out, n, &p->lr), p);
	}
}

static void populate_contradicts_itself_nowhere(void **state)
{
	(void)state;
	assert_true(for_every_irq(check_populate) > 5000);
}

/* What a run that does what @fold says would be seen to do, choosing to do nothing if free. */
static void see_fold(const struct spec_fold_in *in, const struct spec_fold *fold,
		     uint32_t seen[SPEC_NR_FIELDS])
{
	unsigned int field;

	spec_seen_nothing(seen);
	for (field = SPEC_ASKED_CALLBACK; field < SPEC_NR_FIELDS; field++)
		seen[field] = fold->want.v[field].value;
	spec_seen_irq(seen, &fold->after, in->phys_active && !seen[SPEC_CLEARED_PHYS_ACTIVE]);
}

static unsigned int folds;

static void check_fold(const struct spec_machine *m, const struct spec_fold_in *in)
{
	uint32_t seen[SPEC_NR_FIELDS];
	struct spec_fold fold;
	unsigned int field;

	if (spec_fold_impossible(m, in))
		return;
	folds++;
	spec_fold(m, in, &fold);
	every_demand_has_a_reason(&fold.want);
	see_fold(in, &fold, seen);
	assert_agrees(&fold.want, seen);
	assert_false(seen[SPEC_HOST_DEAF]);
	assert_false(seen[SPEC_ASKED_CALLBACK] && seen[SPEC_ASKED_IRQCHIP]);
	for (field = SPEC_LINE_LEVEL; field < SPEC_NR_FIELDS; field++)
		if (field != SPEC_SOURCE && field != SPEC_ACTIVE_SOURCE)
			assert_int_not_equal(fold.want.v[field].demand, SPEC_UNSPOKEN);

	/* Nothing lost: a guest that did nothing has not changed anything. */
	if (lr_equal(&in->written, &in->left)) {
		assert_int_equal(fold.after.active, in->irq.active);
		if (in->written.pending && (!in->irq.hw || in->line || !in->irq.level) &&
		    !in->irq.sw_resample)
			assert_true(spec_irq_pending(&fold.after) || !in->irq.pending_latch);
	}
	/* Nothing spurious: all acknowledged and ended, no line, no other source, no new edge. */
	if (in->written.pending && lr_state(&in->left) == LR_EMPTY && !in->irq.line_level &&
	    !in->irq.source && (in->irq.level || !in->irq.pending_latch) &&
	    in->irq.latch_age == SPEC_LATCH_OWED)
		assert_false(spec_irq_pending(&fold.after));
}

static void check_every_fold(const struct spec_machine *m, const struct spec_irq *irq)
{
	struct spec_populate populated[SPEC_POPULATE_MAX];
	struct lr left[SPEC_GUEST_MAX];
	unsigned int i, j, bits, leaves, n = spec_populate(m, irq, populated);

	for (i = 0; i < n && populated->in_lr; i++) {
		struct spec_fold_in in = { .irq = populated[i].after, .written = populated[i].lr };

		leaves = spec_guest_outcomes(m, irq, &in.written, left, SPEC_GUEST_MAX);
		assert_in_range(leaves, 2, SPEC_GUEST_MAX);
		for (j = 0; j < leaves; j++)
			for (bits = 0; bits < 8; bits++) {
				in.left = left[j];
				in.line = bits & 1;
				in.phys_active = bits & 2;
				/* The device has been heard of, or not, while the guest ran. */
				in.irq.line_level = populated[i].after.line_level || (bits & 4);
				check_fold(m, &in);
			}
	}
}

static void fold_contradicts_itself_nowhere(void **state)
{
	(void)state;
	for_every_irq(check_every_fold);
	assert_true(folds > 50000);
}

/* A guest that does not get to run leaves the interrupt as it was. */
static void check_round_trip(const struct spec_machine *m, const struct spec_irq *irq)
{
	struct spec_populate populated[SPEC_POPULATE_MAX];
	unsigned int i, n = spec_populate(m, irq, populated);
	struct spec_fold fold;

	for (i = 0; i < n; i++) {
		struct spec_fold_in in = {
			.irq = populated[i].after,
			.written = populated[i].lr, .left = populated[i].lr,
			.line = irq->hw && irq->line_level,
			.phys_active = irq->hw && (irq->line_level || irq->active),
		};

		if (!populated->in_lr || spec_fold_impossible(m, &in))
			continue;
		spec_fold(m, &in, &fold);
		assert_int_equal(fold.after.active, irq->active);
		assert_int_equal(fold.after.pending_latch, irq->pending_latch);
		assert_int_equal(fold.after.source, irq->source);
		/* With software resampling the host hears the line again instead. */
		if (!irq->sw_resample)
			assert_int_equal(fold.after.line_level, irq->line_level);
	}
}

static void a_run_without_guest_steps_changes_nothing(void **state)
{
	(void)state;
	for_every_irq(check_round_trip);
}

/* --- choices and what is left open --- */

static void sgi_may_take_any_pending_source_first(void **state)
{
	const struct spec_irq irq = { .intid = 5, .enabled = true, .pending_latch = true,
				      .source = 0xa4 };
	struct spec_populate out[SPEC_POPULATE_MAX];
	struct lr seen;

	(void)state;
	assert_int_equal(spec_populate(&v2, &irq, out), 3);
	assert_int_equal(out[0].lr.cpuid, 2);
	assert_int_equal(out[1].lr.cpuid, 5);
	assert_int_equal(out[2].lr.cpuid, 7);
	assert_int_equal(out[1].after.source, 0x84);
	assert_true(out[1].lr.eoi);

	/* An LR that is wrong otherwise is compared with the outcome of its own source. */
	seen = out[1].lr;
	seen.eoi = false;
	assert_ptr_equal(spec_populate_match(out, 3, &seen), &out[1]);
	seen.cpuid = 6;
	assert_ptr_equal(spec_populate_match(out, 3, &seen), &out[0]);
	assert_ptr_equal(spec_populate_match(out, 3, NULL), &out[0]);
}

static void sgi_sent_again_by_the_active_source_may_wait_or_not(void **state)
{
	struct spec_irq irq = { .intid = 5, .enabled = true, .active = true, .active_source = 2,
				.pending_latch = true, .source = 0x04 };
	struct spec_populate out[SPEC_POPULATE_MAX];

	(void)state;
	assert_int_equal(spec_populate(&v2, &irq, out), 2);
	assert_int_equal(lr_state(&out[0].lr), LR_ACTIVE);
	assert_true(out[0].lr.eoi);
	assert_int_equal(out[0].after.source, 0x04);
	assert_int_equal(lr_state(&out[1].lr), LR_PENDING_ACTIVE);
	assert_false(out[1].lr.eoi);
	assert_int_equal(out[1].after.source, 0);
	assert_ptr_equal(spec_populate_match(out, 2, &out[1].lr), &out[1]);
	out[1].lr.eoi = true;
	assert_ptr_equal(spec_populate_match(out, 2, &out[1].lr), &out[1]);

	irq.source = 0x0c;		/* another source too: one LR cannot say that */
	assert_int_equal(spec_populate(&v2, &irq, out), 1);
	irq.source = 0x04;
	irq.enabled = false;
	assert_int_equal(spec_populate(&v2, &irq, out), 1);
	assert_int_equal(out[0].want.v[SPEC_LR_EOI].demand, SPEC_EITHER);
	assert_int_equal(out[0].want.v[SPEC_LR_PENDING].rule, POPULATE_DISABLED_NOT_PENDING);
}

static void priority_has_as_many_bits_as_the_host(void **state)
{
	const struct spec_irq irq = { .intid = 34, .enabled = true, .pending_latch = true,
				      .priority = 0xa7 };
	struct spec_populate out[SPEC_POPULATE_MAX];

	(void)state;
	spec_populate(&v2, &irq, out);
	assert_int_equal(out[0].lr.priority, 0xa0);
	spec_populate(&v2_on_v3, &irq, out);
	assert_int_equal(out[0].lr.priority, 0xa7);
}

static void fold_timer(struct spec_fold_in *in, struct spec_fold *fold)
{
	assert_null(spec_fold_impossible(&v3, in));
	spec_fold(&v3, in, fold);
}

static void line_heard_of_inside_may_be_sampled_or_not(void **state)
{
	/* Written pending, ended inside, taken again by the host, KVM told; fold sees all that. */
	struct spec_fold_in in = {
		.irq = { .intid = 27, .hwintid = 27, .level = true, .hw = true, .callback = true,
			 .enabled = true, .line_level = true },
		.written = { .vintid = 27, .pending = true, .hw = true, .pintid = 27 },
		.left = { .vintid = 27, .hw = true, .pintid = 27 },
		.phys_active = true,
	};
	struct spec_fold fold;

	(void)state;
	in.line = false;
	fold_timer(&in, &fold);
	assert_int_equal(fold.want.v[SPEC_ASKED_CALLBACK].demand, SPEC_EITHER);
	assert_int_equal(fold.want.v[SPEC_ASKED_IRQCHIP].value, false);
	assert_int_equal(fold.want.v[SPEC_ASKED_IRQCHIP].demand, SPEC_IS);
	assert_int_equal(fold.want.v[SPEC_LINE_LEVEL].demand, SPEC_EITHER);
	assert_int_equal(fold.want.v[SPEC_PHYS_ACTIVE].demand, SPEC_EITHER);
	assert_int_equal(fold.want.v[SPEC_HOST_DEAF].demand, SPEC_IS);

	in.line = true;
	fold_timer(&in, &fold);
	assert_int_equal(fold.want.v[SPEC_LINE_LEVEL].demand, SPEC_IS);
	assert_int_equal(fold.want.v[SPEC_LINE_LEVEL].value, true);
	assert_int_equal(fold.want.v[SPEC_PHYS_ACTIVE].value, true);

	in.irq.callback = false;
	fold_timer(&in, &fold);
	assert_int_equal(fold.want.v[SPEC_ASKED_IRQCHIP].demand, SPEC_EITHER);
	assert_int_equal(fold.want.v[SPEC_ASKED_CALLBACK].demand, SPEC_IS);
}

static void inactive_physical_interrupt_need_not_be_cleared(void **state)
{
	struct spec_fold_in in = {
		.irq = { .intid = 27, .hwintid = 27, .level = true, .hw = true, .enabled = true },
		.written = { .vintid = 27, .pending = true, .hw = true, .pintid = 27 },
		.left = { .vintid = 27, .pending = true, .hw = true, .pintid = 27 },
	};
	struct spec_fold fold;

	(void)state;
	fold_timer(&in, &fold);
	assert_int_equal(fold.want.v[SPEC_CLEARED_PHYS_ACTIVE].demand, SPEC_EITHER);
	assert_int_equal(fold.want.v[SPEC_PHYS_ACTIVE].demand, SPEC_IS);
	assert_int_equal(fold.want.v[SPEC_PHYS_ACTIVE].value, false);
}

static void acked_latch_may_linger_while_active(void **state)
{
	struct spec_fold_in in = {
		.irq = { .intid = 33, .level = true, .enabled = true, .pending_latch = true },
		.written = { .vintid = 33, .pending = true, .eoi = true },
		.left = { .vintid = 33, .active = true, .eoi = true },
	};
	struct spec_fold fold;

	(void)state;
	fold_timer(&in, &fold);
	assert_int_equal(fold.want.v[SPEC_PENDING_LATCH].demand, SPEC_EITHER);
	assert_int_equal(fold.after.latch_age, SPEC_LATCH_ACKED);

	/* Set inside: nobody knows on which side of the acknowledge. */
	in.irq.latch_age = SPEC_LATCH_UNSURE;
	in.left.active = false;
	fold_timer(&in, &fold);
	assert_int_equal(fold.want.v[SPEC_PENDING_LATCH].demand, SPEC_EITHER);
	in.left.pending = true;
	fold_timer(&in, &fold);
	assert_int_equal(fold.want.v[SPEC_PENDING_LATCH].demand, SPEC_IS);
	assert_int_equal(fold.want.v[SPEC_PENDING_LATCH].value, true);
}

static void sw_resampling_waits_for_a_latch_that_may_remain(void **state)
{
	struct spec_fold_in in = {
		.irq = { .intid = 40, .hwintid = 40, .level = true, .hw = true,
			 .sw_resample = true, .enabled = true, .pending_latch = true,
			 .latch_age = SPEC_LATCH_UNSURE },
		.written = { .vintid = 40, .pending = true, .eoi = true },
		.left = { .vintid = 40, .eoi = true },
		.phys_active = true,
	};
	struct spec_fold fold;

	(void)state;
	fold_timer(&in, &fold);
	assert_int_equal(fold.want.v[SPEC_CLEARED_PHYS_ACTIVE].demand, SPEC_EITHER);
	assert_int_equal(fold.want.v[SPEC_PHYS_ACTIVE].demand, SPEC_EITHER);
	/* A mapped SPI without HW: nobody is known to wait for its EOI. */
	assert_int_equal(fold.want.v[SPEC_ACK_NOTICES].demand, SPEC_EITHER);
	in.phys_active = false;
	fold_timer(&in, &fold);
	assert_int_equal(fold.want.v[SPEC_PHYS_ACTIVE].demand, SPEC_IS);
}

static void line_of_an_edge_interrupt_is_internal(void **state)
{
	struct spec_irq irq = { .intid = 34, .enabled = true, .pending_latch = true };
	struct spec_populate out[SPEC_POPULATE_MAX];
	struct spec_fold_in in;
	struct spec_fold fold;

	(void)state;
	spec_populate(&v3, &irq, out);
	assert_int_equal(out[0].want.v[SPEC_LINE_LEVEL].column, SPEC_INTERNAL);
	in = (struct spec_fold_in){ .irq = out[0].after, .written = out[0].lr, .left = out[0].lr };
	spec_fold(&v3, &in, &fold);
	assert_int_equal(fold.want.v[SPEC_LINE_LEVEL].column, SPEC_INTERNAL);

	irq.level = true;
	spec_populate(&v3, &irq, out);
	assert_int_equal(out[0].want.v[SPEC_LINE_LEVEL].column, SPEC_GUEST);
}

/* --- what can occur --- */

static void guest_steps_are_those_of_the_design(void **state)
{
	const struct spec_irq edge = { .intid = 34 }, level = { .intid = 33, .level = true };
	const struct spec_irq sgi = { .intid = 5 };
	const struct lr pending = { .vintid = 34, .pending = true };
	const struct lr active = { .vintid = 34, .active = true };
	const struct lr both = { .vintid = 34, .pending = true, .active = true };
	const struct lr both_hw = { .vintid = 34, .pending = true, .active = true, .hw = true };
	const struct lr both_eoi = { .vintid = 5, .pending = true, .active = true, .eoi = true };
	const struct lr empty = { .vintid = 34 };
	struct lr out[SPEC_GUEST_MAX];

	(void)state;
	assert_int_equal(spec_guest_outcomes(&v3, &edge, &pending, out, 4), 3);
	assert_int_equal(lr_state(&out[0]), LR_PENDING);
	assert_int_equal(lr_state(&out[1]), LR_ACTIVE);
	assert_int_equal(lr_state(&out[2]), LR_EMPTY);
	assert_int_equal(out[2].vintid, 34);
	assert_int_equal(spec_guest_outcomes(&v3, &edge, &active, out, 4), 2);
	assert_int_equal(lr_state(&out[0]), LR_ACTIVE);
	assert_int_equal(lr_state(&out[1]), LR_EMPTY);
	assert_int_equal(spec_guest_outcomes(&v3, &edge, &both, out, 4), 4);
	assert_int_equal(lr_state(&out[0]), LR_PENDING_ACTIVE);
	assert_int_equal(lr_state(&out[1]), LR_PENDING);
	assert_int_equal(lr_state(&out[2]), LR_ACTIVE);
	assert_int_equal(lr_state(&out[3]), LR_EMPTY);

	assert_int_equal(spec_guest_outcomes(&v3, &level, &both, out, 4), 0);
	assert_int_equal(spec_guest_outcomes(&v3, &edge, &both_hw, out, 4), 0);
	assert_int_equal(spec_guest_outcomes(&v2, &sgi, &both_eoi, out, 4), 0);
	assert_int_equal(spec_guest_outcomes(&v3, &sgi, &both_eoi, out, 4), 4);
	assert_int_equal(spec_guest_outcomes(&v3, &edge, &empty, out, 4), 0);

	out[1].vintid = 999;
	assert_int_equal(spec_guest_outcomes(&v3, &edge, &both, out, 1), 4);
	assert_int_equal(out[1].vintid, 999);
}

static void impossible_interrupts_are_named(void **state)
{
	static const struct {
		struct spec_machine m;
		struct spec_irq irq;
		const char *word;
	} no[] = {
	{ { VGIC_GICV2, VGIC_GICV3 }, { .intid = 34 }, "GICv3 host" },
	{ { VGIC_GICV3, VGIC_GICV3 }, { .intid = 8192 }, "SGIs, PPIs and SPIs" },
	{ { VGIC_GICV3, VGIC_GICV3 }, { .intid = 34, .group = 2 }, "groups" },
	{ { VGIC_GICV3, VGIC_GICV3 }, { .intid = 5, .level = true }, "edge-triggered" },
	{ { VGIC_GICV3, VGIC_GICV3 }, { .intid = 5, .hw = true, .hwintid = 40 }, "no physical" },
	{ { VGIC_GICV3, VGIC_GICV3 }, { .intid = 34, .hw = true, .hwintid = 5 }, "backed by" },
	{ { VGIC_GICV3, VGIC_GICV3 }, { .intid = 34, .callback = true }, "belong to a mapping" },
	{ { VGIC_GICV3, VGIC_GICV3 },
	  { .intid = 34, .hw = true, .hwintid = 40, .sw_resample = true }, "for level" },
	{ { VGIC_GICV3, VGIC_GICV3 }, { .intid = 5, .source = 1, .pending_latch = true },
	  "have sources" },
	{ { VGIC_GICV3, VGIC_GICV2 }, { .intid = 5, .pending_latch = true }, "while it has" },
	{ { VGIC_GICV3, VGIC_GICV2 }, { .intid = 5, .source = 1 }, "while it has" },
	{ { VGIC_GICV3, VGIC_GICV2 }, { .intid = 5, .active_source = 8 }, "eight" },
	{ { VGIC_GICV3, VGIC_GICV3 }, { .intid = 33, .level = true,
	    .latch_age = SPEC_LATCH_UNSURE }, "age of the latch" },
	{ { VGIC_GICV3, VGIC_GICV3 }, { .intid = 33, .level = true, .pending_latch = true,
	    .latch_age = SPEC_LATCH_ACKED }, "ends with" },
	};
	unsigned int i;

	(void)state;
	for (i = 0; i < LENGTH(no); i++) {
		const char *why = spec_irq_impossible(&no[i].m, &no[i].irq);

		assert_non_null(why);
		assert_non_null(strstr(why, no[i].word));
	}
}

static void impossible_folds_are_named(void **state)
{
	const struct spec_fold_in good = {
		.irq = { .intid = 27, .hwintid = 27, .level = true, .hw = true },
		.written = { .vintid = 27, .pending = true, .hw = true, .pintid = 27 },
		.left = { .vintid = 27, .hw = true, .pintid = 27 },
	};
	struct spec_fold_in in = good;

	(void)state;
	assert_null(spec_fold_impossible(&v3, &in));
	in.phys_active = true;
	assert_non_null(strstr(spec_fold_impossible(&v3, &in), "has deactivated"));
	in.irq.line_level = true;
	assert_null(spec_fold_impossible(&v3, &in));
	in = good;
	in.left.active = true;
	in.left.pending = true;
	assert_non_null(strstr(spec_fold_impossible(&v3, &in), "leaves"));
	in = good;
	in.left.vintid = 28;
	assert_non_null(strstr(spec_fold_impossible(&v3, &in), "leaves"));
	in = good;
	in.irq.sw_resample = true;
	assert_non_null(strstr(spec_fold_impossible(&v3, &in), "HW is set"));
	in = good;
	in.irq.group = 2;
	assert_non_null(strstr(spec_fold_impossible(&v3, &in), "groups"));
	in = good;
	in.irq.hw = in.written.hw = in.left.hw = false;
	in.line = true;
	assert_non_null(strstr(spec_fold_impossible(&v3, &in), "unmapped"));
}

/* --- comparing and printing --- */

static void differences_name_the_rule(void **state)
{
	const struct spec_irq irq = { .intid = 28, .hwintid = 28, .level = true, .hw = true,
				      .enabled = true, .line_level = true };
	struct spec_populate out[SPEC_POPULATE_MAX];
	uint32_t seen[SPEC_NR_FIELDS];
	struct spec_diff diff[4];
	struct spec_irq after;

	(void)state;
	spec_populate(&v3, &irq, out);
	after = out[0].after;
	after.line_level = true;		/* what mapped-level-not-lowered does */
	spec_seen_nothing(seen);
	spec_seen_lr(seen, &out[0].lr);
	spec_seen_irq(seen, &after, true);
	assert_int_equal(spec_compare(&out[0].want, seen, diff, 4), 1);
	assert_int_equal(diff[0].field, SPEC_LINE_LEVEL);
	assert_int_equal(diff[0].rule, POPULATE_LOWERS_MAPPED_LEVEL);
	assert_int_equal(diff[0].column, SPEC_GUEST);
	assert_int_equal(diff[0].want, 0);
	assert_int_equal(diff[0].seen, 1);

	/* A missing LR is one difference, a field that nobody looked at is one too. */
	spec_seen_nothing(seen);
	spec_seen_lr(seen, NULL);
	assert_int_equal(spec_compare(&out[0].want, seen, diff, 1), 4);
	assert_int_equal(diff[0].field, SPEC_IN_LR);
	assert_int_equal(diff[0].column, SPEC_LR);
}

static void what_is_left_open_never_differs(void **state)
{
	struct spec_outcome want;
	uint32_t seen[SPEC_NR_FIELDS];

	(void)state;
	spec_outcome_init(&want);
	spec_seen_nothing(seen);
	assert_int_equal(spec_compare(&want, seen, NULL, 0), 0);
	spec_is(&want, SPEC_ACTIVE, 1, FOLD_ACTIVE_FOLLOWS_LR);
	assert_int_equal(spec_compare(&want, seen, NULL, 0), 1);
	spec_either(&want, SPEC_ACTIVE, "for a test");
	assert_int_equal(spec_compare(&want, seen, NULL, 0), 0);
}

static void a_deaf_host_is_seen(void **state)
{
	struct spec_irq irq = { .intid = 27, .level = true };
	uint32_t seen[SPEC_NR_FIELDS];

	(void)state;
	spec_seen_irq(seen, &irq, true);
	assert_true(seen[SPEC_HOST_DEAF]);
	spec_seen_irq(seen, &irq, false);
	assert_false(seen[SPEC_HOST_DEAF]);
	irq.line_level = true;
	spec_seen_irq(seen, &irq, true);
	assert_false(seen[SPEC_HOST_DEAF]);
	irq.line_level = false;
	irq.active = true;
	spec_seen_irq(seen, &irq, true);
	assert_false(seen[SPEC_HOST_DEAF]);
}

static void fields_and_values_have_names(void **state)
{
	unsigned int i, j;
	char buf[32];

	(void)state;
	for (i = 0; i < SPEC_NR_FIELDS; i++) {
		assert_non_null(spec_field_name(i));
		for (j = 0; j < i; j++)
			assert_string_not_equal(spec_field_name(i), spec_field_name(j));
	}
	assert_string_equal(spec_field_name(SPEC_LR_PENDING), "lr.pending");
	assert_string_equal(spec_column_name(SPEC_GUEST), "guest");
	assert_string_equal(spec_column_name(SPEC_INTERNAL), "internal");
	assert_string_equal(spec_value_print(buf, sizeof(buf), SPEC_ACTIVE, 1), "yes");
	assert_string_equal(spec_value_print(buf, sizeof(buf), SPEC_LR_PRIORITY, 8), "0x08");
	assert_string_equal(spec_value_print(buf, sizeof(buf), SPEC_LR_VINTID, 27), "27");
	assert_string_equal(spec_value_print(buf, sizeof(buf), SPEC_ASKED_IRQCHIP, 0),
			    "not called");
	assert_string_equal(spec_value_print(buf, sizeof(buf), SPEC_ACK_PIN, (uint32_t)-16), "-16");
	assert_string_equal(spec_value_print(buf, sizeof(buf), SPEC_ACK_PIN, SPEC_NO_PIN), "none");
	assert_string_equal(spec_value_print(buf, sizeof(buf), SPEC_ACTIVE, SPEC_UNSEEN),
			    "not looked at");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lr_layouts_are_those_of_the_architecture),
		cmocka_unit_test(lr_decoding_loses_nothing),
		cmocka_unit_test(lr_reserved_bits_are_stray),
		cmocka_unit_test(lr_equal_looks_at_every_field),
		cmocka_unit_test(lr_print_is_short_and_readable),
		cmocka_unit_test(every_rule_has_a_name_a_sentence_and_a_source),
		cmocka_unit_test(rules_that_others_name_exist),
		cmocka_unit_test(specification_agrees_with_every_truth_row),
		cmocka_unit_test(truth_machines_are_what_their_names_say),
		cmocka_unit_test(truth_rows_are_distinct_and_say_how_to_get_there),
		cmocka_unit_test(every_rule_has_a_truth_row),
		cmocka_unit_test(populate_contradicts_itself_nowhere),
		cmocka_unit_test(fold_contradicts_itself_nowhere),
		cmocka_unit_test(a_run_without_guest_steps_changes_nothing),
		cmocka_unit_test(sgi_may_take_any_pending_source_first),
		cmocka_unit_test(sgi_sent_again_by_the_active_source_may_wait_or_not),
		cmocka_unit_test(priority_has_as_many_bits_as_the_host),
		cmocka_unit_test(line_heard_of_inside_may_be_sampled_or_not),
		cmocka_unit_test(inactive_physical_interrupt_need_not_be_cleared),
		cmocka_unit_test(acked_latch_may_linger_while_active),
		cmocka_unit_test(sw_resampling_waits_for_a_latch_that_may_remain),
		cmocka_unit_test(line_of_an_edge_interrupt_is_internal),
		cmocka_unit_test(guest_steps_are_those_of_the_design),
		cmocka_unit_test(impossible_interrupts_are_named),
		cmocka_unit_test(impossible_folds_are_named),
		cmocka_unit_test(differences_name_the_rule),
		cmocka_unit_test(what_is_left_open_never_differs),
		cmocka_unit_test(a_deaf_host_is_seen),
		cmocka_unit_test(fields_and_values_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
