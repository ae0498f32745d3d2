/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The ideal GIC follows the machine's vCPUs into the guest and out of it: KVM lets them exit and enter as it likes.
 */
#ifndef CHECKER_PLAY_FOLLOW_H
#define CHECKER_PLAY_FOLLOW_H

#include "checker/machine/machine.h"
#include "checker/spec/gic/gic.h"

struct follow {
	unsigned int exits[VGIC_MAX_VCPUS], entries[VGIC_MAX_VCPUS];	/* that the ideal GIC has been told of */
};

void follow_begin(struct follow *f);
/* Exits that it does not know of yet, and entries; each returns the vCPUs, bit v: vCPU v. */
unsigned int follow_exits(struct follow *f, struct ideal_gic *g);
unsigned int follow_entries(struct follow *f, struct ideal_gic *g);

#endif
