/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kernel's basic types on arm64: widths are the interface, so they are asserted below.
 */
#ifndef MOCK_TYPES_H
#define MOCK_TYPES_H

#ifndef __ASSEMBLY__

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#define true	1
#define false	0
typedef _Bool bool;

typedef unsigned char u8, __u8, uchar;
typedef unsigned short u16, __u16, ushort;
typedef unsigned int u32, __u32, uint;
typedef unsigned long long u64, __u64;
typedef signed char s8, __s8;
typedef short s16, __s16;
typedef int s32, __s32;
typedef long long s64, __s64;
typedef unsigned __int128 u128, __u128;
typedef __int128 s128, __s128;
typedef __u16 __le16, __be16;
typedef __u32 __le32, __be32;
typedef __u64 __le64, __be64, __aligned_u64 __attribute__((aligned(8)));
typedef unsigned long ulong, uintptr;

typedef long ssize_t;
typedef long long loff_t;
typedef int pid_t;
typedef unsigned short umode_t;
typedef unsigned int gfp_t, fmode_t, slab_flags_t, dev_t;
typedef u64 phys_addr_t, resource_size_t, dma_addr_t;
typedef unsigned long irq_hw_number_t, pgoff_t, pteval_t;
typedef struct { int counter; } atomic_t;
typedef struct { s64 counter; } atomic64_t;
typedef atomic64_t atomic_long_t;
typedef int (*cmp_func_t)(const void *a, const void *b);

struct device;
struct list_head { struct list_head *next, *prev; };
struct hlist_node { struct hlist_node *next, **pprev; };
struct hlist_head { struct hlist_node *first; };
struct callback_head { struct callback_head *next; void (*func)(struct callback_head *head); };
#define rcu_head callback_head

#define BITS_PER_BYTE		8
#define BITS_PER_LONG		64
#define BITS_PER_LONG_LONG	64
#define __BITS_PER_LONG		64
#define __BITS_PER_LONG_LONG	64
#define BITS_TO_LONGS(n)	(((n) + BITS_PER_LONG - 1) / BITS_PER_LONG)
#define DECLARE_BITMAP(name, bits) unsigned long name[BITS_TO_LONGS(bits)]

#define U8_MAX			((u8)~0U)
#define U16_MAX			((u16)~0U)
#define U32_MAX			((u32)~0U)
#define U64_MAX			((u64)~0ULL)
#define INT_MAX			((int)(~0U >> 1))
#define INT_MIN			(-INT_MAX - 1)
#define UINT_MAX		(~0U)
#define LONG_MAX		((long)(~0UL >> 1))
#define ULONG_MAX		(~0UL)
#define ULLONG_MAX		(~0ULL)

#define PHYS_ADDR_MAX		(~(phys_addr_t)0)

_Static_assert(sizeof(u8) == 1 && sizeof(u16) == 2 && sizeof(u32) == 4 && sizeof(u64) == 8,
	       "fixed-width types");
_Static_assert(sizeof(long) == 8 && sizeof(void *) == 8, "an LP64 build is needed");
_Static_assert(sizeof(phys_addr_t) == 8 && sizeof(bool) == 1, "address and bool widths");

/* A flexible array member in a union, or alone in a struct, which C allows only in disguise. */
#define __DECLARE_FLEX_ARRAY(type, name) \
	struct { struct { } mock_empty_##name; type name[]; }
#define DECLARE_FLEX_ARRAY(type, name)	__DECLARE_FLEX_ARRAY(type, name)

#endif
#endif
