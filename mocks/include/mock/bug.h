/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * WARN and BUG: findings, reported where they fire. Kind: spy.
 *
 * A condition is turned into a value and tested in a function, so that a WARN or BUG adds no branch
 * of its own to the coverage of the line that it stands in. BUG does not return: the host ends
 * the row.
 */
#ifndef MOCK_BUG_H
#define MOCK_BUG_H

#include <mock/types.h>

__attribute__((cold)) void mock_warned(const char *file, int line, const char *text);
__attribute__((cold)) void mock_bugged(const char *file, int line, const char *text);

static inline bool mock_warn(bool condition, const char *file, int line, const char *text)
{
	if (condition)
		mock_warned(file, line, text);
	return condition;
}

static inline void mock_bug(bool condition, const char *file, int line, const char *text)
{
	if (condition)
		mock_bugged(file, line, text);
}

#define MOCK_WARN(condition, text) mock_warn(!!(condition), __FILE__, __LINE__, text)

#define WARN_ON(condition)		MOCK_WARN(condition, "WARN_ON(" #condition ")")
#define WARN_ON_ONCE(condition)		MOCK_WARN(condition, "WARN_ON_ONCE(" #condition ")")
#define WARN(condition, ...)		MOCK_WARN(condition, "WARN(" #condition ")")
#define WARN_ONCE(condition, ...)	MOCK_WARN(condition, "WARN_ONCE(" #condition ")")
#define WARN_RATELIMIT(condition, ...)	MOCK_WARN(condition, "WARN_RATELIMIT(" #condition ")")
#define BUG_ON(condition) \
	mock_bug(!!(condition), __FILE__, __LINE__, "BUG_ON(" #condition ")")
#define BUG() \
	do { mock_bug(1, __FILE__, __LINE__, "BUG()"); __builtin_unreachable(); } while (0)
#define KVM_BUG(condition, kvm, ...)	WARN(condition)
#define KVM_BUG_ON(condition, kvm)	WARN_ON(condition)
#define KVM_BUG_ON_DATA_CORRUPTION(condition, kvm) WARN_ON(condition)
#define VM_BUG_ON(condition)		BUG_ON(condition)

#define BUILD_BUG_ON_ZERO(condition)	((int)sizeof(struct { int : -!!(condition); }))
/* Checks of the kernel's build, not of its behaviour; not every condition is constant at -O0. */
#define BUILD_BUG_ON_MSG(condition, message) ((void)sizeof(!!(condition)))
#define __BUILD_BUG_ON_NOT_POWER_OF_2(n) ((void)sizeof(n))
#define BUILD_BUG_ON_NOT_POWER_OF_2(n)	((void)sizeof(n))
#define BUILD_BUG_ON(condition)		((void)sizeof(!!(condition)))
#define BUILD_BUG_ON_INVALID(e)		((void)sizeof((long)(e)))
#define BUILD_BUG()			((void)0)
#define static_assert(condition, ...)	_Static_assert(condition, #condition)

#endif
