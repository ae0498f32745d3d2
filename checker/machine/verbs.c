// SPDX-License-Identifier: GPL-2.0-only
/*
 * The verbs. Each brackets what it does with BEGIN and END, which cost nothing unless the row is
 * recording.
 */
#include "checker/machine/verbs.h"

#include <stdio.h>

#include "checker/machine/frames.h"
#include "checker/machine/guest.h"
#include "checker/machine/runloop.h"
#include "checker/machine/tell.h"

#define ENABLE_BOTH_GROUPS	3
#define LOWEST_PRIORITY	0xf8	/* of 32 */
#define NO_SUCH_VCPU		0x77	/* an affinity that no vCPU has */

/* What a row begins with, as a step of its own. */
static void tell_start(struct row *row)
{
	struct spec_irq irq = machine_irq();

	row_record_step(row, "INTID %u of vCPU 0, as the VM is made", machine.intid);
	row_changed(row, CHANGED_IRQ, "%s, %s, group %u", irq.level ? "level" : "edge",
		    irq.enabled ? "enabled" : "disabled", irq.group);
	row_changed(row, CHANGED_IRQ, "inactive, not pending");
	row_changed(row, CHANGED_LR, "empty");
}

/* A debugger that stops at the step must find the kernel's code next, not that of a glance. */
#define BEGIN(...) \
	struct glance before; \
	if (row_recording(row)) { \
		before = glance(); \
		row_record_step(row, __VA_ARGS__); \
	}
#define END() \
	do { if (row_recording(row)) tell_changes(row, &before, ""); } while (0)

/* The frame in which vCPU 0 finds the registers of @intid. */
static uint64_t frame(uint32_t intid)
{
	return machine.model.guest == VGIC_GICV3 && intid < GIC_NR_PRIVATE ?
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
	machine.intid = intid;
	machine.mapped = machine.callback = machine.unforwarded = false;
	machine.acked = 0;
	if (row_recording(row))
		tell_start(row);
}

void verb_map(struct row *row, uint32_t irq, unsigned int flags)
{
	BEGIN("host maps INTID %u to physical %d%s%s", machine.intid,
	      gic_phys_hwirq(&machine.gic, irq),
	      flags & VGIC_MAP_CALLBACK ? ",\nthe device answers for its line" : "",
	      flags & VGIC_MAP_SW_RESAMPLE ? ",\nsoftware resampling" : "");
	machine.subject->map(0, machine.intid, irq, flags);
	machine.mapped = true;
	machine.callback = flags & VGIC_MAP_CALLBACK;
	machine.irq = irq;
	END();
}

void verb_priority(struct row *row, uint8_t priority)
{
	BEGIN("guest: priority 0x%02x (IPRIORITYR)", priority);
	machine.subject->mmio_write(0, frame(machine.intid) + GIC_IPRIORITYR + machine.intid, 1, priority);
	END();
}

void verb_group(struct row *row, unsigned int group)
{
	uint64_t gpa = frame(machine.intid) + GIC_IGROUPR + machine.intid / 32 * 4, value = 0;
	uint32_t bit = 1u << machine.intid % 32;
	BEGIN("guest: group %u (IGROUPR)", group);

	machine.subject->mmio_read(0, gpa, 4, &value);
	machine.subject->mmio_write(0, gpa, 4, group ? value | bit : value & ~(uint64_t)bit);
	END();
}

void verb_config(struct row *row, bool level)
{
	uint32_t n = machine.intid, bit = 2u << n % 16 * 2;
	uint64_t gpa = frame(n) + GIC_ICFGR + n / 16 * 4, value = 0;
	BEGIN("guest: %s (ICFGR)", level ? "level-sensitive" : "edge-triggered");

	machine.subject->mmio_read(0, gpa, 4, &value);
	machine.subject->mmio_write(0, gpa, 4, level ? value & ~(uint64_t)bit : value | bit);
	END();
}

void verb_enable(struct row *row)
{
	BEGIN("guest enables it (ISENABLER)");
	write_bit(GIC_ISENABLER);
	END();
}

void verb_disable(struct row *row)
{
	BEGIN("guest disables it (ICENABLER)");
	write_bit(GIC_ICENABLER);
	END();
}

void verb_distributor_off(struct row *row)
{
	BEGIN("guest: distributor off (GICD_CTLR)");
	machine.subject->mmio_write(0, VGIC_GPA_DIST + GICD_CTLR, 4, 0);
	machine.unforwarded = true;
	END();
}

static void route(uint8_t targets, uint64_t affinity)
{
	if (machine.model.guest == VGIC_GICV2)
		machine.subject->mmio_write(0, VGIC_GPA_DIST + GICD_ITARGETSR + machine.intid, 1, targets);
	else
		machine.subject->mmio_write(0, VGIC_GPA_DIST + GICD_IROUTER + 8 * machine.intid, 8, affinity);
}

void verb_route(struct row *row)
{
	BEGIN("guest routes it to vCPU 0 (%s)", machine.model.guest == VGIC_GICV2 ? "GICD_ITARGETSR" : "GICD_IROUTER");
	route(1, 0);
	END();
}

void verb_route_nowhere(struct row *row)
{
	BEGIN("guest routes it to no vCPU (%s)",
	      machine.model.guest == VGIC_GICV2 ? "GICD_ITARGETSR" : "GICD_IROUTER");
	route(0, NO_SUCH_VCPU);
	machine.unforwarded = true;
	END();
}

void verb_pend(struct row *row)
{
	BEGIN("guest sets it pending (ISPENDR)");
	write_bit(GIC_ISPENDR);
	END();
}

void verb_activate(struct row *row)
{
	BEGIN("guest sets it active (ISACTIVER)");
	write_bit(GIC_ISACTIVER);
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

void verb_irqfd(struct row *row)
{
	BEGIN("device triggers its irqfd");
	machine.subject->irqfd(machine.intid - GIC_NR_PRIVATE, true);
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
	BEGIN("host%s takes the physical interrupt,\nits handler injects INTID %u", cpu ? ", on another CPU," : "", machine.intid);
	gic_host_take(&machine.gic, 0, machine.irq);
	machine.subject->on_cpu(cpu);
	machine.subject->inject(0, machine.intid, true);
	machine.subject->on_cpu(0);
	END();
	return true;
}

void verb_enter(struct row *row)
{
	BEGIN("guest is entered:\nkvm_vgic_flush_hwstate()");
	run_enter(0);
	END();
}

void verb_exit(struct row *row)
{
	BEGIN("guest exits:\nkvm_vgic_sync_hwstate()");
	run_exit(0);
	END();
}

void verb_open(struct row *row)
{
	BEGIN("guest opens its CPU interface");
	run_enter(0);
	run_exit(0);
	run_put(0);
	run_load(0, 0);
	run_enter(0);
	guest_open(0, false);
	run_exit(0);
	END();
}

/* What IAR said is kept, sender of an SGI and all: EOIR wants it back. INTID 0 makes a 0, too. */
#define ACKED	0x80000000u

void verb_ack(struct row *row, int lr)
{
	struct lr now = machine_lr(lr);
	BEGIN("guest acknowledges it (IAR)");

	if (now.priority >= LOWEST_PRIORITY) {
		gic_guest_ack(&machine.gic, 0, lr);
	} else {
		machine.acked_group = now.group;
		machine.acked = guest_ack(0, now.group) | ACKED;
	}
	END();
}

void verb_deactivate(struct row *row, int lr)
{
	BEGIN("guest deactivates it (EOIR)");
	if (machine.acked)
		guest_eoi(0, machine.acked_group, machine.acked & ~ACKED);
	else
		gic_guest_deactivate(&machine.gic, 0, lr);
	machine.acked = 0;
	END();
}
