// SPDX-License-Identifier: GPL-2.0-only
/*
 * Timer: KVM's own timers (arch_timer.c) and their interrupts. A guest programs its virtual and its physical timer, time
 * passes wherever the vCPU may be, and it deals with what is due in every way that there is. Lines are those of an ideal
 * timer (checker/spec/timer.h), each acknowledge is judged by the ideal GIC (checker/spec/gic/gic.h), and the physical
 * interrupt must neither be lost nor interrupt the host for nothing (docs/design.md 4, rule 6).
 */
#include "tests/tables/timer.h"

#include <stdio.h>
#include <stdlib.h>

#define TRAP_ALL "kvm-arm.vgic_v3_group0_trap=1 kvm-arm.vgic_v3_group1_trap=1 kvm-arm.vgic_v3_common_trap=1"

#define HOST(host_gic, guest_gic, name, text, ...) \
	{ name, text, { .gic = VGIC_GICV##host_gic, .nr_cpus = 2, __VA_ARGS__ }, VGIC_GICV##guest_gic }

static const struct model hosts[] = {
	HOST(2, 2, "v2", "GICv2 guest", .vhe = true),
	HOST(2, 2, "v2-nvhe", "GICv2 guest, host without VHE"),
	HOST(3, 3, "v3", "GICv3 guest", .vhe = true),
	HOST(3, 3, "v3-nvhe", "GICv3 guest, host without VHE"),
	HOST(3, 3, "v3-trapped", "GICv3 guest, CPU interface trapped", .vhe = true, .parameters = TRAP_ALL),
	HOST(3, 2, "v2-on-v3", "GICv2 guest on a GICv3 host", .vhe = true, .v2_cpuif = true),
	HOST(3, 3, "v3-no-hw-deactivation", "GICv3 guest, GIC that ignores the HW bit", .vhe = true, .no_hw_deactivation = true),
};
#define NR_HOSTS (sizeof(hosts) / sizeof(hosts[0]))

static const char *const used_names[] = { "virtual", "physical", "both" };
static const char *const room_names[] = { "one-lr", "two-lrs", "no-lr-left" };
static const char *const when_names[] = { "guest", "past", "host", "put", "moved", "other-vm", "wfi" };
static const char *const style_names[] = {
	"eoi", "imask", "off", "late", "dir", "dir-late", "held", "disabled", "disabled-high", "pmr", "ignored", "ignored-late",
	"soft-cleared", "soft",
};
static const char *const exits_names[] = { "due", "late", "always", "give-up", "put", "move", "other-vm" };

#define NR_CODES (NR_WHENS * NR_TIMER_STYLES * NR_TIMER_EXITS)

struct timer_block {
	const struct model *host;
	enum timer_used used;
	enum timer_room room;
};

static struct block *blocks;

static struct timer_case case_of(const struct block *block, unsigned int i)
{
	const struct timer_block *arg = block->arg;
	struct timer_case c = { .used = arg->used, .room = arg->room };

	c.when = i % NR_WHENS, i /= NR_WHENS;
	c.style = i % NR_TIMER_STYLES, i /= NR_TIMER_STYLES;
	c.exits = i;
	return c;
}

static void make_block(struct block *block, const struct model *host, enum timer_used used, enum timer_room room)
{
	struct timer_block *arg = malloc(sizeof(*arg));
	char *name = malloc(80);

	*arg = (struct timer_block){ host, used, room };
	snprintf(name, 80, "timer/%s/%s-%s", host->name, used_names[used], room_names[room]);
	*block = (struct block){
		.name = name, .arg = arg, .machine = host->machine, .nr_rows = NR_CODES,
		.vm = { .gic = host->guest, .nr_vcpus = 2, .nr_irqs = 64, .timers = true },
		.needs_feature = host->machine.no_hw_deactivation ? "VGIC_SW_RESAMPLE" : NULL,
	};
	block->machine.nr_lrs = room == ROOM_ONE ? 1 : 2;
	block->machine.vtimer_irq = machine_irq_number(27);
	block->machine.ptimer_irq = machine_irq_number(30);
}

static unsigned int nr_blocks(void)
{
	static unsigned int nr;

	if (blocks)
		return nr;
	blocks = calloc(NR_HOSTS * NR_TIMERS_USED * NR_ROOMS, sizeof(*blocks));
	for (unsigned int h = 0; h < NR_HOSTS; h++)
		for (unsigned int u = 0; u < NR_TIMERS_USED; u++)
			for (unsigned int r = 0; r < NR_ROOMS; r++)
				/* Two timers and one list register: an overflow with one is more than KVM deals with. */
				if (u != USED_BOTH || r != ROOM_ONE)
					make_block(&blocks[nr++], &hosts[h], u, r);
	return nr;
}

static const struct block *block(unsigned int number)
{
	nr_blocks();
	return &blocks[number];
}

static void row_name(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	struct timer_case c = case_of(block, i);

	snprintf(buffer, size, "%s.%s.exits-%s", when_names[c.when], style_names[c.style], exits_names[c.exits]);
}

static void row_words(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	static const char *const used[] = { "the virtual timer is", "the physical timer is", "both timers are" };
	static const char *const rooms[] = { "one list register", "two list registers",
					     "two list registers and two more urgent interrupts for them" };
	static const char *const whens[] = {
		"due in the guest", "due when it is programmed", "due between exit and entry", "due while the vCPU is scheduled out",
		"due while the vCPU is scheduled out, and it moves to another CPU",
		"due while another vCPU, whose timers are due, runs on the CPU", "due while the vCPU is in WFI",
	};
	static const char *const styles[] = {
		"acknowledges, programs anew, ends", "acknowledges, masks by IMASK, ends", "acknowledges, clears ENABLE, ends",
		"ends with the line high; when it comes again, programs anew and ends",
		"acknowledges, drops, programs anew, deactivates (EOImode 1)", "drops and deactivates with the line high (EOImode 1)",
		"acknowledges, programs anew, and ends when it is due again",
		"disables the interrupt by ICENABLER, programs anew, enables it", "disables and enables the interrupt with the line high",
		"masks by PMR for a while", "does not acknowledge, and programs anew after several entries",
		"does not acknowledge for several entries", "has set it pending by ISPENDR and cleared that",
		"has set it pending by ISPENDR and handled that",
	};
	static const char *const exits[] = {
		"exits when it must", "exits when it must and the guest is idle", "exits after each action",
		"exits after each action, and the next entry is given up", "is scheduled out and in after each action",
		"moves to another CPU after each action", "makes room for another vCPU, whose timers are due, after each action",
	};
	const struct timer_block *arg = block->arg;
	struct timer_case c = case_of(block, i);

	snprintf(buffer, size, "%s, %s; %s %s; the guest %s; the vCPU %s", arg->host->words, rooms[c.room], used[c.used],
		 whens[c.when], styles[c.style], exits[c.exits]);
}

static void row_run(struct row *row, const struct block *block, unsigned int i)
{
	struct timer_stage s = { .row = row, .c = case_of(block, i) };

	timer_set(&s);
	/* In the row's style; once more, as guests mostly do; and once in the guest: every later time is heard of. */
	timer_round(&s, s.c.when, s.c.style);
	if (!s.over)
		timer_round(&s, s.c.when, TIMER_EOI);
	if (!s.over)
		timer_round(&s, WHEN_GUEST, TIMER_OFF);
	if (s.over)
		return;
	timer_leave(&s);
	timer_judge_at_rest(&s);
	timer_enter(&s);
	if (!timer_wfi(&s))
		timer_differs(&s, TIMER_SLEEPS, COLUMN_GUEST, "WFI", "sleeps", "goes on");
}

const struct table table_timer = {
	.name = "timer", .nr_blocks = nr_blocks, .block = block, .row_name = row_name, .row_words = row_words, .row_run = row_run,
	.reference_lacks = "timers",
};
