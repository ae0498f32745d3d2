// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every table of the program, in the order in which it is run, and the commands that go with them.
 */
#include "checker/play/script.h"
#include "checker/run/run.h"
#include "checker/run/table.h"

#define TABLES(T) \
	T(truth) \
	T(populate) \
	T(fold) \
	T(round) \
	T(life) \
	T(timer) \
	T(sequence) \
	T(registers) \
	T(emulation) \
	T(its) \
	T(smoke) \
	T(attributes) \
	T(migrate)

#define DECLARE(name) extern const struct table table_##name;
TABLES(DECLARE)

#define POINTER(name) &table_##name,
const struct table *const tables[] = { TABLES(POINTER) NULL };

const struct command more_commands[] = { { "play", command_play }, { 0 } };
