/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Emulation: what the number of a row stands for.
 */
#ifndef TESTS_TABLES_EMULATION_ROWS_H
#define TESTS_TABLES_EMULATION_ROWS_H

#include "tests/tables/emulation.h"

#define LPI_FIRST INTID_LPI

/* Whose binary point: each group its own; both that of Group 0, and that is below 7, or 7. */
enum bpr_mode { BPR_OWN, BPR_COMMON, BPR_COMMON_7, NR_BPR_MODES };

/* Which INTID the guest writes to ICC_EOIRn_EL1 or ICC_DIR_EL1. */
enum written {
	WRITTEN_OWN,		/* that of a list register */
	WRITTEN_UNLISTED,	/* of an SGI, PPI or SPI in none of them */
	WRITTEN_SPECIAL,	/* 1020 to 1023 */
	WRITTEN_RESERVED,	/* 1024 to 8191 */
	WRITTEN_LPI,		/* of an LPI in none of them */
	WRITTEN_RES0,		/* that of a list register, and bits that are RES0 */
	NR_WRITTEN
};

/* What is written to a control register. */
enum control_values { VALUES_BYTE, VALUES_BEYOND, NR_CONTROL_VALUES };

struct one {
	unsigned int state, group, intid, eoim;
	enum bpr_mode bpr;
	enum written written;
};
struct one one_decode(const struct emu_access *access, unsigned int code);
struct one level_decode(unsigned int code);

struct two { unsigned int state[2], group[2], eoim; };
struct two two_decode(unsigned int code);

/* Random states to a row: the environment's VGICHECK_RANDOM_STATES, or a few thousand. */
unsigned long emu_random_states(void);

#endif
