// SPDX-License-Identifier: GPL-2.0-only
/*
 * Migrate: what a guest reads in the frames of its GIC, and whether that is the same before and after.
 */
#include "tests/tables/migrate.h"

#include <stdio.h>

#define NR_IRQS		64
#define SGI_BASE	0x10000u
#define GICD_IROUTER	0x6000u
#define GICD_CPENDSGIR	0xf10u	/* and GICD_SPENDSGIR behind it */

static bool is_v2(void)
{
	return machine.model.guest == VGIC_GICV2;
}

static void read_range(struct migrate_frames *f, unsigned int v, uint64_t gpa, unsigned int bytes)
{
	for (unsigned int i = 0; i < bytes && f->nr < MIGRATE_WORDS; i += 4) {
		uint64_t value = 0;

		machine.subject->mmio_read(v, gpa + i, 4, &value);
		f->gpa[f->nr] = gpa + i;
		f->vcpu[f->nr] = v;
		f->value[f->nr++] = (uint32_t)value;
	}
}

static void read_banks(struct migrate_frames *f, unsigned int v, uint64_t base, unsigned int from, unsigned int to)
{
	for (unsigned int bank = 0x080; bank < 0x400; bank += 0x80)
		read_range(f, v, base + bank + from / 8, (to - from) / 8);
	read_range(f, v, base + 0x400 + from, to - from);
	if (is_v2())
		read_range(f, v, base + 0x800 + from, to - from);
	read_range(f, v, base + 0xc00 + from / 4, (to - from) / 4);
}

/* All that a guest finds in the distributor and the redistributors about interrupts, without a side effect. */
void migrate_read_frames(struct migrate_frames *f)
{
	f->nr = 0;
	read_range(f, 0, VGIC_GPA_DIST, 12);
	read_banks(f, 0, VGIC_GPA_DIST, 32, NR_IRQS);
	for (unsigned int v = 0; v < machine.nr_vcpus; v++)
		read_banks(f, v, is_v2() ? VGIC_GPA_DIST : VGIC_GPA_REDIST + v * 0x20000 + SGI_BASE, 0, 32);
	if (!is_v2()) {
		read_range(f, 0, VGIC_GPA_DIST + GICD_IROUTER + 8 * 32, 8 * (NR_IRQS - 32));
		return;
	}
	for (unsigned int v = 0; v < machine.nr_vcpus; v++)
		read_range(f, v, VGIC_GPA_DIST + GICD_CPENDSGIR, 0x20);
}

void migrate_compare_frames(struct row *row, const struct migrate_frames *before, const struct migrate_frames *after)
{
	char field[60], expected[20], seen[20];

	for (unsigned int i = 0; i < before->nr; i++) {
		if (before->value[i] == after->value[i])
			continue;
		snprintf(field, sizeof(field), "%s + 0x%x of vCPU %u",
			 before->gpa[i] < VGIC_GPA_CPU + 0x10000 && !(before->gpa[i] >= VGIC_GPA_REDIST) ? "GICD" : "GICR",
			 (unsigned int)((before->gpa[i] - VGIC_GPA_DIST) & (before->gpa[i] >= VGIC_GPA_REDIST ? 0x1ffff : 0xffff)),
			 before->vcpu[i]);
		snprintf(expected, sizeof(expected), "0x%x", before->value[i]);
		snprintf(seen, sizeof(seen), "0x%x", after->value[i]);
		row_differs(row, &migrate_rules[MIG_REGISTERS], COLUMN_GUEST, field, expected, seen);
	}
}
