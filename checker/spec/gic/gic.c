// SPDX-License-Identifier: GPL-2.0-only
/*
 * The distributor and the redistributors: which interrupts are pending, active, enabled, and to whom they go.
 */
#include "checker/spec/gic/gic.h"

#include <string.h>

/* Five bits of priority: IHI 0069 4.8 and IHI 0048B 3.3 let a GIC have that many; unimplemented bits are RAZ/WI. */
#define PRIORITY_BITS	0xf8u

void ideal_gic_init(struct ideal_gic *g, bool v2, unsigned int nr_vcpus, unsigned int nr_irqs)
{
	memset(g, 0, sizeof(*g));
	g->v2 = v2;
	g->nr_vcpus = (uint8_t)nr_vcpus;
	g->nr_irqs = (uint16_t)nr_irqs;
	for (unsigned int v = 0; v < nr_vcpus; v++) {
		/* The smallest binary points that five bits of preemption allow. */
		g->cpuif[v].bpr[0] = 2;
		g->cpuif[v].bpr[1] = 3;
	}
}

static bool exists(const struct ideal_gic *g, uint32_t intid)
{
	return intid < g->nr_irqs && intid < IDEAL_SPECIAL;
}

const struct ideal_int *ideal_gic_find(const struct ideal_gic *g, unsigned int v, uint32_t intid)
{
	unsigned int owner = intid < IDEAL_PRIVATE ? v : 0;

	for (unsigned int i = 0; i < g->nr; i++)
		if (g->irq[i].intid == intid && g->irq[i].owner == owner)
			return &g->irq[i];
	return NULL;
}

/*
 * Reset. The architecture leaves most of it UNKNOWN or IMPLEMENTATION DEFINED: what a guest must not rely on, a script writes
 * before it does. SGIs are edge-triggered (IHI 0048B 4.3.13); this distributor's PPIs are level-sensitive; its SGIs are
 * always enabled, GICv2 (IHI 0048B 4.3.5 permits that), or enabled at first.
 */
static void reset(const struct ideal_gic *g, struct ideal_int *i, unsigned int v, uint32_t intid)
{
	memset(i, 0, sizeof(*i));
	i->intid = intid;
	if (intid < IDEAL_PRIVATE) {
		i->owner = (uint8_t)v;
		i->targets = (uint8_t)(1u << v);
		i->state.level = intid >= IDEAL_SGIS;
		i->state.enabled = intid < IDEAL_SGIS;
		i->state.by_source = g->v2 && intid < IDEAL_SGIS;
	} else {
		i->targets = g->v2 ? 0 : 1;
	}
	i->group = i->old_group = !g->v2;
}

struct ideal_int *ideal_gic_int(struct ideal_gic *g, unsigned int v, uint32_t intid)
{
	const struct ideal_int *found = ideal_gic_find(g, v, intid);

	if (found)
		return &g->irq[found - g->irq];
	if (!exists(g, intid) || g->nr == IDEAL_INTS)
		return NULL;
	reset(g, &g->irq[g->nr], v, intid);
	return &g->irq[g->nr++];
}

unsigned int ideal_gic_due(const struct ideal_gic *g, const struct ideal_int *i, unsigned int v)
{
	if (!(i->targets & 1u << v) || !(g->ctlr & 1u << i->group) || !ideal_due(&i->state))
		return 0;
	return i->state.by_source ? i->state.sources : 1;
}

/* --- devices and senders --- */

void ideal_gic_line(struct ideal_gic *g, unsigned int v, uint32_t intid, bool high)
{
	struct ideal_int *i = ideal_gic_int(g, v, intid);

	if (!i)
		return;
	i->state.line = high;
	ideal_gic_changed(g);
}

void ideal_gic_edge(struct ideal_gic *g, unsigned int v, uint32_t intid)
{
	struct ideal_int *i = ideal_gic_int(g, v, intid);

	if (!i)
		return;
	ideal_edge(&i->state);
	ideal_gic_changed(g);
}

/*
 * GICv3: an SGI of the group that ICC_SGI1R_EL1 or ICC_SGI0R_EL1 stands for is generated only if the target has it in that
 * group (IHI 0069, "Use of control registers for SGI forwarding", one security state).
 */
void ideal_gic_sgi(struct ideal_gic *g, unsigned int from, unsigned int to, uint32_t intid, unsigned int group)
{
	struct ideal_int *i = ideal_gic_int(g, to, intid);

	if (!i || (!g->v2 && i->group != group))
		return;
	ideal_send(&i->state, from);
	ideal_gic_changed(g);
}

/* --- registers --- */

/*
 * IHI 0048B 4.3.5 to 4.3.10, IHI 0069 GICD_ISENABLER<n> to GICD_ICACTIVER<n>. GICv2: writes of an SGI's pending bit are ignored.
 * Of a level-sensitive interrupt ICPENDR does away with what ISPENDR did, not with the input. ICPENDR of an edge-triggered
 * one, or of an SGI, does away with it all: also with an edge that came and has perhaps merged.
 */
static void write_bit(struct ideal_int *i, enum ideal_bit what)
{
	struct ideal *s = &i->state;

	switch (what) {
	case IDEAL_SET_ENABLE:
		s->enabled = true;
		break;
	case IDEAL_CLEAR_ENABLE:
		s->enabled = false;
		break;
	case IDEAL_SET_PENDING:
		/* It takes effect in finite time, as an edge does: window.c. */
		if (!s->by_source && !s->level)
			ideal_edge(s);
		else if (!s->by_source)
			ideal_pend(s);
		break;
	case IDEAL_CLEAR_PENDING:
		if (!s->by_source)
			s->latch = false;
		if (!s->by_source && !s->level)
			s->maybe = false;
		break;
	case IDEAL_SET_ACTIVE:
		s->active = true;
		break;
	case IDEAL_CLEAR_ACTIVE:
		s->active = false;
		break;
	}
}

void ideal_gic_write_bit(struct ideal_gic *g, unsigned int v, uint32_t intid, enum ideal_bit what)
{
	struct ideal_int *i = ideal_gic_int(g, v, intid);

	if (!i)
		return;
	write_bit(i, what);
	ideal_gic_changed(g);
}

bool ideal_gic_enabled(const struct ideal_gic *g, unsigned int v, uint32_t intid)
{
	const struct ideal_int *i = ideal_gic_find(g, v, intid);

	return i ? i->state.enabled : intid < IDEAL_SGIS;
}

bool ideal_gic_pending(const struct ideal_gic *g, unsigned int v, uint32_t intid)
{
	const struct ideal_int *i = ideal_gic_find(g, v, intid);

	return i && ideal_pending(&i->state);
}

bool ideal_gic_active(const struct ideal_gic *g, unsigned int v, uint32_t intid)
{
	const struct ideal_int *i = ideal_gic_find(g, v, intid);

	return i && i->state.active;
}

/* What was true until now, a CPU interface may go on believing. */
static void doubt(struct ideal_int *i)
{
	if (i->in_doubt)
		return;
	i->old_group = i->group;
	i->old_priority = i->priority;
	i->in_doubt = true;
}

void ideal_gic_set_group(struct ideal_gic *g, unsigned int v, uint32_t intid, unsigned int group)
{
	struct ideal_int *i = ideal_gic_int(g, v, intid);

	if (!i)
		return;
	doubt(i);
	i->group = group & 1;
	ideal_gic_changed(g);
}

void ideal_gic_set_priority(struct ideal_gic *g, unsigned int v, uint32_t intid, uint8_t priority)
{
	struct ideal_int *i = ideal_gic_int(g, v, intid);

	if (!i)
		return;
	doubt(i);
	i->priority = priority & PRIORITY_BITS;
	ideal_gic_changed(g);
}

void ideal_gic_set_level(struct ideal_gic *g, unsigned int v, uint32_t intid, bool level)
{
	struct ideal_int *i = ideal_gic_int(g, v, intid);

	if (!i || intid < IDEAL_PRIVATE)
		return;
	i->state.level = level;
	ideal_gic_changed(g);
}

void ideal_gic_set_targets(struct ideal_gic *g, uint32_t intid, uint8_t targets)
{
	struct ideal_int *i = ideal_gic_int(g, 0, intid);

	if (!i || !g->v2 || intid < IDEAL_PRIVATE)
		return;
	/* IHI 0048B 4.3.12: a bit of a CPU interface that is not there is RAZ/WI. */
	i->targets = targets & (uint8_t)((1u << g->nr_vcpus) - 1);
	ideal_gic_changed(g);
}

/* IHI 0069 GICD_IROUTER<n>: this distributor is one without the 1 of N model (GICD_TYPER.No1N), so IRM is RES0. */
#define ROUTER_AFFINITIES 0xff00ffffffull

void ideal_gic_set_router(struct ideal_gic *g, uint32_t intid, uint64_t router)
{
	struct ideal_int *i = ideal_gic_int(g, 0, intid);

	if (!i || g->v2 || intid < IDEAL_PRIVATE)
		return;
	i->router = router & ROUTER_AFFINITIES;
	/* vCPU n of this VM has affinity 0.0.0.n. */
	i->targets = i->router < g->nr_vcpus ? (uint8_t)(1u << i->router) : 0;
	ideal_gic_changed(g);
}

void ideal_gic_set_ctlr(struct ideal_gic *g, uint32_t value)
{
	g->ctlr = value & 3;
	ideal_gic_changed(g);
}

void ideal_gic_route(struct ideal_gic *g, uint32_t intid, unsigned int to)
{
	if (g->v2)
		ideal_gic_set_targets(g, intid, (uint8_t)(1u << to));
	else
		ideal_gic_set_router(g, intid, to);
}

void ideal_gic_set_up(struct ideal_gic *g, unsigned int v, uint32_t intid, bool level, unsigned int group, uint8_t priority)
{
	ideal_gic_set_group(g, v, intid, group);
	ideal_gic_set_priority(g, v, intid, priority);
	ideal_gic_set_level(g, v, intid, level);
	ideal_gic_route(g, intid, v);
	ideal_gic_write_bit(g, v, intid, IDEAL_SET_ENABLE);
}
