// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where a fault happened.
 */
#define _GNU_SOURCE
#include <execinfo.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checker/run/backtrace.h"
#include "checker/run/elf.h"

void backtrace_init(void)
{
	void *pc;

	backtrace(&pc, 1);
}

unsigned int backtrace_take(void **pcs, unsigned int max, const void *from)
{
	void *all[BACKTRACE_MAX + 16];
	int nr = backtrace(all, BACKTRACE_MAX + 16), first = 0;
	unsigned int taken = 0;

	while (first < nr && all[first] != from)
		first++;
	if (first >= nr)
		pcs[taken++] = (void *)from;
	while (first < nr && taken < max)
		pcs[taken++] = all[first++];
	return taken;
}

/* Which loaded object an address is in. */
struct place {
	uintptr_t pc, base;
	const char *path;
};

static int find_object(struct dl_phdr_info *info, size_t size, void *data)
{
	struct place *place = data;
	int i;

	(void)size;
	for (i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *phdr = &info->dlpi_phdr[i];
		uintptr_t start = info->dlpi_addr + phdr->p_vaddr;

		if (phdr->p_type != PT_LOAD || place->pc - start >= phdr->p_memsz)
			continue;
		place->base = info->dlpi_addr;
		place->path = *info->dlpi_name ? info->dlpi_name : "/proc/self/exe";
		return 1;
	}
	return 0;
}

/* Objects that were looked into; they stay open. */
static const struct elf *object_at(const char *path)
{
	static struct object {
		char *path;
		struct elf *elf;
		struct object *next;
	} *objects;
	struct object *object;

	for (object = objects; object; object = object->next) {
		if (!strcmp(object->path, path))
			return object->elf;
	}
	object = calloc(1, sizeof(*object));
	if (!object)
		return NULL;
	object->path = strdup(path);
	object->elf = elf_open(path);
	object->next = objects;
	if (!object->path) {
		elf_close(object->elf);
		free(object);
		return NULL;
	}
	objects = object;
	return object->elf;
}

static void name_of(uintptr_t pc, int is_return, char *text, size_t size)
{
	struct place place = { .pc = pc - !!is_return };
	const struct elf *elf;
	const char *function, *object;
	uint64_t start;

	if (!pc || !dl_iterate_phdr(find_object, &place)) {
		snprintf(text, size, "0x%lx (no code there)", (unsigned long)pc);
		return;
	}
	object = strrchr(place.path, '/');
	object = object ? object + 1 : place.path;
	if (!strcmp(object, "exe"))
		object = "vgicheck";
	elf = object_at(place.path);
	function = elf ? elf_function(elf, place.pc - place.base, &start) : NULL;
	if (function)
		snprintf(text, size, "%s+0x%lx (%s)", function,
			 (unsigned long)(pc - place.base - start), object);
	else
		snprintf(text, size, "0x%lx (%s)", (unsigned long)(pc - place.base), object);
}

const char *backtrace_name(const void *pc, int is_return)
{
	/* One fault in thousands of rows has the same few addresses every time. */
	static struct {
		const void *pc;
		int is_return;
		char text[160];
	} cache[512], *entry;

	entry = &cache[((uintptr_t)pc ^ (uintptr_t)pc >> 9) % 512];
	if (!entry->text[0] || entry->pc != pc || entry->is_return != is_return) {
		name_of((uintptr_t)pc, is_return, entry->text, sizeof(entry->text));
		entry->pc = pc;
		entry->is_return = is_return;
	}
	return entry->text;
}

int backtrace_ends(const char *name)
{
	return !strncmp(name, "run_row_once", strlen("run_row_once")) ||
	       !strncmp(name, "prepare_block", strlen("prepare_block"));
}
