// SPDX-License-Identifier: GPL-2.0-only
/*
 * The state machine of one interrupt, as the architecture draws it.
 */
#include "checker/spec/ideal.h"

bool ideal_pending(const struct ideal *i)
{
	if (i->by_source)
		return i->sources;
	return i->latch || (i->level && i->line);
}

bool ideal_due(const struct ideal *i)
{
	return i->enabled && !i->active && ideal_pending(i);
}

bool ideal_allowed(const struct ideal *i)
{
	return i->enabled && (ideal_pending(i) || i->maybe || i->maybe_sources);
}

void ideal_edge(struct ideal *i)
{
	i->maybe |= i->latch;
	i->latch = true;
}

void ideal_pend(struct ideal *i)
{
	i->latch = true;
}

void ideal_send(struct ideal *i, unsigned int from)
{
	if (i->by_source) {
		i->maybe_sources |= i->sources & 1u << from;
		i->sources |= 1u << from;
	} else {
		ideal_edge(i);
	}
}

void ideal_ack(struct ideal *i, unsigned int source)
{
	if (!ideal_pending(i))
		i->maybe = false;
	i->active = true;
	i->latch = false;
	if (!(i->sources & 1u << source))
		i->maybe_sources &= ~(1u << source);
	i->sources &= ~(1u << source);
	i->active_source = source;
}

void ideal_deactivate(struct ideal *i)
{
	i->active = false;
}
