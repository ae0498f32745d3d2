// SPDX-License-Identifier: GPL-2.0-only
/*
 * Writing and reading the record of one run of one row.
 *
 * A token is a letter, then texts with their NUL and numbers as they lie in memory:
 *   S verb                                             a step
 *   C what text                                        what the last step changed
 *   P line                                             of the text by which the row is played again
 *   R                                                  a sanitizer wrote a report
 *   F rule column nr_pcs field expected seen pc...     a finding
 *   W why                                              skipped
 */
#include <stdio.h>
#include <string.h>

#include "checker/run/outcome.h"
#include "checker/run/pool.h"
#include "checker/run/record.h"

/* Kept free of steps, so that a row with endless steps can still say what broke. */
#define FINDING_RESERVE	(16u << 10)
#define TEXT_MAX	1023u
#define FINDINGS_MAX	64u

uint64_t signature_add(uint64_t signature, const void *data, uint64_t size)
{
	const uint8_t *byte = data;

	/* FNV-1a */
	while (size--)
		signature = (signature ^ *byte++) * 0x100000001b3ull;
	return signature;
}

static uint64_t signature_add_text(uint64_t signature, const char *text)
{
	return signature_add(signature, text, strlen(text) + 1);
}

void record_reset(struct record *record)
{
	record->length = 0;
	record->nr_findings = 0;
	record->nr_dropped = 0;
	record->signature = 0xcbf29ce484222325ull;
	record->skipped = false;
}

/* A token being written: bytes past record->length, counted when it is whole. */
struct token {
	struct record *record;
	uint32_t at, limit;
	bool full;
};

static struct token token_begin(struct record *record, char letter, uint32_t reserve)
{
	struct token token = { record, record->length, RECORD_SIZE - reserve, false };

	if (token.at >= token.limit)
		token.full = true;
	else
		record->data[token.at++] = letter;
	return token;
}

static void token_bytes(struct token *token, const void *data, uint32_t size)
{
	if (token->full || token->limit - token->at < size) {
		token->full = true;
		return;
	}
	/* No addresses, and then no pointer to them. */
	if (!size)
		return;
	memcpy(token->record->data + token->at, data, size);
	token->at += size;
}

static void token_text(struct token *token, const char *text)
{
	uint32_t length = strnlen(text, TEXT_MAX);

	token_bytes(token, text, length);
	token_bytes(token, "", 1);
}

static void token_format(struct token *token, const char *format, va_list args)
{
	char text[TEXT_MAX + 1];

	vsnprintf(text, sizeof(text), format, args);
	token_text(token, text);
}

static bool token_end(struct token *token)
{
	if (token->full)
		return false;
	/* A handler that runs in the middle must see whole tokens only. */
	__asm__ volatile("" ::: "memory");
	token->record->length = token->at;
	return true;
}

void record_step(struct record *record, const char *format, va_list args)
{
	struct token token = token_begin(record, 'S', FINDING_RESERVE);

	token_format(&token, format, args);
	token_end(&token);
}

void record_change(struct record *record, enum changed what, const char *format, va_list args)
{
	struct token token = token_begin(record, 'C', FINDING_RESERVE);
	uint8_t column = what;

	token_bytes(&token, &column, sizeof(column));
	token_format(&token, format, args);
	token_end(&token);
}

void record_line(struct record *record, const char *format, va_list args)
{
	struct token token = token_begin(record, 'P', FINDING_RESERVE);

	token_format(&token, format, args);
	token_end(&token);
}

void record_report(struct record *record)
{
	struct token token = token_begin(record, 'R', FINDING_RESERVE);

	token_end(&token);
}

void record_finding(struct record *record, const struct record_finding *finding)
{
	uint8_t column = finding->column, nr_pcs = finding->nr_pcs;
	uint64_t signature = record->signature;
	struct token token;

	signature = signature_add(signature, &finding->rule, sizeof(finding->rule));
	if (finding->sign) {
		signature = signature_add_text(signature, finding->sign);
	} else {
		signature = signature_add(signature, &column, sizeof(column));
		signature = signature_add_text(signature, finding->field);
		signature = signature_add_text(signature, finding->expected);
		signature = signature_add_text(signature, finding->seen);
	}
	record->signature = signature;
	if (record->nr_findings++ >= FINDINGS_MAX) {
		record->nr_dropped++;
		return;
	}

	token = token_begin(record, 'F', 0);
	token_bytes(&token, &finding->rule, sizeof(finding->rule));
	token_bytes(&token, &column, sizeof(column));
	token_bytes(&token, &nr_pcs, sizeof(nr_pcs));
	token_text(&token, finding->field);
	token_text(&token, finding->expected);
	token_text(&token, finding->seen);
	token_bytes(&token, finding->pcs, nr_pcs * sizeof(*finding->pcs));
	if (!token_end(&token))
		record->nr_dropped++;
}

void record_skip(struct record *record, const char *why)
{
	struct token token = token_begin(record, 'W', 0);

	record->skipped = true;
	token_text(&token, why);
	token_end(&token);
}

/* Reading: a position that never passes the end. */
struct reader {
	const uint8_t *at, *end;
	bool bad;
};

static void read_bytes(struct reader *reader, void *data, size_t size)
{
	if (reader->bad || (size_t)(reader->end - reader->at) < size) {
		reader->bad = true;
		memset(data, 0, size);
		return;
	}
	memcpy(data, reader->at, size);
	reader->at += size;
}

static const char *read_text(struct reader *reader, struct pool *pool)
{
	const uint8_t *nul = NULL;
	const char *text;

	if (!reader->bad)
		nul = memchr(reader->at, 0, reader->end - reader->at);
	if (!nul) {
		reader->bad = true;
		return "";
	}
	text = pool_copy(pool, reader->at, nul - reader->at);
	reader->at = nul + 1;
	return text;
}

static void parse_finding(struct reader *reader, struct pool *pool, struct outcome *outcome)
{
	const char *field, *expected, *seen;
	const struct rule *rule;
	struct finding *finding;
	uint8_t column, nr_pcs;
	void **pcs = NULL;

	read_bytes(reader, &rule, sizeof(rule));
	read_bytes(reader, &column, sizeof(column));
	read_bytes(reader, &nr_pcs, sizeof(nr_pcs));
	field = read_text(reader, pool);
	expected = read_text(reader, pool);
	seen = read_text(reader, pool);
	if (nr_pcs) {
		pcs = pool_alloc(pool, nr_pcs * sizeof(*pcs));
		read_bytes(reader, pcs, nr_pcs * sizeof(*pcs));
	}
	if (reader->bad || column > COLUMN_INTERNAL)
		return;
	finding = outcome_differs(outcome, pool, rule, column, field, expected, seen);
	if (nr_pcs) {
		finding->pcs = pcs;
		finding->nr_pcs = nr_pcs;
	}
}

/* Several changes of one step stand below each other. */
static void parse_change(struct reader *reader, struct step *step, struct pool *pool)
{
	const char **cell, *text;
	uint8_t what;

	read_bytes(reader, &what, sizeof(what));
	text = read_text(reader, pool);
	if (reader->bad || !step || what >= NR_CHANGED)
		return;
	cell = &step->changed[what];
	*cell = **cell ? pool_printf(pool, "%s\n%s", *cell, text) : text;
}

void record_parse(const struct record *record, struct pool *pool, struct outcome *outcome)
{
	uint32_t length = record->length > RECORD_SIZE ? RECORD_SIZE : record->length;
	struct reader reader = { record->data, record->data + length, false };
	struct step *step = NULL;

	outcome->signature = record->signature;
	outcome->nr_dropped = record->nr_dropped;
	while (!reader.bad && reader.at < reader.end) {
		switch (*reader.at++) {
		case 'S':
			step = outcome_step(outcome, pool, read_text(&reader, pool));
			break;
		case 'C':
			parse_change(&reader, step, pool);
			break;
		case 'P':
			outcome->play = pool_printf(pool, "%s%s\n", outcome->play, read_text(&reader, pool));
			break;
		case 'R':
			if (!outcome->report_step)
				outcome->report_step = outcome->nr_steps;
			break;
		case 'F':
			parse_finding(&reader, pool, outcome);
			break;
		case 'W':
			outcome->skipped = true;
			outcome->why = read_text(&reader, pool);
			break;
		default:
			return;
		}
	}
}
