/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The virtual CPU interface's insides: what a list register holds, and what the guest's registers
 * do, whether they are reached as a GICV frame (gicv.c) or as system registers (icv.c).
 */
#ifndef MOCKS_GIC_CPUIF_H
#define MOCKS_GIC_CPUIF_H

#include "mocks/gic/gic.h"
#include "mocks/gic/regs.h"

/*
 * What this simulation has to know of an LR. The specification decodes LRs too, in
 * checker/spec/lr.c; the two are kept apart on purpose: neither can hide a mistake of the other.
 */
struct lr_layout {
	unsigned int state;		/* lowest bit of the two of State */
	unsigned int group, priority;	/* lowest bit; a priority has 8 bits, unimplemented ones are 0 */
	unsigned int pintid;
	uint64_t hw, eoi;		/* eoi counts only when hw is 0 */
	uint64_t pintid_mask;
};

static const struct lr_layout lr_layout_v2 = {
	.state = 28, .group = 30, .priority = 20, .pintid = 10,
	.hw = 1ull << 31, .eoi = 1ull << 19, .pintid_mask = 0x3ff,
};

static const struct lr_layout lr_layout_v3 = {
	.state = 62, .group = 60, .priority = 48, .pintid = 32,
	.hw = 1ull << 61, .eoi = 1ull << 41, .pintid_mask = 0x1fff,
};

/* Loops over list registers are compiled once for each layout: a round has to be fast. */
#define FOR_LAYOUT(g, function, ...) \
	((g)->config.gic == VGIC_GICV2 ? function(&lr_layout_v2, (g), __VA_ARGS__) : \
					 function(&lr_layout_v3, (g), __VA_ARGS__))
#define INLINE static inline __attribute__((always_inline))

enum { LR_INVALID, LR_PENDING, LR_ACTIVE, LR_PENDING_ACTIVE };	/* State */

static inline const struct lr_layout *lr_layout(const struct gic *g)
{
	return g->config.gic == VGIC_GICV2 ? &lr_layout_v2 : &lr_layout_v3;
}

static inline unsigned int lr_state(const struct lr_layout *l, uint64_t lr)
{
	return lr >> l->state & 3;
}

static inline unsigned int lr_group(const struct lr_layout *l, uint64_t lr)
{
	return lr >> l->group & 1;
}

static inline unsigned int lr_priority(const struct lr_layout *l, uint64_t lr)
{
	return lr >> l->priority & 0xff;
}

/* By which registers a guest reaches its CPU interface: that decides how long an INTID is. */
enum cpuif_view { CPUIF_FRAME, CPUIF_SYSREG };

/* Groups of interrupts, as a set. */
enum { CPUIF_GROUP0 = 1, CPUIF_GROUP1 = 2 };

/*
 * cpuif_highest() - the LR with the highest priority pending interrupt of an enabled group, whether
 * or not its priority suffices; -1: there is none.
 */
int cpuif_highest(const struct gic *g, unsigned int cpu);

/*
 * cpuif_signalled() - the LR that is signalled to the vCPU, so that reading an Interrupt Acknowledge
 * register may acknowledge it; -1: none is.
 */
int cpuif_signalled(const struct gic *g, unsigned int cpu);

/* cpuif_intid() - what an Interrupt Acknowledge register says of this LR. */
uint32_t cpuif_intid(const struct gic *g, uint64_t lr, enum cpuif_view view);

/*
 * cpuif_acknowledge() - the interrupt in @lr becomes active and its group priority an active
 * priority. Returns its INTID.
 */
uint32_t cpuif_acknowledge(struct gic *g, unsigned int cpu, int lr, enum cpuif_view view);

/* cpuif_eoi() - @intid is written to the End of Interrupt register of these @groups. */
void cpuif_eoi(struct gic *g, unsigned int cpu, unsigned int groups, uint32_t intid,
	       enum cpuif_view view);

/* cpuif_deactivate() - @intid is written to the Deactivate Interrupt register. */
void cpuif_deactivate(struct gic *g, unsigned int cpu, uint32_t intid, enum cpuif_view view);

/* cpuif_running_priority() - that of the highest active priority; PRIORITY_IDLE: none is. */
unsigned int cpuif_running_priority(const struct gic *g, unsigned int cpu);

/* Binary point and priority mask, as a guest accesses them. @group: whose binary point, 0 or 1. */
unsigned int cpuif_bpr(const struct gic *g, unsigned int cpu, unsigned int group);
void cpuif_set_bpr(struct gic *g, unsigned int cpu, unsigned int group, unsigned int value);
unsigned int cpuif_pmr(const struct gic *g, unsigned int cpu);
void cpuif_set_pmr(struct gic *g, unsigned int cpu, unsigned int value);

/* cpuif_vmcr() - what GICH_VMCR or ICH_VMCR_EL2 holds after @value is written to it. */
uint32_t cpuif_vmcr(const struct gic *g, uint32_t value);

/* How many 32-bit registers the active priorities of a group fill. */
static inline unsigned int cpuif_nr_apr(const struct gic *g)
{
	return 1u << (g->config.pre_bits - 5);
}

#endif
