/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The supervisor: has a block's rows run by workers and knows what became of each, whatever
 * becomes of the workers.
 */
#ifndef CHECKER_RUN_SUPERVISOR_H
#define CHECKER_RUN_SUPERVISOR_H

#include "checker/run/known.h"
#include "checker/run/options.h"
#include "checker/run/outcome.h"
#include "checker/run/plan.h"
#include "checker/run/pool.h"

struct machine_ops;
struct shared;
struct vgic_subject;

struct supervisor {
	const struct options *options;
	const struct vgic_subject *subject;
	const struct machine_ops *ops;
	struct known *known;
	struct shared *shared;
	int stderr_fd;
	bool every_story;		/* no failing row is told in brief */
	/* Called now and then while a block runs: @row of it was reached. */
	void (*progress)(const struct planned *planned, unsigned int row);
};

/* One block's results. Everything in it lives in the pool, until results_free(). */
struct results {
	struct pool pool;
	const struct planned *planned;
	/* One a row: NULL is a pass about which there is no more to say. */
	struct outcome **outcomes;
	bool known_wants_names;		/* known_count_row() is to be called for each row */
};

void supervisor_init(struct supervisor *supervisor, const struct options *options,
		     const struct vgic_subject *subject, const struct machine_ops *ops,
		     struct known *known, unsigned int most_rows);
/* Differences that were not judged so far, by column (row_judges()). */
const uint64_t *supervisor_unjudged(const struct supervisor *supervisor);
void supervisor_run(struct supervisor *supervisor, const struct planned *planned,
		    struct results *results);
void results_free(struct results *results);

#endif
