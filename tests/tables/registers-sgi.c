// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who receives an SGI, and from whom: GICD_SGIR with every filter and target list, GICD_SPENDSGIR and GICD_CPENDSGIR by sender; for a
 * GICv3 guest ICC_SGI1R_EL1 and ICC_SGI0R_EL1 with IRM, target lists and affinities that there are and are not.
 *
 * ICC_ASGI1R_EL1 is decoded by KVM's table of system registers, which is not compiled here.
 *
 * In each row every vCPU sends to every target list, or a part of them; after each, the pending state of all vCPUs is read. What is left
 * pending in the end is acknowledged, each from its sender.
 */
#include "tests/tables/registers.h"

#include <stdio.h>

#include "checker/machine/frames.h"

#define NR_FILTERS 4
#define GICD_CPENDSGIR 0xf10u
#define GICD_SPENDSGIR 0xf20u
#define NR_SGIS 16

/* GICv2: SGIR by filter, NSATT and INTID; then the pending registers by INTID. GICv3: by what else is in the register, group, INTID. */
enum v3_kind { V3_LIST, V3_ALL, V3_AFF1, V3_AFF2, V3_AFF3, NR_V3_KINDS };
static const char *const v3_names[NR_V3_KINDS] = { "list", "all-others", "aff1", "aff2", "aff3" };
static const uint64_t v3_bits[NR_V3_KINDS] = { 0, 1ull << 40, 1ull << 16, 1ull << 32, 1ull << 48 };

#define ROWS_SGIR	(NR_FILTERS * 2 * NR_SGIS)
#define ROWS_V2		(ROWS_SGIR + NR_SGIS)
/* Register and the group that the receivers have it in: all in group 1, all in group 0, every other. */
#define NR_V3_GROUPS	6
#define ROWS_V3		(NR_V3_KINDS * NR_V3_GROUPS * NR_SGIS)

static const char *const v3_groups[3] = { "in-group-1", "in-group-0", "in-either" };

unsigned int registers_sgi_rows(bool v2)
{
	return v2 ? ROWS_V2 : ROWS_V3;
}

void registers_sgi_name(bool v2, unsigned int i, char *buffer, size_t size)
{
	if (!v2)
		snprintf(buffer, size, "sgi%ur.%s.%s.%u", i / NR_SGIS % 2, v3_names[i / NR_SGIS / NR_V3_GROUPS],
			 v3_groups[i / NR_SGIS / 2 % 3], i % NR_SGIS);
	else if (i >= ROWS_SGIR)
		snprintf(buffer, size, "pendsgir.%u", i % NR_SGIS);
	else
		snprintf(buffer, size, "sgir.filter-%u.nsatt-%u.%u", i / NR_SGIS / 2, i / NR_SGIS % 2, i % NR_SGIS);
}

void registers_sgi_words(bool v2, unsigned int i, char *buffer, size_t size)
{
	if (!v2)
		snprintf(buffer, size, "each vCPU sends SGI %u by ICC_SGI%uR_EL1, %s; the receivers have it %s", i % NR_SGIS,
			 i / NR_SGIS % 2, v3_names[i / NR_SGIS / NR_V3_GROUPS], v3_groups[i / NR_SGIS / 2 % 3]);
	else if (i >= ROWS_SGIR)
		snprintf(buffer, size, "GICD_SPENDSGIR and GICD_CPENDSGIR of SGI %u, each sender, each receiver", i % NR_SGIS);
	else
		snprintf(buffer, size, "each vCPU writes GICD_SGIR, TargetListFilter %u, NSATT %u, SGI %u, each target list",
			 i / NR_SGIS / 2, i / NR_SGIS % 2, i % NR_SGIS);
}

/* The pending state of SGIs, of every vCPU. */
static void look(struct registers *g, uint32_t intid)
{
	struct registers_place at = { g->ideal.v2 ? REGS_GICD : REGS_GICR_SGI, 0 };

	for (; at.owner < g->ideal.nr_vcpus && !g->over; at.owner++) {
		if (g->ideal.v2)
			registers_read(g, at, GICD_SPENDSGIR + (intid & ~3u), 4);
		registers_read(g, at, GIC_ISPENDR, 4);
	}
}

static void clear(struct registers *g, uint32_t intid)
{
	struct registers_place at = { g->ideal.v2 ? REGS_GICD : REGS_GICR_SGI, 0 };

	for (; at.owner < g->ideal.nr_vcpus && !g->over; at.owner++) {
		if (g->ideal.v2)
			registers_write(g, at, GICD_CPENDSGIR + intid, 1, 0xff);
		else
			registers_write(g, at, GIC_ICPENDR, 4, 1u << intid);
	}
}

/* All short lists, a third of the longer ones; of vCPUs that are not there, some. */
static uint32_t next_list(const struct registers *g, uint32_t list)
{
	return list + (list >= 1u << g->ideal.nr_vcpus ? 0x1f : list >= 16 ? 3 : 1);
}

static void sgir(struct registers *g, unsigned int filter, unsigned int nsatt, uint32_t intid)
{
	for (unsigned int v = 0; v < g->ideal.nr_vcpus && !g->over; v++) {
		const struct registers_place at = { REGS_GICD, v };

		for (uint32_t list = 0; list < 0x100 && !g->over; list = next_list(g, list)) {
			registers_write(g, at, GICD_SGIR, 4, filter << 24 | list << 16 | nsatt << 15 | intid);
			look(g, intid);
			/* Now and then several remain, of several senders. */
			if (list % 8)
				clear(g, intid);
		}
	}
}

static void pendsgir(struct registers *g, uint32_t intid)
{
	struct registers_place at = { REGS_GICD, 0 };

	for (; at.owner < g->ideal.nr_vcpus && !g->over; at.owner++) {
		for (uint32_t senders = 0; senders < 0x100 && !g->over; senders++) {
			bool byte = senders % 3;

			registers_write(g, at, GICD_SPENDSGIR + (byte ? intid : intid & ~3u), byte ? 1 : 4,
					byte ? senders : (uint64_t)senders << intid % 4 * 8);
			look(g, intid);
			registers_write(g, at, GICD_CPENDSGIR + intid, 1, registers_random(g) & 0xff);
			look(g, intid);
		}
	}
}

static void send_v3(struct registers *g, unsigned int group, uint64_t value)
{
	for (unsigned int v = 0; v < g->ideal.nr_vcpus && !g->over; v++) {
		uint32_t to;

		row_step(g->row, "vCPU %u writes 0x%llx to ICC_SGI%uR_EL1", v, (unsigned long long)value, group);
		machine.subject->sgi(v, value, group);
		regs_send(&g->ideal, v, group, value, &to);
		look(g, (uint32_t)(value >> 24) & 0xf);
		clear(g, (uint32_t)(value >> 24) & 0xf);
	}
}

static void groups_v3(struct registers *g, unsigned int how)
{
	struct registers_place at = { REGS_GICR_SGI, 0 };

	for (; at.owner < g->ideal.nr_vcpus; at.owner++)
		registers_write(g, at, GIC_IGROUPR, 4, how == 0 || (how == 2 && at.owner % 2) ? 0xffffffff : 0);
}

static void sgi_v3(struct registers *g, unsigned int i)
{
	const uint64_t intid = i % NR_SGIS, bits = v3_bits[i / NR_SGIS / NR_V3_GROUPS];
	unsigned int group = i / NR_SGIS % 2;
	uint32_t to;

	groups_v3(g, i / NR_SGIS / 2 % 3);
	for (uint32_t list = 0; list < 0x100 && !g->over; list = next_list(g, list))
		send_v3(g, group, bits | intid << 24 | list);
	send_v3(g, group, bits | intid << 24 | 0xffff);
	/* What the last one sends is acknowledged. */
	machine.subject->sgi(0, bits | intid << 24 | 0xffff, group);
	regs_send(&g->ideal, 0, group, bits | intid << 24 | 0xffff, &to);
}

void registers_sgi_run(struct registers *g, unsigned int i)
{
	struct registers_place at = { g->ideal.v2 ? REGS_GICD : REGS_GICR_SGI, 0 };

	for (; at.owner < g->ideal.nr_vcpus; at.owner++)
		registers_write(g, at, GIC_ISENABLER, 4, 0xffff);
	if (!g->ideal.v2)
		sgi_v3(g, i);
	else if (i >= ROWS_SGIR)
		pendsgir(g, i % NR_SGIS);
	else
		sgir(g, i / NR_SGIS / 2, i / NR_SGIS % 2, i % NR_SGIS);
	registers_read_all(g);
	registers_handle_all(g);
}
