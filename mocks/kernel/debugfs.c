// SPDX-License-Identifier: GPL-2.0-only
/*
 * debugfs: files are remembered when they are created, and read as seq_file reads them.
 */
#include "state.h"

struct dentry *mock_debugfs_create(void *data, const struct file_operations *fops)
{
	for (size_t i = 0; i < MOCK_MAX_DEBUGFS; i++) {
		if (!mock->debugfs[i].fops) {
			mock->debugfs[i].fops = fops;
			mock->debugfs[i].data = data;
			return NULL;
		}
	}
	mock_fault(VGIC_FAULT_MEMORY, NULL, 0, "no room for a debugfs file");
	return NULL;
}

/* For files that say how they are opened: leaves what was asked for in the file. */
__weak int seq_open(struct file *file, const struct seq_operations *ops)
{
	struct seq_file *m = kzalloc(sizeof(*m), GFP_KERNEL);

	mock->opened = ops;
	file->private_data = m;
	return m ? 0 : -ENOMEM;
}

/* vsnprintf() of the C library: of the kernel's own formats none is printed there. */
int vsnprintf(char *buffer, size_t size, const char *format, va_list args);

__weak void seq_printf(struct seq_file *m, const char *format, ...)
{
	size_t room = mock->text.size - mock->text.used;
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(mock->text.at ? mock->text.at + mock->text.used : NULL, room, format, args);
	va_end(args);
	if (n <= 0)
		return;
	m->count += n;
	if (room)
		mock->text.used += (size_t)n < room ? (size_t)n : room - 1;
}

static void walk(struct seq_file *m, const struct seq_operations *ops)
{
	loff_t pos = 0;
	void *v = ops->start(m, &pos);

	while (v && !IS_ERR(v)) {
		if (ops->show(m, v))
			break;
		v = ops->next(m, v, &pos);
	}
	ops->stop(m, v);
}

static size_t show(const struct file_operations *fops, void *data)
{
	struct seq_file simple = { .private = data };
	struct inode inode = { .i_private = data };
	struct file file = { NULL };
	struct seq_file *m = &simple;
	size_t count;

	if (fops->open) {
		if (fops->open(&inode, &file))
			return 0;
		m = file.private_data;
		walk(m, mock->opened);
	} else if (fops->mock_seq) {
		walk(m, fops->mock_seq);
	} else if (fops->mock_show) {
		fops->mock_show(m, NULL);
	}
	count = m->count;
	if (m != &simple)
		kfree(m);
	return count;
}

size_t mock_debugfs_show(char *text, size_t size)
{
	size_t count = 0;

	mock->text.at = size ? text : NULL;
	mock->text.size = mock->text.at ? size : 0;
	mock->text.used = 0;
	if (mock->text.at)
		*mock->text.at = '\0';
	for (size_t i = 0; i < MOCK_MAX_DEBUGFS && mock->debugfs[i].fops; i++)
		count += show(mock->debugfs[i].fops, mock->debugfs[i].data);
	mock->text.at = NULL;
	mock->text.size = mock->text.used = 0;
	return count;
}
