// SPDX-License-Identifier: GPL-2.0-only
/*
 * Smoke: interrupts of devices and vCPUs, and what userspace and a curious guest see of them.
 */
#include "mocks/gic/regs.h"
#include "tests/tables/smoke.h"

#define SPI_IRQFD	36u
#define SPI_MAPPED	40u
#define SGI		5u

#define GICD_TYPER	0x4
#define GICD_SGIR	0xf00

/* KVM_DEV_ARM_VGIC_GRP_*, from the documented ABI (Documentation/virt/kvm/devices/). */
#define GRP_DIST_REGS	1u
#define GRP_NR_IRQS	3u
#define GRP_CPU_SYSREGS	6u	/* attribute: MPIDR << 32 | encoding */

static void inject_edge(struct smoke *s)
{
	row_step(s->row, "device signals an edge on SPI %u", SMOKE_SPI);
	smoke_accepted(s, SMOKE_DEVICE, "injection", s->subject->inject(0, SMOKE_SPI, true));
}

static void signal_irqfd(struct smoke *s, bool high)
{
	row_step(s->row, "irqfd %s the line of SPI %u", high ? "raises" : "lowers", SPI_IRQFD);
	smoke_accepted(s, SMOKE_DEVICE, "irqfd", s->subject->irqfd(SPI_IRQFD - 32, high));
}

void smoke_edge_spi(struct smoke *s)
{
	smoke_forward(s);
	inject_edge(s);
	row_step(s->row, "host asks whether vCPU 0 has something to do");
	s->subject->pending(0);	/* its answer depends on a priority mask that is not set up */
	smoke_enter_and_handle(s, SMOKE_SPI);
}

/* The host has more than one, and KVM has found out (GICH_VTR, ICH_VTR_EL2: ListRegs). */
void smoke_several_list_registers(struct smoke *s)
{
	smoke_forward(s);
	inject_edge(s);
	signal_irqfd(s, true);
	smoke_enter(s);
	smoke_shown(s, SMOKE_SPI);
	smoke_shown(s, SPI_IRQFD);
	smoke_leave(s);
	smoke_enter_and_handle(s, SMOKE_SPI);
}

void smoke_irqfd(struct smoke *s)
{
	smoke_forward(s);
	signal_irqfd(s, true);
	smoke_enter_and_handle(s, SPI_IRQFD);
	signal_irqfd(s, false);
}

void smoke_sgi(struct smoke *s)
{
	smoke_forward(s);
	if (s->guest == VGIC_GICV2) {
		smoke_write(s, "GICD_SGIR", VGIC_GPA_DIST + GICD_SGIR, 4, 1u << 16 | SGI);
	} else {
		row_step(s->row, "guest writes ICC_SGI1R_EL1: SGI %u to itself", SGI);
		smoke_accepted(s, SMOKE_ACCESS, "ICC_SGI1R_EL1", s->subject->sgi(0, (uint64_t)SGI << 24 | 1, true));
	}
	smoke_enter_and_handle(s, SGI);
}

void smoke_mapped_spi(struct smoke *s)
{
	uint32_t irq = machine_irq_number(72);
	bool taken;

	smoke_forward(s);
	row_step(s->row, "host maps SPI %u to physical INTID 72", SPI_MAPPED);
	smoke_accepted(s, SMOKE_DEVICE, "mapping", s->subject->map(0, SPI_MAPPED, irq, 0));
	row_step(s->row, "device raises its line; host takes the interrupt and injects SPI %u", SPI_MAPPED);
	gic_line(&machine.gic, 0, irq, true);
	taken = gic_host_take(&machine.gic, 0, irq);
	expect_bool(s->row, &smoke_rules[SMOKE_DEVICE], COLUMN_HOST, "host interrupted", true, taken);
	smoke_accepted(s, SMOKE_DEVICE, "injection", s->subject->inject(0, SPI_MAPPED, true));
	row_step(s->row, "device lowers its line");
	gic_line(&machine.gic, 0, irq, false);
	smoke_enter_and_handle(s, SPI_MAPPED);
	row_step(s->row, "host takes the mapping back");
	smoke_accepted(s, SMOKE_DEVICE, "unmapping", s->subject->unmap(0, SPI_MAPPED));
}

static void expect_attribute(struct smoke *s, const char *name, uint32_t group, uint64_t attr, uint64_t expected)
{
	uint64_t value = 0;

	row_step(s->row, "userspace reads %s", name);
	if (smoke_accepted(s, SMOKE_ATTRIBUTE, name, s->subject->attr_get(group, attr, &value)))
		expect_hex(s->row, &smoke_rules[SMOKE_ATTRIBUTE], COLUMN_GUEST, name, expected, value);
}

void smoke_attributes(struct smoke *s)
{
	uint64_t typer = 0;

	expect_attribute(s, "NR_IRQS", GRP_NR_IRQS, 0, SMOKE_IRQS);
	/* Userspace sees the distributor as the guest does. */
	row_step(s->row, "guest reads GICD_TYPER");
	smoke_accepted(s, SMOKE_ACCESS, "GICD_TYPER", s->subject->mmio_read(0, VGIC_GPA_DIST + GICD_TYPER, 4, &typer));
	expect_attribute(s, "GICD_TYPER", GRP_DIST_REGS, GICD_TYPER, typer);
}

/* The CPU interface's registers, while no vCPU is loaded. */
void smoke_userspace_cpuif(struct smoke *s)
{
	uint64_t value;
	int ret;

	smoke_out(s);
	row_step(s->row, "userspace writes ICC_PMR_EL1: 0xe8");
	smoke_accepted(s, SMOKE_ATTRIBUTE, "ICC_PMR_EL1", s->subject->attr_set(GRP_CPU_SYSREGS, SYSREG_ICC_PMR_EL1, 0xe8));
	expect_attribute(s, "ICC_PMR_EL1", GRP_CPU_SYSREGS, SYSREG_ICC_PMR_EL1, 0xe8);
	row_step(s->row, "userspace reads CNTV_CTL_EL0, which is no register of the CPU interface");
	ret = s->subject->attr_get(GRP_CPU_SYSREGS, SYSREG_CNTV_CTL_EL0, &value);
	expect_bool(s->row, &smoke_rules[SMOKE_ATTRIBUTE], COLUMN_GUEST, "CNTV_CTL_EL0 refused", true, ret);
	smoke_in(s);
}

void smoke_debugfs(struct smoke *s)
{
	row_step(s->row, "root reads the VM's files in debugfs");
	expect_bool(s->row, &smoke_rules[SMOKE_DEBUGFS], COLUMN_HOST, "debugfs shows something", true,
		    s->subject->debug_show());
}

void smoke_frames_read(struct smoke *s)
{
	smoke_read_frame(s, "GICD", VGIC_GPA_DIST, 0x1000);
	if (s->guest == VGIC_GICV3)
		smoke_read_frame(s, "GICR", VGIC_GPA_REDIST, 0x20000);
}
