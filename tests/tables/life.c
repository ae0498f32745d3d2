// SPDX-License-Identifier: GPL-2.0-only
/*
 * Life: several interrupts, more than there are list registers, and a guest that handles them through its CPU
 * interface in every style, on every kind of host. It exits only when it must, or where the row says so. Each
 * acknowledge is judged by the ideal GIC (checker/spec/gic/gic.h); at the end all must be at rest, the vCPU must sleep,
 * and wake for a new signal.
 */
#include "tests/tables/life.h"

#include <stdio.h>
#include <stdlib.h>

#include "checker/play/hosts.h"

/* List registers: fewer than interrupts. With as many as most rows have interrupts, the later one is one too many. */
#define FEW_LRS		2
#define FOUR_LRS	4

static const char *const kind_names[] = { "edge-spi", "level-spi", "level-ppi", "level-mapped", "sgi", "sgi-senders", "mixed", "resampled-spi" };
static const char *const order_names[] = { "equal", "falling", "rising" };
static const char *const style_names[] = { "eoi", "nested", "drop-and-dir", "dir-later", "dir-later-reverse", "dir-elsewhere",
						"cleared-elsewhere" };
static const char *const exits_names[] = { "due", "late", "always", "give-up", "first", "second", "third", "slow" };
static const char *const event_names[] = { "nothing", "masked", "urgent", "again", "moves", "wfi", "other-vm", "first-run",
						"less-urgent", "line-stays", "routed" };

/* Rows: mixed-radix codes. */

#define NR_CODES (LIFE_MAX * NR_ORDERS * NR_STYLES * NR_EXITS * NR_LIFE_EVENTS)

static struct life decode(enum life_kind kind, unsigned int code)
{
	struct life life = { .kind = kind };

	life.nr = 1 + code % LIFE_MAX, code /= LIFE_MAX;
	life.order = code % NR_ORDERS, code /= NR_ORDERS;
	life.style = code % NR_STYLES, code /= NR_STYLES;
	life.exits = code % NR_EXITS, code /= NR_EXITS;
	life.event = code;
	return life;
}

static bool has_spis(enum life_kind kind)
{
	return kind <= LIFE_LEVEL || kind == LIFE_RESAMPLED;
}

static const char *impossible(const struct life *life)
{
	if (life->nr == 1 && life->order != ORDER_EQUAL)
		return "one interrupt has no order";
	if (life->style == STYLE_NEST && (life->order != ORDER_RISING || life->nr == 1))
		return "only a more urgent interrupt preempts";
	if (life->kind == LIFE_SGI_SOURCES && (life->order != ORDER_EQUAL || life->style == STYLE_NEST))
		return "the senders of an SGI have one priority";
	if (life->style == STYLE_CLEARED && life->kind == LIFE_RESAMPLED)
		return "who clears the active state of an interrupt does not end it: its line stays high";
	if (life->style >= STYLE_ELSEWHERE && !has_spis(life->kind))
		return "another vCPU can deactivate SPIs only (IHI 0069 ICC_DIR_EL1)";
	if (life->style >= STYLE_ELSEWHERE && (life->event == EVENT_OTHER_VM || life->event == EVENT_ROUTED))
		return "vCPU 1 is in the guest";
	if (life->style >= STYLE_ELSEWHERE && life->event == EVENT_MOVE)
		return "vCPU 1 is on the other CPU";
	if (life->event == EVENT_ROUTED && !has_spis(life->kind))
		return "only SPIs are routed";
	if (life->event == EVENT_ROUTED && life->style == STYLE_NEST)
		return "the first of the nested ones must be given";
	if (life->event == EVENT_MOVE && life->kind == LIFE_MAPPED)
		return "the PPI of a device belongs to its CPU: moved by the timer's own code";
	if (life->event == EVENT_LINE_STAYS && (life->kind < LIFE_LEVEL || life->kind > LIFE_MAPPED) &&
	    life->kind != LIFE_RESAMPLED)
		return "only a level interrupt's line stays high";
	if (life->style == STYLE_NEST && life->event == EVENT_LESS_URGENT)
		return "nested interrupts are urgent ones";
	if (life->style == STYLE_NEST && life->event == EVENT_URGENT)
		return "a nested interrupt is an urgent one";
	return NULL;
}

struct life_block {
	const struct play_host *host;
	unsigned int nr_lrs;
	enum life_kind kind;
	unsigned int *codes;
};

static struct block *blocks;

static void make_block(struct block *block, const struct play_host *host, enum life_kind kind, unsigned int nr_lrs)
{
	struct exclusion *excluded = calloc(16, sizeof(*excluded));
	struct life_block *arg = malloc(sizeof(*arg));
	char *name = malloc(80);

	*arg = (struct life_block){ host, nr_lrs, kind, malloc(NR_CODES * sizeof(*arg->codes)) };
	snprintf(name, 80, "life/%s%s/%s", host->name, nr_lrs == FOUR_LRS ? "-four-lrs" : "", kind_names[kind]);
	*block = (struct block){
		.name = name, .arg = arg, .machine = host->machine, .excluded = excluded,
		.vm = { .gic = host->guest, .nr_vcpus = 8, .nr_irqs = 64 },
	};
	block->machine.nr_cpus = 2;
	block->machine.nr_lrs = nr_lrs;
	for (unsigned int code = 0; code < NR_CODES; code++) {
		struct life life = decode(kind, code);
		const char *reason = impossible(&life);
		unsigned int i = 0;

		if (!reason) {
			arg->codes[block->nr_rows++] = code;
			continue;
		}
		while (excluded[i].reason && excluded[i].reason != reason)
			i++;
		excluded[i].reason = reason;
		excluded[i].count++;
	}
}

static bool has_kind(const struct play_host *host, enum life_kind kind)
{
	return kind != LIFE_SGI_SOURCES || host->guest == VGIC_GICV2;
}

static void make_blocks(unsigned int *nr, const struct play_host *host, unsigned int nr_lrs)
{
	for (unsigned int k = 0; k < NR_LIFE_KINDS; k++)
		if (has_kind(host, k))
			make_block(&blocks[(*nr)++], host, k, nr_lrs);
}

static unsigned int nr_blocks(void)
{
	static unsigned int nr;
	unsigned int hosts = 0;

	if (blocks)
		return nr;
	while (play_host_number(hosts))
		hosts++;
	blocks = calloc((hosts + 2) * NR_LIFE_KINDS, sizeof(*blocks));
	for (unsigned int h = 0; h < hosts; h++)
		make_blocks(&nr, play_host_number(h), FEW_LRS);
	make_blocks(&nr, play_host("v2"), FOUR_LRS);
	make_blocks(&nr, play_host("v3"), FOUR_LRS);
	return nr;
}

static const struct block *block(unsigned int number)
{
	nr_blocks();
	return &blocks[number];
}

static struct life life_of(const struct block *block, unsigned int i)
{
	const struct life_block *arg = block->arg;

	return decode(arg->kind, arg->codes[i]);
}

static void row_name(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	struct life l = life_of(block, i);

	snprintf(buffer, size, "%u.%s.%s.exits-%s.%s", l.nr, order_names[l.order], style_names[l.style],
		 exits_names[l.exits], event_names[l.event]);
}

static void row_words(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	static const char *const kinds[] = {
		"edge SPIs", "level SPIs", "level PPIs", "mapped level interrupts", "SGIs", "senders of one SGI",
		"interrupts (SGI, level SPI, level PPI, edge SPI)", "level SPIs with a resampling irqfd",
	};
	static const char *const orders[] = { "equal", "falling", "rising" };
	static const char *const styles[] = {
		"the guest ends each (EOIR) before it takes the next", "each interrupts the handler of the one before",
		"the guest drops (EOIR) and deactivates (DIR) each before it takes the next",
		"the guest drops all and deactivates them later, in the same order",
		"the guest drops all and deactivates them later, in reverse order",
		"the guest drops all and vCPU 1 deactivates them",
		"the guest drops all and vCPU 1 clears their active state (GICD_ICACTIVER)",
	};
	static const char *const exits[] = {
		"exits when it must", "exits when it must and the guest is idle", "exits after each action",
		"exits after each action, and the next entry is given up", "exits when it must and after the first action",
		"exits when it must and after the second action", "exits when it must and after the third action",
		"exits after the first action, and else one action later than it must",
	};
	static const char *const events[] = {
		"", "; at first all is masked by PMR", "; a more urgent interrupt comes after the first acknowledge",
		"; the first comes again when it is deactivated", "; the vCPU moves to another CPU after the first acknowledge",
		"; the vCPU sleeps at first, and executes WFI after the first acknowledge",
		"; another vCPU runs on the CPU between exit and entry", "; the vCPU has never been scheduled out before",
		"; a less urgent interrupt comes after the first acknowledge",
		"; the first device is not served before its interrupt comes once more",
		"; the first is routed to vCPU 1, which sleeps, before it is acknowledged",
	};
	const struct life_block *arg = block->arg;
	struct life l = life_of(block, i);

	snprintf(buffer, size, "%s, %u list registers; %u %s of %s urgency; %s; the vCPU %s%s", arg->host->words, arg->nr_lrs, l.nr,
		 kinds[l.kind], orders[l.order], styles[l.style], exits[l.exits], events[l.event]);
}

/* A row */

static void sleep_until_signalled(struct stage *s, unsigned int n)
{
	stage_step(s, "vCPU 0 executes WFI");
	stage_expect(s, LIFE_SLEEPS, COLUMN_GUEST, "WFI", run_wfi(0), "sleeps", "goes on");
	stage_done(s);
	if (n)
		stage_signal(s, n);
	else
		stage_raise(s, 0);
	stage_step(s, "vCPU 0 is woken");
	if (machine.vcpu[0].place == VCPU_ASLEEP && !run_wake(0, machine.vcpu[0].cpu)) {
		stage_differs(s, LIFE_WAKES, COLUMN_GUEST, "WFI", "goes on", "sleeps");
		run_load(0, machine.vcpu[0].cpu);
	}
	stage_done(s);
}

/* Calls that are missing or too many. What may be missing is said as narrowly as is known. */
static const char *how_often(const struct stage *s)
{
	if (machine.seen.acks > s->deactivations)
		return "more often";
	if (s->life.style == STYLE_ELSEWHERE)
		return "less often: not of what another vCPU deactivated";
	if (s->deactivations - machine.seen.acks <= s->within_stay)
		return "less often: not of what was acknowledged and ended without an exit between";
	return "less often";
}

void life_judge_notified(struct stage *s)
{
	stage_expect(s, LIFE_NOTIFIED, COLUMN_HOST, "kvm_notify_acked_irq()", s->deactivations == machine.seen.acks,
		     "called once for each deactivation", how_often(s));
}

static void at_rest(struct stage *s)
{
	char seen[80];

	for (unsigned int i = 0; i <= LIFE_MAX; i++) {
		const struct device *d = &s->device[i];
		struct vgic_irq_view view = { .vcpu = -1 };

		machine.subject->view_irq(0, d->intid, &view);
		machine.mapped = d->mapped;
		machine.irq = d->irq;
		if (!view.active && view.vcpu < 0 && !machine_phys_active())
			continue;
		snprintf(seen, sizeof(seen), "INTID %u:%s%s%s", d->intid, view.active ? " active" : "",
			 view.vcpu < 0 ? "" : " queued", machine_phys_active() ? " physically active" : "");
		stage_differs(s, LIFE_AT_REST, COLUMN_HOST, "at rest", "nothing", seen);
	}
	stage_expect(s, LIFE_AT_REST, COLUMN_GUEST, "list registers", !machine_lrs_in_use(), "empty", "in use");
	life_judge_notified(s);
}

static void row_run(struct row *row, const struct block *block, unsigned int i)
{
	struct life life = life_of(block, i);
	struct stage s = { .row = row };

	stage_set(&s, &life);
	if (stage_deactivates_elsewhere(&s) || life.event == EVENT_ROUTED)
		stage_other_enters(&s);
	if (s.over)
		return;
	stage_leave(&s);
	if (life.event == EVENT_WFI)
		sleep_until_signalled(&s, life.style == STYLE_NEST ? 1 : life.nr);
	else
		stage_signal(&s, life.style == STYLE_NEST ? 1 : life.nr);
	stage_enter(&s);
	if (life.event == EVENT_ROUTED)
		guest_routes(&s);
	if (life.event == EVENT_MASKED) {
		guest_lives(&s);
		stage_exit_and_enter(&s);
		stage_step(&s, "guest masks nothing any more (PMR)");
		guest_mask(0, 0xff);
		ideal_gic_mask(&s.ideal, 0, 0xff);
		s.actions = 0;
		stage_done(&s);
	}
	guest_lives(&s);
	if (s.over)
		return;
	stage_exit_and_enter(&s);
	s.actions = 0;
	guest_lives(&s);
	stage_leave(&s);
	at_rest(&s);
	if (s.over)
		return;

	/* A new signal wakes the vCPU, and is handled as the first one was. */
	sleep_until_signalled(&s, 0);
	stage_enter(&s);
	s.actions = 0;
	guest_lives(&s);
	stage_exit_and_enter(&s);
	stage_leave(&s);
	at_rest(&s);
}

const struct table table_life = {
	.name = "life", .nr_blocks = nr_blocks, .block = block, .row_name = row_name, .row_words = row_words, .row_run = row_run,
};
