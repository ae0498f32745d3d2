// SPDX-License-Identifier: GPL-2.0-only
/*
 * Smoke: interrupts of devices and vCPUs, and what root and a curious guest see of them.
 */
#include "tests/tables/smoke.h"

#define SPI_IRQFD	36u
#define SPI_MAPPED	40u
#define SGI		5u

#define GICD_SGIR	0xf00
#define GICD_CPENDSGIR	0xf10
#define GICR_ICPENDR0	0x10280

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

/* The SGI is pending for exactly these vCPUs: bit v. Then it is not any more. */
static void expect_sent(struct smoke *s, unsigned int vcpus)
{
	unsigned int seen = 0;

	for (unsigned int v = 0; v < SMOKE_VCPUS; v++) {
		struct vgic_irq_view irq;

		if (s->subject->view_irq(v, SGI, &irq) && (irq.pending_latch || irq.source))
			seen |= 1u << v;
	}
	expect_hex(s->row, &smoke_rules[SMOKE_SGI], COLUMN_GUEST, "vCPUs for which it is pending", vcpus, seen);
}

/* vCPU 0 writes the register by which SGIs are sent: of a GICv2 @sgir, of a GICv3 @sgi1r. */
static void send(struct smoke *s, const char *whom, uint32_t sgir, uint64_t sgi1r, unsigned int vcpus)
{
	smoke_forward(s);
	if (s->guest == VGIC_GICV2) {
		row_step(s->row, "guest sends SGI %u to %s", SGI, whom);
		smoke_write(s, "GICD_SGIR", VGIC_GPA_DIST + GICD_SGIR, 4, sgir | SGI);
	} else {
		row_step(s->row, "guest writes ICC_SGI1R_EL1: SGI %u to %s", SGI, whom);
		smoke_accepted(s, SMOKE_ACCESS, "ICC_SGI1R_EL1", s->subject->sgi(0, (uint64_t)SGI << 24 | sgi1r, true));
	}
	expect_sent(s, vcpus);
	/* What is left pending would be the next part's. */
	for (unsigned int v = 0; v < SMOKE_VCPUS && vcpus; v++)
		if (s->guest == VGIC_GICV2)
			s->subject->mmio_write(v, VGIC_GPA_DIST + GICD_CPENDSGIR + SGI, 1, 0xff);
		else
			s->subject->mmio_write(v, VGIC_GPA_REDIST + v * 0x20000u + GICR_ICPENDR0, 4, 1u << SGI);
	if (vcpus)
		expect_sent(s, 0);
}

#define TO(filter)	((filter) << 24)	/* GICD_SGIR.TargetListFilter; the list is ignored unless it is 0 */
#define LIST(vcpus)	((vcpus) << 16)
#define IRM		(1ull << 40)
#define ALL		((1u << SMOKE_VCPUS) - 1)

void smoke_sgi_to_others(struct smoke *s)
{
	send(s, "all others", TO(1u) | LIST(1u), IRM | 1, ALL & ~1u);
}

void smoke_sgi_to_self(struct smoke *s)
{
	send(s, "itself", TO(2u) | LIST(2u), 1, 1);
}

/* A GICv2's filter of 3 is reserved; a GICv3's list names a vCPU that there is not. */
void smoke_sgi_to_nobody(struct smoke *s)
{
	send(s, "nobody", TO(3u) | LIST(ALL), 1u << 15, 0);
	send(s, "nobody", LIST(0u), 2ull << 16, 0);
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
