// SPDX-License-Identifier: GPL-2.0-only
/*
 * A guest's accesses to the distributor and the redistributors.
 */
#include "checker/play/play.h"

#include <stdio.h>

#include "checker/machine/frames.h"
#include "mocks/gic/regs.h"

/* The frame with the registers of @intid of vCPU @owner. A GICv2 guest reaches its own banked ones only. */
static uint64_t frame(const struct play *p, unsigned int owner, uint32_t intid)
{
	if (p->ideal.v2 || intid >= GIC_NR_PRIVATE)
		return VGIC_GPA_DIST;
	return VGIC_GPA_REDIST + owner * (uint64_t)GICR_STRIDE + GICR_SGI_FRAME;
}

static bool reaches(const struct play *p, unsigned int v, unsigned int owner, uint32_t intid)
{
	return !p->ideal.v2 || intid >= GIC_NR_PRIVATE || owner == v;
}

static void write(struct play *p, unsigned int v, uint64_t gpa, unsigned int len, uint64_t value)
{
	guest_mmio(v, gpa, len, true, &value);
	play_left(p);
}

/* vCPU @v has exited for it. */
static uint32_t read_outside(unsigned int v, uint64_t gpa, unsigned int len)
{
	uint64_t value = 0;

	machine.subject->mmio_read(v, gpa, len, &value);
	return (uint32_t)value;
}

static uint32_t read(unsigned int v, uint64_t gpa, unsigned int len)
{
	uint64_t value = 0;

	guest_mmio(v, gpa, len, false, &value);
	return (uint32_t)value;
}

/* Set the bit or the bits @mask of a register to @bits. */
static void change(struct play *p, unsigned int v, uint64_t gpa, uint32_t mask, uint32_t bits)
{
	write(p, v, gpa, 4, (read(v, gpa, 4) & ~mask) | bits);
}

static void write_bit(struct play *p, const struct verb *verb, uint32_t offset, enum ideal_bit what)
{
	uint32_t n = verb->intid;

	write(p, verb->vcpu, frame(p, verb->owner, n) + offset + n / 32 * 4, 4, 1u << n % 32);
	ideal_gic_write_bit(&p->ideal, verb->owner, n, what);
}

static void send(struct play *p, const struct verb *verb)
{
	uint64_t value = (uint64_t)verb->intid << 24 | 1u << verb->number;
	const struct ideal_int *i = ideal_gic_int(&p->ideal, verb->number, verb->intid);
	unsigned int group = i ? i->group : 0;

	if (p->ideal.v2)
		write(p, verb->vcpu, VGIC_GPA_DIST + GICD_SGIR, 4, 1u << (16 + verb->number) | verb->intid);
	else
		guest_cpuif(verb->vcpu, group ? SYSREG_ICC_SGI1R_EL1 : SYSREG_ICC_SGI0R_EL1, true, &value);
	play_left(p);
	ideal_gic_sgi(&p->ideal, verb->vcpu, verb->number, verb->intid, group);
}

static void route(struct play *p, const struct verb *verb)
{
	if (p->ideal.v2) {
		write(p, verb->vcpu, VGIC_GPA_DIST + GICD_ITARGETSR + verb->intid, 1, verb->value);
		ideal_gic_set_targets(&p->ideal, verb->intid, (uint8_t)verb->value);
	} else {
		write(p, verb->vcpu, VGIC_GPA_DIST + GICD_IROUTER + 8 * verb->intid, 8, verb->value);
		ideal_gic_set_router(&p->ideal, verb->intid, verb->value);
	}
}

/*
 * It is IMPLEMENTATION DEFINED whether a new priority is that of an interrupt which is active already (IHI 0069
 * GICD_IPRIORITYR<n>, IHI 0048B 3.3); in which group one is acknowledged and ended whose group changes while it is pending or active,
 * and what becomes of it in a new trigger mode, is not defined: no guest relies on that.
 */
static bool undefined(struct play *p, const struct verb *verb)
{
	const struct ideal_int *i = ideal_gic_int(&p->ideal, verb->owner, verb->intid);

	switch (verb->what) {
	case VERB_WRITE_PRIORITY:
		return !i || i->state.active;
	case VERB_WRITE_GROUP:
		return !i || i->state.active || ideal_allowed(&i->state);
	case VERB_WRITE_LEVEL:
		return !i || i->state.active || i->state.enabled;
	default:
		return false;
	}
}

bool play_access(struct play *p, const struct verb *verb)
{
	unsigned int v = verb->vcpu, n = verb->intid;
	uint64_t base = frame(p, verb->owner, n);

	if (undefined(p, verb))
		return false;
	if (verb->what == VERB_SEND ? n >= GIC_NR_SGIS || verb->number >= machine.nr_vcpus :
				      !reaches(p, v, verb->owner, n))
		return false;
	switch (verb->what) {
	case VERB_SEND:
		send(p, verb);
		break;
	case VERB_SET_ENABLE:
		write_bit(p, verb, GIC_ISENABLER, IDEAL_SET_ENABLE);
		break;
	case VERB_CLEAR_ENABLE:
		write_bit(p, verb, GIC_ICENABLER, IDEAL_CLEAR_ENABLE);
		break;
	case VERB_SET_PENDING:
		write_bit(p, verb, GIC_ISPENDR, IDEAL_SET_PENDING);
		break;
	case VERB_CLEAR_PENDING:
		write_bit(p, verb, GIC_ICPENDR, IDEAL_CLEAR_PENDING);
		break;
	case VERB_SET_ACTIVE:
		write_bit(p, verb, GIC_ISACTIVER, IDEAL_SET_ACTIVE);
		break;
	case VERB_CLEAR_ACTIVE:
		write_bit(p, verb, GIC_ICACTIVER, IDEAL_CLEAR_ACTIVE);
		break;
	case VERB_WRITE_PRIORITY:
		write(p, v, base + GIC_IPRIORITYR + n, 1, verb->value);
		ideal_gic_set_priority(&p->ideal, verb->owner, n, (uint8_t)verb->value);
		break;
	case VERB_WRITE_GROUP:
		change(p, v, base + GIC_IGROUPR + n / 32 * 4, 1u << n % 32, (verb->number & 1u) << n % 32);
		ideal_gic_set_group(&p->ideal, verb->owner, n, verb->number);
		break;
	case VERB_WRITE_LEVEL:
		change(p, v, base + GIC_ICFGR + n / 16 * 4, 2u << n % 16 * 2, (verb->number ? 0u : 2u) << n % 16 * 2);
		ideal_gic_set_level(&p->ideal, verb->owner, n, verb->number);
		break;
	case VERB_ROUTE:
		if (n < GIC_NR_PRIVATE)
			return false;
		route(p, verb);
		break;
	default:
		write(p, v, VGIC_GPA_DIST + GICD_CTLR, 4, verb->value & 3);
		ideal_gic_set_ctlr(&p->ideal, verb->value);
		break;
	}
	return true;
}

/* --- before the guest runs --- */

static void set(uint64_t gpa, unsigned int len, uint64_t value)
{
	machine.subject->mmio_write(0, gpa, len, value);
}

static void set_bits(uint64_t gpa, uint32_t mask, uint32_t bits)
{
	uint64_t value = 0;

	machine.subject->mmio_read(0, gpa, 4, &value);
	set(gpa, 4, ((uint32_t)value & ~mask) | bits);
}

void play_configure(struct play *p, unsigned int v, uint32_t n, const struct play_config *c)
{
	const uint64_t base = frame(p, v, n);

	char whose[20];

	snprintf(whose, sizeof(whose), n < GIC_NR_PRIVATE && v ? "%u@%u" : "%u", n, v);
	if (p->written)
		row_record_line(p->row, "interrupt %s %s 0x%x %u %u", whose, c->level ? "level" : "edge", c->priority,
				c->group, c->vcpu);
	if (row_recording(p->row))
		row_record_step(p->row, "INTID %s: %s, priority 0x%02x, group %u, enabled", whose,
				c->level ? "level" : "edge", c->priority, c->group);
	if (n >= GIC_NR_PRIVATE) {
		set_bits(base + GIC_ICFGR + n / 16 * 4, 2u << n % 16 * 2, (c->level ? 0u : 2u) << n % 16 * 2);
		ideal_gic_set_level(&p->ideal, v, n, c->level);
		if (p->ideal.v2)
			set(base + GICD_ITARGETSR + n, 1, 1u << c->vcpu);
		else
			set(base + GICD_IROUTER + 8 * n, 8, c->vcpu);
		ideal_gic_set_targets(&p->ideal, n, (uint8_t)(1u << c->vcpu));
		ideal_gic_set_router(&p->ideal, n, c->vcpu);
	}
	set_bits(base + GIC_IGROUPR + n / 32 * 4, 1u << n % 32, (uint32_t)c->group << n % 32);
	ideal_gic_set_group(&p->ideal, v, n, c->group);
	set(base + GIC_IPRIORITYR + n, 1, c->priority);
	ideal_gic_set_priority(&p->ideal, v, n, c->priority);
	set(base + GIC_ISENABLER + n / 32 * 4, 4, 1u << n % 32);
	ideal_gic_write_bit(&p->ideal, v, n, IDEAL_SET_ENABLE);
}

/* --- reading back --- */

static void expect(struct play *p, const struct ideal_int *i, const char *what, uint32_t expected, uint32_t seen)
{
	char want[40], got[40], field[PLAY_TEXT], whose[PLAY_TEXT - 40];

	if (expected == seen)
		return;
	play_print(p, i->owner, i, "", whose, sizeof(whose));
	snprintf(field, sizeof(field), "%s of %s", what, whose);
	snprintf(want, sizeof(want), "0x%x", expected);
	snprintf(got, sizeof(got), "0x%x", seen);
	play_differs(p, LIFE_READ_BACK, COLUMN_GUEST, field, want, got);
}

/*
 * A limit: what another vCPU that runs has in a list register KVM reads as it was at that vCPU's last exit. Its pending state
 * is then not compared, except by the vCPU itself, for which reading is an exit.
 */
static bool unsure(const struct play *p, unsigned int v, const struct ideal_int *i)
{
	for (unsigned int w = 0; w < machine.nr_vcpus; w++)
		if (w != v && p->ideal.cpuif[w].in_guest && (i->window[w] || (i->state.active && play_history(p, i)->acked_by == w)))
			return true;
	return i->state.maybe;
}

static uint32_t bit(unsigned int v, uint64_t gpa, uint32_t n)
{
	return read_outside(v, gpa + n / 32 * 4, 4) >> n % 32 & 1;
}

static void look_at(struct play *p, unsigned int v, const struct ideal_int *i)
{
	uint64_t base = frame(p, i->owner, i->intid);
	uint32_t n = i->intid;
	bool pending = ideal_pending(&i->state);

	expect(p, i, "ISENABLER", i->state.enabled, bit(v, base + GIC_ISENABLER, n));
	expect(p, i, "ICENABLER", i->state.enabled, bit(v, base + GIC_ICENABLER, n));
	expect(p, i, "ISACTIVER", i->state.active, bit(v, base + GIC_ISACTIVER, n));
	expect(p, i, "ICACTIVER", i->state.active, bit(v, base + GIC_ICACTIVER, n));
	expect(p, i, "IGROUPR", i->group, bit(v, base + GIC_IGROUPR, n));
	expect(p, i, "IPRIORITYR", i->priority, read_outside(v, base + GIC_IPRIORITYR + n, 1));
	expect(p, i, "ICFGR", i->state.level ? 0 : 2, read_outside(v, base + GIC_ICFGR + n / 16 * 4, 4) >> n % 16 * 2 & 2);
	/* SGIs of a GICv2 guest: GICD_ISPENDR0 has them read-only, GICD_SPENDSGIR by sender. */
	if (!unsure(p, v, i)) {
		expect(p, i, "ISPENDR", pending, bit(v, base + GIC_ISPENDR, n));
		expect(p, i, "ICPENDR", pending, bit(v, base + GIC_ICPENDR, n));
	}
	if (n < GIC_NR_PRIVATE)
		return;
	if (p->ideal.v2)
		expect(p, i, "ITARGETSR", i->targets, read_outside(v, VGIC_GPA_DIST + GICD_ITARGETSR + n, 1));
	else
		expect(p, i, "IROUTER", (uint32_t)i->router, read_outside(v, VGIC_GPA_DIST + GICD_IROUTER + 8 * n, 8));
}

/* One exit for all: a guest that reads them one after the other sees the same. */
void play_look(struct play *p, unsigned int v, bool of_others)
{
	run_exit(v);
	machine.subject->on_cpu(machine.vcpu[v].cpu);
	for (unsigned int n = 0; n < p->ideal.nr && !p->over; n++) {
		const struct ideal_int *i = &p->ideal.irq[n];
		unsigned int bits = p->history[n].bits;

		if (i->intid < GIC_NR_PRIVATE && i->owner != v && (!of_others || p->ideal.v2))
			continue;
		/* Reading leaves nothing behind. */
		if (play_foreign(p, v, i))
			p->history[n].bits |= PLAY_OTHERS_BANK;
		look_at(p, v, i);
		p->history[n].bits = bits;
	}
	machine.subject->on_cpu(0);
	play_left(p);
	play_enter(p, v);
}

void play_look_control(struct play *p, unsigned int v)
{
	uint32_t seen = read(v, VGIC_GPA_DIST + GICD_CTLR, 4) & 3;
	char want[20], got[20];

	play_left(p);
	if (seen == p->ideal.ctlr)
		return;
	snprintf(want, sizeof(want), "groups 0x%x", p->ideal.ctlr);
	snprintf(got, sizeof(got), "groups 0x%x", seen);
	play_differs(p, LIFE_READ_BACK, COLUMN_GUEST, "GICD_CTLR", want, got);
}
