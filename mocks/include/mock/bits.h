/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Bit operations, arithmetic helpers, byte order. Kind: fake.
 */
#ifndef MOCK_BITS_H
#define MOCK_BITS_H

#include <mock/types.h>
#include <linux/bits.h>

#define hweight8(x)		((unsigned int)__builtin_popcount((u8)(x)))
#define hweight16(x)		((unsigned int)__builtin_popcount((u16)(x)))
#define hweight32(x)		((unsigned int)__builtin_popcount(x))
#define hweight64(x)		((unsigned int)__builtin_popcountll(x))
#define hweight_long(x)		((unsigned long)__builtin_popcountl(x))
#define ffs(x)			__builtin_ffs(x)
#define fls(x)			((x) ? 32 - __builtin_clz(x) : 0)
#define fls64(x)		((x) ? 64 - __builtin_clzll(x) : 0)
#define __ffs(x)		((unsigned long)__builtin_ctzl(x))
#define __ffs64(x)		((unsigned long)__builtin_ctzll(x))
#define __fls(x)		((unsigned long)(63 - __builtin_clzl(x)))
#define ilog2(x)		((int)(63 - __builtin_clzll(x)))
#define roundup_pow_of_two(x)	((x) <= 1 ? 1UL : 1UL << (64 - __builtin_clzll((x) - 1)))

#define MOCK_WORD(n, p)		((p)[(n) / BITS_PER_LONG])
#define MOCK_BIT(n)		(1UL << ((n) % BITS_PER_LONG))
#define set_bit(n, p)		((void)(MOCK_WORD(n, p) |= MOCK_BIT(n)))
#define clear_bit(n, p)		((void)(MOCK_WORD(n, p) &= ~MOCK_BIT(n)))
#define __set_bit(n, p)		set_bit(n, p)
#define __clear_bit(n, p)	clear_bit(n, p)
#define test_bit(n, p)		((MOCK_WORD(n, p) & MOCK_BIT(n)) != 0)
#define assign_bit(n, p, on)	((on) ? set_bit(n, p) : clear_bit(n, p))
#define __assign_bit(n, p, on)	assign_bit(n, p, on)

static inline bool test_and_set_bit(unsigned long n, unsigned long *p)
{
	bool was = test_bit(n, p);

	set_bit(n, p);
	return was;
}

static inline bool test_and_clear_bit(unsigned long n, unsigned long *p)
{
	bool was = test_bit(n, p);

	clear_bit(n, p);
	return was;
}

#define MOCK_PICK(op, a, b)	({ typeof(a) a_ = (a); typeof(b) b_ = (b); a_ op b_ ? a_ : b_; })
#define min(a, b)		MOCK_PICK(<, a, b)
#define max(a, b)		MOCK_PICK(>, a, b)
#define min_t(type, a, b)	MOCK_PICK(<, (type)(a), (type)(b))
#define max_t(type, a, b)	MOCK_PICK(>, (type)(a), (type)(b))
#define clamp(v, lo, hi)	min(max(v, lo), hi)
#define swap(a, b)		do { typeof(a) t_ = (a); (a) = (b); (b) = t_; } while (0)
#define abs(x)			((x) < 0 ? -(x) : (x))

#define type_max(type)		((type)(is_signed_type(type) ? \
				 ~((type)1 << (8 * sizeof(type) - 1)) : (type)-1))

#if !__has_include(<linux/container_of.h>)
#define container_of(p, type, member) \
	((type *)((char *)(1 ? (p) : &((type *)0)->member) - offsetof(type, member)))
#endif

#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))
#define ALIGN(x, a)		(((x) + ((typeof(x))(a) - 1)) & ~((typeof(x))(a) - 1))
#define ALIGN_DOWN(x, a)	((x) & ~((typeof(x))(a) - 1))
#define IS_ALIGNED(x, a)	(((x) & ((typeof(x))(a) - 1)) == 0)
#define DIV_ROUND_UP(n, d)	(((n) + (d) - 1) / (d))
#define round_up(x, a)		ALIGN(x, a)
#define round_down(x, a)	ALIGN_DOWN(x, a)
#define roundup(x, a)		(DIV_ROUND_UP(x, a) * (a))
#define upper_32_bits(n)	((u32)((u64)(n) >> 32))
#define lower_32_bits(n)	((u32)((n) & 0xffffffff))
#define struct_size(p, member, n) (sizeof(*(p)) + sizeof(*(p)->member) * (size_t)(n))

/* Guest memory and the host are little-endian here. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "a little-endian host is needed");
#define cpu_to_le16(x)		((__le16)(x))
#define cpu_to_le32(x)		((__le32)(x))
#define cpu_to_le64(x)		((__le64)(x))
#define le16_to_cpu(x)		((u16)(x))
#define le32_to_cpu(x)		((u32)(x))
#define le64_to_cpu(x)		((u64)(x))
#define cpu_to_be16(x)		((__be16)__builtin_bswap16(x))
#define cpu_to_be32(x)		((__be32)__builtin_bswap32(x))
#define cpu_to_be64(x)		((__be64)__builtin_bswap64(x))
#define be16_to_cpu(x)		__builtin_bswap16(x)
#define be32_to_cpu(x)		__builtin_bswap32(x)
#define be64_to_cpu(x)		__builtin_bswap64(x)
#define __swab32(x)		__builtin_bswap32(x)
#define swab32(x)		__builtin_bswap32(x)

/* Speculation cannot be observed here. */
#define array_index_nospec(index, size) ((typeof(index))(index))
#define barrier_nospec()	barrier()

#endif
