// SPDX-License-Identifier: GPL-2.0-only
/*
 * The command that runs one row again, to be pasted into a shell.
 */
#define _GNU_SOURCE
#include <string.h>

#include "checker/run/pool.h"
#include "checker/run/replay.h"

static const char *in_quotes(const char *word, struct pool *pool)
{
	char *text, *at;

	text = at = pool_alloc(pool, 4 * strlen(word) + 3);
	*at++ = '\'';
	for (; *word; word++) {
		if (*word == '\'')
			at = stpcpy(at, "'\\''");
		else
			*at++ = *word;
	}
	*at++ = '\'';
	return text;
}

static const char *quoted(const char *word, struct pool *pool)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_-+=./,:@%";

	return *word && !word[strspn(word, plain)] ? word : in_quotes(word, pool);
}

static const char *option(const char *name, const char *value, struct pool *pool)
{
	return value ? pool_printf(pool, " %s %s", name, quoted(value, pool)) : "";
}

const char *replay_of_rows(const struct options *options, struct pool *pool)
{
	return pool_printf(pool, "%s run%s%s%s", quoted(options->program, pool),
			   option("--subject", options->subject, pool),
			   option("--known", options->known, pool),
			   option("--row-timeout", options->row_timeout_text, pool));
}

static const char *command(const struct options *options, const char *more, const char *row,
			   struct pool *pool)
{
	return pool_printf(pool, "%s%s %s", replay_of_rows(options, pool), more,
			   in_quotes(row, pool));
}

static const char *replay_play(const struct options *options, struct pool *pool)
{
	const char *vcpus = options->vcpus ? pool_printf(pool, " --vcpus %u", options->vcpus) : "";

	return pool_printf(pool, "%s play%s%s%s %s", quoted(options->program, pool),
			   option("--subject", options->subject, pool), option("--host", options->host, pool), vcpus,
			   quoted(options->play, pool));
}

const char *replay_command(const struct options *options, const char *row, struct pool *pool)
{
	if (options->play)
		return replay_play(options, pool);
	return command(options, "", row, pool);
}

const char *debug_command_line(const struct options *options, const char *row, struct pool *pool)
{
	return command(options, " --gdb", row, pool);
}
