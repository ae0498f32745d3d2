/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A vCPU's registers, as trap handlers and the world switch see them: <asm/kvm_emulate.h>,
 * <asm/kvm_nested.h>, <hyp/adjust_pc.h>. Kind: fake. The guest runs in AArch64 state, little
 * endian, without nested virtualization.
 *
 * System registers are an array indexed by name; the kernel's numbers, which place some of them
 * in the VNCR page, matter to the world switch only.
 */
#ifndef MOCK_KVM_EMULATE_H
#define MOCK_KVM_EMULATE_H

#include <mock/types.h>

enum vcpu_sysreg {
	MPIDR_EL1, CNTKCTL_EL1,
	CNTV_CTL_EL0, CNTV_CVAL_EL0, CNTP_CTL_EL0, CNTP_CVAL_EL0,
	CNTHV_CTL_EL2, CNTHV_CVAL_EL2, CNTHP_CTL_EL2, CNTHP_CVAL_EL2,
	CNTVOFF_EL2, CNTPOFF_EL2, CNTHCTL_EL2, HCR_EL2, HCRX_EL2,
	HFGRTR_EL2, HFGWTR_EL2, HFGITR_EL2, HDFGRTR_EL2, HDFGWTR_EL2,
	ICH_HCR_EL2, ICH_VMCR_EL2, ICH_VTR_EL2, ICH_ELRSR_EL2, ICH_EISR_EL2, ICH_MISR_EL2,
	ICH_LR0_EL2, ICH_LR1_EL2, ICH_LR2_EL2, ICH_LR3_EL2, ICH_LR4_EL2, ICH_LR5_EL2,
	ICH_LR6_EL2, ICH_LR7_EL2, ICH_LR8_EL2, ICH_LR9_EL2, ICH_LR10_EL2,
	ICH_LR11_EL2, ICH_LR12_EL2, ICH_LR13_EL2, ICH_LR14_EL2, ICH_LR15_EL2,
	ICH_AP0R0_EL2, ICH_AP0R1_EL2, ICH_AP0R2_EL2, ICH_AP0R3_EL2,
	ICH_AP1R0_EL2, ICH_AP1R1_EL2, ICH_AP1R2_EL2, ICH_AP1R3_EL2,
	NR_SYS_REGS
};
#define ICH_LRN(n)			(ICH_LR0_EL2 + (n))
#define ICH_AP0RN(n)			(ICH_AP0R0_EL2 + (n))
#define ICH_AP1RN(n)			(ICH_AP1R0_EL2 + (n))

#define __ctxt_sys_reg(ctxt, reg)	(&(ctxt)->sys_regs[reg])
#define __vcpu_sys_reg(vcpu, reg)	(*__ctxt_sys_reg(&(vcpu)->arch.ctxt, reg))
#define vcpu_read_sys_reg(vcpu, reg)	__vcpu_sys_reg(vcpu, reg)
#define vcpu_write_sys_reg(vcpu, v, reg) ((void)(__vcpu_sys_reg(vcpu, reg) = (v)))
#define __vcpu_assign_sys_reg(vcpu, reg, v) ((void)(__vcpu_sys_reg(vcpu, reg) = (v)))
#define __vcpu_rmw_sys_reg(vcpu, reg, op, v) ((void)(__vcpu_sys_reg(vcpu, reg) op (v)))

/* Trapped accesses */
#define vcpu_get_reg(vcpu, n)		((n) == 31 ? 0 : (vcpu)->arch.ctxt.regs[n])
#define vcpu_set_reg(vcpu, n, v)	\
	do { if ((n) != 31) (vcpu)->arch.ctxt.regs[n] = (v); } while (0)
#define kvm_vcpu_get_esr(vcpu)		((vcpu)->arch.esr)
#define kvm_vcpu_get_hsr(vcpu)		((vcpu)->arch.esr)
#define kvm_vcpu_sys_get_rt(vcpu)	((int)((vcpu)->arch.esr >> 5 & 0x1f))
#define kvm_vcpu_get_fault_ipa(vcpu)	((vcpu)->arch.fault_ipa)
#define kvm_vcpu_get_hfar(vcpu)		((unsigned long)(vcpu)->arch.fault_ipa)
/* ISS of a data abort: size of the access in [23:22], register in [20:16], direction in [6]. */
#define kvm_vcpu_dabt_get_as(vcpu)	(1u << ((vcpu)->arch.esr >> 22 & 3))
#define kvm_vcpu_dabt_get_rd(vcpu)	((int)((vcpu)->arch.esr >> 16 & 0x1f))
#define kvm_vcpu_dabt_iswrite(vcpu)	((bool)((vcpu)->arch.esr >> 6 & 1))
#define vcpu_mode_is_32bit(vcpu)	((void)(vcpu), false)
#define kvm_condition_valid(vcpu)	((void)(vcpu), true)
#define __kvm_skip_instr(vcpu)		((void)(vcpu))
#define PSR_AA32_E_BIT			0x200u	/* CPSR.E */

/* Nested virtualization is absent. */
#define vcpu_has_nv(vcpu)		((void)(vcpu), false)
#define is_hyp_ctxt(vcpu)		((void)(vcpu), false)
#define is_nested_ctxt(vcpu)		((void)(vcpu), false)
#define vcpu_el2_e2h_is_set(vcpu)	((void)(vcpu), false)

#define vcpu_get_flag(vcpu, flag)	(((vcpu)->arch.flags & MOCK_FLAG_##flag) != 0)
#define vcpu_set_flag(vcpu, flag)	((void)((vcpu)->arch.flags |= MOCK_FLAG_##flag))
#define vcpu_clear_flag(vcpu, flag)	((void)((vcpu)->arch.flags &= ~MOCK_FLAG_##flag))
#define MOCK_FLAG_IN_WFI		1ul
#define KVM_ARM64_VCPU_IN_WFI		MOCK_FLAG_IN_WFI	/* before the accessors */
#define MOCK_FLAG_IN_WFIT		2ul
#define MOCK_FLAG_IN_NESTED_ERET	4ul

#endif
