// SPDX-License-Identifier: GPL-2.0-only
/*
 * The machine's state, and how it is looked at.
 */
#include "checker/machine/machine.h"

#include <stdio.h>
#include <string.h>

struct machine machine;

/* The virtual CPU interface that serves the vCPU whose interrupt is under test. */
static const struct gic_cpu *hardware(void)
{
	return &machine.gic.cpu[machine.vcpu[machine.owner].cpu];
}

void machine_listen(void)
{
	memset(&machine.seen, 0, sizeof(machine.seen));
	gic_spy_clear(&machine.gic);
}

struct lr machine_lr(int lr)
{
	return lr_decode(machine.model.host, machine.model.guest, hardware()->lr[lr]);
}

int machine_find_lr(void)
{
	for (int i = 0; i < machine.gic.config.nr_lrs; i++) {
		struct lr lr = machine_lr(i);

		if (hardware()->lr[i] && lr.vintid == machine.intid)
			return i;
	}
	return -1;
}

unsigned int machine_lrs_in_use(void)
{
	unsigned int n = 0;

	for (int i = 0; i < machine.gic.config.nr_lrs; i++) {
		struct lr lr = machine_lr(i);

		n += lr.pending || lr.active;
	}
	return n;
}

bool machine_interface_enabled(void)
{
	return hardware()->hcr & 1;
}

bool machine_phys_active(void)
{
	return machine.mapped && gic_phys(&machine.gic, machine.vcpu[machine.owner].cpu, machine.irq)->active;
}

bool machine_phys_line(void)
{
	return machine.mapped && gic_phys(&machine.gic, machine.vcpu[machine.owner].cpu, machine.irq)->line;
}

struct spec_irq machine_irq(void)
{
	struct vgic_irq_view view = { 0 };

	machine.subject->view_irq(machine.owner, machine.intid, &view);
	return (struct spec_irq){
		.intid = machine.intid,
		.hwintid = view.hwintid,
		.level = view.level,
		.hw = view.hw,
		.sw_resample = view.sw_resample,
		.callback = machine.callback,
		.line_level = view.line_level,
		.pending_latch = view.pending_latch,
		.active = view.active,
		.enabled = view.enabled && !machine.unforwarded,
		.group = view.group,
		.priority = view.priority,
		.source = view.source,
		.active_source = view.active_source,
	};
}

void machine_see(uint32_t seen[SPEC_NR_FIELDS], int lr)
{
	const struct gic_spy *spy = &machine.gic.spy;
	struct spec_irq irq = machine_irq();
	unsigned int cleared = 0, set = 0;
	struct lr decoded;

	for (unsigned int i = 0; i < spy->accesses && i < GIC_LOG; i++) {
		const struct gic_access *a = &spy->log[i];

		if (!a->write || a->which != VGIC_PHYS_ACTIVE || a->irq != machine.irq)
			continue;
		cleared += !a->value;
		set += a->value;
	}
	spec_seen_nothing(seen);
	if (lr >= 0)
		decoded = machine_lr(lr);
	spec_seen_lr(seen, lr >= 0 ? &decoded : NULL);
	spec_seen_irq(seen, &irq, machine_phys_active());
	seen[SPEC_ASKED_CALLBACK] = machine.seen.asked_callback != 0;
	seen[SPEC_ASKED_IRQCHIP] = spy->reads[VGIC_PHYS_PENDING] + spy->reads[VGIC_PHYS_LEVEL] != 0;
	seen[SPEC_CLEARED_PHYS_ACTIVE] = cleared != 0;
	seen[SPEC_SET_PHYS_ACTIVE] = set != 0;
	seen[SPEC_ACK_NOTICES] = machine.seen.acks;
	seen[SPEC_ACK_PIN] = machine.seen.acks ? (uint32_t)machine.seen.ack_pin : SPEC_NO_PIN;
	seen[SPEC_ACK_LOCKS] = machine.seen.ack_locks & SPEC_ACK_FORBIDDEN_LOCKS;
}

void machine_differs(struct row *row, enum spec_rule rule, enum column column, const char *field,
		     const char *expected, const char *seen)
{
	row_differs(row, spec_rule(rule), column, field, expected, seen);
}

/* Every access to a physical interrupt must be one that the specification has a field for. */
static void judge_accesses(struct row *row)
{
	const struct gic_spy *spy = &machine.gic.spy;
	char text[60];

	for (unsigned int i = 0; i < spy->accesses; i++) {
		const struct gic_access *a = &spy->log[i];

		if (i < GIC_LOG && machine.mapped && a->irq == machine.irq && !a->refused &&
		    (!a->write || a->which == VGIC_PHYS_ACTIVE))
			continue;
		if (i < GIC_LOG)
			snprintf(text, sizeof(text), "%s of state %d of irq %u%s", a->write ? "write" : "read",
				 a->which, a->irq, a->refused ? ", refused" : "");
		else
			snprintf(text, sizeof(text), "%u accesses", spy->accesses);
		machine_differs(row, HOST_OWN_INTERRUPT_ONLY, COLUMN_HOST, "irqchip access", "none", text);
		return;
	}
}

unsigned int machine_judge(struct row *row, const struct spec_outcome *want, int lr)
{
	uint32_t seen[SPEC_NR_FIELDS];
	struct spec_diff diff[SPEC_NR_FIELDS];
	char expected[40], found[40];
	unsigned int n;

	judge_accesses(row);
	machine_see(seen, lr);
	n = spec_compare(want, seen, diff, SPEC_NR_FIELDS);
	for (unsigned int i = 0; i < n; i++)
		machine_differs(row, diff[i].rule, (enum column)diff[i].column,
				spec_field_name(diff[i].field),
				spec_value_print(expected, sizeof(expected), diff[i].field,
						 diff[i].want),
				spec_value_print(found, sizeof(found), diff[i].field, diff[i].seen));
	return n;
}
