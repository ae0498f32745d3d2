// SPDX-License-Identifier: GPL-2.0-only
/*
 * Questions about one virtual interrupt that both populate and fold ask.
 *
 * Source: IHI 0048B 1.4 (terminology, interrupt types), 3.2.4, 4.3; IHI 0069, the same states;
 * docs/design.md 4.
 */
#include "checker/spec/irq.h"

#define PPI_FIRST	16
#define SPI_LAST	1019

bool spec_irq_has_sources(const struct spec_machine *m, const struct spec_irq *irq)
{
	return m->guest == VGIC_GICV2 && irq->intid < PPI_FIRST;
}

bool spec_irq_hw_linked(const struct spec_irq *irq)
{
	return irq->hw && !irq->sw_resample;
}

bool spec_irq_pending(const struct spec_irq *irq)
{
	return irq->pending_latch || (irq->level && irq->line_level);
}

bool spec_irq_wants_lr(const struct spec_irq *irq)
{
	return irq->active || (irq->enabled && spec_irq_pending(irq));
}

const char *spec_irq_impossible(const struct spec_machine *m, const struct spec_irq *irq)
{
	if (m->host == VGIC_GICV2 && m->guest == VGIC_GICV3)
		return "a GICv3 guest needs a GICv3 host";
	if (irq->intid > SPI_LAST)
		return "only SGIs, PPIs and SPIs are specified here";
	if (irq->group > 1)
		return "there are groups 0 and 1";
	if (irq->intid < PPI_FIRST && irq->level)
		return "an SGI is edge-triggered";
	if (irq->intid < PPI_FIRST && irq->hw)
		return "an SGI has no physical interrupt";
	if (irq->hw && (irq->hwintid < PPI_FIRST || irq->hwintid > SPI_LAST))
		return "a mapped interrupt is backed by a PPI or an SPI";
	if (!irq->hw && (irq->callback || irq->sw_resample))
		return "callback and software resampling belong to a mapping";
	if (irq->sw_resample && !irq->level)
		return "software resampling is for level interrupts";
	if (irq->source && !spec_irq_has_sources(m, irq))
		return "only a GICv2 guest's SGIs have sources";
	if (spec_irq_has_sources(m, irq) && irq->pending_latch != !!irq->source)
		return "a GICv2 guest's SGI is pending exactly while it has a source";
	if (irq->active_source > 7)
		return "GICv2 has eight CPUs";
	if (irq->latch_age != SPEC_LATCH_OWED && !(irq->level && irq->pending_latch))
		return "the age of the latch is that of a level interrupt's set latch";
	if (irq->latch_age == SPEC_LATCH_ACKED && !irq->active)
		return "what remains of an acknowledged latch ends with the active state";
	return NULL;
}

static bool may_be_pending_active(const struct spec_machine *m, const struct spec_irq *irq,
				  const struct lr *written)
{
	if (irq->level || written->hw)
		return false;
	/* One LR, one source: the pending one and the active one would have to be the same. */
	return !spec_irq_has_sources(m, irq) || !written->eoi;
}

unsigned int spec_guest_outcomes(const struct spec_machine *m, const struct spec_irq *irq,
				 const struct lr *written, struct lr *out, unsigned int max)
{
	static const enum lr_state leaves[4][SPEC_GUEST_MAX] = {
		[LR_PENDING] = { LR_PENDING, LR_ACTIVE, LR_EMPTY },
		[LR_ACTIVE] = { LR_ACTIVE, LR_EMPTY },
		[LR_PENDING_ACTIVE] = { LR_PENDING_ACTIVE, LR_PENDING, LR_ACTIVE, LR_EMPTY },
	};
	static const unsigned int count[4] = {
		[LR_PENDING] = 3, [LR_ACTIVE] = 2, [LR_PENDING_ACTIVE] = 4,
	};
	enum lr_state state = lr_state(written);
	unsigned int i;

	if (state == LR_PENDING_ACTIVE && !may_be_pending_active(m, irq, written))
		return 0;
	for (i = 0; i < count[state] && i < max; i++) {
		out[i] = *written;
		lr_set_state(&out[i], leaves[state][i]);
	}
	return count[state];
}
