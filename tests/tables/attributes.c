// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attributes: what userspace can do to the vgic, in every order and with every bad value at each boundary. Each row
 * makes a VM of its own, step by step, and destroys it.
 */
#include "tests/tables/attributes.h"

#include <stdio.h>
#include <stdlib.h>

#define DEVICES "Documentation/virt/kvm/devices/arm-vgic.rst, arm-vgic-v3.rst; Documentation/virt/kvm/api.rst"
#define VMM "The VMM cannot tell what went wrong, or takes a failure for success: "

LISTED const struct rule attr_rules[] = {
	[ATTR_ERRNO] = {
		"attribute-error-as-documented", "A call that is refused returns the documented error.", DEVICES,
		VMM "a guest that could be migrated is not." },
	[ATTR_ACCEPTED] = {
		"attribute-accepted", "A call that the documentation allows is done.", DEVICES,
		"It cannot be started, or not be migrated." },
	[ATTR_REFUSED] = {
		"attribute-refused", "A call that the documentation forbids is refused.", DEVICES,
		"It runs on a GIC that is not what userspace believes, or on none." },
	[ATTR_UNCHANGED] = {
		"attribute-refused-changes-nothing", "A call that is refused has changed nothing that userspace can read.",
		DEVICES, "Userspace goes on with a GIC in a state that nobody asked for." },
	[ATTR_READ_BACK] = {
		"attribute-reads-as-set", "GET gives what was SET, or what the machine is.", DEVICES,
		"After a migration its GIC has another state." },
	[ATTR_HAS] = {
		"attribute-has-means-get", "An attribute that HAS knows can be read; one that it does not know cannot.",
		"Documentation/virt/kvm/api.rst, KVM_HAS_DEVICE_ATTR",
		"Its state is not saved, since userspace takes the attribute for one that is not there." },
	[ATTR_SAME] = {
		"attribute-write-back-changes-nothing", "SET of what GET gave is done, and changes nothing.", DEVICES,
		"After a migration its GIC has another state." },
	[ATTR_AS_GUEST] = {
		"attribute-reads-as-guest-reads",
		"Userspace reads from a register what a guest reads there, but for the latched pending state.",
		"Documentation/virt/kvm/devices/arm-vgic.rst, arm-vgic-v3.rst (DIST_REGS, REDIST_REGS)",
		"After a migration its GIC has another state." },
	[ATTR_APART] = {
		"attribute-frames-make-sense",
		"A VM whose frames overlap, are missing or lie outside of the address space does not run.",
		DEVICES "; IHI 0069 12.1.1, IHI 0048B 4.1.1 (each frame has its own addresses)",
		"Its accesses to one frame reach another one." },
	[ATTR_MEMORY] = {
		"attribute-nothing-stays-allocated",
		"A call that is refused, and a VM that is destroyed in any state, leave no memory allocated.",
		"Documentation/virt/kvm/locking.rst; docs/design.md 3, decision 4", "None: the host loses memory." },
};

struct gic_model {
	const char *block;
	struct vgic_machine_config machine;
	enum vgic_gic guest;
};

static const struct gic_model gics[] = {
	{ "attributes/v2", { .gic = VGIC_GICV2, .vhe = true, .nr_cpus = 2 }, VGIC_GICV2 },
	{ "attributes/v3", { .gic = VGIC_GICV3, .vhe = true, .nr_cpus = 2 }, VGIC_GICV3 },
	{ "attributes/v2-on-v3", { .gic = VGIC_GICV3, .vhe = true, .nr_cpus = 2, .v2_cpuif = true }, VGIC_GICV2 },
};

/* The @i-th script of a block; NULL: there is none. */
static const struct script *script_of(const struct gic_model *g, unsigned int i)
{
	const struct script *const lists[] = {
		attr_common, g->guest == VGIC_GICV2 ? attr_v2 : attr_v3, g->guest == VGIC_GICV2 ? NULL : attr_its,
	};

	for (unsigned int n = 0; n < NR(lists) && lists[n]; n++)
		for (const struct script *s = lists[n]; s->name; s++)
			if (!i--)
				return s;
	return NULL;
}

static bool has_feature(const struct vgic_subject *subject, const char *name)
{
	for (const char *const *f = subject->info.features; *f; f++)
		if (!strcmp(*f, name))
			return true;
	return false;
}

static void row_run(struct row *row, const struct block *block, unsigned int i)
{
	const struct gic_model *g = block->arg;
	const struct script *script = script_of(g, i);
	struct attributes a = { .row = row, .subject = row->subject, .guest = g->guest };

	if (script->needs && !has_feature(a.subject, script->needs)) {
		row_skip(row, script->needs);
		return;
	}
	/* The block's VM is not needed. */
	a.subject->put(0);
	a.subject->vm_destroy();
	attr_begin(&a, script->stage);
	if (script->steps)
		attr_steps(&a, script->steps);
	else
		script->sweep(&a);
	attr_end(&a);
}

static void row_name(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	snprintf(buffer, size, "%s", script_of(block->arg, i)->name);
}

static void row_words(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	const struct gic_model *g = block->arg;

	snprintf(buffer, size, "GICv%u guest; userspace: %s", g->guest, script_of(g, i)->words);
}

static unsigned int nr_blocks(void)
{
	return NR(gics);
}

static const struct block *block(unsigned int number)
{
	static struct block blocks[NR(gics)];
	const struct gic_model *g = &gics[number];
	struct block *b = &blocks[number];

	if (b->name)
		return b;
	*b = (struct block){ .name = g->block, .arg = g, .machine = g->machine, .vm = { g->guest, ATTR_VCPUS, ATTR_IRQS } };
	while (script_of(g, b->nr_rows))
		b->nr_rows++;
	return b;
}

const struct table table_attributes = {
	.name = "attributes", .nr_blocks = nr_blocks, .block = block, .row_name = row_name, .row_words = row_words,
	.row_run = row_run,
	.reference_lacks = "interface for userspace",
};
