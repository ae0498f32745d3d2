/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The worker: a process of its own that runs a block's rows against the subject.
 *
 * It shares one piece of memory with the supervisor, in which a passing row is one byte and the
 * row that is running has its record; rows with more to say than "passed" also go through a pipe.
 */
#ifndef CHECKER_RUN_WORKER_H
#define CHECKER_RUN_WORKER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "checker/run/machine.h"
#include "checker/run/options.h"
#include "checker/run/record.h"
#include "checker/run/stories.h"
#include "checker/run/table.h"

#define ROW_PREPARE	UINT32_MAX	/* "row" number while the machine is being made */

enum phase {
	PHASE_QUICK,		/* the first run of a row */
	PHASE_AGAIN,		/* the second, with steps unless the row is to be brief; or the only one */
};

enum worker_state { WORKER_IDLE, WORKER_IN_ROW, WORKER_DIED };

struct shared {
	volatile uint32_t row;
	volatile uint32_t runs;		/* counts runs: a watchdog sees whether anything moves */
	volatile uint8_t phase, state;
	volatile int64_t stderr_from;	/* what is in the stderr file from here on is the row's */
	struct stories stories;		/* of the block */
	uint64_t unjudged[NR_COLUMNS];	/* differences that no row was told of, see row_judges() */
	struct record record;
	uint8_t passed[];		/* one a row of the block */
};

/* A row with more to say, as it goes through the pipe: this, then record bytes. */
struct frame {
	uint32_t row, phase;
	int64_t stderr_from, stderr_to;
	uint32_t sanitizer;	/* there is a sanitizer's report among it: the worker ends */
	uint32_t brief;		/* a second run without steps */
	uint32_t size;		/* of the record's used part, which follows */
};

struct job {
	const struct options *options;
	const struct vgic_subject *subject;
	const struct machine_ops *ops;
	const struct table *table;
	const struct block *block;
	const uint8_t *selected;	/* one a row */
	struct shared *shared;
	uint32_t first;
	bool single;			/* only @first, recorded */
	bool say_prepare;		/* findings of prepare() are wanted */
	int stderr_fd;			/* stands in for stderr; -1: stderr is left alone */
	/* Hand over a frame: into the pipe, or straight to the supervisor. */
	void (*emit)(const struct job *job, const struct frame *frame,
		     const struct record *record);
	/* A row failed and is to run again: with its steps recorded? */
	bool (*wants_story)(const struct job *job, uint32_t row, const struct record *record);
	int pipe;
};

/* Run the job in a forked process: does not return. */
__attribute__((noreturn)) void worker_main(const struct job *job);
/* Run it right here, for a debugger: crashes and endless loops are left to it. */
void worker_inline(const struct job *job);

bool worker_is_forked(void);
/* Counts the runs of rows. */
uint32_t worker_run_number(void);

#endif
