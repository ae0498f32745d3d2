// SPDX-License-Identifier: GPL-2.0-only
/*
 * The interpreter of the scripts that script.h describes. It is linked into a program without a C library,
 * too: no function of one is called.
 */
#include "script.h"

#define ACKS	64	/* how many acknowledged interrupts a script can refer to */
#define SPECIAL	1023

struct run {
	const struct hw *hw;
	const char *at;			/* what is not read yet of the line */
	unsigned int line;
	bool begun;			/* there was a line "script" */
	uint64_t shown[NR_HYP];		/* registers as they were last shown */
	uint32_t acks[ACKS];
	unsigned int nr_acks;
	char out[4096];
	unsigned int used;
};

struct word {
	const char *name;
	unsigned int at;		/* lowest bit */
	unsigned int width;		/* 0: a bit, without a number; else bits of the number that follows */
};

#define BIT(name, at)		{ name, at, 0 }
#define FIELD(name, at, width)	{ name, at, width }
#define NO_MORE			{ NULL, 0, 0 }

/* GICH_HCR, ICH_HCR_EL2. */
static const struct word hcr_words[] = {
	BIT("en", 0), BIT("uie", 1), BIT("lrenpie", 2), BIT("npie", 3),
	BIT("vgrp0eie", 4), BIT("vgrp0die", 5), BIT("vgrp1eie", 6), BIT("vgrp1die", 7),
	BIT("tc", 10), BIT("tall0", 11), BIT("tall1", 12), BIT("tdir", 14), FIELD("eoicount", 27, 5), NO_MORE
};

/* GICH_VMCR, ICH_VMCR_EL2: alike, but that GICv2 has five bits of the priority mask, [31:27]. */
static const struct word vmcr_words[] = {
	BIT("g0", 0), BIT("g1", 1), BIT("ackctl", 2), BIT("fiqen", 3), BIT("cbpr", 4), BIT("eoimode", 9),
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

static bool same(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return *a == *b;
}

/* --- output --- */

static void put(struct run *r, const char *text)
{
	while (*text && r->used < sizeof(r->out) - 2)
		r->out[r->used++] = *text++;
}

static void put_number(struct run *r, uint64_t value, unsigned int base)
{
	char digits[24], *at = digits + sizeof(digits);

	*--at = '\0';
	do
		*--at = "0123456789abcdef"[value % base];
	while (value /= base);
	if (base == 16)
		put(r, "0x");
	put(r, at);
}

static void flush(struct run *r)
{
	r->out[r->used++] = '\n';
	r->out[r->used] = '\0';
	hw_put(r->out);
	r->used = 0;
}

static bool wrong(struct run *r, const char *what, const char *word)
{
	r->used = 0;
	put(r, "error: line ");
	put_number(r, r->line, 10);
	put(r, ": ");
	put(r, what);
	if (word) {
		put(r, ": ");
		put(r, word);
	}
	flush(r);
	return false;
}

static void show_one(struct run *r, unsigned int reg, const char *name, int n, bool *any)
{
	uint64_t value = hw_hyp_read(reg);

	if (value == r->shown[reg])
		return;
	r->shown[reg] = value;
	put(r, *any ? " " : " | ");
	*any = true;
	put(r, name);
	if (n >= 0)
		put_number(r, n, 10);
	put(r, "=");
	put_number(r, value, 16);
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

/* --- input --- */

/* The next word of the line into @word, of 32 bytes; false: there is none (or it is too long). */
static bool next(struct run *r, char *word)
{
	unsigned int n = 0;

	while (*r->at == ' ' || *r->at == '\t' || *r->at == '\r')
		r->at++;
	while (*r->at && *r->at != ' ' && *r->at != '\t' && *r->at != '\r' && *r->at != '\n' && *r->at != '#' && n < 31)
		word[n++] = *r->at++;
	word[n] = '\0';
	return n > 0;
}

static bool number_of(const char *word, uint64_t *value)
{
	unsigned int base = 10, digit;

	*value = 0;
	if (word[0] == '0' && word[1] == 'x') {
		base = 16;
		word += 2;
	}
	if (!*word)
		return false;
	for (; *word; word++) {
		digit = *word >= 'a' ? *word - 'a' + 10u : *word - '0' + 0u;
		if (digit >= base)
			return false;
		*value = *value * base + digit;
	}
	return true;
}

static bool number(struct run *r, uint64_t *value, uint64_t limit)
{
	char word[32];

	if (!next(r, word))
		return wrong(r, "a number is missing", NULL);
	if (!number_of(word, value) || *value >= limit)
		return wrong(r, "no number, or too large", word);
	return true;
}

/* A register from the words that the rest of the line has. */
static bool words(struct run *r, const struct word *known, uint64_t *value)
{
	const struct word *k;
	uint64_t n;
	char word[32];

	*value = 0;
	while (next(r, word)) {
		for (k = known; k->name && !same(k->name, word); k++)
			;
		if (!k->name) {
			if (!number_of(word, &n))
				return wrong(r, "no such bit or field", word);
			*value |= n;
		} else if (!k->width) {
			*value |= 1ull << k->at;
		} else {
			if (!number(r, &n, 1ull << k->width))
				return false;
			*value |= n << k->at;
		}
	}
	return true;
}

/* --- operations --- */

/* What the words of an LR say; GICv2 and GICv3 have it at different places. */
struct lr {
	uint64_t state, intid, priority, group, hw, pintid, eoi, cpuid;
};

/* IHI 0048B 5.3.10, GICH_LRn; IHI 0069, ICH_LR<n>_EL2. */
static uint64_t lr_value(const struct hw *hw, const struct lr *l)
{
	if (hw->gic == 2)
		return l->hw << 31 | l->group << 30 | l->state << 28 | (l->priority >> 3) << 23 | l->eoi << 19 |
		       l->pintid << 10 | l->cpuid << 10 | l->intid;
	return l->state << 62 | l->hw << 61 | l->group << 60 | l->priority << 48 | l->eoi << 41 | l->pintid << 32 |
	       l->intid;
}

static bool lr_words(struct run *r, const char *state, uint64_t *value)
{
	static const char * const states[] = { "empty", "pending", "active", "both" };
	struct lr lr = { 0 };
	char word[32];

	while (lr.state < 4 && !same(states[lr.state], state))
		lr.state++;
	if (lr.state == 4)
		return wrong(r, "no state of a list register", state);
	if (!number(r, &lr.intid, r->hw->gic == 2 ? 1024 : 1ull << 32))
		return false;
	while (next(r, word)) {
		bool good = true;

		if (same(word, "priority"))
			good = number(r, &lr.priority, 256);
		else if (same(word, "group"))
			good = number(r, &lr.group, 2);
		else if (same(word, "hw"))
			lr.hw = 1, good = number(r, &lr.pintid, 1024);
		else if (same(word, "cpuid"))
			good = number(r, &lr.cpuid, 8);
		else if (same(word, "eoi"))
			lr.eoi = 1;
		else
			good = wrong(r, "list registers have no", word);
		if (!good)
			return false;
	}
	*value = lr_value(r->hw, &lr);
	return true;
}

static bool write_lr(struct run *r)
{
	uint64_t n, value;
	char word[32];

	if (!number(r, &n, r->hw->nr_lrs))
		return false;
	if (!next(r, word))
		return wrong(r, "the list register's content is missing", NULL);
	if (!number_of(word, &value) && !lr_words(r, word, &value))
		return false;
	hw_hyp_write(HYP_LR + n, value);
	put(r, "ok");
	return true;
}

static bool write_words(struct run *r, enum hyp_reg reg, const struct word *known)
{
	uint64_t value;

	if (!words(r, known, &value))
		return false;
	hw_hyp_write(reg, value);
	put(r, "ok");
	return true;
}

static bool write_ap(struct run *r, enum hyp_reg first)
{
	uint64_t n, value;

	if (!number(r, &n, r->hw->pre_bits > 5 ? 1u << (r->hw->pre_bits - 5) : 1) ||
	    !number(r, &value, 1ull << 32))
		return false;
	if (first == HYP_AP1R && r->hw->gic == 2)
		return wrong(r, "GICv2 has ap0r only", NULL);
	hw_hyp_write(first + n, value);
	put(r, "ok");
	return true;
}

static bool activate(struct run *r)
{
	uint64_t intid;

	if (!number(r, &intid, 64))
		return false;
	if (intid < 16)
		return wrong(r, "activate takes a PPI or an SPI", NULL);
	hw_activate(intid);
	put(r, "ok");
	return true;
}

static bool guest_reg(struct run *r, char *word, unsigned int *where)
{
	const struct guest_reg *reg = r->hw->gic == 2 ? regs_v2 : regs_v3;

	if (!next(r, word))
		return wrong(r, "the register's name is missing", NULL);
	for (; reg->name; reg++)
		if (same(reg->name, word)) {
			*where = reg->where;
			return true;
		}
	return wrong(r, "the guest has no register", word);
}

static void put_outcome(struct run *r, enum outcome outcome)
{
	put(r, outcome == DONE ? "ok" : outcome == TRAPPED ? "trapped" : "undefined");
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
	char name[32];

	if (!guest_reg(r, name, &where))
		return false;
	outcome = hw_guest_read(where, &value);
	if (outcome != DONE) {
		put_outcome(r, outcome);
		return true;
	}
	put_number(r, value, 16);
	if (same(name, "iar") || same(name, "aiar") || same(name, "iar0") || same(name, "iar1"))
		note_ack(r, value);
	return true;
}

static bool guest_write(struct run *r)
{
	unsigned int where;
	uint64_t value, k;
	char word[32];

	if (!guest_reg(r, word, &where))
		return false;
	if (!next(r, word))
		return wrong(r, "the value is missing", NULL);
	if (word[0] == '@') {
		if (!number_of(word + 1, &k) || k >= ACKS)
			return wrong(r, "no number of an acknowledgement", word);
		value = k < r->nr_acks ? r->acks[(r->nr_acks - 1 - k) % ACKS] : SPECIAL;
	} else if (!number_of(word, &value)) {
		return wrong(r, "no number", word);
	}
	put_outcome(r, hw_guest_write(where, value));
	return true;
}

static bool begin(struct run *r)
{
	unsigned int i;
	char word[32];

	if (!next(r, word))
		return wrong(r, "the script's name is missing", NULL);
	hw_reset(r->hw);
	for (i = 0; i < NR_HYP; i++)
		r->shown[i] = 0;
	r->nr_acks = 0;
	r->begun = true;
	put(r, "script ");
	put(r, word);
	return true;
}

static bool operation(struct run *r, const char *verb)
{
	if (same(verb, "script"))
		return begin(r);
	if (!r->begun)
		return wrong(r, "no script has begun", NULL);
	if (same(verb, "lr"))
		return write_lr(r);
	if (same(verb, "hcr"))
		return write_words(r, HYP_HCR, hcr_words);
	if (same(verb, "vmcr"))
		return write_words(r, HYP_VMCR, vmcr_words);
	if (same(verb, "ap0r"))
		return write_ap(r, HYP_AP0R);
	if (same(verb, "ap1r"))
		return write_ap(r, HYP_AP1R);
	if (same(verb, "activate"))
		return activate(r);
	if (same(verb, "read"))
		return guest_read(r);
	if (same(verb, "write"))
		return guest_write(r);
	return wrong(r, "no such operation", verb);
}

bool script_run(const struct hw *hw, const char *text)
{
	static struct run run;
	struct run *r = &run;
	char verb[32], more[32];

	r->hw = hw;
	put(r, "gic ");
	put_number(r, hw->gic, 10);
	put(r, " lrs ");
	put_number(r, hw->nr_lrs, 10);
	put(r, " pri ");
	put_number(r, hw->pri_bits, 10);
	put(r, " pre ");
	put_number(r, hw->pre_bits, 10);
	flush(r);
	for (r->at = text; *r->at; r->at++) {
		r->line++;
		if (next(r, verb)) {
			if (!operation(r, verb))
				return false;
			if (next(r, more))
				return wrong(r, "the line goes on behind its end", more);
			show(r);
			flush(r);
		}
		while (*r->at && *r->at != '\n')
			r->at++;
		if (!*r->at)
			break;
	}
	put(r, "end");
	flush(r);
	return true;
}
