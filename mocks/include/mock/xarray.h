/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The part of the xarray that KVM uses. Kind: fake: a sorted array, which looks the same from
 * outside; its lock is a real mock lock, of class VGIC_LOCK_LPI for a field named lpi_xa.
 */
#ifndef MOCK_XARRAY_H
#define MOCK_XARRAY_H

#include <mock/lock.h>

typedef unsigned int xa_mark_t;
#define XA_MARK_0		0u
#define XA_MARK_1		1u
#define XA_MARK_2		2u
#define XA_PRESENT		8u
#define XA_FLAGS_LOCK_IRQ	1u
#define XA_FLAGS_LOCK_BH	2u
#define XA_FLAGS_ALLOC		4u

struct mock_xa_slot { unsigned long index; void *entry; unsigned int marks; };
struct xarray {
	spinlock_t xa_lock;
	gfp_t xa_flags;
	unsigned int count, room;
	struct mock_xa_slot *slots;	/* sorted by index */
};

void mock_xa_init(struct xarray *xa, gfp_t flags, const char *name);
void *xa_load(struct xarray *xa, unsigned long index);
/* Stores and returns the old entry, or xa_mk_err(-ENOMEM); the lock must be held. */
void *__xa_store(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp);
void *__xa_erase(struct xarray *xa, unsigned long index);
void *xa_store(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp);
void *xa_erase(struct xarray *xa, unsigned long index);
int xa_insert(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp);
int xa_reserve_irq(struct xarray *xa, unsigned long index, gfp_t gfp);
void xa_release(struct xarray *xa, unsigned long index);
void xa_set_mark(struct xarray *xa, unsigned long index, xa_mark_t mark);
void xa_clear_mark(struct xarray *xa, unsigned long index, xa_mark_t mark);
bool xa_get_mark(struct xarray *xa, unsigned long index, xa_mark_t mark);
/* The entry at the first index at or after (find), or after (find_after) *@index; else NULL. */
void *xa_find(struct xarray *xa, unsigned long *index, unsigned long max, xa_mark_t filter);
void *xa_find_after(struct xarray *xa, unsigned long *index, unsigned long max, xa_mark_t filter);
void xa_destroy(struct xarray *xa);

#define xa_init_flags(xa, flags)	mock_xa_init(xa, flags, #xa)
#define xa_init(xa)			mock_xa_init(xa, 0, #xa)
#define xa_empty(xa)			((xa)->count == 0)
#define xa_lock_irqsave(xa, flags)	raw_spin_lock_irqsave(&(xa)->xa_lock, flags)
#define xa_unlock_irqrestore(xa, flags)	raw_spin_unlock_irqrestore(&(xa)->xa_lock, flags)
#define xa_lock(xa)			raw_spin_lock(&(xa)->xa_lock)
#define xa_unlock(xa)			raw_spin_unlock(&(xa)->xa_lock)
#define xa_lock_irq(xa)			raw_spin_lock_irq(&(xa)->xa_lock)
#define xa_unlock_irq(xa)		raw_spin_unlock_irq(&(xa)->xa_lock)
#define xa_for_each_marked(xa, index, entry, filter) \
	for ((index) = 0, (entry) = xa_find(xa, &(index), ULONG_MAX, filter); (entry); \
	     (entry) = xa_find_after(xa, &(index), ULONG_MAX, filter))
#define xa_for_each(xa, index, entry)	xa_for_each_marked(xa, index, entry, XA_PRESENT)

/* An errno travels in a pointer with its two lowest bits set to 2. */
static inline void *mock_xa_error(int error)
{
	return (void *)(((unsigned long)(long)error << 2) | 2);
}

static inline bool xa_is_err(const void *entry)
{
	return ((unsigned long)entry & 3) == 2 && (long)entry >> 2 >= -4095 && (long)entry < 0;
}

static inline int xa_err(void *entry)
{
	return xa_is_err(entry) ? (int)((long)entry >> 2) : 0;
}

#endif
