/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The record of one run of one row: steps and findings as a flat run of tokens.
 *
 * It lies in memory shared with the supervisor, and each token is complete before its length is
 * counted. So whatever kills the worker, what the row had said until then is still there.
 * Writing allocates nothing and may be done in a signal handler.
 */
#ifndef CHECKER_RUN_RECORD_H
#define CHECKER_RUN_RECORD_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

#include "checker/run/rule.h"
#include "checker/run/step.h"

#define RECORD_SIZE	(64u << 10)

struct record {
	uint32_t length;
	uint32_t nr_findings;
	uint32_t nr_dropped;	/* findings that found no room */
	uint64_t signature;	/* of the findings, in order: two runs are compared by it */
	bool skipped;
	uint8_t data[RECORD_SIZE];
};

/* One difference. pcs: where it happened, when the code that ran is of interest. */
struct record_finding {
	const struct rule *rule;
	enum column column;
	const char *field, *expected, *seen;
	void *const *pcs;
	unsigned int nr_pcs;
	/* What must be the same in a second run, when that is less than the seen text. */
	const char *sign;
};

void record_reset(struct record *record);
void record_step(struct record *record, const char *format, va_list args);
void record_change(struct record *record, enum changed what, const char *format, va_list args);
/* A line of the text by which the row can be played again. */
void record_line(struct record *record, const char *format, va_list args);
/* A sanitizer has written a report: its finding, read later, belongs to the present step. */
void record_report(struct record *record);
void record_finding(struct record *record, const struct record_finding *finding);
void record_skip(struct record *record, const char *why);

struct outcome;
struct pool;
/* Read all tokens into @outcome, copies living in @pool. Stops at anything malformed. */
void record_parse(const struct record *record, struct pool *pool, struct outcome *outcome);

uint64_t signature_add(uint64_t signature, const void *data, uint64_t size);

#endif
