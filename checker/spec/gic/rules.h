/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rules that a guest's life is held to, whatever the script: who judges by an ideal GIC or an ideal vCPU names these.
 */
#ifndef CHECKER_SPEC_GIC_RULES_H
#define CHECKER_SPEC_GIC_RULES_H

#include "checker/spec/rule.h"

enum gic_rule {
	LIFE_SPURIOUS, LIFE_FORGOTTEN, LIFE_URGENT_FIRST, LIFE_ONCE, LIFE_SOURCE, LIFE_SILENT, LIFE_KICKED, LIFE_SLEEPS,
	LIFE_PRIORITY, LIFE_WAKES, LIFE_NOTIFIED, LIFE_AT_REST, LIFE_ENTERS, LIFE_CPUIF, LIFE_READ_BACK,
	REGISTER_READS, REGISTER_WIDTH,
	NR_GIC_RULES
};

/* gic_rule() - the texts of @rule; never NULL. */
const struct rule *gic_rule(enum gic_rule rule);

#endif
