/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * <asm/kvm_hyp.h>: the tree's own, with the accessors of registers whose encoding depends on VHE,
 * which are patched inline assembly there. Kind: fake: on a host with VHE the kernel reaches a
 * guest's EL0 and EL1 registers through the _EL02 and _EL12 encodings, and its own as _EL1.
 */
#ifndef MOCK_KVM_HYP_H
#define MOCK_KVM_HYP_H

#include <tree/asm/kvm_hyp.h>

#undef read_sysreg_elx
#undef write_sysreg_elx
#define read_sysreg_elx(r, nvhe, vhe) \
	(has_vhe() ? read_sysreg_s(r##vhe) : read_sysreg_s(r##nvhe))
#define write_sysreg_elx(v, r, nvhe, vhe) \
	(has_vhe() ? write_sysreg_s(v, r##vhe) : write_sysreg_s(v, r##nvhe))

#undef read_sysreg_el2
#undef write_sysreg_el2
#define read_sysreg_el2(r)	read_sysreg_elx(r, _EL2, _EL1)
#define write_sysreg_el2(v, r)	write_sysreg_elx(v, r, _EL2, _EL1)

/* Trees before v5.3 name these registers as the assembler does. */
#define cntv_ctl_EL0		sys_reg(3, 3, 14, 3, 1)
#define cntv_cval_EL0		sys_reg(3, 3, 14, 3, 2)
#define spsr_EL2		sys_reg(3, 4, 4, 0, 0)
#define spsr_EL1		sys_reg(3, 0, 4, 0, 0)

#undef __kvm_swab32
#define __kvm_swab32(x)		__swab32(x)

#endif
