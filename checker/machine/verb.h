/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The verbs: everything that a device, a guest and the host can do, as data. One list (verb.list), one meaning each, one text
 * form: a verb a line, "write-priority 0 40 0x20"; what follows # is a comment. Tables make rows of them, a failing row shows
 * them, a file of them is run by vgicheck play. live.h does them.
 */
#ifndef CHECKER_MACHINE_VERB_H
#define CHECKER_MACHINE_VERB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum verb_what {
#define VERB(what, name, arguments, words) VERB_##what,
#include "checker/machine/verb.list"
#undef VERB
	NR_VERBS
};

/* Members that a verb does not name are 0. */
struct verb {
	uint8_t what;
	uint8_t vcpu;		/* who does it; 0 for what devices and the host do */
	uint8_t owner;		/* of a private interrupt: which vCPU's */
	uint8_t number;		/* a group, a CPU, another vCPU, on or off */
	uint32_t intid;
	uint32_t value;
};

#define VERB_TEXT_MAX 80
#define VERB_WORDS_MAX 160

/* verb_print() - the text form, without a newline. verb_words() - a sentence for people, of one or two lines. */
void verb_print(const struct verb *verb, char *buffer, size_t size);
void verb_words(const struct verb *verb, bool v2, char *buffer, size_t size);

/*
 * verb_parse() - one line of text. Returns NULL, or in one sentence what is wrong with it. An empty line or a comment is no
 * verb: then *@is_verb is false.
 */
const char *verb_parse(const char *line, struct verb *verb, bool *is_verb);

#endif
