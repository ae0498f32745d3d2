// SPDX-License-Identifier: GPL-2.0-only
/*
 * The result stream: one JSON object a line.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "checker/run/dictionary.h"
#include "checker/run/die.h"
#include "checker/run/json.h"
#include "checker/run/pool.h"
#include "checker/run/replay.h"
#include "checker/run/stream.h"
#include "checker/run/table.h"

struct stream {
	FILE *file;
	const char *path;
	struct dictionary findings;	/* of brief rows */
	FILE *draft;			/* where such a finding is written first: into memory */
	char *text;
	size_t size;
};

struct stream *stream_open(const char *path)
{
	struct stream *stream = calloc(1, sizeof(*stream));

	if (!stream)
		die("out of memory");
	stream->path = path;
	stream->file = fopen(path, "we");
	if (!stream->file)
		die("cannot write results to %s: %s", path, strerror(errno));
	stream->draft = open_memstream(&stream->text, &stream->size);
	if (!stream->draft)
		die("out of memory");
	setvbuf(stream->file, NULL, _IOFBF, 1 << 20);
	return stream;
}

void stream_close(struct stream *stream)
{
	bool bad = ferror(stream->file);

	/* The first failure counts; a later one may be its echo. */
	if (fclose(stream->file) || bad)
		die("cannot write results to %s: %s", stream->path,
		    errno ? strerror(errno) : "not everything was written");
	fclose(stream->draft);
	free(stream->text);
	dictionary_free(&stream->findings);
	free(stream);
}

static void key(FILE *file, const char *name)
{
	fprintf(file, ",\"%s\":", name);
}

static void text(FILE *file, const char *name, const char *value)
{
	key(file, name);
	json_string(file, value);
}

static void begin(FILE *file, const char *type)
{
	fprintf(file, "{\"t\":\"%s\"", type);
}

static void end(FILE *file)
{
	fputs("}\n", file);
}

static void texts(FILE *file, const char *name, const char *const *values)
{
	const char *comma = "";

	key(file, name);
	fputc('[', file);
	for (; values && *values; values++) {
		fputs(comma, file);
		json_string(file, *values);
		comma = ",";
	}
	fputc(']', file);
}

/* What the harness had never seen; variables are told like functions, by their names alone. */
static void drifted(FILE *file, const struct vgic_drift *drift)
{
	const struct vgic_untouchable *one;
	const char *comma = "";

	if (!drift)
		return;
	texts(file, "linked", drift->linked);
	texts(file, "emptied", drift->emptied);
	texts(file, "undeclared", drift->undeclared);
	key(file, "variables");
	fputc('[', file);
	for (one = drift->untouchable; one && one->name; one++) {
		fputs(comma, file);
		json_string(file, one->name);
		comma = ",";
	}
	fputc(']', file);
}

static void sources(FILE *file, const struct vgic_source *source)
{
	const char *comma = "";

	key(file, "sources");
	fputc('[', file);
	for (; source && source->path; source++) {
		fprintf(file, "%s[", comma);
		json_string(file, source->path);
		fputc(',', file);
		json_string(file, source->blob);
		fputc(']', file);
		comma = ",";
	}
	fputc(']', file);
}

void stream_run(struct stream *stream, const struct options *options,
		const struct vgic_subject *subject)
{
	const struct vgic_subject_info *info = &subject->info;
	struct pool pool = { 0 };
	FILE *file;

	if (!stream)
		return;
	file = stream->file;
	begin(file, "run");
	fputs(",\"abi\":1", file);
	text(file, "build", info->build);
	text(file, "compiler", info->compiler);
	text(file, "tree", options->tree);
	text(file, "package", options->package);
	texts(file, "features", info->features);
	texts(file, "unmocked", info->unmocked);
	drifted(file, info->drift);
	sources(file, info->sources);
	text(file, "replay", replay_of_rows(options, &pool));
	pool_free(&pool);
	end(file);
	/* A file that cannot take the first line should not cost the whole run. */
	if (fflush(file))
		die("cannot write results to %s: %s", stream->path, strerror(errno));
}

void stream_block(struct stream *stream, const struct block *block, unsigned int rows)
{
	const struct exclusion *excluded = block->excluded;
	const char *comma = "";
	FILE *file;

	if (!stream)
		return;
	file = stream->file;
	begin(file, "block");
	text(file, "name", block->name);
	fprintf(file, ",\"rows\":%u,\"excluded\":{", rows);
	for (; excluded && excluded->reason; excluded++) {
		fputs(comma, file);
		json_string(file, excluded->reason);
		fprintf(file, ":%lu", excluded->count);
		comma = ",";
	}
	fputc('}', file);
	end(file);
}

static void differences(FILE *file, const struct difference *difference)
{
	const char *comma = "";

	key(file, "differs");
	fputc('[', file);
	for (; difference; difference = difference->next) {
		fprintf(file, "%s[", comma);
		json_string(file, difference->field);
		fputc(',', file);
		json_string(file, difference->expected);
		fputc(',', file);
		json_string(file, difference->seen);
		fputc(']', file);
		comma = ",";
	}
	fputc(']', file);
}

static void steps(FILE *file, const struct step *step)
{
	const char *comma = "";

	if (!step)
		return;
	key(file, "steps");
	fputc('[', file);
	for (; step; step = step->next) {
		fprintf(file, "%s[", comma);
		json_string(file, step->verb);
		for (unsigned int i = 0; i < NR_CHANGED; i++) {
			fputc(',', file);
			json_string(file, step->changed[i]);
		}
		fputc(']', file);
		comma = ",";
	}
	fputc(']', file);
}

static void backtrace_lines(FILE *file, const struct finding *finding)
{
	unsigned int i;

	if (!finding->nr_lines)
		return;
	key(file, "backtrace");
	for (i = 0; i < finding->nr_lines; i++) {
		fputc(i ? ',' : '[', file);
		json_string(file, finding->lines[i]);
	}
	fputc(']', file);
}

/* What is the same in every row that shows it. */
static void shown(FILE *file, const struct finding *finding)
{
	fputs("\"rule\":", file);
	json_string(file, finding->rule->name);
	text(file, "text", finding->rule->text);
	text(file, "source", finding->rule->source);
	text(file, "column", column_name(finding->column));
	differences(file, finding->differs);
	if (finding->rule->guest)
		text(file, "guest", finding->rule->guest);
	backtrace_lines(file, finding);
}

static void brief_finding(struct stream *stream, const struct finding *finding,
			  unsigned int *number)
{
	bool fresh;

	rewind(stream->draft);
	shown(stream->draft, finding);
	putc('\0', stream->draft);
	if (fflush(stream->draft))
		die("out of memory");
	*number = dictionary_number(&stream->findings, stream->text, &fresh);
	if (fresh) {
		begin(stream->file, "finding");
		fprintf(stream->file, ",\"id\":%u,%s", *number, stream->text);
		end(stream->file);
	}
}

/* The numbers of its findings, ending with 0; each is told once in the stream. */
static unsigned int *brief_findings(struct stream *stream, const struct outcome *outcome)
{
	const struct finding *finding;
	unsigned int nr = 0, *numbers;

	for (finding = outcome->findings; finding; finding = finding->next)
		nr++;
	numbers = calloc(nr + 1, sizeof(*numbers));
	if (!numbers)
		die("out of memory");
	nr = 0;
	for (finding = outcome->findings; finding; finding = finding->next)
		brief_finding(stream, finding, &numbers[nr++]);
	return numbers;
}

static void findings(FILE *file, const struct outcome *outcome, const struct told *told)
{
	const struct finding *finding;
	const char *comma = "";

	key(file, "findings");
	fputc('[', file);
	for (finding = outcome->findings; finding; finding = finding->next) {
		fprintf(file, "%s{", comma);
		shown(file, finding);
		steps(file, outcome->steps);
		if (finding->step)
			fprintf(file, ",\"at\":%u", finding->step);
		text(file, "replay", told->replay);
		if (outcome->status == STATUS_FAIL && finding->step && !outcome->prepare)
			text(file, "debug", told->debug);
		fputc('}', file);
		comma = ",";
	}
	fputc(']', file);
}

static void end_row(FILE *file, const struct outcome *outcome)
{
	struct known **known;
	const char *comma = "";

	if (outcome->status == STATUS_KNOWN) {
		key(file, "known");
		fputc('[', file);
		for (known = outcome->known; *known; known++) {
			fputs(comma, file);
			json_string(file, (*known)->name);
			comma = ",";
		}
		fputc(']', file);
	}
	end(file);
}

static void begin_row(FILE *file, const char *name, const struct outcome *outcome)
{
	fputs("{\"t\":\"row\",\"n\":", file);
	json_string(file, name);
	text(file, "s", status_name(outcome->status));
}

static void brief_row(struct stream *stream, const char *name, const struct outcome *outcome)
{
	unsigned int *numbers = brief_findings(stream, outcome), *number;
	FILE *file = stream->file;

	begin_row(file, name, outcome);
	key(file, "findings");
	for (number = numbers; *number; number++)
		fprintf(file, "%c%u", number == numbers ? '[' : ',', *number);
	fputc(']', file);
	end_row(file, outcome);
	free(numbers);
}

void stream_row(struct stream *stream, const char *name, const struct outcome *outcome,
		const struct told *told)
{
	FILE *file;

	if (!stream)
		return;
	file = stream->file;
	if (outcome && outcome->brief && outcome->findings) {
		brief_row(stream, name, outcome);
		return;
	}
	if (!outcome) {
		fputs("{\"t\":\"row\",\"n\":", file);
		json_string(file, name);
		fputs(",\"s\":\"pass\"}\n", file);
		return;
	}
	begin_row(file, name, outcome);
	if (outcome->status == STATUS_SKIP)
		text(file, "why", outcome->why);
	/* No report shows a known finding's row. */
	if (told->words && outcome->status == STATUS_FAIL)
		text(file, "words", told->words);
	if (outcome->status != STATUS_SKIP && outcome->findings)
		findings(file, outcome, told);
	end_row(file, outcome);
}

void stream_known(struct stream *stream, const struct known *known)
{
	FILE *file;

	if (!stream)
		return;
	file = stream->file;
	begin(file, "known");
	text(file, "name", known->name);
	text(file, "rule", known->rule);
	text(file, "upstream", known->upstream);
	text(file, "guest", known->guest);
	text(file, "why", known->why);
	fprintf(file, ",\"selected\":%lu,\"occurred\":%lu", known->selected, known->occurred);
	end(file);
}

void stream_end(struct stream *stream, const struct totals *totals, double seconds)
{
	unsigned int status;
	FILE *file;

	if (!stream)
		return;
	file = stream->file;
	begin(file, "end");
	fprintf(file, ",\"rows\":%lu", totals->rows);
	for (status = 0; status <= STATUS_SKIP; status++)
		fprintf(file, ",\"%s\":%lu", status_name(status), totals->by_status[status]);
	if (totals->reference)
		fprintf(file, ",\"unjudged\":{\"lr\":%llu,\"host\":%llu,\"internal\":%llu}",
			(unsigned long long)totals->unjudged[COLUMN_LR],
			(unsigned long long)totals->unjudged[COLUMN_HOST],
			(unsigned long long)totals->unjudged[COLUMN_INTERNAL]);
	fprintf(file, ",\"seconds\":%.3f", seconds);
	end(file);
}
