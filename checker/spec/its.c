// SPDX-License-Identifier: GPL-2.0-only
/*
 * An ideal ITS: its commands (IHI 0069 5.3) and translation (5.2).
 */
#include "checker/spec/its-lpis.h"

#include <stddef.h>
#include <string.h>

void its_init(struct ideal_its *its, const struct its_limits *limits)
{
	*its = (struct ideal_its){ .limits = *limits };
	for (unsigned int i = 0; i < ITS_LPIS; i++)
		its->lpi[i].maybe_disabled = true;
}

int its_event_number(uint32_t event)
{
	if (event < ITS_EVENTS / 2)
		return (int)event;
	if (event >= ITS_FIRST_LPI && event < ITS_FIRST_LPI + ITS_EVENTS / 2)
		return (int)(event - ITS_FIRST_LPI) + ITS_EVENTS / 2;
	return -1;
}

static struct its_event *event_of(struct ideal_its *its, uint32_t device, uint32_t event)
{
	int n = its_event_number(event);

	if (device >= ITS_DEVICES || n < 0 || !its->device[device].mapped || event >> its->device[device].bits)
		return NULL;
	return &its->device[device].event[n];
}

static bool certain(const struct its_event *e)
{
	return e->nr == 1 && !e->maybe_none;
}

/* --- translation --- */

/* What an event or a command may do to LPI and collection; @surely: it does. */
typedef enum its_answer on_mapping(struct ideal_its *its, struct its_event *e, struct its_mapping *m, bool surely,
				   uint8_t new_icid);

/* For each mapping that the event may have, if its collection is mapped; the union of the answers. */
static enum its_answer each(struct ideal_its *its, struct its_event *e, on_mapping *does, uint8_t new_icid)
{
	enum its_answer answer = ITS_NO;
	bool surely = certain(e);
	unsigned int nr = e->nr;

	for (unsigned int i = 0; i < nr; i++) {
		enum its_answer a;

		if (!its->collection[e->map[i].icid])
			continue;
		a = does(its, e, &e->map[i], surely, new_icid);
		answer = a == ITS_NO ? answer : a;
	}
	return answer == ITS_YES && !surely ? ITS_MAYBE : answer;
}

static enum its_answer translate(struct ideal_its *its, struct its_event *e, struct its_mapping *m, bool surely,
				 uint8_t unused)
{
	(void)e;
	(void)unused;
	return lpi_pend(its, &its->lpi[m->lpi], its->collection[m->icid], surely);
}

enum its_answer its_msi(struct ideal_its *its, uint32_t device, uint32_t event)
{
	struct its_event *e = event_of(its, device, event);

	return e && its->enabled ? each(its, e, translate, 0) : ITS_NO;
}

bool its_translates(const struct ideal_its *its, uint32_t device, uint32_t event, struct its_mapping *map,
		    uint8_t *targets)
{
	const struct its_event *e = event_of((struct ideal_its *)its, device, event);

	if (!e || !certain(e) || !its->collection[e->map[0].icid] || its->lpi[e->map[0].lpi].open)
		return false;
	*map = e->map[0];
	*targets = its->collection[map->icid];
	return true;
}

/* Does anything else than @except map the LPI, perhaps? */
static bool is_mapped(const struct ideal_its *its, unsigned int lpi, const struct its_event *except)
{
	for (unsigned int d = 0; d < ITS_DEVICES; d++)
		for (unsigned int n = 0; n < ITS_EVENTS; n++) {
			const struct its_event *e = &its->device[d].event[n];

			for (unsigned int i = 0; e != except && i < e->nr; i++)
				if (e->map[i].lpi == lpi)
					return true;
		}
	return false;
}

static void add_mapping(struct its_event *e, struct its_mapping m)
{
	for (unsigned int i = 0; i < e->nr; i++)
		if (!memcmp(&e->map[i], &m, sizeof(m)))
			return;
	/* More cannot be had by three commands after the first mapping. */
	if (e->nr < ITS_MAPPINGS)
		e->map[e->nr++] = m;
}

static void unmap_event(struct ideal_its *its, struct its_event *e)
{
	struct its_event was = *e;

	*e = (struct its_event){ 0 };
	for (unsigned int i = 0; i < was.nr; i++)
		if (!is_mapped(its, was.map[i].lpi, NULL))
			its->lpi[was.map[i].lpi].open = false;
}

/* --- commands: the fields as 5.3 places them --- */

static uint64_t field(const uint64_t *words, unsigned int word, unsigned int low, unsigned int bits)
{
	return words[word] >> low & ((1ull << bits) - 1);
}
#define DEVICE(w)	((uint32_t)field(w, 0, 32, 32))
#define EVENT(w)	((uint32_t)field(w, 1, 0, 32))
#define ICID(w)		((uint32_t)field(w, 2, 0, 16))
#define VALID(w)	((bool)field(w, 2, 63, 1))
#define RDBASE(w)	((uint32_t)field(w, 2, 16, 35))

/* 5.3, MAPD. */
static enum its_answer mapd(struct ideal_its *its, const uint64_t *w)
{
	unsigned int bits = (unsigned int)field(w, 1, 0, 5) + 1;
	struct its_device *d;

	if (DEVICE(w) >= its->limits.devices || DEVICE(w) >= ITS_DEVICES || (VALID(w) && bits > its->limits.event_bits))
		return ITS_NO;
	d = &its->device[DEVICE(w)];
	/*
	 * To unmap or move a device with events that are mapped is UNPREDICTABLE as to their pending LPIs; but its
	 * requests are not translated any more, or by the new table, which is empty.
	 */
	for (unsigned int n = 0; d->mapped && n < ITS_EVENTS; n++) {
		struct its_event *e = &d->event[n];

		for (unsigned int i = 0; i < e->nr; i++)
			lpi_lose(&its->lpi[e->map[i].lpi]);
		unmap_event(its, e);
	}
	d->mapped = VALID(w);
	d->bits = (uint8_t)bits;
	return ITS_YES;
}

/* 5.3, MAPC. */
static enum its_answer mapc(struct ideal_its *its, const uint64_t *w)
{
	uint32_t icid = ICID(w);
	uint8_t targets = 0;

	if (icid >= its->limits.collections || icid >= ITS_COLLECTIONS)
		return ITS_NO;
	if (VALID(w)) {
		if (RDBASE(w) >= its->limits.vcpus)
			return ITS_NO;
		targets = (uint8_t)(1u << RDBASE(w));
	}
	for (unsigned int d = 0; d < ITS_DEVICES; d++)
		for (unsigned int n = 0; n < ITS_EVENTS; n++) {
			struct its_event *e = &its->device[d].event[n];
			bool here = false;

			for (unsigned int i = 0; i < e->nr; i++) {
				struct its_lpi *lpi = &its->lpi[e->map[i].lpi];

				if (e->map[i].icid != icid)
					continue;
				here = true;
				/*
				 * Pending ones stay where they are until MOVALL; but a redistributor that serves
				 * the collection now may have fetched them.
				 */
				if (lpi->where)
					lpi->where |= targets & its->lpis;
				lpi->moved = lpi->where;
				/* To unmap it with events mapped is UNPREDICTABLE. */
				if (!targets)
					lpi_lose(lpi);
			}
			e->maybe_none |= here && !targets;
		}
	its->collection[icid] = targets;
	return ITS_YES;
}

/* 5.3, MAPI and MAPTI. */
static enum its_answer mapti(struct ideal_its *its, const uint64_t *w, uint32_t intid)
{
	struct its_event *e = event_of(its, DEVICE(w), EVENT(w));
	uint32_t lpi = intid - ITS_FIRST_LPI;

	if (!e || ICID(w) >= its->limits.collections || ICID(w) >= ITS_COLLECTIONS || intid < ITS_FIRST_LPI ||
	    intid >= its->limits.intids || lpi >= ITS_LPIS)
		return ITS_NO;
	/* 5.2, restrictions for INTIDs: two events of one LPI are UNPREDICTABLE; kernels differ in whether the second is refused. */
	if (is_mapped(its, lpi, e)) {
		its->lpi[lpi].open = true;
		its->lpi[lpi].must = false;
		e->maybe_none |= !e->nr;
	}
	/* One that is pending still, since its device was unmapped without DISCARD (UNPREDICTABLE): who looks after it now? */
	if (its->lpi[lpi].where) {
		its->lpi[lpi].where |= its->collection[ICID(w)] & its->lpis;
		its->lpi[lpi].moved = true;
	}
	/* An event that is mapped already: UNPREDICTABLE; it has the old mapping or the new one. */
	add_mapping(e, (struct its_mapping){ (uint8_t)lpi, (uint8_t)ICID(w) });
	return e->nr == 1 && !e->maybe_none ? ITS_YES : ITS_MAYBE;
}

/* 5.3, MOVI: the event's collection is changed, and its pending state moves with it. */
static enum its_answer movi(struct ideal_its *its, struct its_event *e, struct its_mapping *m, bool surely, uint8_t icid)
{
	struct its_lpi *lpi = &its->lpi[m->lpi];
	uint8_t from = its->collection[m->icid], to = its->collection[icid];

	if (lpi->where && surely && vcpu_is_one(from) && !lpi->open && !(lpi->where & its->running) && !(to & ~its->lpis))
		lpi->where = (lpi->where & (uint8_t)~from) | (lpi->where & from ? to & its->lpis : 0);
	else if (lpi->where)
		lpi->where |= to & its->lpis;
	lpi->moved = lpi->where;
	/* Commands that involve LPIs of a redistributor that has them off are ignored (12.11, EnableLPIs), or it is lost there. */
	if (to & ~its->lpis)
		lpi_lose(lpi);
	if (surely)
		m->icid = icid;
	else
		add_mapping(e, (struct its_mapping){ m->lpi, icid });
	return ITS_YES;
}

/* 5.3, CLEAR and DISCARD. */
static enum its_answer clear(struct ideal_its *its, struct its_event *e, struct its_mapping *m, bool surely, uint8_t unused)
{
	(void)e;
	(void)unused;
	lpi_unpend(its, &its->lpi[m->lpi], its->collection[m->icid], surely, ITS_CLEARED);
	return ITS_YES;
}

static enum its_answer discard(struct ideal_its *its, struct its_event *e)
{
	bool surely = certain(e);
	uint8_t lpi = e->map[0].lpi;
	enum its_answer answer = each(its, e, clear, 0);

	if (surely && answer == ITS_YES) {
		if (its->lpi[lpi].gone == ITS_CLEARED)
			its->lpi[lpi].gone = ITS_DISCARDED;
		unmap_event(its, e);
	} else {
		/* Of an event without a collection: an error, after which the entry is UNKNOWN. */
		e->maybe_none = e->nr;
	}
	return answer;
}

/* 5.3, INV. */
static enum its_answer inv(struct ideal_its *its, struct its_event *e, struct its_mapping *m, bool surely, uint8_t unused)
{
	struct its_lpi *lpi = &its->lpi[m->lpi];

	(void)e;
	(void)unused;
	if (surely && !lpi->open && !(its->collection[m->icid] & ~its->lpis))
		lpi_refresh(its, lpi);
	return ITS_YES;
}

/* 5.3, INVALL: of all LPIs that are mapped to the collection. */
static enum its_answer invall(struct ideal_its *its, const uint64_t *w)
{
	if (ICID(w) >= ITS_COLLECTIONS || !its->collection[ICID(w)])
		return ITS_NO;
	for (unsigned int d = 0; d < ITS_DEVICES; d++)
		for (unsigned int n = 0; n < ITS_EVENTS; n++) {
			struct its_event *e = &its->device[d].event[n];

			if (certain(e) && e->map[0].icid == ICID(w))
				each(its, e, inv, 0);
		}
	return ITS_YES;
}

/* 5.3, MOVALL. */
static enum its_answer movall(struct ideal_its *its, const uint64_t *w)
{
	uint32_t from = RDBASE(w), to = (uint32_t)field(w, 3, 16, 35);

	if (from >= its->limits.vcpus || to >= its->limits.vcpus)
		return ITS_NO;
	if (from == to)
		return ITS_YES;
	for (unsigned int i = 0; i < ITS_LPIS; i++) {
		struct its_lpi *lpi = &its->lpi[i];

		if (!(lpi->where >> from & 1))
			continue;
		lpi->moved = true;
		/* As of MOVI. */
		if (its->lpis >> to & 1)
			lpi->where = (lpi->where & (uint8_t)~(1u << from & ~its->running)) | (uint8_t)(1u << to);
		else
			lpi_lose(lpi);
	}
	/* An implementation may remap the collections of the one redistributor to the other, or not. */
	for (unsigned int c = 0; c < ITS_COLLECTIONS; c++)
		if (its->collection[c] >> from & 1)
			its->collection[c] |= (uint8_t)(1u << to);
	return ITS_YES;
}

enum its_answer its_execute(struct ideal_its *its, const uint64_t words[4])
{
	struct its_event *e = event_of(its, DEVICE(words), EVENT(words));
	uint32_t icid = ICID(words);

	switch (words[0] & 0xff) {
	case ITS_MAPD:
		return mapd(its, words);
	case ITS_MAPC:
		return mapc(its, words);
	case ITS_MAPTI:
		return mapti(its, words, (uint32_t)field(words, 1, 32, 32));
	case ITS_MAPI:
		return mapti(its, words, EVENT(words));
	case ITS_MOVI:
		return e && icid < ITS_COLLECTIONS && its->collection[icid] ? each(its, e, movi, (uint8_t)icid) : ITS_NO;
	case ITS_INT:
		return e ? each(its, e, translate, 0) : ITS_NO;
	case ITS_CLEAR:
		return e ? each(its, e, clear, 0) : ITS_NO;
	case ITS_DISCARD:
		return e && e->nr ? discard(its, e) : ITS_NO;
	case ITS_INV:
		return e ? each(its, e, inv, 0) : ITS_NO;
	case ITS_INVALL:
		return invall(its, words);
	case ITS_MOVALL:
		return movall(its, words);
	case ITS_SYNC:
		return RDBASE(words) < its->limits.vcpus ? ITS_YES : ITS_NO;
	}
	return ITS_NO;
}

/* --- switches --- */

void its_switch(struct ideal_its *its, bool on)
{
	/* 12.19 GITS_CTLR: requests are ignored while it is 0; what is pending at a redistributor stays there. */
	its->enabled = on;
}

void its_forget(struct ideal_its *its)
{
	memset(its->device, 0, sizeof(its->device));
	memset(its->collection, 0, sizeof(its->collection));
	for (unsigned int i = 0; i < ITS_LPIS; i++) {
		lpi_lose(&its->lpi[i]);
		its->lpi[i].open = false;
	}
}
