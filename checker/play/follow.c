// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ideal GIC follows the machine's vCPUs.
 */
#include "checker/play/follow.h"

void follow_begin(struct follow *f)
{
	for (unsigned int v = 0; v < machine.nr_vcpus; v++) {
		f->entries[v] = machine.vcpu[v].entries;
		f->exits[v] = machine.vcpu[v].exits;
	}
}

unsigned int follow_exits(struct follow *f, struct ideal_gic *g)
{
	unsigned int who = 0;

	for (unsigned int v = 0; v < machine.nr_vcpus; v++) {
		if (f->exits[v] == machine.vcpu[v].exits)
			continue;
		f->exits[v] = machine.vcpu[v].exits;
		ideal_gic_exit(g, v);
		who |= 1u << v;
	}
	return who;
}

unsigned int follow_entries(struct follow *f, struct ideal_gic *g)
{
	unsigned int who = 0;

	for (unsigned int v = 0; v < machine.nr_vcpus; v++) {
		if (f->entries[v] == machine.vcpu[v].entries)
			continue;
		f->entries[v] = machine.vcpu[v].entries;
		if (machine.vcpu[v].place != VCPU_IN_GUEST)
			continue;
		ideal_gic_enter(g, v);
		who |= 1u << v;
	}
	return who;
}
