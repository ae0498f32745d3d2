// SPDX-License-Identifier: GPL-2.0-only
/*
 * The GICV frame: a guest's memory-mapped CPU interface, of a GICv2 or of a GICv3 that can do GICv2.
 *
 * Source: IHI 0048B 5.5 (GICV_CTLR to GICV_DIR), 4.4 (what the GICC_ registers of those names do);
 * IHI 0069, the GICV_ registers.
 */
#include "mocks/gic/cpuif.h"

/*
 * Choice: while the guest's registers are the system registers, the frame reads as zero and ignores
 * writes; using it is a programming error. A GICv3 without v2_cpuif has no frame; there SRE is 1.
 */
static bool is_there(const struct gic *g, unsigned int cpu)
{
	return g->config.gic == VGIC_GICV2 || !(g->cpu[cpu].sre_el1 & ICC_SRE_SRE);
}

/* GICV_EOIR handles Group 1 too when AckCtl is 1, as GICV_IAR and GICV_HPPIR do. */
static unsigned int groups_of_eoir(const struct gic_cpu *c)
{
	return c->vmcr & VMCR_ACKCTL ? CPUIF_GROUP0 | CPUIF_GROUP1 : CPUIF_GROUP0;
}

/*
 * GICV_IAR, GICV_AIAR and, not @take, GICV_HPPIR, GICV_AHPPIR. The aliased ones are for Group 1
 * only. Not so the others: they say that there is one of Group 1, or with AckCtl which.
 * Choice: GICV_AHPPIR does not ask whether the priority suffices. IHI 0069 says that it does, but also
 * that it is what GICV_HPPIR is, for Group 1, and GICV_HPPIR does not.
 */
static uint32_t next_interrupt(struct gic *g, unsigned int cpu, bool aliased, bool take)
{
	struct gic_cpu *c = &g->cpu[cpu];
	int lr = take ? cpuif_signalled(g, cpu) : cpuif_highest(g, cpu);
	unsigned int group;

	if (lr < 0)
		return INTID_SPURIOUS;
	group = lr_group(lr_layout(g), c->lr[lr]);
	if (aliased && !group)
		return INTID_SPURIOUS;
	if (!aliased && group && !(c->vmcr & VMCR_ACKCTL))
		return INTID_OTHER_GROUP;
	return take ? cpuif_acknowledge(g, cpu, lr, CPUIF_FRAME) :
		      cpuif_intid(g, c->lr[lr], CPUIF_FRAME);
}

/* GICV_APR<n>; false: @offset is none that is implemented. */
static bool is_apr(const struct gic *g, uint32_t offset, unsigned int *n)
{
	*n = (offset - GICV_APR(0)) / 4;
	return offset >= GICV_APR(0) && offset % 4 == 0 && *n < cpuif_nr_apr(g);
}

uint32_t gic_gicv_read(struct gic *g, const struct vgic_context *c, uint32_t offset)
{
	unsigned int n, id = c->cpu % GIC_MAX_CPUS;
	const struct gic_cpu *cpu = &g->cpu[id];

	if (!is_there(g, id))
		return 0;
	switch (offset) {
	case GICV_CTLR:		return cpu->vmcr & VMCR_CTLR;
	case GICV_PMR:		return cpuif_pmr(g, id);
	case GICV_BPR:		return cpuif_bpr(g, id, 0);
	case GICV_IAR:		return next_interrupt(g, id, false, true);
	case GICV_RPR:		return cpuif_running_priority(g, id);
	case GICV_HPPIR:	return next_interrupt(g, id, false, false);
	case GICV_ABPR:		return cpuif_bpr(g, id, 1);
	case GICV_AIAR:		return next_interrupt(g, id, true, true);
	case GICV_AHPPIR:	return next_interrupt(g, id, true, false);
	case GICV_IIDR:
		/* Architecture version; Arm's JEP106 code; the rest is IMPLEMENTATION DEFINED. */
		return (uint32_t)g->config.gic << 16 | 0x43b;
	}
	/* A GICv3 whose hypervisor uses system registers has those of both groups in ICH_AP1R<n>_EL2. */
	if (is_apr(g, offset, &n))
		return g->config.gic == VGIC_GICV2 ? cpu->apr : cpu->ap1r[n];
	return 0;
}

void gic_gicv_write(struct gic *g, const struct vgic_context *c, uint32_t offset, uint32_t value)
{
	unsigned int n, id = c->cpu % GIC_MAX_CPUS;
	struct gic_cpu *cpu = &g->cpu[id];

	if (!is_there(g, id))
		return;
	switch (offset) {
	case GICV_CTLR:
		cpu->vmcr = (cpu->vmcr & ~VMCR_CTLR) | (value & VMCR_CTLR);
		return;
	case GICV_PMR:
		cpuif_set_pmr(g, id, value);
		return;
	case GICV_BPR:
		cpuif_set_bpr(g, id, 0, value);
		return;
	case GICV_ABPR:
		cpuif_set_bpr(g, id, 1, value);
		return;
	case GICV_EOIR:
		cpuif_eoi(g, id, groups_of_eoir(cpu), value, CPUIF_FRAME);
		return;
	case GICV_AEOIR:
		cpuif_eoi(g, id, CPUIF_GROUP1, value, CPUIF_FRAME);
		return;
	case GICV_DIR:
		cpuif_deactivate(g, id, value, CPUIF_FRAME);
		return;
	}
	if (!is_apr(g, offset, &n))
		return;
	if (g->config.gic == VGIC_GICV2) {
		cpu->apr = value;
		return;
	}
	cpu->ap1r[n] = value;
}
