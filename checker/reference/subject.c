// SPDX-License-Identifier: GPL-2.0-only
/*
 * The reference subject's door. What it has not (KVM's userspace interface, an ITS, timers) it refuses with -ENXIO; tables that
 * need these leave its rows out.
 */
#include <errno.h>
#include <string.h>

#include "checker/reference/reference.h"

const struct vgic_host *reference_host;
struct reference *reference;

static int boot(const struct vgic_machine_config *config)
{
	if (reference->booted)
		return -EBUSY;
	if (config->gic != VGIC_GICV2 && config->gic != VGIC_GICV3)
		return -ENODEV;
	reference->machine = *config;
	reference->booted = true;
	return 0;
}

static int vm_create(const struct vgic_vm_config *vm)
{
	if (!reference->booted || reference->created || vm->nr_vcpus > IDEAL_VCPUS)
		return -EINVAL;
	if ((vm->gic != VGIC_GICV2 && vm->gic != VGIC_GICV3) || vm->gic > reference->machine.gic)
		return -ENODEV;
	reference->vm = *vm;
	ideal_gic_init(&reference->gic, vm->gic == VGIC_GICV2, vm->nr_vcpus, vm->nr_irqs);
	reference->created = true;
	return 0;
}

static void vm_destroy(void)
{
	memset(&reference->vm, 0, sizeof(reference->vm));
	reference->created = false;
}

static void on_cpu(unsigned int cpu)
{
	reference->cpu = (uint8_t)cpu;
}

static void interrupt(uint32_t irq)
{
	(void)irq;
}

/* --- what it has not --- */

static int attr_set(uint32_t group, uint64_t attr, uint64_t value)
{
	(void)group;
	(void)attr;
	(void)value;
	return -ENXIO;
}

static int attr_get(uint32_t group, uint64_t attr, uint64_t *value)
{
	(void)group;
	(void)attr;
	(void)value;
	return -ENXIO;
}

static int ram(bool write, uint64_t gpa, void *data, size_t len)
{
	(void)write;
	(void)gpa;
	(void)data;
	(void)len;
	return -EFAULT;
}

static int its_create(uint64_t gpa)
{
	(void)gpa;
	return -ENXIO;
}

static int msi(uint64_t address, uint32_t data, uint32_t device)
{
	(void)address;
	(void)data;
	(void)device;
	return -ENXIO;
}

static int irqfd(uint32_t gsi, bool level)
{
	return reference_inject(0, gsi + IDEAL_PRIVATE, level);
}

static size_t debug_show(void)
{
	return 0;
}

/* --- the way to its CPU interface: all of it traps --- */

static bool cpuif_trap(enum vgic_gic gic)
{
	return gic == VGIC_GICV2 || gic == VGIC_GICV3;
}

static bool gicv_at(uint64_t gpa, uint32_t *offset)
{
	(void)gpa;
	(void)offset;
	return false;
}

/* --- views --- */

static int8_t first_target(const struct ideal_int *i)
{
	return i->targets ? (int8_t)__builtin_ctz(i->targets) : -1;
}

static bool view_irq(unsigned int vcpu, uint32_t intid, struct vgic_irq_view *view)
{
	const struct ideal_int *i = ideal_gic_int(&reference->gic, vcpu, intid);

	if (!i)
		return false;
	*view = (struct vgic_irq_view){
		.intid = intid,
		.line_level = i->state.line, .pending_latch = i->state.latch, .active = i->state.active,
		.enabled = i->state.enabled, .level = i->state.level,
		.source = i->state.sources, .active_source = i->state.active_source,
		.priority = i->priority, .group = i->group,
		.vcpu = i->state.active || ideal_due(&i->state) ? first_target(i) : -1, .target = first_target(i),
	};
	for (unsigned int n = 0; n < reference->nr_mapped; n++) {
		const struct reference_mapped *m = &reference->mapped[n];

		if (m->intid != intid || m->owner != i->owner)
			continue;
		view->hw = true;
		view->host_irq = m->irq;
		view->hwintid = (uint32_t)reference_host->phys_hwirq(m->irq);
	}
	return true;
}

static void view_cpu(unsigned int vcpu, struct vgic_cpu_view *view)
{
	(void)vcpu;
	memset(view, 0, sizeof(*view));
}

/* --- state: of the interrupts only those that were mentioned --- */

#define BEFORE	(offsetof(struct reference, gic) + offsetof(struct ideal_gic, irq))
#define BEHIND	(offsetof(struct reference, gic) + offsetof(struct ideal_gic, cpuif))

static size_t state_size(void)
{
	return sizeof(*reference);
}

static void copy(void *to, const void *from, unsigned int nr)
{
	memcpy(to, from, BEFORE + nr * sizeof(struct ideal_int));
	memcpy((char *)to + BEHIND, (const char *)from + BEHIND, sizeof(*reference) - BEHIND);
}

static void state_save(void *buffer)
{
	copy(buffer, reference, reference->gic.nr);
}

static void state_restore(const void *buffer)
{
	copy(reference, buffer, ((const struct reference *)buffer)->gic.nr);
}

static size_t live_blocks(size_t *bytes)
{
	if (bytes)
		*bytes = 0;
	return 0;
}

static bool selftest(const char *what)
{
	(void)what;
	return false;
}

static const struct vgic_source sources[] = { { 0 } };
static const char *const none[] = { NULL };

static const struct vgic_subject subject = {
	.abi = VGIC_DOOR_ABI,
	.info = {
		.build = VGIC_REFERENCE_BUILD, .compiler = VGIC_COMPILER, .sources = sources, .features = none, .unmocked = none,
	},
	.boot = boot, .vm_create = vm_create, .vm_destroy = vm_destroy, .on_cpu = on_cpu, .interrupt = interrupt,
	.inject = reference_inject, .map = reference_map, .unmap = reference_unmap,
	.mmio_write = reference_mmio_write, .mmio_read = reference_mmio_read, .sgi = reference_sgi,
	.attr_set = attr_set, .attr_get = attr_get,
	.cpuif_trap = cpuif_trap, .trap_icc = reference_trap_icc, .trap_gicv = reference_trap_gicv, .gicv_at = gicv_at,
	.deactivate = reference_deactivate, .ram = ram,
	.its_create = its_create, .msi = msi, .irqfd = irqfd, .debug_show = debug_show,
	.load = reference_load, .enter = reference_enter, .exit = reference_exit, .put = reference_put,
	.wfi = reference_wfi, .wake = reference_wake, .pending = reference_pending,
	.view_irq = view_irq, .view_cpu = view_cpu,
	.state_size = state_size, .state_save = state_save, .state_restore = state_restore, .live_blocks = live_blocks,
	.selftest = selftest,
};

__attribute__((visibility("default"))) vgic_subject_open_fn vgic_subject_open;

const struct vgic_subject *vgic_subject_open(const struct vgic_host *host, unsigned int abi)
{
	if (abi != VGIC_DOOR_ABI || host->arena_size < sizeof(*reference))
		return NULL;
	reference_host = host;
	reference = host->arena;
	memset(reference, 0, sizeof(*reference));
	return &subject;
}
