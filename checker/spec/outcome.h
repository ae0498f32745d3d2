/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What must be seen after a step, field by field: each value that is required carries the rule
 * that requires it, so that a mismatch names what was broken.
 *
 * Whoever runs the real code fills an array of seen values and calls spec_compare().
 */
#ifndef CHECKER_SPEC_OUTCOME_H
#define CHECKER_SPEC_OUTCOME_H

#include "checker/spec/irq.h"
#include "checker/spec/rules.h"

enum spec_field {
	/* the list register that was written, see struct lr; only in_lr when there is none */
	SPEC_IN_LR,
	SPEC_LR_VINTID,
	SPEC_LR_PENDING,
	SPEC_LR_ACTIVE,
	SPEC_LR_HW,
	SPEC_LR_PINTID,
	SPEC_LR_EOI,
	SPEC_LR_GROUP,
	SPEC_LR_PRIORITY,
	SPEC_LR_CPUID,
	SPEC_LR_STRAY,		/* 1: a reserved bit is set */
	/* the interrupt as KVM has it afterwards, see struct vgic_irq_view */
	SPEC_LINE_LEVEL,
	SPEC_PENDING_LATCH,
	SPEC_ACTIVE,
	SPEC_SOURCE,
	SPEC_ACTIVE_SOURCE,
	/* the physical interrupt afterwards */
	SPEC_PHYS_ACTIVE,
	SPEC_HOST_DEAF,		/* 1: active, and the virtual one neither active nor pending */
	/* what was asked of the host; 1: at least once */
	SPEC_ASKED_CALLBACK,	/* struct vgic_host.input_level */
	SPEC_ASKED_IRQCHIP,	/* .phys_get of VGIC_PHYS_PENDING or _LEVEL */
	SPEC_CLEARED_PHYS_ACTIVE,	/* .phys_set of VGIC_PHYS_ACTIVE to false */
	SPEC_SET_PHYS_ACTIVE,		/* the same to true */
	SPEC_ACK_NOTICES,	/* how many VGIC_NOTICE_ACKED */
	SPEC_ACK_PIN,		/* pin of the first, as (uint32_t)int32_t, or SPEC_NO_PIN */
	SPEC_ACK_LOCKS,		/* SPEC_ACK_FORBIDDEN_LOCKS held while any of them ran */

	SPEC_NR_FIELDS
};

/* The ack notifier may inject, and injecting takes these. Spinlocks do not nest. */
#define SPEC_ACK_FORBIDDEN_LOCKS (1u << VGIC_LOCK_IRQ | 1u << VGIC_LOCK_AP_LIST)

/* docs/design.md 6: who can see the field. A difference that is internal only does not block. */
enum spec_column { SPEC_GUEST, SPEC_LR, SPEC_HOST, SPEC_INTERNAL };

enum spec_demand {
	SPEC_UNSPOKEN,	/* does not apply here: not looked at */
	SPEC_IS,	/* must be value */
	SPEC_EITHER,	/* not specified, because of why */
};

struct spec_value {
	enum spec_demand demand;
	enum spec_column column;
	enum spec_rule rule;	/* SPEC_IS */
	uint32_t value;		/* SPEC_IS */
	const char *why;	/* SPEC_EITHER */
};

struct spec_outcome { struct spec_value v[SPEC_NR_FIELDS]; };

struct spec_diff {
	enum spec_field field;
	enum spec_column column;
	enum spec_rule rule;
	uint32_t want, seen;
};

/* For the specification: an outcome that demands nothing; then, field by field. */
void spec_outcome_init(struct spec_outcome *o);
void spec_is(struct spec_outcome *o, enum spec_field field, uint32_t value, enum spec_rule rule);
void spec_either(struct spec_outcome *o, enum spec_field field, const char *why);

/*
 * For the runner: nothing seen yet (every field SPEC_UNSEEN, which differs from any value
 * demanded), then what was seen. Calls to the host are filled in by the runner itself.
 */
#define SPEC_UNSEEN 0x80000000u
/* SPEC_ACK_PIN when nobody was told. */
#define SPEC_NO_PIN 0x7fffffffu
void spec_seen_nothing(uint32_t seen[SPEC_NR_FIELDS]);
/* The list register; NULL: the interrupt is in none. */
void spec_seen_lr(uint32_t seen[SPEC_NR_FIELDS], const struct lr *lr);
/* The interrupt, and whether the physical one behind it is active (false: none behind it). */
void spec_seen_irq(uint32_t seen[SPEC_NR_FIELDS], const struct spec_irq *irq, bool phys_active);

/*
 * spec_compare() - every field in which @seen is not what @want demands, in field order. When a
 * list register is missing that is the one difference, not each of its fields. Returns how many
 * there are; the first @max are stored in @diff.
 */
unsigned int spec_compare(const struct spec_outcome *want, const uint32_t seen[SPEC_NR_FIELDS],
			  struct spec_diff *diff, unsigned int max);

/* Names for reports: of a field ("lr.pending"), of a column, and of a field's value. */
const char *spec_field_name(enum spec_field field);
const char *spec_column_name(enum spec_column column);
char *spec_value_print(char *buf, size_t size, enum spec_field field, uint32_t value);

#endif
