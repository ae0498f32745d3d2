/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Entering the guest under the specification of populate, for the tables that go on from there.
 */
#ifndef TESTS_TABLES_POPULATE_H
#define TESTS_TABLES_POPULATE_H

#include "tests/tables/case.h"

/*
 * Enter the guest and hold list register and interrupt against spec_populate(). Returns whether
 * they are as they must be; differences are told to the row.
 */
bool enter_and_judge(struct row *row, const struct model *model);

#endif
