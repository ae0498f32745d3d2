/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rules that the run core itself watches over, in every row.
 */
#ifndef CHECKER_RUN_RULES_H
#define CHECKER_RUN_RULES_H

#include "checker/run/rule.h"
#include "vgic/subject.h"

extern const struct rule rule_no_crash;
extern const struct rule rule_terminates;
extern const struct rule rule_sanitizer;
extern const struct rule rule_repeatable;
extern const struct rule rule_prepare;

/* The rule that a fault reported through the door breaks; the field it is shown as. */
const struct rule *fault_rule(enum vgic_fault what);
const char *fault_field(enum vgic_fault what);
/* After these the subject cannot go on. */
bool fault_is_fatal(enum vgic_fault what);

const char *fault_lock_name(enum vgic_lock lock);

#endif
