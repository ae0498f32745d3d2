// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding, loading and opening the subject.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checker/run/arena.h"
#include "checker/run/die.h"
#include "checker/run/elf.h"
#include "checker/run/fault.h"
#include "checker/run/subject.h"

#ifndef VGICHECK_DEFAULT_SUBJECT
#define VGICHECK_DEFAULT_SUBJECT "subject.so"
#endif

#define ARENA_SIZE	(64ul << 20)

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CHECKED_BUILD true
#endif
#endif
#if !defined(CHECKED_BUILD) && defined(__SANITIZE_ADDRESS__)
#define CHECKED_BUILD true
#endif
#ifndef CHECKED_BUILD
#define CHECKED_BUILD false
#endif

static const char *opening;

bool subject_checked_build(void)
{
	return CHECKED_BUILD;
}

static const char *beside_executable(const char *name)
{
	static char path[PATH_MAX + NAME_MAX];
	ssize_t length = readlink("/proc/self/exe", path, PATH_MAX);
	char *slash;

	if (length < 0)
		return name;
	path[length] = 0;
	slash = strrchr(path, '/');
	if (!slash)
		return name;
	snprintf(slash + 1, sizeof(path) - (slash + 1 - path), "%s", name);
	return path;
}

const char *subject_path(const char *given)
{
	const char *path = given ? given : getenv("VGICHECK_SUBJECT");

	if (path && *path)
		return path;
	if (given)
		die("--subject needs the name of a file");
	if (strchr(VGICHECK_DEFAULT_SUBJECT, '/'))
		return VGICHECK_DEFAULT_SUBJECT;
	return beside_executable(VGICHECK_DEFAULT_SUBJECT);
}

/* What dlopen() would say badly, or end the process over. */
static void check_file(const char *path)
{
	struct stat st;
	struct elf *elf;

	if (stat(path, &st) || access(path, R_OK))
		die("cannot open subject %s: %s", path, strerror(errno));
	elf = elf_open(path);
	if (!elf)
		die("cannot open subject %s: not a shared object, or not all of one", path);
	if (!CHECKED_BUILD && elf_wants(elf, "__asan_init"))
		die("subject %s is a checked build: it needs vgicheck-checked", path);
	elf_close(elf);
}

static void on_death(int signal)
{
	static const char text[] = "vgicheck: the subject died while it was being opened\n";

	(void)signal;
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(EXIT_UNUSABLE);
	_exit(EXIT_UNUSABLE);
}

static void fault(const struct vgic_context *context, enum vgic_fault what, const char *file,
		  int line, const char *text)
{
	if (opening)
		die("cannot open subject %s: it reported a fault at once: %s", opening, text);
	fault_report(context, what, file, line, text, __builtin_return_address(0));
}

static void *map_arena(void)
{
	void *arena = mmap(ARENA_ADDRESS, ARENA_SIZE, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE,
			   -1, 0);

	if (arena == MAP_FAILED)
		die("cannot map the arena at %p: %s", ARENA_ADDRESS, strerror(errno));
	if (arena != ARENA_ADDRESS)
		die("cannot map the arena at %p: this Linux is older than 4.17", ARENA_ADDRESS);
	return arena;
}

const struct vgic_subject *subject_open(const char *path, const struct machine_ops *ops)
{
	/* The subject keeps the pointer. */
	static struct vgic_host host;
	struct sigaction action = { .sa_handler = on_death }, old[2];
	const struct vgic_subject *subject;
	vgic_subject_open_fn *open_door;
	char *with_slash = NULL;
	void *object;

	check_file(path);
	/* Without a slash dlopen() would search the system's libraries. */
	if (!strchr(path, '/') && asprintf(&with_slash, "./%s", path) < 0)
		die("out of memory");

	opening = path;
	sigaction(SIGSEGV, &action, &old[0]);
	sigaction(SIGABRT, &action, &old[1]);
	object = dlopen(with_slash ? with_slash : path, RTLD_NOW | RTLD_LOCAL);
	if (!object)
		die("cannot open subject %s: %s", path, dlerror());
	free(with_slash);
	*(void **)&open_door = dlsym(object, VGIC_DOOR_SYMBOL);
	if (!open_door)
		die("cannot open subject %s: it has no %s()", path, VGIC_DOOR_SYMBOL);

	ops->host(&host);
	host.arena = map_arena();
	host.arena_size = ARENA_SIZE;
	host.fault = fault;
	subject = open_door(&host, VGIC_DOOR_ABI);
	if (!subject)
		die("subject %s does not speak this program's door ABI %u: build both anew", path,
		    VGIC_DOOR_ABI);
	if (subject->abi != VGIC_DOOR_ABI)
		die("subject %s speaks door ABI %u, this program %u: build both anew", path,
		    subject->abi, VGIC_DOOR_ABI);
	sigaction(SIGSEGV, &old[0], NULL);
	sigaction(SIGABRT, &old[1], NULL);
	opening = NULL;
	return subject;
}

bool subject_is_reference(const struct vgic_subject *subject)
{
	return !strcmp(subject->info.build, VGIC_REFERENCE_BUILD);
}

bool subject_has(const struct vgic_subject *subject, const char *feature)
{
	const char *const *has = subject->info.features;

	for (; has && *has; has++) {
		if (!strcmp(*has, feature))
			return true;
	}
	return false;
}
