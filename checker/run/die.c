// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unusable input: one sentence on standard error, exit status 2.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "checker/run/die.h"

void die(const char *format, ...)
{
	va_list args;

	fflush(stdout);
	fputs("vgicheck: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(EXIT_UNUSABLE);
}
