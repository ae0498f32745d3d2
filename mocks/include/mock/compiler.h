/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Compiler annotations. Kind: stub, except READ_ONCE and WRITE_ONCE, which access exactly once.
 * Barriers order the compiler only: the simulated CPUs run one at a time.
 */
#ifndef MOCK_COMPILER_H
#define MOCK_COMPILER_H

#include <linux/const.h>

/* The kernel gives it its C23 meaning. */
#define auto			__auto_type
#define __always_inline		inline __attribute__((always_inline))
#define noinline		__attribute__((noinline))
#define __used			__attribute__((used))
#define __maybe_unused		__attribute__((unused))
#define __nonnull_args(...)	__attribute__((nonnull(__VA_ARGS__)))
#define __must_check		__attribute__((warn_unused_result))
#define __packed		__attribute__((packed))
#define __aligned(n)		__attribute__((aligned(n)))
#define __printf(fmt, args)	__attribute__((format(printf, fmt, args)))
#define __malloc		__attribute__((malloc))
#define __pure			__attribute__((pure))
#define __attribute_const__	__attribute__((const))
#define __noreturn		__attribute__((noreturn))
#define __weak			__attribute__((weak))
#define __section(name)
#define __cold
#define __flatten
#define __no_kasan_or_inline	__always_inline
#define __alloc_size(...)
#define __counted_by(member)
#define __randomize_layout
#define __assume_aligned(...)
#define __diagnose_as(...)
#define __cleanup(function)	__attribute__((cleanup(function)))
#define fallthrough		__attribute__((fallthrough))
#define noinstr
#define notrace
#define __init
#define __initdata
#define __exit
#define __ro_after_init
#define __read_mostly
#define asmlinkage

/* Address spaces and lock annotations of sparse, which is not run here. */
#define __user
#define __iomem
#define __rcu
#define __percpu
#define __force
#define __bitwise
#define __kernel

#if __has_include(<linux/compiler-context-analysis.h>)
#include <linux/compiler-context-analysis.h>	/* these and more; without effect here */
#else
#define __acquires(...)
#define __releases(...)
#define __must_hold(...)
#define __acquire(...)		((void)0)
#define __release(...)		((void)0)
#define __cond_acquires(...)
#define __cond_lock(lock, taken) (taken)
#endif

#define likely(x)		__builtin_expect(!!(x), 1)
#define unlikely(x)		__builtin_expect(!!(x), 0)
#define unreachable()		__builtin_unreachable()
#define barrier()		__asm__ __volatile__("" : : : "memory")
#define barrier_data(pointer)	__asm__ __volatile__("" : : "r"(pointer) : "memory")
#define OPTIMIZER_HIDE_VAR(x)	__asm__ ("" : "=r"(x) : "0"(x))
#define RELOC_HIDE(pointer, offset) ((typeof(pointer))((unsigned long)(pointer) + (offset)))
#define __same_type(a, b)	__builtin_types_compatible_p(typeof(a), typeof(b))
#define __must_be_array(a)	BUILD_BUG_ON_ZERO(__same_type((a), &(a)[0]))
#define is_signed_type(type)	((type)-1 < (type)1)
#define data_race(expression)	(expression)
/* Only the kernel's own build checks ask: nothing is known to be wrong. */
#define const_true(x)		0
#ifndef __is_constexpr
#define __is_constexpr(x)	0
#endif
#define __UNIQUE_ID(prefix)	MOCK_UNIQUE(prefix, __COUNTER__)
#define MOCK_UNIQUE(prefix, n)	MOCK_UNIQUE2(prefix, n)
#define MOCK_UNIQUE2(prefix, n)	mock_unique_##prefix##n
#define __compiletime_error(message)
#define __compiletime_warning(message)
#define compiletime_assert(condition, message) _Static_assert(condition, message)
#define __ASSERT_BITS_HELPER

#define READ_ONCE(x)		(*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, value)	do { *(volatile typeof(x) *)&(x) = (value); } while (0)

#define mb()			barrier()
#define rmb()			barrier()
#define wmb()			barrier()
#define smp_mb()		barrier()
#define smp_rmb()		barrier()
#define smp_wmb()		barrier()
#define smp_mb__before_atomic()	barrier()
#define smp_mb__after_atomic()	barrier()
#define smp_load_acquire(p)	READ_ONCE(*(p))
#define smp_store_release(p, v)	WRITE_ONCE(*(p), v)
#define dma_rmb()		barrier()
#define dma_wmb()		barrier()
#define isb()			barrier()
#define dsb(scope)		barrier()
#define dmb(scope)		barrier()
#define cpu_relax()		barrier()

#endif
