// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sanitizer reports: text on standard error, to be turned into findings of a row.
 *
 * A report must not end the worker, and must be made anew for every row that meets the same
 * fault. AddressSanitizer does that when told so below. UBSan reports each place once a process;
 * therefore a worker that made a report is replaced by a fresh one.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "checker/run/outcome.h"
#include "checker/run/pool.h"
#include "checker/run/record.h"
#include "checker/run/row.h"
#include "checker/run/rules.h"
#include "checker/run/sanitizer.h"

#define REPORTS_MAX	8
#define LINES_MAX	40

static volatile unsigned int nr_reports;

/* Called by the sanitizers' runtimes, by name. */
const char *__asan_default_options(void);
const char *__ubsan_default_options(void);
void __asan_on_error(void);
void __ubsan_on_report(void);

#define EXPORTED __attribute__((used, visibility("default"), no_sanitize("address", "undefined")))

EXPORTED const char *__asan_default_options(void)
{
	/* Signals are the worker's; leaks are judged by the subject's own balance. */
	return "halt_on_error=0:suppress_equal_pcs=0:abort_on_error=0:exitcode=99:"
	       "detect_leaks=0:print_legend=0:color=never:"
	       "handle_segv=0:handle_sigbus=0:handle_abort=0:handle_sigill=0:handle_sigfpe=0";
}

EXPORTED const char *__ubsan_default_options(void)
{
	return "halt_on_error=0:print_stacktrace=1:color=never";
}

/* Which step it happens in; the text itself is read when the row has ended. */
__attribute__((no_sanitize("address", "undefined")))
static void note_report(void)
{
	struct row *row = row_current();

	nr_reports++;
	if (row && row->recording)
		record_report(row->record);
}

EXPORTED void __asan_on_error(void)
{
	note_report();
}

EXPORTED void __ubsan_on_report(void)
{
	note_report();
}

unsigned int sanitizer_reports(void)
{
	return nr_reports;
}

static const char asan_mark[] = "ERROR: AddressSanitizer: ";
static const char asan_end[] = "SUMMARY: ";
static const char ubsan_mark[] = ": runtime error: ";

bool sanitizer_speaks(const char *text, size_t size)
{
	return memmem(text, size, asan_mark, sizeof(asan_mark) - 1) ||
	       memmem(text, size, ubsan_mark, sizeof(ubsan_mark) - 1);
}

/* The report that @line begins, in words that are the same in every run; else NULL. */
static const char *headline(const char *line, struct pool *pool)
{
	const char *mark = strstr(line, asan_mark);
	const char *end, *path;
	char *text, *at, *to;

	if (mark) {
		/* "heap-buffer-overflow on address 0x... at pc ..." */
		mark += sizeof(asan_mark) - 1;
		end = strstr(mark, " on ");
		return pool_copy(pool, mark, end ? (size_t)(end - mark) : strlen(mark));
	}
	mark = strstr(line, ubsan_mark);
	if (!mark)
		return NULL;
	/* "DIR/file.c:12:3: runtime error: ...": no directories, no addresses. */
	for (path = mark; path > line && path[-1] != '/'; path--)
		;
	text = pool_strdup(pool, path);
	for (at = to = text; *at; ) {
		if (at[0] == '0' && at[1] == 'x') {
			at += 2;
			while (isxdigit((unsigned char)*at))
				at++;
			*to++ = '0';
			*to++ = 'x';
			*to++ = '?';
			continue;
		}
		*to++ = *at++;
	}
	*to = 0;
	return text;
}

/* "=====", or nothing. */
static bool is_empty(const char *line)
{
	return !line[strspn(line, "= ")];
}

/* "    #3 0x... in function file:line": its number; -1: another line. */
static int frame_number(const char *line)
{
	int number;

	return sscanf(line, " #%d 0x", &number) == 1 ? number : -1;
}

/* The run core's own frames, from the first one to the end of the stack. */
static bool is_below_row(const char *line, bool *below)
{
	int number = frame_number(line);

	if (number <= 0)
		*below = false;
	if (number >= 0 && (strstr(line, " in run_row_once") || strstr(line, " in prepare_block")))
		*below = true;
	return *below;
}

unsigned int sanitizer_findings(char *text, struct pool *pool, struct outcome *outcome)
{
	const char **lines = NULL;
	struct finding *finding = NULL;
	unsigned int found = 0;
	char *rest = text, *line, *noise = text;
	bool below = false;

	while ((line = strsep(&rest, "\n"))) {
		const char *what = headline(line, pool);

		if (!rest && !*line)
			break;
		if (is_empty(line) || is_below_row(line, &below))
			continue;
		if (what) {
			found++;
			outcome->signature = signature_add(outcome->signature, what, strlen(what));
			finding = NULL;
			if (found > REPORTS_MAX)
				continue;
			lines = pool_alloc(pool, LINES_MAX * sizeof(*lines));
			finding = outcome_differs(outcome, pool, &rule_sanitizer, COLUMN_HOST,
						  "report", "none", what);
			finding->lines = lines;
			if (outcome->report_step)
				finding->step = outcome->report_step;
		}
		if (!found) {
			/* Not a report: kept, moved to the front. */
			size_t length = strlen(line);

			memmove(noise, line, length);
			noise += length;
			*noise++ = '\n';
		} else if (!strncmp(line, asan_end, sizeof(asan_end) - 1)) {
			/* What follows, shadow memory, says nothing to a reader of findings. */
			finding = NULL;
		} else if (finding && finding->nr_lines < LINES_MAX) {
			lines[finding->nr_lines++] = pool_strdup(pool, line);
		}
	}
	*noise = 0;
	return found;
}
