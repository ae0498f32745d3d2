// SPDX-License-Identifier: GPL-2.0-only
/*
 * Results as a person reads them.
 */
#include <string.h>

#include "checker/run/put.h"
#include "checker/run/text.h"

static void put_field(FILE *file, const char *text, int width)
{
	put_text(file, text, strlen(text), width);
}

static void text_finding(FILE *file, const struct finding *finding)
{
	const struct difference *difference;
	unsigned int i;

	fprintf(file, "    rule    %s: %s\n", finding->rule->name, finding->rule->text);
	fprintf(file, "            (%s)\n", finding->rule->source);
	if (finding->rule->guest)
		fprintf(file, "    guest   %s\n", finding->rule->guest);
	for (difference = finding->differs; difference; difference = difference->next) {
		fprintf(file, "    %-8s  ", column_name(finding->column));
		put_field(file, difference->field, 20);
		fputs("  expected ", file);
		put_field(file, difference->expected, 12);
		fputs("  seen ", file);
		put_field(file, difference->seen, 0);
		putc('\n', file);
	}
	for (i = 0; i < finding->nr_lines; i++) {
		fputs(i ? "            " : "    at      ", file);
		put_field(file, finding->lines[i], 0);
		putc('\n', file);
	}
}

static const char *headword(const struct outcome *outcome)
{
	static const char *const words[] = {
		[STATUS_PASS] = "PASS", [STATUS_FAIL] = "FAIL",
		[STATUS_KNOWN] = "KNOWN", [STATUS_SKIP] = "SKIP",
	};

	return words[outcome->status];
}

void text_row(FILE *file, const char *name, const char *words, const struct outcome *outcome,
	      const char *replay)
{
	const struct finding *finding;
	struct known **known;

	fprintf(file, "  %s  ", headword(outcome));
	put_field(file, name, 0);
	putc('\n', file);
	if (words && outcome->findings)
		fprintf(file, "    words   %s\n", words);
	if (outcome->skipped && outcome->status == STATUS_SKIP)
		fprintf(file, "    %s\n", outcome->why);
	for (known = outcome->known; known && *known; known++)
		fprintf(file, "    known   %s: %s\n", (*known)->name, (*known)->guest);
	for (finding = outcome->findings; finding; finding = finding->next)
		text_finding(file, finding);
	if (outcome->nr_dropped)
		fprintf(file, "    and %u more differences\n", outcome->nr_dropped);
	text_steps(file, outcome);
	if (outcome->brief)
		fputs("    steps   not recorded, as enough rows failed alike; replaying it shows them\n", file);
	if (outcome->findings && replay)
		fprintf(file, "    replay  %s\n", replay);
}

void text_known(FILE *file, const struct known *known)
{
	for (; known; known = known->next) {
		if (known->occurred)
			fprintf(file, "known finding %s: in %lu of the %lu rows it names; %s (fix: %s)\n",
				known->name, known->occurred, known->selected, known->guest,
				known->upstream);
		else if (known->selected)
			fprintf(file, "known finding %s: occurred in none of the %lu rows it names; is it fixed?\n",
				known->name, known->selected);
	}
}

void text_totals(FILE *file, const struct totals *totals, double seconds)
{
	if (totals->reference)
		fprintf(file, "reference subject: %llu differences in columns lr, host and internal not judged; not evidence about a kernel\n",
			(unsigned long long)(totals->unjudged[COLUMN_LR] + totals->unjudged[COLUMN_HOST] +
					     totals->unjudged[COLUMN_INTERNAL]));
	if (totals->internal_only)
		fprintf(file, "%lu rows passed with differences in internal fields only (-v shows them)\n",
			totals->internal_only);
	fprintf(file, "vgicheck: %lu rows: %lu pass, %lu fail, %lu known, %lu skip in %.2f s\n",
		totals->rows, totals->by_status[STATUS_PASS], totals->by_status[STATUS_FAIL],
		totals->by_status[STATUS_KNOWN], totals->by_status[STATUS_SKIP], seconds);
}
