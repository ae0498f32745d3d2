/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Attributes: what the files of the table share. A row is a script of calls that userspace makes, with what each must
 * return; or a sweep over all attributes of a group. attributes.c: the table; attributes-run.c: how a script is run
 * and judged; attributes-common.c, -v2.c, -v3.c, -its.c: the scripts; attributes-memory.c: no memory; attributes-sweep.c: the sweeps.
 *
 * Expectations are the documented ABI's (Documentation/virt/kvm/devices/arm-vgic.rst and arm-vgic-v3.rst). Where that
 * says that a call is wrong, but not which error it gets, ANY_ERROR is expected; where it is silent, OPEN: a call that
 * is refused must have changed nothing, and a call never causes a WARN, leaves a lock held or loses memory.
 */
#ifndef TESTS_TABLES_ATTRIBUTES_H
#define TESTS_TABLES_ATTRIBUTES_H

#include <errno.h>

#include "checker/machine/machine.h"
#include "checker/run/table.h"
#include "mocks/gic/regs.h"

#define ATTR_VCPUS	2u
#define ATTR_IRQS	96u	/* of a VM that a script finds ready */
#define NR(array)	(sizeof(array) / sizeof((array)[0]))

/* KVM_DEV_ARM_VGIC_GRP_*. */
enum { GRP_ADDR, GRP_DIST, GRP_CPU, GRP_NR_IRQS, GRP_CTRL, GRP_REDIST, GRP_SYSREGS, GRP_LEVEL, GRP_ITS, GRP_MAINT };
/* A group of the ITS that was made last. No group of a device has such a number. */
#define OF_ITS(group)	((group) | 0x17500000u)
#define IS_OF_ITS(group) (((group) & 0xffff0000u) == OF_ITS(0u))
/* KVM_VGIC_V2_ADDR_TYPE_*, KVM_VGIC_V3_ADDR_TYPE_*. */
enum { V2_DIST, V2_CPU, V3_DIST, V3_REDIST, ITS_ADDR, V3_REGION };
/* KVM_DEV_ARM_VGIC_CTRL_*; those in between, and 4, are an ITS's. */
#define CTRL_INIT	0u
#define CTRL_SAVE_PENDING 3u

/* The register at byte @offset of vCPU @v: its index for a GICv2, its affinity for a GICv3; they are the same here. */
#define OF(v, offset)	((uint64_t)(v) << 32 | (offset))
/* KVM_VGIC_V3_ADDR_TYPE_REDIST_REGION: count in [63:52], base, flags in [15:12], index in [11:0]. */
#define REGION(count, base, flags, index) \
	((uint64_t)(count) << 52 | (uint64_t)(base) | (uint64_t)(flags) << 12 | (index))
/* Guest physical addresses have 40 bits unless a VM asks for another size (KVM_CAP_ARM_VM_IPA_SIZE). */
#define IPA_END		(1ull << 40)

/* What a call must return, if not 0 or a certain -errno. */
#define ANY_ERROR	1
#define OPEN		2

enum call {
	CALL_END,
	CALL_VCPU, CALL_CREATE,		/* KVM_CREATE_VCPU; KVM_CREATE_DEVICE, @value is the GIC */
	CALL_SET, CALL_GET, CALL_HAS,	/* GET: @value must be seen, if the call is expected to succeed */
	CALL_KEEP, CALL_KEPT,		/* GET, and what it gave is to be remembered; GET, and must be that */
	CALL_SET_KEPT,			/* SET what was remembered, with the bits in @value changed */
	CALL_LAST,			/* GET: what the last SET_KEPT set if it was done, else what was remembered */
	CALL_FAULT_SET, CALL_FAULT_GET,	/* with an address that userspace has not mapped */
	CALL_LEGACY,			/* KVM_ARM_SET_DEVICE_ADDR of type @attr */
	CALL_RUN,			/* the first KVM_RUN */
	CALL_BUSY, CALL_IDLE,		/* vCPU @value is in KVM_RUN; has left it */
	CALL_INJECT, CALL_LOWER,	/* KVM_IRQ_LINE: INTID @attr of vCPU @value */
	CALL_ITS,			/* KVM_CREATE_DEVICE: an ITS */
	CALL_ROUTE,			/* KVM_SET_GSI_ROUTING: type @group, chip @attr, pin @value */
	CALL_IRQFD, CALL_IRQFD_ATOMIC,	/* an irqfd of GSI @attr, level @value; from where nothing may sleep */
	CALL_SOME_FAILED,		/* one of the OPEN calls so far must have been refused */
};

struct step_of {
	enum call call;
	int expect;
	uint32_t group;
	uint64_t attr, value;
};

#define VCPU()				{ CALL_VCPU, 0, 0, 0, 0 }
#define CREATE(gic, expect)		{ CALL_CREATE, expect, 0, 0, gic }
#define SET(group, attr, value, expect)	{ CALL_SET, expect, group, attr, value }
#define GET(group, attr, value)		{ CALL_GET, 0, group, attr, value }
#define GET_FAILS(group, attr, expect)	{ CALL_GET, expect, group, attr, 0 }
#define GET_NO_REGION(index, expect)	{ CALL_GET, expect, GRP_ADDR, V3_REGION, index }
#define SET_GET(group, attr, value)	SET(group, attr, value, 0), GET(group, attr, value)
#define HAS(group, attr, expect)	{ CALL_HAS, expect, group, attr, 0 }
#define KEEP(group, attr)		{ CALL_KEEP, 0, group, attr, 0 }
#define KEPT(group, attr)		{ CALL_KEPT, 0, group, attr, 0 }
#define LAST(group, attr)		{ CALL_LAST, 0, group, attr, 0 }
#define SET_KEPT(group, attr, change, expect) { CALL_SET_KEPT, expect, group, attr, change }
#define FAULT_SET(group, attr, expect)	{ CALL_FAULT_SET, expect, group, attr, 0 }
#define FAULT_GET(group, attr, expect)	{ CALL_FAULT_GET, expect, group, attr, 0 }
#define LEGACY(type, address, expect)	{ CALL_LEGACY, expect, 0, type, address }
#define INIT(expect)			SET(GRP_CTRL, CTRL_INIT, 0, expect)
#define RUN(expect)			{ CALL_RUN, expect, 0, 0, 0 }
#define BUSY(vcpu)			{ CALL_BUSY, 0, 0, 0, vcpu }
#define IDLE(vcpu)			{ CALL_IDLE, 0, 0, 0, vcpu }
#define INJECT(vcpu, intid, expect)	{ CALL_INJECT, expect, 0, intid, vcpu }
#define LOWER(vcpu, intid, expect)	{ CALL_LOWER, expect, 0, intid, vcpu }
#define ITS(expect)			{ CALL_ITS, expect, 0, 0, 0 }
#define ROUTE(type, chip, pin, expect)	{ CALL_ROUTE, expect, type, chip, pin }
#define IRQFD(gsi, level, expect)	{ CALL_IRQFD, expect, 0, gsi, level }
#define IRQFD_ATOMIC(gsi, level, expect) { CALL_IRQFD_ATOMIC, expect, 0, gsi, level }
#define SOME_FAILED()			{ CALL_SOME_FAILED, 0, 0, 0, 0 }

/* How far the VM has come when a script begins. */
enum stage_of {
	AT_VM,		/* no vCPU, no GIC */
	AT_VCPUS,	/* ATTR_VCPUS vCPUs */
	AT_GIC,		/* and a GIC of the block's model */
	AT_INIT,	/* and NR_IRQS, addresses, CTRL_INIT */
	AT_RUN,		/* and a first KVM_RUN */
};

struct attributes;

struct script {
	const char *name, *words;
	enum stage_of stage;
	const char *needs;		/* a feature of the tree; NULL: none */
	const struct step_of *steps;	/* NULL: a sweep */
	void (*sweep)(struct attributes *a);
};
#define STEPS(...) (const struct step_of[]){ __VA_ARGS__, { .call = CALL_END } }

/* A row while it runs. */
struct attributes {
	struct row *row;
	const struct vgic_subject *subject;
	enum vgic_gic guest;
	bool gic, initialised, ran, its;
	unsigned int vcpus;
	int busy;			/* this vCPU is in KVM_RUN; -1: none is */
	uint64_t kept, last;
	size_t lost;			/* blocks that VMs of this row have left behind: told once */
	unsigned int nth;		/* attributes-memory.c: the allocation that failed */
	bool some_failed;
};

enum attr_rule {
	ATTR_ERRNO, ATTR_ACCEPTED, ATTR_REFUSED, ATTR_UNCHANGED, ATTR_READ_BACK, ATTR_HAS, ATTR_SAME, ATTR_AS_GUEST,
	ATTR_APART, ATTR_MEMORY,
};
extern const struct rule attr_rules[];

/* The scripts, each list ends with a NULL name. */
extern const struct script attr_common[], attr_v2[], attr_v3[], attr_its[];

/* --- attributes-run.c --- */

void attr_begin(struct attributes *a, enum stage_of stage);
void attr_steps(struct attributes *a, const struct step_of *steps);
/* The VM is destroyed; nothing may stay allocated. */
void attr_end(struct attributes *a);
/* "DIST_REGS 0x100000204"; and "-EINVAL", "0". */
const char *attr_text(uint32_t group, uint64_t attr, char *buffer, size_t size);
const char *attr_errno(int ret, char *buffer, size_t size);

/* One call, which is not judged; what it returns. */
int attr_call(struct attributes *a, const struct step_of *s);
/* KVM_SET/GET_DEVICE_ATTR of the GIC or, OF_ITS(), of the ITS. */
int attr_set(struct attributes *a, uint32_t group, uint64_t attr, uint64_t value);
int attr_get(struct attributes *a, uint32_t group, uint64_t attr, uint64_t *value);
/* The VM is destroyed, and another one begins; nothing of the first may stay allocated. */
void attr_again(struct attributes *a);

/* --- attributes-memory.c --- */

void attr_sweep_allocations(struct attributes *a);

/* --- attributes-sweep.c --- */

/* All that userspace can read of the VM, in the order of attr_nth(). */
struct attr_view { unsigned int nr; struct { int32_t ret; uint64_t value; } at[9000]; };
void attr_look(struct attributes *a, struct attr_view *view);
/* Tell the row the first attributes in which they differ; returns whether there is one. */
bool attr_compare(struct attributes *a, const struct attr_view *before, const struct attr_view *after,
		  enum attr_rule rule, const char *what);

void attr_sweep_has(struct attributes *a);
void attr_sweep_unknown(struct attributes *a);
void attr_sweep_write_back(struct attributes *a);
void attr_sweep_write_back_busy(struct attributes *a);
void attr_sweep_as_guest(struct attributes *a);

#endif
