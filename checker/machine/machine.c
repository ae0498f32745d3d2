// SPDX-License-Identifier: GPL-2.0-only
/*
 * The machine's state, its wiring to the subject, and how it is looked at.
 */
#include "checker/machine/machine.h"

#include <errno.h>
#include <string.h>

#include "checker/machine/verbs.h"
#include "checker/run/machine.h"

#define NR_LRS	4
#define FIRST_IRQ 10	/* Linux irq numbers are not hardware numbers */

/* The physical interrupts that every machine has. */
static const struct { int32_t hwintid; bool level; } physical[] = {
	{ 27, true }, { 28, true }, { 72, true }, { 1019, true }, { 73, false },
};
#define NR_PHYSICAL (sizeof(physical) / sizeof(physical[0]))

struct machine machine;
static struct machine saved;

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

static uint64_t sysreg_read(const struct vgic_context *c, uint32_t reg)
{
	return gic_sysreg_read(&machine.gic, c, reg);
}

static void sysreg_write(const struct vgic_context *c, uint32_t reg, uint64_t value)
{
	gic_sysreg_write(&machine.gic, c, reg, value);
}

static void notice(const struct vgic_context *c, enum vgic_notice what, int32_t id, uint64_t value)
{
	struct machine_seen *seen = &machine.seen;

	(void)value;
	switch (what) {
	case VGIC_NOTICE_ACKED:
		if (!seen->acks++)
			seen->ack_pin = id;
		seen->ack_locks |= c->held;
		break;
	case VGIC_NOTICE_KICK:
		seen->kicks++;
		break;
	case VGIC_NOTICE_REQUEST:
		seen->requests++;
		break;
	case VGIC_NOTICE_HALT:
		seen->halts++;
		break;
	case VGIC_NOTICE_RESUME:
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
	host->sysreg_read = sysreg_read;
	host->sysreg_write = sysreg_write;
	host->notice = notice;
}

/* What the run core asks for (struct machine_ops) */

static int prepare(const struct vgic_subject *subject, const struct vgic_machine_config *config,
		   const struct vgic_vm_config *vm)
{
	const struct gic_config gic = {
		.gic = config->gic,
		.nr_cpus = config->nr_cpus,
		.nr_lrs = NR_LRS,
		.v2_cpuif = config->v2_cpuif,
		.no_hw_deactivation = config->no_hw_deactivation,
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
	ret = subject->boot(config);
	if (!ret)
		ret = subject->vm_create(vm);
	if (ret)
		return ret;
	subject->load(0);
	return verb_enable_distributor();
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

uint32_t machine_irq_number(uint32_t hwintid)
{
	uint32_t i = 0;

	while (i < NR_PHYSICAL && physical[i].hwintid != (int32_t)hwintid)
		i++;
	return FIRST_IRQ + i;
}

/* Looking */

void machine_listen(void)
{
	memset(&machine.seen, 0, sizeof(machine.seen));
	gic_spy_clear(&machine.gic);
}

struct lr machine_lr(int lr)
{
	return lr_decode(machine.model.host, machine.model.guest, machine.gic.cpu[0].lr[lr]);
}

int machine_find_lr(void)
{
	for (int i = 0; i < NR_LRS; i++) {
		struct lr lr = machine_lr(i);

		if (machine.gic.cpu[0].lr[i] && lr.vintid == machine.intid)
			return i;
	}
	return -1;
}

unsigned int machine_lrs_in_use(void)
{
	unsigned int n = 0;

	for (int i = 0; i < NR_LRS; i++) {
		struct lr lr = machine_lr(i);

		n += lr.pending || lr.active;
	}
	return n;
}

bool machine_interface_enabled(void)
{
	return machine.gic.cpu[0].hcr & 1;
}

bool machine_phys_active(void)
{
	return machine.mapped && gic_phys(&machine.gic, 0, machine.irq)->active;
}

bool machine_phys_line(void)
{
	return machine.mapped && gic_phys(&machine.gic, 0, machine.irq)->line;
}

struct spec_irq machine_irq(void)
{
	struct vgic_irq_view view = { 0 };

	machine.subject->view_irq(0, machine.intid, &view);
	return (struct spec_irq){
		.intid = machine.intid,
		.hwintid = view.hwintid,
		.level = view.level,
		.hw = view.hw,
		.sw_resample = view.sw_resample,
		.callback = machine.callback,
		.line_level = view.line_level,
		.pending_latch = view.pending_latch,
		.active = view.active,
		.enabled = view.enabled && !machine.unforwarded,
		.group = view.group,
		.priority = view.priority,
		.source = view.source,
		.active_source = view.active_source,
	};
}

void machine_see(uint32_t seen[SPEC_NR_FIELDS], int lr)
{
	const struct gic_spy *spy = &machine.gic.spy;
	struct spec_irq irq = machine_irq();
	unsigned int cleared = 0, set = 0;
	struct lr decoded;

	for (unsigned int i = 0; i < spy->accesses && i < GIC_LOG; i++) {
		const struct gic_access *a = &spy->log[i];

		if (!a->write || a->which != VGIC_PHYS_ACTIVE)
			continue;
		cleared += !a->value;
		set += a->value;
	}
	spec_seen_nothing(seen);
	if (lr >= 0)
		decoded = machine_lr(lr);
	spec_seen_lr(seen, lr >= 0 ? &decoded : NULL);
	spec_seen_irq(seen, &irq, machine_phys_active());
	seen[SPEC_ASKED_CALLBACK] = machine.seen.asked_callback != 0;
	seen[SPEC_ASKED_IRQCHIP] = spy->reads[VGIC_PHYS_PENDING] + spy->reads[VGIC_PHYS_LEVEL] != 0;
	seen[SPEC_CLEARED_PHYS_ACTIVE] = cleared != 0;
	seen[SPEC_SET_PHYS_ACTIVE] = set != 0;
	seen[SPEC_ACK_NOTICES] = machine.seen.acks;
	seen[SPEC_ACK_PIN] = (uint32_t)machine.seen.ack_pin;
	seen[SPEC_ACK_LOCKS] = machine.seen.ack_locks & SPEC_ACK_FORBIDDEN_LOCKS;
}

void machine_differs(struct row *row, enum spec_rule rule, enum column column, const char *field,
		     const char *expected, const char *seen)
{
	row_differs(row, spec_rule(rule), column, field, expected, seen);
}

unsigned int machine_judge(struct row *row, const struct spec_outcome *want, int lr)
{
	uint32_t seen[SPEC_NR_FIELDS];
	struct spec_diff diff[SPEC_NR_FIELDS];
	char expected[40], found[40];
	unsigned int n;

	machine_see(seen, lr);
	n = spec_compare(want, seen, diff, SPEC_NR_FIELDS);
	for (unsigned int i = 0; i < n; i++)
		machine_differs(row, diff[i].rule, (enum column)diff[i].column,
				spec_field_name(diff[i].field),
				spec_value_print(expected, sizeof(expected), diff[i].field,
						 diff[i].want),
				spec_value_print(found, sizeof(found), diff[i].field, diff[i].seen));
	return n;
}
