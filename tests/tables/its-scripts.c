// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table its: longer scripts.
 */
#include "tests/tables/its.h"

const struct its_script its_scripts[] = { { 0 } };
const struct its_script its_register_scripts[] = { { 0 } };
const struct its_script its_table_scripts[] = { { 0 } };
