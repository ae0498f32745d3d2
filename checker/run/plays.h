/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vgicheck run --plays DIR: what failing rows did, as files that vgicheck play runs.
 */
#ifndef CHECKER_RUN_PLAYS_H
#define CHECKER_RUN_PLAYS_H

#include "checker/run/outcome.h"

/*
 * Write the file of row @name, if it can be played: DIR/NAME.play with - for /. No @dir: nothing. Trouble is one sentence
 * and exit status 2.
 */
void plays_write(const char *dir, const char *name, const struct outcome *outcome);

#endif
