// SPDX-License-Identifier: GPL-2.0-only
/*
 * The worker: a process of its own that runs a block's rows against the subject.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "checker/run/death.h"
#include "checker/run/debug.h"
#include "checker/run/rules.h"
#include "checker/run/sanitizer.h"
#include "checker/run/subject.h"
#include "checker/run/worker.h"

static struct worker {
	const struct job *job;
	struct row row, *current;
	void *saved;
	bool forked;
} worker;

struct row *row_current(void)
{
	return worker.current;
}

bool worker_is_forked(void)
{
	return worker.forked;
}

uint32_t worker_run_number(void)
{
	return worker.job->shared->runs;
}

static void row_begin(uint32_t index, enum phase phase, bool recording)
{
	struct shared *shared = worker.job->shared;

	worker.row = (struct row) {
		.subject = worker.job->subject, .block = worker.job->block,
		.index = index, .recording = recording, .record = &shared->record,
		.stop_at = index == ROW_PREPARE ? 0 : worker.job->options->stop_at,
		.guest_only = subject_is_reference(worker.job->subject),
	};
	worker.current = &worker.row;
	record_reset(&shared->record);
	shared->row = index;
	shared->phase = phase;
	shared->runs++;
	shared->state = WORKER_IN_ROW;
}

/* Each row once: a second run only tells more of the first. */
static void count_unjudged(void)
{
	if (worker.job->shared->phase == PHASE_AGAIN && !worker.job->options->trace && !worker.job->options->no_fork)
		return;
	for (unsigned int c = 0; c < NR_COLUMNS; c++)
		worker.job->shared->unjudged[c] += worker.row.unjudged[c];
}

static void row_end(void)
{
	if (worker.row.guest_only)
		count_unjudged();
	if (worker.row.stop_at)
		debug_row_ends();
	worker.job->shared->state = WORKER_IDLE;
	worker.current = NULL;
}

/* A name that backtraces end at: see backtrace_ends(). */
__attribute__((noinline)) static void run_row_once(uint32_t index, enum phase phase, bool recording)
{
	const struct job *job = worker.job;

	row_begin(index, phase, recording);
	job->subject->state_restore(worker.saved);
	job->ops->reset_row();
	job->table->row_run(&worker.row, job->block, index);
	row_end();
}

/* Where the text that a row may have printed ends. */
static int64_t stderr_end(const struct job *job)
{
	return job->stderr_fd < 0 ? 0 : lseek(job->stderr_fd, 0, SEEK_END);
}

static bool sanitizer_spoke(const struct job *job, int64_t from, int64_t to)
{
	char text[4096];
	/* Chunks overlap, or a mark that straddles two would be missed. */
	const int64_t overlap = 64;

	for (; from < to; from += (int64_t)sizeof(text) - overlap) {
		ssize_t size = pread(job->stderr_fd, text, sizeof(text), from);

		if (size <= 0)
			break;
		if (sanitizer_speaks(text, size))
			return true;
	}
	return false;
}

/* Tell what the run of a row left; returns false when this worker must not run another. */
static bool report(uint32_t index, enum phase phase)
{
	const struct job *job = worker.job;
	struct shared *shared = job->shared;
	struct frame frame = {
		.row = index, .phase = phase,
		.stderr_from = shared->stderr_from, .stderr_to = stderr_end(job),
		.size = shared->record.length,
		.brief = phase == PHASE_AGAIN && !worker.row.recording,
	};

	if (frame.stderr_to > frame.stderr_from)
		frame.sanitizer = sanitizer_spoke(job, frame.stderr_from, frame.stderr_to);
	shared->stderr_from = frame.stderr_to;
	job->emit(job, &frame, &shared->record);
	return !frame.sanitizer;
}

static bool has_more_to_say(const struct job *job)
{
	return job->shared->record.length || job->shared->record.nr_findings ||
	       stderr_end(job) != job->shared->stderr_from;
}

/* A row that failed; its record is still there. */
static bool run_row_again(uint32_t index)
{
	const struct job *job = worker.job;

	run_row_once(index, PHASE_AGAIN, job->wants_story(job, index, &job->shared->record));
	return report(index, PHASE_AGAIN);
}

/* Returns false when this worker must not run another row. */
static bool run_row(uint32_t index)
{
	const struct job *job = worker.job;

	if (job->single || job->options->trace || job->options->no_fork) {
		unsigned int reports = sanitizer_reports();

		run_row_once(index, PHASE_AGAIN, true);
		if (!worker.forked && sanitizer_reports() != reports) {
			worker.current = &worker.row;
			row_differs(&worker.row, &rule_sanitizer, COLUMN_HOST, "report", "none",
				    "as printed above");
			worker.current = NULL;
		}
		return report(index, PHASE_AGAIN);
	}

	run_row_once(index, PHASE_QUICK, false);
	if (!has_more_to_say(job)) {
		job->shared->passed[index] = 1;
		return true;
	}
	if (!report(index, PHASE_QUICK))
		return false;
	if (!job->shared->record.nr_findings)
		return true;
	return run_row_again(index);
}

static void save_state(void)
{
	const struct vgic_subject *subject = worker.job->subject;

	worker.saved = malloc(subject->state_size());
	if (!worker.saved) {
		fputs("vgicheck: no memory for a saved state\n", stderr);
		death_leave(DEATH_EXIT);
	}
	subject->state_save(worker.saved);
}

/* A name that backtraces end at: see backtrace_ends(). */
__attribute__((noinline)) static int prepare_block(void)
{
	const struct job *job = worker.job;
	const struct block *block = job->block;
	int error;

	row_begin(ROW_PREPARE, PHASE_AGAIN, true);
	error = job->ops->prepare(job->subject, &block->machine, &block->vm);
	if (error) {
		char seen[80];

		snprintf(seen, sizeof(seen), "%d (%s)", error, strerrorname_np(-error) ?
			 strerrorname_np(-error) : "no errno");
		row_differs(&worker.row, &rule_prepare, COLUMN_HOST, "result", "0", seen);
		return error;
	}
	row_end();
	return 0;
}

/* Returns false when there can be no rows. */
static bool prepare(void)
{
	const struct job *job = worker.job;

	if (prepare_block())
		return false;
	save_state();
	if (job->ops->save)
		job->ops->save();
	if (job->say_prepare && (job->shared->record.nr_findings ||
				 stderr_end(job) != job->shared->stderr_from))
		report(ROW_PREPARE, PHASE_AGAIN);
	job->shared->stderr_from = stderr_end(job);
	return true;
}

static void run_rows(void)
{
	const struct job *job = worker.job;
	uint32_t index;

	for (index = job->first; index < job->block->nr_rows; index++) {
		if (!job->selected[index])
			continue;
		if (!run_row(index) || job->single)
			break;
	}
}

void worker_main(const struct job *job)
{
	struct rlimit no_core = { 0, 0 };

	worker.job = job;
	worker.forked = true;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setrlimit(RLIMIT_CORE, &no_core);
	dup2(job->stderr_fd, STDERR_FILENO);
	death_watch(job);
	if (job->subject->coverage_reset)
		job->subject->coverage_reset();
	if (!prepare())
		death_in_row();
	run_rows();
	death_leave(0);
}

void worker_inline(const struct job *job)
{
	const struct vgic_subject *subject = job->subject;
	void *pristine = malloc(subject->state_size());

	if (!pristine) {
		fputs("vgicheck: no memory for a saved state\n", stderr);
		abort();
	}
	subject->state_save(pristine);
	/* CMocka would catch what a debugger wants to see. */
	death_ignore();
	worker.job = job;
	if (prepare())
		run_rows();
	free(worker.saved);
	worker.saved = NULL;
	subject->state_restore(pristine);
	free(pristine);
}
