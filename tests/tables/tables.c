// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every table of the program, in the order in which it is run.
 */
#include "checker/run/table.h"

#define TABLES(T) \
	T(truth) \
	T(populate) \
	T(fold) \
	T(round) \
	T(life) \
	T(timer) \
	T(sequence) \
	T(emulation) \
	T(its) \
	T(smoke) \
	T(attributes) \
	T(migrate)

#define DECLARE(name) extern const struct table table_##name;
TABLES(DECLARE)

#define POINTER(name) &table_##name,
const struct table *const tables[] = { TABLES(POINTER) NULL };
