// SPDX-License-Identifier: GPL-2.0-only
/*
 * The states of the machine that a row begins in, and the guest that handles what is left.
 */
#include "tests/tables/registers.h"

#include <stdio.h>

#include "checker/machine/frames.h"
#include "checker/machine/guest.h"
#include "checker/machine/runloop.h"

#define MASK		0xf8u	/* PMR of a guest that masks nothing, five bits */
#define MAPPED_PPI	27u
#define MAPPED_SPI	40u
#define PHYSICAL_PPI	27u
#define PHYSICAL_SPI	72u
#define MANY		4000u	/* acknowledges: more than there are interrupts */

const char *const registers_state_names[NR_REGS_STATES] = {
	"idle", "enabled", "pending", "active", "mixed", "running", "mapped",
};
const char *const registers_state_words[NR_REGS_STATES] = {
	"untouched", "all are enabled", "all are pending", "all are active", "enabled, pending, active, configured at random",
	"some in list registers of vCPU 0, which runs", "PPI 27 and SPI 40 are mapped, the SPI asserted, the PPI until lately",
};

/* --- at reset --- */

static void learn(struct registers *g, struct registers_place at, uint32_t offset, unsigned int bytes)
{
	for (unsigned int n = 0; n < bytes; n += 4) {
		struct regs_at where = regs_at(g->ideal.v2, at.frame, offset + n, 4);
		uint64_t value = 0;

		registers_mmio(g, at, offset + n, 4, false, &value);
		regs_learn(&g->ideal, at.owner, &where, 4, value);
	}
}

static void learn_bank(struct registers *g, struct registers_place at, uint32_t intid)
{
	uint32_t n = intid / 32;

	learn(g, at, GIC_IGROUPR + n * 4, 4);
	learn(g, at, GIC_ISENABLER + n * 4, 4);
	learn(g, at, GIC_IPRIORITYR + n * 32, 32);
	learn(g, at, GIC_ICFGR + n * 8, 8);
}

static uint32_t look(struct registers *g, struct registers_place at, uint32_t offset)
{
	uint64_t value = 0;

	registers_mmio(g, at, offset, 4, false, &value);
	return (uint32_t)value;
}

static void put(struct registers *g, struct registers_place at, uint32_t offset, uint64_t value)
{
	registers_mmio(g, at, offset, 4, true, &value);
}

/* Does ICC_SGI1R_EL1 generate an SGI that its target has in group 0? */
static bool sends_group_0(struct registers *g)
{
	const struct registers_place at = { REGS_GICR_SGI, 0 };
	uint32_t groups = look(g, at, GIC_IGROUPR);
	bool sent;

	put(g, at, GIC_IGROUPR, groups & ~1u);
	machine.subject->sgi(0, 1, true);
	sent = look(g, at, GIC_ISPENDR) & 1;
	put(g, at, GIC_ICPENDR, 1);
	put(g, at, GIC_IGROUPR, groups);
	return sent;
}

/* Tries what is IMPLEMENTATION DEFINED, and undoes it. */
static void learn_choices(struct registers *g, struct registers_place private)
{
	const struct registers_place gicd = { REGS_GICD, g->by };
	uint32_t enabled = look(g, private, GIC_ISENABLER), mode = look(g, private, GIC_ICFGR + 4);

	put(g, private, GIC_ICENABLER, enabled & 0xffff);
	g->ideal.sgis_always_enabled = look(g, private, GIC_ISENABLER) & 0xffff;
	put(g, private, GIC_ISENABLER, enabled);
	put(g, private, GIC_ICFGR + 4, mode ^ 0x80000000);
	g->ideal.ppis_fixed = look(g, private, GIC_ICFGR + 4) == mode;
	put(g, private, GIC_ICFGR + 4, mode);
	g->ideal.iidr[0] = look(g, gicd, 8);
	if (g->ideal.v2)
		return;
	g->ideal.aff3 = look(g, gicd, 4) & 1u << 24;
	g->ideal.one_of_n = !(look(g, gicd, 4) & 1u << 25);
	g->ideal.sgi1r_group0 = sends_group_0(g);
	g->ideal.iidr[1] = look(g, (struct registers_place){ REGS_GICR, 0 }, 4);
}

static void learn_all(struct registers *g, const struct vgic_vm_config *vm)
{
	const bool v2 = vm->gic == VGIC_GICV2;
	struct registers_place at = { v2 ? REGS_GICD : REGS_GICR_SGI, 0 };

	regs_init(&g->ideal, v2, vm->nr_vcpus, vm->nr_irqs);
	for (at.owner = 0; at.owner < vm->nr_vcpus; at.owner++)
		learn_bank(g, at, 0);
	at = (struct registers_place){ REGS_GICD, g->by };
	for (uint32_t n = REGS_PRIVATE; n < vm->nr_irqs; n += 32) {
		learn_bank(g, at, n);
		if (!v2)
			learn(g, at, GICD_IROUTER + n * 8, 32 * 8);
	}
	learn_choices(g, (struct registers_place){ v2 ? REGS_GICD : REGS_GICR_SGI, g->by });
}

void registers_begin(struct registers *g, struct row *row, unsigned int by)
{
	/* The same at the beginning of every row of a block; by what vCPU it is asked does not matter. */
	static const struct block *of;
	static struct regs reset;
	static uint32_t constants;

	g->row = row;
	g->by = by;
	g->running = g->over = false;
	g->cleared = g->switched = false;
	g->told = 0;
	g->random = 0x9e3779b9u + row->index * 0x85ebca6bu;
	machine.mapped = false;
	if (by)
		run_load(by, 1);
	if (of == row->block) {
		g->ideal = reset;
		g->constants = constants;
		return;
	}
	learn_all(g, &row->block->vm);
	reset = g->ideal;
	g->constants = constants = registers_constants(g);
	of = row->block;
}

/* --- the states --- */

static struct registers_place bank(const struct registers *g, uint32_t intid)
{
	bool private = !g->ideal.v2 && intid < REGS_PRIVATE;

	return (struct registers_place){ private ? REGS_GICR_SGI : REGS_GICD, private ? 0 : g->by };
}

static void all(struct registers *g, uint32_t offset)
{
	for (uint32_t n = 0; n < g->ideal.nr_irqs; n += 32)
		registers_write(g, bank(g, n), offset + n / 8, 4, 0xffffffff);
}

static void route_at_random(struct registers *g, uint32_t n)
{
	const struct registers_place at = { REGS_GICD, g->by };

	for (uint32_t i = 0; i < 32; i++) {
		/* Without a target, now and then. */
		uint32_t to = registers_random(g) % (g->ideal.nr_vcpus + 1u);

		if (g->ideal.v2)
			registers_write(g, at, GICD_ITARGETSR + n + i, 1, 1u << to);
		else
			registers_write(g, at, GICD_IROUTER + (n + i) * 8, 8, to == g->ideal.nr_vcpus ? 0x10203 : to);
	}
}

static void mix(struct registers *g)
{
	const uint32_t senders = 0x01010101u * ((1u << g->ideal.nr_vcpus) - 1);

	for (uint32_t n = 0; n < g->ideal.nr_irqs; n += 32) {
		struct registers_place at = bank(g, n);

		registers_write(g, at, GIC_ICFGR + n / 4, 4, registers_random(g));
		registers_write(g, at, GIC_ICFGR + n / 4 + 4, 4, registers_random(g));
		for (uint32_t i = 0; i < 32; i += 4)
			registers_write(g, at, GIC_IPRIORITYR + n + i, 4, registers_random(g) & 0x7f7f7f7f);
		registers_write(g, at, GIC_IGROUPR + n / 8, 4, registers_random(g));
		if (n)
			route_at_random(g, n);
		registers_write(g, at, GIC_ISENABLER + n / 8, 4, registers_random(g));
		registers_write(g, at, GIC_ISPENDR + n / 8, 4, registers_random(g) & registers_random(g));
		registers_write(g, at, GIC_ISACTIVER + n / 8, 4, registers_random(g) & registers_random(g) & registers_random(g));
	}
	if (g->ideal.v2)
		for (uint32_t n = 0; n < 16; n += 4)
			registers_write(g, (struct registers_place){ REGS_GICD, g->by }, 0xf20 + n, 4,
					registers_random(g) & senders);
}

static void line(struct registers *g, uint32_t intid, bool high)
{
	machine.subject->inject(0, intid, high);
	regs_line(&g->ideal, 0, intid, high);
}

/* In the guest; not for the first time: tests/known/no-gicv-on-first-run. */
static bool enter(struct registers *g, unsigned int v)
{
	bool entered = run_enter(v);

	if (entered && machine.vcpu[v].entries == 1) {
		run_exit(v);
		run_put(v);
		run_load(v, machine.vcpu[v].cpu);
		entered = run_enter(v);
	}
	if (!entered)
		registers_differs(g, LIFE_ENTERS, "entry", "the guest runs", "given up again and again");
	return entered;
}

/* Two SPIs, of them one whose line is high, and an SGI: as many as there are list registers, less one. */
static void offer(struct registers *g)
{
	const struct registers_place at = bank(g, 32), private = { g->ideal.v2 ? REGS_GICD : REGS_GICR_SGI, 0 };

	registers_write(g, at, GIC_ICFGR + 8, 4, 0xaaaaaaa8);
	for (uint32_t n = 32; n < 36; n++) {
		if (g->ideal.v2)
			registers_write(g, at, GICD_ITARGETSR + n, 1, 1);
		registers_write(g, at, GIC_IPRIORITYR + n, 1, 0xa0);
	}
	registers_write(g, at, GIC_ISENABLER + 4, 4, 0xf);
	registers_write(g, private, GIC_ISENABLER, 4, 0xffff);
	line(g, 32, true);
	line(g, 33, true);
	line(g, 33, false);
	if (g->ideal.v2)
		registers_write(g, at, GICD_SGIR, 4, 1u << 16 | 5);
	else
		registers_write(g, private, GIC_ISPENDR, 4, 1u << 5);
	g->running = true;
	if (!enter(g, 0))
		return;
	guest_open(0, false);
	/* It has masked them. */
	guest_mask(0, 0x10);
}

static void map(struct registers *g)
{
	const struct registers_place spi = bank(g, MAPPED_SPI);
	const uint32_t irqs[2] = { machine_irq_number(PHYSICAL_PPI), machine_irq_number(PHYSICAL_SPI) };
	const uint32_t intids[2] = { MAPPED_PPI, MAPPED_SPI };

	machine.mapped = true;
	registers_write(g, spi, GIC_ICFGR + MAPPED_SPI / 4, 4, 0);
	if (g->ideal.v2)
		registers_write(g, spi, GICD_ITARGETSR + MAPPED_SPI, 1, 1);
	for (unsigned int n = 0; n < 2; n++) {
		row_step(g->row, "host maps INTID %u, the device's line rises, the host takes it and injects", intids[n]);
		machine.subject->map(0, intids[n], irqs[n], 0);
		gic_line(&machine.gic, 0, irqs[n], true);
		if (gic_deliverable(&machine.gic, 0, irqs[n])) {
			gic_host_take(&machine.gic, 0, irqs[n]);
			machine.subject->inject(0, intids[n], true);
		}
		regs_line(&g->ideal, 0, intids[n], true);
	}
	row_step(g->row, "the line of INTID %u falls", MAPPED_PPI);
	gic_line(&machine.gic, 0, irqs[0], false);
	regs_line(&g->ideal, 0, MAPPED_PPI, false);
}

void registers_reach(struct registers *g, enum registers_state state)
{
	/* With nothing to find out about, so that the entry that counts finds what the accesses have left. */
	if (enter(g, 0))
		run_exit(0);
	switch (state) {
	case REGS_ENABLED:
		all(g, GIC_ISENABLER);
		break;
	case REGS_PENDING:
		all(g, GIC_ISPENDR);
		break;
	case REGS_ACTIVE:
		all(g, GIC_ISACTIVER);
		break;
	case REGS_MIXED:
		mix(g);
		break;
	case REGS_RUNNING:
		offer(g);
		break;
	case REGS_MAPPED:
		map(g);
		break;
	default:
		break;
	}
}

/* --- the end --- */

static const char *why_not(const struct registers *g, const struct regs_int *i, unsigned int v)
{
	if (i->state.active)
		return ", active";
	if (!i->state.enabled)
		return ", disabled";
	if (!ideal_pending(&i->state))
		return ", not pending";
	if (!(i->targets & 1u << v))
		return i->targets ? ", routed elsewhere" : ", no target";
	return g->ideal.ctlr & 1u << i->group ? ", of another sender" : ", not forwarded";
}

static bool judge_ack(struct registers *g, unsigned int v, uint32_t ack)
{
	uint32_t intid = guest_intid(ack);
	const struct regs_int *i = regs_int(&g->ideal, v, intid);
	unsigned int due = regs_due(&g->ideal, v, intid, MASK);
	char text[60];

	if ((due & 1u << guest_sender(ack)) || (i && i->doubt_pending))
		return true;
	snprintf(text, sizeof(text), "INTID %u%s", intid, i ? why_not(g, i, v) : ", which does not exist");
	registers_differs(g, LIFE_SPURIOUS, "acknowledge", "what is pending, enabled and let through", text);
	return false;
}

/* vCPU @v handles what it is given; returns how much. */
static unsigned int handle(struct registers *g, unsigned int v)
{
	unsigned int given = 0, tried = 0;

	for (unsigned int group = 0, none = 0; none < 2 && !g->over && tried++ < MANY; group ^= 1) {
		uint32_t ack = guest_ack(v, group), intid = guest_intid(ack);

		if (intid >= 1020) {
			/* What did not fit into the list registers comes after an exit, which is due. */
			none = run_exit_due(v) ? 0 : none + 1;
			if (!none) {
				run_exit(v);
				if (!run_enter(v))
					registers_differs(g, LIFE_ENTERS, "entry", "the guest runs", "given up again and again");
			}
			continue;
		}
		none = 0;
		given++;
		if (!judge_ack(g, v, ack))
			break;
		row_step(g->row, "vCPU %u acknowledges and ends INTID %u", v, intid);
		regs_ack(&g->ideal, v, intid, guest_sender(ack));
		guest_eoi(v, group, ack);
		regs_deactivate(&g->ideal, v, intid);
	}
	return given;
}

static unsigned int run(struct registers *g, unsigned int v)
{
	unsigned int given;

	if (machine.vcpu[v].place == VCPU_PUT)
		run_load(v, v ? 1 : 0);
	if (machine.vcpu[v].place == VCPU_LOADED && !enter(g, v))
		return 0;
	guest_open(v, false);
	given = handle(g, v);
	run_exit(v);
	if (v)
		run_put(v);
	return given;
}

static void lower_lines(struct registers *g)
{
	if (machine.mapped) {
		gic_line(&machine.gic, 0, machine_irq_number(PHYSICAL_SPI), false);
		/* When the line falls after the host's interrupt, the guest may be given it all the same (docs/design.md 5). */
		regs_int(&g->ideal, 0, MAPPED_SPI)->doubt_pending = true;
		regs_line(&g->ideal, 0, MAPPED_SPI, false);
	}
	if (g->running)
		line(g, 32, false);
}

static void make_inactive(struct registers *g)
{
	struct registers_place at = { g->ideal.v2 ? REGS_GICD : REGS_GICR_SGI, 0 };

	for (at.owner = 0; at.owner < g->ideal.nr_vcpus; at.owner++)
		registers_write(g, at, GIC_ICACTIVER, 4, 0xffffffff);
	at = (struct registers_place){ REGS_GICD, g->by };
	for (uint32_t n = REGS_PRIVATE; n < g->ideal.nr_irqs; n += 32)
		registers_write(g, at, GIC_ICACTIVER + n / 8, 4, 0xffffffff);
	registers_write(g, at, GICD_CTLR, 4, 3);
}

/* GICv2: to whom one without a target goes is another row's question. */
static void give_targets(struct registers *g)
{
	for (uint32_t n = REGS_PRIVATE; g->ideal.v2 && n < g->ideal.nr_irqs; n++)
		if (!regs_int(&g->ideal, 0, n)->targets)
			registers_write(g, (struct registers_place){ REGS_GICD, g->by }, GICD_ITARGETSR + n, 1, 1);
}

static void nothing_is_due(struct registers *g)
{
	char text[80];

	for (unsigned int v = 0; v < g->ideal.nr_vcpus; v++)
		for (uint32_t n = 0; n < (v ? REGS_PRIVATE : g->ideal.nr_irqs); n++) {
			unsigned int due = 0;

			for (unsigned int w = 0; w < g->ideal.nr_vcpus; w++)
				if (n >= REGS_PRIVATE || w == v)
					due |= regs_due(&g->ideal, w, n, MASK);
			if (!due || regs_int(&g->ideal, v, n)->doubt_pending)
				continue;
			snprintf(text, sizeof(text), "INTID %u of vCPU %u%s", n, v,
				 g->switched ? ", pending while it was not forwarded" : "");
			registers_differs(g, LIFE_FORGOTTEN, "acknowledge", text, "none (1023)");
		}
}

static void physical_inactive(struct registers *g)
{
	static const uint32_t both[2][2] = { { MAPPED_PPI, PHYSICAL_PPI }, { MAPPED_SPI, PHYSICAL_SPI } };

	for (unsigned int n = 0; n < 2 && machine.mapped && !g->over; n++) {
		const struct regs_int *i = regs_int(&g->ideal, 0, both[n][0]);
		bool foreign = !g->ideal.v2 && g->by && both[n][0] < REGS_PRIVATE;
		char text[80];

		if (!i->state.enabled || ideal_pending(&i->state) || !i->targets ||
		    !gic_phys(&machine.gic, 0, machine_irq_number(both[n][1]))->active)
			continue;
		snprintf(text, sizeof(text), "physical interrupt of INTID %u%s", both[n][0],
			 foreign ? ", a mapped PPI accessed by another vCPU" : "");
		registers_differs(g, LIFE_AT_REST, text, "inactive", "active");
	}
}

void registers_handle_all(struct registers *g)
{
	unsigned int given = 1;

	for (unsigned int v = 0; v < machine.nr_vcpus; v++)
		run_exit(v);
	lower_lines(g);
	g->running = false;
	make_inactive(g);
	give_targets(g);
	if (g->by && !g->over)
		run_put(g->by);
	/* What another vCPU gives away comes in the next pass. */
	for (unsigned int pass = 0; (pass < 2 || given) && !g->over; pass++) {
		given = 0;
		for (unsigned int v = 0; v < machine.nr_vcpus && !g->over; v++)
			given += run(g, v);
		if (pass == 20)
			registers_differs(g, LIFE_AT_REST, "all is handled", "after some time", "never");
	}
	if (!g->over)
		nothing_is_due(g);
	physical_inactive(g);
}
