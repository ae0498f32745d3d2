/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The little of ELF that is needed: which function is at an address, static ones included, and
 * whether an object wants the address sanitizer.
 */
#ifndef CHECKER_RUN_ELF_H
#define CHECKER_RUN_ELF_H

#include <stdbool.h>
#include <stdint.h>

struct elf;

/* NULL: not a whole ELF file of this machine's word size. */
struct elf *elf_open(const char *path);
void elf_close(struct elf *elf);
/* The function at @address (as linked); its start in @start. NULL: unknown. */
const char *elf_function(const struct elf *elf, uint64_t address, uint64_t *start);
/* Is @name an undefined dynamic symbol? */
bool elf_wants(const struct elf *elf, const char *name);

#endif
