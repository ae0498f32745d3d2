/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a step changed, for people: the interrupt under test is looked at before and after it.
 */
#ifndef CHECKER_MACHINE_TELL_H
#define CHECKER_MACHINE_TELL_H

#include "checker/machine/machine.h"

/* What a step shows of the machine. */
struct glance {
	struct spec_irq irq;
	bool phys_active, phys_line;
	int lr_number;
	uint64_t lr;
	uint8_t acks;
};

struct glance glance(void);
/* Tell the row what has changed since @before; each change is introduced by @whose, such as "INTID 40: ". */
void tell_changes(struct row *row, const struct glance *before, const char *whose);

#endif
