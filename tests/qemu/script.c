// SPDX-License-Identifier: GPL-2.0-only
/*
 * The interpreter of the scripts that script.h describes. It is linked into a program without a C
 * library, too: no function of one is called.
 */
#include "script.h"
#include "text.h"

#define ACKS	64	/* how many acknowledged interrupts a script can refer to */
#define SPECIAL	1023

struct run {
	const struct hw *hw;
	struct text text;
	bool begun;			/* there was a line "script" */
	uint64_t shown[NR_HYP];		/* registers as they were last shown */
	uint32_t acks[ACKS];
	unsigned int nr_acks;
};

#define BIT(name, at)		{ name, at, 0 }
#define FIELD(name, at, width)	{ name, at, width }
#define NO_MORE			{ NULL, 0, 0 }

/* GICH_HCR, ICH_HCR_EL2. */
static const struct text_word hcr_words[] = {
	BIT("en", 0), BIT("uie", 1), BIT("lrenpie", 2), BIT("npie", 3),
	BIT("vgrp0eie", 4), BIT("vgrp0die", 5), BIT("vgrp1eie", 6), BIT("vgrp1die", 7),
	BIT("tc", 10), BIT("tall0", 11), BIT("tall1", 12), BIT("tdir", 14),
	FIELD("eoicount", 27, 5), NO_MORE
};

/* GICH_VMCR, ICH_VMCR_EL2: alike, but that GICv2 has five bits of the priority mask, [31:27]. */
static const struct text_word vmcr_words[] = {
	BIT("g0", 0), BIT("g1", 1), BIT("ackctl", 2), BIT("fiqen", 3), BIT("cbpr", 4),
	BIT("eoimode", 9),
	FIELD("bpr1", 18, 3), FIELD("bpr0", 21, 3), FIELD("pmr", 24, 8), NO_MORE
};

static const struct guest_reg regs_v2[] = {
#define V2(name, offset) { #name, offset },
#include "guest-regs.h"
	{ NULL, 0 }
};

enum {
#define V3(name, n, m, op) V3_##name,
#include "guest-regs.h"
};

static const struct guest_reg regs_v3[] = {
#define V3(name, n, m, op) { #name, V3_##name },
#include "guest-regs.h"
	{ NULL, 0 }
};

static void show_one(struct run *r, unsigned int reg, const char *name, int n, bool *any)
{
	uint64_t value = hw_hyp_read(reg);

	if (value == r->shown[reg])
		return;
	r->shown[reg] = value;
	text_put(&r->text, *any ? " " : " | ");
	*any = true;
	text_put(&r->text, name);
	if (n >= 0)
		text_put_number(&r->text, n, 10);
	text_put(&r->text, "=");
	text_put_number(&r->text, value, 16);
}

/* What has changed since the last line. */
static void show(struct run *r)
{
	const struct hw *hw = r->hw;
	unsigned int i, aps = hw->pre_bits > 5 ? 1u << (hw->pre_bits - 5) : 1;
	bool any = false;

	for (i = 0; i < hw->nr_lrs; i++)
		show_one(r, HYP_LR + i, "lr", i, &any);
	show_one(r, HYP_HCR, "hcr", -1, &any);
	show_one(r, HYP_VMCR, "vmcr", -1, &any);
	for (i = 0; i < aps; i++) {
		show_one(r, HYP_AP0R + i, "ap0r", i, &any);
		if (hw->gic == 3)
			show_one(r, HYP_AP1R + i, "ap1r", i, &any);
	}
	show_one(r, HYP_MISR, "misr", -1, &any);
	show_one(r, HYP_EISR, "eisr", -1, &any);
	show_one(r, HYP_ELRSR, "elrsr", -1, &any);
	show_one(r, HYP_VIRQ, "virq", -1, &any);
	show_one(r, HYP_PHYS, "phys", -1, &any);
}

/* --- operations --- */

/* What the words of an LR say; GICv2 and GICv3 have it at different places. */
struct lr {
	uint64_t state, intid, priority, group, hw, pintid, eoi, cpuid;
};

/* IHI 0048B 5.3, GICH_LRn; IHI 0069, ICH_LR<n>_EL2. */
static uint64_t lr_value(const struct hw *hw, const struct lr *l)
{
	if (hw->gic == 2)
		return l->hw << 31 | l->group << 30 | l->state << 28 | (l->priority >> 3) << 23 |
		       l->eoi << 19 | l->pintid << 10 | l->cpuid << 10 | l->intid;
	return l->state << 62 | l->hw << 61 | l->group << 60 | l->priority << 48 | l->eoi << 41 |
	       l->pintid << 32 | l->intid;
}

static bool lr_words(struct run *r, const char *state, uint64_t *value)
{
	static const char * const states[] = { "empty", "pending", "active", "both" };
	struct lr lr = { 0 };
	char word[TEXT_WORD];

	while (lr.state < 4 && !text_same(states[lr.state], state))
		lr.state++;
	if (lr.state == 4)
		return text_wrong(&r->text, "no state of a list register", state);
	if (!text_number(&r->text, &lr.intid, r->hw->gic == 2 ? 1024 : 1ull << 32))
		return false;
	while (text_next(&r->text, word)) {
		bool good = true;

		if (text_same(word, "priority"))
			good = text_number(&r->text, &lr.priority, 256);
		else if (text_same(word, "group"))
			good = text_number(&r->text, &lr.group, 2);
		else if (text_same(word, "hw"))
			lr.hw = 1, good = text_number(&r->text, &lr.pintid, 1024);
		else if (text_same(word, "cpuid"))
			good = text_number(&r->text, &lr.cpuid, 8);
		else if (text_same(word, "eoi"))
			lr.eoi = 1;
		else
			good = text_wrong(&r->text, "list registers have no", word);
		if (!good)
			return false;
	}
	*value = lr_value(r->hw, &lr);
	return true;
}

static bool write_lr(struct run *r)
{
	uint64_t n, value;
	char word[TEXT_WORD];

	if (!text_number(&r->text, &n, r->hw->nr_lrs))
		return false;
	if (!text_next(&r->text, word))
		return text_wrong(&r->text, "the list register's content is missing", NULL);
	if (!text_number_of(word, &value) && !lr_words(r, word, &value))
		return false;
	hw_hyp_write(HYP_LR + n, value);
	text_put(&r->text, "ok");
	return true;
}

static bool write_words(struct run *r, enum hyp_reg reg, const struct text_word *known)
{
	uint64_t value;

	if (!text_words(&r->text, known, &value))
		return false;
	hw_hyp_write(reg, value);
	text_put(&r->text, "ok");
	return true;
}

static bool write_ap(struct run *r, enum hyp_reg first)
{
	uint64_t n, value;

	if (!text_number(&r->text, &n, r->hw->pre_bits > 5 ? 1u << (r->hw->pre_bits - 5) : 1) ||
	    !text_number(&r->text, &value, 1ull << 32))
		return false;
	if (first == HYP_AP1R && r->hw->gic == 2)
		return text_wrong(&r->text, "GICv2 has ap0r only", NULL);
	hw_hyp_write(first + n, value);
	text_put(&r->text, "ok");
	return true;
}

static bool activate(struct run *r)
{
	uint64_t intid;

	if (!text_number(&r->text, &intid, 64))
		return false;
	if (intid < 16)
		return text_wrong(&r->text, "activate takes a PPI or an SPI", NULL);
	hw_activate(intid);
	text_put(&r->text, "ok");
	return true;
}

static bool guest_reg(struct run *r, char *word, unsigned int *where)
{
	const struct guest_reg *reg = r->hw->gic == 2 ? regs_v2 : regs_v3;

	if (!text_next(&r->text, word))
		return text_wrong(&r->text, "the register's name is missing", NULL);
	for (; reg->name; reg++)
		if (text_same(reg->name, word)) {
			*where = reg->where;
			return true;
		}
	return text_wrong(&r->text, "the guest has no register", word);
}

static void put_outcome(struct run *r, enum outcome outcome)
{
	text_put(&r->text, outcome == DONE ? "ok" : outcome == TRAPPED ? "trapped" : "undefined");
}

/* A GICv2 SGI's value has the source in [12:10]; the INTIDs from 1020 to 1023 are special. */
static void note_ack(struct run *r, uint64_t value)
{
	uint64_t id = r->hw->gic == 2 ? value & 0x3ff : value;

	if (id >= 1020 && id <= 1023)
		return;
	r->acks[r->nr_acks++ % ACKS] = (uint32_t)value;
}

static bool guest_read(struct run *r)
{
	enum outcome outcome;
	unsigned int where;
	uint64_t value = 0;
	char name[TEXT_WORD];

	if (!guest_reg(r, name, &where))
		return false;
	outcome = hw_guest_read(where, &value);
	if (outcome != DONE) {
		put_outcome(r, outcome);
		return true;
	}
	text_put_number(&r->text, value, 16);
	if (text_same(name, "iar") || text_same(name, "aiar") || text_same(name, "iar0") ||
	    text_same(name, "iar1"))
		note_ack(r, value);
	return true;
}

static bool guest_write(struct run *r)
{
	unsigned int where;
	uint64_t value, k;
	char word[TEXT_WORD];

	if (!guest_reg(r, word, &where))
		return false;
	if (!text_next(&r->text, word))
		return text_wrong(&r->text, "the value is missing", NULL);
	if (word[0] == '@') {
		if (!text_number_of(word + 1, &k) || k >= ACKS)
			return text_wrong(&r->text, "no number of an acknowledgement", word);
		value = k < r->nr_acks ? r->acks[(r->nr_acks - 1 - k) % ACKS] : SPECIAL;
	} else if (!text_number_of(word, &value)) {
		return text_wrong(&r->text, "no number", word);
	}
	put_outcome(r, hw_guest_write(where, value));
	return true;
}

static bool begin(struct run *r)
{
	unsigned int i;
	char word[TEXT_WORD];

	if (!text_next(&r->text, word))
		return text_wrong(&r->text, "the script's name is missing", NULL);
	hw_reset(r->hw);
	for (i = 0; i < NR_HYP; i++)
		r->shown[i] = 0;
	r->nr_acks = 0;
	r->begun = true;
	text_put(&r->text, "script ");
	text_put(&r->text, word);
	return true;
}

static bool operation(struct run *r, const char *verb)
{
	if (text_same(verb, "script"))
		return begin(r);
	if (!r->begun)
		return text_wrong(&r->text, "no script has begun", NULL);
	if (text_same(verb, "lr"))
		return write_lr(r);
	if (text_same(verb, "hcr"))
		return write_words(r, HYP_HCR, hcr_words);
	if (text_same(verb, "vmcr"))
		return write_words(r, HYP_VMCR, vmcr_words);
	if (text_same(verb, "ap0r"))
		return write_ap(r, HYP_AP0R);
	if (text_same(verb, "ap1r"))
		return write_ap(r, HYP_AP1R);
	if (text_same(verb, "activate"))
		return activate(r);
	if (text_same(verb, "read"))
		return guest_read(r);
	if (text_same(verb, "write"))
		return guest_write(r);
	return text_wrong(&r->text, "no such operation", verb);
}

bool script_run(const struct hw *hw, const char *text)
{
	static struct run run;
	struct run *r = &run;
	char verb[TEXT_WORD], more[TEXT_WORD];

	r->hw = hw;
	text_put(&r->text, "gic ");
	text_put_number(&r->text, hw->gic, 10);
	text_put(&r->text, " lrs ");
	text_put_number(&r->text, hw->nr_lrs, 10);
	text_put(&r->text, " pri ");
	text_put_number(&r->text, hw->pri_bits, 10);
	text_put(&r->text, " pre ");
	text_put_number(&r->text, hw->pre_bits, 10);
	text_flush(&r->text);
	for (r->text.at = text; *r->text.at; r->text.at++) {
		r->text.line++;
		if (text_next(&r->text, verb)) {
			if (!operation(r, verb))
				return false;
			if (text_next(&r->text, more))
				return text_wrong(&r->text, "the line goes on behind its end",
						  more);
			show(r);
			text_flush(&r->text);
		}
		while (*r->text.at && *r->text.at != '\n')
			r->text.at++;
		if (!*r->text.at)
			break;
	}
	text_put(&r->text, "end");
	text_flush(&r->text);
	return true;
}
