// SPDX-License-Identifier: GPL-2.0-only
/*
 * Emulation: the states that a row goes through.
 *
 * What the result of an access can depend on is crossed: every combination of it occurs. What it
 * must not depend on is drawn anew for each of these combinations, in the same order each time.
 * Only what a hypervisor may write occurs: the reasons for what does not are in emulation-rows.c.
 */
#include "tests/tables/emulation.h"
#include "tests/tables/emulation-rows.h"

#define NR_PRIO_CLASSES	4
#define NR_PMR_CLASSES	5
#define NR_AP_CLASSES	5

/* for (v = each of 0..n-1, or one that is drawn, ...) */
#define EACH(v, crossed, n)									\
	for (unsigned int v##_i = 0, v; v##_i < ((crossed) ? (n) : 1u) &&			\
	     (v = (crossed) ? v##_i : emu_draw(e, n), !e->done); v##_i++)

static const uint32_t vintids[] = { 5, 27, 72, 8195 };	/* SGI, PPI, SPI, LPI */
static const uint32_t unlisted[] = { 3, 20, 40, 1019 };
static const uint32_t reserved[] = { 1024, 2047, 8000, 8191 };
static const uint32_t absent_lpis[] = { 8192, 8200, 65535 };
static const uint64_t reserved_bits[] = { 1ull << 16, 1ull << 23, 1ull << 24, 0xff000000, 1ull << 32, ~0xffffull };

static unsigned int lowest_priority(const struct emu *e)
{
	return 0xff & 0xff << (8 - e->config->pri_bits);
}

static unsigned int bpr_min(const struct emu *e, unsigned int group)
{
	return 7 - e->config->pre_bits + group;
}

static unsigned int levels(const struct emu *e)
{
	return 1u << e->config->pre_bits;
}

/* The level of preemption of a priority, the sub-priority taken away as that binary point says. */
static unsigned int level_of(const struct emu *e, unsigned int priority, unsigned int low_bit)
{
	return (priority & 0xff << low_bit & 0xff) >> (8 - e->config->pre_bits);
}

static void set_active(struct emu_regs *s, unsigned int group, unsigned int level)
{
	(group ? s->ap1r : s->ap0r)[level / 32] |= 1u << level % 32;
}

static uint32_t vmcr_of(unsigned int pmr, unsigned int bpr0, unsigned int bpr1, bool cbpr, bool eoim,
			unsigned int enabled)
{
	return pmr << VMCR_PMR_SHIFT | bpr0 << VMCR_BPR0_SHIFT | bpr1 << VMCR_BPR1_SHIFT |
	       (cbpr ? VMCR_CBPR : 0) | (eoim ? VMCR_EOIM : 0) | VMCR_FIQEN | enabled;
}

/* En, any maintenance interrupts, no traps; EOIcount near its ends. */
static uint32_t hcr_of(struct emu *e)
{
	static const uint32_t counts[] = { 0, 1, 30, 31 };

	const unsigned int enables = emu_draw(e, 128), count = emu_draw(e, 4);

	return HCR_EN | enables << 1 | counts[count] << HCR_EOICOUNT_SHIFT;
}

/*
 * One draw a statement, here and below: in one expression compilers draw in different orders, and a row would be
 * another one with each of them.
 */
static struct emu_regs some_regs(struct emu *e)
{
	struct emu_regs s = { .hcr = hcr_of(e) };

	s.phys_active = emu_draw(e, 1 << EMU_NR_PHYS);
	return s;
}

/* @behind: 0 nothing, 1 the EOI bit, 2 a physical interrupt; @which of them. */
static uint64_t lr_of(unsigned int state, unsigned int group, unsigned int priority, uint32_t vintid,
		      unsigned int behind, unsigned int which)
{
	uint64_t lr = (uint64_t)state << LR_STATE_SHIFT | (group ? LR_GROUP : 0) |
		      (uint64_t)priority << LR_PRIO_SHIFT | vintid;

	if (behind == 1)
		lr |= LR_EOI;
	if (behind == 2)
		lr |= LR_HW | (uint64_t)emu_phys[which] << LR_PINTID_SHIFT;
	return lr;
}

static uint64_t written_intid(struct emu *e, enum written written, uint32_t own)
{
	switch (written) {
	case WRITTEN_UNLISTED:	return unlisted[emu_draw(e, NR(unlisted))];
	case WRITTEN_SPECIAL:	return 1020 + emu_draw(e, 4);
	case WRITTEN_RESERVED:	return reserved[emu_draw(e, NR(reserved))];
	case WRITTEN_LPI:	return absent_lpis[emu_draw(e, NR(absent_lpis))];
	case WRITTEN_RES0:	return own | reserved_bits[emu_draw(e, NR(reserved_bits))];
	default:		return own;
	}
}

static unsigned int priority_class(const struct emu *e, unsigned int class)
{
	static const uint8_t values[NR_PRIO_CLASSES] = { 0x00, 0x4b, 0x80, 0xff };

	return values[class] & lowest_priority(e);
}

/* Masks everything, this and what is below, what is below only, as little as can be; and one up. */
static unsigned int pmr_class(const struct emu *e, unsigned int class, unsigned int priority)
{
	unsigned int step = 1u << (8 - e->config->pri_bits), lowest = lowest_priority(e);

	switch (class) {
	case 0:		return 0;
	case 1:		return priority;
	case 2:		return priority < lowest ? priority + step : lowest;
	case 3:		return lowest;
	default:	return priority ? priority - step : 0;
	}
}

/* None, and around the priority's own level of preemption; every_level() has the rest. */
static int level_class(const struct emu *e, unsigned int class, unsigned int priority, unsigned int low_bit)
{
	int level = level_of(e, priority, 0), top = levels(e) - 1;

	switch (class) {
	case 0:		return -1;
	case 1:		return level_of(e, priority, low_bit);
	case 2:		return level;
	case 3:		return level < top ? level + 1 : level;
	default:	return level ? level - 1 : level;
	}
}

struct bprs { unsigned int bpr0, bpr1; };

static struct bprs draw_bprs(struct emu *e)
{
	struct bprs b;

	b.bpr0 = bpr_min(e, 0) + emu_draw(e, 8 - bpr_min(e, 0));
	b.bpr1 = bpr_min(e, 1) + emu_draw(e, 8 - bpr_min(e, 1));
	return b;
}

/*
 * The binary point that counts for an interrupt of @group is @bpr, the other one is drawn. Mode
 * common-7 is apart, for there the register of Group 1 reads as if it had a bit of group priority.
 */
static bool bprs_of(struct emu *e, unsigned int group, enum bpr_mode mode, unsigned int bpr, struct bprs *b)
{
	*b = draw_bprs(e);
	if (mode == BPR_OWN && group)
		b->bpr1 = bpr;
	else
		b->bpr0 = bpr;
	return bpr >= bpr_min(e, mode == BPR_OWN && group) &&
	       (mode == BPR_OWN || (bpr == 7) == (mode == BPR_COMMON_7));
}

/* The lowest bit of the group priority. */
static unsigned int low_bit_of(unsigned int group, enum bpr_mode mode, unsigned int bpr)
{
	return mode == BPR_OWN && group ? bpr : bpr + 1;
}

static bool is_end(const struct emu *e)
{
	return e->access->class == EMU_ENDS || e->access->class == EMU_DEACTIVATES;
}

/* One list register, everything around it. */
static void one(struct emu *e, const struct one *o)
{
	const enum emu_class class = e->access->class;
	const bool ack = class == EMU_ACKNOWLEDGES, pending = class == EMU_SHOWS_PENDING,
		   eoi = class == EMU_ENDS, end = is_end(e);
	const unsigned int repeat = ack || eoi ? 1 : 50;

	for (unsigned int r = 0; r < repeat; r++)
	EACH(prio, true, NR_PRIO_CLASSES)
	EACH(behind, end, 4)
	EACH(bpr, ack || eoi, 8)
	EACH(pmr, ack, NR_PMR_CLASSES)
	EACH(enabled, ack || pending, 4)
	EACH(ap0, ack || eoi, NR_AP_CLASSES)
	EACH(ap1, ack || eoi, NR_AP_CLASSES) {
		unsigned int priority = priority_class(e, prio), which = emu_draw(e, EMU_NR_PHYS);
		unsigned int low = low_bit_of(o->group, o->bpr, bpr);
		struct emu_regs s = some_regs(e);
		int level0 = level_class(e, ap0, priority, low), level1 = level_class(e, ap1, priority, low);
		struct bprs b;

		if (!bprs_of(e, o->group, o->bpr, bpr, &b)) {
			if (ack || eoi)
				break;
			b = draw_bprs(e);
		}
		if (level0 == level1 && level0 >= 0)
			continue;	/* UNPREDICTABLE, ICH_AP0R<n>_EL2 */
		if (level0 >= 0)
			set_active(&s, 0, level0);
		if (level1 >= 0)
			set_active(&s, 1, level1);
		/* 2 and 3: a physical interrupt, active or not. */
		if (behind >= 2 && o->state == STATE_PENDING_ACTIVE)
			behind = 1;
		if (behind == 2)
			s.phys_active |= 1u << which;
		else if (behind == 3)
			s.phys_active &= ~(1u << which);
		s.lr[0] = lr_of(o->state, o->group, priority, vintids[o->intid], behind < 2 ? behind : 2, which);
		s.vmcr = vmcr_of(pmr_class(e, pmr, priority), b.bpr0, b.bpr1, o->bpr != BPR_OWN,
				 end ? o->eoim : emu_draw(e, 2), enabled);
		emu_try(e, &s, end ? written_intid(e, o->written, vintids[o->intid]) : 0);
	}
}

/* One pending or active interrupt of every priority against every level, by every binary point. */
static void every_level(struct emu *e, const struct one *o)
{
	const bool eoi = e->access->class == EMU_ENDS;
	const unsigned int step = 1u << (8 - e->config->pri_bits);

	for (unsigned int bpr = 0; bpr < 8; bpr++)
	for (unsigned int priority = 0; priority <= lowest_priority(e); priority += step)
	for (unsigned int level = 0; level <= levels(e) && !e->done; level++) {
		struct emu_regs s = { .hcr = hcr_of(e) };
		struct bprs b;

		if (!bprs_of(e, o->group, o->bpr, bpr, &b))
			break;
		if (level)
			set_active(&s, emu_draw(e, 2), level - 1);
		s.lr[0] = lr_of(eoi ? STATE_ACTIVE : STATE_PENDING, o->group, priority, 72, 0, 0);
		s.vmcr = vmcr_of(lowest_priority(e), b.bpr0, b.bpr1, o->bpr != BPR_OWN, false, 3);
		emu_try(e, &s, 72);
	}
}

/* ICC_RPR_EL1: every level of one group with every one of the other. */
static void every_pair_of_levels(struct emu *e)
{
	for (unsigned int i = 0; i <= levels(e); i++)
	for (unsigned int j = 0; j <= levels(e) && !e->done; j++) {
		struct bprs b = draw_bprs(e);
		const unsigned int cbpr = emu_draw(e, 2), eoim = emu_draw(e, 2);
		struct emu_regs s = {
			.hcr = hcr_of(e),
			.vmcr = vmcr_of(lowest_priority(e), b.bpr0, b.bpr1, cbpr, eoim, 3),
		};

		if (i && i == j)
			continue;
		if (i)
			set_active(&s, 0, i - 1);
		if (j)
			set_active(&s, 1, j - 1);
		emu_try(e, &s, 0);
	}
}

/* Two list registers, three priorities, a mask and active priorities between and beside them. */
static void two(struct emu *e, const struct two *t)
{
	static const uint8_t priorities[3] = { 0x40, 0x80, 0xc0 }, masks[4] = { 0x40, 0x80, 0xc0, 0xf8 };
	static const uint8_t points[][2] = { { 0, 0 }, { 5, 5 }, { 7, 7 }, { 7, 6 } };
	const enum emu_class class = e->access->class;
	const bool ack = class == EMU_ACKNOWLEDGES, eoi = class == EMU_ENDS, end = is_end(e);

	for (unsigned int repeat = 0; repeat < (ack ? 1 : 4); repeat++)
	EACH(prio, true, 9)
	EACH(pmr, ack, 4)
	EACH(point, ack || eoi, 2 * NR(points))
	EACH(enabled, !end, 4)
	EACH(ap, ack || eoi, 7)
	EACH(w, end, 2) {
		const uint8_t *bpr = points[point / 2];
		struct emu_regs s = some_regs(e);
		unsigned int bpr0 = bpr[0] < bpr_min(e, 0) ? bpr_min(e, 0) : bpr[0];
		unsigned int bpr1 = bpr[1] < bpr_min(e, 1) ? bpr_min(e, 1) : bpr[1];
		const unsigned int first = emu_draw(e, 2), second = emu_draw(e, 2);
		const uint32_t intid[2] = { vintids[first], vintids[2 + second] };

		if (point & 1 && bpr0 == 7)
			continue;	/* see BPR_COMMON_7 */
		for (unsigned int i = 0; i < 2; i++) {
			unsigned int behind = emu_draw(e, t->state[i] == STATE_PENDING_ACTIVE ? 2 : 3);

			s.lr[i] = lr_of(t->state[i], t->group[i], priorities[i ? prio / 3 : prio % 3],
					intid[i], behind, 2 * i + emu_draw(e, 2));
		}
		if (ap)
			set_active(&s, ap & 1, level_of(e, priorities[(ap - 1) / 2], 0));
		s.vmcr = vmcr_of(masks[pmr], bpr0, bpr1, point & 1, end ? t->eoim : emu_draw(e, 2), enabled);
		emu_try(e, &s, intid[w]);
	}
}

/* A few interrupts, so that the registers around the one that is accessed have something in them. */
static void draw_lrs(struct emu *e, struct emu_regs *s)
{
	unsigned int used = 0;

	for (unsigned int i = 0; i < e->nr_lrs; i++) {
		unsigned int state = emu_draw(e, 4), behind = emu_draw(e, 3), group = emu_draw(e, 2);
		unsigned int priority = emu_draw(e, 256) & lowest_priority(e);
		/* No two alike: each has INTIDs of its own. */
		unsigned int nth = 16 * emu_draw(e, 60);
		uint32_t vintid = nth + (emu_draw(e, 4) ? i : LPI_FIRST + i);

		if (behind == 2 && (state == STATE_PENDING_ACTIVE || used == EMU_NR_PHYS))
			behind = 0;
		s->lr[i] = lr_of(state, group, priority, vintid, behind, used);
		used += behind == 2;
		if (state >= STATE_ACTIVE && emu_draw(e, 2))
			set_active(s, group, level_of(e, priority, 0));
	}
}

static void draw_levels(struct emu *e, struct emu_regs *s)
{
	for (unsigned int n = emu_draw(e, 4); n; n--) {
		unsigned int group = emu_draw(e, 2), level = emu_draw(e, levels(e));

		set_active(s, group, level);
	}
	for (unsigned int i = 0; i < 4; i++)
		s->ap1r[i] &= ~s->ap0r[i];
}

static void draw_regs(struct emu *e, struct emu_regs *s)
{
	struct bprs b = draw_bprs(e);
	unsigned int pmr, cbpr, eoim, groups;

	*s = some_regs(e);
	draw_lrs(e, s);
	draw_levels(e, s);
	pmr = emu_draw(e, 4) ? lowest_priority(e) : emu_draw(e, 256) & lowest_priority(e);
	cbpr = emu_draw(e, 2);
	eoim = emu_draw(e, 2);
	groups = emu_draw(e, 4);
	groups |= emu_draw(e, 4);
	s->vmcr = vmcr_of(pmr, b.bpr0, b.bpr1, cbpr, eoim, groups);
}

static uint64_t draw_value(struct emu *e, const struct emu_regs *s)
{
	uint32_t own = s->lr[emu_draw(e, e->nr_lrs)] & LR_VINTID;

	if (is_end(e))
		return written_intid(e, emu_draw(e, 2) ? WRITTEN_OWN : emu_draw(e, NR_WRITTEN), own);
	return emu_draw(e, 4) ? emu_draw(e, 256) : e->random;
}

static void random_states(struct emu *e, unsigned long states)
{
	for (unsigned long i = 0; i < states && !e->done; i++) {
		struct emu_regs s;

		draw_regs(e, &s);
		emu_try(e, &s, draw_value(e, &s));
	}
}

/* Every setting of ICH_VMCR_EL2 and every value written; an active priority register: its bits. */
static void every_control(struct emu *e, enum control_values values)
{
	static const uint64_t beyond[] = { 0x100, 0x1ff, 1ull << 31, 1ull << 32, 0xffffffff, ~0ull };
	const bool priorities = e->access->class == EMU_PRIORITIES, write = e->access->write;
	const unsigned int nr_values = !write ? 1 : values == VALUES_BEYOND ? NR(beyond) : priorities ? 33 : 256;
	struct emu_regs s;

	draw_regs(e, &s);
	for (unsigned int bpr0 = bpr_min(e, 0); bpr0 < 8; bpr0++)
	for (unsigned int bpr1 = bpr_min(e, 1); bpr1 < 8; bpr1++)
	for (unsigned int flags = 0; flags < 16; flags++)
	for (unsigned int v = 0; v < nr_values && !e->done; v++) {
		const unsigned int step = 1u << (8 - e->config->pri_bits);

		for (unsigned int pmr = write ? emu_draw(e, 256) & lowest_priority(e) : 0;
		     pmr < 256; pmr += write ? 256 : step) {
			uint64_t value = values == VALUES_BEYOND ? beyond[v] | emu_draw(e, 256) :
					 priorities ? v ? 1ull << (v - 1) : 0 : v;

			s.hcr = hcr_of(e);
			s.vmcr = vmcr_of(pmr, bpr0, bpr1, flags & 1, flags & 2, flags >> 2);
			emu_try(e, &s, value);
		}
		draw_regs(e, &s);
	}
}

/* What the emulation has nothing to do with, it must refuse. */
static void elsewhere(struct emu *e)
{
	for (unsigned int i = 0; i < 100 && !e->done; i++) {
		struct emu_regs s;

		draw_regs(e, &s);
		emu_try(e, &s, e->random);
	}
}

void emu_row_run(struct row *row, const struct emu_config *config, const struct emu_row *r)
{
	const struct emu_access *a = r->access;
	unsigned int nr_lrs = 1;
	struct one o;
	struct two t;
	struct emu e;

	if (emu_absent(config, a)) {
		row_skip(row, "a GIC with so few preemption bits does not have it: UNDEFINED, before any trap");
		return;
	}
	if (r->shape == EMU_TWO)
		nr_lrs = 2;
	else if (r->shape == EMU_RANDOM)
		nr_lrs = config->nr_lrs - r->code % config->nr_lrs;
	else if (r->shape == EMU_REFUSED || r->shape == EMU_EVERY_CONTROL)
		nr_lrs = 2;
	if (!emu_begin(&e, row, config, a, nr_lrs))
		return;
	switch (r->shape) {
	case EMU_ONE:
		o = one_decode(a, r->code);
		one(&e, &o);
		break;
	case EMU_LEVELS:
		o = level_decode(r->code);
		if (a->class == EMU_SHOWS_RUNNING)
			every_pair_of_levels(&e);
		else
			every_level(&e, &o);
		break;
	case EMU_TWO:
		t = two_decode(r->code);
		two(&e, &t);
		break;
	case EMU_EVERY_CONTROL:
		every_control(&e, r->code);
		break;
	case EMU_RANDOM:
		e.random ^= (emu_seed() + r->code) * 0x2545f4914f6cdd1dull;
		row_step(row, "random states from seed %llu", (unsigned long long)emu_seed());
		random_states(&e, emu_random_states());
		break;
	case EMU_REFUSED:
		elsewhere(&e);
	}
	emu_end(&e);
	if (a->why && !e.differing)
		row_skip(row, a->why);
}
