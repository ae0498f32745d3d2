// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sequence: the states and the verbs. Scripts are written as text, one verb after the other, with the interrupt under test as $;
 * "raise" and "serve" stand for what its kind of device does.
 */
#include "tests/tables/sequence.h"

#include <stdio.h>
#include <string.h>

#include "checker/run/die.h"

const char *const sequence_kind_names[NR_SEQ_KINDS] = {
	"edge-spi", "level-spi", "level-ppi", "sgi", "mapped-ppi", "mapped-spi",
};
static const uint32_t intids[NR_SEQ_KINDS] = { 40, 40, 20, 1, 27, 40 };

uint32_t sequence_intid(enum sequence_kind kind)
{
	return intids[kind];
}

static bool is_spi(enum sequence_kind kind)
{
	return intids[kind] >= IDEAL_PRIVATE;
}

static bool is_level(enum sequence_kind kind)
{
	return kind != SEQ_EDGE_SPI && kind != SEQ_SGI;
}

static bool is_mapped(enum sequence_kind kind)
{
	return kind == SEQ_MAPPED_PPI || kind == SEQ_MAPPED_SPI;
}

/* What a state or a verb needs of a kind. */
enum { SPI = 1, NOT_MAPPED = 2, LEVEL = 4, MAPPED = 8, V3 = 16, NOT_SGI = 32, EOIMODE_1 = 64, NOT_SGI_V2 = 128 };

struct entry {
	const char *name, *script;
	unsigned int needs;
};

/*
 * SPIs 44 and 45 are edge-triggered and more urgent: both list registers are theirs when they are pending. vCPU 0 and 1 are in the
 * guest, all is idle.
 */
static const struct entry states[] = {
	{ "idle", "", 0 },
	{ "pending", "exit 0;raise", 0 },
	{ "offered", "raise;settle", 0 },
	{ "offered-masked", "mask 0 0x20;raise;settle", 0 },
	{ "offered-at-mask", "mask 0 0x80;raise;settle", 0 },
	{ "offered-exited", "raise;settle;exit 0", 0 },
	{ "disabled", "clear-enable 0 $;raise;settle", NOT_SGI },
	{ "soft-pending", "set-pending 0 $;settle", NOT_SGI_V2 },
	{ "overflowed", "edge 44;edge 45;raise;settle", 0 },
	{ "overflowed-by-other-group", "write-group 0 $ OTHER;edge 44;edge 45;raise;settle", 0 },
	{ "active", "raise;settle;take", 0 },
	{ "active-exited", "raise;settle;take;exit 0", 0 },
	{ "active-served", "raise;settle;take;serve", 0 },
	{ "active-again", "raise;settle;take;serve;raise", 0 },
	{ "active-pushed-out", "raise;settle;take;edge 44;edge 45;settle", 0 },
	{ "handled", "raise;settle;take;serve;end 0", 0 },
	{ "set-active", "set-active 0 $;settle", NOT_SGI_V2 },
	{ "routed-away", "route 0 $ V1;raise;settle", SPI },
	{ "asleep", "wfi 0", 0 },
	{ "asleep-disabled", "clear-enable 0 $;raise;settle;wfi 0", NOT_SGI },
	{ "dropped", "raise;settle;take;end 0", EOIMODE_1 },
	{ "dropped-exited", "raise;settle;take;end 0;exit 0", EOIMODE_1 },
	{ "dropped-again", "raise;settle;take;end 0;serve;raise", EOIMODE_1 },
	{ "dropped-pushed-out", "raise;settle;take;end 0;edge 44;edge 45;settle", EOIMODE_1 },
	{ "dropped-asleep", "raise;settle;take;serve;end 0;wfi 0", EOIMODE_1 },
};

/* Priorities have bits that are not there. */
static const struct entry verbs[] = {
	{ "nothing", "", 0 },
	{ "settle", "settle", 0 },
	{ "raise", "raise", 0 },
	{ "serve", "serve", LEVEL },
	{ "edge-44", "edge 44", 0 },
	{ "edge-44-45", "edge 44;edge 45", 0 },
	{ "host", "host $", MAPPED },
	{ "enter", "enter 0", 0 },
	{ "exit", "exit 0", 0 },
	{ "exit-enter", "exit 0;enter 0", 0 },
	{ "give-up", "give-up 0", 0 },
	{ "put", "put 0", 0 },
	{ "move", "exit 1;put 1;move 0 1", NOT_MAPPED },
	{ "wfi", "wfi 0", 0 },
	{ "wfi-1", "wfi 1", 0 },
	{ "exit-1", "exit 1", 0 },
	{ "take", "take", 0 },
	{ "end", "end 0", 0 },
	{ "deactivate", "deactivate 0 $", 0 },
	{ "deactivate-by-1", "deactivate 1 $", SPI },
	{ "take-1", "take-1", SPI },
	{ "mask", "mask 0 0x20", 0 },
	{ "unmask", "mask 0 0xff", 0 },
	{ "group-0-off", "group-enable 0 0 off", 0 },
	{ "group-1-off", "group-enable 0 1 off", 0 },
	{ "groups-on", "group-enable 0 0 on;group-enable 0 1 on", 0 },
	{ "coarse", "binary-point 0 0 7;binary-point 0 1 7", 0 },
	{ "enable", "set-enable 0 $", NOT_SGI },
	{ "disable", "clear-enable 0 $", NOT_SGI },
	{ "disable-by-1", "clear-enable 1 $@0", NOT_SGI },
	{ "enable-by-1", "set-enable 1 $@0", NOT_SGI },
	{ "set-pending", "set-pending 0 $", 0 },
	{ "set-pending-by-1", "set-pending 1 $@0", 0 },
	{ "clear-pending", "clear-pending 0 $", 0 },
	{ "clear-pending-by-1", "clear-pending 1 $@0", 0 },
	{ "set-active", "set-active 0 $", NOT_SGI_V2 },
	{ "set-active-by-1", "set-active 1 $@0", NOT_SGI_V2 },
	{ "clear-active", "clear-active 0 $", NOT_SGI_V2 },
	{ "clear-active-by-1", "clear-active 1 $@0", NOT_SGI_V2 },
	{ "urgent", "write-priority 0 $ 0x1d", 0 },
	{ "patient", "write-priority 1 $@0 0xef", 0 },
	{ "group-0", "write-group 0 $ 0", 0 },
	{ "group-1", "write-group 0 $ 1", 0 },
	{ "route-to-1", "route 0 $ V1", SPI },
	{ "route-to-0", "route 1 $ V0", SPI },
	{ "route-to-both", "route 0 $ 3", SPI },
	{ "route-nowhere", "route 0 $ NONE", SPI },
	{ "forward-none", "forward 0 0", 0 },
	{ "forward-all", "forward 1 3", 0 },
	{ "forward-group-0", "forward 0 1", 0 },
	{ "forward-group-1", "forward 0 2", 0 },
	{ "look", "look-all 0", 0 },
	{ "look-1", "look-all 1", 0 },
	{ "look-control", "look-control 0", 0 },
	{ "migrate", "migrate", NOT_MAPPED },
	{ "unmap", "unmap $", MAPPED },
};
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

unsigned int sequence_nr_states(void) { return COUNT(states); }
const char *sequence_state_name(unsigned int state) { return states[state].name; }
unsigned int sequence_nr_verbs(void) { return COUNT(verbs); }
const char *sequence_verb_name(unsigned int verb) { return verbs[verb].name; }

static const char *impossible(const struct entry *e, enum sequence_kind kind, bool v2)
{
	if ((e->needs & SPI) && !is_spi(kind))
		return "only SPIs are routed and deactivated by other vCPUs";
	if ((e->needs & LEVEL) && !is_level(kind))
		return "an edge leaves nothing to be served";
	if ((e->needs & MAPPED) && !is_mapped(kind))
		return "it is not mapped";
	if ((e->needs & NOT_MAPPED) && is_mapped(kind))
		return "what moves a mapped interrupt is the tables timer and migrate";
	if ((e->needs & NOT_SGI) && kind == SEQ_SGI)
		return "whether an SGI can be disabled is IMPLEMENTATION DEFINED (IHI 0048B 4.3.5)";
	if ((e->needs & NOT_SGI_V2) && kind == SEQ_SGI && v2)
		return "an SGI of a GICv2 guest is pending and active by sender (IHI 0048B 4.3.7, 4.3.9)";
	if (v2 && strstr(e->script, "$@0") && !is_spi(kind))
		return "a GICv2 guest's vCPU reaches its own private interrupts only";
	return NULL;
}

const char *sequence_state_impossible(enum sequence_kind kind, unsigned int state, bool v2)
{
	return impossible(&states[state], kind, v2);
}

const char *sequence_verb_impossible(enum sequence_kind kind, unsigned int verb, bool v2)
{
	return impossible(&verbs[verb], kind, v2);
}

/* --- scripts --- */

static const char *target(const struct play *p, unsigned int v, char *buffer, size_t size)
{
	snprintf(buffer, size, "%u", p->ideal.v2 ? 1u << v : v);
	return buffer;
}

/* What a script's word stands for. */
static void expand(const struct play *p, enum sequence_kind kind, const char *from, char *to, size_t size)
{
	char number[12];
	size_t used = 0;

	while (*from && used + sizeof(number) < size) {
		const char *with = NULL;
		size_t length = 1;

		if (*from == '$') {
			snprintf(number, sizeof(number), "%u", intids[kind]);
			with = number;
			/* Of an SPI nobody is the owner. */
			length = is_spi(kind) && from[1] == '@' ? 3 : 1;
		} else if (*from == 'V') {
			with = target(p, (unsigned int)(from[1] - '0'), number, sizeof(number));
			length = 2;
		} else if (!strncmp(from, "NONE", 4)) {
			with = p->ideal.v2 ? "0" : "0x77";
			length = 4;
		} else if (!strncmp(from, "OTHER", 5)) {
			with = p->ideal.v2 ? "1" : "0";
			length = 5;
		}
		if (with)
			used += (size_t)snprintf(to + used, size - used, "%s", with);
		else
			to[used++] = *from;
		from += length;
	}
	to[used] = 0;
}

/* As its kind has it. */
static const char *raise(enum sequence_kind kind)
{
	return kind == SEQ_EDGE_SPI ? "edge $" : kind == SEQ_SGI ? "send 1 0 $" : "line $ on";
}

/* A script as verbs. */
#define MAX_SCRIPT 8
struct compiled {
	bool done;
	unsigned int nr;
	struct verb verb[MAX_SCRIPT];
};

static void compile(const struct play *p, enum sequence_kind kind, const char *script, struct compiled *c)
{
	while (*script && c->nr < MAX_SCRIPT) {
		size_t length = strcspn(script, ";");
		char word[64], line[96];
		const char *wrong;
		bool is_verb;

		snprintf(word, sizeof(word), "%.*s", (int)length, script);
		script += length + (script[length] == ';');
		if (!strcmp(word, "raise"))
			snprintf(word, sizeof(word), "%s", raise(kind));
		else if (!strcmp(word, "serve"))
			snprintf(word, sizeof(word), "%s", is_level(kind) ? "line $ off" : "");
		else if (!strncmp(word, "take", 4))
			snprintf(word, sizeof(word), "ack %c %d", word[4] ? '1' : '0', !p->ideal.v2);
		expand(p, kind, word, line, sizeof(line));
		wrong = verb_parse(line, &c->verb[c->nr], &is_verb);
		if (wrong)
			die("%s, which table sequence says: %s", line, wrong);
		c->nr += is_verb;
	}
	if (*script)
		die("a script of table sequence has more than %d verbs", MAX_SCRIPT);
	c->done = true;
}

static void run(struct play *p, enum sequence_kind kind, const char *script, struct compiled *c)
{
	if (!c->done)
		compile(p, kind, script, c);
	for (unsigned int n = 0; n < c->nr; n++)
		play_verb(p, &c->verb[n]);
}

void sequence_reach(struct play *p, enum sequence_kind kind, unsigned int state)
{
	static struct compiled compiled[2][NR_SEQ_KINDS][COUNT(states)];
	bool eoimode = states[state].needs & EOIMODE_1;
	struct play_config config = { .level = is_level(kind), .priority = 0x80, .group = !p->ideal.v2 };

	const struct verb map = {
		.what = VERB_MAP, .intid = intids[kind], .number = kind == SEQ_MAPPED_PPI ? 27 : 72,
	};

	if (is_mapped(kind))
		play_verb(p, &map);
	play_configure(p, 0, intids[kind], &config);
	config = (struct play_config){ .priority = 0x40, .group = config.group };
	play_configure(p, 0, 44, &config);
	play_configure(p, 0, 45, &config);
	play_open(p, 0, 0, eoimode);
	play_open(p, 1, 1, eoimode);
	run(p, kind, states[state].script, &compiled[p->ideal.v2][kind][state]);
}

void sequence_do(struct play *p, enum sequence_kind kind, unsigned int verb)
{
	static struct compiled compiled[2][NR_SEQ_KINDS][COUNT(verbs)];

	run(p, kind, verbs[verb].script, &compiled[p->ideal.v2][kind][verb]);
}

void sequence_raise(struct play *p, enum sequence_kind kind)
{
	static struct compiled compiled[2][NR_SEQ_KINDS];

	run(p, kind, "raise", &compiled[p->ideal.v2][kind]);
}
