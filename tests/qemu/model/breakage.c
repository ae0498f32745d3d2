// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ways to make the model wrong on purpose.
 */
#include <stdio.h>
#include <string.h>

#include "tests/qemu/model/breakage.h"

/*
 * Ways to be wrong: while the guest's acknowledge, end of interrupt and the like are done, and
 * while it is decided what is signalled, bits of a register of the virtual interface are lost or
 * set; or bits of a register that the hypervisor reads are lost. Nothing else of what is printed
 * changes.
 */
static const struct breakage {
	const char *name;
	enum hyp_reg reg;		/* HYP_LR: all list registers */
	uint64_t lost, set, hidden;
	unsigned int gic;		/* 0: both */
} breakages[] = {
	{ "eoimode", HYP_VMCR, 1u << 9, 0, 0, 0 },
	{ "preemption", HYP_VMCR, 0, 7u << 21 | 7u << 18, 0, 0 },
	{ "cbpr", HYP_VMCR, 1u << 4, 0, 0, 0 },
	{ "priority-mask", HYP_VMCR, 0, 0xf8u << 24, 0, 0 },
	{ "group-1-enable", HYP_VMCR, 0, 1u << 1, 0, 3 },
	{ "ackctl", HYP_VMCR, 1u << 2, 0, 0, 2 },
	{ "fiqen", HYP_VMCR, 1u << 3, 0, 0, 2 },
	{ "active-priority", HYP_AP0R, 0xffff, 0, 0, 0 },
	{ "enable", HYP_HCR, 0, 1u << 0, 0, 0 },
	{ "tc", HYP_HCR, 1u << 10, 0, 0, 3 },
	{ "tall1", HYP_HCR, 1u << 12, 0, 0, 3 },
	{ "tdir", HYP_HCR, 1u << 14, 0, 0, 3 },
	{ "hw", HYP_LR, 1ull << 61, 0, 0, 3 },
	{ "hw", HYP_LR, 1ull << 31, 0, 0, 2 },
	{ "group", HYP_LR, 0, 1ull << 60, 0, 3 },
	{ "eoicount", HYP_HCR, 0, 0, 0x1fu << 27, 0 },
	{ "misr-u", HYP_MISR, 0, 0, 1u << 1, 0 },
	{ "misr-lrenp", HYP_MISR, 0, 0, 1u << 2, 0 },
	{ "misr-np", HYP_MISR, 0, 0, 1u << 3, 0 },
	{ "eisr", HYP_EISR, 0, 0, 2, 0 },
	{ "elrsr", HYP_ELRSR, 0, 0, 1, 0 },
	{ NULL, 0, 0, 0, 0, 0 }
};
static const struct breakage *breakage;

/*
 * The n-th place in the model where @reg is kept, read and, if @value is given, written; false:
 * there is none.
 */
static bool kept(struct gic *g, enum hyp_reg reg, unsigned int n, uint64_t *old,
		 const uint64_t *value)
{
	struct gic_cpu *cpu = &g->cpu[0];
	uint32_t *word = reg == HYP_VMCR ? &cpu->vmcr : reg == HYP_HCR ? &cpu->hcr :
			 g->config.gic == VGIC_GICV2 ? &cpu->apr : &cpu->ap0r[0];

	if (n >= (reg == HYP_LR ? g->config.nr_lrs : 1u))
		return false;
	*old = reg == HYP_LR ? cpu->lr[n] : *word;
	if (value && reg == HYP_LR)
		cpu->lr[n] = *value;
	else if (value)
		*word = (uint32_t)*value;
	return true;
}

static uint64_t intact[GIC_MAX_LRS];

static bool spoils(void)
{
	return breakage && (breakage->lost | breakage->set);
}

void breakage_spoil(struct gic *g)
{
	uint64_t value;
	unsigned int n;

	for (n = 0; spoils() && kept(g, breakage->reg, n, &intact[n], NULL); n++) {
		value = (intact[n] & ~breakage->lost) | breakage->set;
		kept(g, breakage->reg, n, &intact[n], &value);
	}
}

void breakage_mend(struct gic *g)
{
	uint64_t value, spoilt, bits;
	unsigned int n;

	for (n = 0; spoils() && kept(g, breakage->reg, n, &value, NULL); n++) {
		spoilt = (intact[n] & ~breakage->lost) | breakage->set;
		bits = (breakage->lost | breakage->set) & ~(value ^ spoilt);
		value = (value & ~bits) | (intact[n] & bits);
		kept(g, breakage->reg, n, &spoilt, &value);
	}
}

bool breakage_of_hcr(void)
{
	return breakage && breakage->reg == HYP_HCR;
}

uint64_t breakage_hidden(enum hyp_reg reg)
{
	return breakage && breakage->reg == reg ? breakage->hidden : 0;
}

void breakage_list(unsigned int gic)
{
	const struct breakage *b;

	for (b = breakages; b->name; b++)
		if (!b->gic || b->gic == gic)
			puts(b->name);
}

bool breakage_choose(const char *name, unsigned int gic)
{
	const struct breakage *b;

	for (b = breakages; b->name; b++) {
		if (strcmp(b->name, name) || (b->gic && b->gic != gic))
			continue;
		breakage = b;
		return true;
	}
	return false;
}
