// SPDX-License-Identifier: GPL-2.0-only
/*
 * Emulation: the registers of the CPU interface that a guest at EL1 can name. IHI 0069 12.2 (ICC),
 * 12.3 (ICV); encodings: Arm ARM D24.
 */
#include "tests/tables/emulation.h"

#define NMIAR1	GIC_SYSREG(3, 0, 12, 9, 5)

#define READ(n, r, c, g)	{ n, r, false, c, g, NULL }
#define WRITE(n, r, c, g)	{ n, r, true, c, g, NULL }
#define BOTH(n, r, c, g)	READ(n, r, c, g), WRITE(n, r, c, g)
#define LIST(...)		(const struct emu_access[]){ __VA_ARGS__, { 0 } }
#define CONTROL(n, r, g)	LIST(BOTH(n, r, EMU_CONTROLS, g))
#define SENT			"KVM's handlers of system registers send SGIs; table smoke does it"

const struct emu_register emu_registers[] = {
	{ "iar0", LIST(READ("ICC_IAR0_EL1", SYSREG_ICC_IAR0_EL1, EMU_ACKNOWLEDGES, 0)) },
	{ "iar1", LIST(READ("ICC_IAR1_EL1", SYSREG_ICC_IAR1_EL1, EMU_ACKNOWLEDGES, 1)) },
	{ "hppir0", LIST(READ("ICC_HPPIR0_EL1", SYSREG_ICC_HPPIR0_EL1, EMU_SHOWS_PENDING, 0)) },
	{ "hppir1", LIST(READ("ICC_HPPIR1_EL1", SYSREG_ICC_HPPIR1_EL1, EMU_SHOWS_PENDING, 1)) },
	{ "eoir0", LIST(WRITE("ICC_EOIR0_EL1", SYSREG_ICC_EOIR0_EL1, EMU_ENDS, 0)) },
	{ "eoir1", LIST(WRITE("ICC_EOIR1_EL1", SYSREG_ICC_EOIR1_EL1, EMU_ENDS, 1)) },
	{ "dir", LIST(WRITE("ICC_DIR_EL1", SYSREG_ICC_DIR_EL1, EMU_DEACTIVATES, 0)) },
	{ "rpr", LIST(READ("ICC_RPR_EL1", SYSREG_ICC_RPR_EL1, EMU_SHOWS_RUNNING, 0)) },
	{ "pmr", CONTROL("ICC_PMR_EL1", SYSREG_ICC_PMR_EL1, 0) },
	{ "bpr0", CONTROL("ICC_BPR0_EL1", SYSREG_ICC_BPR0_EL1, 0) },
	{ "bpr1", CONTROL("ICC_BPR1_EL1", SYSREG_ICC_BPR1_EL1, 1) },
	{ "ctlr", CONTROL("ICC_CTLR_EL1", SYSREG_ICC_CTLR_EL1, 0) },
	{ "igrpen0", CONTROL("ICC_IGRPEN0_EL1", SYSREG_ICC_IGRPEN0_EL1, 0) },
	{ "igrpen1", CONTROL("ICC_IGRPEN1_EL1", SYSREG_ICC_IGRPEN1_EL1, 1) },
	{ "ap0r", LIST(BOTH("ICC_AP0R0_EL1", SYSREG_ICC_AP0R(0), EMU_PRIORITIES, 0),
		       BOTH("ICC_AP0R1_EL1", SYSREG_ICC_AP0R(1), EMU_PRIORITIES, 0),
		       BOTH("ICC_AP0R2_EL1", SYSREG_ICC_AP0R(2), EMU_PRIORITIES, 0),
		       BOTH("ICC_AP0R3_EL1", SYSREG_ICC_AP0R(3), EMU_PRIORITIES, 0)) },
	{ "ap1r", LIST(BOTH("ICC_AP1R0_EL1", SYSREG_ICC_AP1R(0), EMU_PRIORITIES, 1),
		       BOTH("ICC_AP1R1_EL1", SYSREG_ICC_AP1R(1), EMU_PRIORITIES, 1),
		       BOTH("ICC_AP1R2_EL1", SYSREG_ICC_AP1R(2), EMU_PRIORITIES, 1),
		       BOTH("ICC_AP1R3_EL1", SYSREG_ICC_AP1R(3), EMU_PRIORITIES, 1)) },
	{ "wrong-way", LIST(WRITE("ICC_IAR0_EL1", SYSREG_ICC_IAR0_EL1, EMU_WRONG_WAY, 0),
			    WRITE("ICC_IAR1_EL1", SYSREG_ICC_IAR1_EL1, EMU_WRONG_WAY, 1),
			    WRITE("ICC_HPPIR0_EL1", SYSREG_ICC_HPPIR0_EL1, EMU_WRONG_WAY, 0),
			    WRITE("ICC_HPPIR1_EL1", SYSREG_ICC_HPPIR1_EL1, EMU_WRONG_WAY, 1),
			    WRITE("ICC_RPR_EL1", SYSREG_ICC_RPR_EL1, EMU_WRONG_WAY, 0),
			    READ("ICC_EOIR0_EL1", SYSREG_ICC_EOIR0_EL1, EMU_WRONG_WAY, 0),
			    READ("ICC_EOIR1_EL1", SYSREG_ICC_EOIR1_EL1, EMU_WRONG_WAY, 1),
			    READ("ICC_DIR_EL1", SYSREG_ICC_DIR_EL1, EMU_WRONG_WAY, 0)) },
	/*
	 * Those at whose trap the emulation has nothing to do. That it refuses them is looked at, and
	 * each is shown as skipped, so that nobody takes them for compared.
	 */
	{ "elsewhere", LIST({ "ICC_SRE_EL1", SYSREG_ICC_SRE_EL1, false, EMU_ELSEWHERE, 0,
			      "ICC_SRE_EL1 is not emulated here: ICC_SRE_EL2.Enable traps it, another handler answers" },
			    { "ICC_SRE_EL1", SYSREG_ICC_SRE_EL1, true, EMU_ELSEWHERE, 0,
			      "ICC_SRE_EL1 is not emulated here: ICC_SRE_EL2.Enable traps it, another handler answers" },
			    { "ICC_SGI1R_EL1", SYSREG_ICC_SGI1R_EL1, true, EMU_ELSEWHERE, 1,
			      "ICC_SGI1R_EL1 is not emulated here: " SENT },
			    { "ICC_ASGI1R_EL1", SYSREG_ICC_ASGI1R_EL1, true, EMU_ELSEWHERE, 1,
			      "ICC_ASGI1R_EL1 is not emulated here: " SENT },
			    { "ICC_SGI0R_EL1", SYSREG_ICC_SGI0R_EL1, true, EMU_ELSEWHERE, 0,
			      "ICC_SGI0R_EL1 is not emulated here: " SENT },
			    { "ICC_NMIAR1_EL1", NMIAR1, false, EMU_ELSEWHERE, 1,
			      "ICC_NMIAR1_EL1 is not emulated here: FEAT_GICv3_NMI is neither simulated nor given to guests" }) },
};

const unsigned int emu_nr_registers = NR(emu_registers);
