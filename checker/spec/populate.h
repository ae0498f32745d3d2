/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Populate: what must be in the list register of one interrupt when the guest is entered, and
 * what must have become of the interrupt. One interrupt at a time; there is room for it.
 */
#ifndef CHECKER_SPEC_POPULATE_H
#define CHECKER_SPEC_POPULATE_H

#include "checker/spec/outcome.h"

/* One allowed outcome. */
struct spec_populate {
	bool in_lr;
	struct lr lr;			/* when in_lr */
	struct spec_irq after;
	struct spec_outcome want;	/* the same, field by field; no host field is demanded */
};

/*
 * spec_populate() - every allowed outcome for @irq into @out. Where the choice is free (which
 * source of an SGI comes first) there are several, the most expected one first. @irq must not
 * be spec_irq_impossible(). Returns how many, at least 1.
 */
#define SPEC_POPULATE_MAX 8
unsigned int spec_populate(const struct spec_machine *m, const struct spec_irq *irq,
			   struct spec_populate out[SPEC_POPULATE_MAX]);

/*
 * spec_populate_match() - that of the @n outcomes @out to which the LR @seen (NULL: none)
 * comes nearest: the one of the same source and state, else of the same source, else the first.
 */
const struct spec_populate *spec_populate_match(const struct spec_populate *out, unsigned int n,
						const struct lr *seen);

#endif
