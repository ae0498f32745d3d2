/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * <asm/sysreg.h>, <asm/arch_gicv3.h>: the tree's own encodings and fields, with the accessors, which are inline
 * assembly there, replaced by calls to the simulated registers. A register that the kernel
 * accesses by an assembler name must be listed here, else it does not compile.
 */
#ifndef MOCK_SYSREG_H
#define MOCK_SYSREG_H

#include <tree/asm/sysreg.h>
#include <mock/cpu.h>
#include <mock/irq.h>
#include <mock/lock.h>

#undef read_sysreg
#undef write_sysreg
#undef read_sysreg_s
#undef write_sysreg_s
#undef sysreg_clear_set
#undef sysreg_clear_set_s
#undef write_sysreg_hcr
#undef sysreg_clear_set_hcr
#undef read_sysreg_par

#define read_sysreg_s(r)	mock_sysreg_read(r)
#define write_sysreg_s(v, r)	mock_sysreg_write(r, (u64)(v))
#define read_sysreg(name)	mock_sysreg_read(MOCK_REG_##name)
#define write_sysreg(v, name)	mock_sysreg_write(MOCK_REG_##name, (u64)(v))
#define sysreg_clear_set_s(r, clear, set) \
	write_sysreg_s((read_sysreg_s(r) & ~(u64)(clear)) | (set), r)
#define sysreg_clear_set(name, clear, set) \
	sysreg_clear_set_s(MOCK_REG_##name, clear, set)

#define write_sysreg_hcr(v)	write_sysreg(v, hcr_el2)
#define sysreg_clear_set_hcr(clear, set) sysreg_clear_set(hcr_el2, clear, set)

#define read_gicreg(name)	read_sysreg_s(SYS_##name)
#define write_gicreg(v, name)	write_sysreg_s(v, SYS_##name)
#define gic_write_dir(intid)	write_sysreg_s(intid, SYS_ICC_DIR_EL1)

#define gic_read_sre()		read_sysreg_s(SYS_ICC_SRE_EL1)
#define gic_write_sre(v)	write_sysreg_s(v, SYS_ICC_SRE_EL1)

#define MOCK_REG_hcr_el2	sys_reg(3, 4, 1, 1, 0)
#define MOCK_REG_mpidr_el1	sys_reg(3, 0, 0, 0, 5)
#define MOCK_REG_cnthctl_el2	sys_reg(3, 4, 14, 1, 0)
#define MOCK_REG_cntkctl_el1	sys_reg(3, 0, 14, 1, 0)
#define MOCK_REG_SCTLR_EL1	sys_reg(3, 0, 1, 0, 0)
#define MOCK_REG_midr_el1	sys_reg(3, 0, 0, 0, 0)

#endif
