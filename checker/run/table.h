/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How a table (truth, populate, fold, round, smoke) presents itself to the run core.
 *
 * A table consists of blocks, a block of rows. Every row of a block runs on the same machine and
 * virtual machine, from the same saved state. Names, counts and order are functions of nothing
 * but the table: they are the same on every tree, in every process, every time they are asked for.
 */
#ifndef CHECKER_RUN_TABLE_H
#define CHECKER_RUN_TABLE_H

#include "checker/run/row.h"
#include "vgic/subject.h"

/* Combinations that a block leaves out because they cannot occur, by the rule that says so. */
struct exclusion {
	const char *reason;
	unsigned long count;
};

struct block {
	const char *name;		/* "fold/v3/ppi-mapped-callback": no slash at either end */
	unsigned int nr_rows;
	const void *arg;		/* the table's own */
	struct vgic_machine_config machine;
	struct vgic_vm_config vm;
	const struct exclusion *excluded;	/* ends with a NULL reason; or NULL */
	const char *needs_feature;	/* skipped when the subject lacks it; NULL: none */
};

struct table {
	const char *name;
	unsigned int (*nr_blocks)(void);
	/* The same pointer each time; valid as long as the process. */
	const struct block *(*block)(unsigned int number);
	/*
	 * The row's own name, without the block's and without NUL or newline; unique in its
	 * block, at most ROW_NAME_MAX bytes.
	 */
	void (*row_name)(const struct block *block, unsigned int i, char *buffer, size_t size);
	/*
	 * The row's name in words, for somebody who has never seen one, cut off at @size; NULL: the
	 * name says all.
	 */
	void (*row_words)(const struct block *block, unsigned int i, char *buffer, size_t size);
	/*
	 * Run the row, once. Must always return, whatever it sees, and must not depend on
	 * anything that an earlier row left behind outside of subject and machine.
	 */
	void (*row_run)(struct row *row, const struct block *block, unsigned int i);
	/* All its rows look into list registers, which the reference subject has not: it skips them. */
	bool of_list_registers;
};

#define ROW_NAME_MAX	255		/* a row's own name */
#define ROW_WORDS_MAX	511
#define ROW_FULL_NAME_MAX 511		/* BLOCK/ROW */

/* Every table of the program; ends with NULL. Defined in tests/tables/tables.c. */
extern const struct table *const tables[];

#endif
