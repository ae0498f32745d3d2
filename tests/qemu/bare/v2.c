// SPDX-License-Identifier: GPL-2.0-only
/*
 * GICv2's virtualisation extensions as a hypervisor and its guest reach them: the GICH and GICV
 * frames. Source: IHI 0048B 5.3 (GICH_*), 5.5 (GICV_*), 4.3 and 4.4 (GICD_*, GICC_*).
 */
#include "bare.h"

extern const uint32_t guest_v2[];

static uint32_t vtr(void)
{
	return read32(GICH + 0x4);
}

static uint64_t pair(uint64_t offset)
{
	return read32(GICH + offset) | (uint64_t)read32(GICH + offset + 4) << 32;
}

static uint64_t hyp_read(enum hyp_reg reg)
{
	switch (reg) {
	case HYP_HCR:	return read32(GICH + 0x0);
	case HYP_VMCR:	return read32(GICH + 0x8);
	case HYP_MISR:	return read32(GICH + 0x10);
	case HYP_EISR:	return pair(0x20);
	case HYP_ELRSR:	return pair(0x30);
	case HYP_AP0R:	return read32(GICH + 0xf0);
	default:	return reg >= HYP_LR ? read32(GICH + 0x100 + 4 * (reg - HYP_LR)) : 0;
	}
}

static void hyp_write(enum hyp_reg reg, uint64_t value)
{
	if (reg == HYP_HCR)
		write32(GICH + 0x0, value);
	else if (reg == HYP_VMCR)
		write32(GICH + 0x8, value);
	else if (reg == HYP_AP0R)
		write32(GICH + 0xf0, value);
	else if (reg >= HYP_LR)
		write32(GICH + 0x100 + 4 * (reg - HYP_LR), value);
}

static enum outcome guest_read(unsigned int offset, uint64_t *value)
{
	struct guest_exit exit = guest_enter(0, GICV + offset, guest_v2);

	*value = exit.x0;
	return guest_outcome(exit, true, 0);
}

static enum outcome guest_write(unsigned int offset, uint64_t value)
{
	return guest_outcome(guest_enter(value, GICV + offset, guest_v2 + 2), false, 0);
}

/*
 * As on a host that forwards the interrupt: it is acknowledged, and its priority dropped without
 * deactivation (EOImode). Not by GICD_ISACTIVER: QEMU keeps an SPI's active state for each CPU,
 * that register sets it for eight, and a deactivation clears it for one.
 */
static void activate(unsigned int intid)
{
	const uint32_t bit = 1u << intid % 32;
	uint32_t taken;

	write32(GICD + 0x0, 3);						/* CTLR: both groups */
	write32(GICC + 0x4, 0xff);					/* PMR */
	write32(GICC + 0x0, 1 << 9 | 7);				/* CTLR: EOImode, AckCtl */
	*(volatile uint8_t *)(GICD + 0x800 + intid) = 1;		/* ITARGETSR */
	write32(GICD + 0x100 + 4 * (intid / 32), bit);			/* ISENABLER */
	write32(GICD + 0x200 + 4 * (intid / 32), bit);			/* ISPENDR */
	taken = read32(GICC + 0xc);					/* IAR */
	write32(GICC + 0x10, taken);					/* EOIR */
	write32(GICD + 0x180 + 4 * (intid / 32), bit);			/* ICENABLER */
	write32(GICD + 0x280 + 4 * (intid / 32), bit);			/* ICPENDR */
}

const struct backend backend_v2 = {
	.vtr = vtr, .activate = activate, .hyp_read = hyp_read, .hyp_write = hyp_write,
	.guest_read = guest_read, .guest_write = guest_write,
	.isactiver0 = GICD_ISACTIVER(0), .icactiver0 = GICD_ICACTIVER(0),
};
