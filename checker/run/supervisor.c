// SPDX-License-Identifier: GPL-2.0-only
/*
 * The supervisor: has a block's rows run by workers and knows what became of each.
 *
 * A worker runs the selected rows from some row on. A row that fails is run a second time, with
 * its steps recorded unless enough rows failed alike (stories.h): by the same worker when it is fit
 * to go on, else by one of its own. Then a fresh worker takes over behind it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "checker/run/backtrace.h"
#include "checker/run/die.h"
#include "checker/run/rules.h"
#include "checker/run/sanitizer.h"
#include "checker/run/spawn.h"
#include "checker/run/subject.h"
#include "checker/run/supervisor.h"
#include "checker/run/worker.h"

#define STDERR_MAX	(64 << 10)	/* of one row's text */

/* A block being run. */
struct running {
	struct job job;			/* of the present worker */
	struct supervisor *supervisor;
	struct results *results;
	struct outcome *prepare;	/* what making the machine showed, without dying of it */
	unsigned int nr_deaths;		/* rows that cost a worker and that nothing explains */
	/* The present worker: */
	uint32_t quick_row;		/* whose first run failed, and whose second is awaited */
	struct outcome *quick;		/* NULL: none */
	bool killed;			/* see struct spawn */
};

void supervisor_init(struct supervisor *supervisor, const struct options *options,
		     const struct vgic_subject *subject, const struct machine_ops *ops,
		     struct known *known, unsigned int most_rows)
{
	void *shared = mmap(NULL, sizeof(struct shared) + most_rows, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	*supervisor = (struct supervisor) {
		.options = options, .subject = subject, .ops = ops, .known = known,
		.shared = shared, .stderr_fd = -1,
	};
	if (shared == MAP_FAILED)
		die("cannot map %zu bytes: %s", sizeof(struct shared) + most_rows,
		    strerror(errno));
	if (!options->no_fork) {
		supervisor->stderr_fd = memfd_create("vgicheck-stderr", MFD_CLOEXEC);
		if (supervisor->stderr_fd < 0)
			die("cannot make a file in memory: %s", strerror(errno));
	}
	backtrace_init();
}

static struct outcome *new_outcome(struct running *running)
{
	struct outcome *outcome = pool_alloc(&running->results->pool, sizeof(*outcome));

	outcome_init(outcome);
	return outcome;
}

/* Text that a row printed: reports in it become findings, the rest is passed on. */
static unsigned int take_stderr(struct running *running, uint32_t row, int64_t from, int64_t to,
				struct outcome *outcome)
{
	struct results *results = running->results;
	char name[ROW_FULL_NAME_MAX + 1];
	unsigned int found;
	ssize_t size;
	char *text;

	if (to <= from)
		return 0;
	if (to - from > STDERR_MAX)
		to = from + STDERR_MAX;
	text = pool_alloc(&results->pool, to - from + 1);
	size = pread(running->supervisor->stderr_fd, text, to - from, from);
	if (size <= 0)
		return 0;
	found = sanitizer_findings(text, &results->pool, outcome);
	if (*text) {
		if (row == ROW_PREPARE)
			snprintf(name, sizeof(name), "%s", results->planned->block->name);
		else
			row_full_name(results->planned, row, name);
		fflush(stdout);
		fprintf(stderr, "%s says:\n%s", name, text);
	}
	return found;
}

static void find_status(const struct running *running, uint32_t row, struct outcome *outcome,
			struct pool *pool)
{
	char name[ROW_FULL_NAME_MAX + 1];

	if (!outcome_blocks(outcome)) {
		outcome->status = outcome->skipped ? STATUS_SKIP : STATUS_PASS;
		return;
	}
	row_full_name(running->results->planned, row, name);
	outcome->known = known_explain(running->supervisor->known, name, outcome, pool);
	outcome->status = outcome->known ? STATUS_KNOWN : STATUS_FAIL;
}

static void judge(struct running *running, uint32_t row, struct outcome *outcome)
{
	struct pool *pool = &running->results->pool;

	outcome_name_frames(outcome, pool);
	find_status(running, row, outcome, pool);
}

/* In the worker. */
static bool wants_story(const struct job *job, uint32_t row, const struct record *record)
{
	/* The job is the running block's first member. */
	const struct running *running = (const struct running *)job;
	struct outcome outcome;
	struct pool pool = { 0 };
	bool wanted;

	if (running->supervisor->every_story)
		return true;
	outcome_init(&outcome);
	record_parse(record, &pool, &outcome);
	find_status(running, row, &outcome, &pool);
	wanted = stories_want(&job->shared->stories, &outcome);
	pool_free(&pool);
	return wanted;
}

static const char *count_findings(struct pool *pool, const struct outcome *outcome)
{
	const struct finding *finding;
	const char *text = NULL;

	for (finding = outcome ? outcome->findings : NULL; finding; finding = finding->next)
		text = text ? pool_printf(pool, "%s, %s", text, finding->rule->name) :
		       finding->rule->name;
	return text ? text : "nothing";
}

/* Of rows that cost a worker each, or all fail together, it is known only now that there are many. */
static void shorten(struct running *running, struct outcome *outcome)
{
	const struct supervisor *supervisor = running->supervisor;

	if (supervisor->every_story || stories_want(&supervisor->shared->stories, outcome))
		return;
	outcome->brief = true;
	outcome->steps = NULL;
}

/* Both runs of a row are known, or its only one: then @quick is NULL. */
static void settle(struct running *running, uint32_t row, struct outcome *quick,
		   struct outcome *recorded)
{
	struct outcome *outcome = recorded;
	struct pool *pool = &running->results->pool;

	if (quick && (!recorded || recorded->signature != quick->signature)) {
		const char *first = count_findings(pool, quick);
		const char *second = count_findings(pool, recorded);

		if (!strcmp(first, second))
			second = pool_printf(pool, "%s, with other values", second);
		outcome = quick;
		outcome_differs(outcome, pool, &rule_repeatable, COLUMN_HOST,
				"second run", first, second);
		if (recorded) {
			outcome->steps = recorded->steps;
			outcome->brief = recorded->brief;
		}
	}
	judge(running, row, outcome);
	if (running->job.single)
		shorten(running, outcome);
	running->results->outcomes[row] = outcome;
	if (outcome->costly && outcome->status == STATUS_FAIL)
		running->nr_deaths++;
}

/* A worker says more of a row than that it passed. */
static void handle_frame(struct running *running, const struct frame *frame,
			 const struct record *record)
{
	struct outcome *outcome = new_outcome(running);

	outcome->brief = frame->brief;
	record_parse(record, &running->results->pool, outcome);
	if (take_stderr(running, frame->row, frame->stderr_from, frame->stderr_to, outcome))
		outcome->costly = true;
	if (frame->row == ROW_PREPARE) {
		running->prepare = outcome;
		return;
	}
	if (frame->row >= running->job.block->nr_rows)
		return;
	if (frame->phase == PHASE_QUICK && (outcome->findings || outcome->nr_dropped)) {
		running->quick = outcome;
		running->quick_row = frame->row;
		return;
	}
	settle(running, frame->row, running->quick, outcome);
	running->quick = NULL;
}

static void emit_inline(const struct job *job, const struct frame *frame,
			const struct record *record)
{
	/* The job is the running block's first member. */
	handle_frame((struct running *)job, frame, record);
}

static void on_frame(void *running, const struct frame *frame, const struct record *record)
{
	handle_frame(running, frame, record);
}

static void on_idle(void *context)
{
	const struct running *running = context;
	const struct supervisor *supervisor = running->supervisor;

	if (supervisor->progress && supervisor->shared->row != ROW_PREPARE)
		supervisor->progress(running->results->planned, supervisor->shared->row);
}

static void add_death(struct running *running, struct outcome *outcome, int status)
{
	struct pool *pool = &running->results->pool;
	const struct rule *rule = running->killed ? &rule_terminates : &rule_no_crash;
	const char *seen;

	if (WIFSIGNALED(status))
		seen = pool_printf(pool, "killed by SIG%s", sigabbrev_np(WTERMSIG(status)) ?
				   sigabbrev_np(WTERMSIG(status)) : "?");
	else
		seen = pool_printf(pool, "exit with status %d", WEXITSTATUS(status));
	outcome->signature = signature_add(outcome->signature, seen, strlen(seen));
	outcome_differs(outcome, pool, rule, COLUMN_HOST, "worker", "goes on", seen);
}

/* What the row said that the worker died in. */
static struct outcome *last_words(struct running *running, int status)
{
	const struct supervisor *supervisor = running->supervisor;
	const struct shared *shared = supervisor->shared;
	struct outcome *outcome = new_outcome(running);
	unsigned int reports = 0;

	record_parse(&shared->record, &running->results->pool, outcome);
	if (supervisor->stderr_fd >= 0)
		reports = take_stderr(running, shared->row, shared->stderr_from,
				      lseek(supervisor->stderr_fd, 0, SEEK_END), outcome);
	/* Else it said itself what it died of. */
	if (shared->state == WORKER_IN_ROW && !reports && !supervisor->options->no_fork)
		add_death(running, outcome, status);
	outcome->costly = true;
	return outcome;
}

/* No machine, no rows: all that are left fail alike. */
static uint32_t fail_all_from(struct running *running, uint32_t row, struct outcome *outcome)
{
	struct results *results = running->results;
	const struct planned *planned = results->planned;

	outcome->prepare = true;
	for (; row < planned->block->nr_rows; row++) {
		struct outcome *own;

		if (!planned->selected[row])
			continue;
		own = pool_alloc(&results->pool, sizeof(*own));
		*own = *outcome;
		judge(running, row, own);
		shorten(running, own);
		results->outcomes[row] = own;
	}
	return row;
}

/* Start a worker at @first and see what becomes of it; returns the row to go on with. */
static uint32_t run_from(struct running *running, uint32_t first, bool single)
{
	struct supervisor *supervisor = running->supervisor;
	struct shared *shared = supervisor->shared;
	struct spawn spawn = {
		.job = &running->job, .frame = on_frame, .idle = on_idle, .context = running,
	};
	struct outcome *last = NULL;
	uint32_t row;
	int status = 0;

	running->job.first = first;
	running->job.single = single;
	shared->state = WORKER_IDLE;
	shared->row = first;
	shared->stderr_from = supervisor->stderr_fd < 0 ? 0 :
			      lseek(supervisor->stderr_fd, 0, SEEK_END);
	if (supervisor->options->no_fork)
		worker_inline(&running->job);
	else
		status = spawn_run(&spawn);
	running->killed = spawn.killed;
	running->job.say_prepare = false;

	row = shared->row;
	if (shared->state != WORKER_IDLE)
		last = last_words(running, status);
	if (last && row == ROW_PREPARE)
		return fail_all_from(running, first, last);
	if (row >= running->job.block->nr_rows)
		row = first;
	if (!last && status) {
		/* Died behind a row, as while writing coverage. */
		last = new_outcome(running);
		last->costly = true;
		add_death(running, last, status);
		settle(running, row, NULL, last);
		running->quick = NULL;
		return row + 1;
	}
	if (last && shared->phase == PHASE_QUICK) {
		running->quick = last;
		running->quick_row = row;
	} else if (last) {
		settle(running, row, running->quick, last);
		running->quick = NULL;
	}
	if (running->quick && !single)
		run_from(running, running->quick_row, true);
	if (running->quick && !single) {
		settle(running, running->quick_row, running->quick, NULL);
		running->quick = NULL;
	}
	return row + 1;
}

/* What making the machine showed belongs to the first row that was run on it. */
static void add_prepare(struct running *running)
{
	const struct planned *planned = running->results->planned;
	struct outcome **outcome = running->results->outcomes;
	uint32_t row = 0;

	if (!running->prepare || !outcome_blocks(running->prepare))
		return;
	while (!planned->selected[row])
		row++;
	outcome += row;
	if (!*outcome) {
		*outcome = running->prepare;
	} else {
		*running->prepare->findings_end = (*outcome)->findings;
		(*outcome)->findings = running->prepare->findings;
	}
	judge(running, row, *outcome);
}

static void skip_from(struct running *running, uint32_t row, const char *why)
{
	struct results *results = running->results;
	const struct planned *planned = results->planned;

	for (; row < planned->block->nr_rows; row++) {
		if (!planned->selected[row])
			continue;
		results->outcomes[row] = new_outcome(running);
		results->outcomes[row]->skipped = true;
		results->outcomes[row]->why = why;
		results->outcomes[row]->status = STATUS_SKIP;
	}
}

/* No row may get lost, whatever went wrong between the processes. */
static void fail_silent_rows(struct running *running)
{
	const struct planned *planned = running->results->planned;
	struct outcome **outcomes = running->results->outcomes;
	uint32_t row;

	for (row = 0; row < planned->block->nr_rows; row++) {
		if (!planned->selected[row] || outcomes[row] ||
		    running->supervisor->shared->passed[row])
			continue;
		outcomes[row] = new_outcome(running);
		outcome_differs(outcomes[row], &running->results->pool, &rule_no_crash,
				COLUMN_HOST, "worker", "reports the row", "says nothing");
		judge(running, row, outcomes[row]);
	}
}

static void run_block(struct running *running)
{
	const struct options *options = running->supervisor->options;
	const struct block *block = running->job.block;
	uint32_t row = 0;

	if (block->needs_feature && !subject_has(running->supervisor->subject,
						 block->needs_feature)) {
		skip_from(running, 0, pool_printf(&running->results->pool,
						  "the subject lacks %s", block->needs_feature));
		return;
	}
	if (running->job.table->of_list_registers && subject_is_reference(running->supervisor->subject)) {
		skip_from(running, 0, "the reference subject has no list registers");
		return;
	}
	while (row < block->nr_rows) {
		if (!running->results->planned->selected[row]) {
			row++;
			continue;
		}
		if (options->max_deaths && running->nr_deaths >= options->max_deaths) {
			skip_from(running, row, pool_printf(&running->results->pool,
				  "not run: %u rows before it died (--max-deaths)",
				  running->nr_deaths));
			break;
		}
		row = run_from(running, row, false);
	}
	fail_silent_rows(running);
	add_prepare(running);
}

void supervisor_run(struct supervisor *supervisor, const struct planned *planned,
		    struct results *results)
{
	unsigned int nr_rows = planned->block->nr_rows;
	struct running running = {
		.job = {
			.options = supervisor->options, .subject = supervisor->subject,
			.ops = supervisor->ops, .table = planned->table,
			.block = planned->block, .selected = planned->selected,
			.shared = supervisor->shared, .say_prepare = true,
			.stderr_fd = supervisor->stderr_fd, .pipe = -1,
			.emit = emit_inline, .wants_story = wants_story,
		},
		.supervisor = supervisor,
		.results = results,
	};

	*results = (struct results) { .planned = planned };
	results->outcomes = pool_alloc(&results->pool, nr_rows * sizeof(*results->outcomes));
	results->known_wants_names = known_begin_block(supervisor->known, planned->block->name);
	memset(supervisor->shared->passed, 0, nr_rows);
	supervisor->shared->stories.nr = 0;
	if (supervisor->stderr_fd >= 0 && ftruncate(supervisor->stderr_fd, 0))
		die("cannot empty a file in memory: %s", strerror(errno));
	run_block(&running);
}

const uint64_t *supervisor_unjudged(const struct supervisor *supervisor)
{
	return supervisor->shared->unjudged;
}

void results_free(struct results *results)
{
	pool_free(&results->pool);
}
