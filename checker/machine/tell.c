// SPDX-License-Identifier: GPL-2.0-only
/*
 * The differences between two looks at an interrupt, in the words of struct vgic_irq, of list registers and of
 * the physical GIC.
 */
#include "checker/machine/tell.h"

#include <stdio.h>

/* Whose the changes are that are being told. */
static const char *whose_it_is = "";

struct glance glance(void)
{
	int lr = machine_find_lr();

	return (struct glance){
		.irq = machine_irq(),
		.phys_active = machine_phys_active(),
		.phys_line = machine_phys_line(),
		.lr_number = lr,
		.lr = lr < 0 ? 0 : machine.gic.cpu[machine.vcpu[machine.owner].cpu].lr[lr],
		.acks = machine.seen.acks,
	};
}

static void tell_bool(struct row *row, const char *what, bool before, bool after)
{
	if (before != after)
		row_changed(row, CHANGED_IRQ, "%s%s = %s", whose_it_is, what, after ? "true" : "false");
}

static void tell_hex(struct row *row, const char *what, unsigned int before, unsigned int after)
{
	if (before != after)
		row_changed(row, CHANGED_IRQ, "%s%s = 0x%02x", whose_it_is, what, after);
}

/* In the words of struct vgic_irq. */
static void tell_irq(struct row *row, const struct spec_irq *a, const struct spec_irq *b)
{
	if (a->level != b->level)
		row_changed(row, CHANGED_IRQ, "%sconfig = %s", whose_it_is, b->level ? "level" : "edge");
	tell_bool(row, "hw", a->hw, b->hw);
	if (b->hw && a->hwintid != b->hwintid)
		row_changed(row, CHANGED_IRQ, "%shwintid = %u", whose_it_is, b->hwintid);
	tell_bool(row, "line_level", a->line_level, b->line_level);
	tell_bool(row, "pending_latch", a->pending_latch, b->pending_latch);
	tell_bool(row, "active", a->active, b->active);
	tell_bool(row, "enabled", a->enabled, b->enabled);
	tell_hex(row, "priority", a->priority, b->priority);
	if (a->group != b->group)
		row_changed(row, CHANGED_IRQ, "%sgroup = %u", whose_it_is, b->group);
	tell_hex(row, "source", a->source, b->source);
	if (a->active_source != b->active_source)
		row_changed(row, CHANGED_IRQ, "%sactive_source = %u", whose_it_is, b->active_source);
}

static struct lr decoded(uint64_t raw)
{
	return lr_decode(machine.model.host, machine.model.guest, raw);
}

static void tell_lr(struct row *row, const struct glance *before, const struct glance *now)
{
	int n = now->lr_number < 0 ? before->lr_number : now->lr_number;
	struct lr a = decoded(before->lr), b = decoded(now->lr);
	enum lr_state from = lr_state(&a);
	char text[100];

	if (before->lr == now->lr)
		return;
	/* Who knows what is in it needs to be told the state only. */
	lr_set_state(&a, lr_state(&b));
	if (before->lr && now->lr && lr_equal(&a, &b))
		row_changed(row, CHANGED_LR, "%sLR%d: %s, was %s", whose_it_is, n, lr_state_name(lr_state(&b)),
			    lr_state_name(from));
	else
		row_changed(row, CHANGED_LR, "%sLR%d: %s", whose_it_is, n, now->lr ?
			    lr_print(text, sizeof(text), machine.model.guest, &b) : "empty");
}

static void tell_phys(struct row *row, const struct glance *before, const struct glance *now)
{
	if (before->phys_line != now->phys_line)
		row_changed(row, CHANGED_PHYS, "%sline %s", whose_it_is, now->phys_line ? "high" : "low");
	if (before->phys_active != now->phys_active)
		row_changed(row, CHANGED_PHYS, "%s%s", whose_it_is, now->phys_active ? "active" : "deactivated");
	if (now->acks > before->acks)
		row_changed(row, CHANGED_PHYS, "%sack notifier told, pin %d", whose_it_is, machine.seen.ack_pin);
}

void tell_changes(struct row *row, const struct glance *before, const char *whose)
{
	struct glance now = glance();

	whose_it_is = whose;
	tell_irq(row, &before->irq, &now.irq);
	tell_lr(row, before, &now);
	tell_phys(row, before, &now);
}
