// SPDX-License-Identifier: GPL-2.0-only
/*
 * Files of verbs, one for a failing row.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "checker/run/die.h"
#include "checker/run/plays.h"

void plays_write(const char *dir, const char *name, const struct outcome *outcome)
{
	char path[PATH_MAX], *c;
	FILE *file;

	if (!dir || !outcome->findings || !*outcome->play)
		return;
	if (mkdir(dir, 0777) && errno != EEXIST)
		die("--plays %s: cannot be made: %s", dir, strerror(errno));
	snprintf(path, sizeof(path), "%s/%.200s.play", dir, name);
	for (c = path + strlen(dir) + 1; *c; c++)
		if (*c == '/')
			*c = '-';
	file = fopen(path, "w");
	if (!file)
		die("--plays: cannot write %s: %s", path, strerror(errno));
	fputs(outcome->play, file);
	if (fclose(file))
		die("--plays: cannot write %s: %s", path, strerror(errno));
}
