// SPDX-License-Identifier: GPL-2.0-only
/*
 * Printing texts that come from anywhere.
 */
#include "checker/run/put.h"

static int is_control(unsigned char byte)
{
	return byte < 0x20 || byte == 0x7f;
}

int put_width(const char *text, size_t size)
{
	int width = 0;

	for (; size; text++, size--) {
		unsigned char byte = (unsigned char)*text;

		/* The bytes of an UTF-8 character behind its first take no room. */
		width += is_control(byte) ? 4 : (byte & 0xc0) != 0x80;
	}
	return width;
}

void put_text(FILE *file, const char *text, size_t size, int width)
{
	width -= put_width(text, size);
	for (; size; text++, size--) {
		unsigned char byte = (unsigned char)*text;

		if (is_control(byte))
			fprintf(file, "\\x%02x", byte);
		else
			putc(byte, file);
	}
	for (; width > 0; width--)
		putc(' ', file);
}
