/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where a guest finds the distributor's registers: byte offsets in GICD, and in GICv3's SGI frame of a redistributor, which has
 * those of private interrupts.
 *
 * Source: IHI 0048B table 4-1; IHI 0069 tables 12-25 (GICD) and 12-29 (GICR_SGI).
 */
#ifndef CHECKER_MACHINE_FRAMES_H
#define CHECKER_MACHINE_FRAMES_H

enum {
	GICD_CTLR = 0x000,
	GIC_IGROUPR = 0x080,
	GIC_ISENABLER = 0x100, GIC_ICENABLER = 0x180,
	GIC_ISPENDR = 0x200, GIC_ICPENDR = 0x280,
	GIC_ISACTIVER = 0x300, GIC_ICACTIVER = 0x380,
	GIC_IPRIORITYR = 0x400,
	GICD_ITARGETSR = 0x800,
	GIC_ICFGR = 0xc00,
	GICD_SGIR = 0xf00,
	GICD_IROUTER = 0x6000,

	GICR_STRIDE = 0x20000,		/* from one vCPU's redistributor to the next one's */
	GICR_SGI_FRAME = 0x10000,
	GIC_NR_PRIVATE = 32,		/* INTIDs below are private to a vCPU */
	GIC_NR_SGIS = 16,
};

#endif
