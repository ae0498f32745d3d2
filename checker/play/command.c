// SPDX-License-Identifier: GPL-2.0-only
/*
 * vgicheck play: a file of verbs as the only row of a table of its own.
 */
#include "checker/play/script.h"

#include <errno.h>
#include <string.h>

#include "checker/run/die.h"
#include "checker/run/plan.h"
#include "checker/run/run.h"
#include "checker/run/table.h"

static struct script script;
static const char *path;

static void name_of(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	const char *slash = strrchr(path, '/');

	(void)block;
	(void)i;
	snprintf(buffer, size, "%s", slash && slash[1] ? slash + 1 : path);
	/* A name has no newline, whatever the file's has. */
	for (; *buffer; buffer++)
		if ((unsigned char)*buffer < ' ')
			*buffer = '?';
}

static void words_of(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	(void)block;
	(void)i;
	snprintf(buffer, size, "%s, %u list registers, %u vCPUs; the verbs of the file, then nothing but what is due",
		 script.host->words, script.lrs, script.vcpus);
}

static void run_it(struct row *row, const struct block *block, unsigned int i)
{
	struct play play;

	(void)block;
	(void)i;
	play_begin(&play, row);
	for (unsigned int n = 0; n < script.nr_items; n++) {
		const struct script_item *item = &script.items[n];

		if (item->what == SCRIPT_INTERRUPT)
			play_configure(&play, item->vcpu, item->intid, &item->config);
		else if (item->what == SCRIPT_OPEN)
			play_open(&play, item->vcpu, item->cpu, item->eoimode);
		else
			play_verb(&play, &item->verb);
	}
	play_rest(&play);
}

static const struct table table_play = {
	.name = "play", .row_name = name_of, .row_words = words_of, .row_run = run_it,
};

static void read_script(const struct options *options)
{
	FILE *file = fopen(path, "r");
	char wrong[SCRIPT_WRONG_MAX];
	unsigned int line;

	if (!file)
		die("cannot read %s: %s", path, strerror(errno));
	line = script_read(&script, file, wrong);
	if (!line && ferror(file))
		die("cannot read %s: %s", path, strerror(errno));
	fclose(file);
	if (line)
		die("%s:%u: %s", path, line, wrong);
	if (options->host)
		script.host = play_host(options->host);
	if (!script.host)
		die("--host %s: there is no such machine; checker/play/hosts.c has them: v2, v3, ...", options->host);
	if (options->vcpus)
		script.vcpus = options->vcpus;
	line = script_check(&script, wrong);
	if (line)
		die("%s:%u: %s", path, line, wrong);
	if (!script.nr_items)
		die("%s: there is no verb in it (checker/machine/verb.list has them)", path);
}

int command_play(const struct options *options)
{
	struct options own = *options;
	struct block block = { .name = "play", .nr_rows = 1 };
	uint8_t selected[] = { 1 };
	struct planned planned = { .table = &table_play, .block = &block, .selected = selected, .nr_selected = 1 };
	const struct plan plan = { .blocks = &planned, .nr_blocks = 1, .nr_rows = 1, .most_rows = 1 };
	int status;

	if (options->nr_patterns != 1)
		die("play runs one file of verbs (vgicheck --help)");
	if (options->gdb || options->rows)
		die("--gdb and --rows do not go with play (vgicheck --help)");
	own.play = path = options->patterns[0];
	read_script(options);
	block.machine = script_machine(&script);
	block.vm = script_vm(&script);
	/* Steps are what it is for. */
	own.trace |= own.verbosity >= 0;
	status = run_plan(&own, &plan);
	script_free(&script);
	return status;
}
