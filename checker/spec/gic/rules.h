/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rules that a guest's life is held to, whatever the script: who judges by an ideal GIC names these.
 */
#ifndef CHECKER_SPEC_GIC_RULES_H
#define CHECKER_SPEC_GIC_RULES_H

#include "checker/spec/gic/gic.h"
#include "checker/spec/rule.h"

enum gic_rule {
	LIFE_SPURIOUS, LIFE_FORGOTTEN, LIFE_URGENT_FIRST, LIFE_ONCE, LIFE_SOURCE, LIFE_SILENT, LIFE_KICKED, LIFE_SLEEPS,
	LIFE_PRIORITY, LIFE_WAKES, LIFE_NOTIFIED, LIFE_AT_REST, LIFE_ENTERS, LIFE_CPUIF, LIFE_READ_BACK,
	REGISTER_READS, REGISTER_WIDTH,
	NR_GIC_RULES
};

/* gic_rule() - the texts of @rule; never NULL. */
const struct rule *gic_rule(enum gic_rule rule);

/* gic_rule_of() - the rule that an answer to an acknowledge breaks; @given: the interrupt that was given, NULL: none. */
enum gic_rule gic_rule_of(enum ideal_fault fault, const struct ideal_int *given);

#endif
