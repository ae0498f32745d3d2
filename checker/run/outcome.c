// SPDX-License-Identifier: GPL-2.0-only
/*
 * What became of a row.
 */
#include <string.h>

#include "checker/run/backtrace.h"
#include "checker/run/outcome.h"
#include "checker/run/pool.h"
#include "checker/run/rules.h"

void outcome_init(struct outcome *outcome)
{
	*outcome = (struct outcome) {
		.findings_end = &outcome->findings,
		.steps_end = &outcome->steps,
		.play = "",
	};
}

static struct finding *last_finding(struct outcome *outcome, const struct rule *rule,
				    enum column column)
{
	struct finding *finding;

	for (finding = outcome->findings; finding; finding = finding->next) {
		if (finding->rule == rule && finding->column == column &&
		    !finding->nr_pcs && !finding->nr_lines)
			return finding;
	}
	return NULL;
}

struct finding *outcome_differs(struct outcome *outcome, struct pool *pool,
				const struct rule *rule, enum column column,
				const char *field, const char *expected, const char *seen)
{
	struct difference *difference = pool_alloc(pool, sizeof(*difference));
	struct finding *finding = last_finding(outcome, rule, column);

	*difference = (struct difference) { field, expected, seen, NULL };
	if (!finding) {
		finding = pool_alloc(pool, sizeof(*finding));
		finding->rule = rule;
		finding->column = column;
		finding->differs_end = &finding->differs;
		finding->step = outcome->nr_steps;
		*outcome->findings_end = finding;
		outcome->findings_end = &finding->next;
	}
	*finding->differs_end = difference;
	finding->differs_end = &difference->next;
	return finding;
}

struct step *outcome_step(struct outcome *outcome, struct pool *pool, const char *verb)
{
	struct step *step = pool_alloc(pool, sizeof(*step));

	step->verb = verb;
	for (unsigned int i = 0; i < NR_CHANGED; i++)
		step->changed[i] = "";
	outcome->nr_steps++;
	*outcome->steps_end = step;
	outcome->steps_end = &step->next;
	return step;
}

bool outcome_blocks(const struct outcome *outcome)
{
	const struct finding *finding;

	for (finding = outcome->findings; finding; finding = finding->next) {
		if (finding->column != COLUMN_INTERNAL)
			return true;
	}
	/* What was dropped is not known, so it may have been anything. */
	return outcome->nr_dropped;
}

unsigned int outcome_failing_step(const struct outcome *outcome)
{
	const struct finding *finding;
	unsigned int step = 0;

	for (finding = outcome->findings; finding; finding = finding->next) {
		if (finding->column != COLUMN_INTERNAL && finding->step &&
		    (!step || finding->step < step))
			step = finding->step;
	}
	return step;
}

static bool frame_is(const char *frame, const char *function, size_t length)
{
	return !strncmp(frame, function, length) && frame[length] == '+';
}

/*
 * "unmocked kernel function X" becomes "unmocked kernel function X, called from Y": Y is the first
 * frame that is neither a mock's nor the trap stub's. Of a variable, "accessed from Y".
 */
static void name_caller(struct finding *finding, struct pool *pool)
{
	struct difference *difference = finding->differs;
	const char *name = strrchr(difference->seen, ' ');
	const char *verb = strstr(difference->seen, "variable") ? "accessed" : "called";
	unsigned int i = 0;

	if (!name++ || strchr(difference->seen, ','))
		return;
	while (i < finding->nr_lines && (!strncmp(finding->lines[i], "mock_", 5) ||
					 frame_is(finding->lines[i], name, strlen(name))))
		i++;
	if (i < finding->nr_lines)
		difference->seen = pool_printf(pool, "%s, %s from %.*s", difference->seen, verb,
					       (int)strcspn(finding->lines[i], "+"),
					       finding->lines[i]);
}

static void name_frames(struct finding *finding, struct pool *pool)
{
	const char **lines = pool_alloc(pool, finding->nr_pcs * sizeof(*lines));
	const char *last = NULL, *name;
	unsigned int nr = 0, times = 1, i;
	bool happened_here;

	for (i = 0; i < finding->nr_pcs; i++) {
		/* All but the place of a crash are addresses that a call returns to. */
		happened_here = !i && (finding->rule == &rule_no_crash ||
				       finding->rule == &rule_terminates ||
				       !strcmp(finding->differs->field, "access"));
		name = backtrace_name(finding->pcs[i], !happened_here);
		if (backtrace_ends(name))
			break;
		if (last && !strcmp(name, last)) {
			/* Endless recursion, usually. */
			lines[nr - 1] = pool_printf(pool, "%s, %u times", name, ++times);
			continue;
		}
		last = lines[nr++] = pool_strdup(pool, name);
		times = 1;
	}
	finding->lines = lines;
	finding->nr_lines = nr;
	if (finding->rule == fault_rule(VGIC_FAULT_UNMOCKED))
		name_caller(finding, pool);
}

void outcome_name_frames(struct outcome *outcome, struct pool *pool)
{
	struct finding *finding;

	for (finding = outcome->findings; finding; finding = finding->next) {
		if (finding->nr_pcs && !finding->nr_lines)
			name_frames(finding, pool);
	}
}

const char *changed_name(enum changed what)
{
	static const char *const names[] = {
		[CHANGED_IRQ] = "interrupt", [CHANGED_LR] = "list registers",
		[CHANGED_PHYS] = "physical",
	};

	return names[what];
}

const char *column_name(enum column column)
{
	static const char *const names[] = {
		[COLUMN_GUEST] = "guest", [COLUMN_LR] = "lr",
		[COLUMN_HOST] = "host", [COLUMN_INTERNAL] = "internal",
	};

	return names[column];
}

const char *status_name(enum status status)
{
	static const char *const names[] = {
		[STATUS_PASS] = "pass", [STATUS_FAIL] = "fail",
		[STATUS_KNOWN] = "known", [STATUS_SKIP] = "skip",
	};

	return names[status];
}
