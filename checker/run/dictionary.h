/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Texts that are told once, and by their numbers from then on.
 */
#ifndef CHECKER_RUN_DICTIONARY_H
#define CHECKER_RUN_DICTIONARY_H

#include <stdbool.h>

struct dictionary {
	void *root;
	unsigned int nr;
};

/* The number of @text, from 1; says whether it is @fresh: was not there before. */
unsigned int dictionary_number(struct dictionary *dictionary, const char *text, bool *fresh);
void dictionary_free(struct dictionary *dictionary);

#endif
