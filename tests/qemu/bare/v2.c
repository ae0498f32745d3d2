// SPDX-License-Identifier: GPL-2.0-only
/*
 * GICv2's virtualisation extensions as a hypervisor and its guest reach them: the GICH and GICV frames.
 * Source: IHI 0048B 5.3 (GICH_*), 5.5 (GICV_*).
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

const struct backend backend_v2 = {
	.vtr = vtr, .hyp_read = hyp_read, .hyp_write = hyp_write, .guest_read = guest_read, .guest_write = guest_write,
	.isactiver0 = GICD_ISACTIVER(0), .icactiver0 = GICD_ICACTIVER(0),
};
