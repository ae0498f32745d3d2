// SPDX-License-Identifier: GPL-2.0-only
/*
 * The verb that migrates: the guest cannot tell, so the ideal GIC is told nothing but that all vCPUs have exited.
 */
#include "checker/play/play.h"

#include <stdio.h>

#include "checker/machine/migrate.h"
#include "checker/run/subject.h"
#include "checker/run/table.h"

static struct migration migration;

/*
 * What the documented ABI loses (docs/design.md 5): who sent the SGI that a GICv2 guest handles. And what this verb leaves to the
 * table migrate: physical interrupts, which the next host has to map and take anew.
 */
static bool loses(const struct play *p)
{
	if (p->nr_mapped)
		return true;
	for (unsigned int n = 0; n < p->ideal.nr; n++)
		if (p->ideal.irq[n].state.by_source && p->ideal.irq[n].state.active)
			return true;
	return false;
}

/*
 * A GICv2 has no attribute for lines: what is pending is restored as if by ISPENDR, and the device drives its line again. When
 * that falls unseen the interrupt is given once all the same.
 */
static void drive_lines(struct play *p)
{
	for (unsigned int n = 0; n < p->ideal.nr; n++) {
		struct ideal_int *i = &p->ideal.irq[n];

		if (!p->ideal.v2 || !i->state.level || !i->state.line)
			continue;
		machine.subject->inject(i->owner, i->intid, true);
		i->state.maybe = true;
	}
}

bool play_migrate(struct play *p)
{
	bool ran[VGIC_MAX_VCPUS];
	int ret;

	if (loses(p))
		return false;
	if (subject_is_reference(machine.subject)) {
		row_skip(p->row, "the reference subject has no interface for userspace");
		p->over = true;
		return false;
	}
	play_note_migrate(p);
	for (unsigned int v = 0; v < machine.nr_vcpus; v++) {
		struct machine_vcpu *vcpu = &machine.vcpu[v];

		ran[v] = vcpu->place != VCPU_PUT;
		run_exit(v);
		if (vcpu->place == VCPU_LOADED)
			run_put(v);
		vcpu->place = VCPU_PUT;
		p->vcpu[v].stale_mask = false;
	}
	play_left(p);
	ret = migrate_save(&migration, &p->row->block->vm, MIGRATE_CONFIG_FIRST);
	machine.subject->vm_destroy();
	ret = ret ? ret : migrate_load(&migration);
	if (ret) {
		char got[60];

		snprintf(got, sizeof(got), "%d, group %u, attribute 0x%llx", ret, migration.group,
			 (unsigned long long)migration.attr);
		play_differs(p, LIFE_READ_BACK, COLUMN_HOST, "migration", "done", got);
		return true;
	}
	drive_lines(p);
	for (unsigned int v = 0; v < machine.nr_vcpus; v++) {
		if (!ran[v])
			continue;
		run_load(v, machine.vcpu[v].cpu);
		play_schedule(v, machine.vcpu[v].cpu);
	}
	return true;
}
