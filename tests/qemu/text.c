// SPDX-License-Identifier: GPL-2.0-only
/*
 * Words and numbers of scripts, read and printed, without a C library.
 */
#include "script.h"
#include "text.h"

bool text_same(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return *a == *b;
}

void text_put(struct text *t, const char *text)
{
	while (*text && t->used < sizeof(t->out) - 2)
		t->out[t->used++] = *text++;
}

void text_put_number(struct text *t, uint64_t value, unsigned int base)
{
	char digits[24], *at = digits + sizeof(digits);

	*--at = '\0';
	do
		*--at = "0123456789abcdef"[value % base];
	while (value /= base);
	if (base == 16)
		text_put(t, "0x");
	text_put(t, at);
}

void text_flush(struct text *t)
{
	t->out[t->used++] = '\n';
	t->out[t->used] = '\0';
	hw_put(t->out);
	t->used = 0;
}

bool text_wrong(struct text *t, const char *what, const char *word)
{
	t->used = 0;
	text_put(t, "error: line ");
	text_put_number(t, t->line, 10);
	text_put(t, ": ");
	text_put(t, what);
	if (word) {
		text_put(t, ": ");
		text_put(t, word);
	}
	text_flush(t);
	return false;
}

bool text_next(struct text *t, char *word)
{
	unsigned int n = 0;

	while (*t->at == ' ' || *t->at == '\t' || *t->at == '\r')
		t->at++;
	while (*t->at && *t->at != ' ' && *t->at != '\t' && *t->at != '\r' &&
	       *t->at != '\n' && *t->at != '#' && n < TEXT_WORD - 1)
		word[n++] = *t->at++;
	word[n] = '\0';
	return n > 0;
}

bool text_number_of(const char *word, uint64_t *value)
{
	unsigned int base = 10, digit;

	*value = 0;
	if (word[0] == '0' && word[1] == 'x') {
		base = 16;
		word += 2;
	}
	if (!*word)
		return false;
	for (; *word; word++) {
		digit = *word >= 'a' ? *word - 'a' + 10u : *word - '0' + 0u;
		if (digit >= base || *value > (UINT64_MAX - digit) / base)
			return false;
		*value = *value * base + digit;
	}
	return true;
}

bool text_number(struct text *t, uint64_t *value, uint64_t limit)
{
	char word[TEXT_WORD];

	if (!text_next(t, word))
		return text_wrong(t, "a number is missing", NULL);
	if (!text_number_of(word, value) || *value >= limit)
		return text_wrong(t, "no number, or too large", word);
	return true;
}

bool text_words(struct text *t, const struct text_word *known, uint64_t *value)
{
	const struct text_word *k;
	uint64_t n;
	char word[TEXT_WORD];

	*value = 0;
	while (text_next(t, word)) {
		for (k = known; k->name && !text_same(k->name, word); k++)
			;
		if (!k->name) {
			if (!text_number_of(word, &n))
				return text_wrong(t, "no such bit or field", word);
			*value |= n;
		} else if (!k->width) {
			*value |= 1ull << k->at;
		} else {
			if (!text_number(t, &n, 1ull << k->width))
				return false;
			*value |= n << k->at;
		}
	}
	return true;
}
