// SPDX-License-Identifier: GPL-2.0-only
/*
 * Expected outcomes: the fields there are, how they are demanded, compared and printed.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "checker/spec/outcome.h"

enum kind { BOOL, DECIMAL, HEX, CALLS, PIN, LOCKS };

static const struct {
	const char *name;
	enum spec_column column;
	enum kind kind;
} fields[SPEC_NR_FIELDS] = {
	[SPEC_IN_LR]		= { "lr.present", SPEC_LR, BOOL },
	[SPEC_LR_VINTID]	= { "lr.vintid", SPEC_LR, DECIMAL },
	[SPEC_LR_PENDING]	= { "lr.pending", SPEC_LR, BOOL },
	[SPEC_LR_ACTIVE]	= { "lr.active", SPEC_LR, BOOL },
	[SPEC_LR_HW]		= { "lr.hw", SPEC_LR, BOOL },
	[SPEC_LR_PINTID]	= { "lr.pintid", SPEC_LR, DECIMAL },
	[SPEC_LR_EOI]		= { "lr.eoi", SPEC_LR, BOOL },
	[SPEC_LR_GROUP]		= { "lr.group", SPEC_LR, DECIMAL },
	[SPEC_LR_PRIORITY]	= { "lr.priority", SPEC_LR, HEX },
	[SPEC_LR_CPUID]		= { "lr.cpuid", SPEC_LR, DECIMAL },
	[SPEC_LR_STRAY]		= { "lr.reserved_bits", SPEC_LR, BOOL },
	/* Userspace reads both halves of "pending" (arm-vgic-v3.rst), the guest their sum. */
	[SPEC_LINE_LEVEL]	= { "line_level", SPEC_GUEST, BOOL },
	[SPEC_PENDING_LATCH]	= { "pending_latch", SPEC_GUEST, BOOL },
	[SPEC_ACTIVE]		= { "active", SPEC_GUEST, BOOL },
	[SPEC_SOURCE]		= { "source", SPEC_GUEST, HEX },
	[SPEC_ACTIVE_SOURCE]	= { "active_source", SPEC_GUEST, DECIMAL },
	[SPEC_PHYS_ACTIVE]	= { "phys.active", SPEC_HOST, BOOL },
	[SPEC_HOST_DEAF]	= { "phys.active_for_nobody", SPEC_HOST, BOOL },
	[SPEC_ASKED_CALLBACK]	= { "get_input_level()", SPEC_HOST, CALLS },
	[SPEC_ASKED_IRQCHIP]	= { "irq_get_irqchip_state()", SPEC_HOST, CALLS },
	[SPEC_CLEARED_PHYS_ACTIVE] = { "irq_set_irqchip_state(ACTIVE,false)", SPEC_HOST, CALLS },
	[SPEC_SET_PHYS_ACTIVE]	= { "irq_set_irqchip_state(ACTIVE,true)", SPEC_HOST, CALLS },
	[SPEC_ACK_NOTICES]	= { "kvm_notify_acked_irq()", SPEC_HOST, CALLS },
	[SPEC_ACK_PIN]		= { "kvm_notify_acked_irq().pin", SPEC_HOST, PIN },
	[SPEC_ACK_LOCKS]	= { "kvm_notify_acked_irq().locks_held", SPEC_HOST, LOCKS },
};

void spec_outcome_init(struct spec_outcome *o)
{
	unsigned int i;

	memset(o, 0, sizeof(*o));
	for (i = 0; i < SPEC_NR_FIELDS; i++)
		o->v[i].column = fields[i].column;
}

void spec_is(struct spec_outcome *o, enum spec_field field, uint32_t value, enum spec_rule rule)
{
	o->v[field].demand = SPEC_IS;
	o->v[field].value = value;
	o->v[field].rule = rule;
	o->v[field].why = NULL;
}

void spec_either(struct spec_outcome *o, enum spec_field field, const char *why)
{
	o->v[field].demand = SPEC_EITHER;
	o->v[field].value = 0;
	o->v[field].rule = RULE_NONE;
	o->v[field].why = why;
}

void spec_seen_nothing(uint32_t seen[SPEC_NR_FIELDS])
{
	unsigned int i;

	for (i = 0; i < SPEC_NR_FIELDS; i++)
		seen[i] = SPEC_UNSEEN;
}

void spec_seen_lr(uint32_t seen[SPEC_NR_FIELDS], const struct lr *lr)
{
	seen[SPEC_IN_LR] = lr != NULL;
	if (!lr)
		return;
	seen[SPEC_LR_VINTID] = lr->vintid;
	seen[SPEC_LR_PENDING] = lr->pending;
	seen[SPEC_LR_ACTIVE] = lr->active;
	seen[SPEC_LR_HW] = lr->hw;
	seen[SPEC_LR_PINTID] = lr->pintid;
	seen[SPEC_LR_EOI] = lr->eoi;
	seen[SPEC_LR_GROUP] = lr->group;
	seen[SPEC_LR_PRIORITY] = lr->priority;
	seen[SPEC_LR_CPUID] = lr->cpuid;
	seen[SPEC_LR_STRAY] = lr->stray != 0;
}

void spec_seen_irq(uint32_t seen[SPEC_NR_FIELDS], const struct spec_irq *irq, bool phys_active)
{
	seen[SPEC_LINE_LEVEL] = irq->line_level;
	seen[SPEC_PENDING_LATCH] = irq->pending_latch;
	seen[SPEC_ACTIVE] = irq->active;
	seen[SPEC_SOURCE] = irq->source;
	seen[SPEC_ACTIVE_SOURCE] = irq->active_source;
	seen[SPEC_PHYS_ACTIVE] = phys_active;
	seen[SPEC_HOST_DEAF] = phys_active && !irq->active && !spec_irq_pending(irq);
}

unsigned int spec_compare(const struct spec_outcome *want, const uint32_t seen[SPEC_NR_FIELDS],
			  struct spec_diff *diff, unsigned int max)
{
	unsigned int i, n = 0;

	for (i = 0; i < SPEC_NR_FIELDS; i++) {
		const struct spec_value *v = &want->v[i];

		if (v->demand != SPEC_IS || v->value == seen[i])
			continue;
		if (i > SPEC_IN_LR && i <= SPEC_LR_STRAY && seen[SPEC_IN_LR] == 0)
			continue;
		if (n < max)
			diff[n] = (struct spec_diff){
				.field = i, .column = v->column, .rule = v->rule,
				.want = v->value, .seen = seen[i],
			};
		n++;
	}
	return n;
}

const char *spec_field_name(enum spec_field field)
{
	return (unsigned int)field < SPEC_NR_FIELDS ? fields[field].name : "?";
}

const char *spec_column_name(enum spec_column column)
{
	static const char *const names[] = {
		[SPEC_GUEST] = "guest", [SPEC_LR] = "lr",
		[SPEC_HOST] = "host", [SPEC_INTERNAL] = "internal",
	};

	return (unsigned int)column <= SPEC_INTERNAL ? names[column] : "?";
}

char *spec_value_print(char *buf, size_t size, enum spec_field field, uint32_t value)
{
	if (value == SPEC_UNSEEN) {
		snprintf(buf, size, "not looked at");
		return buf;
	}
	switch ((unsigned int)field < SPEC_NR_FIELDS ? fields[field].kind : HEX) {
	case BOOL:
		snprintf(buf, size, "%s", value ? "yes" : "no");
		break;
	case CALLS:
		if (value > 1)
			snprintf(buf, size, "called %" PRIu32 " times", value);
		else
			snprintf(buf, size, "%s", value ? "called" : "not called");
		break;
	case LOCKS:
		snprintf(buf, size, "%s%s%s", value & 1u << VGIC_LOCK_AP_LIST ? "ap_list_lock" : "",
			 value == SPEC_ACK_FORBIDDEN_LOCKS ? " irq_lock" :
			 value & 1u << VGIC_LOCK_IRQ ? "irq_lock" : "", value ? "" : "none");
		break;
	case DECIMAL:
		snprintf(buf, size, "%" PRIu32, value);
		break;
	case PIN:
		if (value == SPEC_NO_PIN)
			snprintf(buf, size, "none");
		else
			snprintf(buf, size, "%" PRId32, (int32_t)value);
		break;
	case HEX:
		snprintf(buf, size, "0x%02" PRIx32, value);
		break;
	}
	return buf;
}
