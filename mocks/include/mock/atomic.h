/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Atomics, reference counts and krefs. Kind: fake; an under- or overflow of a reference count is
 * a finding (mocks/kernel/refcount.c). One simulated CPU runs at a time, so plain accesses do.
 */
#ifndef MOCK_ATOMIC_H
#define MOCK_ATOMIC_H

#include <mock/types.h>

#define ATOMIC_INIT(n)			{ (n) }
#define atomic_read(v)			READ_ONCE((v)->counter)
#define atomic_set(v, n)		WRITE_ONCE((v)->counter, n)
#define atomic_set_release(v, n)	WRITE_ONCE((v)->counter, n)
#define atomic_read_acquire(v)		READ_ONCE((v)->counter)
#define atomic_inc(v)			((void)++(v)->counter)
#define atomic_dec(v)			((void)--(v)->counter)
#define atomic_add(n, v)		((void)((v)->counter += (n)))
#define atomic_sub(n, v)		((void)((v)->counter -= (n)))
#define atomic_inc_return(v)		(++(v)->counter)
#define atomic_fetch_inc(v)		((v)->counter++)
#define atomic_fetch_dec(v)		((v)->counter--)
#define atomic_dec_return(v)		(--(v)->counter)
#define atomic_dec_and_test(v)		(--(v)->counter == 0)
#define atomic_dec_if_positive(v)	((v)->counter > 0 ? --(v)->counter : (v)->counter - 1)
#define atomic_xchg(v, n)		__sync_lock_test_and_set(&(v)->counter, n)
#define atomic_cmpxchg(v, old, new)	cmpxchg(&(v)->counter, old, new)
#define atomic_cmpxchg_acquire(v, old, new) cmpxchg(&(v)->counter, old, new)
#define atomic64_read(v)		READ_ONCE((v)->counter)
#define atomic64_set(v, n)		WRITE_ONCE((v)->counter, n)
#define atomic64_inc(v)			((void)++(v)->counter)
#define cmpxchg(p, old, new)		__sync_val_compare_and_swap(p, old, new)
#define cmpxchg64(p, old, new)		__sync_val_compare_and_swap(p, old, new)
#define xchg(p, new)			__sync_lock_test_and_set(p, new)

typedef struct refcount_struct { atomic_t refs; } refcount_t;
struct kref { refcount_t refcount; };
#define REFCOUNT_INIT(n)		{ ATOMIC_INIT(n) }
#define KREF_INIT(n)			{ REFCOUNT_INIT(n) }

void mock_ref_set(refcount_t *r, int n);
void mock_ref_get(refcount_t *r, const char *file, int line);
bool mock_ref_get_unless_zero(refcount_t *r, const char *file, int line);
bool mock_ref_put(refcount_t *r, const char *file, int line);
struct mock_lock;
bool mock_ref_put_and_lock(refcount_t *r, struct mock_lock *lock, unsigned long *flags,
			   const char *file, int line);

#define refcount_set(r, n)		mock_ref_set(r, n)
#define refcount_read(r)		((unsigned int)(r)->refs.counter)
#define refcount_inc(r)			mock_ref_get(r, __FILE__, __LINE__)
#define refcount_inc_not_zero(r)	mock_ref_get_unless_zero(r, __FILE__, __LINE__)
#define refcount_dec_and_test(r)	mock_ref_put(r, __FILE__, __LINE__)
#define refcount_dec(r)			((void)mock_ref_put(r, __FILE__, __LINE__))
#define refcount_dec_and_lock_irqsave(r, lock, flags) \
	mock_ref_put_and_lock(r, lock, flags, __FILE__, __LINE__)
#define kref_init(k)			mock_ref_set(&(k)->refcount, 1)
#define kref_read(k)			refcount_read(&(k)->refcount)
#define kref_get(k)			mock_ref_get(&(k)->refcount, __FILE__, __LINE__)
#define kref_get_unless_zero(k)		mock_ref_get_unless_zero(&(k)->refcount, __FILE__, __LINE__)
#define kref_put(k, release) \
	(mock_ref_put(&(k)->refcount, __FILE__, __LINE__) ? ((release)(k), 1) : 0)

#endif
