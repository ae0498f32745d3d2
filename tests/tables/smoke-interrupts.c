// SPDX-License-Identifier: GPL-2.0-only
/*
 * Smoke: interrupts of devices and vCPUs, and what root and a curious guest see of them.
 */
#include "tests/tables/smoke.h"

#define SPI_IRQFD	36u
#define SPI_MAPPED	40u
#define SGI		5u

#define GICD_SGIR	0xf00

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
		smoke_accepted(s, SMOKE_ACCESS, "ICC_SGI1R_EL1",
			       s->subject->sgi(0, (uint64_t)SGI << 24 | 1, true));
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
