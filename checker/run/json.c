// SPDX-License-Identifier: GPL-2.0-only
/*
 * JSON strings of whatever bytes.
 */
#define _GNU_SOURCE
#include <stdint.h>

#include "checker/run/json.h"

/* Length of the UTF-8 sequence that begins here; 0: it is none. */
static unsigned int utf8_length(const unsigned char *at)
{
	uint32_t code, least;
	unsigned int length, i;

	if (*at < 0x80)
		return 1;
	if (*at >= 0xc2 && *at <= 0xdf) {
		length = 2;
		code = *at & 0x1f;
		least = 0x80;
	} else if (*at >= 0xe0 && *at <= 0xef) {
		length = 3;
		code = *at & 0x0f;
		least = 0x800;
	} else if (*at >= 0xf0 && *at <= 0xf4) {
		length = 4;
		code = *at & 0x07;
		least = 0x10000;
	} else {
		return 0;
	}
	for (i = 1; i < length; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
		code = code << 6 | (at[i] & 0x3f);
	}
	if (code < least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		return 0;
	return length;
}

static void escape(FILE *file, unsigned char byte)
{
	switch (byte) {
	case '"':
		fputs_unlocked("\\\"", file);
		break;
	case '\\':
		fputs_unlocked("\\\\", file);
		break;
	case '\n':
		fputs_unlocked("\\n", file);
		break;
	case '\t':
		fputs_unlocked("\\t", file);
		break;
	default:
		fprintf(file, "\\u%04x", byte);
	}
}

void json_string(FILE *file, const char *text)
{
	const unsigned char *at = (const unsigned char *)text, *from = at;
	unsigned int length;

	putc_unlocked('"', file);
	while (*at) {
		length = utf8_length(at);
		if (length && *at >= 0x20 && *at != '"' && *at != '\\') {
			at += length;
			continue;
		}
		fwrite_unlocked(from, 1, at - from, file);
		if (length)
			escape(file, *at);
		else
			fputs_unlocked("\\ufffd", file);
		from = ++at;
	}
	fwrite_unlocked(from, 1, at - from, file);
	putc_unlocked('"', file);
}
