/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Printing texts that come from anywhere.
 */
#ifndef CHECKER_RUN_PUT_H
#define CHECKER_RUN_PUT_H

#include <stddef.h>
#include <stdio.h>

/*
 * Put @size bytes, filled up to @width characters: they stay on their line, and a terminal in its
 * senses.
 */
void put_text(FILE *file, const char *text, size_t size, int width);
/* How many characters that are. */
int put_width(const char *text, size_t size);

#endif
