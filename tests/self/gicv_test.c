// SPDX-License-Identifier: GPL-2.0-only
/*
 * The GICV frame, of a GICv2 and of a GICv3 that can do GICv2. Source: IHI 0048B 5.5 and, for what the
 * registers do, 4.4; IHI 0069, the GICV_ registers.
 */
#include "tests/self/gic_steps.h"

int gicv_tests(void);

#define V2	{ .gic = VGIC_GICV2 }
#define V2_64	{ .gic = VGIC_GICV2, .nr_lrs = 64 }
#define V2ON3	{ .v2_cpuif = true }
#define ON2(ctlr)	HW(GICH_HCR, 1), HW(GICH_VMCR, 0xf84c0000 | (ctlr))
#define ON3(ctlr)	HW(SYSREG_ICC_SRE_EL1, 0), HW(HCR3, 1), HW(VMCR3, 0xf84c0000 | (ctlr))
#define G0	1
#define G1	2
#define ACKCTL	4
#define FIQEN	8
#define CBPR	0x10
#define EOIM	0x200

static const struct gic_case cases[] = {
	{ "power on", V2, STEPS(
		FR(CTLR, 0), FR(PMR, 0), FR(BPR, 2), FR(ABPR, 3), FR(RPR, 0xff), FR(IAR, 1023),
		FR(HPPIR, 1023), FR(AIAR, 1023), FR(AHPPIR, 1023), FR(APR(0), 0),
		FR(IIDR, 0x2043b), HR(GICH_VMCR, 0x004c0000)) },
	{ "the control state is in GICH_VMCR", V2, STEPS(
		FW(PMR, 0xff), HR(GICH_VMCR, 0xf84c0000), FR(PMR, 0xf8), FW(BPR, 5), FR(BPR, 5),
		HR(GICH_VMCR, 0xf8ac0000), FW(ABPR, 7), FR(ABPR, 7), HR(GICH_VMCR, 0xf8bc0000),
		FW(CTLR, 0xffffffff), FR(CTLR, 0x21f), HR(GICH_VMCR, 0xf8bc021f), FW(CTLR, 0),
		HR(GICH_VMCR, 0xf8bc0000), FW(BPR, 0), FW(ABPR, 0), HR(GICH_VMCR, 0xf84c0000)) },
	{ "and is read from there", V2, STEPS(
		HW(GICH_VMCR, 0xffffffff), HR(GICH_VMCR, 0xf8fc021f), FR(PMR, 0xf8), FR(BPR, 7),
		FR(CTLR, 0x21f), HW(GICH_VMCR, 0), HR(GICH_VMCR, 0x004c0000)) },
	{ "CBPR makes the aliased binary point one more", V2, STEPS(
		HW(GICH_VMCR, 0x00980010), FR(ABPR, 5), FW(ABPR, 3), FW(CTLR, 0), FR(ABPR, 6)) },
	{ "Group 0", V2, STEPS(
		ON2(G0), HW(LR2(1), 0x1a000021), VIRQ(1), VFIQ(0), FR(HPPIR, 0x21),
		FR(AHPPIR, 1023), FR(AIAR, 1023), HR(LR2(1), 0x1a000021), FR(IAR, 0x21),
		HR(LR2(1), 0x2a000021), HR(GICH_APR, 0x100000), FR(APR(0), 0x100000),
		FR(RPR, 0xa0), FR(HPPIR, 1023), VIRQ(0), FW(EOIR, 0x21), HR(LR2(1), 0x0a000021),
		HR(GICH_APR, 0), FR(RPR, 0xff), HR(GICH_HCR, 1)) },
	{ "Group 0 as a FIQ", V2, STEPS(
		ON2(G0 | FIQEN), HW(LR2(1), 0x1a000021), VIRQ(0), VFIQ(1)) },
	{ "Group 1 never is a FIQ", V2, STEPS(
		ON2(G1 | FIQEN), HW(LR2(1), 0x5a000021), VIRQ(1), VFIQ(0)) },
	{ "Group 1, AckCtl 0: only by the aliased registers", V2, STEPS(
		ON2(G0 | G1), HW(LR2(0), 0x5a000021), FR(HPPIR, 1022), FR(AHPPIR, 0x21),
		FR(IAR, 1022), HR(LR2(0), 0x5a000021), HR(GICH_APR, 0), FR(AIAR, 0x21),
		HR(LR2(0), 0x6a000021), HR(GICH_APR, 0x100000), FW(EOIR, 0x21),
		HR(LR2(0), 0x6a000021), HR(GICH_APR, 0x100000), FW(AEOIR, 0x21),
		HR(LR2(0), 0x4a000021), HR(GICH_APR, 0), HR(GICH_HCR, 1)) },
	{ "Group 1, AckCtl 1: by the others too", V2, STEPS(
		ON2(G0 | G1 | ACKCTL), HW(LR2(0), 0x5a000021), FR(HPPIR, 0x21), FR(IAR, 0x21),
		HR(LR2(0), 0x6a000021), FW(EOIR, 0x21), HR(LR2(0), 0x4a000021),
		HR(GICH_APR, 0)) },
	{ "Group 0 is not ended by GICV_AEOIR, AckCtl or not", V2, STEPS(
		ON2(G0 | G1 | ACKCTL), HW(LR2(0), 0x1a000021), FR(IAR, 0x21), FW(AEOIR, 0x21),
		HR(LR2(0), 0x2a000021), HR(GICH_APR, 0x100000), FW(EOIR, 0x21), HR(GICH_APR, 0)) },
	{ "1022 only if the priority suffices", V2, STEPS(
		ON2(G1), HW(LR2(0), 0x5a000021), FW(PMR, 0xa0), FR(IAR, 1023), FR(AIAR, 1023),
		FR(HPPIR, 1022), FW(PMR, 0xa8), FR(IAR, 1022), FR(AIAR, 0x21)) },
	{ "a switched off interface", V2, STEPS(
		ON2(G0 | G1), HW(LR2(0), 0x1a000021), HW(GICH_HCR, 0), VIRQ(0), FR(IAR, 1023),
		HW(LR2(0), 0x5a000021), FR(AIAR, 1023), FR(IAR, 1023), HR(LR2(0), 0x5a000021)) },
	{ "disabled groups", V2, STEPS(
		ON2(0), HW(LR2(0), 0x1a000021), HW(LR2(1), 0x58000022), VIRQ(0), FR(IAR, 1023),
		FR(AIAR, 1023), FW(CTLR, G1), FR(AIAR, 0x22), FW(CTLR, G0), FR(IAR, 1023),
		FW(AEOIR, 0x22), FR(IAR, 0x21)) },
	{ "a software-generated interrupt names its sender", V2, STEPS(
		ON2(G0), HW(LR2(0), 0x1a001405), HW(LR2(1), 0x1a001c05), FR(HPPIR, 0x1405),
		FR(IAR, 0x1405), HR(LR2(0), 0x2a001405), FW(EOIR, 0x1405), HR(LR2(0), 0x0a001405),
		FR(IAR, 0x1c05), HR(LR2(1), 0x2a001c05), HW(LR2(0), 0x2a001405),
		FW(EOIR, 0x1c05), HR(LR2(1), 0x0a001c05), HR(LR2(0), 0x2a001405)) },
	{ "the sender of one that is no hardware interrupt is no physical INTID", V2, STEPS(
		TAKE(NIC), ON2(G0), HW(LR2(0), 0x1a012021), FR(IAR, 0x21), FW(EOIR, 0x21),
		HR(LR2(0), 0x0a012021), PHYS(NIC, 1)) },
	{ "the physical INTID of a hardware interrupt is no sender", V2, STEPS(
		TAKE(NIC), ON2(G0), HW(LR2(0), 0x9a012021), FR(HPPIR, 0x21), FR(IAR, 0x21),
		HR(LR2(0), 0xaa012021), PHYS(NIC, 1), FW(EOIR, 0x21), HR(LR2(0), 0x8a012021),
		PHYS(NIC, 0)) },
	{ "nested", V2, STEPS(
		ON2(G0), HW(LR2(0), 0x1f000021), FR(IAR, 0x21), HW(LR2(1), 0x18000022),
		FR(IAR, 0x22), HR(GICH_APR, 0x40010000), HW(LR2(2), 0x18000023), FR(IAR, 1023),
		FR(HPPIR, 0x23), FW(EOIR, 0x22), FR(RPR, 0xf0), FR(IAR, 0x23), FW(EOIR, 0x23),
		FW(EOIR, 0x21), HR(GICH_APR, 0), HR(GICH_ELRSR0, 0xf), HR(GICH_HCR, 1)) },
	{ "both groups share the active priorities", V2, STEPS(
		ON2(G0 | G1), HW(LR2(0), 0x5f000021), FR(AIAR, 0x21), HW(LR2(1), 0x18000022),
		FR(IAR, 0x22), HR(GICH_APR, 0x40010000), FW(EOIR, 0x22), FW(AEOIR, 0x21),
		HR(GICH_APR, 0), HR(GICH_ELRSR0, 0xf)) },
	{ "binary points of the two groups", V2, STEPS(
		ON2(G0 | G1), FW(BPR, 4), FW(ABPR, 6), HW(LR2(0), 0x5b800021),
		FR(AIAR, 0x21), FR(RPR, 0x80), FW(AEOIR, 0x21), HW(LR2(0), 0x1b800021),
		FR(IAR, 0x21), FR(RPR, 0xa0)) },
	{ "EOImode 1", V2, STEPS(
		ON2(G0 | EOIM), HW(LR2(0), 0x3a080021), HW(GICH_APR, 0x100000), FW(EOIR, 0x21),
		HR(GICH_APR, 0), HR(LR2(0), 0x3a080021), FW(DIR, 0x21), HR(LR2(0), 0x1a080021),
		MAINT(0), FR(IAR, 0x21), FW(EOIR, 0x21), MAINT(0), FW(DIR, 0x21), MAINT(1),
		HR(GICH_EISR0, 1), FW(DIR, 0x22), HR(GICH_HCR, 0x08000001), FW(DIR, 1023),
		HR(GICH_HCR, 0x08000001)) },
	{ "EOImode 0: GICV_DIR is ignored", V2, STEPS(
		ON2(G0), HW(LR2(0), 0x2a000021), FW(DIR, 0x21), HR(LR2(0), 0x2a000021),
		FW(DIR, 0x22), HR(GICH_HCR, 1)) },
	{ "EOIcount", V2, STEPS(
		ON2(G0), HW(GICH_HCR, 0xf8000005), MAINT(4), HW(GICH_APR, 3), FW(EOIR, 0x21),
		HR(GICH_HCR, 5), MAINT(0), FW(AEOIR, 0x21), HR(GICH_HCR, 0x08000005), MAINT(4),
		FW(EOIR, 0x21), HR(GICH_HCR, 0x08000005)) },
	{ "special INTIDs, with whatever sender", V2, STEPS(
		ON2(G0), HW(GICH_APR, 1), FW(EOIR, 1023), FW(EOIR, 1022), FW(EOIR, 0x17ff),
		FW(AEOIR, 1020), HR(GICH_APR, 1), HR(GICH_HCR, 1)) },
	{ "the last of 64 list registers", V2_64, STEPS(
		ON2(G0), HW(LR2(63), 0x1a000021), HW(LR2(40), 0x1b000022), FR(IAR, 0x21),
		HR(LR2(63), 0x2a000021), FW(EOIR, 0x21), FR(IAR, 0x22), FW(EOIR, 0x22),
		HR(GICH_ELRSR1, 0xffffffff)) },
	{ "active priorities can be written", V2, STEPS(
		FW(APR(0), 0x80000101), HR(GICH_APR, 0x80000101), FR(RPR, 0), FW(APR(1), 5),
		FR(APR(1), 0), HR(GICH_APR, 0x80000101)) },
	{ "what is read-only, write-only or not there", V2, STEPS(
		FW(IIDR, 0), FR(IIDR, 0x2043b), FW(IAR, 0x21), FW(HPPIR, 5), FW(RPR, 5),
		FR(RPR, 0xff), FW(APR(0), 0x100), FR(EOIR, 0), FR(AEOIR, 0), FR(DIR, 0), { STEP_FRAME_READ, 0x2c, 0 },
		{ STEP_FRAME_READ, 0xd2, 0 }, { STEP_FRAME_READ, 0x2000, 0 }) },

	{ "GICv3: the frame acts on ICH_LR, and on ICH_AP1R0 for both groups", V2ON3, STEPS(
		ON3(G0 | G1), HW(LR3(0), 0x50a0000000000021), HW(LR3(1), 0x4080000000000022),
		VIRQ(1), VFIQ(0), FR(HPPIR, 0x22), FR(AHPPIR, 1023), FR(AIAR, 1023), FR(IAR, 0x22),
		HR(AP1(0), 0x10000), HR(AP0(0), 0), HR(LR3(1), 0x8080000000000022), FW(EOIR, 0x22),
		HR(AP1(0), 0), FR(IAR, 1022), FR(AIAR, 0x21), HR(AP1(0), 0x100000),
		FR(APR(0), 0x100000), FW(AEOIR, 0x21), HR(LR3(0), 0x10a0000000000021),
		HR(HCR3, 1), FR(IIDR, 0x3043b)) },
	{ "GICv3: control registers", V2ON3, STEPS(
		ON3(0), FW(CTLR, 0xffff), FR(CTLR, 0x21f), HR(VMCR3, 0xf84c021f), FW(PMR, 0x77),
		FR(PMR, 0x70), HR(VMCR3, 0x704c021f)) },
	{ "GICv3: Group 0 is a FIQ when the guest says so", V2ON3, STEPS(
		ON3(G0), HW(LR3(0), 0x40a0000000000021), VIRQ(1), VFIQ(0), FW(CTLR, G0 | FIQEN),
		VIRQ(0), VFIQ(1), FW(CTLR, G0), HW(SYSREG_ICC_SRE_EL1, 1), VIRQ(0), VFIQ(1)) },
	{ "GICv3: the sender is in the vINTID", V2ON3, STEPS(
		ON3(G0), HW(LR3(0), 0x40a0000000001405), FR(HPPIR, 0x1405), FR(IAR, 0x1405),
		HR(LR3(0), 0x80a0000000001405), FW(EOIR, 5), HR(HCR3, 0x08000001),
		HW(AP0(0), 0x100000), FW(EOIR, 0x1405), HR(LR3(0), 0x00a0000000001405)) },
	{ "GICv3: not that of a hardware interrupt", V2ON3, STEPS(
		TAKE(NIC), ON3(G0), HW(LR3(0), 0x60a0004800001421), FR(IAR, 0x21),
		FW(EOIR, 0x21), PHYS(NIC, 0), HR(LR3(0), 0x20a0004800001421)) },
	{ "GICv3: no LPIs in a frame", V2ON3, STEPS(
		ON3(G0), HW(LR3(0), 0x40a0000000000021), FR(IAR, 0x21), FW(EOIR, 0xffff2021),
		HR(LR3(0), 0x00a0000000000021)) },
	{ "GICv3: GICV_APR0 is ICH_AP1R0", V2ON3, STEPS(
		ON3(0), HW(AP1(0), 0x11), HW(AP0(0), 0x22), FR(APR(0), 0x11), FW(APR(0), 0x105),
		HR(AP1(0), 0x105), HR(AP0(0), 0x22)) },
	{ "GICv3: EOImode 1", V2ON3, STEPS(
		ON3(G0 | EOIM), HW(LR3(0), 0x40a0020000000021), FR(IAR, 0x21), FW(EOIR, 0x21),
		HR(LR3(0), 0x80a0020000000021), FW(DIR, 0x21), HR(LR3(0), 0x00a0020000000021),
		MAINT(1)) },
	{ "GICv3: no frame while system registers are used (choice)", V2ON3, STEPS(
		HW(HCR3, 1), HW(VMCR3, 0xf84c0001), HW(LR3(0), 0x40a0000000000021), FR(IAR, 0),
		FW(PMR, 0), HR(VMCR3, 0xf84c0009), HR(LR3(0), 0x40a0000000000021)) },
	{ "GICv3 without one", { 0 }, STEPS(
		HW(HCR3, 1), FR(IIDR, 0), FR(RPR, 0), FW(PMR, 0xf8), HR(VMCR3, 0x004c0008)) },
};

int gicv_tests(void)
{
	return gic_run_cases("GICV", cases, sizeof(cases) / sizeof(cases[0]));
}
