/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A list register taken apart into plain fields, the same for every kind of host.
 *
 * Source: IHI 0048B 5.3, GICH_LRn; IHI 0069, ICH_LR<n>_EL2.
 */
#ifndef CHECKER_SPEC_LR_H
#define CHECKER_SPEC_LR_H

#include "vgic/subject.h"

/* LR.State, as both architectures number it. */
enum lr_state { LR_EMPTY, LR_PENDING, LR_ACTIVE, LR_PENDING_ACTIVE };

struct lr {
	uint32_t vintid;	/* 10 bits; 32 for a GICv3 guest */
	bool pending, active;
	bool hw;		/* deactivation deactivates physical interrupt @pintid too */
	bool eoi;		/* maintenance interrupt on deactivation; not when hw */
	uint8_t group;		/* 0 or 1 */
	uint16_t pintid;	/* when hw; 10 bits, on a GICv3 host 13 */
	uint8_t cpuid;		/* GICv2 guest, not hw: the SGI's source, 3 bits */
	uint8_t priority;	/* 8 bits; a GICv2 host keeps the upper five */
	uint64_t stray;		/* bits set that the layout reserves */
};

/*
 * lr_decode() - take apart @raw, a list register of a @host GIC (GICH_LR in bits [31:0] or
 * ICH_LR_EL2) that serves a @guest of that model. A GICv2 guest on a GICv3 host has the source
 * of an SGI in vINTID[12:10] (ICH_LR<n>_EL2, note on memory-mapped access).
 * lr_encode() - the inverse. Fields that the layout has no room for are dropped: cpuid and eoi
 * when hw, pintid when not, the low bits of a priority. stray bits are put back.
 */
struct lr lr_decode(enum vgic_gic host, enum vgic_gic guest, uint64_t raw);
uint64_t lr_encode(enum vgic_gic host, enum vgic_gic guest, const struct lr *lr);

enum lr_state lr_state(const struct lr *lr);
void lr_set_state(struct lr *lr, enum lr_state state);

/* lr_equal() - are all fields equal? */
bool lr_equal(const struct lr *a, const struct lr *b);

/*
 * lr_print() - a short form for people in two lines, e.g. "pending, INTID 27, HW pINTID 27,\nprio 0xa0,
 * group 1", into @buf of @size bytes, cut off and terminated. Returns @buf.
 */
char *lr_print(char *buf, size_t size, enum vgic_gic guest, const struct lr *lr);
const char *lr_state_name(enum lr_state state);

#endif
