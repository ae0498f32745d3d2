// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a running row tells the run core: the slow halves of row.h.
 */
#include <stdarg.h>
#include <stdio.h>

#include "checker/run/debug.h"
#include "checker/run/record.h"
#include "checker/run/row.h"

void row_record_step(struct row *row, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	record_step(row->record, format, args);
	va_end(args);
	if (++row->nr_steps == row->stop_at)
		debug_step_begins();
}

void row_record_change(struct row *row, enum changed what, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	record_change(row->record, what, format, args);
	va_end(args);
}

void row_skip(struct row *row, const char *why)
{
	record_skip(row->record, why);
}

void row_differs(struct row *row, const struct rule *rule, enum column column,
		 const char *field, const char *expected, const char *seen)
{
	if (!row_judges(row, column)) {
		row->unjudged[column]++;
		return;
	}
	record_finding(row->record, &(struct record_finding) {
		.rule = rule, .column = column,
		.field = field, .expected = expected, .seen = seen,
	});
}

void row_differs_number(struct row *row, const struct rule *rule, enum column column,
			const char *field, const char *format,
			uint64_t expected, uint64_t seen)
{
	char expected_text[32], seen_text[32];

	snprintf(expected_text, sizeof(expected_text), format, (unsigned long long)expected);
	snprintf(seen_text, sizeof(seen_text), format, (unsigned long long)seen);
	row_differs(row, rule, column, field, expected_text, seen_text);
}
