// SPDX-License-Identifier: GPL-2.0-only
/*
 * The steps of a row as a table: the same that the reports print (checker/report/text.py).
 */
#include <stdbool.h>
#include <string.h>

#include "checker/run/put.h"
#include "checker/run/text.h"

#define STEPS_MAX	60	/* shown; the results file has all of them */
#define STEP_COLUMNS	(1 + NR_CHANGED)
#define INDENT		"    "

struct layout {
	bool used[STEP_COLUMNS];		/* a column in which nothing stands is left out */
	int width[STEP_COLUMNS];
};

static const char *cell(const struct step *step, unsigned int column)
{
	return column ? step->changed[column - 1] : step->verb;
}

static void fit(struct layout *layout, unsigned int column, const char *text)
{
	while (true) {
		size_t length = strcspn(text, "\n");
		int width = put_width(text, length);

		if (width > layout->width[column])
			layout->width[column] = width;
		if (!text[length])
			return;
		text += length + 1;
	}
}

static const char *heading(unsigned int column)
{
	return column ? changed_name(column - 1) : "step";
}

static struct layout lay_out(const struct step *step)
{
	struct layout layout = { .used = { true } };
	unsigned int number = 1, column;

	for (; step && number <= STEPS_MAX; step = step->next, number++) {
		for (column = 0; column < STEP_COLUMNS; column++) {
			layout.used[column] |= *cell(step, column);
			fit(&layout, column, cell(step, column));
		}
	}
	for (column = 0; column < STEP_COLUMNS; column++)
		fit(&layout, column, heading(column));
	return layout;
}

/* One line of each cell; texts[] go on behind it, and are NULL at their end. */
static void put_line(FILE *file, const struct layout *layout, const char *margin,
		     const char *texts[STEP_COLUMNS])
{
	unsigned int last = STEP_COLUMNS - 1, column;

	while (!layout->used[last] || (last && !(texts[last] && *texts[last])))
		last--;
	fprintf(file, "%s%s ", INDENT, margin);
	for (column = 0; column <= last; column++) {
		const char *text = texts[column] ? texts[column] : "";
		size_t length = strcspn(text, "\n");

		if (!layout->used[column])
			continue;
		fputs(column ? " | " : "", file);
		put_text(file, text, length, column < last ? layout->width[column] : 0);
	}
	for (column = 0; column < STEP_COLUMNS; column++) {
		if (texts[column]) {
			texts[column] = strchr(texts[column], '\n');
			texts[column] += !!texts[column];
		}
	}
	putc('\n', file);
}

static void put_heading(FILE *file, const struct layout *layout)
{
	const char *texts[STEP_COLUMNS];
	unsigned int column;
	int n;

	for (column = 0; column < STEP_COLUMNS; column++)
		texts[column] = heading(column);
	put_line(file, layout, " ", texts);
	fputs(INDENT "  ", file);
	for (column = 0; column < STEP_COLUMNS; column++) {
		if (!layout->used[column])
			continue;
		fputs(column ? "-+-" : "", file);
		for (n = 0; n < layout->width[column]; n++)
			putc('-', file);
	}
	putc('\n', file);
}

static bool is_wrong(const struct outcome *outcome, unsigned int number)
{
	const struct finding *finding;

	for (finding = outcome->findings; finding; finding = finding->next) {
		if (finding->step == number)
			return true;
	}
	return false;
}

/* Do two steps do the same, and change nothing? */
static bool same(const struct step *a, const struct step *b)
{
	for (unsigned int i = 0; i < NR_CHANGED; i++) {
		if (*a->changed[i] || *b->changed[i])
			return false;
	}
	return !strcmp(a->verb, b->verb);
}

/* How often the two steps from @step, which is @number, on come again right behind them. */
static unsigned int repeats(const struct outcome *outcome, const struct step *step,
			    unsigned int number)
{
	const struct step *again = step->next ? step->next->next : NULL;
	unsigned int times = 0;

	while (again && again->next && same(step, again) && same(step->next, again->next)) {
		for (unsigned int i = 0; i < 4; i++) {
			if (is_wrong(outcome, number + 2 * times + i))
				return times;
		}
		times++;
		again = again->next->next;
	}
	return times;
}

static void put_step(FILE *file, const struct layout *layout, const struct step *step, bool wrong)
{
	const char *texts[STEP_COLUMNS], *margin = wrong ? ">" : " ";
	unsigned int column;
	bool more = true;

	for (column = 0; column < STEP_COLUMNS; column++)
		texts[column] = cell(step, column);
	for (; more; margin = " ") {
		put_line(file, layout, margin, texts);
		for (more = false, column = 0; column < STEP_COLUMNS; column++)
			more |= texts[column] != NULL;
	}
}

void text_steps(FILE *file, const struct outcome *outcome)
{
	const struct step *step = outcome->steps;
	struct layout layout = lay_out(step);
	unsigned int number = 1, again = 0;

	if (!step)
		return;
	put_heading(file, &layout);
	/* @again: steps to be shown before as many are left out. */
	for (unsigned int left_out = 0; step && number <= STEPS_MAX; step = step->next, number++) {
		if (!left_out) {
			left_out = 2 * repeats(outcome, step, number);
			again = left_out ? 2 : 0;
		}
		put_step(file, &layout, step, is_wrong(outcome, number));
		if (!again || --again)
			continue;
		fprintf(file, INDENT "  (the last two %u times more)\n", left_out / 2);
		for (; left_out; left_out--, number++)
			step = step->next;
	}
	if (step)
		fputs(INDENT "  and more\n", file);
}
