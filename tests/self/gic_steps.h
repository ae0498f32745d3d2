/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tests of the simulated GIC as tables: a case is a machine and a list of accesses with what must
 * come of them. Values are literals, laid out by hand from IHI 0048B and IHI 0069.
 */
#ifndef TESTS_SELF_GIC_STEPS_H
#define TESTS_SELF_GIC_STEPS_H

#include "mocks/gic/gic.h"
#include "mocks/gic/regs.h"

enum gic_step_op {
	STEP_END,
	STEP_GUEST_READ, STEP_GUEST_WRITE,		/* ICC_*: done, with this value */
	STEP_READ_TRAPS, STEP_WRITE_TRAPS,		/* traps to EL2, nothing happens */
	STEP_READ_UNDEFINED, STEP_WRITE_UNDEFINED,	/* exception to EL1, nothing happens */
	STEP_FRAME_READ, STEP_FRAME_WRITE,		/* GICV_* */
	STEP_HYP_READ, STEP_HYP_WRITE,			/* GICH_* or ICH_* */
	STEP_VIRQ, STEP_VFIQ, STEP_MAINTENANCE,		/* is it signalled, for which reasons */
	STEP_HOST_TAKES, STEP_PHYS_ACTIVE,		/* physical interrupt, reg: Linux number */
};

struct gic_step {
	enum gic_step_op op;
	uint32_t reg;
	uint64_t value;
};

struct gic_case {
	const char *name;
	struct gic_config config;
	const struct gic_step *steps;
};

#define R(reg, value)	{ STEP_GUEST_READ, SYSREG_ICC_##reg, value }
#define W(reg, value)	{ STEP_GUEST_WRITE, SYSREG_ICC_##reg, value }
#define RTRAP(reg)	{ STEP_READ_TRAPS, SYSREG_ICC_##reg, 0 }
#define WTRAP(reg)	{ STEP_WRITE_TRAPS, SYSREG_ICC_##reg, 0 }
#define RUNDEF(reg)	{ STEP_READ_UNDEFINED, reg, 0 }
#define WUNDEF(reg)	{ STEP_WRITE_UNDEFINED, reg, 0 }
#define FR(reg, value)	{ STEP_FRAME_READ, GICV_##reg, value }
#define FW(reg, value)	{ STEP_FRAME_WRITE, GICV_##reg, value }
#define HR(reg, value)	{ STEP_HYP_READ, reg, value }
#define HW(reg, value)	{ STEP_HYP_WRITE, reg, value }
#define VIRQ(value)	{ STEP_VIRQ, 0, value }
#define VFIQ(value)	{ STEP_VFIQ, 0, value }
#define MAINT(value)	{ STEP_MAINTENANCE, 0, value }
#define TAKE(irq)	{ STEP_HOST_TAKES, irq, 0 }
#define PHYS(irq, value) { STEP_PHYS_ACTIVE, irq, value }
#define STEPS(...)	(const struct gic_step[]){ __VA_ARGS__, { STEP_END, 0, 0 } }

/* GICv3 and GICv2 names of the hypervisor's registers, short. */
#define HCR3		SYSREG_ICH_HCR_EL2
#define VMCR3		SYSREG_ICH_VMCR_EL2
#define MISR3		SYSREG_ICH_MISR_EL2
#define LR3(n)		SYSREG_ICH_LR(n)
#define AP0(n)		SYSREG_ICH_AP0R(n)
#define AP1(n)		SYSREG_ICH_AP1R(n)
#define LR2(n)		(GICH_LR0 + 4 * (n))

#define NIC	4	/* Linux number of the physical interrupt with INTID 72, level */
#define TIMER	3	/* 27 */

/* gic_run_cases() - run them with CMocka, each a test. Returns how many failed. */
int gic_run_cases(const char *group, const struct gic_case *cases, unsigned int count);

#endif
