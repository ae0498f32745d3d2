// SPDX-License-Identifier: GPL-2.0-only
/*
 * Emulation: the situation in which two results differ, as a difference names it, so that a known
 * finding can name one situation and no other; and what the architecture leaves open there.
 */
#include <stdio.h>

#include "tests/tables/emulation.h"

/* What is written to ICC_EOIRn or ICC_DIR: an INTID that is active in a list register, or not, ... */
enum written_is { INTID_ACTIVE, INTID_INACTIVE, INTID_IS_SPECIAL, LPI_ACTIVE, LPI_INACTIVE };

/* What an access is about, seen from the start. */
struct facts {
	enum written_is written;
	bool res0;		/* ... with bits set that are RES0 */
	bool found;		/* a list register has it, active */
	bool eoim;
	bool any_active;	/* is there an active priority to drop? */
	bool out_of_turn;	/* that is not the one of the interrupt whose INTID is written */
	bool other_group;	/* that interrupt is of the other group */
	bool common_7;		/* CBPR, and BPR0 is 7 */
};

/* The group priority, IHI 0069 4.8.6: bits above the binary point. */
static unsigned int group_priority(uint32_t vmcr, uint64_t lr)
{
	unsigned int low = lr & LR_GROUP && !(vmcr & VMCR_CBPR) ? vmcr >> VMCR_BPR1_SHIFT & 7 :
								   (vmcr >> VMCR_BPR0_SHIFT & 7) + 1;

	return lr >> LR_PRIO_SHIFT & 0xff & 0xff << low;
}

static bool running(const struct emu *e, const struct emu_regs *s, unsigned int *priority)
{
	for (unsigned int i = 0; i < 4; i++) {
		uint32_t bits = s->ap0r[i] | s->ap1r[i];

		if (bits) {
			*priority = (32 * i + __builtin_ctz(bits)) << (8 - e->config->pre_bits);
			return true;
		}
	}
	return false;
}

static enum written_is inactive_kind(uint32_t intid)
{
	if (intid >= INTID_LPI)
		return LPI_INACTIVE;
	return intid >= INTID_SPECIAL && intid <= INTID_SPURIOUS ? INTID_IS_SPECIAL : INTID_INACTIVE;
}

static struct facts facts_of(const struct emu *e, const struct emu_regs *s, uint64_t value)
{
	const uint32_t intid = value & 0xffff;
	unsigned int priority = 0;
	struct facts f = {
		.written = inactive_kind(intid), .res0 = value != intid, .eoim = s->vmcr & VMCR_EOIM,
		.any_active = running(e, s, &priority),
		.common_7 = (s->vmcr & VMCR_CBPR) && (s->vmcr >> VMCR_BPR0_SHIFT & 7) == 7,
	};

	for (unsigned int i = 0; i < e->nr_lrs && !f.found; i++) {
		uint64_t lr = s->lr[i];

		if (!(lr >> LR_STATE_SHIFT & STATE_ACTIVE) || (lr & LR_VINTID) != intid)
			continue;
		f.found = true;
		f.written = intid >= INTID_LPI ? LPI_ACTIVE : INTID_ACTIVE;
		f.out_of_turn = f.any_active && group_priority(s->vmcr, lr) != priority;
		f.other_group = !!(lr & LR_GROUP) != e->access->group;
	}
	return f;
}

/*
 * What the architecture leaves open. Whatever is listed here is not compared, so each entry says as
 * closely as it can where that is; what KVM and mocks/gic choose alike needs no entry.
 */
static bool nothing_to_drop(const struct emu *e, const struct facts *f)
{
	return e->access->class == EMU_ENDS && !f->any_active && f->written == INTID_INACTIVE;
}

static const struct {
	bool (*here)(const struct emu *e, const struct facts *f);
	unsigned int fields;
	const char *reason;
} left_open[] = {
	{ nothing_to_drop, EMU_EOICOUNT,
	  "ICH_HCR_EL2.EOIcount: it is CONSTRAINED UNPREDICTABLE whether a write of EOIR that clears no active priority is counted" },
};

unsigned int emu_left_open(const struct emu *e, const struct emu_regs *start, uint64_t value)
{
	const struct facts f = facts_of(e, start, value);
	unsigned int fields = 0;

	for (unsigned int i = 0; i < NR(left_open); i++)
		if (left_open[i].here(e, &f))
			fields |= left_open[i].fields;
	return fields;
}

/* Those facts that can matter to this access. */
void emu_situation(const struct emu *e, const struct emu_regs *s, uint64_t value, char *text, size_t size)
{
	static const char *const written[] = {
		[INTID_ACTIVE] = "active INTID", [INTID_INACTIVE] = "INTID not active",
		[INTID_IS_SPECIAL] = "special INTID", [LPI_ACTIVE] = "active LPI",
		[LPI_INACTIVE] = "LPI not active",
	};
	const enum emu_class class = e->access->class;
	const struct facts f = facts_of(e, s, value);

	*text = 0;
	if (class == EMU_DEACTIVATES)
		snprintf(text, size, " (EOImode %u, %s%s)", f.eoim, written[f.written], f.res0 ? ", RES0 bits" : "");
	else if (class == EMU_ENDS)
		snprintf(text, size, " (EOImode %u, %s%s%s%s%s%s)", f.eoim, written[f.written],
			 f.res0 ? ", RES0 bits" : "", f.any_active ? "" : ", nothing to drop",
			 f.out_of_turn ? ", out of turn" : "", f.other_group ? ", other group" : "",
			 f.found && f.common_7 && e->access->group ? ", common BPR 7" : "");
	else if (class == EMU_ACKNOWLEDGES && f.common_7 && e->access->group)
		snprintf(text, size, " (common BPR 7)");
	else if (class == EMU_CONTROLS && e->access->write)
		snprintf(text, size, " (%s%s)", s->vmcr & VMCR_CBPR ? "CBPR 1" : "CBPR 0",
			 value > 0xff ? ", RES0 bits" : "");
}

/* Everything that emu_situation() and emu_left_open() go by, as a number. */
uint32_t emu_facts(const struct emu *e, const struct emu_regs *start, uint64_t value)
{
	const struct facts f = facts_of(e, start, value);

	return f.written | f.res0 << 3 | f.eoim << 4 | f.any_active << 5 | f.out_of_turn << 6 |
	       f.other_group << 7 | f.common_7 << 8 | !!(start->vmcr & VMCR_CBPR) << 9 | (value > 0xff) << 10;
}
