/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How many rows ended how.
 */
#ifndef CHECKER_RUN_TOTALS_H
#define CHECKER_RUN_TOTALS_H

#include "checker/run/outcome.h"

struct totals {
	unsigned long rows;
	unsigned long by_status[STATUS_SKIP + 1];
	bool reference;			/* no kernel was tested */
	const uint64_t *unjudged;	/* of the reference subject: differences, by column */
	unsigned long internal_only;	/* passed, but with differences in the internal column */
};

#endif
