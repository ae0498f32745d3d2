// SPDX-License-Identifier: GPL-2.0-only
/*
 * Emulation: the situation in which two results differ, as a difference names it, so that a known
 * finding can name one situation and no other; and what the architecture leaves open there.
 */
#include <stdio.h>

#include "tests/tables/emulation.h"

/* What an access is about, seen from the start. */
struct facts {
	const char *written;	/* ICC_EOIRn, ICC_DIR: what kind of INTID */
	bool res0;		/* ... with bits set that are RES0 */
	bool eoim;
	bool any_active;	/* is there an active priority to drop? */
	bool in_turn;		/* is it that of the interrupt whose INTID is written? */
	bool other_group;	/* is that interrupt of the other group? */
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

static const char *intid_kind(uint32_t intid)
{
	if (intid >= INTID_LPI)
		return "LPI not active";
	if (intid >= INTID_SPECIAL)
		return intid <= INTID_SPURIOUS ? "special INTID" : "reserved INTID";
	return "INTID not active";
}

static struct facts facts_of(const struct emu *e, const struct emu_regs *s, uint64_t value)
{
	const uint32_t intid = value & 0xffff;
	unsigned int priority = 0;
	struct facts f = {
		.written = intid_kind(intid), .res0 = value != intid, .eoim = s->vmcr & VMCR_EOIM,
		.any_active = running(e, s, &priority),
		.common_7 = (s->vmcr & VMCR_CBPR) && (s->vmcr >> VMCR_BPR0_SHIFT & 7) == 7,
	};

	for (unsigned int i = 0; i < e->nr_lrs; i++) {
		uint64_t lr = s->lr[i];

		if (!(lr >> LR_STATE_SHIFT & STATE_ACTIVE) || (lr & LR_VINTID) != intid)
			continue;
		f.written = intid >= INTID_LPI ? "active LPI" : "active INTID";
		f.in_turn = f.any_active && group_priority(s->vmcr, lr) == priority;
		f.other_group = !!(lr & LR_GROUP) != e->access->group;
		break;
	}
	return f;
}

void emu_situation(const struct emu *e, const struct emu_regs *s, uint64_t value, char *text, size_t size)
{
	const enum emu_class class = e->access->class;
	struct facts f = facts_of(e, s, value);
	bool found = *f.written == 'a';

	*text = 0;
	if (class == EMU_DEACTIVATES)
		snprintf(text, size, " (EOImode %u, %s%s)", f.eoim, f.written, f.res0 ? ", RES0 bits" : "");
	else if (class == EMU_ENDS)
		snprintf(text, size, " (EOImode %u, %s%s%s%s%s%s)", f.eoim, f.written,
			 f.res0 ? ", RES0 bits" : "", f.any_active ? "" : ", nothing to drop",
			 found && f.any_active && !f.in_turn ? ", out of turn" : "",
			 found && f.other_group ? ", other group" : "",
			 f.common_7 ? ", common BPR 7" : "");
	else if (class == EMU_ACKNOWLEDGES && f.common_7)
		snprintf(text, size, " (common BPR 7)");
	else if (class == EMU_CONTROLS && e->access->write && value > 0xff)
		snprintf(text, size, " (RES0 bits)");
}

unsigned int emu_left_open(const struct emu *e, const struct emu_regs *start, uint64_t value)
{
	(void)e, (void)start, (void)value;
	return 0;
}
