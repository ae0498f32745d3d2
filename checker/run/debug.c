// SPDX-License-Identifier: GPL-2.0-only
/*
 * vgicheck run --gdb: find the step that fails, then become gdb on this program with --no-fork
 * --stop-at STEP; debug.py, run by gdb, goes from there to the kernel's first line.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "checker/run/debug.h"
#include "checker/run/die.h"
#include "checker/run/known.h"
#include "checker/run/machine.h"
#include "checker/run/plan.h"
#include "checker/run/record.h"
#include "checker/run/subject.h"
#include "checker/run/supervisor.h"
#include "checker/run/text.h"

#ifndef VGICHECK_DEBUG_SCRIPT
#define VGICHECK_DEBUG_SCRIPT "checker/run/debug.py"
#endif

#define COVERAGE_SUBJECT "subject-coverage.so"
#define ARGS_MAX 64

/* What running the row on one subject showed. */
struct trial {
	bool done, skipped, prepare;
	unsigned int failing, last;	/* steps; 0: none */
	const struct rule *rule;	/* the first that was broken; the same address in each trial */
	uint64_t sources;		/* of which kernel files the subject was made */
};

void __attribute__((noinline)) debug_step_begins(void)
{
	__asm__ volatile("");
}

void __attribute__((noinline)) debug_row_ends(void)
{
	__asm__ volatile("");
}

static uint64_t hash_sources(const struct vgic_source *source)
{
	uint64_t hash = 0;

	for (; source && source->path; source++) {
		hash = signature_add(hash, source->path, strlen(source->path));
		hash = signature_add(hash, source->blob, strlen(source->blob));
	}
	return hash;
}

/* In a process of its own, for only one subject can be open in each. */
__attribute__((noreturn))
static void try_here(const struct options *options, const struct plan *plan, const char *path,
		     struct trial *trial, FILE *text)
{
	const struct planned *planned = plan->blocks;
	const struct vgic_subject *subject = subject_open(path, &machine_ops);
	struct options trace = *options;
	struct supervisor supervisor;
	char name[ROW_FULL_NAME_MAX + 1], words[ROW_WORDS_MAX + 1];
	const struct finding *finding;
	struct outcome *outcome;
	struct results results;
	unsigned int row = 0;

	trace.trace = true;
	while (!planned->selected[row])
		row++;
	supervisor_init(&supervisor, &trace, subject, &machine_ops,
			known_load(known_dir(options), options->known, subject), plan->most_rows);
	supervisor_run(&supervisor, planned, &results);
	outcome = results.outcomes[row];
	row_full_name(planned, row, name);
	text_row(text, name, row_words(planned, row, words), outcome, NULL);
	fflush(text);
	finding = outcome->findings;
	while (finding && (finding->column == COLUMN_INTERNAL ||
			   finding->step != outcome_failing_step(outcome)))
		finding = finding->next;
	*trial = (struct trial) {
		.done = true, .skipped = outcome->status == STATUS_SKIP,
		.prepare = outcome->prepare,
		.failing = outcome_failing_step(outcome), .last = outcome->nr_steps,
		.rule = finding ? finding->rule : NULL,
		.sources = hash_sources(subject->info.sources),
	};
	/* Without leaving counters of gcov behind. */
	_exit(0);
}

static struct trial try(const struct options *options, const struct plan *plan, const char *path,
			FILE *text)
{
	struct trial *trial = mmap(NULL, sizeof(*trial), PROT_READ | PROT_WRITE,
				   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status;
	pid_t pid;

	if (trial == MAP_FAILED)
		die("out of memory");
	fflush(NULL);
	pid = fork();
	if (pid < 0)
		die("cannot start a process: %s", strerror(errno));
	if (!pid)
		try_here(options, plan, path, trial, text);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return *trial;
}

/* The same subject without optimization, if it is beside this one; else NULL. */
static const char *unoptimized(const char *path)
{
	static char beside[PATH_MAX];
	const char *slash = strrchr(path, '/');
	struct stat st;

	if (!strcmp(slash ? slash + 1 : path, COVERAGE_SUBJECT))
		return NULL;
	if (snprintf(beside, sizeof(beside), "%.*s%s", slash ? (int)(slash + 1 - path) : 0, path,
		     COVERAGE_SUBJECT) >= (int)sizeof(beside))
		return NULL;
	return stat(beside, &st) ? NULL : beside;
}

static void show(FILE *text)
{
	char buffer[4096];
	size_t size;

	rewind(text);
	while ((size = fread(buffer, 1, sizeof(buffer), text)))
		fwrite(buffer, 1, size, stdout);
}

struct command {
	const char *argv[ARGS_MAX + 1];
	unsigned int argc;
};

static void add(struct command *command, const char *word)
{
	if (command->argc >= ARGS_MAX)
		die("--gdb: more than %d words for gdb", ARGS_MAX);
	command->argv[command->argc++] = word;
}

static void add_option(struct command *command, const char *option, const char *value)
{
	if (value) {
		add(command, option);
		add(command, value);
	}
}

__attribute__((noreturn))
static void become_gdb(const struct options *options, const char *subject, const char *row,
		       unsigned int step)
{
	const char *gdb = getenv("VGICHECK_GDB");
	struct command command = { .argc = 0 };
	static char self[PATH_MAX], number[16];

	if (!gdb || !*gdb)
		gdb = "gdb";
	if (readlink("/proc/self/exe", self, sizeof(self) - 1) < 0)
		die("--gdb: /proc/self/exe cannot be read: %s", strerror(errno));
	snprintf(number, sizeof(number), "%u", step);
	add(&command, gdb);
	add(&command, "-q");
	add_option(&command, "-x", VGICHECK_DEBUG_SCRIPT);
	for (unsigned int i = 0; i < options->nr_gdb_args; i++)
		add(&command, options->gdb_args[i]);
	add_option(&command, "--args", self);
	add(&command, "run");
	add(&command, "--no-fork");
	add(&command, "--quiet");
	add_option(&command, "--stop-at", number);
	add_option(&command, "--subject", subject);
	add_option(&command, "--known", options->known);
	add(&command, row);
	/* gdb starts programs by it, and quotes for a shell like this one. */
	setenv("SHELL", "/bin/sh", 1);
	fflush(NULL);
	execvp(gdb, (char *const *)command.argv);
	if (errno == ENOENT)
		die("--gdb: there is no %s; install it (apt-get install gdb), or name another one in $VGICHECK_GDB",
		    gdb);
	die("--gdb: cannot run %s: %s", gdb, strerror(errno));
}

void debug_command(const struct options *options)
{
	const char *path = subject_path(options->subject), *other = unoptimized(path);
	FILE *text = tmpfile(), *other_text = tmpfile();
	char name[ROW_FULL_NAME_MAX + 1];
	struct trial trial, without;
	struct plan plan;
	unsigned int row = 0;

	if (!text || !other_text)
		die("cannot make a temporary file: %s", strerror(errno));
	plan_make(&plan, options->patterns, options->nr_patterns);
	if (plan.nr_rows != 1)
		die("--gdb wants one row, and %lu match (vgicheck list --rows PATTERN shows them)",
		    plan.nr_rows);
	while (!plan.blocks[0].selected[row])
		row++;
	row_full_name(plan.blocks, row, name);
	trial = try(options, &plan, path, text);
	if (!trial.done)
		exit(EXIT_UNUSABLE);	/* it said why */
	if (other) {
		without = try(options, &plan, other, other_text);
		if (without.done && without.rule == trial.rule && without.last &&
		    without.sources == trial.sources) {
			trial = without;
			path = other;
			text = other_text;
		}
	}
	show(text);
	if (trial.skipped || trial.prepare || !trial.last)
		die("--gdb: the row takes no step that one could stop before");
	if (!trial.rule)
		printf("The row passes; gdb stops before its last step.\n");
	if (path == other)
		printf("gdb is given %s, which is not optimized and fails alike.\n", path);
	become_gdb(options, path, name, trial.failing ? trial.failing : trial.last);
}
