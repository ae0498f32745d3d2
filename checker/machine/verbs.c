// SPDX-License-Identifier: GPL-2.0-only
/*
 * The verbs. Each brackets what it does with BEGIN and END, which cost nothing unless the row is
 * recording.
 */
#include "checker/machine/verbs.h"

#include <stdio.h>

#define GICD_CTLR		0x000
#define IGROUPR			0x080
#define ISENABLER		0x100
#define ICENABLER		0x180
#define ISPENDR			0x200
#define ISACTIVER		0x300
#define IPRIORITYR		0x400
#define GICD_ITARGETSR		0x800
#define ICFGR			0xc00
#define GICD_IROUTER		0x6000
#define GICD_SGIR		0xf00
#define GICR_SGI_FRAME		0x10000
#define NR_PRIVATE		32

#define ENABLE_BOTH_GROUPS	3
#define NO_SUCH_VCPU		0x77	/* an affinity that no vCPU has */

/* What a step shows of the machine. */
struct glance {
	struct spec_irq irq;
	bool phys_active, phys_line;
	uint64_t lr;
	uint8_t acks;
};

static struct glance glance(void)
{
	int lr = machine_find_lr();

	return (struct glance){
		.irq = machine_irq(),
		.phys_active = machine_phys_active(),
		.phys_line = machine_phys_line(),
		.lr = lr < 0 ? 0 : machine.gic.cpu[0].lr[lr],
		.acks = machine.seen.acks,
	};
}

static void tell(struct row *row, const char *what, unsigned int before, unsigned int after)
{
	if (before != after)
		row_changed(row, "%s %u -> %u", what, before, after);
}

static void tell_lr(struct row *row, uint64_t before, uint64_t after)
{
	struct lr lr = lr_decode(machine.model.host, machine.model.guest, after);
	char text[100];

	if (before != after)
		row_changed(row, "LR %s", after ?
			    lr_print(text, sizeof(text), machine.model.guest, &lr) : "empty");
}

static void tell_changes(struct row *row, const struct glance *before)
{
	struct glance now = glance();
	const struct spec_irq *a = &before->irq, *b = &now.irq;

	tell(row, "line_level", a->line_level, b->line_level);
	tell(row, "pending_latch", a->pending_latch, b->pending_latch);
	tell(row, "active", a->active, b->active);
	tell(row, "enabled", a->enabled, b->enabled);
	tell(row, "hw", a->hw, b->hw);
	tell(row, "level", a->level, b->level);
	tell(row, "priority", a->priority, b->priority);
	tell(row, "group", a->group, b->group);
	tell(row, "source", a->source, b->source);
	tell(row, "active_source", a->active_source, b->active_source);
	tell_lr(row, before->lr, now.lr);
	tell(row, "physical line", before->phys_line, now.phys_line);
	tell(row, "physical active", before->phys_active, now.phys_active);
	if (now.acks > before->acks)
		row_changed(row, "ack notifier called, pin %d", machine.seen.ack_pin);
}

#define BEGIN(...) \
	struct glance before; \
	if (row_recording(row)) { \
		row_record_step(row, __VA_ARGS__); \
		before = glance(); \
	}
#define END() \
	do { if (row_recording(row)) tell_changes(row, &before); } while (0)

/* The frame in which vCPU 0 finds the registers of @intid. */
static uint64_t frame(uint32_t intid)
{
	return machine.model.guest == VGIC_GICV3 && intid < NR_PRIVATE ?
		VGIC_GPA_REDIST + GICR_SGI_FRAME : VGIC_GPA_DIST;
}

/* Write the bit of the interrupt under test in a register of one bit an interrupt. */
static void write_bit(uint32_t offset)
{
	uint32_t n = machine.intid;

	machine.subject->mmio_write(0, frame(n) + offset + n / 32 * 4, 4, 1u << n % 32);
}

int verb_enable_distributor(void)
{
	return machine.subject->mmio_write(0, VGIC_GPA_DIST + GICD_CTLR, 4, ENABLE_BOTH_GROUPS);
}

void verb_choose(struct row *row, uint32_t intid)
{
	(void)row;
	machine.intid = intid;
	machine.mapped = machine.callback = machine.unforwarded = false;
}

void verb_map(struct row *row, uint32_t irq, unsigned int flags)
{
	BEGIN("host maps INTID %u to physical INTID %d%s%s", machine.intid,
	      gic_phys_hwirq(&machine.gic, irq),
	      flags & VGIC_MAP_CALLBACK ? ", device answers for its line" : "",
	      flags & VGIC_MAP_SW_RESAMPLE ? ", software resampling" : "");
	machine.subject->map(0, machine.intid, irq, flags);
	machine.mapped = true;
	machine.callback = flags & VGIC_MAP_CALLBACK;
	machine.irq = irq;
	END();
}

void verb_priority(struct row *row, uint8_t priority)
{
	BEGIN("guest writes IPRIORITYR of INTID %u: 0x%02x", machine.intid, priority);
	machine.subject->mmio_write(0, frame(machine.intid) + IPRIORITYR + machine.intid, 1, priority);
	END();
}

void verb_group(struct row *row, unsigned int group)
{
	uint64_t gpa = frame(machine.intid) + IGROUPR + machine.intid / 32 * 4, value = 0;
	uint32_t bit = 1u << machine.intid % 32;
	BEGIN("guest puts INTID %u into group %u", machine.intid, group);

	machine.subject->mmio_read(0, gpa, 4, &value);
	machine.subject->mmio_write(0, gpa, 4, group ? value | bit : value & ~(uint64_t)bit);
	END();
}

void verb_config(struct row *row, bool level)
{
	uint32_t n = machine.intid;
	BEGIN("guest configures INTID %u as %s", n, level ? "level-sensitive" : "edge-triggered");

	machine.subject->mmio_write(0, frame(n) + ICFGR + n / 16 * 4, 4, level ? 0 : 2u << n % 16 * 2);
	END();
}

void verb_enable(struct row *row)
{
	BEGIN("guest enables INTID %u (ISENABLER)", machine.intid);
	write_bit(ISENABLER);
	END();
}

void verb_disable(struct row *row)
{
	BEGIN("guest disables INTID %u (ICENABLER)", machine.intid);
	write_bit(ICENABLER);
	END();
}

void verb_distributor_off(struct row *row)
{
	BEGIN("guest switches the distributor off (GICD_CTLR)");
	machine.subject->mmio_write(0, VGIC_GPA_DIST + GICD_CTLR, 4, 0);
	machine.unforwarded = true;
	END();
}

void verb_route_nowhere(struct row *row)
{
	BEGIN("guest routes INTID %u to no vCPU", machine.intid);
	if (machine.model.guest == VGIC_GICV2)
		machine.subject->mmio_write(0, VGIC_GPA_DIST + GICD_ITARGETSR + machine.intid, 1, 0);
	else
		machine.subject->mmio_write(0, VGIC_GPA_DIST + GICD_IROUTER + 8 * machine.intid, 8,
					    NO_SUCH_VCPU);
	machine.unforwarded = true;
	END();
}

void verb_pend(struct row *row)
{
	BEGIN("guest sets INTID %u pending (ISPENDR)", machine.intid);
	write_bit(ISPENDR);
	END();
}

void verb_activate(struct row *row)
{
	BEGIN("guest sets INTID %u active (ISACTIVER)", machine.intid);
	write_bit(ISACTIVER);
	END();
}

void verb_send_sgi(struct row *row, unsigned int from, unsigned int group)
{
	BEGIN("vCPU %u sends SGI %u to vCPU 0", from, machine.intid);
	if (machine.model.guest == VGIC_GICV2)
		machine.subject->mmio_write(from, VGIC_GPA_DIST + GICD_SGIR, 4,
					    1u << 16 | machine.intid);
	else
		machine.subject->sgi(from, (uint64_t)machine.intid << 24 | 1, group);
	END();
}

void verb_line(struct row *row, bool high)
{
	BEGIN("device %s its line", high ? "raises" : "lowers");
	if (machine.mapped)
		gic_line(&machine.gic, 0, machine.irq, high);
	else
		machine.subject->inject(0, machine.intid, high);
	END();
}

void verb_edge(struct row *row)
{
	BEGIN("device signals an edge");
	if (machine.mapped) {
		gic_line(&machine.gic, 0, machine.irq, true);
		gic_line(&machine.gic, 0, machine.irq, false);
	} else {
		machine.subject->inject(0, machine.intid, true);
	}
	END();
}

bool verb_host(struct row *row, unsigned int cpu)
{
	if (!machine.mapped || !gic_deliverable(&machine.gic, 0, machine.irq))
		return false;
	BEGIN("host takes the physical interrupt and injects INTID %u", machine.intid);
	gic_host_take(&machine.gic, 0, machine.irq);
	machine.subject->on_cpu(cpu);
	machine.subject->inject(0, machine.intid, true);
	machine.subject->on_cpu(0);
	END();
	return true;
}

void verb_enter(struct row *row)
{
	BEGIN("vCPU 0 enters the guest (flush)");
	machine.subject->flush(0);
	END();
}

void verb_exit(struct row *row)
{
	BEGIN("vCPU 0 leaves the guest (sync)");
	machine.subject->sync(0);
	END();
}

void verb_ack(struct row *row, int lr)
{
	BEGIN("guest acknowledges INTID %u", machine.intid);
	gic_guest_ack(&machine.gic, 0, lr);
	END();
}

void verb_deactivate(struct row *row, int lr)
{
	BEGIN("guest deactivates INTID %u", machine.intid);
	gic_guest_deactivate(&machine.gic, 0, lr);
	END();
}
