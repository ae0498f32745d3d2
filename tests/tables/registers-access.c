// SPDX-License-Identifier: GPL-2.0-only
/*
 * An access, what it reads, and reading everything back.
 */
#include "tests/tables/registers.h"

#include <stdio.h>

#include "checker/machine/frames.h"
#include "checker/machine/runloop.h"

uint32_t registers_random(struct registers *g)
{
	g->random ^= g->random << 13;
	g->random ^= g->random >> 17;
	g->random ^= g->random << 5;
	return g->random;
}

void registers_differs(struct registers *g, enum gic_rule rule, const char *field, const char *expected, const char *seen)
{
	if (!g->over)
		row_differs(g->row, gic_rule(rule), COLUMN_GUEST, field, expected, seen);
	g->over = true;
}

static uint64_t address(struct registers_place at, uint32_t offset)
{
	switch (at.frame) {
	case REGS_GICD:
		return VGIC_GPA_DIST + offset;
	case REGS_GICR:
		return VGIC_GPA_REDIST + at.owner * (uint64_t)GICR_STRIDE + offset;
	default:
		return VGIC_GPA_REDIST + at.owner * (uint64_t)GICR_STRIDE + GICR_SGI_FRAME + offset;
	}
}

bool registers_mmio(struct registers *g, struct registers_place at, uint32_t offset, unsigned int len, bool write,
		    uint64_t *value)
{
	unsigned int by = g->ideal.v2 ? at.owner : g->by;
	int wrong;

	run_exit(by);
	machine.subject->on_cpu(machine.vcpu[by].cpu);
	if (write)
		wrong = machine.subject->mmio_write(by, address(at, offset), len, *value);
	else
		wrong = machine.subject->mmio_read(by, address(at, offset), len, value);
	machine.subject->on_cpu(0);
	return !wrong;
}

bool registers_unsure(const struct registers *g)
{
	return g->by && machine.vcpu[0].place == VCPU_IN_GUEST;
}

void registers_resume(struct registers *g)
{
	if (g->running && !g->over && machine.vcpu[0].place == VCPU_LOADED && !run_enter(0))
		registers_differs(g, LIFE_ENTERS, "entry", "the guest runs", "given up again and again");
}

/* What is unusual about it: records in tests/known go by that. @wrong: bits of its field. */
static const char *about(const struct registers *g, const struct regs_int *i, uint32_t intid, uint64_t wrong)
{
	if (wrong == 1u << 31 && !g->ideal.v2)
		return ", IRM";
	if (i->state.by_source && !(wrong & ((1u << g->ideal.nr_vcpus) - 1)))
		return ", senders that are not there";
	if (g->cleared && (intid == 5 || (intid >= 32 && intid < 36)))
		return ", cleared by another vCPU while in a list register";
	if (machine.mapped && (intid == 27 || intid == 40))
		return i->state.latch && i->state.level ? ", mapped, set pending by software" : ", mapped";
	return "";
}

/* Of a register that is of no interrupt: nothing follows from it, so the row goes on. */
static void differs_once(struct registers *g, enum regs_what what, const char *field, const char *expected, const char *seen)
{
	if (!(g->told & 1u << what))
		row_differs(g->row, gic_rule(REGISTER_READS), COLUMN_GUEST, field, expected, seen);
	g->told |= 1u << what;
}

/* A distributor that says it has the 1 of N model and has not: said once; the row goes on with one that has not. */
static void without_irm(struct registers *g, uint32_t intid, const char *field, const char *expected, const char *seen)
{
	const struct registers_place at = { REGS_GICD, 0 };

	differs_once(g, REG_IROUTER, field, expected, seen);
	g->ideal.one_of_n = false;
	regs_write(&g->ideal, at.frame, at.owner, GICD_IROUTER + intid * 8, 4,
		   regs_int(&g->ideal, 0, intid)->router & 0x7fffffff);
}

/* The interrupt that differs, if it is a register of interrupts. */
static void tell(struct registers *g, struct registers_place at, uint32_t offset, unsigned int len, uint64_t want, uint64_t seen,
		 uint64_t certain)
{
	struct regs_at where = regs_at(g->ideal.v2, at.frame, offset, len);
	uint64_t wrong = (want ^ seen) & certain;
	char field[120], expected[24], got[24];

	if (!where.legal) {
		snprintf(field, sizeof(field), "%u bytes at 0x%x (%s)", len, offset, where.name);
	} else if (where.bits) {
		unsigned int n = (unsigned int)__builtin_ctzll(wrong) / where.bits;
		const struct regs_int *i = regs_int(&g->ideal, at.owner, where.first + n);
		unsigned int shift = n * where.bits;
		uint64_t mask = where.bits == 64 ? ~0ull : (1ull << where.bits) - 1;

		snprintf(field, sizeof(field), "%s of INTID %u%s", where.name, where.first + n,
			 i ? about(g, i, where.first + n, wrong >> shift & mask) : ", which does not exist");
		want = want >> shift & mask;
		seen = seen >> shift & mask;
	} else {
		snprintf(field, sizeof(field), "%s", where.name);
		if (where.what == REG_RESERVED || where.what == REG_IMPDEF)
			snprintf(field, sizeof(field), "%s, at 0x%x", where.name, offset);
		want &= certain;
		seen &= certain;
	}
	snprintf(expected, sizeof(expected), "0x%llx", (unsigned long long)want);
	snprintf(got, sizeof(got), "0x%llx", (unsigned long long)seen);
	if (where.what == REG_IROUTER && wrong << where.inside * 8 == 1ull << 31)
		without_irm(g, where.first, field, expected, got);
	else if (where.legal && !where.bits)
		differs_once(g, where.what, field, expected, got);
	else
		registers_differs(g, where.legal ? REGISTER_READS : REGISTER_WIDTH, field, expected, got);
}

/* A pending state that vCPU 0 may have in a list register: of an SPI, or private to it. */
static bool in_vcpu_0(struct registers_place at, struct regs_at where)
{
	switch (where.what) {
	case REG_ISPENDR:
	case REG_ICPENDR:
	case REG_CPENDSGIR:
	case REG_SPENDSGIR:
		return where.first >= REGS_PRIVATE || !at.owner;
	default:
		return false;
	}
}

static const char *place_name(struct registers_place at, char *buffer, size_t size)
{
	if (at.frame == REGS_GICD)
		snprintf(buffer, size, "GICD");
	else
		snprintf(buffer, size, "%s of vCPU %u", at.frame == REGS_GICR ? "GICR" : "GICR_SGI", at.owner);
	return buffer;
}

static void judge_read(struct registers *g, struct registers_place at, uint32_t offset, unsigned int len)
{
	uint64_t seen = 0, certain, want = regs_read(&g->ideal, at.frame, at.owner, offset, len, &certain);

	/* An abort answers an access of a width that is none of the register's. */
	if (!registers_mmio(g, at, offset, len, false, &seen)) {
		if (regs_at(g->ideal.v2, at.frame, offset, len).legal)
			registers_differs(g, REGISTER_WIDTH, "access that is legal", "done", "abort");
		return;
	}
	if (!((want ^ seen) & certain))
		return;
	if (registers_unsure(g) && in_vcpu_0(at, regs_at(g->ideal.v2, at.frame, offset, len)))
		return;
	tell(g, at, offset, len, want, seen, certain);
}

void registers_read(struct registers *g, struct registers_place at, uint32_t offset, unsigned int len)
{
	char place[32];

	if (g->over)
		return;
	row_step(g->row, "vCPU %u reads %u bytes at 0x%x of %s", g->by, len, offset, place_name(at, place, sizeof(place)));
	judge_read(g, at, offset, len);
}

static void note(struct registers *g, struct registers_place at, uint32_t offset, unsigned int len)
{
	struct regs_at where = regs_at(g->ideal.v2, at.frame, offset, len);

	g->cleared |= registers_unsure(g) && where.legal && (where.what == REG_ICPENDR || where.what == REG_CPENDSGIR);
	g->switched |= g->running && where.legal && where.what == REG_CTLR;
	/* One that is pending and went nowhere is routed. */
	for (uint32_t n = 0; where.legal && n < (where.what == REG_IROUTER ? 1 : where.what == REG_ITARGETSR ? len : 0); n++) {
		const struct regs_int *i = regs_int(&g->ideal, 0, where.first + n);

		g->switched |= i && !i->targets && ideal_pending(&i->state);
	}
}

void registers_write(struct registers *g, struct registers_place at, uint32_t offset, unsigned int len, uint64_t value)
{
	char place[32];

	if (g->over)
		return;
	row_step(g->row, "vCPU %u writes 0x%llx, %u bytes, at 0x%x of %s\n# %s", g->by, (unsigned long long)value, len, offset,
		 place_name(at, place, sizeof(place)), regs_at(g->ideal.v2, at.frame, offset, len).name);
	if (!registers_mmio(g, at, offset, len, true, &value) && regs_at(g->ideal.v2, at.frame, offset, len).legal)
		registers_differs(g, REGISTER_WIDTH, "access that is legal", "done", "abort");
	note(g, at, offset, len);
	regs_write(&g->ideal, at.frame, at.owner, offset, len, value);
}

/* --- reading back --- */

static void words(struct registers *g, struct registers_place at, uint32_t offset, unsigned int bytes)
{
	for (unsigned int n = 0; n < bytes && !g->over; n += 4)
		judge_read(g, at, offset + n, 4);
}

/* Everything of the 32 interrupts among which @intid is. */
void registers_read_bank(struct registers *g, struct registers_place at, uint32_t intid)
{
	static const uint16_t bits[] = {
		GIC_IGROUPR, GIC_ISENABLER, GIC_ICENABLER, GIC_ISPENDR, GIC_ICPENDR, GIC_ISACTIVER, GIC_ICACTIVER,
	};
	uint32_t n = intid / 32;

	for (unsigned int i = 0; i < sizeof(bits) / sizeof(bits[0]); i++)
		words(g, at, bits[i] + n * 4, 4);
	words(g, at, GIC_IPRIORITYR + n * 32, 32);
	words(g, at, GIC_ICFGR + n * 8, 8);
	if (!g->ideal.v2)
		return;
	words(g, at, GICD_ITARGETSR + n * 32, 32);
	if (!n)
		words(g, at, 0xf10, 32);
}

/* Registers of no interrupt that nothing changes. */
static bool is_constant(const struct registers *g, struct registers_place at, uint32_t offset)
{
	enum regs_what what = regs_at(g->ideal.v2, at.frame, offset, 4).what;

	return what == REG_RESERVED || what == REG_TYPER || what == REG_IIDR || what == REG_PIDR2 || what == REG_IMPDEF ||
	       what == REG_RD_TYPER;
}

/* What they read, in one number. */
static uint32_t checksum(struct registers *g, struct registers_place at, uint32_t offset, unsigned int bytes, uint32_t sum)
{
	for (; bytes; bytes -= 4, offset += 4) {
		uint64_t value = 0;

		if (!is_constant(g, at, offset))
			continue;
		registers_mmio(g, at, offset, 4, false, &value);
		sum = (sum ^ (uint32_t)value) * 0x01000193u;
	}
	return sum;
}

uint32_t registers_constants(struct registers *g)
{
	struct registers_place at = { REGS_GICD, g->ideal.v2 ? g->by : 0 };
	uint32_t sum = checksum(g, at, 0, 0x80, 0x811c9dc5);

	sum = checksum(g, at, g->ideal.v2 ? 0xfd0 : 0xffd0, 0x30, sum);
	if (g->ideal.v2)
		return sum;
	at.frame = REGS_GICR;
	for (; at.owner < g->ideal.nr_vcpus; at.owner++)
		sum = checksum(g, at, 0, 0x80, sum);
	return sum;
}

static void read_rest_v3(struct registers *g)
{
	struct registers_place at = { REGS_GICD, 0 };

	registers_read_bank(g, at, 0);
	for (uint32_t n = 0; n < g->ideal.nr_irqs && !g->over; n++)
		judge_read(g, at, GICD_IROUTER + 8 * n, 8);
	at.frame = REGS_GICR_SGI;
	for (; at.owner < g->ideal.nr_vcpus; at.owner++)
		registers_read_bank(g, at, 0);
}

void registers_read_all(struct registers *g)
{
	struct registers_place at = { REGS_GICD, g->by };

	for (uint32_t n = REGS_PRIVATE; n < g->ideal.nr_irqs && !g->over; n += 32)
		registers_read_bank(g, at, n);
	for (at.owner = 0; g->ideal.v2 && at.owner < g->ideal.nr_vcpus && !g->over; at.owner++)
		registers_read_bank(g, at, 0);
	if (!g->ideal.v2)
		read_rest_v3(g);
	if (!g->over && registers_constants(g) != g->constants)
		registers_differs(g, REGISTER_READS, "registers that are constant, GICD_TYPER and the like", "as at reset", "changed");
}
