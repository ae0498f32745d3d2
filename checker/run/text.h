/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Results as a person reads them.
 */
#ifndef CHECKER_RUN_TEXT_H
#define CHECKER_RUN_TEXT_H

#include <stdio.h>

#include "checker/run/known.h"
#include "checker/run/outcome.h"
#include "checker/run/totals.h"

/* A row with its findings and steps; @words, @replay NULL: left out. */
void text_row(FILE *file, const char *name, const char *words, const struct outcome *outcome,
	      const char *replay);
/* Its steps as a table of what each changed, with '>' at those after which something was wrong. */
void text_steps(FILE *file, const struct outcome *outcome);
/* Every record that was loaded: where it occurred, or that it no longer does. */
void text_known(FILE *file, const struct known *known);
void text_totals(FILE *file, const struct totals *totals, double seconds);

#endif
