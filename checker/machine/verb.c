// SPDX-License-Identifier: GPL-2.0-only
/*
 * Verbs as text, and as sentences.
 */
#include "checker/machine/verb.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct { const char *name, *arguments, *words; } verbs[NR_VERBS] = {
#define VERB(what, name, arguments, words) [VERB_##what] = { name, arguments, words },
#include "checker/machine/verb.list"
#undef VERB
};

#define PRIVATE 32

/* The argument of that letter. */
static int print_argument(const struct verb *verb, char letter, char *buffer, size_t size)
{
	switch (letter) {
	case 'v':
		return snprintf(buffer, size, "%u", verb->vcpu);
	case 'i':
		if (verb->intid < PRIVATE && verb->owner != verb->vcpu)
			return snprintf(buffer, size, "%u@%u", verb->intid, verb->owner);
		return snprintf(buffer, size, "%u", verb->intid);
	case 'n':
		return snprintf(buffer, size, "%u", verb->number);
	case 'x':
		return snprintf(buffer, size, "0x%x", verb->value);
	default:
		return snprintf(buffer, size, "%s", verb->number ? "on" : "off");
	}
}

/* Both on-or-off and small numbers are one member, except in the verb that has both. */
static bool has_both(const struct verb *verb)
{
	return verb->what == VERB_GROUP_ENABLE;
}

static int print(const struct verb *verb, char letter, char *buffer, size_t size)
{
	if (letter == 'o' && has_both(verb))
		return snprintf(buffer, size, "%s", verb->value ? "on" : "off");
	return print_argument(verb, letter, buffer, size);
}

void verb_print(const struct verb *verb, char *buffer, size_t size)
{
	const char *a = verbs[verb->what].arguments;
	size_t used = (size_t)snprintf(buffer, size, "%s", verbs[verb->what].name);

	for (; *a && used + 1 < size; a++) {
		buffer[used++] = ' ';
		used += (size_t)print(verb, *a, buffer + used, size - used);
	}
}

void verb_words(const struct verb *verb, bool v2, char *buffer, size_t size)
{
	const char *w = verbs[verb->what].words;
	size_t used = 0;
	bool chosen = true, choosing = false;

	for (; *w && used + 1 < size; w++) {
		if (*w == '%' && w[1] == '2') {
			choosing = true;
			chosen = v2;
			w += 2;
		} else if (choosing && *w == '|') {
			chosen = !v2;
		} else if (choosing && *w == '}') {
			choosing = false;
			chosen = true;
		} else if (!chosen) {
			w += *w == '%';
		} else if (*w == '%') {
			used += (size_t)print(verb, *++w, buffer + used, size - used);
		} else {
			buffer[used++] = *w;
		}
	}
	if (used >= size)
		used = size - 1;
	buffer[used] = 0;
}

static const char *parse_number(const char *word, unsigned long max, unsigned long *number, char **end)
{
	*number = strtoul(word, end, 0);
	if (*end == word)
		return "a number is expected";
	return *number > max ? "the number is too large" : NULL;
}

static const char *parse_intid(const char *word, struct verb *verb)
{
	unsigned long number;
	char *end;
	const char *wrong = parse_number(word, 0xffffff, &number, &end);

	if (wrong)
		return wrong;
	verb->intid = (uint32_t)number;
	verb->owner = verb->vcpu;
	if (*end == '@') {
		wrong = parse_number(end + 1, 7, &number, &end);
		if (wrong)
			return wrong;
		verb->owner = (uint8_t)number;
	}
	return *end ? "an INTID is a number, or number@vCPU" : NULL;
}

static const char *parse_argument(const char *word, char letter, struct verb *verb)
{
	unsigned long number = 0;
	const char *wrong;
	char *end;

	if (letter == 'i')
		return parse_intid(word, verb);
	if (letter == 'o') {
		if (strcmp(word, "on") && strcmp(word, "off"))
			return "on or off is expected";
		number = !strcmp(word, "on");
		if (has_both(verb))
			verb->value = (uint32_t)number;
		else
			verb->number = (uint8_t)number;
		return NULL;
	}
	wrong = parse_number(word, letter == 'v' ? 7 : letter == 'n' ? 255 : 0xffffffff, &number, &end);
	if (wrong || *end)
		return wrong ? wrong : "there is something behind the number";
	if (letter == 'v')
		verb->vcpu = (uint8_t)number;
	else if (letter == 'n')
		verb->number = (uint8_t)number;
	else
		verb->value = (uint32_t)number;
	return NULL;
}

const char *verb_parse(const char *line, struct verb *verb, bool *is_verb)
{
	char copy[256], *save, *word;
	const char *a, *wrong;

	*is_verb = false;
	memset(verb, 0, sizeof(*verb));
	snprintf(copy, sizeof(copy), "%.*s", (int)strcspn(line, "#\n"), line);
	word = strtok_r(copy, " \t", &save);
	if (!word)
		return NULL;
	while (verb->what < NR_VERBS && strcmp(verbs[verb->what].name, word))
		verb->what++;
	if (verb->what == NR_VERBS)
		return "there is no such verb";
	for (a = verbs[verb->what].arguments; *a; a++) {
		word = strtok_r(NULL, " \t", &save);
		if (!word)
			return "an argument is missing";
		wrong = parse_argument(word, *a, verb);
		if (wrong)
			return wrong;
	}
	if (strtok_r(NULL, " \t", &save))
		return "there is an argument too many";
	*is_verb = true;
	return NULL;
}
