/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The truth table: the rules of docs/design.md 4 as cases written out by hand, with literal expected
 * values. The specification must agree with every row (tests/self/spec_test.c), and the same
 * rows are run on the real code.
 */
#ifndef CHECKER_SPEC_TRUTH_H
#define CHECKER_SPEC_TRUTH_H

#include "checker/spec/fold.h"
#include "checker/spec/populate.h"

/* On which machines a row applies. */
enum {
	TRUTH_V2 = 1,		/* GICv2 host, GICv2 guest */
	TRUTH_V3 = 2,		/* GICv3 host, GICv3 guest */
	TRUTH_V2_ON_V3 = 4,	/* GICv3 host, GICv2 guest */
};

/* How the interrupt came to be as it is before populate. */
enum truth_made {
	TRUTH_IDLE = 0,
	TRUTH_LINE = 1,		/* the device raised its line and KVM was told (line_level) */
	TRUTH_SOFT = 2,		/* level: the guest wrote GICD_ISPENDR (pending_latch) */
	TRUTH_EDGE = 4,		/* the device gave an edge (pending_latch) */
	TRUTH_SGI = 8,		/* the vCPUs in irq.source sent it; a GICv3 guest: any vCPU */
	/* Then active, before what makes it pending again, unless latch_age is ACKED. */
	TRUTH_ACKED = 16,	/* acknowledged in an earlier run (irq.active_source: sent by) */
};

struct truth_want {
	bool used;
	enum spec_field field;
	uint32_t value;
};

#define TRUTH_WANTS 8

struct truth_row {
	const char *name;		/* one sentence */
	enum spec_rule rule;		/* decides the first of want[] */
	uint8_t gics;			/* TRUTH_V2 | ... */
	bool fold;			/* judged after fold, else after populate */

	struct spec_irq irq;		/* before populate; group counts if a want names it */
	uint8_t made;			/* TRUTH_LINE | ..., how to get there */
	enum lr_state written;		/* the LR's state that populate writes; empty: no LR */

	/* fold only; what happens inside the guest, and where things stand at the fold */
	enum lr_state left;		/* the LR's state that the guest leaves */
	bool edge_inside;		/* another edge comes after the guest's last step */
	/*
	 * The device's line. Mapped: what whoever is asked answers, KVM is not told of changes.
	 * Unmapped: KVM is told, and irq.line_level is this by then.
	 */
	bool line;
	bool phys_active;		/* the physical interrupt is active */

	struct truth_want want[TRUTH_WANTS];
};

extern const struct truth_row truth_table[];
extern const unsigned int truth_rows;

/* truth_machine() - the machine of one of the TRUTH_V2, ... bits. */
struct spec_machine truth_machine(unsigned int gic);

/*
 * truth_fold_in() - what is given to spec_fold() for @row once populate has come out as
 * @populated. A runner of real code puts the LR and the interrupt that it saw in @populated.
 */
struct spec_fold_in truth_fold_in(const struct truth_row *row,
				  const struct spec_populate *populated);

#endif
