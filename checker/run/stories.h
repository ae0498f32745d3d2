/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which failing rows get their story told: their steps recorded, in a second run.
 *
 * A fault in the middle of the vgic makes tens of thousands of rows fail alike. What they show is
 * kept of each of them, but nobody reads the steps of the ninth: the others are brief.
 */
#ifndef CHECKER_RUN_STORIES_H
#define CHECKER_RUN_STORIES_H

#include <stdbool.h>
#include <stdint.h>

#define STORIES_OF_A_KIND	8	/* in a block */
#define STORIES_KINDS		1024	/* of the first so many */

/* How many there were of each kind of difference; lies in memory shared with the supervisor. */
struct stories {
	uint32_t nr;
	struct {
		uint64_t kind;
		uint32_t told;
	} kinds[STORIES_KINDS];
};

struct outcome;
/* Does a row with this outcome show something of which there are not enough stories? Counts it. */
bool stories_want(struct stories *stories, const struct outcome *outcome);

#endif
