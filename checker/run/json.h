/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * JSON strings of whatever bytes.
 */
#ifndef CHECKER_RUN_JSON_H
#define CHECKER_RUN_JSON_H

#include <stdio.h>

/* In quotes. Bytes that are not UTF-8 become U+FFFD, one each. */
void json_string(FILE *file, const char *text);

#endif
