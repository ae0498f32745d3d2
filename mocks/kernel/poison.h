/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * AddressSanitizer's manual poisoning, nothing in builds without it.
 */
#ifndef MOCK_POISON_H
#define MOCK_POISON_H

#include <mock/types.h>

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

#ifdef __SANITIZE_ADDRESS__
#define MOCK_POISONS 1
void __asan_poison_memory_region(const volatile void *p, size_t n);
void __asan_unpoison_memory_region(const volatile void *p, size_t n);
void __asan_get_shadow_mapping(size_t *scale, size_t *offset);
#define mock_poison(p, n)	__asan_poison_memory_region(p, n)
#define mock_unpoison(p, n)	__asan_unpoison_memory_region(p, n)
#else
#define MOCK_POISONS 0
#define mock_poison(p, n)	((void)(p))
#define mock_unpoison(p, n)	((void)(p))
#endif

#endif
