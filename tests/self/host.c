// SPDX-License-Identifier: GPL-2.0-only
/*
 * A plain host, see host.h.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "checker/run/arena.h"
#include "tests/self/host.h"

#define ARENA_SIZE	(16ul << 20)

struct gic host_gic;
int host_report_fd = -1;

static const char *const fault_names[] = {
	[VGIC_FAULT_WARN] = "warn", [VGIC_FAULT_BUG] = "bug", [VGIC_FAULT_LOCK] = "lock",
	[VGIC_FAULT_CONTEXT] = "context", [VGIC_FAULT_REFCOUNT] = "refcount",
	[VGIC_FAULT_MEMORY] = "memory", [VGIC_FAULT_UNMOCKED] = "unmocked",
};

static void fault(const struct vgic_context *c, enum vgic_fault what, const char *file, int line,
		  const char *text)
{
	(void)c, (void)file, (void)line;
	dprintf(host_report_fd, "%s: %s\n", fault_names[what], text);
	if (what == VGIC_FAULT_BUG || what == VGIC_FAULT_UNMOCKED)
		_exit(0);
}

static int phys_get(const struct vgic_context *c, uint32_t irq, enum vgic_phys_state w, bool *v)
{
	return gic_phys_get(&host_gic, c, irq, w, v);
}

static int phys_set(const struct vgic_context *c, uint32_t irq, enum vgic_phys_state w, bool v)
{
	return gic_phys_set(&host_gic, c, irq, w, v);
}

static int32_t phys_hwirq(uint32_t irq)
{
	return gic_phys_hwirq(&host_gic, irq);
}

static bool input_level(const struct vgic_context *c, int vintid)
{
	(void)c, (void)vintid;
	return false;
}

static uint32_t gich_read(const struct vgic_context *c, uint32_t offset)
{
	return gic_gich_read(&host_gic, c, offset);
}

static void gich_write(const struct vgic_context *c, uint32_t offset, uint32_t value)
{
	gic_gich_write(&host_gic, c, offset, value);
}

static uint32_t gicv_read(const struct vgic_context *c, uint32_t offset)
{
	return gic_gicv_read(&host_gic, c, offset);
}

static void gicv_write(const struct vgic_context *c, uint32_t offset, uint32_t value)
{
	gic_gicv_write(&host_gic, c, offset, value);
}

static uint64_t sysreg_read(const struct vgic_context *c, uint32_t reg)
{
	return gic_sysreg_read(&host_gic, c, reg);
}

static void sysreg_write(const struct vgic_context *c, uint32_t reg, uint64_t value)
{
	gic_sysreg_write(&host_gic, c, reg, value);
}

static void notice(const struct vgic_context *c, enum vgic_notice what, int32_t id, uint64_t value)
{
	(void)c, (void)what, (void)id, (void)value;
}

const struct vgic_host plain_host = {
	.arena = ARENA_ADDRESS, .arena_size = ARENA_SIZE, .phys_get = phys_get, .phys_set = phys_set,
	.phys_hwirq = phys_hwirq, .input_level = input_level, .gich_read = gich_read,
	.gich_write = gich_write, .gicv_read = gicv_read, .gicv_write = gicv_write,
	.sysreg_read = sysreg_read, .sysreg_write = sysreg_write, .notice = notice, .fault = fault,
};

const struct vgic_subject *host_open(const char *path)
{
	void *arena = mmap(ARENA_ADDRESS, ARENA_SIZE, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE | MAP_NORESERVE, -1, 0);
	void *object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	vgic_subject_open_fn *open = object ? (vgic_subject_open_fn *)dlsym(object, VGIC_DOOR_SYMBOL) : NULL;
	const struct vgic_subject *subject;

	if (arena != ARENA_ADDRESS || !open) {
		fprintf(stderr, "%s: %s\n", path, object ? "no door, or no arena" : dlerror());
		exit(2);
	}
	subject = open(&plain_host, VGIC_DOOR_ABI);
	if (!subject) {
		fprintf(stderr, "%s: does not speak door ABI %u\n", path, VGIC_DOOR_ABI);
		exit(2);
	}
	return subject;
}

const char *host_in_child(void (*body)(const void *), const void *argument)
{
	static char reported[8192];
	size_t n = 0;
	ssize_t got;
	int fds[2];
	pid_t pid;

	if (pipe(fds))
		return "no pipe";
	fflush(NULL);
	pid = fork();
	if (!pid) {
		host_report_fd = fds[1];
		dup2(fds[1], STDERR_FILENO);
		body(argument);
		_exit(0);
	}
	close(fds[1]);
	while (n < sizeof(reported) - 1 &&
	       (got = read(fds[0], reported + n, sizeof(reported) - 1 - n)) > 0)
		n += got;
	reported[n] = 0;
	close(fds[0]);
	waitpid(pid, NULL, 0);
	return reported;
}
