// SPDX-License-Identifier: GPL-2.0-only
/*
 * vgicheck run: every block as one CMocka test, which runs all its rows and fails once at the end.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "checker/run/debug.h"
#include "checker/run/die.h"
#include "checker/run/known.h"
#include "checker/run/machine.h"
#include "checker/run/plan.h"
#include "checker/run/replay.h"
#include "checker/run/run.h"
#include "checker/run/stream.h"
#include "checker/run/subject.h"
#include "checker/run/supervisor.h"
#include "checker/run/text.h"

#define SHOWN_MAX	20	/* failing rows of a block that are shown in full */
#define FEW_ROWS	100	/* who runs so few wants to know all of each */

/* The run, as the tests that CMocka calls share it. */
static struct run {
	const struct options *options;
	struct plan plan;
	struct supervisor supervisor;
	struct known *known;
	struct stream *stream;
	struct totals totals;
	unsigned long rows_done;
	FILE *out;		/* our text; CMocka's goes to stdout */
} run;

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* A heartbeat for somebody who watches: rewritten in place, gone at the end. */
static void progress(const struct planned *planned, unsigned int row)
{
	fprintf(stderr, "\r\033[K%lu of %lu rows, %lu failed: %s, row %u\r", run.rows_done,
		run.plan.nr_rows, run.totals.by_status[STATUS_FAIL], planned->block->name, row);
}

static bool terminal_can_rewrite(void)
{
	const char *kind = getenv("TERM");

	return isatty(STDERR_FILENO) && kind && *kind && strcmp(kind, "dumb");
}

static void clear_progress(void)
{
	if (run.supervisor.progress)
		fputs("\r\033[K", stderr);
}

/* What there is to say of the rows of one block. */
struct tally {
	unsigned int rows, failed, skipped, shown;
};

static bool shows(const struct outcome *outcome, struct tally *tally)
{
	bool verbose = run.options->verbosity > 0;

	if (run.options->trace)
		return true;
	if (outcome->status != STATUS_FAIL)
		return verbose;
	/* Thousands of rows that fail alike for want of a machine: one will do. */
	if (!verbose && (tally->shown >= SHOWN_MAX || (outcome->prepare && tally->shown)))
		return false;
	tally->shown++;
	return true;
}

static void report_outcome(const char *name, const struct outcome *outcome,
			   struct results *results, unsigned int row, struct tally *tally)
{
	struct pool *pool = &results->pool;
	char buffer[ROW_WORDS_MAX + 1];
	bool shown = shows(outcome, tally);
	/* Thousands of rows are not to wait for what nobody reads. */
	bool in_full = shown || (outcome->status == STATUS_FAIL && !outcome->brief);
	const struct told told = {
		.words = in_full ? row_words(results->planned, row, buffer) : NULL,
		.replay = in_full || !outcome->brief ? replay_command(run.options, name, pool) : NULL,
		.debug = in_full ? debug_command_line(run.options, name, pool) : NULL,
	};
	struct known **known;

	for (known = outcome->known; known && *known; known++)
		(*known)->occurred++;
	tally->failed += outcome->status == STATUS_FAIL;
	tally->skipped += outcome->status == STATUS_SKIP;
	run.totals.by_status[outcome->status]++;
	run.totals.internal_only += outcome->status == STATUS_PASS && outcome->findings;
	stream_row(run.stream, name, outcome, &told);
	if (shown)
		text_row(run.out, name, told.words, outcome, told.replay);
}

static void report_row(struct results *results, unsigned int row, struct tally *tally)
{
	const struct outcome *outcome = results->outcomes[row];
	char name[ROW_FULL_NAME_MAX + 1];

	tally->rows++;
	if (outcome || run.stream || results->known_wants_names)
		row_full_name(results->planned, row, name);
	if (results->known_wants_names && !(outcome && outcome->status == STATUS_SKIP))
		known_count_row(run.known, name);
	if (outcome) {
		report_outcome(name, outcome, results, row, tally);
		return;
	}
	run.totals.by_status[STATUS_PASS]++;
	stream_row(run.stream, name, NULL, NULL);
}

static struct tally report_block(struct results *results)
{
	const struct planned *planned = results->planned;
	struct tally tally = { 0 };
	unsigned int row;

	clear_progress();
	stream_block(run.stream, planned->block, planned->nr_selected);
	for (row = 0; row < planned->block->nr_rows; row++) {
		if (planned->selected[row])
			report_row(results, row, &tally);
	}
	known_count_rows(run.known, tally.rows - tally.skipped);
	if (tally.failed > tally.shown)
		fprintf(run.out, "  ... and %u more failing rows\n", tally.failed - tally.shown);
	fflush(run.out);
	run.totals.rows += tally.rows;
	run.rows_done += tally.rows;
	return tally;
}

static void test_block(void **state)
{
	const struct planned *planned = *state;
	struct results results;
	struct tally tally;

	if (run.supervisor.progress)
		run.supervisor.progress(planned, 0);
	supervisor_run(&run.supervisor, planned, &results);
	tally = report_block(&results);
	results_free(&results);
	if (tally.failed)
		fail_msg("%u of %u rows failed", tally.failed, tally.rows);
	if (tally.skipped == tally.rows)
		skip();
}

/* Let CMocka speak to nobody; returns the standard output that was. */
static int silence_stdout(void)
{
	int out = dup(STDOUT_FILENO), null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (out < 0 || null < 0 || dup2(null, STDOUT_FILENO) < 0)
		die("cannot set standard output aside");
	close(null);
	return out;
}

static void run_blocks(void)
{
	struct CMUnitTest *tests = calloc(run.plan.nr_blocks, sizeof(*tests));
	unsigned int b;

	if (!tests)
		die("out of memory");
	for (b = 0; b < run.plan.nr_blocks; b++)
		tests[b] = (struct CMUnitTest) {
			.name = run.plan.blocks[b].block->name,
			.test_func = test_block,
			.initial_state = &run.plan.blocks[b],
		};
	_cmocka_run_group_tests("vgicheck", tests, run.plan.nr_blocks, NULL, NULL);
	free(tests);
}

static void finish(double seconds)
{
	const struct known *record;

	run.totals.unjudged = supervisor_unjudged(&run.supervisor);
	for (record = run.known; record; record = record->next)
		stream_known(run.stream, record);
	stream_end(run.stream, &run.totals, seconds);
	text_known(run.out, run.known);
	text_totals(run.out, &run.totals, seconds);
	fflush(run.out);
	if (run.stream)
		stream_close(run.stream);
}

int command_run(const struct options *options)
{
	const struct vgic_subject *subject;
	double start = now();

	if (options->gdb)
		debug_command(options);
	run.options = options;
	run.out = stdout;
	plan_make(&run.plan, options->patterns, options->nr_patterns);
	subject = subject_open(subject_path(options->subject), &machine_ops);
	run.totals.reference = subject_is_reference(subject);
	/* A record excuses a kernel; the reference subject needs no excuse. */
	if (!run.totals.reference)
		run.known = known_load(known_dir(options), options->known, subject);
	if (options->results)
		run.stream = stream_open(options->results);
	stream_run(run.stream, options, subject);
	supervisor_init(&run.supervisor, options, subject, &machine_ops, run.known,
			run.plan.most_rows);
	run.supervisor.every_story = run.plan.nr_rows <= FEW_ROWS;
	if (terminal_can_rewrite() && !options->no_fork && !options->trace)
		run.supervisor.progress = progress;
	if (options->verbosity < 0) {
		run.out = fdopen(silence_stdout(), "w");
		if (!run.out)
			die("cannot set standard output aside");
	}
	run_blocks();
	finish(now() - start);
	plan_free(&run.plan);
	if (options->stop_at) {
		/* Without leaving counters of gcov behind. */
		fflush(NULL);
		_exit(run.totals.by_status[STATUS_FAIL] ? 1 : 0);
	}
	return run.totals.by_status[STATUS_FAIL] ? 1 : 0;
}
