// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory that is given back all at once.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checker/run/die.h"
#include "checker/run/pool.h"

#define CHUNK_MIN	(2u << 10)
#define CHUNK_MAX	(64u << 10)

struct pool_chunk {
	struct pool_chunk *next;
	size_t used, size;
	_Alignas(16) char data[];
};

void *pool_alloc(struct pool *pool, size_t size)
{
	struct pool_chunk *chunk = pool->chunks;
	void *memory;

	size = (size + 15) & ~(size_t)15;
	if (!chunk || chunk->size - chunk->used < size) {
		/* Many pools are for one row, and hold little: what is not used should not be zeroed. */
		size_t room = chunk ? 2 * chunk->size : CHUNK_MIN;

		if (room > CHUNK_MAX)
			room = CHUNK_MAX;
		if (room < size)
			room = size;
		chunk = calloc(1, sizeof(*chunk) + room);
		if (!chunk)
			die("out of memory");
		chunk->size = room;
		chunk->next = pool->chunks;
		pool->chunks = chunk;
	}
	memory = chunk->data + chunk->used;
	chunk->used += size;
	return memory;
}

char *pool_copy(struct pool *pool, const void *data, size_t size)
{
	char *copy = pool_alloc(pool, size + 1);

	memcpy(copy, data, size);
	return copy;
}

char *pool_strdup(struct pool *pool, const char *text)
{
	return pool_copy(pool, text, strlen(text));
}

char *pool_printf(struct pool *pool, const char *format, ...)
{
	va_list args;
	char *text;
	int length;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0)
		die("cannot format a text");
	text = pool_alloc(pool, length + 1);
	va_start(args, format);
	vsnprintf(text, length + 1, format, args);
	va_end(args);
	return text;
}

void pool_free(struct pool *pool)
{
	while (pool->chunks) {
		struct pool_chunk *next = pool->chunks->next;

		free(pool->chunks);
		pool->chunks = next;
	}
}
