// SPDX-License-Identifier: GPL-2.0-only
/*
 * The physical CPU's registers, memory mapped and by system register encoding.
 */
#include "state.h"

/* Where create_hyp_io_mappings() puts the physical address space: an address nobody reads. */
#define IO_WINDOW	0x200000000000ul
#define GICH_FRAME	0x2c010000ul
#define GICH_SIZE	0x1000ul

unsigned int mock_cpu(void)
{
	return mock->cpu;
}

bool mock_has_vhe(void)
{
	return mock->vhe;
}

__weak int create_hyp_io_mappings(phys_addr_t pa, size_t size, void __iomem **kernel,
				  void __iomem **hyp)
{
	*kernel = *hyp = (void *)(IO_WINDOW + (unsigned long)pa);
	return 0;
}

/* The offset of @address in the GICH frame, or a finding. */
static u32 gich_offset(const volatile void *address)
{
	unsigned long offset = (unsigned long)address - IO_WINDOW - GICH_FRAME;

	if (offset >= GICH_SIZE)
		mock_fault(VGIC_FAULT_BUG, NULL, 0, "access to unmapped I/O address %p", address);
	return offset;
}

u32 mock_readl(const volatile void *address)
{
	struct vgic_context context = mock_context();

	return mock_host->gich_read(&context, gich_offset(address));
}

void mock_writel(u32 value, volatile void *address)
{
	struct vgic_context context = mock_context();

	mock_host->gich_write(&context, gich_offset(address), value);
}

/* From the kernel's sys_reg() encoding to the door's: five adjacent fields. */
static u32 encoding(u32 reg)
{
	return sys_reg_Op0(reg) << 14 | sys_reg_Op1(reg) << 11 | sys_reg_CRn(reg) << 7 |
	       sys_reg_CRm(reg) << 3 | sys_reg_Op2(reg);
}

u64 mock_sysreg_read(u32 reg)
{
	struct vgic_context context = mock_context();

	return mock_host->sysreg_read(&context, encoding(reg));
}

void mock_sysreg_write(u32 reg, u64 value)
{
	struct vgic_context context = mock_context();

	mock_host->sysreg_write(&context, encoding(reg), value);
}

const struct cpumask *mock_cpumask_of(int cpu)
{
	static const struct cpumask masks[VGIC_MAX_CPUS] = { { { 1 } }, { { 2 } }, { { 4 } }, { { 8 } } };

	return &masks[cpu];
}
