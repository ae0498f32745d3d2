// SPDX-License-Identifier: GPL-2.0-only
/*
 * Building the machine: its physical interrupts, its wiring to the subject, boot, the VM; and
 * keeping its state for the next row.
 */
#include <errno.h>
#include <string.h>

#include "checker/machine/machine.h"
#include "checker/machine/runloop.h"
#include "checker/machine/verbs.h"
#include "checker/run/machine.h"

#define FIRST_IRQ 10	/* Linux irq numbers are not hardware numbers */
#define BOOT_TIME 0x100000u	/* a VM's virtual counter begins at its creation: other than the host's */

/* The physical interrupts that every machine has. */
static const struct { int32_t hwintid; bool level; } physical[] = {
	{ 27, true }, { 28, true }, { 72, true }, { 1019, true }, { 73, false },
	{ 30, true },
};
#define NR_PHYSICAL (sizeof(physical) / sizeof(physical[0]))

static struct machine saved;

uint32_t machine_irq_number(uint32_t hwintid)
{
	uint32_t i = 0;

	while (i < NR_PHYSICAL && physical[i].hwintid != (int32_t)hwintid)
		i++;
	return FIRST_IRQ + i;
}

/* What the subject may ask of the host (struct vgic_host) */

static int phys_get(const struct vgic_context *c, uint32_t irq, enum vgic_phys_state which,
		    bool *value)
{
	return gic_phys_get(&machine.gic, c, irq, which, value);
}

static int phys_set(const struct vgic_context *c, uint32_t irq, enum vgic_phys_state which,
		    bool value)
{
	return gic_phys_set(&machine.gic, c, irq, which, value);
}

static int32_t phys_hwirq(uint32_t irq)
{
	return gic_phys_hwirq(&machine.gic, irq);
}

static bool input_level(const struct vgic_context *c, int vintid)
{
	(void)c;
	machine.seen.asked_callback++;
	return (uint32_t)vintid == machine.intid && machine_phys_line();
}

static uint32_t gich_read(const struct vgic_context *c, uint32_t offset)
{
	return gic_gich_read(&machine.gic, c, offset);
}

static void gich_write(const struct vgic_context *c, uint32_t offset, uint32_t value)
{
	gic_gich_write(&machine.gic, c, offset, value);
}

static uint32_t gicv_read(const struct vgic_context *c, uint32_t offset)
{
	return gic_gicv_read(&machine.gic, c, offset);
}

static void gicv_write(const struct vgic_context *c, uint32_t offset, uint32_t value)
{
	gic_gicv_write(&machine.gic, c, offset, value);
}

static void gicc_write(const struct vgic_context *c, uint32_t offset, uint32_t value)
{
	gic_gicc_write(&machine.gic, c, offset, value);
}

static uint64_t sysreg_read(const struct vgic_context *c, uint32_t reg)
{
	return timer_sysreg_read(&machine.gic, c, reg);
}

static void sysreg_write(const struct vgic_context *c, uint32_t reg, uint64_t value)
{
	timer_sysreg_write(&machine.gic, c, reg, value);
}

static void notice(const struct vgic_context *c, enum vgic_notice what, int32_t id, uint64_t value)
{
	struct machine_seen *seen = &machine.seen;

	(void)value;
	switch (what) {
	case VGIC_NOTICE_ACKED:
		if (!seen->acks++)
			seen->ack_pin = id;
		if (id >= 0 && id < 64)
			seen->acked |= 1ull << id;
		seen->ack_locks |= c->held;
		break;
	case VGIC_NOTICE_KICK:
		seen->kicked |= 1u << id;
		machine.vcpu[id].kicked = true;
		break;
	case VGIC_NOTICE_HALT:
		run_halted(c->cpu);
		break;
	default:
		break;
	}
}

static void wire(struct vgic_host *host)
{
	host->phys_get = phys_get;
	host->phys_set = phys_set;
	host->phys_hwirq = phys_hwirq;
	host->input_level = input_level;
	host->gich_read = gich_read;
	host->gich_write = gich_write;
	host->gicv_read = gicv_read;
	host->gicv_write = gicv_write;
	host->gicc_write = gicc_write;
	host->sysreg_read = sysreg_read;
	host->sysreg_write = sysreg_write;
	host->notice = notice;
}

/* What the run core asks for (struct machine_ops) */

static int prepare(const struct vgic_subject *subject, const struct vgic_machine_config *config,
		   const struct vgic_vm_config *vm)
{
	const struct gic_config gic = {
		/* Of a GICv5, there are only the registers that it shares with a GICv3. */
		.gic = config->gic == VGIC_GICV5 ? VGIC_GICV3 : config->gic,
		.nr_cpus = config->nr_cpus,
		.nr_lrs = config->nr_lrs,
		.pri_bits = config->pri_bits,
		.pre_bits = config->pre_bits,
		.v2_cpuif = config->v2_cpuif,
		.no_hw_deactivation = config->no_hw_deactivation,
		.no_tdir = config->no_tdir,
	};
	int ret;

	memset(&machine, 0, sizeof(machine));
	machine.subject = subject;
	machine.model = (struct spec_machine){ config->gic, vm->gic };
	if (!gic_init(&machine.gic, &gic))
		return -EINVAL;
	for (uint32_t i = 0; i < NR_PHYSICAL; i++)
		if (!gic_irq_add(&machine.gic, FIRST_IRQ + i, physical[i].hwintid, physical[i].level))
			return -EINVAL;
	machine.gic.time = BOOT_TIME;
	timer_wire(&machine.gic, config->vtimer_irq, config->ptimer_irq);
	ret = subject->boot(config);
	if (ret)
		return ret;
	machine.blocks_at_boot = subject->live_blocks(NULL);
	ret = subject->vm_create(vm);
	if (ret)
		return ret;
	machine.nr_vcpus = vm->nr_vcpus;
	machine.vhe = config->vhe;
	machine.timers = vm->timers;
	run_load(0, 0);
	return vm->gic == VGIC_GICV5 ? 0 : verb_enable_distributor();
}

static void save(void)
{
	saved = machine;
}

static void reset_row(void)
{
	machine = saved;
}

const struct machine_ops machine_ops = {
	.host = wire,
	.prepare = prepare,
	.save = save,
	.reset_row = reset_row,
};
