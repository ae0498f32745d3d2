/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Migration: userspace reads a VM's GIC through device attributes, and writes that into a new one.
 *
 * All vCPUs are scheduled out. What is saved and restored, and in which order, is as arm-vgic.rst and arm-vgic-v3.rst
 * have it: GICD_IIDR before anything else; the rest has no documented order, so there are two to choose from.
 *
 * What the documented ABI has no attribute for is lost: of a GICv2 the lines (ISPENDR has what is pending, whatever the
 * cause), and who sent an SGI that is active.
 */
#ifndef CHECKER_MACHINE_MIGRATE_H
#define CHECKER_MACHINE_MIGRATE_H

#include "checker/machine/machine.h"

enum migrate_order {
	MIGRATE_CONFIG_FIRST,	/* groups, priorities, routing, configuration; then what is enabled, pending, active */
	MIGRATE_STATE_FIRST,	/* the other way round, CPU interfaces before the distributor, lines before all else */
	MIGRATE_CTLR_LAST,	/* as the first, but GICD_CTLR comes last */
	NR_MIGRATE_ORDERS
};

#define MIGRATE_MAX 700

struct migration {
	struct vgic_vm_config vm;
	unsigned int nr;
	struct { uint32_t group; uint64_t attr, value; } at[MIGRATE_MAX];
	/* The attribute that was refused, if a function says so. */
	uint32_t group;
	uint64_t attr;
};

/* Read all state of the machine's VM, which was made as @vm. Returns 0 or what the kernel returned. */
int migrate_save(struct migration *m, const struct vgic_vm_config *vm, enum migrate_order order);
/*
 * Make a VM of the same kind, where there is none, and put that state into it; the same is returned. Mapped
 * interrupts are not mapped yet, no vCPU is loaded.
 */
int migrate_load(struct migration *m);

#endif
