// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attributes: the host has no memory. A VM is made again and again, and each time another one of the allocations that this takes
 * fails. The call must be refused then, or do without; a second try may do what it likes; and the VM must go without a trace.
 */
#include "tests/tables/attributes.h"

#include <stdio.h>

#define MAX_ALLOCATIONS 200	/* that making a VM may take */

#define PLACE 0x00200000u

/* Before vCPUs or after them: redistributors are registered by whoever comes last. */
static const struct step_of v2[] = {
	VCPU(), CREATE(VGIC_GICV2, 0), VCPU(), SET(GRP_NR_IRQS, 0, ATTR_IRQS, 0), SET(GRP_ADDR, V2_DIST, VGIC_GPA_DIST, 0),
	SET(GRP_ADDR, V2_CPU, VGIC_GPA_CPU, 0), INIT(0), IRQFD(3, 1, 0), RUN(0), { .call = CALL_END },
}, v3[] = {
	VCPU(), CREATE(VGIC_GICV3, 0), SET(GRP_ADDR, V3_REGION, REGION(1, 2 * PLACE, 0, 0), 0),
	SET(GRP_ADDR, V3_REGION, REGION(1, 3 * PLACE, 0, 1), 0), VCPU(), SET(GRP_NR_IRQS, 0, ATTR_IRQS, 0),
	SET(GRP_ADDR, V3_DIST, VGIC_GPA_DIST, 0), INIT(0), ITS(0), SET(OF_ITS(GRP_ADDR), ITS_ADDR, PLACE, 0),
	SET(OF_ITS(GRP_CTRL), CTRL_INIT, 0, 0), IRQFD(3, 1, 0), RUN(0), { .call = CALL_END },
}, v3_vcpus_first[] = {
	VCPU(), VCPU(), CREATE(VGIC_GICV3, 0), ITS(0), SET(GRP_ADDR, V3_DIST, VGIC_GPA_DIST, 0),
	SET(GRP_ADDR, V3_REDIST, VGIC_GPA_REDIST, 0), SET(OF_ITS(GRP_ADDR), ITS_ADDR, PLACE, 0), INIT(0),
	SET(OF_ITS(GRP_CTRL), CTRL_INIT, 0, 0), RUN(0), { .call = CALL_END },
};

/* Returns whether the allocation that was to fail was made. */
static bool make(struct attributes *a, const struct step_of *steps, unsigned int nth)
{
	char field[80];
	int failed = 0;

	row_step(a->row, "of the allocations from here on, number %u fails", nth);
	a->nth = nth;
	a->subject->allocation_fails(nth);
	for (const struct step_of *s = steps; s->call != CALL_END; s++) {
		int ret = attr_call(a, s);

		if (!ret)
			continue;
		/* Nothing but this can be a reason. */
		if (!failed++) {
			snprintf(field, sizeof(field), "call %u, allocation %u", (unsigned int)(s - steps), nth);
			expect_bool(a->row, &attr_rules[ATTR_ACCEPTED], COLUMN_HOST, field, true,
				    !a->subject->allocation_fails(0));
		}
		/* A vCPU or a VM that could not be made is not used; anything else, userspace may try once more. */
		if (s->call == CALL_VCPU || s->call == CALL_RUN || attr_call(a, s))
			return true;
	}
	return !a->subject->allocation_fails(0) && nth;
}

static void all(struct attributes *a, const struct step_of *steps)
{
	/* With 0 none fails: the VM can be made. */
	for (unsigned int nth = 0; nth <= MAX_ALLOCATIONS; nth++) {
		if (nth)
			attr_again(a);
		if (!make(a, steps, nth) && nth)
			return;
	}
}

void attr_sweep_allocations(struct attributes *a)
{
	if (a->guest == VGIC_GICV2) {
		all(a, v2);
		return;
	}
	all(a, v3);
	attr_again(a);
	all(a, v3_vcpus_first);
}
