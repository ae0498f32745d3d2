/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Ways to make the model wrong on purpose, to see that the comparison with QEMU finds it.
 */
#ifndef TESTS_QEMU_MODEL_BREAKAGE_H
#define TESTS_QEMU_MODEL_BREAKAGE_H

#include "mocks/gic/gic.h"
#include "tests/qemu/script.h"

/* breakage_list() - print the names that there are for this version of the GIC. */
void breakage_list(unsigned int gic);

/* breakage_choose() - be wrong in this way from now on; false: there is none of that name. */
bool breakage_choose(const char *name, unsigned int gic);

/*
 * Around what the guest does: bits of a register are lost or set before it, and put back behind it
 * where it has not changed them itself.
 */
void breakage_spoil(struct gic *g);
void breakage_mend(struct gic *g);

/* breakage_of_hcr() - is it the hypervisor's control register that is spoilt? */
bool breakage_of_hcr(void);

/* breakage_hidden() - bits of a register that the hypervisor does not see. */
uint64_t breakage_hidden(enum hyp_reg reg);

#endif
