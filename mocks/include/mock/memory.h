/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Allocation, strings and user memory. Kind: fake.
 *
 * Every allocation comes from the arena that the host gave (mocks/kernel/arena.c), so that state
 * can be saved by a copy. A "user" pointer is a plain pointer of the adapter's.
 */
#ifndef MOCK_MEMORY_H
#define MOCK_MEMORY_H

#include <mock/types.h>

#define GFP_KERNEL		1u
#define GFP_KERNEL_ACCOUNT	1u
#define GFP_ATOMIC		2u
#define GFP_NOWAIT		2u
#define __GFP_ZERO		4u
#define __GFP_NOWARN		0u
#define __GFP_ACCOUNT		0u

/* Memory, zeroed when @gfp has __GFP_ZERO; NULL when the arena is full. A sleeping @gfp is checked against the context. */
/* Does this allocation fail, as allocation_fails() asked? Counts. */
bool mock_allocation_fails(void);
void *mock_alloc(size_t size, gfp_t gfp, const char *file, int line);
void mock_free(const void *memory, const char *file, int line);
/* For memory freed after a grace period: RCU readers must be gone, so it is freed at once. */
void mock_free_rcu(const void *memory, const char *file, int line);

#define MOCK_NEW(size, gfp)		mock_alloc(size, gfp, __FILE__, __LINE__)
#define kmalloc(size, gfp)		MOCK_NEW(size, gfp)
#define kzalloc(size, gfp)		MOCK_NEW(size, (gfp) | __GFP_ZERO)
#define kvmalloc(size, gfp)		MOCK_NEW(size, gfp)
#define kvzalloc(size, gfp)		MOCK_NEW(size, (gfp) | __GFP_ZERO)
#define vmalloc(size)			MOCK_NEW(size, GFP_KERNEL)
#define vzalloc(size)			MOCK_NEW(size, GFP_KERNEL | __GFP_ZERO)
#define kcalloc(n, size, gfp)		MOCK_NEW((size_t)(n) * (size), (gfp) | __GFP_ZERO)
#define kmalloc_array(n, size, gfp)	MOCK_NEW((size_t)(n) * (size), gfp)
#define kvcalloc(n, size, gfp)		MOCK_NEW((size_t)(n) * (size), (gfp) | __GFP_ZERO)
#define kvmalloc_array(n, size, gfp)	MOCK_NEW((size_t)(n) * (size), gfp)
/* By type or by an object of it; GFP_KERNEL unless said. */
#define MOCK_GFP(ignored, gfp, ...)	(gfp)
#define kmalloc_obj(type, ...) \
	((typeof(type) *)kmalloc(sizeof(type), MOCK_GFP(0, ##__VA_ARGS__, GFP_KERNEL)))
#define kzalloc_obj(type, ...) \
	((typeof(type) *)kzalloc(sizeof(type), MOCK_GFP(0, ##__VA_ARGS__, GFP_KERNEL)))
#define kmalloc_objs(type, n, ...) \
	((typeof(type) *)kmalloc_array(n, sizeof(type), MOCK_GFP(0, ##__VA_ARGS__, GFP_KERNEL)))
#define kzalloc_objs(type, n, ...) \
	((typeof(type) *)kcalloc(n, sizeof(type), MOCK_GFP(0, ##__VA_ARGS__, GFP_KERNEL)))
#define kfree(memory)			mock_free(memory, __FILE__, __LINE__)
#define kvfree(memory)			mock_free(memory, __FILE__, __LINE__)
#define vfree(memory)			mock_free(memory, __FILE__, __LINE__)
#define kfree_rcu(memory, ...)		mock_free_rcu(memory, __FILE__, __LINE__)
#define kvfree_rcu(memory, ...)		mock_free_rcu(memory, __FILE__, __LINE__)
#define kfree_rcu_mightsleep(memory)	mock_free_rcu(memory, __FILE__, __LINE__)

#define memcpy(to, from, n)		__builtin_memcpy(to, from, n)
#define memmove(to, from, n)		__builtin_memmove(to, from, n)
#define memset(to, byte, n)		__builtin_memset(to, byte, n)
#define memcmp(a, b, n)			__builtin_memcmp(a, b, n)
#define strcmp(a, b)			__builtin_strcmp(a, b)
#define strlen(s)			__builtin_strlen(s)
#define str_enabled_disabled(on)	((const char *)((on) ? "enabled" : "disabled"))
#define str_write_read(write)		((write) ? "write" : "read")
char *kasprintf(gfp_t gfp, const char *format, ...) __printf(2, 3);
int kstrtobool(const char *text, bool *value);
#define strtobool(text, value)	kstrtobool(text, value)

/* Of all addresses of userspace, NULL is the one that is not mapped. */
#define copy_from_user(to, from, n)	((from) ? (unsigned long)(memcpy(to, from, n), 0) : (unsigned long)(n))
#define copy_to_user(to, from, n)	((to) ? (unsigned long)(memcpy(to, from, n), 0) : (unsigned long)(n))
#define get_user(value, from)		((from) ? ((value) = *(from), 0) : -EFAULT)
#define put_user(value, to)		((to) ? (*(to) = (value), 0) : -EFAULT)
#define clear_user(to, n)		((unsigned long)(memset(to, 0, n), 0))
#define access_ok(from, n)		1
#define u64_to_user_ptr(address)	((void *)(unsigned long)(address))

#endif
