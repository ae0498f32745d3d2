/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Known findings: real faults of released kernels, one a file, shown in every report and not
 * blocking. A record that names rows in which nothing like it occurs any more is reported too.
 *
 * NAME.known holds "key: value" lines; an indented line continues the value above; '#' begins a
 * comment line. Every key is needed:
 *
 *   name: NAME
 *   rule: the rules broken, separated by blanks
 *   rows: patterns of the rows in which it occurs (pattern.h), separated by blanks or lines
 *   differs: one a line, FIELD EXPECTED -> SEEN, each a shell pattern; FIELD without blanks,
 *       or with '?' in their place
 *   guest: what a guest would notice
 *   upstream: the commit that fixes it, or "none known"
 *   recognised-by: a feature that a subject with this fault has, or "always". Never one that it
 *       lacks: a patch that changes a prototype makes a probe say no, and must not be excused
 *   why: why the kernel is wrong, in two sentences
 *
 * A row is explained, and then does not block, when every difference of its guest, lr and host
 * columns is named by a record for this row: its rule and one of its "differs".
 */
#ifndef CHECKER_RUN_KNOWN_H
#define CHECKER_RUN_KNOWN_H

#include <stdbool.h>

#include "checker/run/options.h"
#include "checker/run/outcome.h"
#include "checker/run/pattern.h"

struct vgic_subject;

struct known_differs {
	const char *field, *expected, *seen;
};

struct known {
	const char *name, *rule, *guest, *upstream, *recognised_by, *why;
	const char **rules, **rows;		/* each ends with NULL */
	struct known_differs *differs;
	unsigned int nr_differs;
	/* Counted while running. */
	unsigned long selected;			/* rows it names that ran */
	unsigned long occurred;			/* rows it explained; the caller counts */
	enum match in_block;
	struct known *next;
};

/* --known, or the environment's, or the project's own. */
const char *known_dir(const struct options *options);

/*
 * Load every record of @dir that applies to @subject, by name. A missing directory is no records
 * unless it @must_exist. Anything malformed is one sentence with file and line, exit status 2.
 */
struct known *known_load(const char *dir, bool must_exist, const struct vgic_subject *subject);

/* A block begins. Returns whether known_count_row() wants the names of its rows. */
bool known_begin_block(struct known *known, const char *block);
void known_count_row(struct known *known, const char *name);
void known_count_rows(struct known *known, unsigned int rows);

/* The records that explain this row, ending with NULL; NULL when something of it is new. */
struct known **known_explain(struct known *known, const char *name,
			     const struct outcome *outcome, struct pool *pool);

#endif
