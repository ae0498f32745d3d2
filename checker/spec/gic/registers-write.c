// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is written to the frames, what reset leaves, and what becomes of interrupts.
 */
#include "checker/spec/gic/registers.h"

#include <string.h>

#define PRIORITY_BITS	0xf8u		/* five bits of priority: as in gic.c */

struct regs_int *regs_int(struct regs *r, unsigned int owner, uint32_t intid)
{
	if (intid >= r->nr_irqs || intid >= REGS_INTS)
		return NULL;
	return intid < REGS_PRIVATE ? &r->private[owner][intid] : &r->spi[intid - REGS_PRIVATE];
}

void regs_init(struct regs *r, bool v2, unsigned int nr_vcpus, unsigned int nr_irqs)
{
	memset(r, 0, offsetof(struct regs, spi) + (nr_irqs - REGS_PRIVATE) * sizeof(r->spi[0]));
	r->v2 = v2;
	r->nr_vcpus = (uint8_t)nr_vcpus;
	r->nr_irqs = (uint16_t)nr_irqs;
	r->ctlr = 3;
	for (unsigned int v = 0; v < nr_vcpus; v++)
		for (uint32_t n = 0; n < REGS_PRIVATE; n++) {
			struct regs_int *i = regs_int(r, v, n);

			i->targets = (uint8_t)(1u << v);
			i->state.by_source = v2 && n < REGS_SGIS;
			i->state.level = n >= REGS_SGIS;
		}
}

/* A GICv3's SPI goes to the PE of that affinity; vCPU n is 0.0.0.n. With IRM, to any. */
static void route(struct regs *r, struct regs_int *i)
{
	uint64_t affinity = i->router & 0xff00ffffffull;

	i->targets = affinity < r->nr_vcpus ? (uint8_t)(1u << affinity) : 0;
	if (i->router & 1u << 31)
		i->targets = (uint8_t)((1u << r->nr_vcpus) - 1);
}

static void learn(struct regs *r, struct regs_int *i, uint32_t intid, enum regs_what what, uint64_t value)
{
	switch (what) {
	case REG_IGROUPR:
		i->group = value & 1;
		break;
	case REG_ISENABLER:
		if (intid < REGS_SGIS)
			i->state.enabled = value & 1;
		break;
	case REG_IPRIORITYR:
		i->priority = value & PRIORITY_BITS;
		break;
	case REG_ICFGR:
		if (intid >= REGS_SGIS)
			i->state.level = !(value & 2);
		break;
	case REG_IROUTER:
		if (intid >= REGS_PRIVATE) {
			i->router = value;
			route(r, i);
		}
		break;
	default:
		break;
	}
}

void regs_learn(struct regs *r, unsigned int owner, const struct regs_at *at, unsigned int len, uint64_t value)
{
	for (unsigned int n = 0; n * at->bits < len * 8; n++) {
		struct regs_int *i = regs_int(r, owner, at->first + n);

		if (i)
			learn(r, i, at->first + n, at->what, value >> n * at->bits);
	}
}

/* IHI 0048B 4.3.13, IHI 0069 GICD_ICFGR<n>: the mode of an interrupt that is enabled must not change, else UNPREDICTABLE. */
static void set_level(struct regs *r, struct regs_int *i, uint32_t intid, bool level)
{
	if (intid < REGS_SGIS || (intid < REGS_PRIVATE && r->ppis_fixed))
		return;
	i->doubt_level = i->state.enabled && (level != i->state.level || i->doubt_level);
	i->doubt_pending |= i->doubt_level;
	i->state.level = level;
}

/* IHI 0048B 4.3.12: read-only for private ones; bits of CPU interfaces that are not there are RAZ/WI. */
static void set_targets(struct regs *r, struct regs_int *i, uint32_t intid, uint8_t value)
{
	if (intid >= REGS_PRIVATE)
		i->targets = value & (uint8_t)((1u << r->nr_vcpus) - 1);
}

static void set_router(struct regs *r, struct regs_int *i, uint32_t intid, uint64_t value, uint64_t mask)
{
	uint64_t bits = 0xffffff | (r->aff3 ? 0xff00000000ull : 0) | (r->one_of_n ? 1u << 31 : 0);

	if (intid < REGS_PRIVATE)
		return;
	i->router = (i->router & ~mask) | (value & mask & bits);
	route(r, i);
}

/* One bit, of the registers that have one for each interrupt. Clearing names write on 1 only. */
static void write_bit(const struct regs *r, struct regs_int *i, uint32_t intid, enum regs_what what)
{
	struct ideal *s = &i->state;

	switch (what) {
	case REG_ISENABLER:
		s->enabled = true;
		break;
	case REG_ICENABLER:
		s->enabled = intid < REGS_SGIS && r->sgis_always_enabled;
		break;
	case REG_ISPENDR:
		/* GICv2: SGIs are pended by GICD_SGIR and GICD_SPENDSGIR (IHI 0048B 4.3.7). */
		if (s->by_source)
			break;
		s->latch = true;
		i->doubt_pending = false;
		break;
	case REG_ICPENDR:
		if (s->by_source)
			break;
		s->latch = false;
		i->doubt_pending &= s->line;
		break;
	case REG_ISACTIVER:
		s->active = true;
		break;
	default:
		s->active = false;
		break;
	}
}

static void write_field(struct regs *r, struct regs_int *i, uint32_t intid, enum regs_what what, uint64_t value)
{
	uint8_t senders = (uint8_t)value & (uint8_t)((1u << r->nr_vcpus) - 1);

	switch (what) {
	case REG_IGROUPR:
		i->group = value & 1;
		break;
	case REG_IPRIORITYR:
		i->priority = value & PRIORITY_BITS;
		break;
	case REG_ITARGETSR:
		set_targets(r, i, intid, (uint8_t)value);
		break;
	case REG_ICFGR:
		set_level(r, i, intid, !(value & 2));
		break;
	case REG_CPENDSGIR:
		i->state.sources &= (uint8_t)~senders;
		break;
	case REG_SPENDSGIR:
		i->state.sources |= senders;
		break;
	default:
		if (value & 1)
			write_bit(r, i, intid, what);
		break;
	}
}

static void of_interrupts(struct regs *r, enum regs_frame frame, unsigned int owner, const struct regs_at *at,
			  unsigned int len, uint64_t value)
{
	for (unsigned int n = 0; n * at->bits < len * 8; n++) {
		struct regs_int *i = regs_int(r, owner, at->first + n);
		uint64_t all = len == 8 ? ~0ull : 0xffffffffull;

		if (!i || (!r->v2 && frame == REGS_GICD && at->first + n < REGS_PRIVATE))
			continue;
		if (at->what == REG_IROUTER)
			set_router(r, i, at->first, value << at->inside * 8, all << at->inside * 8);
		else
			write_field(r, i, at->first + n, at->what, value >> n * at->bits);
	}
}

/* IHI 0048B 4.3.15. Without Security Extensions NSATT is not there. Filter 3 is reserved. */
static void sgir(struct regs *r, unsigned int from, uint32_t value)
{
	uint32_t to = value >> 16 & 0xff, all = (1u << r->nr_vcpus) - 1;

	switch (value >> 24 & 3) {
	case 1:
		to = all & ~(1u << from);
		break;
	case 2:
		to = 1u << from;
		break;
	case 3:
		to = 0;
		break;
	}
	for (unsigned int v = 0; v < r->nr_vcpus; v++)
		if (to & 1u << v)
			ideal_send(&r->private[v][value & 0xf].state, from);
}

void regs_write(struct regs *r, enum regs_frame frame, unsigned int owner, uint32_t offset, unsigned int len, uint64_t value)
{
	struct regs_at at = regs_at(r->v2, frame, offset, len);

	if (!at.legal)
		return;
	if (at.bits)
		of_interrupts(r, frame, owner, &at, len, value);
	else if (at.what == REG_CTLR)
		r->ctlr = value & 3;
	else if (at.what == REG_SGIR)
		sgir(r, owner, (uint32_t)value);
}

/* IHI 0069 ICC_SGI1R_EL1, ICC_SGI0R_EL1, and "Use of control registers for SGI forwarding" for one Security state. */
void regs_send(struct regs *r, unsigned int from, unsigned int group, uint64_t value, uint32_t *to)
{
	uint32_t intid = value >> 24 & 0xf, affinity = (uint32_t)(value >> 48 & 0xff) << 16 | (value >> 32 & 0xff) << 8 |
			 (value >> 16 & 0xff);

	*to = affinity ? 0 : value & 0xffff;
	if (value & 1ull << 40)
		*to = ~(1u << from);
	*to &= (1u << r->nr_vcpus) - 1;
	for (unsigned int v = 0; v < r->nr_vcpus; v++)
		if ((*to & 1u << v) && (r->private[v][intid].group == group || (group && r->sgi1r_group0)))
			ideal_send(&r->private[v][intid].state, from);
}

void regs_line(struct regs *r, unsigned int owner, uint32_t intid, bool high)
{
	struct regs_int *i = regs_int(r, owner, intid);

	if (!i->state.level && high && !i->state.line)
		i->state.latch = true;
	i->state.line = high;
}

unsigned int regs_due(const struct regs *r, unsigned int v, uint32_t intid, unsigned int mask)
{
	const struct regs_int *i = regs_int((struct regs *)r, v, intid);
	bool here = i && ((i->targets & 1u << v) || (r->v2 && r->nr_vcpus == 1));

	if (!here || !(r->ctlr & 1u << i->group) || i->priority >= mask || !ideal_due(&i->state))
		return 0;
	return i->state.by_source ? i->state.sources : 1;
}

void regs_ack(struct regs *r, unsigned int v, uint32_t intid, unsigned int sender)
{
	ideal_ack(&regs_int(r, v, intid)->state, sender);
}

void regs_deactivate(struct regs *r, unsigned int v, uint32_t intid)
{
	ideal_deactivate(&regs_int(r, v, intid)->state);
}
