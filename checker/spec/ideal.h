/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One interrupt as an ideal GIC has it: no list registers, no host, no KVM. What a guest may and
 * must be shown follows from it alone, so it judges whole rounds (tests/tables/round.c) without
 * knowing how populate and fold divide the work.
 *
 * Source: IHI 0048B 3.2.4 (the interrupt handling state machine), 4.3 (distributor registers);
 * IHI 0069 4.1.2 for GICv3; docs/design.md 5.
 */
#ifndef CHECKER_SPEC_IDEAL_H
#define CHECKER_SPEC_IDEAL_H

#include "checker/spec/irq.h"

struct ideal {
	bool level;
	bool by_source;		/* a GICv2 guest's SGI */
	bool line;		/* level: the device asserts it */
	bool latch;		/* edge seen, or made pending by software */
	bool active;
	bool enabled;
	uint8_t sources;	/* by_source: pending from vCPU n */
	uint8_t active_source;
	/*
	 * An edge came that may or may not have merged with one that was pending: a second
	 * delivery is allowed, not required.
	 */
	bool maybe;
	uint8_t maybe_sources;	/* by_source: the same, of the SGI from vCPU n */
};

/* Is it pending, whoever looks? */
bool ideal_pending(const struct ideal *i);
/* Must the guest be shown it as pending when it is entered? Active ones cannot be taken again. */
bool ideal_due(const struct ideal *i);
/* May the guest be shown it as pending? */
bool ideal_allowed(const struct ideal *i);

void ideal_edge(struct ideal *i);
/* Software sets it pending (ISPENDR), or vCPU @from sends the SGI. */
void ideal_pend(struct ideal *i);
void ideal_send(struct ideal *i, unsigned int from);
/* The guest acknowledges it, an SGI of @source; it deactivates it. */
void ideal_ack(struct ideal *i, unsigned int source);
void ideal_deactivate(struct ideal *i);

#endif
