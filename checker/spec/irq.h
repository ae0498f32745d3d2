/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One virtual interrupt in plain values: what the specification is given and what it answers
 * with. Which combinations cannot occur is said here too, with the reason.
 */
#ifndef CHECKER_SPEC_IRQ_H
#define CHECKER_SPEC_IRQ_H

#include "checker/spec/lr.h"

/* The GIC that the machine has, and the GIC that the guest sees. */
struct spec_machine { enum vgic_gic host, guest; };

/*
 * Where a level interrupt's pending latch (GICD_ISPENDR) stands towards the guest's last
 * acknowledge. KVM need not know; only who saw the history does.
 */
enum spec_latch_age {
	SPEC_LATCH_OWED,	/* set, and not acknowledged since */
	SPEC_LATCH_ACKED,	/* a remainder: the acknowledge that made it active came later */
	SPEC_LATCH_UNSURE,	/* set while the guest ran; before or after its acknowledge */
};

struct spec_irq {
	uint32_t intid;
	uint32_t hwintid;	/* when hw */
	bool level;		/* level-sensitive, else edge-triggered */
	bool hw;		/* mapped to physical interrupt hwintid */
	bool sw_resample;	/* hw, and the GIC ignores the HW bit of an LR */
	bool callback;		/* hw, and an in-kernel device answers for the line */
	bool line_level;	/* the input line as KVM last heard of it */
	bool pending_latch;	/* edge seen; level: soft-pending */
	bool active;
	bool enabled;		/* and forwarded: GICD_ISENABLER, GICD_CTLR */
	uint8_t group;		/* 0 or 1 */
	uint8_t priority;	/* 8 bits */
	uint8_t source;		/* GICv2 guest's SGI: bit n set: pending from vCPU n */
	uint8_t active_source;	/* GICv2 guest's SGI: who sent the active one */
	enum spec_latch_age latch_age;
};

/* spec_irq_has_sources() - is it an SGI that is pending per source, as GICv2 has it? */
bool spec_irq_has_sources(const struct spec_machine *m, const struct spec_irq *irq);

/* spec_irq_hw_linked() - does the guest's deactivation deactivate the physical interrupt? */
bool spec_irq_hw_linked(const struct spec_irq *irq);

/* spec_irq_pending() - edge: latch; level: latch or line. Enabled or not. */
bool spec_irq_pending(const struct spec_irq *irq);

/* spec_irq_wants_lr() - active, or enabled and pending. */
bool spec_irq_wants_lr(const struct spec_irq *irq);

/* spec_irq_impossible() - NULL, or why such an interrupt cannot occur. */
const char *spec_irq_impossible(const struct spec_machine *m, const struct spec_irq *irq);

/*
 * spec_guest_outcomes() - every state that a guest can leave the LR @written for @irq in;
 * @written itself comes first. Hardware never sets a pending bit; an acknowledge needs an LR
 * that is pending and not active; a deactivation one that is active (docs/design.md 4, last paragraph;
 * IHI 0048B 3.2.4 and 5.3, GICH_LRn.State).
 * Returns how many, at most SPEC_GUEST_MAX, of which @max are stored. 0: @written is empty, or
 * pending and active where that must never be written.
 */
#define SPEC_GUEST_MAX 4
unsigned int spec_guest_outcomes(const struct spec_machine *m, const struct spec_irq *irq,
				 const struct lr *written, struct lr *out, unsigned int max);

#endif
