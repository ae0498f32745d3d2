/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the command line asked for.
 */
#ifndef CHECKER_RUN_OPTIONS_H
#define CHECKER_RUN_OPTIONS_H

#include <stdbool.h>

struct options {
	const char *program;		/* argv[0] */
	const char *subject;		/* --subject, as given, or NULL */
	const char *results;
	const char *plays;		/* a directory, or NULL */
	const char *play;		/* the file that vgicheck play runs; NULL: it is another command */
	const char *host;		/* vgicheck play: --host, as given, or NULL */
	unsigned int vcpus;		/* --vcpus; 0: not given */
	const char *known;		/* --known, as given, or NULL */
	const char *tree, *package;	/* labels for the result stream */
	const char *row_timeout_text;	/* as given, or NULL */
	double row_timeout;		/* seconds; 0: none */
	unsigned int max_deaths;	/* 0: no limit */
	bool no_fork;
	bool trace;
	bool gdb;
	unsigned int stop_at;		/* --no-fork: the step that a debugger stops before; 0: none */
	const char *const *gdb_args;	/* behind "--" */
	unsigned int nr_gdb_args;
	bool rows;			/* list --rows */
	int verbosity;			/* -1 quiet, 0, 1 verbose */
	const char *const *patterns;
	unsigned int nr_patterns;
};

#endif
