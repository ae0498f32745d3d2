// SPDX-License-Identifier: GPL-2.0-only
/*
 * Texts that are told once, and by their numbers from then on.
 */
#define _GNU_SOURCE
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "checker/run/dictionary.h"
#include "checker/run/die.h"

struct word {
	const char *text;
	unsigned int number;
	char copy[];
};

static int compare(const void *one, const void *other)
{
	return strcmp(((const struct word *)one)->text, ((const struct word *)other)->text);
}

unsigned int dictionary_number(struct dictionary *dictionary, const char *text, bool *fresh)
{
	const struct word wanted = { .text = text };
	struct word *const *found = tfind(&wanted, &dictionary->root, compare);
	struct word *word;

	*fresh = !found;
	if (found)
		return (*found)->number;
	word = malloc(sizeof(*word) + strlen(text) + 1);
	if (!word)
		die("out of memory");
	word->text = strcpy(word->copy, text);
	word->number = ++dictionary->nr;
	if (!tsearch(word, &dictionary->root, compare))
		die("out of memory");
	return word->number;
}

void dictionary_free(struct dictionary *dictionary)
{
	tdestroy(dictionary->root, free);
	*dictionary = (struct dictionary) { 0 };
}
