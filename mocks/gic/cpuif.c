// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the guest's side of the virtual CPU interface does, GICv2 and GICv3 alike: which interrupt is
 * signalled, acknowledge, priority drop, deactivation.
 *
 * Source: IHI 0048B 3.3 (prioritization), 5.2 to 5.5; IHI 0069 4.8 (prioritization), chapter 6
 * (virtual interrupts) and the descriptions of the ICV_ and GICV_ registers. "Choice" marks what the
 * architecture leaves UNPREDICTABLE, CONSTRAINED UNPREDICTABLE or IMPLEMENTATION DEFINED, or does
 * not say.
 */
#include "mocks/gic/cpuif.h"

/* --- priorities --- */

/* The smallest binary point of @group: the group priority has no more than pre_bits bits. */
static unsigned int bpr_min(const struct gic *g, unsigned int group)
{
	return 7 - g->config.pre_bits + group;
}

static unsigned int bpr_field(uint32_t vmcr, unsigned int group)
{
	return vmcr >> (group ? VMCR_BPR1_SHIFT : VMCR_BPR0_SHIFT) & 7;
}

/*
 * VPriorityGroup: binary point n makes the group priority bits [7:n + 1] for Group 0 and, by its own
 * register, [7:n] for Group 1. With CBPR both groups use that of Group 0, as Group 0 does.
 */
static unsigned int group_priority(uint32_t vmcr, unsigned int group, unsigned int priority)
{
	unsigned int low = group && !(vmcr & VMCR_CBPR) ? bpr_field(vmcr, 1) :
							   bpr_field(vmcr, 0) + 1;

	return priority & 0xff << low;
}

unsigned int cpuif_bpr(const struct gic *g, unsigned int cpu, unsigned int group)
{
	uint32_t vmcr = g->cpu[cpu].vmcr;
	unsigned int bpr = bpr_field(vmcr, 0);

	/* CBPR: reads of Group 1's are one more than Group 0's, saturated to 7. */
	if (group && (vmcr & VMCR_CBPR))
		return bpr < 7 ? bpr + 1 : 7;
	return bpr_field(vmcr, group);
}

void cpuif_set_bpr(struct gic *g, unsigned int cpu, unsigned int group, unsigned int value)
{
	const unsigned int shift = group ? VMCR_BPR1_SHIFT : VMCR_BPR0_SHIFT;
	uint32_t vmcr = g->cpu[cpu].vmcr;

	/* CBPR: writes of Group 1's are ignored. Choice for GICV_ABPR: the same. */
	if (group && (vmcr & VMCR_CBPR))
		return;
	value &= 7;
	g->cpu[cpu].vmcr = cpuif_vmcr(g, (vmcr & ~(7u << shift)) | value << shift);
}

unsigned int cpuif_pmr(const struct gic *g, unsigned int cpu)
{
	return g->cpu[cpu].vmcr >> VMCR_PMR_SHIFT;
}

void cpuif_set_pmr(struct gic *g, unsigned int cpu, unsigned int value)
{
	g->cpu[cpu].vmcr = cpuif_vmcr(g, (g->cpu[cpu].vmcr & ~(0xffu << VMCR_PMR_SHIFT)) |
					 value << VMCR_PMR_SHIFT);
}

/*
 * Unimplemented priority bits are RES0, a binary point below the minimum becomes the minimum, also
 * when the hypervisor writes it: these fields are aliases of the guest's registers.
 */
uint32_t cpuif_vmcr(const struct gic *g, uint32_t value)
{
	uint32_t vmcr = value & VMCR_CTLR;
	unsigned int group;

	vmcr |= value & (0xffu << (8 - g->config.pri_bits) & 0xff) << VMCR_PMR_SHIFT;
	for (group = 0; group < 2; group++) {
		unsigned int bpr = bpr_field(value, group), min = bpr_min(g, group);

		vmcr |= (bpr < min ? min : bpr) << (group ? VMCR_BPR1_SHIFT : VMCR_BPR0_SHIFT);
	}
	return vmcr;
}

/* --- active priorities: one bit for each level of preemption, the lowest the most urgent --- */

INLINE int highest_active(const struct lr_layout *l, const struct gic *g, unsigned int cpu)
{
	const struct gic_cpu *c = &g->cpu[cpu];
	unsigned int n;

	if (l == &lr_layout_v2)
		return c->apr ? __builtin_ctz(c->apr) : -1;
	for (n = 0; n < cpuif_nr_apr(g); n++)
		if (c->ap0r[n] | c->ap1r[n])
			return 32 * n + __builtin_ctz(c->ap0r[n] | c->ap1r[n]);
	return -1;
}

INLINE void set_active_priority(const struct lr_layout *l, struct gic_cpu *c, unsigned int group,
				unsigned int level)
{
	uint32_t bit = 1u << level % 32;

	if (l == &lr_layout_v2)
		c->apr |= bit;		/* of both groups */
	else if (group)
		c->ap1r[level / 32] |= bit;
	else
		c->ap0r[level / 32] |= bit;
}

/*
 * VPriorityDrop: the highest active priority is no longer active. Choice: of two groups active at
 * the same level, which no guest can reach by itself, Group 0 is dropped first.
 */
INLINE void drop_priority(const struct lr_layout *l, struct gic_cpu *c, unsigned int level)
{
	uint32_t bit = 1u << level % 32;

	if (l == &lr_layout_v2)
		c->apr &= ~bit;
	else if (c->ap0r[level / 32] & bit)
		c->ap0r[level / 32] &= ~bit;
	else
		c->ap1r[level / 32] &= ~bit;
}

INLINE unsigned int running_priority(const struct lr_layout *l, const struct gic *g,
				     unsigned int cpu)
{
	int level = highest_active(l, g, cpu);

	/* Choice for GICV_RPR: the idle priority has all eight bits there too. */
	return level < 0 ? PRIORITY_IDLE : (unsigned int)level << (8 - g->config.pre_bits);
}

unsigned int cpuif_running_priority(const struct gic *g, unsigned int cpu)
{
	return FOR_LAYOUT(g, running_priority, cpu);
}

/* The level of preemption, if it becomes active, of the interrupt in @lr. */
INLINE unsigned int preemption_level(const struct lr_layout *l, const struct gic *g, uint32_t vmcr,
				     uint64_t lr)
{
	return group_priority(vmcr, lr_group(l, lr), lr_priority(l, lr)) >>
	       (8 - g->config.pre_bits);
}

/* --- which interrupt --- */

/*
 * Active and pending is not pending here: the interrupt cannot be taken until it is deactivated.
 * Choices: an interrupt of a disabled group does not stand in the way of another one; of equal
 * priorities the lowest-numbered LR is taken, whatever the groups. An LR with the idle priority is
 * never the highest one, not even for a read of HPPIR: HighestPriorityVirtualInterrupt begins with it.
 */
INLINE int highest(const struct lr_layout *l, const struct gic *g, unsigned int cpu)
{
	const struct gic_cpu *c = &g->cpu[cpu];
	unsigned int i, nr_lrs = g->config.nr_lrs, best = PRIORITY_IDLE;
	int found = -1;

	for (i = 0; i < nr_lrs; i++) {
		uint64_t lr = c->lr[i];

		if (lr_state(l, lr) != LR_PENDING || !(c->vmcr >> lr_group(l, lr) & 1))
			continue;
		if (lr_priority(l, lr) < best) {
			best = lr_priority(l, lr);
			found = i;
		}
	}
	return found;
}

int cpuif_highest(const struct gic *g, unsigned int cpu)
{
	return FOR_LAYOUT(g, highest, cpu);
}

/*
 * VirtualIsInterruptAcknowledgeable: its priority is above the mask, and its group priority above
 * the running priority. While En is 0 nothing is signalled and an acknowledge reads as spurious.
 */
INLINE int signalled(const struct lr_layout *l, const struct gic *g, unsigned int cpu)
{
	const struct gic_cpu *c = &g->cpu[cpu];
	int lr, running;

	if (!(c->hcr & HCR_EN))
		return -1;
	lr = highest(l, g, cpu);
	if (lr < 0 || lr_priority(l, c->lr[lr]) >= c->vmcr >> VMCR_PMR_SHIFT)
		return -1;
	running = highest_active(l, g, cpu);
	if (running >= 0 &&
	    preemption_level(l, g, c->vmcr, c->lr[lr]) >= (unsigned int)running)
		return -1;
	return lr;
}

int cpuif_signalled(const struct gic *g, unsigned int cpu)
{
	return FOR_LAYOUT(g, signalled, cpu);
}

/*
 * VFIQEn is RES1 while system registers are used. Choice: only the one interrupt that would be
 * acknowledged is signalled, so never both.
 */
static int signalled_group(const struct gic *g, unsigned int cpu, bool *as_fiq)
{
	const struct gic_cpu *c = &g->cpu[cpu];
	int lr = cpuif_signalled(g, cpu);

	if (lr < 0)
		return -1;
	*as_fiq = !lr_group(lr_layout(g), c->lr[lr]) &&
		  ((c->vmcr & VMCR_FIQEN) || (c->sre_el1 & ICC_SRE_SRE));
	return lr;
}

/*
 * Arm ARM, HCR_EL2.VI and VF: they make a virtual interrupt pending, beside what the virtual CPU interface signals; it is enabled
 * while TGE is 0 and IMO or FMO is 1.
 */
static bool hypervisor_signals(const struct gic *g, unsigned int cpu, uint64_t pending, uint64_t enabled)
{
	return (g->cpu[cpu].hcr_el2 & (pending | enabled | HCR_EL2_TGE)) == (pending | enabled);
}

bool gic_virq(const struct gic *g, unsigned int cpu)
{
	bool as_fiq;

	return (signalled_group(g, cpu, &as_fiq) >= 0 && !as_fiq) || hypervisor_signals(g, cpu, HCR_EL2_VI, HCR_EL2_IMO);
}

bool gic_vfiq(const struct gic *g, unsigned int cpu)
{
	bool as_fiq;

	return (signalled_group(g, cpu, &as_fiq) >= 0 && as_fiq) || hypervisor_signals(g, cpu, HCR_EL2_VF, HCR_EL2_FMO);
}

/* --- acknowledge --- */

/*
 * A frame has 10 bits, and above them the sender of a software-generated interrupt, which is where
 * GICH_LR has its CPUID and ICH_LR a vINTID that is meant for a frame; not when HW is 1. A system
 * register has the 16 bits that ICH_VTR_EL2.IDbits promises.
 */
INLINE uint32_t shown_intid(const struct lr_layout *l, uint64_t lr, enum cpuif_view view)
{
	if (view == CPUIF_SYSREG)
		return lr & 0xffff;
	return lr & (lr & l->hw ? 0x3ff : 0x1fff);
}

uint32_t cpuif_intid(const struct gic *g, uint64_t lr, enum cpuif_view view)
{
	return shown_intid(lr_layout(g), lr, view);
}

/*
 * In a list register an LPI becomes active like any other interrupt: VirtualReadIAR makes no
 * difference, and VirtualWriteEOIR ends that state whatever EOImode is. It is the physical LPIs that
 * have no active state.
 */
INLINE uint64_t activated(const struct lr_layout *l, uint64_t lr)
{
	return (lr & ~(3ull << l->state)) | (uint64_t)LR_ACTIVE << l->state;
}

INLINE uint32_t acknowledge(const struct lr_layout *l, struct gic *g, unsigned int cpu, int n,
			    enum cpuif_view view)
{
	struct gic_cpu *c = &g->cpu[cpu];
	uint64_t lr = c->lr[n];

	c->lr[n] = activated(l, lr);
	/* Through the frame of a GICv3, all priorities are active in ICH_AP1R: GICV_APR<n>, Configuration. */
	set_active_priority(l, c, view == CPUIF_FRAME || lr_group(l, lr), preemption_level(l, g, c->vmcr, lr));
	return shown_intid(l, lr, view);
}

/* Choice: a vINTID of 1020 to 1023, which no hypervisor may use, is an INTID like any other. */
uint32_t cpuif_acknowledge(struct gic *g, unsigned int cpu, int lr, enum cpuif_view view)
{
	return FOR_LAYOUT(g, acknowledge, cpu, lr, view);
}

bool gic_guest_ack(struct gic *g, unsigned int cpu, unsigned int lr)
{
	const struct lr_layout *l = lr_layout(g);

	if (cpu >= g->config.nr_cpus || lr >= g->config.nr_lrs ||
	    lr_state(l, g->cpu[cpu].lr[lr]) != LR_PENDING)
		return false;
	g->cpu[cpu].lr[lr] = activated(l, g->cpu[cpu].lr[lr]);
	return true;
}

/* --- end of interrupt, deactivation --- */

/* Active to inactive, active and pending to pending; with HW=1 the physical interrupt too. */
INLINE void deactivate(const struct lr_layout *l, struct gic *g, unsigned int cpu, uint64_t *lr)
{
	*lr &= ~((uint64_t)LR_ACTIVE << l->state);
	if (*lr & l->hw)
		gic_hw_deactivate(g, cpu, *lr >> l->pintid & l->pintid_mask);
}

bool gic_guest_deactivate(struct gic *g, unsigned int cpu, unsigned int lr)
{
	const struct lr_layout *l = lr_layout(g);

	if (cpu >= g->config.nr_cpus || lr >= g->config.nr_lrs ||
	    !(lr_state(l, g->cpu[cpu].lr[lr]) & LR_ACTIVE))
		return false;
	deactivate(l, g, cpu, &g->cpu[cpu].lr[lr]);
	return true;
}

/*
 * The LR in which @intid is active. Choice: one in which it is only pending does not count, as if
 * the interrupt were in no LR. Choice: of several, which no hypervisor may write, the first.
 */
INLINE uint64_t *find_active(const struct lr_layout *l, struct gic *g, unsigned int cpu,
			     uint32_t intid, enum cpuif_view view)
{
	unsigned int i, nr_lrs = g->config.nr_lrs;

	for (i = 0; i < nr_lrs; i++) {
		uint64_t *lr = &g->cpu[cpu].lr[i];

		if ((lr_state(l, *lr) & LR_ACTIVE) && shown_intid(l, *lr, view) == intid)
			return lr;
	}
	return NULL;
}

/* The bits of an INTID that are implemented. False: it is no INTID, and writing it does nothing. */
INLINE bool valid_intid(uint32_t *intid, enum cpuif_view view)
{
	uint32_t id;

	*intid &= view == CPUIF_SYSREG ? 0xffff : 0x1fff;
	id = view == CPUIF_SYSREG ? *intid : *intid & 0x3ff;
	return id < INTID_SPECIAL || id > INTID_SPURIOUS;
}

/* EOIcount: interrupts that a guest deactivated and that were in no LR. Five bits, it wraps. */
static void count_eoi(struct gic_cpu *c)
{
	c->hcr = (c->hcr & ~HCR_EOICOUNT) | ((c->hcr + HCR_EOICOUNT_ONE) & HCR_EOICOUNT);
}

/*
 * VirtualWriteEOIR. A guest must write what its last acknowledge read, to the register of the same
 * groups; everything else is UNPREDICTABLE. Choices, there:
 * - No priority is active: nothing happens, and EOIcount stays (CONSTRAINED UNPREDICTABLE).
 * - The INTID is active in an LR whose priority is not the one that is dropped: no deactivation.
 * - It is, and of the other group: no deactivation; in a frame the write is ignored altogether, as
 *   IHI 0069 has it for GICV_AEOIR and a Group 0 interrupt.
 */
INLINE void eoi(const struct lr_layout *l, struct gic *g, unsigned int cpu, unsigned int groups,
		uint32_t intid, enum cpuif_view view)
{
	struct gic_cpu *c = &g->cpu[cpu];
	bool in_turn = false, my_group = false;
	uint64_t *lr;
	int level;

	if (!valid_intid(&intid, view))
		return;
	level = highest_active(l, g, cpu);
	if (level < 0)
		return;
	lr = find_active(l, g, cpu, intid, view);
	if (lr) {
		in_turn = preemption_level(l, g, c->vmcr, *lr) == (unsigned int)level;
		my_group = groups >> lr_group(l, *lr) & 1;
	}
	if (view == CPUIF_FRAME && in_turn && !my_group)
		return;
	drop_priority(l, c, level);
	/* No guest writes an LPI to DIR: this deactivates it, and EOIcount does not count it. */
	if ((c->vmcr & VMCR_EOIM) && intid < INTID_LPI)
		return;
	if (lr && in_turn && my_group)
		deactivate(l, g, cpu, lr);
	else if (!lr && intid < INTID_LPI)
		count_eoi(c);
}

void cpuif_eoi(struct gic *g, unsigned int cpu, unsigned int groups, uint32_t intid,
	       enum cpuif_view view)
{
	FOR_LAYOUT(g, eoi, cpu, groups, intid, view);
}

/*
 * ICV_DIR_EL1, GICV_DIR. While EOImode is 0, writes are ignored; choice for GICV_DIR: the same.
 * No group, and no priority is looked at: that it was dropped before is the guest's business.
 */
INLINE void dir(const struct lr_layout *l, struct gic *g, unsigned int cpu, uint32_t intid,
		enum cpuif_view view)
{
	struct gic_cpu *c = &g->cpu[cpu];
	uint64_t *lr;

	if (!(c->vmcr & VMCR_EOIM) || !valid_intid(&intid, view) || intid >= INTID_LPI)
		return;
	lr = find_active(l, g, cpu, intid, view);
	if (lr)
		deactivate(l, g, cpu, lr);
	else
		count_eoi(c);
}

void cpuif_deactivate(struct gic *g, unsigned int cpu, uint32_t intid, enum cpuif_view view)
{
	FOR_LAYOUT(g, dir, cpu, intid, view);
}
