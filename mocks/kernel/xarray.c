// SPDX-License-Identifier: GPL-2.0-only
/*
 * The xarray as a sorted array in the arena: same results, other costs.
 */
#include "state.h"

void mock_xa_init(struct xarray *xa, gfp_t flags, const char *name)
{
	*xa = (struct xarray){ .xa_flags = flags };
	mock_lock_init(&xa->xa_lock, MOCK_LOCK_SPIN, name);
}

/* The place of the first slot whose index is not below @index. */
static unsigned int place(const struct xarray *xa, unsigned long index)
{
	unsigned int low = 0, high = xa->count;

	while (low < high) {
		unsigned int middle = (low + high) / 2;

		if (xa->slots[middle].index < index)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct mock_xa_slot *slot(const struct xarray *xa, unsigned long index)
{
	unsigned int n = place(xa, index);

	return n < xa->count && xa->slots[n].index == index ? &xa->slots[n] : NULL;
}

void *xa_load(struct xarray *xa, unsigned long index)
{
	struct mock_xa_slot *s = slot(xa, index);

	return s ? s->entry : NULL;
}

/* Make room for one more slot; false when the arena is full. */
static bool grow(struct xarray *xa)
{
	unsigned int room = xa->room ? 2 * xa->room : 4;
	struct mock_xa_slot *slots;

	if (xa->count < xa->room)
		return true;
	slots = kzalloc(room * sizeof(*slots), GFP_NOWAIT);
	if (!slots)
		return false;
	if (xa->count)
		memcpy(slots, xa->slots, xa->count * sizeof(*slots));
	kfree(xa->slots);
	xa->slots = slots;
	xa->room = room;
	return true;
}

/* A slot for @index, made if need be: entry NULL means reserved. */
static struct mock_xa_slot *make(struct xarray *xa, unsigned long index)
{
	struct mock_xa_slot *s = slot(xa, index);
	unsigned int n;

	if (s)
		return s;
	if (!grow(xa))
		return NULL;
	n = place(xa, index);
	memmove(&xa->slots[n + 1], &xa->slots[n], (xa->count - n) * sizeof(*xa->slots));
	xa->count++;
	xa->slots[n] = (struct mock_xa_slot){ .index = index };
	return &xa->slots[n];
}

static void check_locked(const struct xarray *xa, const char *what)
{
	if (!mock_lock_held(&xa->xa_lock))
		mock_fault(VGIC_FAULT_LOCK, NULL, 0, "%s() without the xa_lock", what);
}

void *__xa_erase(struct xarray *xa, unsigned long index)
{
	struct mock_xa_slot *s = slot(xa, index);
	void *entry;

	check_locked(xa, "__xa_erase");
	if (!s)
		return NULL;
	entry = s->entry;
	memmove(s, s + 1, (&xa->slots[xa->count] - (s + 1)) * sizeof(*s));
	if (!--xa->count) {
		kfree(xa->slots);
		xa->slots = NULL;
		xa->room = 0;
	}
	return entry;
}

void *__xa_store(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	struct mock_xa_slot *s;
	void *old;

	check_locked(xa, "__xa_store");
	if (!entry)
		return __xa_erase(xa, index);
	s = make(xa, index);
	if (!s)
		return mock_xa_error(-ENOMEM);
	old = s->entry;
	s->entry = entry;
	return old;
}

void *xa_store(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	unsigned long flags;
	void *old;

	xa_lock_irqsave(xa, flags);
	old = __xa_store(xa, index, entry, gfp);
	xa_unlock_irqrestore(xa, flags);
	return old;
}

void *xa_erase(struct xarray *xa, unsigned long index)
{
	unsigned long flags;
	void *old;

	xa_lock_irqsave(xa, flags);
	old = __xa_erase(xa, index);
	xa_unlock_irqrestore(xa, flags);
	return old;
}

int xa_insert(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	if (slot(xa, index))
		return -EBUSY;
	return xa_err(xa_store(xa, index, entry, gfp));
}

int xa_reserve_irq(struct xarray *xa, unsigned long index, gfp_t gfp)
{
	unsigned long flags;
	struct mock_xa_slot *s;

	xa_lock_irqsave(xa, flags);
	s = make(xa, index);
	xa_unlock_irqrestore(xa, flags);
	return s ? 0 : -ENOMEM;
}

void xa_release(struct xarray *xa, unsigned long index)
{
	struct mock_xa_slot *s = slot(xa, index);

	if (s && !s->entry)
		xa_erase(xa, index);
}

void xa_set_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	struct mock_xa_slot *s = slot(xa, index);

	if (s)
		s->marks |= 1u << mark;
}

void xa_clear_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	struct mock_xa_slot *s = slot(xa, index);

	if (s)
		s->marks &= ~(1u << mark);
}

bool xa_get_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	struct mock_xa_slot *s = slot(xa, index);

	return s && s->marks & 1u << mark;
}

void *xa_find(struct xarray *xa, unsigned long *index, unsigned long max, xa_mark_t filter)
{
	for (unsigned int n = place(xa, *index); n < xa->count; n++) {
		const struct mock_xa_slot *s = &xa->slots[n];

		if (s->index > max)
			break;
		if (!s->entry || (filter != XA_PRESENT && !(s->marks & 1u << filter)))
			continue;
		*index = s->index;
		return s->entry;
	}
	return NULL;
}

void *xa_find_after(struct xarray *xa, unsigned long *index, unsigned long max, xa_mark_t filter)
{
	unsigned long next = *index + 1;
	void *entry;

	if (!next)
		return NULL;
	entry = xa_find(xa, &next, max, filter);
	if (entry)
		*index = next;
	return entry;
}

void xa_destroy(struct xarray *xa)
{
	kfree(xa->slots);
	xa->slots = NULL;
	xa->count = xa->room = 0;
}
