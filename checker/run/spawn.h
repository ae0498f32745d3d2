/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Running a worker in a process of its own, and hearing what it says until it ends.
 */
#ifndef CHECKER_RUN_SPAWN_H
#define CHECKER_RUN_SPAWN_H

#include <stdbool.h>
#include <sys/types.h>

#include "checker/run/worker.h"

struct spawn {
	struct job *job;
	/* Called for each frame, and while there is none. */
	void (*frame)(void *context, const struct frame *frame, const struct record *record);
	void (*idle)(void *context);
	void *context;
	bool killed;	/* by us, for it no longer even counted its row's time */
	/* While it runs: */
	pid_t pid;
	int pipe;
};

/* Returns the wait status of the worker's process. */
int spawn_run(struct spawn *spawn);

#endif
