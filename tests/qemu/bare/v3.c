// SPDX-License-Identifier: GPL-2.0-only
/*
 * GICv3's virtual CPU interface as a hypervisor and its guest reach it: system registers. Source:
 * IHI 0069, the encodings of ICC_SRE_EL2 and ICH_*_EL2; GICR_ISACTIVER0 in the SGI_base frame.
 */
#include "bare.h"

extern const uint32_t guest_v3[];

static const uint32_t encodings[] = {
#define V3(name, n, m, op) 3 << 14 | (n) << 7 | (m) << 3 | (op),
#include "../guest-regs.h"
};

static void init(void)
{
	write_sysreg(S3_4_C12_C9_5, 0xf);	/* ICC_SRE_EL2: system registers, for EL1 too */
	write_sysreg(S3_0_C12_C12_5, 0x7);	/* ICC_SRE_EL1 */
}

static uint32_t vtr(void)
{
	return read_sysreg(S3_4_C12_C11_1);
}

/* One case for reading and one for writing of each register that both is done to. */
#define EACH_RW(X) \
	X(HYP_HCR, S3_4_C12_C11_0) X(HYP_VMCR, S3_4_C12_C11_7) \
	X(HYP_AP0R + 0, S3_4_C12_C8_0) X(HYP_AP0R + 1, S3_4_C12_C8_1) \
	X(HYP_AP0R + 2, S3_4_C12_C8_2) X(HYP_AP0R + 3, S3_4_C12_C8_3) \
	X(HYP_AP1R + 0, S3_4_C12_C9_0) X(HYP_AP1R + 1, S3_4_C12_C9_1) \
	X(HYP_AP1R + 2, S3_4_C12_C9_2) X(HYP_AP1R + 3, S3_4_C12_C9_3) \
	X(HYP_LR + 0, S3_4_C12_C12_0) X(HYP_LR + 1, S3_4_C12_C12_1) \
	X(HYP_LR + 2, S3_4_C12_C12_2) X(HYP_LR + 3, S3_4_C12_C12_3) \
	X(HYP_LR + 4, S3_4_C12_C12_4) X(HYP_LR + 5, S3_4_C12_C12_5) \
	X(HYP_LR + 6, S3_4_C12_C12_6) X(HYP_LR + 7, S3_4_C12_C12_7) \
	X(HYP_LR + 8, S3_4_C12_C13_0) X(HYP_LR + 9, S3_4_C12_C13_1) \
	X(HYP_LR + 10, S3_4_C12_C13_2) X(HYP_LR + 11, S3_4_C12_C13_3) \
	X(HYP_LR + 12, S3_4_C12_C13_4) X(HYP_LR + 13, S3_4_C12_C13_5) \
	X(HYP_LR + 14, S3_4_C12_C13_6) X(HYP_LR + 15, S3_4_C12_C13_7)

static uint64_t hyp_read(enum hyp_reg reg)
{
#define READ(which, name) case which: return read_sysreg(name);
	switch ((int)reg) {
	EACH_RW(READ)
	READ(HYP_MISR, S3_4_C12_C11_2)
	READ(HYP_EISR, S3_4_C12_C11_3)
	READ(HYP_ELRSR, S3_4_C12_C11_5)
	}
	return 0;
}

static void hyp_write(enum hyp_reg reg, uint64_t value)
{
#define WRITE(which, name) case which: write_sysreg(name, value); break;
	switch ((int)reg) {
	EACH_RW(WRITE)
	}
}

static enum outcome guest_read(unsigned int n, uint64_t *value)
{
	struct guest_exit exit = guest_enter(0, 0, guest_v3 + 4 * n);

	*value = exit.x0;
	return guest_outcome(exit, true, encodings[n]);
}

static enum outcome guest_write(unsigned int n, uint64_t value)
{
	return guest_outcome(guest_enter(value, 0, guest_v3 + 4 * n + 2), false, encodings[n]);
}

static void activate(unsigned int intid)
{
	write32(intid < 32 ? backend_v3.isactiver0 : GICD_ISACTIVER(1), 1u << intid % 32);
}

const struct backend backend_v3 = {
	.init = init, .vtr = vtr, .hyp_read = hyp_read, .hyp_write = hyp_write,
	.guest_read = guest_read, .guest_write = guest_write, .activate = activate,
	.isactiver0 = GICR + 0x10300, .icactiver0 = GICR + 0x10380,
};
