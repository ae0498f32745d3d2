// SPDX-License-Identifier: GPL-2.0-only
/*
 * Emulation: which rows there are, and their names. A row's number is a mixed-radix code of what its
 * name says.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "checker/run/die.h"
#include "tests/tables/emulation-rows.h"

#define NR_RANDOM_ROWS 16

static const char *const state_names[] = { "empty", "pending", "active", "pending-active" };
static const char *const state_phrases[] = { "empty", "pending", "active", "pending and active" };
static const char *const intid_names[] = { "sgi", "ppi", "spi", "lpi" };
static const char *const bpr_names[] = { "own-bpr", "common-bpr", "common-bpr-7" };
static const char *const written_names[] = {
	"writes-own", "writes-unlisted", "writes-special", "writes-reserved", "writes-lpi", "writes-res0",
};
static const char *const written_phrases[] = {
	"its INTID", "the INTID of an SGI, PPI or SPI in no list register", "one of 1020 to 1023",
	"one of 1024 to 8191", "the INTID of an LPI in no list register", "its INTID with bits set that are RES0",
};

static bool is_end(const struct emu_access *a)
{
	return a->class == EMU_ENDS || a->class == EMU_DEACTIVATES;
}

static bool by_list_register(const struct emu_access *a)
{
	return is_end(a) || a->class == EMU_ACKNOWLEDGES || a->class == EMU_SHOWS_PENDING;
}

static unsigned int take(unsigned int *code, unsigned int radix)
{
	unsigned int digit = *code % radix;

	*code /= radix;
	return digit;
}

struct one one_decode(const struct emu_access *a, unsigned int code)
{
	struct one o = { 0 };

	o.state = take(&code, 4);
	o.group = take(&code, 2);
	o.intid = take(&code, 4);
	o.bpr = take(&code, NR_BPR_MODES);
	o.eoim = take(&code, is_end(a) ? 2 : 1);
	o.written = code;
	return o;
}

struct one level_decode(unsigned int code)
{
	struct one o = { 0 };

	o.group = take(&code, 2);
	o.bpr = code;
	return o;
}

struct two two_decode(unsigned int code)
{
	struct two t;

	for (unsigned int i = 0; i < 2; i++) {
		t.state[i] = take(&code, 4);
		t.group[i] = take(&code, 2);
	}
	t.eoim = code;
	return t;
}

unsigned int emu_nr_codes(const struct emu_access *a, enum emu_shape shape)
{
	bool refused = a->class == EMU_WRONG_WAY || a->class == EMU_ELSEWHERE;

	switch (shape) {
	case EMU_ONE:
		return by_list_register(a) ? 4 * 2 * 4 * NR_BPR_MODES * (is_end(a) ? 2 * NR_WRITTEN : 1) : 0;
	case EMU_LEVELS:
		if (a->class == EMU_SHOWS_RUNNING)
			return 1;
		return a->class == EMU_ACKNOWLEDGES || a->class == EMU_ENDS ? 2 * NR_BPR_MODES : 0;
	case EMU_TWO:
		return by_list_register(a) ? 8 * 8 * (is_end(a) ? 2 : 1) : 0;
	case EMU_EVERY_CONTROL:
		if (a->class != EMU_CONTROLS && a->class != EMU_PRIORITIES)
			return 0;
		return a->write ? NR_CONTROL_VALUES : 1;
	case EMU_RANDOM:
		return refused ? 0 : NR_RANDOM_ROWS;
	default:
		return refused;
	}
}

bool emu_absent(const struct emu_config *config, const struct emu_access *a)
{
	return a->class == EMU_PRIORITIES && (a->reg & 3) >= 1u << (config->pre_bits - 5);
}

const char *emu_impossible(const struct emu_config *config, const struct emu_access *a,
			   enum emu_shape shape, unsigned int code)
{
	/* One row says so. */
	if (emu_absent(config, a) && (shape != EMU_EVERY_CONTROL || code))
		return "a register that the GIC does not have is looked at once";
	if (shape == EMU_ONE) {
		struct one o = one_decode(a, code);

		if (o.state == 0 && (o.group != 1 || o.intid != 2))
			return "an empty list register has neither a group nor an INTID";
		if (a->class == EMU_DEACTIVATES && o.bpr != BPR_OWN)
			return "a deactivation looks at no binary point";
		if (a->class == EMU_SHOWS_PENDING && o.bpr != BPR_OWN)
			return "which interrupt is the highest pending one depends on no binary point";
	}
	if (shape == EMU_TWO) {
		struct two t = two_decode(code);

		if (!t.state[0] && !t.state[1])
			return "an empty list register has neither a group nor an INTID";
	}
	return NULL;
}

static const char *direction(const struct emu_access *a)
{
	return a->write ? "write" : "read";
}

void emu_row_name(const struct emu_row *r, char *buffer, size_t size)
{
	const struct emu_access *a = r->access;
	struct one o;
	struct two t;
	int n;

	switch (r->shape) {
	case EMU_ONE:
		o = one_decode(a, r->code);
		n = snprintf(buffer, size, "one.%s", state_names[o.state]);
		if (o.state)
			n += snprintf(buffer + n, size - n, ".g%u.%s", o.group, intid_names[o.intid]);
		n += snprintf(buffer + n, size - n, ".%s", bpr_names[o.bpr]);
		if (is_end(a))
			snprintf(buffer + n, size - n, ".eoimode-%u.%s", o.eoim, written_names[o.written]);
		break;
	case EMU_LEVELS:
		o = level_decode(r->code);
		if (a->class == EMU_SHOWS_RUNNING)
			snprintf(buffer, size, "levels");
		else
			snprintf(buffer, size, "levels.g%u.%s", o.group, bpr_names[o.bpr]);
		break;
	case EMU_TWO:
		t = two_decode(r->code);
		n = snprintf(buffer, size, "two.%s.g%u.%s.g%u", state_names[t.state[0]], t.group[0],
			     state_names[t.state[1]], t.group[1]);
		if (is_end(a))
			snprintf(buffer + n, size - n, ".eoimode-%u", t.eoim);
		break;
	case EMU_EVERY_CONTROL:
		snprintf(buffer, size, "%s.every-setting.%s%s", a->name, direction(a),
			 !a->write ? "" : r->code == VALUES_BYTE ? "s-a-byte" : "s-more");
		break;
	case EMU_RANDOM:
		snprintf(buffer, size, "%s.random-%02u.%s", a->name, r->code, direction(a));
		break;
	default:
		snprintf(buffer, size, "%s.%s", a->name, direction(a));
	}
}

void emu_row_words(const struct emu_row *r, char *buffer, size_t size)
{
	const struct emu_access *a = r->access;
	struct one o;
	struct two t;
	int n = snprintf(buffer, size, "the guest %ss %s; ", direction(a), a->name);

	buffer += n, size -= n;
	switch (r->shape) {
	case EMU_ONE:
		o = one_decode(a, r->code);
		n = snprintf(buffer, size, "one list register, %s", state_phrases[o.state]);
		if (o.state)
			n += snprintf(buffer + n, size - n, ", %s of group %u", intid_names[o.intid], o.group);
		if (is_end(a))
			n += snprintf(buffer + n, size - n, "; EOImode %u; it writes %s", o.eoim, written_phrases[o.written]);
		snprintf(buffer + n, size - n, "; %s", o.bpr == BPR_OWN ? "each group has its binary point" :
			 o.bpr == BPR_COMMON ? "CBPR is 1" : "CBPR is 1, BPR0 is 7");
		break;
	case EMU_LEVELS:
		if (a->class == EMU_SHOWS_RUNNING) {
			snprintf(buffer, size, "every active priority of one group beside every one of the other");
			break;
		}
		o = level_decode(r->code);
		snprintf(buffer, size, "one list register of group %u with every priority, every active priority, by every binary point%s",
			 o.group, o.bpr == BPR_OWN ? " of its own" : o.bpr == BPR_COMMON ? " of group 0 (CBPR), below 7" : " (CBPR), 7");
		break;
	case EMU_TWO:
		t = two_decode(r->code);
		n = snprintf(buffer, size, "two list registers: %s, group %u; %s, group %u; three priorities",
			     state_phrases[t.state[0]], t.group[0], state_phrases[t.state[1]], t.group[1]);
		if (is_end(a))
			snprintf(buffer + n, size - n, "; EOImode %u", t.eoim);
		break;
	case EMU_EVERY_CONTROL:
		snprintf(buffer, size, "every setting of ICH_VMCR_EL2%s", !a->write ? "" : r->code == VALUES_BYTE ?
			 "; every value of a byte" : "; values of more than a byte");
		break;
	case EMU_RANDOM:
		snprintf(buffer, size, "%lu random states, seed %llu (VGICHECK_SEED, VGICHECK_RANDOM_STATES)",
			 emu_random_states(), (unsigned long long)emu_seed());
		break;
	default:
		snprintf(buffer, size, "%s", a->why ? a->why : "a register that cannot be accessed in this direction");
	}
}

static unsigned long long from_environment(const char *name, unsigned long long otherwise)
{
	const char *text = getenv(name);
	unsigned long long value;
	char *end;

	if (!text || !*text)
		return otherwise;
	errno = 0;
	value = strtoull(text, &end, 0);
	if (*end || errno || *text == '-')
		die("%s is '%s'; it must be a number, or not be set", name, text);
	return value;
}

uint64_t emu_seed(void)
{
	return from_environment("VGICHECK_SEED", 1);
}

unsigned long emu_random_states(void)
{
	unsigned long n = from_environment("VGICHECK_RANDOM_STATES", 4096);

	if (!n)
		die("VGICHECK_RANDOM_STATES is 0; it must be at least 1");
	return n;
}
