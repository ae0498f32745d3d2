/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * debugfs and seq_file. Kind: fake: files can be read from end to end (mocks/kernel/debugfs.c).
 */
#ifndef MOCK_DEBUGFS_H
#define MOCK_DEBUGFS_H

#include <mock/types.h>

struct dentry;
struct inode { void *i_private; };
struct file { void *private_data; };
struct seq_file { void *private; size_t count; };
struct seq_operations {
	void *(*start)(struct seq_file *m, loff_t *pos);
	void (*stop)(struct seq_file *m, void *v);
	void *(*next)(struct seq_file *m, void *v, loff_t *pos);
	int (*show)(struct seq_file *m, void *v);
};
struct file_operations {
	struct module *owner;
	int (*open)(struct inode *inode, struct file *file);
	ssize_t (*read)(struct file *file, char __user *buffer, size_t size, loff_t *pos);
	loff_t (*llseek)(struct file *file, loff_t offset, int whence);
	int (*release)(struct inode *inode, struct file *file);
	/* What the DEFINE_ macros below fill in. */
	const struct seq_operations *mock_seq;
	int (*mock_show)(struct seq_file *m, void *v);
};

__printf(2, 3) void seq_printf(struct seq_file *m, const char *format, ...);
#define seq_puts(m, text)	seq_printf(m, "%s", text)
#define seq_putc(m, c)		seq_printf(m, "%c", c)
int seq_open(struct file *file, const struct seq_operations *ops);
ssize_t seq_read(struct file *file, char __user *buffer, size_t size, loff_t *pos);
loff_t seq_lseek(struct file *file, loff_t offset, int whence);
int seq_release(struct inode *inode, struct file *file);

#define DEFINE_SEQ_ATTRIBUTE(name) \
	static const struct file_operations name##_fops = { .mock_seq = &name##_sops }
#define DEFINE_SHOW_ATTRIBUTE(name) \
	static const struct file_operations name##_fops = { .mock_show = name##_show }
struct dentry *mock_debugfs_create(void *data, const struct file_operations *fops);
#define debugfs_create_file(name, mode, parent, data, fops) mock_debugfs_create(data, fops)
#define debugfs_create_dir(name, parent) ((struct dentry *)(parent))
#define debugfs_remove(entry)	((void)(entry))

#endif
