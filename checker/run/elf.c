// SPDX-License-Identifier: GPL-2.0-only
/*
 * The little of ELF that is needed, with every offset checked against the file's size.
 */
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checker/run/elf.h"

struct elf {
	const unsigned char *map;
	size_t size;
	const ElfW(Shdr) *sections;
	unsigned int nr_sections;
};

static bool inside(const struct elf *elf, uint64_t offset, uint64_t size)
{
	return offset <= elf->size && size <= elf->size - offset;
}

static bool parse(struct elf *elf)
{
	const ElfW(Ehdr) *header = (const void *)elf->map;
	unsigned int i;

	if (!inside(elf, 0, sizeof(*header)) || memcmp(header->e_ident, ELFMAG, SELFMAG) ||
	    header->e_ident[EI_CLASS] != (sizeof(void *) == 8 ? ELFCLASS64 : ELFCLASS32) ||
	    header->e_shentsize != sizeof(ElfW(Shdr)) ||
	    header->e_shoff % _Alignof(ElfW(Shdr)) ||
	    !inside(elf, header->e_shoff, (uint64_t)header->e_shnum * sizeof(ElfW(Shdr))))
		return false;
	elf->sections = (const void *)(elf->map + header->e_shoff);
	elf->nr_sections = header->e_shnum;
	for (i = 0; i < elf->nr_sections; i++) {
		const ElfW(Shdr) *section = &elf->sections[i];

		if (section->sh_type != SHT_NOBITS &&
		    !inside(elf, section->sh_offset, section->sh_size))
			return false;
	}
	return true;
}

struct elf *elf_open(const char *path)
{
	struct elf *elf = calloc(1, sizeof(*elf));
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	void *map;

	if (!elf || fd < 0 || fstat(fd, &st) || !S_ISREG(st.st_mode) || !st.st_size)
		goto fail;
	map = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (map == MAP_FAILED)
		goto fail;
	elf->map = map;
	elf->size = st.st_size;
	if (!parse(elf))
		goto fail;
	close(fd);
	return elf;
fail:
	if (fd >= 0)
		close(fd);
	elf_close(elf);
	return NULL;
}

void elf_close(struct elf *elf)
{
	if (elf && elf->map)
		munmap((void *)elf->map, elf->size);
	free(elf);
}

/* A symbol's name, when it lies inside its string table and ends there. */
static const char *symbol_name(const struct elf *elf, const ElfW(Shdr) *table,
			       const ElfW(Sym) *symbol)
{
	const ElfW(Shdr) *strings;
	const char *name;

	if (table->sh_link >= elf->nr_sections)
		return NULL;
	strings = &elf->sections[table->sh_link];
	if (strings->sh_type != SHT_STRTAB || symbol->st_name >= strings->sh_size)
		return NULL;
	name = (const char *)elf->map + strings->sh_offset + symbol->st_name;
	return memchr(name, 0, strings->sh_size - symbol->st_name) ? name : NULL;
}

static unsigned int symbols_of(const struct elf *elf, const ElfW(Shdr) *table,
			       const ElfW(Sym) **symbols)
{
	if (table->sh_offset % _Alignof(ElfW(Sym)))
		return 0;
	*symbols = (const void *)(elf->map + table->sh_offset);
	return table->sh_size / sizeof(**symbols);
}

static const char *find_function(const struct elf *elf, unsigned int type, uint64_t address,
				 uint64_t *start)
{
	const ElfW(Sym) *symbols;
	const char *found = NULL;
	unsigned int s, i, nr;

	for (s = 0; s < elf->nr_sections; s++) {
		const ElfW(Shdr) *table = &elf->sections[s];

		if (table->sh_type != type)
			continue;
		nr = symbols_of(elf, table, &symbols);
		for (i = 0; i < nr; i++) {
			const ElfW(Sym) *symbol = &symbols[i];
			const char *name;

			if (ELF64_ST_TYPE(symbol->st_info) != STT_FUNC ||
			    symbol->st_shndx == SHN_UNDEF || symbol->st_value > address ||
			    address - symbol->st_value >= (symbol->st_size ? symbol->st_size : 1))
				continue;
			name = symbol_name(elf, table, symbol);
			if (!name)
				continue;
			found = name;
			*start = symbol->st_value;
		}
	}
	return found;
}

const char *elf_function(const struct elf *elf, uint64_t address, uint64_t *start)
{
	const char *name = find_function(elf, SHT_SYMTAB, address, start);

	return name ? name : find_function(elf, SHT_DYNSYM, address, start);
}

bool elf_wants(const struct elf *elf, const char *wanted)
{
	const ElfW(Sym) *symbols;
	unsigned int s, i, nr;

	for (s = 0; s < elf->nr_sections; s++) {
		const ElfW(Shdr) *table = &elf->sections[s];

		if (table->sh_type != SHT_DYNSYM)
			continue;
		nr = symbols_of(elf, table, &symbols);
		for (i = 0; i < nr; i++) {
			const char *name = symbol_name(elf, table, &symbols[i]);

			if (symbols[i].st_shndx == SHN_UNDEF && name && !strcmp(name, wanted))
				return true;
		}
	}
	return false;
}
