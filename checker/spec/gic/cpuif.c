// SPDX-License-Identifier: GPL-2.0-only
/*
 * The CPU interface of a vCPU: priorities, preemption, acknowledge, end of interrupt.
 *
 * Source: IHI 0069 4.8 (prioritization), ICC_IAR1_EL1, ICC_EOIR1_EL1, ICC_DIR_EL1; IHI 0048B 3.3, 4.4. A guest that is well
 * behaved is assumed: it ends what it was given, innermost first.
 */
#include "checker/spec/gic/gic.h"

/* The group priority as a preemption level, five bits. Group 1's own binary point is one less fine; with CBPR, group 0's counts. */
static unsigned int preemption_level(const struct ideal_cpuif *c, unsigned int group, unsigned int priority)
{
	unsigned int low = group && !c->cbpr ? c->bpr[1] : c->bpr[0] + 1u;

	return (priority & 0xffu << low & 0xff) >> 3;
}

void ideal_gic_mask(struct ideal_gic *g, unsigned int v, uint8_t pmr)
{
	g->cpuif[v].pmr = pmr & 0xf8;	/* five bits of priority */
}

void ideal_gic_open(struct ideal_gic *g, unsigned int v, bool eoimode)
{
	struct ideal_cpuif *c = &g->cpuif[v];

	ideal_gic_mask(g, v, 0xff);
	c->bpr[0] = 2;
	c->bpr[1] = 3;
	c->group_enable[0] = c->group_enable[1] = true;
	c->cbpr = false;
	c->eoimode = eoimode;
}

static int highest_active(const struct ideal_cpuif *c)
{
	uint32_t both = c->active[0] | c->active[1];

	return both ? __builtin_ctz(both) : -1;
}

unsigned int ideal_gic_running(const struct ideal_gic *g, unsigned int v)
{
	int level = highest_active(&g->cpuif[v]);

	return level < 0 ? IDEAL_IDLE : (unsigned int)level << 3;
}

bool ideal_gic_passes(const struct ideal_gic *g, unsigned int v, unsigned int group, unsigned int priority)
{
	const struct ideal_cpuif *c = &g->cpuif[v];
	int level = highest_active(c);

	return c->group_enable[group] && priority < c->pmr &&
	       (level < 0 || preemption_level(c, group, priority) < (unsigned int)level);
}

const struct ideal_int *ideal_gic_signalled(const struct ideal_gic *g, unsigned int v, bool settled)
{
	const struct ideal_int *best = NULL;

	for (unsigned int n = 0; n < g->nr; n++) {
		const struct ideal_int *i = &g->irq[n];

		if (!ideal_gic_due(g, i, v) || (settled && !(i->settled & 1u << v)) ||
		    !ideal_gic_passes(g, v, i->group, i->priority))
			continue;
		if (!best || i->priority < best->priority)
			best = i;
	}
	return best;
}

bool ideal_gic_waits(const struct ideal_gic *g, unsigned int v)
{
	for (unsigned int n = 0; n < g->nr; n++)
		if (ideal_gic_due(g, &g->irq[n], v))
			return true;
	return false;
}

void ideal_gic_ack(struct ideal_gic *g, unsigned int v, uint32_t intid, unsigned int sender)
{
	struct ideal_int *i = ideal_gic_int(g, v, intid);
	unsigned int group, priority;

	if (!i)
		return;
	/* What a CPU interface has not heard of yet, it does not go by. */
	group = i->in_doubt ? i->old_group : i->group;
	priority = i->in_doubt ? i->old_priority : i->priority;
	g->cpuif[v].active[group] |= 1u << preemption_level(&g->cpuif[v], group, priority);
	ideal_ack(&i->state, sender);
	for (unsigned int w = 0; w < g->nr_vcpus; w++)
		i->window[w] &= ~(i->state.by_source ? 1u << sender : 1u);
	ideal_gic_changed(g);
}

static void deactivate(struct ideal_gic *g, unsigned int v, uint32_t intid)
{
	struct ideal_int *i = ideal_gic_int(g, v, intid);

	if (i)
		ideal_deactivate(&i->state);
}

void ideal_gic_eoi(struct ideal_gic *g, unsigned int v, uint32_t intid)
{
	struct ideal_cpuif *c = &g->cpuif[v];
	int level = highest_active(c);

	if (level >= 0) {
		unsigned int group = !(c->active[0] & 1u << level);

		c->active[group] &= ~(1u << level);
	}
	if (!c->eoimode)
		deactivate(g, v, intid);
	ideal_gic_changed(g);
}

void ideal_gic_dir(struct ideal_gic *g, unsigned int v, uint32_t intid)
{
	if (!g->cpuif[v].eoimode)
		return;
	deactivate(g, v, intid);
	ideal_gic_changed(g);
}

bool ideal_gic_wakes(const struct ideal_gic *g, unsigned int v)
{
	return ideal_gic_signalled(g, v, false);
}
