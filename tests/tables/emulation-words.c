// SPDX-License-Identifier: GPL-2.0-only
/*
 * Emulation: registers in words, and how two results differ. The words of a difference have as few
 * numbers in them as may be, so that the same fault is the same difference in all states.
 */
#include <stdio.h>

#include "tests/tables/emulation.h"

LISTED static const struct rule value_rule = {
	"emulation-same-value", "A read of the CPU interface returns the same whether KVM or the hardware does it.",
	"IHI 0069 12.3, ICV_*_EL1", "A wrong interrupt is handled, or one is missed, or a setting reads back wrong.",
};
LISTED static const struct rule outcome_rule = {
	"emulation-same-registers", "KVM emulates the registers of the CPU interface that there are, and refuses the others.",
	"IHI 0069 12.3, ICV_*_EL1", "The guest gets an Undefined exception and dies; or the host does.",
};
LISTED static const struct rule lr_rule = {
	"emulation-same-lr", "An emulated access leaves the list registers as the hardware would.",
	"IHI 0069 4.1.2, 12.4 ICH_LR<n>_EL2", "An interrupt comes twice, is lost, or blocks its device for ever.",
};
LISTED static const struct rule count_rule = {
	"emulation-same-eoicount", "EOIcount counts valid deactivations, LPIs not among them, for which no list register was found.",
	"IHI 0069 12.4.7 ICH_HCR_EL2.EOIcount",
	"Another of its interrupts than the one it has finished is deactivated.",
};
LISTED static const struct rule hcr_rule = {
	"emulation-same-hcr", "A guest cannot change ICH_HCR_EL2 but for EOIcount.",
	"IHI 0069 12.4.7 ICH_HCR_EL2", "Its interrupts stop coming, or the host is not interrupted where it asked to be.",
};
LISTED static const struct rule control_rule = {
	"emulation-same-control", "An emulated access leaves the guest's settings as the hardware would.",
	"IHI 0069 12.4.9 ICH_VMCR_EL2", "A setting that the guest has made is not the one that applies.",
};
LISTED static const struct rule active_rule = {
	"emulation-same-active-priorities", "An emulated access leaves the active priorities as the hardware would.",
	"IHI 0069 4.8, 12.4 ICH_AP0R<n>_EL2, ICH_AP1R<n>_EL2",
	"The running priority is wrong: interrupts stay blocked, or come where they must not.",
};
LISTED static const struct rule phys_rule = {
	"emulation-same-physical", "The physical interrupt behind a list register is deactivated with it, and no other.",
	"IHI 0069 4.1.2, 12.4 ICH_LR<n>_EL2.HW",
	"The device's interrupt never comes again, or comes while it is still being handled.",
};

static const char *state_name(uint64_t lr)
{
	static const char *const names[] = { "empty", "pending", "active", "pending and active" };

	return names[lr >> LR_STATE_SHIFT];
}

static void lr_words(uint64_t lr, char *text, size_t size)
{
	int n = snprintf(text, size, "%s: vINTID %llu, group %u, priority 0x%02x", state_name(lr),
			 (unsigned long long)(lr & LR_VINTID), !!(lr & LR_GROUP),
			 (unsigned int)(lr >> LR_PRIO_SHIFT & 0xff));

	if (lr & LR_HW)
		snprintf(text + n, size - n, ", HW with pINTID %u",
			 (unsigned int)(lr >> LR_PINTID_SHIFT & 0x1fff));
	else if (lr & LR_EOI)
		snprintf(text + n, size - n, ", EOI bit set");
}

/* The lowest bit of an active priority as a priority: bit 0 of the first register is priority 0. */
static unsigned int priority_of(const struct emu *e, unsigned int reg, unsigned int bit)
{
	return (reg * 32 + bit) << (8 - e->config->pre_bits);
}

static void priorities_words(const struct emu *e, const uint32_t ap[4], char *text, size_t size)
{
	int n = snprintf(text, size, "none");

	for (unsigned int i = 0, first = 1; i < 128; i++) {
		if (!(ap[i / 32] >> i % 32 & 1))
			continue;
		if (first)
			n = 0;
		if ((size_t)n < size)
			n += snprintf(text + n, size - n, "%s0x%02x", first ? "" : ", ",
				      priority_of(e, i / 32, i % 32));
		first = 0;
	}
}

#define FIELD(vmcr, shift, bits) ((vmcr) >> (shift) & ((1u << (bits)) - 1))

static const struct control { const char *name; unsigned int shift, bits; } controls[] = {
	{ "VPMR", VMCR_PMR_SHIFT, 8 }, { "VBPR0", VMCR_BPR0_SHIFT, 3 }, { "VBPR1", VMCR_BPR1_SHIFT, 3 },
	{ "VCBPR", 4, 1 }, { "VEOIM", 9, 1 }, { "VENG0", 0, 1 }, { "VENG1", 1, 1 },
	{ "VFIQEn", 3, 1 }, { "VAckCtl", 2, 1 },
};

void emu_tell_start(struct emu *e, const struct emu_regs *s)
{
	char text[200], more[200];

	if (!row_recording(e->row))
		return;
	row_step(e->row, "start: ICH_VMCR_EL2 0x%08x: PMR 0x%02x, BPR0 %u, BPR1 %u, CBPR %u, EOImode %u, group 0 %s, group 1 %s",
		 s->vmcr, FIELD(s->vmcr, VMCR_PMR_SHIFT, 8), FIELD(s->vmcr, VMCR_BPR0_SHIFT, 3),
		 FIELD(s->vmcr, VMCR_BPR1_SHIFT, 3), !!(s->vmcr & VMCR_CBPR), !!(s->vmcr & VMCR_EOIM),
		 s->vmcr & 1 ? "enabled" : "disabled", s->vmcr & 2 ? "enabled" : "disabled");
	priorities_words(e, s->ap0r, text, sizeof(text));
	priorities_words(e, s->ap1r, more, sizeof(more));
	row_step(e->row, "start: active priorities: group 0 %s; group 1 %s; EOIcount %u", text, more,
		 s->hcr >> HCR_EOICOUNT_SHIFT);
	for (unsigned int i = 0; i < e->nr_lrs; i++) {
		lr_words(s->lr[i], text, sizeof(text));
		row_step(e->row, "start: list register %u 0x%016llx, %s", i, (unsigned long long)s->lr[i], text);
	}
	for (unsigned int i = 0; i < EMU_NR_PHYS; i++)
		if (s->phys_active >> i & 1)
			row_step(e->row, "start: physical interrupt %u is active", emu_phys[i]);
}

void emu_tell_changes(struct emu *e, const struct emu_regs *s, const struct emu_result *r)
{
	char text[200];

	if (!row_recording(e->row))
		return;
	if (!r->done)
		row_changed(e->row, CHANGED_IRQ, "refused: an Undefined exception for the guest");
	else if (!e->access->write)
		row_changed(e->row, CHANGED_IRQ, "returns 0x%llx", (unsigned long long)r->value);
	for (unsigned int i = 0; i < EMU_MAX_LRS; i++) {
		if (s->lr[i] == r->regs.lr[i])
			continue;
		lr_words(r->regs.lr[i], text, sizeof(text));
		row_changed(e->row, CHANGED_LR, "list register %u = 0x%016llx, %s", i,
			    (unsigned long long)r->regs.lr[i], text);
	}
	if (s->vmcr != r->regs.vmcr)
		row_changed(e->row, CHANGED_LR, "ICH_VMCR_EL2 = 0x%08x", r->regs.vmcr);
	if (s->hcr != r->regs.hcr)
		row_changed(e->row, CHANGED_LR, "ICH_HCR_EL2 = 0x%08x, EOIcount %u", r->regs.hcr,
			    r->regs.hcr >> HCR_EOICOUNT_SHIFT);
	if (memcmp(s->ap0r, r->regs.ap0r, sizeof(s->ap0r))) {
		priorities_words(e, r->regs.ap0r, text, sizeof(text));
		row_changed(e->row, CHANGED_LR, "active priorities of group 0: %s", text);
	}
	if (memcmp(s->ap1r, r->regs.ap1r, sizeof(s->ap1r))) {
		priorities_words(e, r->regs.ap1r, text, sizeof(text));
		row_changed(e->row, CHANGED_LR, "active priorities of group 1: %s", text);
	}
	for (unsigned int i = 0; i < EMU_NR_PHYS; i++)
		if ((s->phys_active ^ r->regs.phys_active) >> i & 1)
			row_changed(e->row, CHANGED_PHYS, "physical interrupt %u is %s", emu_phys[i],
				    r->regs.phys_active >> i & 1 ? "active" : "inactive");
}

/* One difference: is it new to the row? */
static bool differ(struct emu *e, bool tell, const struct rule *rule, enum column column,
		   const char *field, const char *expected, const char *seen)
{
	uint64_t hash = 14695981039346656037ull;
	char where[200];
	const char *const texts[] = { rule->name, where, expected, seen };

	snprintf(where, sizeof(where), "%s%s", field, e->situation);
	for (unsigned int i = 0; i < NR(texts); i++)
		for (const char *c = texts[i]; ; c++) {
			hash = (hash ^ (unsigned char)*c) * 1099511628211ull;
			if (!*c)
				break;
		}
	for (unsigned int i = 0; i < e->nr_told; i++)
		if (e->told[i] == hash)
			return false;
	if (!tell)
		return true;
	e->told[e->nr_told++] = hash;
	if (e->nr_told < NR(e->told)) {
		row_differs(e->row, rule, column, where, expected, seen);
		return true;
	}
	/* A row like this says nothing by going on; and it must not be explained by what it has told. */
	e->done = true;
	row_differs(e->row, rule, column, "kinds of differences", "none", "too many, the rest is not told");
	return true;
}

/* What was read, in words where the number is an interrupt's. */
static const char *value_words(const struct emu *e, const struct emu_regs *start, uint64_t value,
			       char *text, size_t size)
{
	bool intid = e->access->class == EMU_ACKNOWLEDGES || e->access->class == EMU_SHOWS_PENDING;

	if (intid && value == 1023)
		return "1023 (none)";
	for (unsigned int i = 0; intid && i < e->nr_lrs; i++)
		if ((start->lr[i] & LR_VINTID) == value && start->lr[i]) {
			snprintf(text, size, "the INTID of list register %u", i);
			return text;
		}
	snprintf(text, size, "0x%llx", (unsigned long long)value);
	return text;
}

/* What became of the active priorities of a group. */
static const char *active_words(const struct emu *e, const uint32_t before[4], const uint32_t after[4],
				char *text, size_t size)
{
	unsigned int set = 0, cleared = 0, which = 0, lowest = ~0u;

	for (unsigned int i = 0; i < 128; i++) {
		bool was = before[i / 32] >> i % 32 & 1, is = after[i / 32] >> i % 32 & 1;

		if (was && lowest == ~0u)
			lowest = i;
		set += !was && is;
		cleared += was && !is;
		if (was != is)
			which = i;
	}
	if (!set && !cleared)
		return "unchanged";
	if (!set && cleared == 1 && which == lowest)
		return "the highest one dropped";
	if (set + cleared == 1)
		snprintf(text, size, "0x%02x %s", priority_of(e, which / 32, which % 32),
			 set ? "becomes active" : "dropped");
	else
		priorities_words(e, after, text, size);
	return text;
}

static bool lr_differences(struct emu *e, const struct emu_result *model, const struct emu_result *kvm,
			   bool tell)
{
	bool new = false;
	char field[40], name[8] = "LRn";

	/* Of many, the number says nothing, and would make one kind of difference many. */
	for (unsigned int i = 0; i < EMU_MAX_LRS; i++) {
		uint64_t m = model->regs.lr[i], k = kvm->regs.lr[i], state = 3ull << LR_STATE_SHIFT;

		if (e->nr_lrs <= 2)
			snprintf(name, sizeof(name), "LR%u", i);
		if ((m ^ k) & state) {
			snprintf(field, sizeof(field), "%s.State", name);
			new |= differ(e, tell, &lr_rule, COLUMN_LR, field, state_name(m), state_name(k));
		}
		if ((m ^ k) & ~state) {
			snprintf(field, sizeof(field), "%s but for its State", name);
			new |= differ(e, tell, &lr_rule, COLUMN_LR, field, "as it was", "changed");
		}
	}
	return new;
}

/* Changed by one of the two only, or to something else by each. */
static bool control_differs(struct emu *e, const struct control *c, uint32_t start, uint32_t model,
			    uint32_t kvm, bool tell)
{
	unsigned int was = FIELD(start, c->shift, c->bits), want = FIELD(model, c->shift, c->bits);
	unsigned int seen = FIELD(kvm, c->shift, c->bits);
	char m[12], k[12];

	if (want == seen)
		return false;
	if (want == was || seen == was)
		return differ(e, tell, &control_rule, COLUMN_LR, c->name, want == was ? "unchanged" : "changed",
			      seen == was ? "unchanged" : "changed");
	snprintf(m, sizeof(m), "0x%x", want);
	snprintf(k, sizeof(k), "0x%x", seen);
	return differ(e, tell, &control_rule, COLUMN_LR, c->name, m, k);
}

static bool control_differences(struct emu *e, const struct emu_regs *start,
				const struct emu_result *model, const struct emu_result *kvm, bool tell)
{
	bool new = false;

	for (unsigned int i = 0; i < NR(controls); i++)
		new |= control_differs(e, &controls[i], start->vmcr, model->regs.vmcr, kvm->regs.vmcr, tell);
	if ((model->regs.vmcr ^ kvm->regs.vmcr) & 0x0003fde0)
		new |= differ(e, tell, &control_rule, COLUMN_LR, "reserved bits of ICH_VMCR_EL2", "0", "set");
	return new;
}

static const char *count_words(const struct emu_regs *before, const struct emu_regs *after)
{
	switch ((after->hcr - before->hcr) >> HCR_EOICOUNT_SHIFT) {
	case 0:		return "unchanged";
	case 1:		return "incremented";
	default:	return "something else";
	}
}

static bool active_differences(struct emu *e, const struct emu_regs *start,
			       const struct emu_result *model, const struct emu_result *kvm, bool tell)
{
	const struct { const char *field; const uint32_t *start, *model, *kvm; } groups[] = {
		{ "active priorities of group 0", start->ap0r, model->regs.ap0r, kvm->regs.ap0r },
		{ "active priorities of group 1", start->ap1r, model->regs.ap1r, kvm->regs.ap1r },
	};
	char m[200], k[200];
	bool new = false;

	for (unsigned int i = 0; i < NR(groups); i++)
		if (memcmp(groups[i].model, groups[i].kvm, sizeof(start->ap0r)))
			new |= differ(e, tell, &active_rule, COLUMN_LR, groups[i].field,
				      active_words(e, groups[i].start, groups[i].model, m, sizeof(m)),
				      active_words(e, groups[i].start, groups[i].kvm, k, sizeof(k)));
	return new;
}

bool emu_differences(struct emu *e, const struct emu_regs *start, const struct emu_result *model,
		     const struct emu_result *kvm, unsigned int open, bool tell)
{
	const uint32_t count = 0x1fu << HCR_EOICOUNT_SHIFT;
	char m[40], k[40], field[40];
	bool new = false;

	if (model->done != kvm->done && !(open & EMU_OUTCOME))
		new |= differ(e, tell, &outcome_rule, COLUMN_GUEST, e->access->name,
			      model->done ? "done" : "refused", kvm->done ? "done" : "refused");
	if (model->done && kvm->done && model->value != kvm->value && !(open & EMU_VALUE))
		new |= differ(e, tell, &value_rule, COLUMN_GUEST, "value read",
			      value_words(e, start, model->value, m, sizeof(m)),
			      value_words(e, start, kvm->value, k, sizeof(k)));
	if (!(open & EMU_LRS))
		new |= lr_differences(e, model, kvm, tell);
	if (!(open & EMU_VMCR))
		new |= control_differences(e, start, model, kvm, tell);
	if (((model->regs.hcr ^ kvm->regs.hcr) & count) && !(open & EMU_EOICOUNT))
		new |= differ(e, tell, &count_rule, COLUMN_HOST, "EOIcount", count_words(start, &model->regs),
			      count_words(start, &kvm->regs));
	if ((model->regs.hcr ^ kvm->regs.hcr) & ~count)
		new |= differ(e, tell, &hcr_rule, COLUMN_HOST, "ICH_HCR_EL2 but for EOIcount", "as it was", "changed");
	if (!(open & EMU_ACTIVE))
		new |= active_differences(e, start, model, kvm, tell);
	for (unsigned int i = 0; i < EMU_NR_PHYS && !(open & EMU_PHYS); i++) {
		if (!((model->regs.phys_active ^ kvm->regs.phys_active) >> i & 1))
			continue;
		snprintf(field, sizeof(field), "physical interrupt %u", emu_phys[i]);
		new |= differ(e, tell, &phys_rule, COLUMN_HOST, field,
			      model->regs.phys_active >> i & 1 ? "active" : "inactive",
			      kvm->regs.phys_active >> i & 1 ? "active" : "inactive");
	}
	return new;
}
