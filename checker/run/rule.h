/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a finding refers to: a rule, and the column of the expectation it belongs to.
 */
#ifndef CHECKER_RUN_RULE_H
#define CHECKER_RUN_RULE_H

#include "checker/spec/rule.h"

/* Who can see a difference. Only the internal column never makes a row fail. */
enum column {
	COLUMN_GUEST,		/* what a guest can see */
	COLUMN_LR,		/* list-register contents */
	COLUMN_HOST,		/* physical state, notifications, kicks; kernel health */
	COLUMN_INTERNAL,	/* KVM's own bookkeeping: shown, not blocking */
	NR_COLUMNS
};

#endif
