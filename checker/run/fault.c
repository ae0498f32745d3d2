// SPDX-License-Identifier: GPL-2.0-only
/*
 * Faults that the subject reports through its door become findings of the running row.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checker/run/backtrace.h"
#include "checker/run/death.h"
#include "checker/run/fault.h"
#include "checker/run/row.h"
#include "checker/run/rules.h"
#include "checker/run/worker.h"

#define FAULTS_MAX	64

/* The path inside the kernel tree, when the compiler was given an absolute one. */
static const char *tree_path(const char *file)
{
	static const char *const tops[] = { "/arch/", "/virt/", "/include/", "/drivers/" };
	unsigned int i;

	for (i = 0; i < sizeof(tops) / sizeof(tops[0]); i++) {
		const char *at = strstr(file, tops[i]);

		if (at)
			return at + 1;
	}
	return file;
}

static void describe_context(const struct vgic_context *context, char *text, size_t size)
{
	unsigned int lock;
	int used;

	used = snprintf(text, size, " (cpu %u, irqs %s, preempt depth %u, holds",
			context->cpu, context->irqs_off ? "off" : "on", context->preempt_depth);
	for (lock = 0; lock < VGIC_NR_LOCKS; lock++) {
		if (context->held & 1u << lock && used < (int)size)
			used += snprintf(text + used, size - used, " %s", fault_lock_name(lock));
	}
	if (used < (int)size)
		snprintf(text + used, size - used, "%s)", context->held ? "" : " nothing");
}

/* A loop that warns is to say it once in a run of a row. */
static bool said_already(const struct rule *rule, const char *seen)
{
	static uint64_t said[FAULTS_MAX];
	static unsigned int nr;
	static uint32_t run;
	uint64_t hash = signature_add((uintptr_t)rule, seen, strlen(seen));
	unsigned int i;

	if (run != worker_run_number())
		nr = 0;
	run = worker_run_number();
	for (i = 0; i < nr; i++) {
		if (said[i] == hash)
			return true;
	}
	if (nr < FAULTS_MAX)
		said[nr++] = hash;
	return false;
}

void fault_report(const struct vgic_context *context, enum vgic_fault what, const char *file,
		  int line, const char *text, const void *caller)
{
	const struct rule *rule = fault_rule(what);
	char seen[512], where[160] = "";

	if ((what == VGIC_FAULT_LOCK || what == VGIC_FAULT_CONTEXT) && context)
		describe_context(context, where, sizeof(where));
	if (file)
		snprintf(seen, sizeof(seen), "%s:%d: %s%s", tree_path(file), line, text, where);
	else
		snprintf(seen, sizeof(seen), "%s%s", text, where);

	if (!row_current()) {
		fprintf(stderr, "vgicheck: outside of any row, %s: %s\n", rule->name, seen);
	} else if (!said_already(rule, seen)) {
		void *pcs[BACKTRACE_MAX];

		record_finding(row_current()->record, &(struct record_finding) {
			.rule = rule, .column = COLUMN_HOST,
			.field = fault_field(what), .expected = "none", .seen = seen,
			.pcs = pcs, .nr_pcs = backtrace_take(pcs, BACKTRACE_MAX, caller),
		});
	}
	if (!fault_is_fatal(what))
		return;
	if (worker_is_forked())
		death_in_row();
	fprintf(stderr, "vgicheck: %s: %s; the row cannot go on\n", rule->name, seen);
	abort();
}
