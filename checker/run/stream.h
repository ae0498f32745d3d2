/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The result stream: checker/report/STREAM.md says what it holds.
 */
#ifndef CHECKER_RUN_STREAM_H
#define CHECKER_RUN_STREAM_H

#include "checker/run/known.h"
#include "checker/run/options.h"
#include "checker/run/outcome.h"
#include "checker/run/totals.h"
#include "vgic/subject.h"

struct block;
struct stream;

/* All but open and close do nothing with NULL, so that a run without results needs no care. */
struct stream *stream_open(const char *path);
void stream_run(struct stream *stream, const struct options *options,
		const struct vgic_subject *subject);
void stream_block(struct stream *stream, const struct block *block, unsigned int rows);
/* What is said of a row besides its outcome. */
struct told {
	const char *words;		/* its name in words, or NULL */
	const char *replay, *debug;	/* commands */
};

/* @outcome NULL: passed; then @told may be, too. */
void stream_row(struct stream *stream, const char *name, const struct outcome *outcome,
		const struct told *told);
void stream_known(struct stream *stream, const struct known *known);
void stream_end(struct stream *stream, const struct totals *totals, double seconds);
/* A results file that could not be written whole is one sentence and exit status 2. */
void stream_close(struct stream *stream);

#endif
