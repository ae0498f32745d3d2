// SPDX-License-Identifier: GPL-2.0-only
/*
 * The program vgicheck: its command line. Built twice, as vgicheck and, with the address and
 * undefined-behaviour sanitizers, as vgicheck-checked, which loads checked subjects.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checker/run/die.h"
#include "checker/run/options.h"
#include "checker/run/run.h"
#include "checker/run/subject.h"

#ifndef VGICHECK_VERSION
#define VGICHECK_VERSION "0.1"
#endif

#define DEFAULT_ROW_TIMEOUT	10
#define DEFAULT_MAX_DEATHS	20

static const char help[] =
"usage: vgicheck run  [options] [PATTERN ...]    run rows (default: all)\n"
"       vgicheck list [--rows] [-v] [PATTERN ...] show which blocks (or rows) there are\n"
"       vgicheck play [options] FILE              run a file of verbs (docs/guide.md)\n"
"       vgicheck rules [-q] [RULE ...]           what rows are judged by: each rule, where\n"
"                                                it comes from, what a guest suffers\n"
"\n"
"A row is one combination of what a guest, a device and the host do to the real\n"
"vgic code (the subject), with what must come of it. A PATTERN names rows: a row's\n"
"or block's name as 'list' shows it, the first parts of one (fold/v3), or a shell\n"
"pattern ('fold/*/ppi-*', where * also matches /). A RULE is the short name that a\n"
"finding shows, or a shell pattern of names ('its-*'); docs/specification.md says where\n"
"each is checked.\n"
"\n"
"  --subject FILE    the subject, a shared object (default: $VGICHECK_SUBJECT, else\n"
"                    the one this program was built with)\n"
"  --results FILE    write every row's result, one JSON object a line\n"
"  --plays DIR       run: write what failing rows of some tables did, one file a row,\n"
"                    which play runs\n"
"  --host NAME       play: on this host, whatever the file says\n"
"  --vcpus N         play: with so many vCPUs, 1 to 8, whatever the file says\n"
"  --known DIR       known findings, DIR/*.known: shown, not failing\n"
"                    (default: $VGICHECK_KNOWN_DIR, else the project's own)\n"
"  --row-timeout S   a row that runs longer fails (default: 10; 0: no limit)\n"
"  --max-deaths N    skip the rest of a block after N failing rows that crashed,\n"
"                    hung or met a sanitizer (default: 20; 0: no limit)\n"
"  --tree TEXT       label of the kernel tree, for the results file\n"
"  --package TEXT    label of the package it came from, for the results file\n"
"  --trace           show every step of every row run, passing ones too\n"
"  --gdb             one row: find the step that fails, and start gdb there, in the\n"
"                    kernel's source; what stands behind -- is given to gdb, as in\n"
"                    vgicheck run --gdb 'ROW' -- -batch -ex backtrace\n"
"                    ($VGICHECK_GDB: another program than gdb)\n"
"  --no-fork         run in this process, once and with steps, for a debugger:\n"
"                    gdb --args vgicheck run --no-fork 'ROW'\n"
"  --stop-at N       with it: call debug_step_begins() before step N, to break on\n"
"  -q, --quiet       only failing rows and the totals; of rules, only the names\n"
"  -v, --verbose     every failing, known and skipped row, not just the first ones\n"
"  -h, --help        this text\n"
"      --version     version and kind of build\n"
"\n"
"exit status: 0 every row passed, was skipped or is a known finding; 1 some failed;\n"
"2 unusable input, said in one sentence.\n";

enum { OPT_SUBJECT = 256, OPT_RESULTS, OPT_KNOWN, OPT_ROW_TIMEOUT, OPT_MAX_DEATHS, OPT_TREE,
       OPT_PLAYS, OPT_HOST, OPT_VCPUS, OPT_PACKAGE, OPT_TRACE, OPT_GDB, OPT_STOP_AT, OPT_NO_FORK, OPT_ROWS, OPT_VERSION };

static const struct option long_options[] = {
	{ "subject", required_argument, NULL, OPT_SUBJECT },
	{ "results", required_argument, NULL, OPT_RESULTS },
	{ "plays", required_argument, NULL, OPT_PLAYS },
	{ "host", required_argument, NULL, OPT_HOST },
	{ "vcpus", required_argument, NULL, OPT_VCPUS },
	{ "known", required_argument, NULL, OPT_KNOWN },
	{ "row-timeout", required_argument, NULL, OPT_ROW_TIMEOUT },
	{ "max-deaths", required_argument, NULL, OPT_MAX_DEATHS },
	{ "tree", required_argument, NULL, OPT_TREE },
	{ "package", required_argument, NULL, OPT_PACKAGE },
	{ "trace", no_argument, NULL, OPT_TRACE },
	{ "gdb", no_argument, NULL, OPT_GDB },
	{ "stop-at", required_argument, NULL, OPT_STOP_AT },
	{ "no-fork", no_argument, NULL, OPT_NO_FORK },
	{ "rows", no_argument, NULL, OPT_ROWS },
	{ "quiet", no_argument, NULL, 'q' },
	{ "verbose", no_argument, NULL, 'v' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, OPT_VERSION },
	{ 0 },
};

static double parse_seconds(const char *text)
{
	char *end;
	double seconds = strtod(text, &end);

	if (end == text || *end || !(seconds >= 0 && seconds <= 86400))
		die("--row-timeout needs seconds, 0 to 86400, not '%s'", text);
	return seconds;
}

static unsigned int parse_count(const char *option, const char *text)
{
	char *end;
	long count = strtol(text, &end, 10);

	if (end == text || *end || count < 0 || count > 1000000000)
		die("%s needs a number, not '%s'", option, text);
	return (unsigned int)count;
}

static void version(void)
{
	printf("vgicheck %s, %s build, door ABI %u\n", VGICHECK_VERSION,
	       subject_checked_build() ? "checked" : "plain", VGIC_DOOR_ABI);
	exit(0);
}

static void usage(void)
{
	fputs(help, stdout);
	exit(0);
}

static void parse_option(struct options *options, int option)
{
	switch (option) {
	case OPT_SUBJECT:
		options->subject = optarg;
		break;
	case OPT_RESULTS:
		options->results = optarg;
		break;
	case OPT_PLAYS:
		options->plays = optarg;
		break;
	case OPT_HOST:
		options->host = optarg;
		break;
	case OPT_VCPUS:
		options->vcpus = parse_count("--vcpus", optarg);
		if (!options->vcpus || options->vcpus > VGIC_MAX_VCPUS)
			die("--vcpus needs a number from 1 to %d, not '%s'", VGIC_MAX_VCPUS, optarg);
		break;
	case OPT_KNOWN:
		options->known = optarg;
		break;
	case OPT_ROW_TIMEOUT:
		options->row_timeout_text = optarg;
		options->row_timeout = parse_seconds(optarg);
		break;
	case OPT_MAX_DEATHS:
		options->max_deaths = parse_count("--max-deaths", optarg);
		break;
	case OPT_TREE:
		options->tree = optarg;
		break;
	case OPT_PACKAGE:
		options->package = optarg;
		break;
	case OPT_TRACE:
		options->trace = true;
		break;
	case OPT_GDB:
		options->gdb = true;
		break;
	case OPT_STOP_AT:
		options->stop_at = parse_count("--stop-at", optarg);
		break;
	case OPT_NO_FORK:
		options->no_fork = true;
		break;
	case OPT_ROWS:
		options->rows = true;
		break;
	case 'q':
		options->verbosity = -1;
		break;
	case 'v':
		options->verbosity = 1;
		break;
	case 'h':
		usage();
		break;
	case OPT_VERSION:
		version();
		break;
	}
}

static void parse(struct options *options, int argc, char **argv)
{
	int option;

	opterr = 0;
	while ((option = getopt_long(argc, argv, ":qvh", long_options, NULL)) >= 0) {
		if (option == ':')
			die("%s needs a value (vgicheck --help)", argv[optind - 1]);
		if (option == '?' && optopt && optopt < 256)
			die("unknown option -%c (vgicheck --help)", optopt);
		if (option == '?')
			die("unknown option or unwanted value: %s (vgicheck --help)",
			    argv[optind - 1]);
		parse_option(options, option);
	}
}

/* How many words stand behind "--": gdb's, after --gdb. getopt moves others, not these. */
static unsigned int words_behind(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--"))
			return argc - i - 1;
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct options options = {
		.program = argv[0],
		.tree = "", .package = "",
		.row_timeout = DEFAULT_ROW_TIMEOUT,
		.max_deaths = DEFAULT_MAX_DEATHS,
	};
	unsigned int behind = words_behind(argc, argv);
	const char *command;

	parse(&options, argc, argv);
	if (optind >= argc)
		die("which command, run, list, play or rules? (vgicheck --help)");
	command = argv[optind++];
	options.patterns = (const char *const *)argv + optind;
	options.nr_patterns = argc - optind;
	if (options.gdb) {
		options.gdb_args = (const char *const *)argv + argc - behind;
		options.nr_gdb_args = behind;
		options.nr_patterns -= behind;
	}
	if ((options.host || options.vcpus) && strcmp(command, "play"))
		die("--host and --vcpus go with play only (vgicheck --help)");
	if (options.plays && strcmp(command, "run"))
		die("--plays goes with run only (vgicheck --help)");
	if (!strcmp(command, "run"))
		return command_run(&options);
	if (!strcmp(command, "list"))
		return command_list(&options);
	if (!strcmp(command, "rules"))
		return command_rules(&options);
	for (const struct command *more = more_commands; more->name; more++)
		if (!strcmp(command, more->name))
			return more->run(&options);
	die("unknown command '%s'; there are run, list, play and rules (vgicheck --help)", command);
}
