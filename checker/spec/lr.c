// SPDX-License-Identifier: GPL-2.0-only
/*
 * List registers to plain fields and back, as the architecture lays them out.
 *
 * Source: IHI 0048B 5.3, GICH_LRn; IHI 0069, ICH_LR<n>_EL2.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "checker/spec/lr.h"

/* GICH_LR */
#define V2_HW		(1ull << 31)
#define V2_GRP1		(1ull << 30)
#define V2_STATE	28
#define V2_PRIORITY	23	/* 5 bits */
#define V2_PINTID	10	/* 10 bits, HW=1 */
#define V2_EOI		(1ull << 19)	/* HW=0 */
#define V2_CPUID	10	/* 3 bits, HW=0 */
#define V2_VINTID	0x3ffull
#define V2_RESERVED	(0xffffffffull << 32 | 7ull << 20)
#define V2_RESERVED_SW	(0x3full << 13)	/* HW=0 */

/* ICH_LR_EL2 */
#define V3_STATE	62
#define V3_HW		(1ull << 61)
#define V3_GRP1		(1ull << 60)
#define V3_PRIORITY	48	/* 8 bits */
#define V3_PINTID	32	/* 13 bits, HW=1 */
#define V3_EOI		(1ull << 41)	/* HW=0 */
#define V3_VINTID	0xffffffffull
#define V3_CPUID	10	/* 3 bits, GICv2 guest */
#define V3_RESERVED	(0xfull << 56 | 7ull << 45)
#define V3_RESERVED_SW	(7ull << 42 | 0x1ffull << 32)	/* HW=0 */
#define V3_RESERVED_V2	(0x7ffffull << 13)		/* GICv2 guest */

static struct lr decode_v2(uint64_t raw)
{
	struct lr lr = {
		.vintid = raw & V2_VINTID,
		.hw = raw & V2_HW,
		.group = !!(raw & V2_GRP1),
		.priority = (raw >> V2_PRIORITY & 0x1f) << 3,
		.stray = raw & V2_RESERVED,
	};

	lr_set_state(&lr, raw >> V2_STATE & 3);
	if (lr.hw) {
		lr.pintid = raw >> V2_PINTID & 0x3ff;
	} else {
		lr.eoi = raw & V2_EOI;
		lr.cpuid = raw >> V2_CPUID & 7;
		lr.stray |= raw & V2_RESERVED_SW;
	}
	return lr;
}

static struct lr decode_v3(enum vgic_gic guest, uint64_t raw)
{
	struct lr lr = {
		.vintid = raw & V3_VINTID,
		.hw = raw & V3_HW,
		.group = !!(raw & V3_GRP1),
		.priority = raw >> V3_PRIORITY & 0xff,
		.stray = raw & V3_RESERVED,
	};

	lr_set_state(&lr, raw >> V3_STATE & 3);
	if (lr.hw) {
		lr.pintid = raw >> V3_PINTID & 0x1fff;
	} else {
		lr.eoi = raw & V3_EOI;
		lr.stray |= raw & V3_RESERVED_SW;
	}
	if (guest == VGIC_GICV2) {
		lr.vintid = raw & V2_VINTID;
		lr.cpuid = raw >> V3_CPUID & 7;
		lr.stray |= raw & V3_RESERVED_V2;
	}
	return lr;
}

struct lr lr_decode(enum vgic_gic host, enum vgic_gic guest, uint64_t raw)
{
	return host == VGIC_GICV2 ? decode_v2(raw) : decode_v3(guest, raw);
}

static uint64_t encode_v2(const struct lr *lr)
{
	uint64_t raw = lr->stray | (lr->vintid & V2_VINTID);

	raw |= (uint64_t)lr_state(lr) << V2_STATE;
	raw |= (uint64_t)(lr->priority >> 3) << V2_PRIORITY;
	if (lr->group)
		raw |= V2_GRP1;
	if (lr->hw)
		return raw | V2_HW | (uint64_t)(lr->pintid & 0x3ff) << V2_PINTID;
	return raw | (lr->eoi ? V2_EOI : 0) | (uint64_t)(lr->cpuid & 7) << V2_CPUID;
}

static uint64_t encode_v3(enum vgic_gic guest, const struct lr *lr)
{
	uint64_t raw = lr->stray;

	if (guest == VGIC_GICV2)
		raw |= (lr->vintid & V2_VINTID) | (uint64_t)(lr->cpuid & 7) << V3_CPUID;
	else
		raw |= lr->vintid;
	raw |= (uint64_t)lr_state(lr) << V3_STATE;
	raw |= (uint64_t)lr->priority << V3_PRIORITY;
	if (lr->group)
		raw |= V3_GRP1;
	if (lr->hw)
		return raw | V3_HW | (uint64_t)(lr->pintid & 0x1fff) << V3_PINTID;
	return raw | (lr->eoi ? V3_EOI : 0);
}

uint64_t lr_encode(enum vgic_gic host, enum vgic_gic guest, const struct lr *lr)
{
	return host == VGIC_GICV2 ? encode_v2(lr) : encode_v3(guest, lr);
}

enum lr_state lr_state(const struct lr *lr)
{
	return (lr->pending ? LR_PENDING : 0) | (lr->active ? LR_ACTIVE : 0);
}

void lr_set_state(struct lr *lr, enum lr_state state)
{
	lr->pending = state & LR_PENDING;
	lr->active = state & LR_ACTIVE;
}

bool lr_equal(const struct lr *a, const struct lr *b)
{
	return a->vintid == b->vintid && a->pending == b->pending && a->active == b->active &&
	       a->hw == b->hw && a->eoi == b->eoi && a->group == b->group &&
	       a->pintid == b->pintid && a->cpuid == b->cpuid && a->priority == b->priority &&
	       a->stray == b->stray;
}

const char *lr_state_name(enum lr_state state)
{
	switch (state) {
	case LR_EMPTY:		return "empty";
	case LR_PENDING:	return "pending";
	case LR_ACTIVE:		return "active";
	case LR_PENDING_ACTIVE:	return "pending+active";
	}
	return "?";
}

/* Append to the text in @buf; what does not fit is cut off. */
__attribute__((format(printf, 4, 5)))
static void append(char *buf, size_t size, size_t *used, const char *format, ...)
{
	va_list args;
	int n;

	if (*used >= size)
		return;
	va_start(args, format);
	n = vsnprintf(buf + *used, size - *used, format, args);
	va_end(args);
	if (n > 0)
		*used += n;
}

char *lr_print(char *buf, size_t size, enum vgic_gic guest, const struct lr *lr)
{
	size_t used = 0;

	append(buf, size, &used, "%s, INTID %" PRIu32, lr_state_name(lr_state(lr)), lr->vintid);
	if (lr->hw)
		append(buf, size, &used, ", HW pINTID %u", lr->pintid);
	if ((guest == VGIC_GICV2 && lr->vintid < 16) || lr->cpuid)
		append(buf, size, &used, " from CPU %u", lr->cpuid);
	if (lr->eoi)
		append(buf, size, &used, ", EOI");
	append(buf, size, &used, ",\nprio 0x%02x, group %u", lr->priority, lr->group);
	if (lr->stray)
		append(buf, size, &used, ",\nreserved bits 0x%" PRIx64, lr->stray);
	return buf;
}
