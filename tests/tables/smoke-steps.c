// SPDX-License-Identifier: GPL-2.0-only
/*
 * Smoke: the rules, and the steps that its parts have in common.
 */
#include <stdio.h>

#include "tests/tables/smoke.h"

LISTED const struct rule smoke_rules[] = {
	[SMOKE_ACCESS] = {
		"smoke-guest-access-accepted",
		"A guest's access to a register that the GIC has, of a size that it allows, is carried out.",
		"IHI 0048B 4.1, table 4-1; IHI 0069 12.1.3, tables 12-25, 12-27 and 12-29",
	},
	[SMOKE_RESERVED] = {
		"smoke-every-word-can-be-read",
		"Each word of a frame can be read with 32 bits; what is reserved reads as zero.",
		"IHI 0048B 4.1.1; IHI 0069 12.1.3",
	},
	[SMOKE_ATTRIBUTE] = {
		"smoke-attribute-as-documented",
		"Userspace reads what the machine is and what it has set, and is told what is not there.",
		"Documentation/virt/kvm/devices/arm-vgic.rst, arm-vgic-v3.rst, arm-vgic-its.rst",
	},
	[SMOKE_DEVICE] = {
		"smoke-device-accepted",
		"A device's signal, and the mapping of a physical interrupt to a virtual one, are accepted.",
		"Documentation/virt/kvm/api.rst, KVM_IRQ_LINE, KVM_IRQFD",
	},
	[SMOKE_SHOWN] = {
		"smoke-interrupt-shown",
		"A guest that is entered is shown what is pending and enabled, while there are list registers.",
		"IHI 0048B 3.2.4; IHI 0069 4.1.2; docs/design.md 5",
	},
	[SMOKE_TIMER_ONCE] = {
		"smoke-timer-interrupts-host-once",
		"While the guest has a timer's interrupt before it, that timer does not interrupt the host.",
		"docs/design.md 4, rule 6",
	},
	[SMOKE_TIMER_MASKED] = {
		"smoke-timer-masked-where-guest-cannot-deactivate",
		"Where the GIC ignores an LR's HW bit, the host masks the interrupt of a timer that is due.",
		"docs/design.md 4 (software resampling)",
	},
	[SMOKE_TIMER_KEPT] = {
		"smoke-timer-is-the-guests",
		"A vCPU that is scheduled out leaves no timer running, and finds its own as it was.",
		"Arm ARM D11.2.4, D24.10",
	},
	[SMOKE_ICC] = {
		"smoke-trapped-cpuif-as-hardware",
		"A trapped access to the CPU interface does what the hardware's own would have done.",
		"IHI 0069 4.1.1, 12.2 (ICC_PMR_EL1, ICC_IGRPEN1_EL1, ICC_IAR1_EL1, ICC_EOIR1_EL1)",
	},
	[SMOKE_GICV] = {
		"smoke-trapped-gicv-as-hardware",
		"A trapped access to a word of GICV is made for the guest; any other is refused.",
		"IHI 0048B 5.4, 5.5",
	},
	[SMOKE_ITS] = {
		"smoke-its-works",
		"An ITS can be made, and carries out the commands of a driver.",
		"IHI 0069 5.3, 12.12; Documentation/virt/kvm/devices/arm-vgic-its.rst",
	},
	[SMOKE_MSI] = {
		"smoke-msi-delivered",
		"An MSI whose event is mapped is delivered.",
		"Documentation/virt/kvm/api.rst, KVM_SIGNAL_MSI; IHI 0069 5.1",
	},
	[SMOKE_DISCARDED] = {
		"smoke-msi-of-discarded-event-not-delivered",
		"An MSI whose event was discarded is not delivered.",
		"Documentation/virt/kvm/api.rst, KVM_SIGNAL_MSI; IHI 0069 5.3.4",
	},
	[SMOKE_FREED] = {
		"smoke-discarded-lpi-is-freed",
		"An event that is mapped and discarded again takes no memory in the long run.",
		"docs/design.md 3, decision 4",
	},
	[SMOKE_DEBUGFS] = {
		"smoke-debugfs-shows-state",
		"The vgic's files in debugfs can be read and show something.",
		"Documentation/filesystems/seq_file.rst",
	},
	[SMOKE_SGI] = {
		"smoke-sgi-reaches-its-targets",
		"An SGI becomes pending for the vCPUs that the write to send it names, and for no other.",
		"IHI 0048B 4.3.15 GICD_SGIR.TargetListFilter; IHI 0069 12.2 ICC_SGI1R_EL1.IRM",
		"An inter-processor interrupt is lost, or wakes a CPU that nobody called.",
	},
};

#define GICD_CTLR	0x000
#define IGROUPR		0x080
#define ISENABLER	0x100
#define GICD_ITARGETSR	0x800
#define ICFGR		0xc00
#define GICR_SGI_FRAME	0x10000

bool smoke_accepted(struct smoke *s, enum smoke_rule rule, const char *what, int ret)
{
	expect_s64(s->row, &smoke_rules[rule], COLUMN_GUEST, what, 0, ret);
	return !ret;
}

bool smoke_write(struct smoke *s, const char *name, uint64_t gpa, unsigned int len, uint64_t value)
{
	row_step(s->row, "guest writes %s: 0x%llx", name, (unsigned long long)value);
	return smoke_accepted(s, SMOKE_ACCESS, name, s->subject->mmio_write(0, gpa, len, value));
}

void smoke_read_frame(struct smoke *s, const char *name, uint64_t gpa, unsigned int size)
{
	char field[60];

	row_step(s->row, "guest reads all of %s, word by word", name);
	for (unsigned int offset = 0; offset < size; offset += 4) {
		uint64_t value;
		int ret = s->subject->mmio_read(0, gpa + offset, 4, &value);

		if (!ret)
			continue;
		snprintf(field, sizeof(field), "%s, offset 0x%x", name, offset);
		smoke_accepted(s, SMOKE_RESERVED, field, ret);
	}
}

void smoke_forward(struct smoke *s)
{
	if (s->forwarding)
		return;
	s->forwarding = true;
	smoke_write(s, "GICD_CTLR", VGIC_GPA_DIST + GICD_CTLR, 4, 3);
	for (unsigned int word = 0; word < SMOKE_IRQS / 32; word++) {
		bool in_gicr = s->guest == VGIC_GICV3 && !word;
		uint64_t base = in_gicr ? VGIC_GPA_REDIST + GICR_SGI_FRAME : VGIC_GPA_DIST;

		smoke_write(s, "IGROUPR", base + IGROUPR + 4 * word, 4, ~0u);
		smoke_write(s, "ISENABLER", base + ISENABLER + 4 * word, 4, ~0u);
	}
	if (s->guest == VGIC_GICV2)
		for (unsigned int n = 32; n < SMOKE_IRQS; n += 4)
			smoke_write(s, "GICD_ITARGETSR", VGIC_GPA_DIST + GICD_ITARGETSR + n, 4, 0x01010101);
	smoke_write(s, "GICD_ICFGR", VGIC_GPA_DIST + ICFGR + SMOKE_SPI / 16 * 4, 4, 2u << SMOKE_SPI % 16 * 2);
}

void smoke_enter(struct smoke *s)
{
	row_step(s->row, "vCPU 0 enters the guest (flush)");
	s->subject->enter(0, false);
}

void smoke_leave(struct smoke *s)
{
	row_step(s->row, "vCPU 0 leaves the guest (sync)");
	s->subject->exit(0);
}

void smoke_out(struct smoke *s)
{
	row_step(s->row, "vCPU 0 is scheduled out (put)");
	s->subject->put(0);
}

void smoke_in(struct smoke *s)
{
	row_step(s->row, "vCPU 0 is scheduled in (load)");
	s->subject->load(0);
}

bool smoke_is_shown(uint32_t intid)
{
	for (unsigned int i = 0; i < machine.gic.config.nr_lrs; i++) {
		struct lr lr = machine_lr(i);

		if (lr.vintid == intid && (lr.pending || lr.active))
			return true;
	}
	return false;
}

void smoke_shown(struct smoke *s, uint32_t intid)
{
	char field[40];

	snprintf(field, sizeof(field), "list register of INTID %u", intid);
	expect_bool(s->row, &smoke_rules[SMOKE_SHOWN], COLUMN_GUEST, field, true, smoke_is_shown(intid));
}

void smoke_handle(struct smoke *s)
{
	row_step(s->row, "guest acknowledges and deactivates all that it is shown");
	for (unsigned int i = 0; i < machine.gic.config.nr_lrs; i++) {
		gic_guest_ack(&machine.gic, 0, i);
		gic_guest_deactivate(&machine.gic, 0, i);
	}
}

void smoke_enter_and_handle(struct smoke *s, uint32_t intid)
{
	smoke_enter(s);
	smoke_shown(s, intid);
	smoke_handle(s);
	smoke_leave(s);
}
