/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a running row tells the run core: its steps, and what differs from what was expected.
 *
 * A row is run quickly at first, with nothing recorded but differences. Only when it fails is it
 * run again, from the same saved state, with its steps recorded. So a matching expectation costs
 * one comparison, and row_step() one branch. None of these functions ever leaves the row.
 */
#ifndef CHECKER_RUN_ROW_H
#define CHECKER_RUN_ROW_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "checker/run/rule.h"
#include "checker/run/step.h"

struct block;
struct record;
struct vgic_subject;

/* Tables read ->subject; the rest is the run core's. */
struct row {
	const struct vgic_subject *subject;
	const struct block *block;
	unsigned int index;
	bool recording;
	unsigned int nr_steps;		/* recorded */
	unsigned int stop_at;		/* the step before which a debugger stops; 0: none */
	bool guest_only;		/* the reference subject: other columns are not judged */
	unsigned int unjudged[NR_COLUMNS];	/* differences that were left out for that */
	struct record *record;
};

/* The row that is running in this process, for layers that no row is handed to; else NULL. */
struct row *row_current(void);

/* Are steps wanted? Ask before working out an expensive text. */
static inline bool row_recording(const struct row *row)
{
	return __builtin_expect(row->recording, 0);
}

__attribute__((format(printf, 2, 3)))
void row_record_step(struct row *row, const char *format, ...);
__attribute__((format(printf, 3, 4)))
void row_record_change(struct row *row, enum changed what, const char *format, ...);

/*
 * row_step(row, "inject(%u, high)", intid): a verb begins. Said before the verb is done, so that
 * it stands last in the finding of a row that dies in it.
 * row_changed(row, CHANGED_IRQ, "line_level = true"): what it changed, in the words of that column;
 * may be said repeatedly.
 * The arguments are evaluated only when steps are wanted.
 */
#define row_step(row, ...) \
	do { if (row_recording(row)) row_record_step(row, __VA_ARGS__); } while (0)
#define row_changed(row, what, ...) \
	do { if (row_recording(row)) row_record_change(row, what, __VA_ARGS__); } while (0)

/* This row cannot be had here: @why in words, for example the probe's name. Then return. */
void row_skip(struct row *row, const char *why);

/*
 * Is a difference in this column one? Who ends a row at its first difference goes on behind one that is none: list registers, the
 * host's side and KVM's bookkeeping are a kernel's, which the reference subject has not.
 */
static inline bool row_judges(const struct row *row, enum column column)
{
	return column == COLUMN_GUEST || !row->guest_only;
}

/* Record a difference, in a column that is judged. Texts are copied. */
void row_differs(struct row *row, const struct rule *rule, enum column column,
		 const char *field, const char *expected, const char *seen);
__attribute__((nonnull))
void row_differs_number(struct row *row, const struct rule *rule, enum column column,
			const char *field, const char *format,
			uint64_t expected, uint64_t seen);

static inline void row_expect(struct row *row, const struct rule *rule, enum column column,
			      const char *field, const char *expected, const char *seen)
{
	if (__builtin_expect(strcmp(expected, seen) != 0, 0))
		row_differs(row, rule, column, field, expected, seen);
}

#define expect_text row_expect

static inline void expect_u64(struct row *row, const struct rule *rule, enum column column,
			      const char *field, uint64_t expected, uint64_t seen)
{
	if (__builtin_expect(expected != seen, 0))
		row_differs_number(row, rule, column, field, "%llu",
				   expected, seen);
}

static inline void expect_hex(struct row *row, const struct rule *rule, enum column column,
			      const char *field, uint64_t expected, uint64_t seen)
{
	if (__builtin_expect(expected != seen, 0))
		row_differs_number(row, rule, column, field, "0x%llx",
				   expected, seen);
}

static inline void expect_s64(struct row *row, const struct rule *rule, enum column column,
			      const char *field, int64_t expected, int64_t seen)
{
	if (__builtin_expect(expected != seen, 0))
		row_differs_number(row, rule, column, field, "%lld",
				   (uint64_t)expected, (uint64_t)seen);
}

static inline void expect_bool(struct row *row, const struct rule *rule, enum column column,
			       const char *field, bool expected, bool seen)
{
	expect_u64(row, rule, column, field, expected, seen);
}

#endif
