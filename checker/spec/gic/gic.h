/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The GIC that a guest sees, as the architecture defines it: distributor, redistributors, CPU interfaces. No list
 * registers, no host, no KVM. It is told what devices and vCPUs do, and says which answers to an acknowledge and to a read are right.
 *
 * Real KVM is asynchronous: between entry and exit a CPU interface does not hear of the distributor's changes. What is
 * allowed for that is in window.c, and nowhere else (docs/design.md 5).
 *
 * Source: IHI 0048B (GICv2), IHI 0069 (GICv3); each function names the section.
 * Plain values, no pointers: a state is copied, compared and hashed as memory.
 */
#ifndef CHECKER_SPEC_GIC_GIC_H
#define CHECKER_SPEC_GIC_GIC_H

#include <stddef.h>

#include "checker/spec/ideal.h"

#define IDEAL_VCPUS	8
#ifndef IDEAL_INTS			/* who needs more of them, says so to the compiler */
#define IDEAL_INTS	24		/* interrupts that a state can tell apart from untouched ones */
#endif
#define IDEAL_PRIVATE	32u		/* INTIDs below are banked: SGIs, PPIs */
#define IDEAL_SGIS	16u
#define IDEAL_SPECIAL	1020u		/* 1020 to 1023 are no interrupts */
#define IDEAL_OTHER_GROUP 1022u		/* GICv2: the highest one belongs to group 1 */
#define IDEAL_SPURIOUS	1023u
#define IDEAL_LPI	8192u
#define IDEAL_IDLE	0x100u		/* running priority while nothing is active */

/* One interrupt; of a private one, one vCPU's. */
struct ideal_int {
	uint32_t intid;
	uint8_t owner;			/* the vCPU it is private to; else 0 */
	uint8_t group, priority;	/* unimplemented bits of the priority are 0 */
	uint8_t targets;		/* bit v: routed to vCPU v */
	uint64_t router;		/* GICv3 SPI: GICD_IROUTER as written */
	struct ideal state;

	/* window.c: by vCPU, of which senders (bit 0, if it has none) its CPU interface may have heard */
	uint8_t window[IDEAL_VCPUS];
	uint8_t settled;		/* bit v: vCPU v's CPU interface must have heard of it */
	/* What group and priority its CPU interface may still believe in. */
	uint8_t old_group, old_priority;
	bool in_doubt;			/* those differ from group and priority */
};

/* The CPU interface of one vCPU. */
struct ideal_cpuif {
	uint8_t pmr, bpr[2];
	bool group_enable[2];
	bool cbpr, eoimode;
	uint32_t active[2];	/* bit n: preemption level n of that group is active; 5 bits of preemption */
	bool in_guest;		/* it runs; else its CPU interface signals nobody */
};

struct ideal_gic {
	bool v2;		/* GICv2, else GICv3 */
	uint8_t nr_vcpus;
	uint16_t nr_irqs;	/* INTIDs that the distributor has */
	uint8_t ctlr;		/* GICD_CTLR: bit g: group g is forwarded */
	uint16_t nr;
	struct ideal_int irq[IDEAL_INTS];
	struct ideal_cpuif cpuif[IDEAL_VCPUS];
};

/* --- gic.c: what there is, and what devices and the distributor's registers do to it --- */

void ideal_gic_init(struct ideal_gic *g, bool v2, unsigned int nr_vcpus, unsigned int nr_irqs);

/*
 * ideal_gic_int() - interrupt @intid as vCPU @v sees it; it is added in its reset state when it was never mentioned.
 * NULL: there is none, or no room for one more.
 */
struct ideal_int *ideal_gic_int(struct ideal_gic *g, unsigned int v, uint32_t intid);
/* The same without adding it. */
const struct ideal_int *ideal_gic_find(const struct ideal_gic *g, unsigned int v, uint32_t intid);

/* A device drives its input, or signals an edge. */
void ideal_gic_line(struct ideal_gic *g, unsigned int v, uint32_t intid, bool high);
void ideal_gic_edge(struct ideal_gic *g, unsigned int v, uint32_t intid);
/* vCPU @from sends SGI @intid to vCPU @to: in group @group, GICv3. */
void ideal_gic_sgi(struct ideal_gic *g, unsigned int from, unsigned int to, uint32_t intid, unsigned int group);

/* One bit of the registers that have one for each interrupt; @v: the vCPU whose bank it is. */
enum ideal_bit {
	IDEAL_SET_ENABLE, IDEAL_CLEAR_ENABLE, IDEAL_SET_PENDING, IDEAL_CLEAR_PENDING, IDEAL_SET_ACTIVE, IDEAL_CLEAR_ACTIVE,
};
void ideal_gic_write_bit(struct ideal_gic *g, unsigned int v, uint32_t intid, enum ideal_bit what);
/* What such a register reads, of both names of a pair. */
bool ideal_gic_enabled(const struct ideal_gic *g, unsigned int v, uint32_t intid);
bool ideal_gic_pending(const struct ideal_gic *g, unsigned int v, uint32_t intid);
bool ideal_gic_active(const struct ideal_gic *g, unsigned int v, uint32_t intid);

void ideal_gic_set_group(struct ideal_gic *g, unsigned int v, uint32_t intid, unsigned int group);
void ideal_gic_set_priority(struct ideal_gic *g, unsigned int v, uint32_t intid, uint8_t priority);
/* ICFGR; only while the interrupt is disabled is it defined what becomes of its pending state. */
void ideal_gic_set_level(struct ideal_gic *g, unsigned int v, uint32_t intid, bool level);
/* GICD_ITARGETSR: @targets as written. GICD_IROUTER: @router as written. SPIs only. */
void ideal_gic_set_targets(struct ideal_gic *g, uint32_t intid, uint8_t targets);
void ideal_gic_set_router(struct ideal_gic *g, uint32_t intid, uint64_t router);
/* GICD_CTLR: bit g enables forwarding of group g. */
void ideal_gic_set_ctlr(struct ideal_gic *g, uint32_t value);
/* SPI @intid goes to vCPU @to, by the register that the guest has for that. */
void ideal_gic_route(struct ideal_gic *g, uint32_t intid, unsigned int to);
/* The guest configures interrupt @intid (PPIs and SGIs are what they are), routes an SPI to vCPU @v, and enables it. */
void ideal_gic_set_up(struct ideal_gic *g, unsigned int v, uint32_t intid, bool level, unsigned int group, uint8_t priority);

/*
 * ideal_gic_due() - is the interrupt pending, enabled, inactive, forwarded and routed to vCPU @v? The senders for whom it is;
 * bit 0 for one that has no sender; 0: it is not.
 */
unsigned int ideal_gic_due(const struct ideal_gic *g, const struct ideal_int *i, unsigned int v);

/* --- cpuif.c: what the CPU interface of vCPU @v does --- */

/* It is opened: both groups on, nothing masked, the finest binary points. PMR is written. */
void ideal_gic_open(struct ideal_gic *g, unsigned int v, bool eoimode);
void ideal_gic_mask(struct ideal_gic *g, unsigned int v, uint8_t pmr);
/* The priority of what it handles; IDEAL_IDLE: nothing. */
unsigned int ideal_gic_running(const struct ideal_gic *g, unsigned int v);
/* Would it let an interrupt of this group and priority through? */
bool ideal_gic_passes(const struct ideal_gic *g, unsigned int v, unsigned int group, unsigned int priority);
/*
 * Is an interrupt signalled to it? @settled: of those only that its CPU interface must have heard of. Returns it, the most
 * urgent; NULL: none.
 */
const struct ideal_int *ideal_gic_signalled(const struct ideal_gic *g, unsigned int v, bool settled);
/* Is any interrupt due for vCPU @v, whatever its CPU interface lets through? */
bool ideal_gic_waits(const struct ideal_gic *g, unsigned int v);
/* Acknowledge: @sender of a GICv2 guest's SGI, else 0. */
void ideal_gic_ack(struct ideal_gic *g, unsigned int v, uint32_t intid, unsigned int sender);
/* Priority drop, and unless EOImode is 1, deactivation of @intid. */
void ideal_gic_eoi(struct ideal_gic *g, unsigned int v, uint32_t intid);
/* Deactivation, when EOImode is 1. */
void ideal_gic_dir(struct ideal_gic *g, unsigned int v, uint32_t intid);
/* Is there anything for which WFI wakes the vCPU whatever its PSTATE: an interrupt is signalled to it? */
bool ideal_gic_wakes(const struct ideal_gic *g, unsigned int v);

/* --- window.c: what the CPU interface may and must have heard of --- */

/* Something has changed: after each of the above, done by them. */
void ideal_gic_changed(struct ideal_gic *g);
/* vCPU @v enters the guest, and leaves it. */
void ideal_gic_enter(struct ideal_gic *g, unsigned int v);
void ideal_gic_exit(struct ideal_gic *g, unsigned int v);

/* What is wrong with an answer to an acknowledge. */
enum ideal_fault {
	IDEAL_RIGHT,
	IDEAL_NOT_PENDING,	/* it was not due since the vCPU entered, or since its last acknowledge */
	IDEAL_NOT_SENT,		/* an SGI of a sender that did not send it */
	IDEAL_MASKED,		/* PMR, the running priority or a group enable do not let it through */
	IDEAL_LESS_URGENT,	/* a more urgent one had to be given */
	IDEAL_NOTHING,		/* nothing was given, and one had to be */
};
/*
 * ideal_gic_judge() - vCPU @v has read the acknowledge register of @group (GICv2: IAR is that of 0, AIAR of 1) and got @intid
 * of @sender. *@better: the interrupt that had to be given instead, if one had to. Nothing changes.
 */
enum ideal_fault ideal_gic_judge(const struct ideal_gic *g, unsigned int v, unsigned int group, uint32_t intid,
				 unsigned int sender, const struct ideal_int **better);

#endif
