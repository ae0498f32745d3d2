/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Words and numbers of scripts: reading them and printing them.
 */
#ifndef TESTS_QEMU_TEXT_H
#define TESTS_QEMU_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#define TEXT_WORD	32	/* room for a word and its NUL */

struct text {
	const char *at;			/* what is not read yet */
	unsigned int line;
	char out[4096];			/* what is not printed yet */
	unsigned int used;
};

/* A bit or a field of a register, by name. */
struct text_word {
	const char *name;
	unsigned int at;		/* lowest bit */
	unsigned int width;		/* 0: a bit; else bits of the number that follows */
};

bool text_same(const char *a, const char *b);

/*
 * text_put(), text_put_number() - add to the line of output, in base 10 or 16; text_flush() ends
 * it.
 */
void text_put(struct text *t, const char *text);
void text_put_number(struct text *t, uint64_t value, unsigned int base);
void text_flush(struct text *t);

/*
 * text_wrong() - instead of what the line of output has so far, say what is wrong with that of
 * input. False.
 */
bool text_wrong(struct text *t, const char *what, const char *word);

/* text_next() - the next word of the line into @word, of TEXT_WORD bytes; false: there is none. */
bool text_next(struct text *t, char *word);

/* text_number_of() - is @word a number? */
bool text_number_of(const char *word, uint64_t *value);

/*
 * text_number() - the next word, a number below @limit; text_words(): a register from the rest of
 * the line.
 */
bool text_number(struct text *t, uint64_t *value, uint64_t limit);
bool text_words(struct text *t, const struct text_word *known, uint64_t *value);

#endif
