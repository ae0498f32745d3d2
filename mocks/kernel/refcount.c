// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reference counts: taking one from zero and dropping one below zero are findings.
 */
#include "state.h"

void mock_ref_set(refcount_t *r, int n)
{
	r->refs.counter = n;
}

void mock_ref_get(refcount_t *r, const char *file, int line)
{
	if (r->refs.counter <= 0)
		mock_fault(VGIC_FAULT_REFCOUNT, file, line, "reference taken on an object that has %d",
			   r->refs.counter);
	r->refs.counter++;
}

bool mock_ref_get_unless_zero(refcount_t *r, const char *file, int line)
{
	if (!r->refs.counter)
		return false;
	mock_ref_get(r, file, line);
	return true;
}

bool mock_ref_put(refcount_t *r, const char *file, int line)
{
	if (r->refs.counter <= 0) {
		mock_fault(VGIC_FAULT_REFCOUNT, file, line, "reference dropped on an object that has %d",
			   r->refs.counter);
		return false;
	}
	return --r->refs.counter == 0;
}

bool mock_ref_put_and_lock(refcount_t *r, struct mock_lock *lock, unsigned long *flags,
			   const char *file, int line)
{
	if (refcount_read(r) > 1) {
		mock_ref_put(r, file, line);
		return false;
	}
	*flags = mock_irq_save();
	mock_lock(lock, false, file, line);
	return mock_ref_put(r, file, line);
}
