// SPDX-License-Identifier: GPL-2.0-only
/*
 * The reference subject's vCPUs and devices: who is where, what lines do, who is signalled or kicked.
 */
#include <errno.h>

#include "checker/reference/reference.h"
#include "mocks/gic/regs.h"

static struct vgic_context context_of(unsigned int cpu)
{
	return (struct vgic_context){ .cpu = (uint8_t)cpu };
}

static void write_sysreg(uint32_t reg, uint64_t value)
{
	struct vgic_context c = context_of(reference->cpu);

	reference_host->sysreg_write(&c, reg, value);
}

/* --- mapped interrupts: the device drives a physical line, and only its rising edge is injected --- */

static bool line_of(const struct reference_mapped *m, const struct vgic_context *c)
{
	bool high = false;

	if (m->callback)
		return reference_host->input_level(c, (int)m->intid);
	reference_host->phys_get(c, m->irq, VGIC_PHYS_PENDING, &high);
	return high;
}

/*
 * The host has left the physical interrupt active. It hears of the next edge only when that is over: when the guest has
 * deactivated the virtual one (IHI 0069 4.1.2, "HW"), or when there is nothing left to be given to the guest.
 */
static void sample(struct reference_mapped *m)
{
	const struct ideal_int *i = ideal_gic_int(&reference->gic, m->owner, m->intid);
	struct vgic_context c = context_of(reference->vcpu[m->owner].cpu);

	if (!i)
		return;
	if (m->was_active && !i->state.active)
		reference_host->phys_set(&c, m->irq, VGIC_PHYS_ACTIVE, false);
	if (i->state.level && i->state.line != line_of(m, &c))
		ideal_gic_line(&reference->gic, m->owner, m->intid, !i->state.line);
	if (!i->state.active && !ideal_pending(&i->state))
		reference_host->phys_set(&c, m->irq, VGIC_PHYS_ACTIVE, false);
	m->was_active = i->state.active;
}

void reference_sample(void)
{
	for (unsigned int n = 0; n < reference->nr_mapped; n++)
		sample(&reference->mapped[n]);
}

static struct reference_mapped *mapped(unsigned int v, uint32_t intid)
{
	for (unsigned int n = 0; n < reference->nr_mapped; n++) {
		struct reference_mapped *m = &reference->mapped[n];

		if (m->intid == intid && (intid >= IDEAL_PRIVATE || m->owner == v))
			return m;
	}
	return NULL;
}

int reference_map(unsigned int v, uint32_t intid, uint32_t irq, unsigned int flags)
{
	if (!ideal_gic_int(&reference->gic, v, intid) || reference_host->phys_hwirq(irq) < 0)
		return -EINVAL;
	if (mapped(v, intid) || reference->nr_mapped == REFERENCE_MAPPED)
		return -EBUSY;
	reference->mapped[reference->nr_mapped++] = (struct reference_mapped){
		.intid = intid, .irq = irq, .owner = intid < IDEAL_PRIVATE ? (uint8_t)v : 0,
		.callback = flags & VGIC_MAP_CALLBACK,
	};
	reference_changed(NOBODY);
	return 0;
}

int reference_unmap(unsigned int v, uint32_t intid)
{
	struct reference_mapped *m = mapped(v, intid);

	if (!m)
		return -EINVAL;
	*m = reference->mapped[--reference->nr_mapped];
	ideal_gic_line(&reference->gic, v, intid, false);
	reference_changed(NOBODY);
	return 0;
}

int reference_inject(unsigned int v, uint32_t intid, bool level)
{
	const struct ideal_int *i = ideal_gic_int(&reference->gic, v, intid);

	if (!i || intid < IDEAL_SGIS)
		return -EINVAL;
	if (i->state.level)
		ideal_gic_line(&reference->gic, v, intid, level);
	else if (level)
		ideal_gic_edge(&reference->gic, v, intid);
	reference_changed(NOBODY);
	return 0;
}

void reference_deactivated(unsigned int v, uint32_t intid, bool was)
{
	const struct ideal_int *i = ideal_gic_find(&reference->gic, v, intid);
	struct vgic_context c = context_of(reference->cpu);

	if (was && i && !i->state.active && i->state.level && intid >= IDEAL_PRIVATE && !mapped(v, intid))
		reference_host->notice(&c, VGIC_NOTICE_ACKED, (int32_t)(intid - IDEAL_PRIVATE), 0);
}

/* --- ICC_SGI1R_EL1 and ICC_SGI0R_EL1: IHI 0069, "SGI" --- */

#define SGI_IRM (1ull << 40)

int reference_sgi(unsigned int v, uint64_t value, bool group1)
{
	uint32_t intid = value >> 24 & 15;
	bool affinity_0 = !(value & 0xff00ff00ff0000ull), range_0 = !(value >> 44 & 15);

	for (unsigned int to = 0; to < reference->vm.nr_vcpus; to++)
		if (value & SGI_IRM ? to != v : affinity_0 && range_0 && (value & 1u << to))
			ideal_gic_sgi(&reference->gic, v, to, intid, group1);
	reference_changed(NOBODY);
	return 0;
}

/* --- signals --- */

/* HCR_EL2.VI and VF of the CPU that we are on. */
static void show(unsigned int v, const struct ideal_int *i)
{
	uint64_t virtual = 0;

	if (i)
		virtual = reference->gic.v2 || i->group ? HCR_EL2_VI : HCR_EL2_VF;
	reference->vcpu[v].shown = i;
	write_sysreg(SYSREG_HCR_EL2, HCR_EL2_IMO | HCR_EL2_FMO | virtual);
}

static void kick(unsigned int v)
{
	struct vgic_context c = context_of(reference->cpu);

	reference_host->notice(&c, VGIC_NOTICE_KICK, (int32_t)v, 0);
}

void reference_changed(int self)
{
	reference_sample();
	for (unsigned int v = 0; v < reference->vm.nr_vcpus; v++) {
		const struct reference_vcpu *vcpu = &reference->vcpu[v];
		const struct ideal_int *i;

		if (vcpu->place != REFERENCE_IN_GUEST && vcpu->place != REFERENCE_ASLEEP)
			continue;
		i = ideal_gic_signalled(&reference->gic, v, false);
		if ((int)v == self)
			show(v, i);
		else if (i && (vcpu->place == REFERENCE_ASLEEP || !vcpu->shown))
			kick(v);
	}
}

/* --- the run loop --- */

#define TRAP_ALL (ICH_HCR_TC | ICH_HCR_TALL0 | ICH_HCR_TALL1)

void reference_load(unsigned int v)
{
	reference->vcpu[v].place = REFERENCE_LOADED;
	reference->vcpu[v].cpu = reference->cpu;
	if (reference->machine.gic == VGIC_GICV3) {
		write_sysreg(SYSREG_ICC_SRE_EL1, reference->gic.v2 ? 0 : ICC_SRE_SRE);
		write_sysreg(SYSREG_ICC_SRE_EL2, ICC_SRE_SRE | ICC_SRE_ENABLE);
		write_sysreg(SYSREG_ICH_HCR_EL2, TRAP_ALL);
	}
	reference_changed(NOBODY);
}

bool reference_enter(unsigned int v, bool give_up)
{
	if (give_up)
		return false;
	reference->vcpu[v].place = REFERENCE_IN_GUEST;
	reference_changed((int)v);
	return true;
}

void reference_exit(unsigned int v)
{
	if (reference->vcpu[v].place != REFERENCE_IN_GUEST)
		return;
	reference->vcpu[v].place = REFERENCE_LOADED;
	show(v, NULL);
	reference_changed(NOBODY);
}

void reference_put(unsigned int v)
{
	reference->vcpu[v].place = REFERENCE_OUT;
	reference_changed(NOBODY);
}

bool reference_wfi(unsigned int v)
{
	if (reference_pending(v))
		return false;
	reference->vcpu[v].place = REFERENCE_ASLEEP;
	return true;
}

bool reference_wake(unsigned int v)
{
	if (!reference_pending(v))
		return false;
	reference_load(v);
	return true;
}

bool reference_pending(unsigned int v)
{
	reference_sample();
	return ideal_gic_wakes(&reference->gic, v);
}
