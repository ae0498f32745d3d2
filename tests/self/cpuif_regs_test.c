// SPDX-License-Identifier: GPL-2.0-only
/*
 * The GICv3 guest's registers as views of ICH_VMCR_EL2 and ICH_AP<m>R<n>_EL2, how wide they are, and
 * which accesses trap. Source: IHI 0069, the ICV_ registers and the accessibility of the ICC_ ones.
 */
#include "tests/self/gic_steps.h"

int cpuif_regs_tests(void);

#define P(pri, pre)	{ .pri_bits = pri, .pre_bits = pre }
#define UNKNOWN_REG	GIC_SYSREG(3, 0, 12, 11, 0)
#define NMIAR1		GIC_SYSREG(3, 0, 12, 9, 5)

/* With no trap: what can be read, what can be written. */
#define READ_ONLY(reg)	WUNDEF(SYSREG_ICC_##reg)
#define WRITE_ONLY(reg)	RUNDEF(SYSREG_ICC_##reg)

static const struct gic_case cases[] = {
	{ "power on: binary points have their minimum", { 0 }, STEPS(
		HR(VMCR3, 0x004c0008), R(BPR0_EL1, 2), R(BPR1_EL1, 3), R(PMR_EL1, 0),
		R(IGRPEN0_EL1, 0), R(IGRPEN1_EL1, 0), R(CTLR_EL1, 0x8400), R(SRE_EL1, 7)) },
	{ "the control state is in ICH_VMCR_EL2", { 0 }, STEPS(
		W(PMR_EL1, 0xa8), HR(VMCR3, 0xa84c0008), W(BPR0_EL1, 4), HR(VMCR3, 0xa88c0008),
		W(BPR1_EL1, 6), HR(VMCR3, 0xa8980008), W(IGRPEN0_EL1, 1), HR(VMCR3, 0xa8980009),
		W(IGRPEN1_EL1, 1), HR(VMCR3, 0xa898000b), W(CTLR_EL1, 2), HR(VMCR3, 0xa898020b),
		R(CTLR_EL1, 0x8402), W(CTLR_EL1, 1), HR(VMCR3, 0xa898001b), R(CTLR_EL1, 0x8401),
		W(IGRPEN0_EL1, 0), W(IGRPEN1_EL1, 0), HR(VMCR3, 0xa8980018)) },
	{ "and is read from there", { 0 }, STEPS(
		HW(VMCR3, 0x90940202), R(PMR_EL1, 0x90), R(BPR0_EL1, 4), R(BPR1_EL1, 5),
		R(IGRPEN0_EL1, 0), R(IGRPEN1_EL1, 1), R(CTLR_EL1, 0x8402),
		HW(VMCR3, 0x904c0001), R(IGRPEN0_EL1, 1), R(IGRPEN1_EL1, 0)) },
	{ "only defined bits are kept", { 0 }, STEPS(
		HW(VMCR3, 0xffffffff), HR(VMCR3, 0xf8fc021b), HW(VMCR3, 0), HR(VMCR3, 0x004c0008),
		W(PMR_EL1, 0x1ff), R(PMR_EL1, 0xf8), W(PMR_EL1, 7), R(PMR_EL1, 0),
		W(IGRPEN1_EL1, 0xfe), R(IGRPEN1_EL1, 0), W(CTLR_EL1, 0xfffc), R(CTLR_EL1, 0x8400),
		W(IGRPEN0_EL1, 2), R(IGRPEN0_EL1, 0), W(BPR0_EL1, 0xfc), R(BPR0_EL1, 4), R(PMR_EL1, 0),
		R(BPR1_EL1, 3)) },
	{ "binary points below the minimum become the minimum", { 0 }, STEPS(
		W(BPR0_EL1, 7), W(BPR0_EL1, 1), R(BPR0_EL1, 2), W(BPR1_EL1, 7), W(BPR1_EL1, 2),
		R(BPR1_EL1, 3), W(BPR1_EL1, 0), R(BPR1_EL1, 3)) },
	{ "CBPR: Group 1's binary point reads as Group 0's plus one and is not written", { 0 }, STEPS(
		HW(VMCR3, 0x00980010), R(BPR1_EL1, 5), W(BPR1_EL1, 3), HR(VMCR3, 0x00980018),
		W(BPR0_EL1, 6), R(BPR1_EL1, 7), W(BPR0_EL1, 7), R(BPR1_EL1, 7),
		W(CTLR_EL1, 0), R(BPR1_EL1, 6)) },

	{ "5 bits", P(5, 5), STEPS(
		HR(SYSREG_ICH_VTR_EL2, 0x90380003), R(CTLR_EL1, 0x8400), W(PMR_EL1, 0xff),
		R(PMR_EL1, 0xf8), RUNDEF(SYSREG_ICC_AP0R(1)), RUNDEF(SYSREG_ICC_AP1R(1)),
		WUNDEF(SYSREG_ICC_AP0R(3)), WUNDEF(SYSREG_ICC_AP1R(3))) },
	{ "6 bits", P(6, 6), STEPS(
		HR(SYSREG_ICH_VTR_EL2, 0xb4380003), R(CTLR_EL1, 0x8500), W(PMR_EL1, 0xff),
		R(PMR_EL1, 0xfc), W(BPR0_EL1, 0), R(BPR0_EL1, 1), W(BPR1_EL1, 0), R(BPR1_EL1, 2),
		HW(HCR3, 1), W(IGRPEN1_EL1, 1), HW(LR3(0), 0x50ff000000000021),
		HW(LR3(1), 0x5084000000000022), HR(LR3(0), 0x50fc000000000021),
		R(IAR1_EL1, 0x22), HR(AP1(0), 0), HR(AP1(1), 2), R(RPR_EL1, 0x84),
		W(EOIR1_EL1, 0x22), HR(AP1(1), 0), RUNDEF(SYSREG_ICC_AP0R(2)),
		RUNDEF(SYSREG_ICC_AP1R(2))) },
	{ "7 bits", P(7, 7), STEPS(
		HR(SYSREG_ICH_VTR_EL2, 0xd8380003), R(CTLR_EL1, 0x8600), W(PMR_EL1, 0xff),
		R(PMR_EL1, 0xfe), W(BPR0_EL1, 0), R(BPR0_EL1, 0), W(BPR1_EL1, 0), R(BPR1_EL1, 1),
		HW(HCR3, 1), W(IGRPEN1_EL1, 1), W(IGRPEN0_EL1, 1),
		HW(LR3(0), 0x50fc000000000021), R(IAR1_EL1, 0x21), HR(AP1(3), 0x40000000),
		R(RPR_EL1, 0xfc), HW(LR3(1), 0x4046000000000022), R(IAR0_EL1, 0x22),
		HR(AP0(1), 8), R(RPR_EL1, 0x46), W(EOIR0_EL1, 0x22), R(RPR_EL1, 0xfc),
		W(EOIR1_EL1, 0x21), R(RPR_EL1, 0xff), HR(HCR3, 1)) },
	{ "8 bits, of which 7 preempt", P(8, 7), STEPS(
		HR(SYSREG_ICH_VTR_EL2, 0xf8380003), R(CTLR_EL1, 0x8700), W(PMR_EL1, 0xff),
		R(PMR_EL1, 0xff), HW(HCR3, 1), W(IGRPEN1_EL1, 1), HW(LR3(0), 0x50fe000000000021),
		HW(LR3(1), 0x50ff000000000022), R(HPPIR1_EL1, 0x21), R(IAR1_EL1, 0x21),
		R(RPR_EL1, 0xfe), HR(AP1(3), 0x80000000), VIRQ(0), W(EOIR1_EL1, 0x21), VIRQ(0),
		HW(LR3(1), 0x5003000000000022), VIRQ(1), R(IAR1_EL1, 0x22), HR(AP1(0), 2),
		HW(LR3(0), 0x5002000000000021), VIRQ(0)) },
	{ "8 bits, of which 5 preempt", P(8, 5), STEPS(
		HR(SYSREG_ICH_VTR_EL2, 0xf0380003), W(BPR0_EL1, 0), R(BPR0_EL1, 2), W(PMR_EL1, 0xff),
		HW(HCR3, 1), W(IGRPEN1_EL1, 1), HW(LR3(0), 0x50a7000000000021),
		R(IAR1_EL1, 0x21), HR(AP1(0), 0x100000), R(RPR_EL1, 0xa0),
		HW(LR3(1), 0x50a0000000000022), VIRQ(0), W(EOIR1_EL1, 0x21),
		HR(LR3(0), 0x10a7000000000021), VIRQ(1)) },
	{ "active priorities are those of the hypervisor", P(7, 7), STEPS(
		W(AP0R(0), 0x11), W(AP0R(3), 0x22), W(AP1R(0), 0x33), W(AP1R(3), 0x80000044),
		HR(AP0(0), 0x11), HR(AP0(3), 0x22), HR(AP1(0), 0x33), HR(AP1(3), 0x80000044),
		HW(AP0(2), 0x55), R(AP0R(2), 0x55), HW(AP1(1), 0x66), R(AP1R(1), 0x66)) },

	{ "what cannot be written, what cannot be read", { 0 }, STEPS(
		READ_ONLY(IAR0_EL1), READ_ONLY(IAR1_EL1), READ_ONLY(HPPIR0_EL1),
		READ_ONLY(HPPIR1_EL1), READ_ONLY(RPR_EL1), WRITE_ONLY(EOIR0_EL1),
		WRITE_ONLY(EOIR1_EL1), WRITE_ONLY(DIR_EL1), WRITE_ONLY(SGI0R_EL1),
		WRITE_ONLY(SGI1R_EL1), WRITE_ONLY(ASGI1R_EL1)) },
	{ "what is not there", { 0 }, STEPS(
		RUNDEF(UNKNOWN_REG), WUNDEF(UNKNOWN_REG), RUNDEF(NMIAR1), RUNDEF(SYSREG_ICC_SRE_EL2),
		RUNDEF(SYSREG_ICH_HCR_EL2), WUNDEF(SYSREG_ICH_LR(0)), RUNDEF(0),
		RUNDEF(SYSREG_ICC_IGRPEN1_EL1 + 1), RUNDEF(SYSREG_ICC_PMR_EL1 + 1)) },
	{ "a GICv2 has none of them", { .gic = VGIC_GICV2 }, STEPS(
		RUNDEF(SYSREG_ICC_IAR1_EL1), WUNDEF(SYSREG_ICC_SRE_EL1)) },
	{ "an SGI always traps", { 0 }, STEPS(
		WTRAP(SGI0R_EL1), WTRAP(SGI1R_EL1), WTRAP(ASGI1R_EL1)) },
	{ "TALL0 traps Group 0 and nothing else", { 0 }, STEPS(
		HW(HCR3, 0x801), RTRAP(IAR0_EL1), WTRAP(EOIR0_EL1), RTRAP(HPPIR0_EL1),
		RTRAP(BPR0_EL1), WTRAP(BPR0_EL1), RTRAP(AP0R(0)), WTRAP(AP0R(0)),
		RTRAP(IGRPEN0_EL1), WTRAP(IGRPEN0_EL1), RUNDEF(SYSREG_ICC_AP0R(1)),
		R(IAR1_EL1, 1023), W(EOIR1_EL1, 1023), R(HPPIR1_EL1, 1023), R(BPR1_EL1, 3),
		W(BPR1_EL1, 3), R(AP1R(0), 0), W(AP1R(0), 0), R(IGRPEN1_EL1, 0), W(IGRPEN1_EL1, 0),
		R(PMR_EL1, 0), W(PMR_EL1, 0), R(CTLR_EL1, 0x8400), W(CTLR_EL1, 0), R(RPR_EL1, 0xff),
		W(DIR_EL1, 1023), R(SRE_EL1, 7)) },
	{ "TALL1 traps Group 1 and nothing else", { 0 }, STEPS(
		HW(HCR3, 0x1001), RTRAP(IAR1_EL1), WTRAP(EOIR1_EL1), RTRAP(HPPIR1_EL1),
		RTRAP(BPR1_EL1), WTRAP(BPR1_EL1), RTRAP(AP1R(0)), WTRAP(AP1R(0)),
		RTRAP(IGRPEN1_EL1), WTRAP(IGRPEN1_EL1), RUNDEF(SYSREG_ICC_AP1R(1)),
		R(IAR0_EL1, 1023), W(EOIR0_EL1, 1023), R(HPPIR0_EL1, 1023), R(BPR0_EL1, 2),
		W(BPR0_EL1, 2), R(AP0R(0), 0), W(AP0R(0), 0), R(IGRPEN0_EL1, 0), W(IGRPEN0_EL1, 0),
		R(PMR_EL1, 0), W(PMR_EL1, 0), R(CTLR_EL1, 0x8400), W(CTLR_EL1, 0), R(RPR_EL1, 0xff),
		W(DIR_EL1, 1023), R(SRE_EL1, 7)) },
	{ "TALL0 and TALL1 trap all the active priorities that there are", P(7, 7), STEPS(
		HW(HCR3, 0x801), RTRAP(AP0R(1)), WTRAP(AP0R(1)), RTRAP(AP0R(2)), WTRAP(AP0R(2)),
		RTRAP(AP0R(3)), WTRAP(AP0R(3)), R(AP1R(1), 0), R(AP1R(2), 0), R(AP1R(3), 0),
		W(AP1R(2), 5), HR(AP1(2), 5), HW(HCR3, 0x1001), RTRAP(AP1R(1)), WTRAP(AP1R(1)),
		RTRAP(AP1R(2)), WTRAP(AP1R(2)), RTRAP(AP1R(3)), WTRAP(AP1R(3)), R(AP0R(1), 0),
		R(AP0R(3), 0), W(AP0R(1), 6), W(AP0R(2), 7), HR(AP0(1), 6), HR(AP0(2), 7),
		HW(HCR3, 0x401), W(AP1R(1), 8), R(AP1R(2), 5), R(AP1R(1), 8), R(AP1R(3), 0),
		R(AP0R(3), 0), R(AP0R(2), 7), R(AP0R(1), 6)) },
	{ "TC traps what both groups have in common and nothing else", { 0 }, STEPS(
		HW(HCR3, 0x401), RTRAP(PMR_EL1), WTRAP(PMR_EL1), RTRAP(CTLR_EL1), WTRAP(CTLR_EL1),
		RTRAP(RPR_EL1), WTRAP(DIR_EL1), WTRAP(SGI1R_EL1), R(IAR0_EL1, 1023),
		W(EOIR0_EL1, 1023), R(HPPIR0_EL1, 1023), R(BPR0_EL1, 2), W(BPR0_EL1, 2),
		R(AP0R(0), 0), W(AP0R(0), 0), R(IGRPEN0_EL1, 0), W(IGRPEN0_EL1, 0),
		R(IAR1_EL1, 1023), W(EOIR1_EL1, 1023), R(HPPIR1_EL1, 1023), R(BPR1_EL1, 3),
		W(BPR1_EL1, 3), R(AP1R(0), 0), W(AP1R(0), 0), R(IGRPEN1_EL1, 0), W(IGRPEN1_EL1, 0),
		R(SRE_EL1, 7)) },
	{ "TDIR traps DIR and nothing else", { 0 }, STEPS(
		HW(HCR3, 0x4001), HR(HCR3, 0x4001), WTRAP(DIR_EL1), R(PMR_EL1, 0), W(PMR_EL1, 0),
		R(CTLR_EL1, 0x8400), W(CTLR_EL1, 0), R(RPR_EL1, 0xff), R(IAR0_EL1, 1023),
		W(EOIR0_EL1, 1023), R(BPR0_EL1, 2), R(AP0R(0), 0), R(IGRPEN0_EL1, 0),
		R(IAR1_EL1, 1023), W(EOIR1_EL1, 1023), R(BPR1_EL1, 3), R(AP1R(0), 0),
		R(IGRPEN1_EL1, 0), R(SRE_EL1, 7)) },
	{ "TDIR is RES0 where there is none", { .no_tdir = true }, STEPS(
		HR(SYSREG_ICH_VTR_EL2, 0x90300003), HW(HCR3, 0x4001), HR(HCR3, 1),
		W(DIR_EL1, 1023), HW(HCR3, 0x5c01), HR(HCR3, 0x1c01), WTRAP(DIR_EL1)) },
	{ "a trapped acknowledge takes nothing", { 0 }, STEPS(
		HW(HCR3, 0x1001), HW(VMCR3, 0xf84c0002), HW(LR3(0), 0x50a0000000000021),
		VIRQ(1), RTRAP(IAR1_EL1), HR(LR3(0), 0x50a0000000000021)) },

	{ "SRE traps when EL2 has not enabled it", { .v2_cpuif = true }, STEPS(
		HW(SYSREG_ICC_SRE_EL2, 1), RTRAP(SRE_EL1), WTRAP(SRE_EL1), R(PMR_EL1, 0),
		HW(SYSREG_ICC_SRE_EL2, 9), R(SRE_EL1, 7), W(SRE_EL1, 0), R(SRE_EL1, 6)) },
	{ "without SRE there are no system registers, whatever traps", { .v2_cpuif = true }, STEPS(
		HW(SYSREG_ICC_SRE_EL1, 0), HW(HCR3, 0x5c01), RUNDEF(SYSREG_ICC_IAR1_EL1),
		WUNDEF(SYSREG_ICC_EOIR0_EL1), RUNDEF(SYSREG_ICC_PMR_EL1),
		WUNDEF(SYSREG_ICC_DIR_EL1), WUNDEF(SYSREG_ICC_SGI1R_EL1), R(SRE_EL1, 6)) },
	{ "SRE cannot be cleared where it is fixed", { 0 }, STEPS(
		W(SRE_EL1, 0), R(SRE_EL1, 7), R(PMR_EL1, 0)) },
};

int cpuif_regs_tests(void)
{
	return gic_run_cases("cpuif registers", cases, sizeof(cases) / sizeof(cases[0]));
}
