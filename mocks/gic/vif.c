// SPDX-License-Identifier: GPL-2.0-only
/*
 * The simulated GIC's virtual CPU interface: the registers through which a hypervisor gives a
 * guest its interrupts. What the guest does with them is in cpuif.c.
 *
 * Source: IHI 0048B 5.3 (GICH_HCR, _VTR, _VMCR, _MISR, _EISR, _ELRSR, _APR, _LR); IHI 0069,
 * ICH_HCR_EL2, ICH_VTR_EL2, ICH_VMCR_EL2, ICH_MISR_EL2, ICH_EISR_EL2, ICH_ELRSR_EL2,
 * ICH_AP0R<n>_EL2, ICH_AP1R<n>_EL2, ICH_LR<n>_EL2, ICC_SRE_EL1, ICC_SRE_EL2.
 */
#include "mocks/gic/cpuif.h"

/* Bits that an ICH_LR<n>_EL2 of this GIC does not implement read as zero. */
static uint64_t ich_lr_implemented(const struct gic *g)
{
	uint64_t mask = ~0ull;

	mask &= ~(0xfull << 56);			/* NMI and RES0 */
	mask &= ~(7ull << 45);				/* RES0 */
	mask &= ~((0xffull >> g->config.pri_bits) << 48);
	mask &= ~0xffff0000ull;				/* IDbits: 16 bits of vINTID */
	return mask;
}

enum lr_is {
	LR_IS_FREE,		/* neither pending nor active, not due for maintenance */
	LR_IS_DUE,		/* neither pending nor active, due for maintenance at its EOI */
	LR_IS_VALID,
	LR_IS_PENDING,		/* and not active */
};

/* Bit n: list register n is that. */
INLINE uint64_t lrs_that_are(const struct lr_layout *l, const struct gic *g, unsigned int cpu, enum lr_is what)
{
	unsigned int i, nr_lrs = g->config.nr_lrs;
	uint64_t bits = 0, bit = 1;

	for (i = 0; i < nr_lrs; i++, bit <<= 1) {
		uint64_t lr = g->cpu[cpu].lr[i];
		bool valid = lr_state(l, lr) != LR_INVALID, eoi = (lr & (l->hw | l->eoi)) == l->eoi;

		if (what == LR_IS_VALID ? valid :
		    what == LR_IS_PENDING ? lr_state(l, lr) == LR_PENDING :
		    !valid && eoi == (what == LR_IS_DUE))
			bits |= bit;
	}
	return bits;
}

uint64_t gic_elrsr(const struct gic *g, unsigned int cpu)
{
	return FOR_LAYOUT(g, lrs_that_are, cpu, LR_IS_FREE);
}

uint64_t gic_eisr(const struct gic *g, unsigned int cpu)
{
	return FOR_LAYOUT(g, lrs_that_are, cpu, LR_IS_DUE);
}

/*
 * The conditions as GICH_MISR or ICH_MISR_EL2 shows them. En is none of them: it decides whether
 * they make an interrupt.
 */
INLINE uint32_t conditions(const struct lr_layout *l, const struct gic *g, unsigned int cpu)
{
	uint32_t hcr = g->cpu[cpu].hcr, vmcr = g->cpu[cpu].vmcr, misr = 0;
	uint64_t valid;

	if (lrs_that_are(l, g, cpu, LR_IS_DUE))
		misr |= MISR_EOI;
	if (hcr & HCR_UIE) {
		valid = lrs_that_are(l, g, cpu, LR_IS_VALID);
		if (!(valid & (valid - 1)))	/* one or none */
			misr |= MISR_U;
	}
	if ((hcr & HCR_NPIE) && !lrs_that_are(l, g, cpu, LR_IS_PENDING))
		misr |= MISR_NP;
	if ((hcr & HCR_LRENPIE) && (hcr & HCR_EOICOUNT))
		misr |= MISR_LRENP;
	if ((hcr & HCR_VGRP0EIE) && (vmcr & VMCR_ENG0))
		misr |= MISR_VGRP0E;
	if ((hcr & HCR_VGRP0DIE) && !(vmcr & VMCR_ENG0))
		misr |= MISR_VGRP0D;
	if ((hcr & HCR_VGRP1EIE) && (vmcr & VMCR_ENG1))
		misr |= MISR_VGRP1E;
	if ((hcr & HCR_VGRP1DIE) && !(vmcr & VMCR_ENG1))
		misr |= MISR_VGRP1D;
	return misr;
}

static uint32_t misr(const struct gic *g, unsigned int cpu)
{
	return FOR_LAYOUT(g, conditions, cpu);
}

uint32_t gic_misr(const struct gic *g, unsigned int cpu)
{
	return g->cpu[cpu].hcr & HCR_EN ? misr(g, cpu) : 0;
}

/* Priority and preemption bits, minus one; PREbits is [28:26] and PRIbits [31:29] in both. */
static uint32_t vtr(const struct gic *g)
{
	return (uint32_t)(g->config.pri_bits - 1) << 29 |
	       (uint32_t)(g->config.pre_bits - 1) << 26 | (g->config.nr_lrs - 1u);
}

static void undefined(struct gic *g, uint32_t reg)
{
	g->surprises.undefined++;
	g->surprises.last_undefined = reg;
}

/* Is @offset that of an implemented GICH_LR? Then its number. */
static bool gich_lr(const struct gic *g, uint32_t offset, unsigned int *n)
{
	if (offset < GICH_LR0 || offset % 4)
		return false;
	*n = (offset - GICH_LR0) / 4;
	return *n < g->config.nr_lrs;
}

uint32_t gic_gich_read(struct gic *g, const struct vgic_context *c, uint32_t offset)
{
	const struct gic_cpu *cpu = &g->cpu[c->cpu % GIC_MAX_CPUS];
	unsigned int n, id = c->cpu % GIC_MAX_CPUS;

	if (g->config.gic == VGIC_GICV2) {
		switch (offset) {
		case GICH_HCR:		return cpu->hcr;
		case GICH_VTR:		return vtr(g);
		case GICH_VMCR:		return cpu->vmcr;
		case GICH_MISR:		return misr(g, id);
		case GICH_EISR0:	return (uint32_t)gic_eisr(g, id);
		case GICH_EISR1:	return (uint32_t)(gic_eisr(g, id) >> 32);
		case GICH_ELRSR0:	return (uint32_t)gic_elrsr(g, id);
		case GICH_ELRSR1:	return (uint32_t)(gic_elrsr(g, id) >> 32);
		case GICH_APR:		return cpu->apr;
		}
		if (gich_lr(g, offset, &n))
			return (uint32_t)cpu->lr[n];
	}
	undefined(g, offset);
	return 0;
}

void gic_gich_write(struct gic *g, const struct vgic_context *c, uint32_t offset, uint32_t value)
{
	struct gic_cpu *cpu = &g->cpu[c->cpu % GIC_MAX_CPUS];
	unsigned int n;

	if (g->config.gic == VGIC_GICV2) {
		switch (offset) {
		case GICH_HCR:
			cpu->hcr = value & (HCR_EOICOUNT | 0xff);
			return;
		case GICH_VMCR:
			cpu->vmcr = cpuif_vmcr(g, value);
			return;
		case GICH_APR:
			cpu->apr = value;
			return;
		}
		if (gich_lr(g, offset, &n)) {
			cpu->lr[n] = value & ~(7u << 20);	/* reserved */
			return;
		}
	}
	undefined(g, offset);
}

/* Is @reg one of the @count registers from @first on, op2 counting? Then which. */
static bool in_row(uint32_t reg, uint32_t first, unsigned int count, unsigned int *n)
{
	*n = reg - first;
	return reg >= first && *n < count;
}

/* A GICv3 has these; whether the n-th is implemented is another question. */
static bool is_ich_lr(uint32_t reg, unsigned int *n)
{
	return in_row(reg, SYSREG_ICH_LR(0), 16, n);
}

static uint32_t *active_priorities(struct gic *g, struct gic_cpu *cpu, uint32_t reg, bool *is_one)
{
	unsigned int n, implemented = cpuif_nr_apr(g);
	bool group0 = in_row(reg, SYSREG_ICH_AP0R(0), 4, &n);

	*is_one = group0 || in_row(reg, SYSREG_ICH_AP1R(0), 4, &n);
	if (!*is_one || n >= implemented)
		return NULL;
	return group0 ? &cpu->ap0r[n] : &cpu->ap1r[n];
}

static uint64_t extra_read(struct gic *g, const struct gic_cpu *cpu, uint32_t reg)
{
	uint32_t i;

	for (i = 0; i < cpu->nr_extra; i++)
		if (cpu->extra[i].reg == reg)
			return cpu->extra[i].value;
	g->surprises.unknown_reads++;
	g->surprises.last_unknown = reg;
	return 0;
}

static void extra_write(struct gic *g, struct gic_cpu *cpu, uint32_t reg, uint64_t value)
{
	uint32_t i;

	for (i = 0; i < cpu->nr_extra && cpu->extra[i].reg != reg; i++)
		;
	if (i == GIC_EXTRA) {
		g->surprises.extra_lost++;
		return;
	}
	cpu->extra[i].reg = reg;
	cpu->extra[i].value = value;
	if (i == cpu->nr_extra)
		cpu->nr_extra++;
}

/* Registers of a GICv3 virtual interface but its LRs; false: @reg is none of them. */
static bool ich_read(struct gic *g, unsigned int id, uint32_t reg, uint64_t *value)
{
	struct gic_cpu *cpu = &g->cpu[id];
	uint32_t *ap;
	unsigned int n;
	bool is_ap;

	switch (reg) {
	case SYSREG_ICC_SRE_EL1:	*value = cpu->sre_el1; return true;
	case SYSREG_ICC_SRE_EL2:	*value = cpu->sre_el2; return true;
	case SYSREG_ICH_HCR_EL2:	*value = cpu->hcr; return true;
	case SYSREG_ICH_VMCR_EL2:	*value = cpu->vmcr; return true;
	case SYSREG_ICH_MISR_EL2:	*value = misr(g, id); return true;
	case SYSREG_ICH_EISR_EL2:	*value = gic_eisr(g, id); return true;
	case SYSREG_ICH_ELRSR_EL2:	*value = gic_elrsr(g, id); return true;
	case SYSREG_ICH_VTR_EL2:
		*value = vtr(g) | ICH_VTR_A3V | ICH_VTR_NV4;
		if (!g->config.no_tdir)
			*value |= ICH_VTR_TDS;
		return true;
	}
	ap = active_priorities(g, cpu, reg, &is_ap);
	if (is_ap) {
		if (!ap)
			undefined(g, reg);
		*value = ap ? *ap : 0;
		return true;
	}
	if (is_ich_lr(reg, &n)) {
		undefined(g, reg);
		*value = 0;
		return true;
	}
	return false;
}

/*
 * SRE and what hangs on it. Without a GICv2-compatible interface SRE and ICC_SRE_EL2.Enable
 * are RAO/WI; interrupt bypass is not simulated: DIB and DFB are RAO/WI.
 */
static uint64_t sre_value(const struct gic *g, uint64_t value, uint64_t writable)
{
	if (!g->config.v2_cpuif)
		return writable | ICC_SRE_DFB | ICC_SRE_DIB;
	return (value & writable) | ICC_SRE_DFB | ICC_SRE_DIB;
}

static bool ich_write(struct gic *g, unsigned int id, uint32_t reg, uint64_t value)
{
	struct gic_cpu *cpu = &g->cpu[id];
	uint32_t *ap;
	unsigned int n;
	bool is_ap;

	switch (reg) {
	case SYSREG_ICC_SRE_EL1:
		cpu->sre_el1 = sre_value(g, value, ICC_SRE_SRE);
		return true;
	case SYSREG_ICC_SRE_EL2:
		cpu->sre_el2 = sre_value(g, value, ICC_SRE_SRE | ICC_SRE_ENABLE);
		return true;
	case SYSREG_ICH_HCR_EL2:
		/* No SEIs, no direct injection: TSEI, DVIM and vSGIEOICount are RES0. */
		cpu->hcr = (uint32_t)value & (HCR_EOICOUNT | ICH_HCR_TC | ICH_HCR_TALL0 |
					      ICH_HCR_TALL1 | ICH_HCR_TDIR | 0xff);
		if (g->config.no_tdir)
			cpu->hcr &= ~ICH_HCR_TDIR;
		return true;
	case SYSREG_ICH_VMCR_EL2:
		/* While ICC_SRE_EL1.SRE is 1, VFIQEn is RES1 and VAckCtl RES0. */
		cpu->vmcr = cpuif_vmcr(g, (uint32_t)value);
		if (cpu->sre_el1 & ICC_SRE_SRE)
			cpu->vmcr = (cpu->vmcr | VMCR_FIQEN) & ~VMCR_ACKCTL;
		return true;
	case SYSREG_ICC_DIR_EL1:
		/* The physical one: the host writes it. Its EOImode is 1, see gic_host_take(). */
		if (!gic_has_hwirq(g, (uint32_t)value & 0xffffff))
			undefined(g, reg);
		gic_host_deactivate(g, id, (uint32_t)value & 0xffffff);
		return true;
	case SYSREG_ICH_VTR_EL2:
	case SYSREG_ICH_MISR_EL2:
	case SYSREG_ICH_EISR_EL2:
	case SYSREG_ICH_ELRSR_EL2:
		undefined(g, reg);
		return true;
	}
	ap = active_priorities(g, cpu, reg, &is_ap);
	if (is_ap) {
		if (ap)
			*ap = (uint32_t)value;
		else
			undefined(g, reg);
		return true;
	}
	if (is_ich_lr(reg, &n)) {
		undefined(g, reg);
		return true;
	}
	return false;
}

static __attribute__((noinline)) uint64_t other_read(struct gic *g, unsigned int id, uint32_t reg)
{
	uint64_t value;

	if (reg == SYSREG_HCR_EL2)
		return g->cpu[id].hcr_el2;
	if (g->config.gic == VGIC_GICV3 && ich_read(g, id, reg, &value))
		return value;
	return extra_read(g, &g->cpu[id], reg);
}

static __attribute__((noinline)) void other_write(struct gic *g, unsigned int id, uint32_t reg, uint64_t value)
{
	if (reg == SYSREG_HCR_EL2)
		g->cpu[id].hcr_el2 = value;
	else if (g->config.gic != VGIC_GICV3 || !ich_write(g, id, reg, value))
		extra_write(g, &g->cpu[id], reg, value);
}

/* What is accessed most comes first. */
uint64_t gic_sysreg_read(struct gic *g, const struct vgic_context *c, uint32_t reg)
{
	unsigned int n, id = c->cpu % GIC_MAX_CPUS;

	if (is_ich_lr(reg, &n) && n < g->config.nr_lrs && g->config.gic == VGIC_GICV3)
		return g->cpu[id].lr[n];
	return other_read(g, id, reg);
}

void gic_sysreg_write(struct gic *g, const struct vgic_context *c, uint32_t reg, uint64_t value)
{
	unsigned int n, id = c->cpu % GIC_MAX_CPUS;

	if (is_ich_lr(reg, &n) && n < g->config.nr_lrs && g->config.gic == VGIC_GICV3)
		g->cpu[id].lr[n] = value & ich_lr_implemented(g);
	else
		other_write(g, id, reg, value);
}
