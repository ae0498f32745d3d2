/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What became of a row, as the supervisor holds it: findings, steps, verdict.
 */
#ifndef CHECKER_RUN_OUTCOME_H
#define CHECKER_RUN_OUTCOME_H

#include <stdbool.h>
#include <stdint.h>

#include "checker/run/rule.h"
#include "checker/run/step.h"

struct pool;

struct difference {
	const char *field, *expected, *seen;
	struct difference *next;
};

struct step {
	const char *verb, *changed[NR_CHANGED];	/* never NULL; a newline starts a new line */
	struct step *next;
};

/* Differences of one row that break the same rule in the same column. */
struct finding {
	const struct rule *rule;
	enum column column;
	struct difference *differs, **differs_end;
	unsigned int step;		/* the number of the step after which it was seen; 0: before any */
	void *const *pcs;		/* backtrace as addresses, until */
	unsigned int nr_pcs;
	const char *const *lines;	/* outcome_name_frames(); or a sanitizer's report */
	unsigned int nr_lines;
	struct finding *next;
};

enum status { STATUS_PASS, STATUS_FAIL, STATUS_KNOWN, STATUS_SKIP };

struct known;

struct outcome {
	struct finding *findings, **findings_end;
	struct step *steps, **steps_end;
	unsigned int nr_steps;
	const char *play;		/* the text that vgicheck play runs; "": there is none */
	unsigned int report_step;	/* the one in which a sanitizer first wrote; 0: none did */
	uint64_t signature;
	unsigned int nr_dropped;	/* findings beyond what one row may have */
	const char *why;		/* of a skip */
	bool skipped;
	bool costly;			/* took a worker with it */
	bool prepare;			/* no machine could be made */
	bool brief;			/* its steps were not recorded: see stories.h */
	/* The verdict. */
	enum status status;
	struct known **known;		/* records that explain it, ends with NULL */
};

void outcome_init(struct outcome *outcome);
/* Append a difference, to the last finding when it is of the same kind and has no backtrace. */
struct finding *outcome_differs(struct outcome *outcome, struct pool *pool,
				const struct rule *rule, enum column column,
				const char *field, const char *expected, const char *seen);
struct step *outcome_step(struct outcome *outcome, struct pool *pool, const char *verb);
/* The step that a debugger should stop before: the first with a finding that blocks; 0: none. */
unsigned int outcome_failing_step(const struct outcome *outcome);
/* Has it a finding outside of the internal column? */
bool outcome_blocks(const struct outcome *outcome);

/* Give the addresses of its findings' backtraces their names. */
void outcome_name_frames(struct outcome *outcome, struct pool *pool);

const char *column_name(enum column column);
const char *status_name(enum status status);

#endif
