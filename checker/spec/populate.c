// SPDX-License-Identifier: GPL-2.0-only
/*
 * Populate, as the architecture and docs/design.md 4 want it. Sources of each rule: rules.c.
 */
#include "checker/spec/populate.h"

/* What is the same for all: identity, link to the physical interrupt, group, priority. */
static void common(const struct spec_machine *m, const struct spec_irq *irq,
		   struct spec_populate *out)
{
	struct spec_outcome *want = &out->want;
	bool linked = spec_irq_hw_linked(irq);
	enum spec_rule link = irq->sw_resample ? POPULATE_SW_RESAMPLE_WITHOUT_HW
					       : POPULATE_HW_LINK;

	out->in_lr = true;
	out->lr = (struct lr){
		.vintid = irq->intid,
		.active = irq->active,
		.hw = linked,
		.pintid = linked ? irq->hwintid : 0,
		.group = irq->group,
		.priority = m->host == VGIC_GICV2 ? irq->priority & 0xf8 : irq->priority,
	};
	out->after = *irq;

	spec_outcome_init(want);
	spec_is(want, SPEC_IN_LR, true, POPULATE_NEEDS_LR);
	spec_is(want, SPEC_LR_VINTID, out->lr.vintid, POPULATE_LR_IDENTITY);
	spec_is(want, SPEC_LR_STRAY, 0, POPULATE_LR_IDENTITY);
	spec_is(want, SPEC_LR_ACTIVE, out->lr.active, POPULATE_ACTIVE);
	spec_is(want, SPEC_LR_HW, linked, link);
	spec_is(want, SPEC_LR_PINTID, out->lr.pintid, link);
	spec_is(want, SPEC_LR_GROUP, out->lr.group, POPULATE_GROUP);
	spec_is(want, SPEC_LR_PRIORITY, out->lr.priority, POPULATE_PRIORITY);
	spec_is(want, SPEC_ACTIVE, irq->active, POPULATE_ACTIVE);
}

static void put_pending(struct spec_populate *out, bool pending, enum spec_rule rule)
{
	out->lr.pending = pending;
	spec_is(&out->want, SPEC_LR_PENDING, pending, rule);
}

static void put_eoi(struct spec_populate *out, bool eoi, enum spec_rule rule)
{
	out->lr.eoi = eoi;
	spec_is(&out->want, SPEC_LR_EOI, eoi, rule);
}

static void put_cpuid(struct spec_populate *out, uint8_t cpuid, enum spec_rule rule)
{
	out->lr.cpuid = cpuid;
	spec_is(&out->want, SPEC_LR_CPUID, cpuid, rule);
}

static void leave_latch(struct spec_populate *out, bool latch, enum spec_rule rule)
{
	out->after.pending_latch = latch;
	spec_is(&out->want, SPEC_PENDING_LATCH, latch, rule);
}

static void leave_line(struct spec_populate *out, bool line, enum spec_rule rule)
{
	out->after.line_level = line;
	spec_is(&out->want, SPEC_LINE_LEVEL, line, rule);
	/* KVM's copy means nothing for an edge interrupt, but nothing is to touch it either. */
	if (!out->after.level)
		out->want.v[SPEC_LINE_LEVEL].column = SPEC_INTERNAL;
}

/* May it be presented to the guest as pending now? If not, which rule forbids it. */
static bool presentable(const struct spec_irq *irq, enum spec_rule *rule)
{
	*rule = POPULATE_PENDING;
	if (!spec_irq_pending(irq))
		return false;
	if (irq->active && spec_irq_hw_linked(irq))
		*rule = POPULATE_NO_PENDING_ACTIVE_FOR_HW;
	else if (irq->active && irq->level)
		*rule = POPULATE_NO_PENDING_ACTIVE_FOR_LEVEL;
	else if (!irq->enabled)
		*rule = POPULATE_DISABLED_NOT_PENDING;
	return *rule == POPULATE_PENDING;
}

static void populate_plain(const struct spec_machine *m, const struct spec_irq *irq,
			   struct spec_populate *out)
{
	enum spec_rule rule;
	bool pending = presentable(irq, &rule);

	common(m, irq, out);
	put_pending(out, pending, rule);
	put_cpuid(out, 0, POPULATE_LR_IDENTITY);
	if (spec_irq_hw_linked(irq))
		put_eoi(out, false, POPULATE_HW_LINK);
	else
		put_eoi(out, irq->level,
			irq->level ? POPULATE_EOI_FOR_LEVEL : POPULATE_NO_EOI_FOR_EDGE);

	if (irq->level)
		leave_latch(out, irq->pending_latch, POPULATE_KEEPS_SOFT_PENDING);
	else if (pending)
		leave_latch(out, false, POPULATE_CONSUMES_EDGE_LATCH);
	else
		leave_latch(out, irq->pending_latch, POPULATE_KEEPS_UNSENT_EDGE);

	if (irq->level && irq->hw && pending)
		leave_line(out, false, POPULATE_LOWERS_MAPPED_LEVEL);
	else
		leave_line(out, irq->line_level, POPULATE_KEEPS_LINE_LEVEL);
}

/* A GICv2 guest's SGI, pending from the sources @remaining once the LR is written. */
static void leave_sources(struct spec_populate *out, uint8_t remaining)
{
	struct spec_outcome *want = &out->want;

	out->after.source = remaining;
	spec_is(want, SPEC_SOURCE, remaining, POPULATE_SGI_KEEPS_OTHER_SOURCES);
	if (remaining)
		leave_latch(out, true, POPULATE_SGI_KEEPS_OTHER_SOURCES);
	else
		leave_latch(out, false, out->lr.pending ? POPULATE_CONSUMES_EDGE_LATCH
							: POPULATE_KEEPS_UNSENT_EDGE);
	leave_line(out, out->after.line_level, POPULATE_KEEPS_LINE_LEVEL);
	if (out->after.active)
		spec_is(want, SPEC_ACTIVE_SOURCE, out->after.active_source, POPULATE_SGI_SOURCE);
	else
		spec_either(want, SPEC_ACTIVE_SOURCE, "no source is active");
}

/* Not active: pending from one of its sources, whichever KVM takes first. */
static unsigned int populate_sgi_pending(const struct spec_machine *m, const struct spec_irq *irq,
					 struct spec_populate *out)
{
	unsigned int n = 0;
	uint8_t cpu;

	for (cpu = 0; cpu < 8; cpu++) {
		uint8_t remaining = irq->source & ~(1u << cpu);

		if (!(irq->source & 1u << cpu))
			continue;
		common(m, irq, &out[n]);
		put_pending(&out[n], true, POPULATE_PENDING);
		put_cpuid(&out[n], cpu, POPULATE_SGI_SOURCE);
		put_eoi(&out[n], remaining != 0, POPULATE_SGI_MULTI_SOURCE_EOI);
		leave_sources(&out[n], remaining);
		n++;
	}
	return n;
}

/* Active, and perhaps pending from some sources that have to wait. */
static unsigned int populate_sgi_active(const struct spec_machine *m, const struct spec_irq *irq,
					struct spec_populate *out)
{
	enum spec_rule rule = POPULATE_PENDING;

	if (irq->source)
		rule = irq->enabled ? POPULATE_NO_PENDING_ACTIVE_FOR_SGI_SOURCES
				    : POPULATE_DISABLED_NOT_PENDING;
	common(m, irq, out);
	put_pending(out, false, rule);
	put_cpuid(out, irq->active_source, POPULATE_SGI_SOURCE);
	put_eoi(out, irq->source && irq->enabled, POPULATE_SGI_MULTI_SOURCE_EOI);
	if (irq->source && !irq->enabled)
		spec_either(&out->want, SPEC_LR_EOI, "what remains is disabled and can wait");
	leave_sources(out, irq->source);

	/* The same CPU sent it again, and no other did: one LR can say that. */
	if (!irq->enabled || irq->source != 1u << irq->active_source)
		return 1;
	common(m, irq, &out[1]);
	put_pending(&out[1], true, POPULATE_PENDING);
	put_cpuid(&out[1], irq->active_source, POPULATE_SGI_SOURCE);
	put_eoi(&out[1], false, POPULATE_SGI_MULTI_SOURCE_EOI);
	leave_sources(&out[1], 0);
	return 2;
}

static void unsent(const struct spec_irq *irq, struct spec_populate *out)
{
	struct spec_outcome *want = &out->want;

	out->in_lr = false;
	out->lr = (struct lr){ 0 };
	out->after = *irq;
	spec_outcome_init(want);
	spec_is(want, SPEC_IN_LR, false, POPULATE_NEEDS_LR);
	leave_line(out, irq->line_level, POPULATE_UNSENT_UNCHANGED);
	leave_latch(out, irq->pending_latch, POPULATE_UNSENT_UNCHANGED);
	spec_is(want, SPEC_ACTIVE, irq->active, POPULATE_UNSENT_UNCHANGED);
	spec_is(want, SPEC_SOURCE, irq->source, POPULATE_UNSENT_UNCHANGED);
}

unsigned int spec_populate(const struct spec_machine *m, const struct spec_irq *irq,
			   struct spec_populate out[SPEC_POPULATE_MAX])
{
	if (!spec_irq_wants_lr(irq)) {
		unsent(irq, out);
		return 1;
	}
	if (!spec_irq_has_sources(m, irq)) {
		populate_plain(m, irq, out);
		return 1;
	}
	return irq->active ? populate_sgi_active(m, irq, out) : populate_sgi_pending(m, irq, out);
}

const struct spec_populate *spec_populate_match(const struct spec_populate *out, unsigned int n,
						const struct lr *seen)
{
	const struct spec_populate *best = out;
	unsigned int i, score, best_score = 0;

	for (i = 0; seen && i < n; i++) {
		if (out[i].lr.cpuid != seen->cpuid)
			continue;
		score = 1 + (lr_state(&out[i].lr) == lr_state(seen));
		if (score > best_score) {
			best = &out[i];
			best_score = score;
		}
	}
	return best;
}
