/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How a worker ends: a crash or a time-out becomes the running row's finding, and whatever the
 * end, coverage counters are written.
 */
#ifndef CHECKER_RUN_DEATH_H
#define CHECKER_RUN_DEATH_H

struct job;

#define DEATH_EXIT	3	/* exit status of a worker that died */

/* Watch over this process, a worker: catch deadly signals, count the running row's time. */
void death_watch(const struct job *job);
/* Let signals do what they do: a debugger watches. */
void death_ignore(void);
/* End the process. */
__attribute__((noreturn)) void death_leave(int status);
/* End it within a row, whose record says why. */
__attribute__((noreturn)) void death_in_row(void);

#endif
