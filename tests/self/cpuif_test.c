// SPDX-License-Identifier: GPL-2.0-only
/*
 * The life of virtual interrupts as a GICv3 guest sees it: which is signalled, acknowledge, priority
 * drop, deactivation, preemption, and what becomes of the list registers. Source: IHI 0069, ICH_LR<n>,
 * ICV_IAR, ICV_EOIR, ICV_DIR, ICV_HPPIR, ICV_RPR, ICH_HCR_EL2, ICH_MISR_EL2; 4.8 for priorities.
 */
#include "tests/self/gic_steps.h"

int cpuif_regs_tests(void);
int gicv_tests(void);

/* 5 bits of priority and of preemption, the smallest binary points, mask open. */
#define ON(groups)	HW(HCR3, 1), HW(VMCR3, 0xf84c0000 | (groups))
#define G0	1
#define G1	2
#define EOIM	0x200
#define CBPR	0x10

static const struct gic_case cases[] = {
	{ "pending, acknowledged, ended", { 0 }, STEPS(
		ON(G1), HW(LR3(2), 0x50a0000000000021),
		VIRQ(1), VFIQ(0), R(HPPIR1_EL1, 0x21), R(RPR_EL1, 0xff),
		R(IAR1_EL1, 0x21), HR(LR3(2), 0x90a0000000000021), HR(AP1(0), 0x100000),
		HR(AP0(0), 0), R(RPR_EL1, 0xa0), VIRQ(0), R(HPPIR1_EL1, 1023), R(IAR1_EL1, 1023),
		W(EOIR1_EL1, 0x21), HR(LR3(2), 0x10a0000000000021), HR(AP1(0), 0),
		R(RPR_EL1, 0xff), HR(HCR3, 1)) },
	{ "Group 0 by its own registers, as a FIQ", { 0 }, STEPS(
		ON(G0), HW(LR3(0), 0x40a0000000000021),
		VIRQ(0), VFIQ(1), R(HPPIR0_EL1, 0x21), R(HPPIR1_EL1, 1023), R(IAR1_EL1, 1023),
		HR(LR3(0), 0x40a0000000000021), R(IAR0_EL1, 0x21), HR(AP0(0), 0x100000),
		HR(AP1(0), 0), R(RPR_EL1, 0xa0), W(EOIR0_EL1, 0x21),
		HR(LR3(0), 0x00a0000000000021), HR(AP0(0), 0)) },
	{ "Group 1 is not acknowledged as Group 0", { 0 }, STEPS(
		ON(G0 | G1), HW(LR3(0), 0x50a0000000000021),
		R(IAR0_EL1, 1023), R(HPPIR0_EL1, 1023), HR(LR3(0), 0x50a0000000000021),
		HR(AP0(0), 0)) },
	{ "the other group's higher priority hides an interrupt", { 0 }, STEPS(
		ON(G0 | G1), HW(LR3(0), 0x50a0000000000021), HW(LR3(1), 0x4080000000000022),
		VFIQ(1), VIRQ(0), R(IAR1_EL1, 1023), R(HPPIR1_EL1, 1023), R(IAR0_EL1, 0x22),
		R(HPPIR1_EL1, 0x21)) },
	{ "a disabled group does not hide an interrupt", { 0 }, STEPS(
		ON(G1), HW(LR3(0), 0x50a0000000000021), HW(LR3(1), 0x4080000000000022),
		VIRQ(1), R(HPPIR0_EL1, 1023), R(IAR0_EL1, 1023), R(IAR1_EL1, 0x21)) },
	{ "a disabled group is not signalled", { 0 }, STEPS(
		ON(G0), HW(LR3(0), 0x50a0000000000021), VIRQ(0), R(IAR1_EL1, 1023),
		R(HPPIR1_EL1, 1023), W(IGRPEN1_EL1, 1), VIRQ(1), W(IGRPEN1_EL1, 0), VIRQ(0)) },
	{ "a switched off interface signals nothing", { 0 }, STEPS(
		ON(G1), HW(LR3(0), 0x50a0000000000021), HW(HCR3, 0), VIRQ(0),
		R(IAR1_EL1, 1023), HR(LR3(0), 0x50a0000000000021), R(HPPIR1_EL1, 0x21)) },
	{ "active and pending is not taken again", { 0 }, STEPS(
		ON(G1), HW(LR3(0), 0xd0a0000000000021), VIRQ(0), R(IAR1_EL1, 1023),
		R(HPPIR1_EL1, 1023), HR(LR3(0), 0xd0a0000000000021)) },
	{ "active and pending becomes pending", { 0 }, STEPS(
		ON(G1), HW(LR3(0), 0xd0a0000000000021), HW(AP1(0), 0x100000),
		W(EOIR1_EL1, 0x21), HR(LR3(0), 0x50a0000000000021), HR(AP1(0), 0), VIRQ(1)) },
	{ "the highest priority first, of equal ones the lowest list register", { .nr_lrs = 16 },
	  STEPS(ON(G1), HW(LR3(3), 0x50a0000000000021), HW(LR3(7), 0x5080000000000022),
		HW(LR3(15), 0x5080000000000023), R(IAR1_EL1, 0x22),
		W(EOIR1_EL1, 0x22), R(IAR1_EL1, 0x23), W(EOIR1_EL1, 0x23), R(IAR1_EL1, 0x21)) },
	{ "a list register that is not there", { .nr_lrs = 1 }, STEPS(
		ON(G1), HW(LR3(0), 0x50a0000000000021), R(IAR1_EL1, 0x21), W(EOIR1_EL1, 0x21)) },
	{ "the mask lets through what is above it", { 0 }, STEPS(
		ON(G1), HW(LR3(0), 0x50a0000000000021),
		W(PMR_EL1, 0xa0), VIRQ(0), R(IAR1_EL1, 1023), R(HPPIR1_EL1, 0x21),
		W(PMR_EL1, 0xa8), VIRQ(1), R(IAR1_EL1, 0x21)) },
	{ "a mask of 0 lets nothing through, not the highest priority either", { 0 }, STEPS(
		ON(G1), W(PMR_EL1, 0), HW(LR3(0), 0x5000000000000021), VIRQ(0),
		W(PMR_EL1, 8), VIRQ(1), R(IAR1_EL1, 0x21), HR(AP1(0), 1), R(RPR_EL1, 0)) },
	{ "equal priority does not preempt, higher does", { 0 }, STEPS(
		ON(G1), HW(AP1(0), 0x100000), HW(LR3(0), 0x50a0000000000021), VIRQ(0),
		R(IAR1_EL1, 1023), HW(LR3(0), 0x5098000000000021), VIRQ(1), R(IAR1_EL1, 0x21),
		HR(AP1(0), 0x180000)) },
	{ "an active priority of the other group is in the way too", { 0 }, STEPS(
		ON(G0 | G1), HW(AP0(0), 0x80000), HW(LR3(0), 0x5098000000000021), VIRQ(0),
		R(RPR_EL1, 0x98), HW(LR3(0), 0x5090000000000021), VIRQ(1)) },
	{ "nested: three deep and back", { 0 }, STEPS(
		ON(G1), HW(LR3(0), 0x50f0000000000021), R(IAR1_EL1, 0x21),
		HW(LR3(1), 0x5080000000000022), R(IAR1_EL1, 0x22),
		HW(LR3(2), 0x5000000000000023), R(IAR1_EL1, 0x23),
		HR(AP1(0), 0x40010001), R(RPR_EL1, 0x00),
		W(EOIR1_EL1, 0x23), R(RPR_EL1, 0x80), HR(LR3(2), 0x1000000000000023),
		W(EOIR1_EL1, 0x22), R(RPR_EL1, 0xf0), HR(LR3(1), 0x1080000000000022),
		W(EOIR1_EL1, 0x21), R(RPR_EL1, 0xff), HR(LR3(0), 0x10f0000000000021),
		HR(AP1(0), 0), HR(HCR3, 1)) },
	{ "Group 0 nested in Group 1", { 0 }, STEPS(
		ON(G0 | G1), HW(LR3(0), 0x50f0000000000021), R(IAR1_EL1, 0x21),
		HW(LR3(1), 0x4080000000000022), R(IAR0_EL1, 0x22),
		HR(AP1(0), 0x40000000), HR(AP0(0), 0x10000),
		W(EOIR0_EL1, 0x22), HR(AP0(0), 0), HR(AP1(0), 0x40000000),
		W(EOIR1_EL1, 0x21), HR(AP1(0), 0)) },
	{ "ended out of order (choice): each drops the highest, deactivates no other", { 0 }, STEPS(
		ON(G1), HW(LR3(0), 0x50f0000000000021), R(IAR1_EL1, 0x21),
		HW(LR3(1), 0x5080000000000022), R(IAR1_EL1, 0x22),
		W(EOIR1_EL1, 0x21), HR(AP1(0), 0x40000000), HR(LR3(0), 0x90f0000000000021),
		HR(LR3(1), 0x9080000000000022), HR(HCR3, 1)) },
	{ "ended by the other group's register (choice): only the priority drops", { 0 }, STEPS(
		ON(G0 | G1), HW(LR3(0), 0x5080000000000021), R(IAR1_EL1, 0x21),
		W(EOIR0_EL1, 0x21), HR(AP1(0), 0), HR(LR3(0), 0x9080000000000021), HR(HCR3, 1)) },
	{ "two groups active at one level (choice): Group 0 drops first", { 0 }, STEPS(
		ON(G0 | G1), HW(AP0(0), 0x10000), HW(AP1(0), 0x10000), W(EOIR1_EL1, 0x21),
		HR(AP0(0), 0), HR(AP1(0), 0x10000)) },
	{ "end of interrupt without an active priority (choice): nothing", { 0 }, STEPS(
		ON(G1), HW(LR3(0), 0x90a0000000000021), W(EOIR1_EL1, 0x21),
		HR(LR3(0), 0x90a0000000000021), W(EOIR1_EL1, 0x30), HR(HCR3, 1)) },
	{ "only pending, and ended (choice): as if it were not there", { 0 }, STEPS(
		ON(G1), HW(AP1(0), 0x10000), HW(LR3(0), 0x50a0000000000021), W(EOIR1_EL1, 0x21),
		HR(LR3(0), 0x50a0000000000021), HR(AP1(0), 0), HR(HCR3, 0x08000001)) },
	{ "ended while in no list register: counted", { 0 }, STEPS(
		ON(G1), HW(AP1(0), 0x110000), W(EOIR1_EL1, 0x21), HR(HCR3, 0x08000001),
		HR(AP1(0), 0x100000), W(EOIR1_EL1, 0x22), HR(HCR3, 0x10000001), HR(AP1(0), 0)) },
	{ "the count has five bits and wraps", { 0 }, STEPS(
		ON(G1), HW(HCR3, 0xf8001c0b), HW(AP1(0), 1), HW(HCR3, 0xf800000b),
		W(EOIR1_EL1, 0x21), HR(HCR3, 0x0000000b)) },
	{ "special INTIDs end nothing", { 0 }, STEPS(
		ON(G1), HW(AP1(0), 0x10000), W(EOIR1_EL1, 1020), W(EOIR1_EL1, 1021),
		W(EOIR1_EL1, 1022), W(EOIR1_EL1, 1023), HR(AP1(0), 0x10000), HR(HCR3, 1),
		W(EOIR1_EL1, 1019), HR(AP1(0), 0), HR(HCR3, 0x08000001)) },
	{ "an INTID of 1024 is no special one, and only 16 bits count", { 0 }, STEPS(
		ON(G1), HW(AP1(0), 0x110000), W(EOIR1_EL1, 1024), HR(HCR3, 0x08000001),
		HW(LR3(0), 0x90a0000000000021), W(EOIR1_EL1, 0xff0021),
		HR(LR3(0), 0x10a0000000000021)) },

	{ "EOImode 1: EOIR drops, DIR deactivates", { 0 }, STEPS(
		ON(G1 | EOIM), HW(LR3(0), 0x50a0000000000021), R(IAR1_EL1, 0x21),
		W(EOIR1_EL1, 0x21), HR(AP1(0), 0), HR(LR3(0), 0x90a0000000000021), HR(HCR3, 1),
		W(DIR_EL1, 0x21), HR(LR3(0), 0x10a0000000000021), HR(HCR3, 1)) },
	{ "EOImode 1: deactivated in another order, and before the drop", { 0 }, STEPS(
		ON(G1 | EOIM), HW(LR3(0), 0x50f0000000000021), R(IAR1_EL1, 0x21),
		HW(LR3(1), 0x5080000000000022), R(IAR1_EL1, 0x22), W(DIR_EL1, 0x21),
		HR(LR3(0), 0x10f0000000000021), HR(AP1(0), 0x40010000),
		W(EOIR1_EL1, 0x22), W(EOIR1_EL1, 0x21), HR(AP1(0), 0),
		W(DIR_EL1, 0x22), HR(LR3(1), 0x1080000000000022), HR(HCR3, 0x00000001)) },
	{ "EOImode 1: DIR takes either group, and makes active and pending pending", { 0 }, STEPS(
		ON(G1 | EOIM), HW(LR3(0), 0xc0f0000000000021), W(DIR_EL1, 0x21),
		HR(LR3(0), 0x40f0000000000021)) },
	{ "EOImode 1: EOIR never counts, DIR of what is in no list register does", { 0 }, STEPS(
		ON(G1 | EOIM), HW(AP1(0), 1), W(EOIR1_EL1, 0x21), HR(AP1(0), 0), HR(HCR3, 1),
		W(DIR_EL1, 0x21), HR(HCR3, 0x08000001), W(DIR_EL1, 1023), W(DIR_EL1, 1020),
		HR(HCR3, 0x08000001)) },
	{ "EOImode 0: DIR is ignored", { 0 }, STEPS(
		ON(G1), HW(LR3(0), 0x90a0000000000021), W(DIR_EL1, 0x21),
		HR(LR3(0), 0x90a0000000000021), W(DIR_EL1, 0x22), HR(HCR3, 1)) },

	{ "an LPI in a list register is active until its end of interrupt", { 0 }, STEPS(
		ON(G1), HW(LR3(0), 0x50a0000000002000), VIRQ(1), R(IAR1_EL1, 8192),
		HR(LR3(0), 0x90a0000000002000), HR(AP1(0), 0x100000),
		W(EOIR1_EL1, 8192), HR(LR3(0), 0x10a0000000002000), HR(AP1(0), 0), HR(HCR3, 1)) },
	{ "EOImode 1: EOIR deactivates an LPI, DIR does not", { 0 }, STEPS(
		ON(G1 | EOIM), HW(AP1(0), 0x100000), HW(LR3(0), 0x90a0000000002000),
		W(DIR_EL1, 8192), HR(LR3(0), 0x90a0000000002000),
		W(EOIR1_EL1, 8192), HR(AP1(0), 0), HR(LR3(0), 0x10a0000000002000), HR(HCR3, 1)) },
	{ "an LPI that is in no list register is not counted", { 0 }, STEPS(
		ON(G1), HW(AP1(0), 0x100000), W(EOIR1_EL1, 8192), HR(AP1(0), 0), HR(HCR3, 1)) },
	{ "8191 is no LPI, 65535 is one", { 0 }, STEPS(
		ON(G1 | EOIM), HW(LR3(0), 0x50a0000000001fff), R(IAR1_EL1, 8191),
		W(EOIR1_EL1, 8191), HR(LR3(0), 0x90a0000000001fff), W(DIR_EL1, 8191),
		HR(LR3(0), 0x10a0000000001fff), HW(LR3(0), 0x50a000000000ffff),
		R(IAR1_EL1, 65535), W(DIR_EL1, 65535), HR(LR3(0), 0x90a000000000ffff), HR(HCR3, 1)) },

	{ "deactivation of a hardware interrupt reaches the physical one", { 0 }, STEPS(
		TAKE(NIC), PHYS(NIC, 1), ON(G1), HW(LR3(0), 0x70a0004800000021),
		R(IAR1_EL1, 0x21), HR(LR3(0), 0xb0a0004800000021), PHYS(NIC, 1),
		W(EOIR1_EL1, 0x21), HR(LR3(0), 0x30a0004800000021), PHYS(NIC, 0)) },
	{ "with EOImode 1 only DIR does", { 0 }, STEPS(
		TAKE(TIMER), ON(G1 | EOIM), HW(LR3(0), 0x70a0001b0000001b), R(IAR1_EL1, 27),
		W(EOIR1_EL1, 27), PHYS(TIMER, 1), W(DIR_EL1, 27), PHYS(TIMER, 0)) },
	{ "without HW=1 those bits name no physical interrupt", { 0 }, STEPS(
		TAKE(NIC), ON(G1), HW(LR3(0), 0x50a0004800000021), R(IAR1_EL1, 0x21),
		W(EOIR1_EL1, 0x21), HR(LR3(0), 0x10a0004800000021), PHYS(NIC, 1)) },
	{ "one that is not in the list registers stays", { 0 }, STEPS(
		TAKE(NIC), ON(G1), HW(AP1(0), 1), W(EOIR1_EL1, 72), PHYS(NIC, 1)) },

	{ "maintenance: EOI", { 0 }, STEPS(
		ON(G1), HW(LR3(0), 0x50a0020000000021), R(IAR1_EL1, 0x21), MAINT(0),
		W(EOIR1_EL1, 0x21), MAINT(1), HR(SYSREG_ICH_EISR_EL2, 1),
		HR(SYSREG_ICH_ELRSR_EL2, 0xe), HW(LR3(0), 0), MAINT(0)) },
	{ "maintenance: EOI after the pending half is served too", { 0 }, STEPS(
		ON(G1), HW(LR3(0), 0xd0a0020000000021), HW(AP1(0), 0x100000),
		W(EOIR1_EL1, 0x21), MAINT(0), R(IAR1_EL1, 0x21), W(EOIR1_EL1, 0x21), MAINT(1)) },
	{ "maintenance: underflow, at most one valid", { 0 }, STEPS(
		ON(G1), HW(HCR3, 3), MAINT(2), HW(LR3(0), 0x50a0000000000021), MAINT(2),
		HW(LR3(3), 0x90a0000000000022), MAINT(0), R(IAR1_EL1, 0x21), MAINT(0),
		W(EOIR1_EL1, 0x21), MAINT(2), HW(HCR3, 1), MAINT(0)) },
	{ "maintenance: an end of interrupt that found no list register", { 0 }, STEPS(
		ON(G1), HW(HCR3, 5), HW(AP1(0), 0x100000), MAINT(0), W(EOIR1_EL1, 0x21),
		MAINT(4), HR(MISR3, 4), HW(HCR3, 5), MAINT(0), HW(HCR3, 0x10000005), MAINT(4),
		HW(HCR3, 0x80000005), MAINT(4), HW(HCR3, 0xf8000001), MAINT(0)) },
	{ "maintenance: no pending", { 0 }, STEPS(
		ON(G1), HW(HCR3, 9), MAINT(8), HW(LR3(3), 0xd0a0000000000021), MAINT(8),
		HW(LR3(0), 0x50a0000000000022), MAINT(0), R(IAR1_EL1, 0x22), MAINT(8),
		HW(HCR3, 1), MAINT(0)) },
	{ "maintenance: groups enabled and disabled", { 0 }, STEPS(
		ON(0), HW(HCR3, 0x11), MAINT(0), W(IGRPEN0_EL1, 1), MAINT(0x10),
		W(IGRPEN0_EL1, 0), MAINT(0), HW(HCR3, 0x21), MAINT(0x20), W(IGRPEN0_EL1, 1),
		MAINT(0), HW(HCR3, 0x41), MAINT(0), W(IGRPEN1_EL1, 1), MAINT(0x40),
		W(IGRPEN1_EL1, 0), MAINT(0), HW(HCR3, 0x81), MAINT(0x80), W(IGRPEN1_EL1, 1),
		MAINT(0)) },
	{ "maintenance: all at once, and none while the interface is off", { 0 }, STEPS(
		ON(G0), HW(LR3(0), 0x0000020000000021), HW(HCR3, 0x080000ff), MAINT(0x9f),
		HR(MISR3, 0x9f), HW(HCR3, 0x080000fe), MAINT(0), HR(MISR3, 0x9f)) },

	{ "binary point: the subpriority orders but does not preempt", { 0 }, STEPS(
		ON(G1), W(BPR1_EL1, 6), HW(LR3(0), 0x50b0000000000021), R(IAR1_EL1, 0x21),
		R(RPR_EL1, 0x80), HR(AP1(0), 0x10000), HW(LR3(1), 0x5098000000000022),
		HW(LR3(2), 0x5080000000000023), VIRQ(0), R(IAR1_EL1, 1023),
		R(HPPIR1_EL1, 0x23), HW(LR3(3), 0x5078000000000024), VIRQ(1), R(IAR1_EL1, 0x24),
		HR(AP1(0), 0x10100), W(EOIR1_EL1, 0x24), W(EOIR1_EL1, 0x21),
		R(IAR1_EL1, 0x23)) },
	{ "binary point n of Group 0 is n + 1 of Group 1", { 0 }, STEPS(
		ON(G0), W(BPR0_EL1, 5), HW(LR3(0), 0x40b8000000000021), R(IAR0_EL1, 0x21),
		R(RPR_EL1, 0x80), HR(AP0(0), 0x10000)) },
	{ "binary point 7 of Group 0: no preemption at all", { 0 }, STEPS(
		ON(G0), W(BPR0_EL1, 7), HW(LR3(0), 0x40f0000000000021), R(IAR0_EL1, 0x21),
		R(RPR_EL1, 0), HR(AP0(0), 1), HW(LR3(1), 0x4000000000000022), VFIQ(0)) },
	{ "Group 1's own binary point leaves Group 0 alone", { 0 }, STEPS(
		ON(G0), W(BPR1_EL1, 7), HW(LR3(0), 0x40b8000000000021), R(IAR0_EL1, 0x21),
		R(RPR_EL1, 0xb8)) },
	{ "common binary point: Group 1 goes by Group 0's", { 0 }, STEPS(
		ON(G1 | CBPR), W(BPR0_EL1, 5), HW(LR3(0), 0x50b8000000000021),
		R(IAR1_EL1, 0x21), R(RPR_EL1, 0x80), HW(LR3(1), 0x5090000000000022), VIRQ(0),
		W(EOIR1_EL1, 0x21), HR(LR3(0), 0x10b8000000000021), VIRQ(1)) },

	/* Arm ARM, HCR_EL2.VI (0x80), VF (0x40): while IMO (0x10), FMO (8) are 1 and TGE (0x8000000) is 0. */
	{ "the hypervisor signals by itself, too", { 0 }, STEPS(
		HW(SYSREG_HCR_EL2, 0x18), VIRQ(0), VFIQ(0), HW(SYSREG_HCR_EL2, 0x98), VIRQ(1), VFIQ(0),
		HW(SYSREG_HCR_EL2, 0x58), VIRQ(0), VFIQ(1), HW(SYSREG_HCR_EL2, 0xd8), VIRQ(1), VFIQ(1),
		HW(SYSREG_HCR_EL2, 0x88), VIRQ(0), VFIQ(0), HW(SYSREG_HCR_EL2, 0x50), VIRQ(0), VFIQ(0),
		HW(SYSREG_HCR_EL2, 0x80000d8), VIRQ(0), VFIQ(0)) },
	{ "... beside the virtual CPU interface", { 0 }, STEPS(
		HW(SYSREG_HCR_EL2, 0x58), ON(G1), HW(LR3(0), 0x50a0000000000021), VIRQ(1), VFIQ(1),
		R(IAR0_EL1, 1023), R(IAR1_EL1, 0x21), VIRQ(0), VFIQ(1)) },
};

int main(void)
{
	int failed = gic_run_cases("cpuif", cases, sizeof(cases) / sizeof(cases[0]));

	failed += cpuif_regs_tests();
	return failed + gicv_tests();
}
