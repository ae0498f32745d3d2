// SPDX-License-Identifier: GPL-2.0-only
/*
 * An ideal timer.
 */
#include "checker/spec/timer.h"

uint64_t ideal_timer_count(const struct ideal_timer *t, uint64_t now)
{
	return now - t->offset;
}

bool ideal_timer_condition(const struct ideal_timer *t, uint64_t now)
{
	return ideal_timer_count(t, now) >= t->cval;
}

bool ideal_timer_output(const struct ideal_timer *t, uint64_t now)
{
	return t->enable && !t->imask && ideal_timer_condition(t, now);
}

void ideal_timer_tval(struct ideal_timer *t, uint64_t now, int32_t tval)
{
	t->cval = ideal_timer_count(t, now) + (uint64_t)(int64_t)tval;
}
