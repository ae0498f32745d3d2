// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is allowed to a distributor and CPU interfaces that do not hear of each other at once.
 *
 * IHI 0069 4.1 and IHI 0048B 3.2.4 have every change of the distributor take effect in finite time, not at once. KVM's CPU interface
 * knows what the vCPU's last entry gave it. So (docs/design.md 5):
 *  - nothing spurious: an interrupt may be given that was due at some instant since the later of the vCPU's entry and the last
 *    acknowledge of it (of that sender) by any vCPU; priorities and group enables are those of the acknowledge itself;
 *  - nothing lost: one that has been due ever since the entry ("settled") must be given, or one at least as urgent;
 *  - an edge or SGI that comes while the interrupt is pending and a vCPU can acknowledge it may have come before that
 *    acknowledge, and merged, or after it, and make it pending again: either is right.
 */
#include "checker/spec/gic/gic.h"

/* As ideal_gic_due(), of what may be pending, too. */
static unsigned int perhaps_due(const struct ideal_gic *g, const struct ideal_int *i, unsigned int v)
{
	const struct ideal *s = &i->state;

	if (!(i->targets & 1u << v) || !(g->ctlr & 1u << i->group) || s->active || !ideal_allowed(s))
		return 0;
	return s->by_source ? s->sources | s->maybe_sources : 1;
}

void ideal_gic_changed(struct ideal_gic *g)
{
	for (unsigned int v = 0; v < g->nr_vcpus; v++) {
		if (!g->cpuif[v].in_guest)
			continue;
		for (unsigned int n = 0; n < g->nr; n++) {
			struct ideal_int *i = &g->irq[n];

			i->window[v] |= perhaps_due(g, i, v);
			if (!ideal_gic_due(g, i, v))
				i->settled &= ~(1u << v);
		}
	}
}

void ideal_gic_enter(struct ideal_gic *g, unsigned int v)
{
	g->cpuif[v].in_guest = true;
	for (unsigned int n = 0; n < g->nr; n++) {
		struct ideal_int *i = &g->irq[n];

		i->window[v] = (uint8_t)perhaps_due(g, i, v);
		i->settled &= ~(1u << v);
		if (ideal_gic_due(g, i, v))
			i->settled |= 1u << v;
		if (i->targets & 1u << v)
			i->in_doubt = false;
	}
}

/* Can another vCPU than @v still acknowledge it? */
static bool elsewhere(const struct ideal_gic *g, const struct ideal_int *i, unsigned int v)
{
	for (unsigned int w = 0; w < g->nr_vcpus; w++)
		if (w != v && g->cpuif[w].in_guest && i->window[w])
			return true;
	return false;
}

/* What nobody has acknowledged meanwhile has merged. */
void ideal_gic_exit(struct ideal_gic *g, unsigned int v)
{
	g->cpuif[v].in_guest = false;
	for (unsigned int n = 0; n < g->nr; n++) {
		struct ideal_int *i = &g->irq[n];

		i->window[v] = 0;
		i->settled &= ~(1u << v);
		if (elsewhere(g, i, v))
			continue;
		if (i->state.latch)
			i->state.maybe = false;
		i->state.maybe_sources &= ~i->state.sources;
	}
}

/* With the group and priority that it has, or those that it had until lately. */
static bool may_pass(const struct ideal_gic *g, unsigned int v, const struct ideal_int *i, unsigned int group)
{
	if (i->group == group && ideal_gic_passes(g, v, i->group, i->priority))
		return true;
	return i->in_doubt && i->old_group == group && ideal_gic_passes(g, v, i->old_group, i->old_priority);
}

static unsigned int most_urgent(const struct ideal_int *i)
{
	return i->in_doubt && i->old_priority < i->priority ? i->old_priority : i->priority;
}

/* The most urgent interrupt that has to be given before one of @priority: of any group, or of @group only if it is not above 1. */
static const struct ideal_int *must_be_given(const struct ideal_gic *g, unsigned int v, unsigned int group,
					     unsigned int priority)
{
	const struct ideal_int *best = NULL;

	for (unsigned int n = 0; n < g->nr; n++) {
		const struct ideal_int *i = &g->irq[n];

		if (!(i->settled & 1u << v) || i->in_doubt || i->priority >= priority || (group <= 1 && i->group != group) ||
		    !ideal_gic_passes(g, v, i->group, i->priority))
			continue;
		if (!best || i->priority < best->priority)
			best = i;
	}
	return best;
}

/* An interrupt of the other group stands before @better, so that this group's acknowledge gives nothing. */
static bool other_group_first(const struct ideal_gic *g, unsigned int v, const struct ideal_int *better)
{
	for (unsigned int n = 0; n < g->nr; n++) {
		const struct ideal_int *i = &g->irq[n];

		if (i->window[v] && most_urgent(i) <= better->priority && may_pass(g, v, i, !better->group))
			return true;
	}
	return false;
}

enum ideal_fault ideal_gic_judge(const struct ideal_gic *g, unsigned int v, unsigned int group, uint32_t intid,
				 unsigned int sender, const struct ideal_int **better)
{
	const struct ideal_int *i;

	*better = NULL;
	if (intid == IDEAL_SPURIOUS || (g->v2 && !group && intid == IDEAL_OTHER_GROUP)) {
		*better = must_be_given(g, v, group, IDEAL_IDLE);
		return *better && !other_group_first(g, v, *better) ? IDEAL_NOTHING : IDEAL_RIGHT;
	}
	i = ideal_gic_find(g, v, intid);
	if (!i || !i->window[v])
		return IDEAL_NOT_PENDING;
	if (i->state.by_source && !(i->window[v] & 1u << sender))
		return IDEAL_NOT_SENT;
	if (!may_pass(g, v, i, group))
		return IDEAL_MASKED;
	*better = must_be_given(g, v, 2, most_urgent(i));
	return *better ? IDEAL_LESS_URGENT : IDEAL_RIGHT;
}
