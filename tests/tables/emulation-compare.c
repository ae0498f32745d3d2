// SPDX-License-Identifier: GPL-2.0-only
/*
 * Emulation: one access done twice from the same registers.
 *
 * The emulation works on the registers of the machine's own simulated GIC, through the mocked
 * accessors of system registers, exactly as on hardware it works on those of the CPU. So the start
 * is put there, the access is trapped; then it is put there again, and the simulated hardware does
 * the access itself. Both leave their results in the same place.
 */
#include <stdio.h>
#include <string.h>

#include "tests/tables/emulation.h"

#define SGI_FRAME	(VGIC_GPA_REDIST + 0x10000u)
#define GICR_ISENABLER0	0x100
#define GICR_ISPENDR0	0x200

LISTED static const struct rule prepared = {
	"emulation-lrs-filled",
	"KVM fills as many list registers as there are pending SGIs.",
	"vgicheck's own: the emulation looks into those that KVM has filled only", NULL,
};

LISTED static const struct rule nothing_else = {
	"emulation-touches-nothing-else",
	"An access to the CPU interface changes list registers, ICH_HCR_EL2.EOIcount, ICH_VMCR_EL2, active priorities and the active state of physical interrupts, and nothing else.",
	"IHI 0069 12.2, 12.4",
	"The host or another guest loses state that is its own.",
};

const uint32_t emu_phys[EMU_NR_PHYS] = { 27, 28, 72, 1019 };

bool emu_begin(struct emu *e, struct row *row, const struct emu_config *config,
	       const struct emu_access *access, unsigned int nr_lrs)
{
	const struct vgic_subject *subject = row->subject;
	const uint32_t sgis = (1u << nr_lrs) - 1;
	struct vgic_cpu_view view;

	memset(e, 0, sizeof(*e));
	e->row = row;
	e->config = config;
	e->access = access;
	e->nr_lrs = nr_lrs;
	e->random = 0x9e3779b97f4a7c15ull;
	row_step(row, "%u SGIs become pending, so that KVM fills %u list registers", nr_lrs, nr_lrs);
	subject->mmio_write(0, SGI_FRAME + GICR_ISENABLER0, 4, sgis);
	subject->mmio_write(0, SGI_FRAME + GICR_ISPENDR0, 4, sgis);
	subject->enter(0, false);
	subject->view_cpu(0, &view);
	expect_u64(row, &prepared, COLUMN_HOST, "list registers in use", nr_lrs, view.used_lrs);
	for (unsigned int i = 0; i < EMU_NR_PHYS; i++)
		e->phys[i] = gic_phys(&machine.gic, 0, machine_irq_number(emu_phys[i]));
	e->before = machine.gic;
	return view.used_lrs == nr_lrs;
}

static void put(const struct emu *e, const struct emu_regs *r)
{
	struct gic_cpu *cpu = &machine.gic.cpu[0];

	memcpy(cpu->lr, r->lr, sizeof(r->lr));
	cpu->hcr = r->hcr;
	cpu->vmcr = r->vmcr;
	memcpy(cpu->ap0r, r->ap0r, sizeof(r->ap0r));
	memcpy(cpu->ap1r, r->ap1r, sizeof(r->ap1r));
	for (unsigned int i = 0; i < EMU_NR_PHYS; i++)
		e->phys[i]->active = r->phys_active >> i & 1;
}

static void get(const struct emu *e, struct emu_regs *r)
{
	const struct gic_cpu *cpu = &machine.gic.cpu[0];

	memcpy(r->lr, cpu->lr, sizeof(r->lr));
	r->hcr = cpu->hcr;
	r->vmcr = cpu->vmcr;
	memcpy(r->ap0r, cpu->ap0r, sizeof(r->ap0r));
	memcpy(r->ap1r, cpu->ap1r, sizeof(r->ap1r));
	r->phys_active = 0;
	for (unsigned int i = 0; i < EMU_NR_PHYS; i++)
		r->phys_active |= (uint32_t)e->phys[i]->active << i;
	r->unused = 0;
}

static void by_kvm(const struct emu *e, const struct emu_regs *start, uint64_t value,
		   struct emu_result *result)
{
	uint64_t x0 = value;

	put(e, start);
	result->done = e->row->subject->trap_icc(0, e->access->reg, e->access->write, &x0);
	result->value = x0;
	get(e, &result->regs);
}

static void by_hardware(const struct emu *e, const struct emu_regs *start, uint64_t value,
			struct emu_result *result)
{
	uint64_t x0 = value;

	put(e, start);
	if (e->access->class == EMU_ELSEWHERE) {
		/* Whatever becomes of it: nothing of it is the emulation's to do. */
		*result = (struct emu_result){ false, value, *start };
		return;
	}
	result->done = (e->access->write ? gic_icv_write(&machine.gic, 0, e->access->reg, value) :
			gic_icv_read(&machine.gic, 0, e->access->reg, &x0)) == GIC_DONE;
	result->value = x0;
	get(e, &result->regs);
}

/* A start whose differences the row has not yet been told: say it in steps, and do it again. */
static void tell_story(struct emu *e, const struct emu_regs *start, uint64_t value, unsigned int open)
{
	const struct emu_access *a = e->access;
	struct emu_result kvm, model;
	char text[60] = "";

	emu_tell_start(e, start);
	if (a->write)
		snprintf(text, sizeof(text), "writes 0x%llx to %s", (unsigned long long)value, a->name);
	else
		snprintf(text, sizeof(text), "reads %s", a->name);
	row_step(e->row, "the guest %s, and the GIC does it", text);
	by_hardware(e, start, value, &model);
	emu_tell_changes(e, start, &model);
	row_step(e->row, "from the same start the guest %s, it traps, and KVM emulates it", text);
	by_kvm(e, start, value, &kvm);
	emu_tell_changes(e, start, &kvm);
	emu_differences(e, start, &model, &kvm, open, true);
}

static bool same(const struct emu_result *a, const struct emu_result *b)
{
	return a->done == b->done && a->value == b->value && !memcmp(&a->regs, &b->regs, sizeof(a->regs));
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * 0x9e3779b97f4a7c15ull;
	return hash ^ hash >> 29;
}

static uint64_t hash_changes(uint64_t hash, const struct emu_regs *a, const struct emu_regs *b)
{
	uint64_t x[sizeof(*a) / 8], y[sizeof(*a) / 8];

	memcpy(x, a, sizeof(x));
	memcpy(y, b, sizeof(y));
	for (unsigned int i = 0; i < NR(x); i++)
		if (x[i] != y[i])
			hash = mix(mix(hash, x[i] + i), y[i]);
	return hash;
}

/*
 * Where a finding is known, millions of states of a row show it. Working out its words is expensive,
 * and a pair of results that changes the same registers in the same way and situation has the same.
 */
static bool seen_before(struct emu *e, const struct emu_regs *start, uint64_t value,
			const struct emu_result *kvm, const struct emu_result *model)
{
	uint64_t hash = mix(emu_facts(e, start, value) + 1, kvm->done << 1 | model->done), *place;

	hash = mix(mix(hash, kvm->value), model->value);
	hash = hash_changes(hash_changes(hash, start, &kvm->regs) + 1, start, &model->regs);
	/* Which priorities are there decides what a changed bit is called. */
	for (unsigned int i = 0; i < 4; i++)
		hash = mix(mix(hash, start->ap0r[i]), start->ap1r[i]);
	place = &e->seen[hash % NR(e->seen)];
	if (*place == hash)
		return true;
	*place = hash;
	return false;
}

void emu_try(struct emu *e, const struct emu_regs *start, uint64_t value)
{
	struct emu_result kvm, model;
	unsigned int open;

	e->states++;
	by_kvm(e, start, value, &kvm);
	by_hardware(e, start, value, &model);
	if (__builtin_expect(same(&kvm, &model), 1))
		return;
	if (seen_before(e, start, value, &kvm, &model))
		return;
	open = emu_left_open(e, start, value);
	emu_situation(e, start, value, e->situation, sizeof(e->situation));
	if (!emu_differences(e, start, &model, &kvm, open, false))
		return;
	e->differing++;
	if (row_recording(e->row) && e->told_stories++ < 3)
		tell_story(e, start, value, open);
	else
		emu_differences(e, start, &model, &kvm, open, true);
}

/* Put back what may change: the rest must be as it was, but for the record of accesses. */
void emu_end(struct emu *e)
{
	struct emu_regs start;
	struct gic after;

	row_step(e->row, "%lu states compared", e->states);
	after = machine.gic;
	machine.gic = e->before;
	get(e, &start);
	machine.gic = after;
	put(e, &start);
	machine.gic.spy = e->before.spy;
	if (!memcmp(&machine.gic, &e->before, sizeof(e->before)))
		return;
	expect_u64(e->row, &nothing_else, COLUMN_HOST, "accesses to registers that are not there",
		   e->before.surprises.undefined, machine.gic.surprises.undefined);
	machine.gic.surprises = e->before.surprises;
	if (memcmp(&machine.gic, &e->before, sizeof(e->before)))
		row_differs(e->row, &nothing_else, COLUMN_HOST, "the rest of the hardware", "unchanged",
			    "changed");
}
