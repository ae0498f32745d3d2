// SPDX-License-Identifier: GPL-2.0-only
/*
 * The system registers of a guest's CPU interface: ICV_<name>, which a guest reaches under the name
 * ICC_<name>, and which of its accesses trap instead.
 *
 * Source: IHI 0069 and Arm ARM, ICC_*_EL1 and ICV_*_EL1 with their accessibility pseudocode,
 * ICH_HCR_EL2 (TC, TALL0, TALL1, TDIR), ICC_SRE_EL1, ICC_SRE_EL2.
 */
#include "mocks/gic/cpuif.h"

enum { READ = 1, WRITE = 2 };

/*
 * The ICC_ registers that EL1 has: which accesses exist, which bits of ICH_HCR_EL2 trap them, and
 * how many registers of active priorities there must be. All but one lie side by side.
 */
struct access {
	unsigned int how;
	uint32_t traps;
	unsigned int min_nr_apr;
};

#define FIRST	SYSREG_ICC_IAR0_EL1
#define ALWAYS	(~0u)		/* while HCR_EL2.IMO or FMO is 1 */

static const struct access access_pmr = { READ | WRITE, ICH_HCR_TC, 0 };

static const struct access accesses[] = {
	[SYSREG_ICC_IAR0_EL1 - FIRST]	 = { READ,	   ICH_HCR_TALL0, 0 },
	[SYSREG_ICC_EOIR0_EL1 - FIRST]	 = { WRITE,	   ICH_HCR_TALL0, 0 },
	[SYSREG_ICC_HPPIR0_EL1 - FIRST]	 = { READ,	   ICH_HCR_TALL0, 0 },
	[SYSREG_ICC_BPR0_EL1 - FIRST]	 = { READ | WRITE, ICH_HCR_TALL0, 0 },
	[SYSREG_ICC_AP0R(0) - FIRST]	 = { READ | WRITE, ICH_HCR_TALL0, 1 },
	[SYSREG_ICC_AP0R(1) - FIRST]	 = { READ | WRITE, ICH_HCR_TALL0, 2 },
	[SYSREG_ICC_AP0R(2) - FIRST]	 = { READ | WRITE, ICH_HCR_TALL0, 3 },
	[SYSREG_ICC_AP0R(3) - FIRST]	 = { READ | WRITE, ICH_HCR_TALL0, 4 },
	[SYSREG_ICC_AP1R(0) - FIRST]	 = { READ | WRITE, ICH_HCR_TALL1, 1 },
	[SYSREG_ICC_AP1R(1) - FIRST]	 = { READ | WRITE, ICH_HCR_TALL1, 2 },
	[SYSREG_ICC_AP1R(2) - FIRST]	 = { READ | WRITE, ICH_HCR_TALL1, 3 },
	[SYSREG_ICC_AP1R(3) - FIRST]	 = { READ | WRITE, ICH_HCR_TALL1, 4 },
	[SYSREG_ICC_DIR_EL1 - FIRST]	 = { WRITE,	   ICH_HCR_TC | ICH_HCR_TDIR, 0 },
	[SYSREG_ICC_RPR_EL1 - FIRST]	 = { READ,	   ICH_HCR_TC, 0 },
	[SYSREG_ICC_SGI1R_EL1 - FIRST]	 = { WRITE,	   ALWAYS, 0 },
	[SYSREG_ICC_ASGI1R_EL1 - FIRST]	 = { WRITE,	   ALWAYS, 0 },
	[SYSREG_ICC_SGI0R_EL1 - FIRST]	 = { WRITE,	   ALWAYS, 0 },
	[SYSREG_ICC_IAR1_EL1 - FIRST]	 = { READ,	   ICH_HCR_TALL1, 0 },
	[SYSREG_ICC_EOIR1_EL1 - FIRST]	 = { WRITE,	   ICH_HCR_TALL1, 0 },
	[SYSREG_ICC_HPPIR1_EL1 - FIRST]	 = { READ,	   ICH_HCR_TALL1, 0 },
	[SYSREG_ICC_BPR1_EL1 - FIRST]	 = { READ | WRITE, ICH_HCR_TALL1, 0 },
	[SYSREG_ICC_CTLR_EL1 - FIRST]	 = { READ | WRITE, ICH_HCR_TC, 0 },
	[SYSREG_ICC_IGRPEN0_EL1 - FIRST] = { READ | WRITE, ICH_HCR_TALL0, 0 },
	[SYSREG_ICC_IGRPEN1_EL1 - FIRST] = { READ | WRITE, ICH_HCR_TALL1, 0 },
};

/*
 * The order of the pseudocode: SRE, then the traps to EL2. That no register has this encoding, or
 * not in this direction, comes before either.
 */
static enum gic_reached reached(const struct gic *g, unsigned int cpu, uint32_t reg,
				unsigned int direction)
{
	const struct gic_cpu *c = &g->cpu[cpu];
	const struct access *a = &access_pmr;

	if (g->config.gic != VGIC_GICV3)
		return GIC_UNDEFINED;
	if (reg == SYSREG_ICC_SRE_EL1)
		return c->sre_el2 & ICC_SRE_ENABLE ? GIC_DONE : GIC_TRAPPED;
	if (reg != SYSREG_ICC_PMR_EL1) {
		if (reg - FIRST >= sizeof(accesses) / sizeof(accesses[0]))
			return GIC_UNDEFINED;
		a = &accesses[reg - FIRST];
	}
	if (!(a->how & direction) || a->min_nr_apr > cpuif_nr_apr(g))
		return GIC_UNDEFINED;
	if (!(c->sre_el1 & ICC_SRE_SRE))
		return GIC_UNDEFINED;
	return a->traps == ALWAYS || (c->hcr & a->traps) ? GIC_TRAPPED : GIC_DONE;
}

/* ICV_IAR and, not @take, ICV_HPPIR of @group: 1023 also when the highest is of the other group. */
static uint32_t next_interrupt(struct gic *g, unsigned int cpu, unsigned int group, bool take)
{
	int lr = take ? cpuif_signalled(g, cpu) : cpuif_highest(g, cpu);

	if (lr < 0 || lr_group(&lr_layout_v3, g->cpu[cpu].lr[lr]) != group)
		return INTID_SPURIOUS;
	return take ? cpuif_acknowledge(g, cpu, lr, CPUIF_SYSREG) :
		      cpuif_intid(g, g->cpu[cpu].lr[lr], CPUIF_SYSREG);
}

/* 16 bits of INTID, no SEIs, no range selector, no extended ranges. */
static uint32_t ctlr(const struct gic *g, uint32_t vmcr)
{
	uint32_t value = (uint32_t)(g->config.pri_bits - 1) << ICV_CTLR_PRIBITS_SHIFT;

	value |= ICV_CTLR_A3V;
	if (vmcr & VMCR_CBPR)
		value |= ICV_CTLR_CBPR;
	if (vmcr & VMCR_EOIM)
		value |= ICV_CTLR_EOIMODE;
	return value;
}

static void set_vmcr(struct gic_cpu *c, uint32_t bit, bool value)
{
	c->vmcr = value ? c->vmcr | bit : c->vmcr & ~bit;
}

enum gic_reached gic_icv_read(struct gic *g, unsigned int cpu, uint32_t reg, uint64_t *value)
{
	enum gic_reached how = reached(g, cpu, reg, READ);
	struct gic_cpu *c = &g->cpu[cpu];

	if (how != GIC_DONE)
		return how;
	switch (reg) {
	case SYSREG_ICC_IAR0_EL1:
		*value = next_interrupt(g, cpu, 0, true);
		break;
	case SYSREG_ICC_IAR1_EL1:
		*value = next_interrupt(g, cpu, 1, true);
		break;
	case SYSREG_ICC_HPPIR0_EL1:
		*value = next_interrupt(g, cpu, 0, false);
		break;
	case SYSREG_ICC_HPPIR1_EL1:
		*value = next_interrupt(g, cpu, 1, false);
		break;
	case SYSREG_ICC_RPR_EL1:
		*value = cpuif_running_priority(g, cpu);
		break;
	case SYSREG_ICC_PMR_EL1:
		*value = cpuif_pmr(g, cpu);
		break;
	case SYSREG_ICC_BPR0_EL1:
		*value = cpuif_bpr(g, cpu, 0);
		break;
	case SYSREG_ICC_BPR1_EL1:
		*value = cpuif_bpr(g, cpu, 1);
		break;
	case SYSREG_ICC_CTLR_EL1:
		*value = ctlr(g, c->vmcr);
		break;
	case SYSREG_ICC_IGRPEN0_EL1:
		*value = !!(c->vmcr & VMCR_ENG0);
		break;
	case SYSREG_ICC_IGRPEN1_EL1:
		*value = !!(c->vmcr & VMCR_ENG1);
		break;
	case SYSREG_ICC_SRE_EL1:
		*value = c->sre_el1;
		break;
	default:
		*value = reg >= SYSREG_ICC_AP1R(0) ? c->ap1r[reg - SYSREG_ICC_AP1R(0)] :
						     c->ap0r[reg - SYSREG_ICC_AP0R(0)];
	}
	return GIC_DONE;
}

enum gic_reached gic_icv_write(struct gic *g, unsigned int cpu, uint32_t reg, uint64_t value)
{
	enum gic_reached how = reached(g, cpu, reg, WRITE);
	struct gic_cpu *c = &g->cpu[cpu];

	if (how != GIC_DONE)
		return how;
	switch (reg) {
	case SYSREG_ICC_EOIR0_EL1:
		cpuif_eoi(g, cpu, CPUIF_GROUP0, (uint32_t)value, CPUIF_SYSREG);
		break;
	case SYSREG_ICC_EOIR1_EL1:
		cpuif_eoi(g, cpu, CPUIF_GROUP1, (uint32_t)value, CPUIF_SYSREG);
		break;
	case SYSREG_ICC_DIR_EL1:
		cpuif_deactivate(g, cpu, (uint32_t)value, CPUIF_SYSREG);
		break;
	case SYSREG_ICC_PMR_EL1:
		cpuif_set_pmr(g, cpu, (uint32_t)value);
		break;
	case SYSREG_ICC_BPR0_EL1:
		cpuif_set_bpr(g, cpu, 0, (uint32_t)value);
		break;
	case SYSREG_ICC_BPR1_EL1:
		cpuif_set_bpr(g, cpu, 1, (uint32_t)value);
		break;
	case SYSREG_ICC_CTLR_EL1:
		set_vmcr(c, VMCR_CBPR, value & ICV_CTLR_CBPR);
		set_vmcr(c, VMCR_EOIM, value & ICV_CTLR_EOIMODE);
		break;
	case SYSREG_ICC_IGRPEN0_EL1:
		set_vmcr(c, VMCR_ENG0, value & 1);
		break;
	case SYSREG_ICC_IGRPEN1_EL1:
		set_vmcr(c, VMCR_ENG1, value & 1);
		break;
	case SYSREG_ICC_SRE_EL1:
		gic_sysreg_write(g, &(struct vgic_context){ .cpu = (uint8_t)cpu }, reg, value);
		break;
	default:
		if (reg >= SYSREG_ICC_AP1R(0))
			c->ap1r[reg - SYSREG_ICC_AP1R(0)] = (uint32_t)value;
		else
			c->ap0r[reg - SYSREG_ICC_AP0R(0)] = (uint32_t)value;
	}
	return GIC_DONE;
}
