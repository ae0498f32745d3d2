// SPDX-License-Identifier: GPL-2.0-only
/*
 * Smoke: each part of the vgic is put to work once on a VM of each host and guest model, and the
 * VM is destroyed. Nothing may be reported, nothing may stay allocated, and what was injected must
 * reach a list register. The other tables judge; this one only looks for smoke, in files that none
 * of them reaches: ITS, MSIs, irqfds, debugfs, attributes, timers, and the hypervisor's emulation of
 * the CPU interfaces.
 */
#include <stdio.h>

#include "checker/run/subject.h"
#include "tests/tables/smoke.h"

struct model {
	const char *block;
	struct vgic_machine_config machine;
	enum vgic_gic guest;
	const char *feature;	/* that the tree must have; NULL: none */
};

static const struct model models[] = {
	{ "smoke/v2", { .gic = VGIC_GICV2, .vhe = true }, VGIC_GICV2, NULL },
	{ "smoke/v2-nvhe-gicv-trapped", { .gic = VGIC_GICV2, .gicv_trapped = true }, VGIC_GICV2, NULL },
	{ "smoke/v3", { .gic = VGIC_GICV3, .vhe = true }, VGIC_GICV3, NULL },
	{ "smoke/v3-nvhe", { .gic = VGIC_GICV3, .vhe = false }, VGIC_GICV3, NULL },
	{ "smoke/v2-on-v3", { .gic = VGIC_GICV3, .vhe = true, .v2_cpuif = true }, VGIC_GICV2, NULL },
	{ "smoke/v3-no-hw-deactivation", { .gic = VGIC_GICV3, .vhe = true, .no_hw_deactivation = true },
	  VGIC_GICV3, "VGIC_SW_RESAMPLE" },
	{ "smoke/v5", { .gic = VGIC_GICV5, .vhe = true }, VGIC_GICV5, "VGIC_GICV5_GUEST" },
};
#define NR(array) (sizeof(array) / sizeof((array)[0]))

/* The rows */

#define LRS "the reference subject has no list registers"
#define USERSPACE "the reference subject has none of KVM's userspace interface"
#define TIMERS "the reference subject has no timers"
#define ITS "the reference subject has no ITS"

static bool any(const struct model *m) { (void)m; return true; }
static bool has_distributor(const struct model *m) { return m->guest != VGIC_GICV5; }
static bool is_v3(const struct model *m) { return m->guest == VGIC_GICV3; }
static bool traps_gicv(const struct model *m) { return m->machine.gicv_trapped; }

static void nothing(struct smoke *s) { (void)s; }
static void everything(struct smoke *s);

struct part {
	const char *name;
	bool (*applies)(const struct model *model);
	void (*run)(struct smoke *s);
	const char *lacks;	/* why the reference subject cannot do it; NULL: it can */
};

static const struct part parts[] = {
	{ "attributes", has_distributor, smoke_attributes, USERSPACE },
	{ "userspace-registers", has_distributor, smoke_userspace_registers, USERSPACE },
	{ "userspace-cpuif", has_distributor, smoke_userspace_cpuif, USERSPACE },
	{ "edge-spi", has_distributor, smoke_edge_spi, LRS },
	{ "several-list-registers", has_distributor, smoke_several_list_registers, LRS },
	{ "irqfd", has_distributor, smoke_irqfd, LRS },
	{ "sgi", has_distributor, smoke_sgi, LRS },
	{ "sgi-to-others", has_distributor, smoke_sgi_to_others, LRS },
	{ "sgi-to-self", has_distributor, smoke_sgi_to_self, LRS },
	{ "sgi-to-nobody", has_distributor, smoke_sgi_to_nobody, LRS },
	{ "mapped-spi", has_distributor, smoke_mapped_spi, LRS },
	{ "timer-fires", any, smoke_timer_fires, TIMERS },
	{ "timer-due-scheduled-out", any, smoke_timer_due_scheduled_out, TIMERS },
	{ "timer-armed-scheduled-out", any, smoke_timer_armed_scheduled_out, TIMERS },
	{ "its-msi", is_v3, smoke_msi, ITS },
	{ "its-commands", is_v3, smoke_its_commands, ITS },
	{ "its-lpi-discarded", is_v3, smoke_lpi_discarded, ITS },
	{ "its-lpi-freed", is_v3, smoke_lpi_freed, ITS },
	{ "its-frame-read", is_v3, smoke_its_frame_read, ITS },
	{ "trapped-cpuif", is_v3, smoke_trapped_cpuif, NULL },
	{ "trapped-gicv", traps_gicv, smoke_trapped_gicv, NULL },
	{ "debugfs", has_distributor, smoke_debugfs, USERSPACE },
	{ "frames-read", has_distributor, smoke_frames_read, NULL },
	/* All of the above on one VM, one after the other; and none of it. */
	{ "everything", any, everything, LRS },
	{ "destroy", any, nothing, NULL },
};

static const struct model *model_of(const struct block *block)
{
	return block->arg;
}

/* The @i-th part that the block has. */
static const struct part *part_of(const struct model *model, unsigned int i)
{
	const struct part *part = parts;

	while (!part->applies(model) || i--)
		part++;
	return part;
}

static void everything(struct smoke *s)
{
	const struct model *model = model_of(s->row->block);

	for (const struct part *part = parts; part->run != everything; part++)
		if (part->applies(model)) {
			row_step(s->row, "%s:", part->name);
			part->run(s);
		}
}

LISTED static const struct rule memory = {
	"smoke-nothing-stays-allocated",
	"A VM that is destroyed gives back all memory that it has taken.",
	"Documentation/virt/kvm/locking.rst; docs/design.md 3, decision 4", NULL,
};

/* Every row ends in this. */
static void destroy(struct smoke *s)
{
	smoke_out(s);
	row_step(s->row, "the VM is destroyed");
	s->subject->vm_destroy();
	expect_u64(s->row, &memory, COLUMN_HOST, "blocks allocated", machine.blocks_at_boot,
		   s->subject->live_blocks(NULL));
}

static void row_run(struct row *row, const struct block *block, unsigned int i)
{
	struct smoke s = {
		.row = row, .subject = row->subject, .machine = &block->machine, .guest = block->vm.gic,
	};

	const struct part *part = part_of(model_of(block), i);

	if (part->lacks && subject_is_reference(row->subject)) {
		row_skip(row, part->lacks);
		return;
	}
	part->run(&s);
	destroy(&s);
}

static void row_name(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	snprintf(buffer, size, "%s", part_of(model_of(block), i)->name);
}

static unsigned int nr_blocks(void)
{
	return NR(models);
}

static const struct block *block(unsigned int number)
{
	static struct block blocks[NR(models)];
	const struct model *model = &models[number];
	struct block *b = &blocks[number];

	if (b->name)
		return b;
	*b = (struct block){
		.name = model->block,
		.arg = model,
		.machine = model->machine,
		.vm = { model->guest, SMOKE_VCPUS, SMOKE_IRQS, .timers = true },
		.needs_feature = model->feature,
	};
	b->machine.nr_cpus = 2;
	b->machine.vtimer_irq = machine_irq_number(27);
	b->machine.ptimer_irq = machine_irq_number(30);
	for (unsigned int i = 0; i < NR(parts); i++)
		b->nr_rows += parts[i].applies(model);
	return b;
}

const struct table table_smoke = {
	.name = "smoke", .nr_blocks = nr_blocks, .block = block, .row_name = row_name, .row_run = row_run,
};
