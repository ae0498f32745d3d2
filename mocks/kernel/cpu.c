// SPDX-License-Identifier: GPL-2.0-only
/*
 * The physical CPU's registers, memory mapped and by system register encoding.
 */
#include "state.h"

/* Where create_hyp_io_mappings() puts the physical address space: an address nobody reads. */
#define IO_WINDOW	0x200000000000ul
#define GICH_FRAME	0x2c010000ul
#define GICH_SIZE	0x1000ul
#define GICV_FRAME	0x2c020800ul	/* where the adapter puts one that traps */
#define GICV_SIZE	0x2000ul
#define GICC_FRAME	0x2c030000ul
#define GICC_SIZE	0x2000ul

struct kvm_host_data *mock_host_data(void)
{
	return &mock_this_cpu->host_data;
}

bool mock_has_vhe(void)
{
	return mock->vhe;
}

/* ICH_VTR_EL2.TDS, IHI 0069: ICH_HCR_EL2.TDIR is implemented. */
#define ICH_VTR_TDS	(1u << 19)

/* Which of the tree's capabilities this machine has; names differ, so each is asked for. */
bool mock_have_cap(unsigned int cap)
{
	switch (cap) {
#ifdef ARM64_HAS_GIC_CPUIF_SYSREGS
	case ARM64_HAS_GIC_CPUIF_SYSREGS:
		return mock->gicv3;
#endif
#ifdef ARM64_HAS_GICV3_CPUIF
	case ARM64_HAS_GICV3_CPUIF:
		return mock->gicv3;
#endif
#ifdef ARM64_HAS_ICH_HCR_EL2_TDIR
	case ARM64_HAS_ICH_HCR_EL2_TDIR:
		return mock->gicv3 && mock_sysreg_read(SYS_ICH_VTR_EL2) & ICH_VTR_TDS;
#endif
	}
	return false;
}

/*
 * Is this CPU one of those with an erratum? Trees declare the function with different arguments,
 * so it is defined under another name here.
 */
bool mock_midr_in_list(void) __asm__("is_midr_in_range_list");
bool mock_midr_in_list(void)
{
	return false;
}

/* What the hypervisor stub answers to a kernel at EL1 that boots. */
void mock_hvc(unsigned long function, struct arm_smccc_res *res)
{
	*res = (struct arm_smccc_res){ .a0 = HVC_STUB_ERR };
	if (function == HVC_GET_ICH_VTR_EL2 && mock->gicv3) {
		res->a0 = 0;
		res->a1 = mock_sysreg_read(SYS_ICH_VTR_EL2);
	}
}

__weak int cpuhp_setup_state(enum cpuhp_state state, const char *name,
			     int (*startup)(unsigned int cpu), int (*teardown)(unsigned int cpu))
{
	unsigned int self = mock_cpu();
	int ret = 0;

	for (unsigned int cpu = 0; !ret && startup && cpu < mock->nr_cpus; cpu++) {
		mock_set_cpu(cpu);
		local_irq_disable();
		ret = startup(cpu);
		local_irq_enable();
	}
	mock_set_cpu(self);
	return ret;
}

__weak int create_hyp_io_mappings(phys_addr_t pa, size_t size, void __iomem **kernel,
				  void __iomem **hyp)
{
	*kernel = *hyp = (void *)(IO_WINDOW + (unsigned long)pa);
	return 0;
}

/* Is @address in that frame? Then *@offset is where. */
static bool in_frame(const volatile void *address, unsigned long frame, unsigned long size, u32 *offset)
{
	*offset = (unsigned long)address - IO_WINDOW - frame;
	return (unsigned long)address - IO_WINDOW - frame < size;
}

static void no_frame(const volatile void *address)
{
	mock_fault(VGIC_FAULT_BUG, NULL, 0, "access to unmapped I/O address %p", address);
}

u32 mock_readl(const volatile void *address)
{
	const struct vgic_context *now = &mock_locks->now;
	u32 offset;

	if (in_frame(address, GICH_FRAME, GICH_SIZE, &offset))
		return mock_host->gich_read(now, offset);
	if (in_frame(address, GICV_FRAME, GICV_SIZE, &offset) && mock_host->gicv_read)
		return mock_host->gicv_read(now, offset);
	no_frame(address);
	return 0;
}

void mock_writel(u32 value, volatile void *address)
{
	const struct vgic_context *now = &mock_locks->now;
	u32 offset;

	if (in_frame(address, GICH_FRAME, GICH_SIZE, &offset))
		mock_host->gich_write(now, offset, value);
	else if (in_frame(address, GICV_FRAME, GICV_SIZE, &offset) && mock_host->gicv_write)
		mock_host->gicv_write(now, offset, value);
	else if (in_frame(address, GICC_FRAME, GICC_SIZE, &offset) && mock_host->gicc_write)
		mock_host->gicc_write(now, offset, value);
	else
		no_frame(address);
}

const struct cpumask *mock_cpumask_of(int cpu)
{
	static const struct cpumask masks[VGIC_MAX_CPUS] = { { { 1 } }, { { 2 } }, { { 4 } }, { { 8 } } };

	return &masks[cpu];
}

extern const struct mock_parameter __start_mock_parameters[] __weak, __stop_mock_parameters[] __weak;

static size_t word_length(const char *text, char end)
{
	size_t n = 0;

	while (text[n] && text[n] != end && text[n] != ' ')
		n++;
	return n;
}

void mock_kernel_parameters(const char *line)
{
	const struct mock_parameter *p;
	char value[16];

	while (*line) {
		size_t name = word_length(line, '='), length = word_length(line + name, ' ');
		bool known = false;

		if (length > sizeof(value))
			length = sizeof(value);
		memset(value, 0, sizeof(value));
		if (length)
			memcpy(value, line + name + 1, length - 1);
		for (p = __start_mock_parameters; p < __stop_mock_parameters; p++) {
			if (strlen(p->name) != name || memcmp(p->name, line, name))
				continue;
			known = true;
			if (p->handler(value))
				mock_fault(VGIC_FAULT_WARN, NULL, 0, "the kernel refuses the parameter %s", p->name);
		}
		if (!known)
			mock_fault(VGIC_FAULT_WARN, NULL, 0, "no kernel parameter: %s", line);
		line += name;
		line += word_length(line, ' ');
		line += *line == ' ';
	}
}
