// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fold, as the architecture and docs/design.md 4 want it. Sources of each rule: rules.c.
 */
#include "checker/spec/fold.h"

#define SPI_FIRST	32

const char *spec_fold_impossible(const struct spec_machine *m, const struct spec_fold_in *in)
{
	const struct spec_irq *irq = &in->irq;
	const char *why = spec_irq_impossible(m, irq);
	struct lr outcome[SPEC_GUEST_MAX];
	unsigned int i, n;
	bool deactivated;

	if (why)
		return why;
	n = spec_guest_outcomes(m, irq, &in->written, outcome, SPEC_GUEST_MAX);
	for (i = 0; i < n && !lr_equal(&outcome[i], &in->left); i++)
		;
	if (i == n)
		return "no guest leaves the list register so";
	if (in->written.hw != spec_irq_hw_linked(irq))
		return "HW is set exactly for interrupts that the hardware deactivates";
	if (!irq->hw && (in->phys_active || in->line))
		return "an unmapped interrupt has no physical one";
	deactivated = in->written.hw && !in->left.pending && !in->left.active;
	if (deactivated && in->phys_active && !(irq->level ? irq->line_level : irq->pending_latch))
		return "the HW bit has deactivated it; when the host takes it again, KVM is told";
	return NULL;
}

static void put_latch(struct spec_fold *out, bool latch, enum spec_rule rule)
{
	out->after.pending_latch = latch;
	spec_is(&out->want, SPEC_PENDING_LATCH, latch, rule);
}

static void put_line(struct spec_fold *out, bool line, enum spec_rule rule)
{
	out->after.line_level = line;
	spec_is(&out->want, SPEC_LINE_LEVEL, line, rule);
}

static void fold_edge(const struct spec_fold_in *in, struct spec_fold *out)
{
	if (in->left.pending)
		put_latch(out, true, FOLD_EDGE_PENDING_KEPT);
	else
		put_latch(out, in->irq.pending_latch, FOLD_EDGE_ACKED_NOT_PENDING);
}

/* A GICv2 guest's SGI: the same, source by source. */
static void fold_sgi(const struct spec_fold_in *in, struct spec_fold *out)
{
	if (in->left.pending)
		out->after.source |= 1u << in->left.cpuid;
	spec_is(&out->want, SPEC_SOURCE, out->after.source,
		out->after.source ? FOLD_SGI_SOURCE_KEPT : FOLD_EDGE_ACKED_NOT_PENDING);
	put_latch(out, out->after.source != 0,
		  out->after.source ? FOLD_SGI_SOURCE_KEPT : FOLD_EDGE_ACKED_NOT_PENDING);

	if (in->left.active) {
		out->after.active_source = in->left.cpuid;
		spec_is(&out->want, SPEC_ACTIVE_SOURCE, in->left.cpuid, FOLD_SGI_ACTIVE_SOURCE);
	} else {
		spec_either(&out->want, SPEC_ACTIVE_SOURCE, "no source is active");
	}
}

/* A level interrupt's latch: set by software, ended by the guest's acknowledge. */
static void fold_soft_pending(const struct spec_fold_in *in, struct spec_fold *out)
{
	bool acked_inside = in->written.pending && !in->left.pending;

	if (!in->irq.pending_latch) {
		put_latch(out, false, FOLD_LEVEL_PENDING_NOT_KEPT);
	} else if (in->left.pending) {
		put_latch(out, true, FOLD_SOFT_PENDING_NOT_LOST);
	} else if (in->irq.latch_age == SPEC_LATCH_UNSURE) {
		spec_either(&out->want, SPEC_PENDING_LATCH,
			    "it was set while the guest ran, before or after the acknowledge");
	} else if (in->irq.latch_age == SPEC_LATCH_OWED && !acked_inside) {
		put_latch(out, true, FOLD_SOFT_PENDING_NOT_LOST);
	} else if (in->left.active) {
		out->after.latch_age = SPEC_LATCH_ACKED;
		spec_either(&out->want, SPEC_PENDING_LATCH,
			    "acknowledged: dropped now, or when the list register is found empty");
	} else {
		put_latch(out, false, FOLD_ACKED_LEVEL_CLEARS_LATCH);
	}
	if (!out->after.pending_latch)
		out->after.latch_age = SPEC_LATCH_OWED;
}

static void no_sample(struct spec_fold *out, enum spec_rule rule)
{
	spec_is(&out->want, SPEC_ASKED_CALLBACK, false, rule);
	spec_is(&out->want, SPEC_ASKED_IRQCHIP, false, rule);
}

static void keep_phys_active(const struct spec_fold_in *in, struct spec_fold *out,
			     enum spec_rule rule)
{
	spec_is(&out->want, SPEC_CLEARED_PHYS_ACTIVE, false, rule);
	spec_is(&out->want, SPEC_PHYS_ACTIVE, in->phys_active, rule);
}

static void clear_phys_active(const struct spec_fold_in *in, struct spec_fold *out,
			      enum spec_rule rule)
{
	if (in->phys_active)
		spec_is(&out->want, SPEC_CLEARED_PHYS_ACTIVE, true, rule);
	else
		spec_either(&out->want, SPEC_CLEARED_PHYS_ACTIVE, "it is inactive already");
	spec_is(&out->want, SPEC_PHYS_ACTIVE, false, rule);
}

static void maybe_clear_phys_active(const struct spec_fold_in *in, struct spec_fold *out,
				    const char *why)
{
	spec_either(&out->want, SPEC_CLEARED_PHYS_ACTIVE, why);
	if (in->phys_active)
		spec_either(&out->want, SPEC_PHYS_ACTIVE, why);
	else
		spec_is(&out->want, SPEC_PHYS_ACTIVE, false, HOST_NEXT_EDGE_HEARD);
}

/* The line is sampled because of @rule, and what follows from that. */
static void sample(const struct spec_fold_in *in, struct spec_fold *out, enum spec_rule rule)
{
	bool callback = in->irq.callback;

	spec_is(&out->want, SPEC_ASKED_CALLBACK, callback, callback ? rule : FOLD_SAMPLE_SOURCE);
	spec_is(&out->want, SPEC_ASKED_IRQCHIP, !callback, callback ? FOLD_SAMPLE_SOURCE : rule);
	put_line(out, in->line, rule);
	if (in->line)
		keep_phys_active(in, out, FOLD_HIGH_SAMPLE_KEEPS_PHYSICAL_ACTIVE);
	else
		clear_phys_active(in, out, FOLD_LOW_SAMPLE_CLEARS_PHYSICAL_ACTIVE);
}

/*
 * Pending to empty, with a line that KVM was told of while the guest ran: the host has taken the
 * physical interrupt after the guest deactivated it, so KVM's copy is as new as a sample is.
 */
static void maybe_sample(const struct spec_fold_in *in, struct spec_fold *out)
{
	static const char why[] = "KVM heard of the line while the guest ran: as good as a sample";

	if (in->irq.callback) {
		spec_either(&out->want, SPEC_ASKED_CALLBACK, why);
		spec_is(&out->want, SPEC_ASKED_IRQCHIP, false, FOLD_SAMPLE_SOURCE);
	} else {
		spec_either(&out->want, SPEC_ASKED_IRQCHIP, why);
		spec_is(&out->want, SPEC_ASKED_CALLBACK, false, FOLD_SAMPLE_SOURCE);
	}
	if (in->line) {
		put_line(out, true, FOLD_DEACTIVATED_WITH_LINE_SAMPLES);
		keep_phys_active(in, out, FOLD_HIGH_SAMPLE_KEEPS_PHYSICAL_ACTIVE);
	} else {
		spec_either(&out->want, SPEC_LINE_LEVEL, why);
		maybe_clear_phys_active(in, out, why);
	}
}

/* A mapped level interrupt that the hardware deactivates. */
static void fold_line_hw(const struct spec_fold_in *in, struct spec_fold *out)
{
	bool empty = !in->left.pending && !in->left.active;

	if (in->left.pending) {
		sample(in, out, FOLD_SAMPLES_UNACKED_MAPPED_LEVEL);
	} else if (empty && in->irq.line_level && in->written.active) {
		sample(in, out, FOLD_DEACTIVATED_WITH_LINE_SAMPLES);
	} else if (empty && in->irq.line_level) {
		maybe_sample(in, out);
	} else {
		no_sample(out, FOLD_ACKED_NOT_SAMPLED);
		put_line(out, in->irq.line_level, FOLD_ACKED_NOT_SAMPLED);
		keep_phys_active(in, out, FOLD_ACKED_NOT_SAMPLED);
	}
}

/* One that needs software resampling; its active state and latch are folded already. */
static void fold_line_sw(const struct spec_fold_in *in, struct spec_fold *out)
{
	const struct spec_value *latch = &out->want.v[SPEC_PENDING_LATCH];

	no_sample(out, FOLD_SW_RESAMPLE_NOT_SAMPLED);
	put_line(out, in->irq.line_level, FOLD_SW_RESAMPLE_NOT_SAMPLED);
	if (out->after.active)
		keep_phys_active(in, out, FOLD_SW_RESAMPLE_DEACTIVATES);
	else if (latch->demand == SPEC_EITHER)
		maybe_clear_phys_active(in, out, latch->why);
	else if (latch->value)
		keep_phys_active(in, out, FOLD_SW_RESAMPLE_DEACTIVATES);
	else
		clear_phys_active(in, out, FOLD_SW_RESAMPLE_DEACTIVATES);
}

/* Edge, or not mapped: whatever the line is, it is not fold's to ask for. */
static void fold_line_none(const struct spec_fold_in *in, struct spec_fold *out)
{
	no_sample(out, FOLD_SAMPLES_MAPPED_LEVEL_ONLY);
	put_line(out, in->irq.line_level, FOLD_KEEPS_UNMAPPED_LINE);
	if (!in->irq.level)
		out->want.v[SPEC_LINE_LEVEL].column = SPEC_INTERNAL;
	keep_phys_active(in, out, FOLD_SAMPLES_MAPPED_LEVEL_ONLY);
}

static void fold_notices(const struct spec_fold_in *in, struct spec_fold *out)
{
	const struct spec_irq *irq = &in->irq;
	struct spec_outcome *want = &out->want;
	bool ended = in->written.eoi && !in->left.pending && !in->left.active;
	bool spi = irq->intid >= SPI_FIRST;
	bool told = ended && spi && irq->level && !irq->hw;
	const enum spec_rule rule = FOLD_NOTIFIES_EOI_OF_UNMAPPED_LEVEL_SPI;

	spec_is(want, SPEC_ACK_LOCKS, 0, FOLD_NOTIFIES_WITHOUT_LOCKS);
	if (ended && spi && irq->sw_resample) {
		spec_either(want, SPEC_ACK_NOTICES, "nobody waits for a mapped interrupt's EOI");
		spec_either(want, SPEC_ACK_PIN, "nobody waits for a mapped interrupt's EOI");
		return;
	}
	spec_is(want, SPEC_ACK_NOTICES, told, rule);
	spec_is(want, SPEC_ACK_PIN, told ? irq->intid - SPI_FIRST : SPEC_NO_PIN, rule);
}

void spec_fold(const struct spec_machine *m, const struct spec_fold_in *in,
	       struct spec_fold *out)
{
	const struct spec_irq *irq = &in->irq;

	out->after = *irq;
	spec_outcome_init(&out->want);

	out->after.active = in->left.active;
	spec_is(&out->want, SPEC_ACTIVE, in->left.active, FOLD_ACTIVE_FOLLOWS_LR);

	if (spec_irq_has_sources(m, irq))
		fold_sgi(in, out);
	else if (irq->level)
		fold_soft_pending(in, out);
	else
		fold_edge(in, out);

	if (!irq->level || !irq->hw)
		fold_line_none(in, out);
	else if (irq->sw_resample)
		fold_line_sw(in, out);
	else
		fold_line_hw(in, out);

	spec_is(&out->want, SPEC_SET_PHYS_ACTIVE, false, HOST_NEXT_EDGE_HEARD);
	spec_is(&out->want, SPEC_HOST_DEAF, false, HOST_NEXT_EDGE_HEARD);
	fold_notices(in, out);
}
