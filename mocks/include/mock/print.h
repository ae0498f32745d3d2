/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Printing, tracing, debugfs, parameters. Kind: stub: formats are checked, nothing is printed.
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
#define early_param(name, handler) \
	static int (*const mock_param_##handler)(char *) __used = (handler)
#define module_init(f)
#define TAINT_CPU_OUT_OF_SPEC	2
#define LOCKDEP_STILL_OK	0
#define add_taint(flag, ok)	((void)(flag))

struct va_format { const char *fmt; va_list *va; };
struct file { void *private_data; };
struct inode { void *i_private; };
struct dentry;
struct file_operations {
	struct module *owner;
	int (*open)(struct inode *inode, struct file *file);
	ssize_t (*read)(struct file *file, char __user *buffer, size_t size, loff_t *pos);
	loff_t (*llseek)(struct file *file, loff_t offset, int whence);
	int (*release)(struct inode *inode, struct file *file);
};
struct seq_file { void *private; size_t count; };
struct seq_operations {
	void *(*start)(struct seq_file *m, loff_t *pos);
	void (*stop)(struct seq_file *m, void *v);
	void *(*next)(struct seq_file *m, void *v, loff_t *pos);
	int (*show)(struct seq_file *m, void *v);
};
static inline __printf(2, 3) void seq_printf(struct seq_file *m, const char *format, ...)
{
	m->count += __builtin_strlen(format);
}
int seq_open(struct file *file, const struct seq_operations *ops);
ssize_t seq_read(struct file *file, char __user *buffer, size_t size, loff_t *pos);
loff_t seq_lseek(struct file *file, loff_t offset, int whence);
int seq_release(struct inode *inode, struct file *file);
#define seq_puts(m, text)	seq_printf(m, "%s", text)
#define seq_putc(m, c)		seq_printf(m, "%c", c)
#define DEFINE_SEQ_ATTRIBUTE(name) \
	static const struct seq_operations *const mock_seq_##name __used = &name##_sops
#define DEFINE_SHOW_ATTRIBUTE(name) \
	static int (*const mock_show_##name)(struct seq_file *, void *) __used = name##_show
static inline struct dentry *mock_debugfs(void *data) { (void)data; return NULL; }
#define debugfs_create_file(name, mode, parent, data, fops) mock_debugfs(data)
#define debugfs_create_dir(name, parent) mock_debugfs(parent)
#define debugfs_remove(entry)	((void)(entry))

#endif
