// SPDX-License-Identifier: GPL-2.0-only
/*
 * The simulated GIC's power-on state and its physical interrupts: distributor state and the way
 * a host handles an interrupt that it forwards to a guest.
 *
 * Source: IHI 0048B 3.2.4 (interrupt handling state machine), 4.3 (GICD_ISPENDR, _ICPENDR,
 * _ISACTIVER, _ICACTIVER); IHI 0069 has the same states for PPIs and SPIs.
 */
#include <errno.h>
#include <string.h>

#include "mocks/gic/cpuif.h"

#define PPI_FIRST	16
#define SPI_FIRST	32
#define SPI_LAST	1019
#define GICC_DIR	0x1000u

bool gic_init(struct gic *g, const struct gic_config *config)
{
	struct gic_config c = *config;
	unsigned int i;

	if (!c.gic)
		c.gic = VGIC_GICV3;
	if (!c.nr_cpus)
		c.nr_cpus = GIC_MAX_CPUS;
	if (!c.nr_lrs)
		c.nr_lrs = 4;
	if (!c.pri_bits)
		c.pri_bits = 5;
	if (!c.pre_bits)
		c.pre_bits = 5;

	if (c.gic != VGIC_GICV2 && c.gic != VGIC_GICV3)
		return false;
	if (c.nr_cpus > GIC_MAX_CPUS || c.nr_lrs > (c.gic == VGIC_GICV2 ? GIC_MAX_LRS : 16))
		return false;
	if (c.pri_bits < 5 || c.pri_bits > 8 || c.pre_bits < 5 || c.pre_bits > 7 ||
	    c.pre_bits > c.pri_bits)
		return false;
	/* GICH_LR.Priority has 5 bits. */
	if (c.gic == VGIC_GICV2 && (c.pri_bits != 5 || c.v2_cpuif))
		return false;

	memset(g, 0, sizeof(*g));
	g->config = c;
	for (i = 0; i < GIC_NR_IRQS; i++)
		g->irq[i].hwirq = -1;
	for (i = 0; i < GIC_MAX_CPUS; i++) {
		g->cpu[i].vmcr = cpuif_vmcr(g, 0);
		if (c.gic != VGIC_GICV3)
			continue;
		/* The host has booted: it uses system registers. */
		g->cpu[i].sre_el1 = ICC_SRE_SRE | ICC_SRE_DFB | ICC_SRE_DIB;
		g->cpu[i].sre_el2 = g->cpu[i].sre_el1 | ICC_SRE_ENABLE;
		g->cpu[i].vmcr |= VMCR_FIQEN;
	}
	return true;
}

bool gic_irq_add(struct gic *g, uint32_t irq, int32_t hwirq, bool level)
{
	unsigned int i;

	if (irq >= GIC_NR_IRQS || hwirq < PPI_FIRST || hwirq > SPI_LAST)
		return false;
	for (i = 0; i < GIC_NR_IRQS; i++)
		if (i != irq && g->irq[i].hwirq == hwirq)
			return false;
	memset(&g->irq[irq], 0, sizeof(g->irq[irq]));
	g->irq[irq].hwirq = hwirq;
	g->irq[irq].level = level;
	return true;
}

static const struct gic_phys *phys_const(const struct gic *g, unsigned int cpu, uint32_t irq)
{
	if (irq >= GIC_NR_IRQS || g->irq[irq].hwirq < 0 || cpu >= g->config.nr_cpus)
		return NULL;
	return &g->irq[irq].bank[g->irq[irq].hwirq < SPI_FIRST ? cpu : 0];
}

struct gic_phys *gic_phys(struct gic *g, unsigned int cpu, uint32_t irq)
{
	return (struct gic_phys *)phys_const(g, cpu, irq);
}

void gic_line(struct gic *g, unsigned int cpu, uint32_t irq, bool level)
{
	struct gic_phys *p = gic_phys(g, cpu, irq);

	if (!p)
		return;
	if (!g->irq[irq].level && level && !p->line)
		p->latch = true;
	p->line = level;
}

bool gic_pending(const struct gic *g, unsigned int cpu, uint32_t irq)
{
	const struct gic_phys *p = phys_const(g, cpu, irq);

	return p && (p->latch || (g->irq[irq].level && p->line));
}

bool gic_deliverable(const struct gic *g, unsigned int cpu, uint32_t irq)
{
	const struct gic_phys *p = phys_const(g, cpu, irq);

	return gic_pending(g, cpu, irq) && !p->masked && !p->active;
}

bool gic_host_take(struct gic *g, unsigned int cpu, uint32_t irq)
{
	struct gic_phys *p = gic_phys(g, cpu, irq);

	if (!gic_deliverable(g, cpu, irq))
		return false;
	/* The acknowledge consumes an edge and a soft pending state, never a high line. */
	p->latch = false;
	p->active = true;
	return true;
}

bool gic_has_hwirq(const struct gic *g, uint32_t hwirq)
{
	for (uint32_t irq = 0; irq < GIC_NR_IRQS; irq++)
		if (g->irq[irq].hwirq >= 0 && (uint32_t)g->irq[irq].hwirq == hwirq)
			return true;
	return false;
}

bool gic_host_deactivate(struct gic *g, unsigned int cpu, uint32_t intid)
{
	struct gic_phys *p;
	uint32_t irq;

	for (irq = 0; irq < GIC_NR_IRQS; irq++) {
		if (g->irq[irq].hwirq < 0 || (uint32_t)g->irq[irq].hwirq != intid)
			continue;
		p = gic_phys(g, cpu, irq);
		if (!p || !p->active)
			return false;
		p->active = false;
		return true;
	}
	return false;
}

bool gic_hw_deactivate(struct gic *g, unsigned int cpu, uint32_t pintid)
{
	return !g->config.no_hw_deactivation && gic_host_deactivate(g, cpu, pintid);
}

void gic_gicc_write(struct gic *g, const struct vgic_context *c, uint32_t offset, uint32_t value)
{
	if (g->config.gic == VGIC_GICV2 && offset == GICC_DIR) {
		gic_host_deactivate(g, c->cpu, value & 0x3ff);
		return;
	}
	g->surprises.undefined++;
	g->surprises.last_undefined = offset;
}

static void record(struct gic *g, const struct gic_access *access)
{
	struct gic_spy *spy = &g->spy;

	if ((unsigned int)access->which < 4)
		(access->write ? spy->writes : spy->reads)[access->which]++;
	if (spy->accesses < GIC_LOG)
		spy->log[spy->accesses] = *access;
	spy->accesses++;
}

int gic_phys_get(struct gic *g, const struct vgic_context *c, uint32_t irq,
		 enum vgic_phys_state which, bool *value)
{
	struct gic_access access = { .irq = irq, .which = which, .context = *c };
	struct gic_phys *p = gic_phys(g, c->cpu, irq);

	switch (p ? which : VGIC_PHYS_LEVEL) {
	case VGIC_PHYS_PENDING:
		access.value = gic_pending(g, c->cpu, irq);
		break;
	case VGIC_PHYS_ACTIVE:
		access.value = p->active;
		break;
	case VGIC_PHYS_MASKED:
		access.value = p->masked;
		break;
	default:
		access.refused = true;
	}
	record(g, &access);
	if (access.refused)
		return -EINVAL;
	*value = access.value;
	return 0;
}

int gic_phys_set(struct gic *g, const struct vgic_context *c, uint32_t irq,
		 enum vgic_phys_state which, bool value)
{
	struct gic_access access = {
		.irq = irq, .which = which, .write = true, .value = value, .context = *c,
	};
	struct gic_phys *p = gic_phys(g, c->cpu, irq);

	switch (p ? which : VGIC_PHYS_LEVEL) {
	case VGIC_PHYS_PENDING:
		/* GICD_ICPENDR does not lower a line: a level interrupt may stay pending. */
		p->latch = value;
		break;
	case VGIC_PHYS_ACTIVE:
		p->active = value;
		break;
	case VGIC_PHYS_MASKED:
		p->masked = value;
		break;
	default:
		access.refused = true;
	}
	record(g, &access);
	return access.refused ? -EINVAL : 0;
}

int32_t gic_phys_hwirq(const struct gic *g, uint32_t irq)
{
	return irq < GIC_NR_IRQS ? g->irq[irq].hwirq : -1;
}

void gic_spy_clear(struct gic *g)
{
	memset(&g->spy, 0, sizeof(g->spy));
}
