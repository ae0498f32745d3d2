/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Fold: what must have become of one interrupt, of the physical one behind it and of those who
 * wait for its end, once KVM has read its list register back after an exit.
 */
#ifndef CHECKER_SPEC_FOLD_H
#define CHECKER_SPEC_FOLD_H

#include "checker/spec/outcome.h"

struct spec_fold_in {
	struct spec_irq irq;	/* as KVM has it when the fold begins */
	struct lr written;	/* the LR as populate wrote it */
	struct lr left;		/* the LR as the guest left it, see spec_guest_outcomes() */
	bool line;		/* hw: its line, as whoever is to be asked would answer now */
	bool phys_active;	/* hw: is the physical interrupt active now? */
};

struct spec_fold {
	/*
	 * The interrupt afterwards. Where a field is not specified it has the value of a KVM
	 * that changes as little as possible.
	 */
	struct spec_irq after;
	struct spec_outcome want;
};

/* spec_fold_impossible() - NULL, or why such a fold cannot occur. */
const char *spec_fold_impossible(const struct spec_machine *m, const struct spec_fold_in *in);

/* spec_fold() - what is demanded after @in, which must not be spec_fold_impossible(). */
void spec_fold(const struct spec_machine *m, const struct spec_fold_in *in,
	       struct spec_fold *out);

#endif
