/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Printing, tracing, parameters. Kind: stub: formats are checked, nothing is printed.
 */
#ifndef MOCK_PRINT_H
#define MOCK_PRINT_H

#include <mock/types.h>

static inline __printf(1, 2) void mock_print(const char *format, ...) { (void)format; }

#define KERN_ERR
#define KERN_WARNING
#define KERN_INFO
#define FW_BUG			"firmware: "
#define printk(...)		mock_print(__VA_ARGS__)
#define pr_err(...)		mock_print(__VA_ARGS__)
#define pr_warn(...)		mock_print(__VA_ARGS__)
#define pr_warn_once(...)	mock_print(__VA_ARGS__)
#define pr_err_ratelimited(...)	mock_print(__VA_ARGS__)
#define pr_info(...)		mock_print(__VA_ARGS__)
#define pr_debug(...)		mock_print(__VA_ARGS__)
#define kvm_err(...)		mock_print(__VA_ARGS__)
#define kvm_info(...)		mock_print(__VA_ARGS__)
#define kvm_debug(...)		mock_print(__VA_ARGS__)
#define kvm_pr_unimpl(...)	mock_print(__VA_ARGS__)

#define TRACE_EVENT(name, proto, args, ...) \
	static inline void trace_##name(proto) { }
#define TRACE_DEFINE_SIZEOF(type)	struct mock_unused
#define TRACE_DEFINE_ENUM(name)		struct mock_unused
#define DECLARE_EVENT_CLASS(name, proto, args, ...) struct mock_unused
#define DEFINE_EVENT(class, name, proto, args) \
	static inline void trace_##name(proto) { }
#define TP_PROTO(...)		__VA_ARGS__
#define TP_ARGS(...)		__VA_ARGS__
#define EXPORT_SYMBOL_GPL(name)
#define EXPORT_SYMBOL(name)
#define MODULE_LICENSE(text)
#define THIS_MODULE		NULL
/* A parameter of the kernel's command line: mock_kernel_parameters() finds it. */
struct mock_parameter { const char *name; int (*handler)(char *); };
#define early_param(name, handler) \
	static const struct mock_parameter mock_param_##handler __used \
		__attribute__((section("mock_parameters"))) = \
		{ (name), (handler) }
#define module_init(f)
#define TAINT_CPU_OUT_OF_SPEC	2
#define LOCKDEP_STILL_OK	0
#define add_taint(flag, ok)	((void)(flag))

struct va_format { const char *fmt; va_list *va; };

#endif
