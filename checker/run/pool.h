/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory that is given back all at once: everything the supervisor keeps about one block.
 */
#ifndef CHECKER_RUN_POOL_H
#define CHECKER_RUN_POOL_H

#include <stddef.h>

struct pool {
	struct pool_chunk *chunks;
};

/* Zeroed; never NULL. */
void *pool_alloc(struct pool *pool, size_t size);
char *pool_copy(struct pool *pool, const void *data, size_t size);
char *pool_strdup(struct pool *pool, const char *text);
__attribute__((format(printf, 2, 3), nonnull))
char *pool_printf(struct pool *pool, const char *format, ...);
void pool_free(struct pool *pool);

#endif
