/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * <linux/bitmap.h> and the walks over bits. Kind: fake, a bit at a time.
 */
#ifndef MOCK_BITMAP_H
#define MOCK_BITMAP_H

#include <mock/bits.h>

/* The first set bit at or after @from, or @size. */
static inline unsigned long find_next_bit(const unsigned long *p, unsigned long size,
					  unsigned long from)
{
	while (from < size && !test_bit(from, p))
		from++;
	return from < size ? from : size;
}

#define find_first_bit(p, size)	find_next_bit(p, size, 0)
#define for_each_set_bit(bit, p, size) \
	for ((bit) = find_first_bit(p, size); (bit) < (size); \
	     (bit) = find_next_bit(p, size, (bit) + 1))
#define bitmap_zero(p, bits)	((void)__builtin_memset(p, 0, BITS_TO_LONGS(bits) * sizeof(long)))
#define bitmap_copy(to, from, bits) \
	((void)__builtin_memcpy(to, from, BITS_TO_LONGS(bits) * sizeof(long)))

/* @n bits, 1 to 64, from bit @start on. */
static inline unsigned long bitmap_read(const unsigned long *p, unsigned long start,
					unsigned long n)
{
	unsigned long value = 0;

	for (unsigned long i = 0; i < n; i++)
		value |= (unsigned long)test_bit(start + i, p) << i;
	return value;
}

static inline void bitmap_write(unsigned long *p, unsigned long value, unsigned long start,
				unsigned long n)
{
	for (unsigned long i = 0; i < n; i++)
		assign_bit(start + i, p, value >> i & 1);
}

/* Return whether a bit of the result is set. */
static inline bool bitmap_and(unsigned long *to, const unsigned long *a, const unsigned long *b,
			      unsigned int bits)
{
	for (unsigned int i = 0; i < bits; i++)
		assign_bit(i, to, test_bit(i, a) && test_bit(i, b));
	return find_first_bit(to, bits) < bits;
}

static inline bool bitmap_andnot(unsigned long *to, const unsigned long *a,
				 const unsigned long *b, unsigned int bits)
{
	for (unsigned int i = 0; i < bits; i++)
		assign_bit(i, to, test_bit(i, a) && !test_bit(i, b));
	return find_first_bit(to, bits) < bits;
}

static inline bool bitmap_empty(const unsigned long *p, unsigned int bits)
{
	return find_first_bit(p, bits) >= bits;
}

static inline void bitmap_or(unsigned long *to, const unsigned long *a, const unsigned long *b,
			     unsigned int bits)
{
	for (unsigned int i = 0; i < bits; i++)
		assign_bit(i, to, test_bit(i, a) || test_bit(i, b));
}

#endif
