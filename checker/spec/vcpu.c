// SPDX-License-Identifier: GPL-2.0-only
/*
 * An ideal vCPU: priorities and preemption over the state machines of its interrupts.
 */
#include "checker/spec/vcpu.h"

#include <stddef.h>

struct ideal_irq *ideal_vcpu_find(struct ideal_vcpu *v, uint32_t intid)
{
	for (unsigned int i = 0; i < v->nr; i++)
		if (v->irq[i].intid == intid)
			return &v->irq[i];
	return NULL;
}

unsigned int ideal_vcpu_running(const struct ideal_vcpu *v)
{
	return v->depth ? v->running[v->depth - 1] : IDEAL_IDLE;
}

unsigned int ideal_vcpu_best(const struct ideal_vcpu *v, bool settled)
{
	unsigned int best = IDEAL_IDLE;

	for (unsigned int i = 0; i < v->nr; i++) {
		const struct ideal_irq *irq = &v->irq[i];

		if (ideal_due(&irq->state) && (irq->settled || !settled) && irq->priority < best)
			best = irq->priority;
	}
	return best;
}

bool ideal_vcpu_signalled(const struct ideal_vcpu *v, bool settled)
{
	unsigned int best = ideal_vcpu_best(v, settled);

	return !v->masked && best != IDEAL_IDLE && best < ideal_vcpu_running(v);
}

void ideal_vcpu_enter(struct ideal_vcpu *v)
{
	for (unsigned int i = 0; i < v->nr; i++)
		v->irq[i].settled = ideal_due(&v->irq[i].state);
}

void ideal_vcpu_ack(struct ideal_vcpu *v, struct ideal_irq *irq, unsigned int source)
{
	ideal_ack(&irq->state, source);
	irq->settled = false;
	if (v->depth < IDEAL_MAX)
		v->running[v->depth++] = irq->priority;
}

void ideal_vcpu_drop(struct ideal_vcpu *v)
{
	v->depth -= v->depth != 0;
}

void ideal_vcpu_deactivate(struct ideal_vcpu *v, struct ideal_irq *irq)
{
	(void)v;
	ideal_deactivate(&irq->state);
}
