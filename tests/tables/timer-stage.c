// SPDX-License-Identifier: GPL-2.0-only
/*
 * Timer: vCPU 0 and its timers on the machine; where time passes, and who takes which interrupt.
 */
#include "tests/tables/timer.h"

#include <stdarg.h>
#include <stdio.h>

#include "mocks/gic/regs.h"

#define PRIORITY	0xa0
#define OTHERS_PRIORITY	0x40
#define GICR_STRIDE	0x20000u
#define GICR_SGI_FRAME	0x10000u
#define ISENABLER	0x100u
#define IGROUPR		0x080u
#define NR_CPUS		2
#define BEFORE		5000	/* ticks of the guest's virtual counter before the row begins */
#define A_LOT		8	/* interrupts of one timer, without anything else happening */

static const uint32_t intids[GIC_NR_TIMERS] = { [GIC_VTIMER] = 27, [GIC_PTIMER] = 30 };
static const uint32_t others[NR_OTHERS] = { 40, 41 };

/* Steps: what becomes of the timers' interrupts. */

static struct glance before[GIC_NR_TIMERS];

static void look_at(const struct timer_state *t)
{
	machine.intid = t->intid;
	machine.mapped = t->direct;
	machine.callback = false;
	machine.irq = t->irq;
}

void timer_step(struct timer_stage *s, const char *format, ...)
{
	char text[200];
	va_list args;

	if (!row_recording(s->row))
		return;
	for_each_used(t, s) {
		look_at(t);
		before[t - s->timer] = glance();
	}
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	row_record_step(s->row, "%s", text);
}

void timer_done(struct timer_stage *s)
{
	char whose[20];

	if (!row_recording(s->row))
		return;
	for_each_used(t, s) {
		look_at(t);
		snprintf(whose, sizeof(whose), "INTID %u: ", t->intid);
		tell_changes(s->row, &before[t - s->timer], whose);
	}
}

/* The ideal. */

const struct ideal *timer_irq_of(const struct timer_stage *s, const struct timer_state *t)
{
	return &ideal_gic_find(&s->ideal, 0, t->intid)->state;
}

/* It may be given although it is not pending: KVM has noted so. */
static void noted(struct timer_stage *s, uint32_t intid, bool maybe)
{
	ideal_gic_int(&s->ideal, 0, intid)->state.maybe = maybe;
	ideal_gic_changed(&s->ideal);
}

void timer_acknowledged(struct timer_stage *s, uint32_t intid)
{
	ideal_gic_ack(&s->ideal, 0, intid, 0);
	if (intid < IDEAL_PRIVATE)
		noted(s, intid, false);
}

/* Time has passed, or a timer was written: what the lines are. */
static void lines(struct timer_stage *s)
{
	for_each_used(t, s) {
		bool high = ideal_timer_output(&t->ideal, machine.gic.time);

		if (timer_irq_of(s, t)->line && !high) {
			machine.intid = t->intid;
			t->unlisted = machine_find_lr() < 0;
		}
		t->unlisted &= !high;
		ideal_gic_line(&s->ideal, 0, t->intid, high);
	}
}

/*
 * There was an exit: what it has sampled low can be heard again; under software resampling, so can what the guest has
 * not acknowledged (354920e79441).
 */
static void exited(struct timer_stage *s)
{
	for_each_used(t, s) {
		const struct ideal *irq = timer_irq_of(s, t);

		t->heard &= irq->line && !(machine.gic.config.no_hw_deactivation && !irq->active);
	}
}

void timer_entered(struct timer_stage *s)
{
	bool left = follow_exits(&s->follow, &s->ideal) & 1;

	if (follow_entries(&s->follow, &s->ideal) & 1 || left)
		exited(s);
}

/* Interrupts of the host. */

/* CPU @cpu is not in the guest, and takes what is due. */
static void interrupts(struct timer_stage *s, unsigned int cpu, uint64_t early)
{
	bool mine = cpu == machine.vcpu[0].cpu && machine.vcpu[0].place == VCPU_LOADED;

	run_hrtimers(cpu, early);
	for (unsigned int i = 0; i < GIC_NR_TIMERS; i++) {
		struct timer_state *t = &s->timer[i];
		unsigned int n = 0;

		while (n < A_LOT && run_timer_irq(cpu, i))
			n++;
		if (!n)
			continue;
		row_step(s->row, "the host takes the %s timer's interrupt on CPU %u", i ? "physical" : "virtual", cpu);
		if (n > 1 || (mine && t->used && t->heard))
			timer_differs(s, TIMER_HOST_ONCE, COLUMN_HOST, i ? "physical timer" : "virtual timer",
				      "interrupts the host once", "interrupts it again, and nothing has happened between");
		t->heard |= mine;
	}
}

/*
 * What KVM has looked at when vCPU 0 was loaded. Software resampling: a line that is high while the interrupt is active
 * is noted (docs/design.md 5).
 */
static void loaded(struct timer_stage *s)
{
	for_each_used(t, s) {
		const struct ideal *irq = timer_irq_of(s, t);

		t->heard = t->direct && irq->line;
		noted(s, t->intid, machine.gic.config.no_hw_deactivation && irq->line && irq->active);
	}
}

static void load(struct timer_stage *s, unsigned int cpu)
{
	run_load(0, cpu);
	loaded(s);
	interrupts(s, cpu, 0);
}

static void put(struct timer_stage *s)
{
	unsigned int cpu = machine.vcpu[0].cpu;

	run_put(0);
	timer_judge_quiet(s, cpu);
	interrupts(s, cpu, 0);
}

void timer_time(struct timer_stage *s, uint64_t ticks)
{
	timer_step(s, "%llu ticks pass", (unsigned long long)ticks);
	run_pass(ticks);
	lines(s);
	for (unsigned int cpu = 0; cpu < NR_CPUS; cpu++) {
		bool in_guest = false;

		for (unsigned int v = 0; v < machine.nr_vcpus; v++)
			in_guest |= machine.vcpu[v].place == VCPU_IN_GUEST && machine.vcpu[v].cpu == cpu;
		if (!in_guest)
			interrupts(s, cpu, 0);
	}
	timer_done(s);
}

/* In and out. */

void timer_leave(struct timer_stage *s)
{
	if (machine.vcpu[0].place != VCPU_IN_GUEST)
		return;
	timer_step(s, "vCPU 0 exits");
	run_exit(0);
	timer_entered(s);
	interrupts(s, machine.vcpu[0].cpu, 0);
	timer_done(s);
}

void timer_enter(struct timer_stage *s)
{
	timer_step(s, "vCPU 0 enters the guest");
	if (!run_enter(0))
		timer_differs(s, TIMER_ENTERS, COLUMN_GUEST, "entry", "the guest runs", "given up again and again");
	timer_entered(s);
	timer_done(s);
}

/* The other vCPU's timers are due since long, and its guest does not care. */
static void other_enters(struct timer_stage *s, unsigned int cpu)
{
	run_load(OTHER_VCPU, cpu);
	interrupts(s, cpu, 0);
	run_enter(OTHER_VCPU);
	if (!s->other_due) {
		uint64_t base = s->group ? VGIC_GPA_REDIST + OTHER_VCPU * GICR_STRIDE + GICR_SGI_FRAME : VGIC_GPA_DIST;
		uint64_t bits = 1u << intids[GIC_VTIMER] | 1u << intids[GIC_PTIMER];
		uint64_t group = s->group ? bits : 0;

		guest_open(OTHER_VCPU, false);
		guest_mmio(OTHER_VCPU, base + IGROUPR, 4, true, &group);
		guest_mmio(OTHER_VCPU, base + ISENABLER, 4, true, &bits);
		for (unsigned int i = 0; i < GIC_NR_TIMERS; i++)
			guest_timer_write(OTHER_VCPU, i, VGIC_TIMER_CTL, CNT_CTL_ENABLE);
		s->other_due = true;
	}
}

static void other_leaves(struct timer_stage *s)
{
	unsigned int cpu = machine.vcpu[OTHER_VCPU].cpu;

	run_exit(OTHER_VCPU);
	interrupts(s, cpu, 0);
	run_put(OTHER_VCPU);
	timer_judge_quiet(s, cpu);
}

/* vCPU 0, which has left the guest, is scheduled out and in as @how says; @ticks pass while it is out. */
static void out_and_in(struct timer_stage *s, enum timer_exits how, uint64_t ticks)
{
	unsigned int cpu = machine.vcpu[0].cpu;

	timer_step(s, "vCPU 0 is scheduled out%s", how == TIMER_EXITS_OTHER ? ", vCPU 1 runs on its CPU" : "");
	put(s);
	if (how == TIMER_EXITS_OTHER)
		other_enters(s, cpu);
	timer_done(s);
	if (ticks)
		timer_time(s, ticks);
	if (how == TIMER_EXITS_MOVE)
		cpu = !cpu;
	timer_step(s, "vCPU 0 is scheduled in on CPU %u", cpu);
	if (how == TIMER_EXITS_OTHER)
		other_leaves(s);
	load(s, cpu);
	timer_done(s);
}

void timer_exit_and_enter(struct timer_stage *s, enum timer_exits how)
{
	timer_leave(s);
	if (how >= TIMER_EXITS_PUT)
		out_and_in(s, how, 0);
	if (how == TIMER_EXITS_GIVE_UP) {
		timer_step(s, "an entry of vCPU 0 is given up");
		run_give_up(0);
		exited(s);
		interrupts(s, machine.vcpu[0].cpu, 0);
		timer_done(s);
	}
	timer_enter(s);
}

/* Devices raise what fills the list registers. */
static void others_signal(struct timer_stage *s)
{
	if (s->c.room != ROOM_NONE)
		return;
	for (unsigned int i = 0; i < NR_OTHERS; i++) {
		timer_step(s, "a device signals INTID %u", others[i]);
		machine.subject->inject(0, others[i], true);
		ideal_gic_edge(&s->ideal, 0, others[i]);
		timer_done(s);
	}
}

/* vCPU 0, which sleeps and was woken, looks whether there is something for it. Returns whether it goes on. */
static bool woken(struct timer_stage *s)
{
	unsigned int cpu = machine.vcpu[0].cpu;

	if (!run_wake(0, cpu))
		return false;
	loaded(s);
	interrupts(s, cpu, 0);
	return true;
}

bool timer_wfi(struct timer_stage *s)
{
	bool asleep;

	/* The exit lets the host's interrupts in, before KVM asks itself whether there is something to do. */
	timer_leave(s);
	timer_step(s, "vCPU 0 executes WFI");
	asleep = run_wfi(0);
	/* A timer that is due may have armed the background timer, which wakes it at once. */
	if (asleep)
		interrupts(s, machine.vcpu[0].cpu, 0);
	if (asleep && machine.vcpu[0].kicked)
		asleep = !woken(s);
	timer_done(s);
	return asleep;
}

/* It sleeps, not before and not after its timer is due. */
static void sleep_until_due(struct timer_stage *s, uint64_t ticks)
{
	unsigned int cpu = machine.vcpu[0].cpu;
	bool due = ideal_gic_waits(&s->ideal, 0), asleep = timer_wfi(s);

	if (asleep == due) {
		timer_differs(s, due ? TIMER_WAKES : TIMER_SLEEPS, COLUMN_GUEST, "WFI", due ? "goes on" : "sleeps",
			      due ? "sleeps" : "goes on");
		return;
	}
	if (!asleep)
		return;
	timer_judge_quiet(s, cpu);
	timer_time(s, ticks / 2);
	/* The host's clock may run ahead of the counter: that must not be the end of it. */
	timer_step(s, "the host's timer fires early");
	interrupts(s, cpu, ticks);
	timer_done(s);
	if (machine.vcpu[0].kicked)
		timer_differs(s, TIMER_SLEEPS, COLUMN_GUEST, "WFI", "sleeps", "is woken before a timer is due");
	timer_time(s, ticks - ticks / 2);
	if (!machine.vcpu[0].kicked)
		timer_differs(s, TIMER_WAKES, COLUMN_GUEST, "WFI", "is woken", "sleeps on");
	others_signal(s);
	timer_step(s, "vCPU 0 is scheduled in, to see why");
	if (!woken(s))
		timer_differs(s, TIMER_WAKES, COLUMN_GUEST, "WFI", "goes on", "sleeps on");
	timer_done(s);
}

void timer_becomes_due(struct timer_stage *s, enum timer_when when, uint64_t ticks)
{
	static const enum timer_exits how[NR_WHENS] = {
		[WHEN_PUT] = TIMER_EXITS_PUT, [WHEN_MOVED] = TIMER_EXITS_MOVE, [WHEN_OTHER] = TIMER_EXITS_OTHER,
	};

	switch (when) {
	case WHEN_PAST:
		break;
	case WHEN_GUEST:
		timer_time(s, ticks);
		break;
	case WHEN_HOST:
		timer_leave(s);
		timer_time(s, ticks);
		break;
	case WHEN_WFI:
		sleep_until_due(s, ticks);
		break;
	default:
		timer_leave(s);
		out_and_in(s, how[when], ticks);
	}
	if (s->over)
		return;
	if (when != WHEN_WFI)
		others_signal(s);
	if (machine.vcpu[0].place != VCPU_IN_GUEST)
		timer_enter(s);
	timer_judge_registers(s);
}

/* The guest's timers. */

void timer_program(struct timer_stage *s, struct timer_state *t, int32_t in, bool by_tval, uint32_t ctl)
{
	enum gic_timers which = t - s->timer;
	char name = which == GIC_VTIMER ? 'V' : 'P';

	if (in) {
		uint64_t cval = guest_counter(0, which) + (uint64_t)(int64_t)in;

		timer_step(s, "guest writes CNT%c_%s_EL0: due in %d ticks", name, by_tval ? "TVAL" : "CVAL", in);
		guest_timer_write(0, which, by_tval ? VGIC_TIMER_TVAL : VGIC_TIMER_CVAL, by_tval ? (uint32_t)in : cval);
		if (by_tval)
			ideal_timer_tval(&t->ideal, machine.gic.time, in);
		else
			t->ideal.cval = ideal_timer_count(&t->ideal, machine.gic.time) + (uint64_t)(int64_t)in;
		lines(s);
		timer_entered(s);
		timer_done(s);
	}
	timer_step(s, "guest writes CNT%c_CTL_EL0: %u", name, ctl);
	guest_timer_write(0, which, VGIC_TIMER_CTL, ctl);
	t->ideal.enable = ctl & CNT_CTL_ENABLE;
	t->ideal.imask = ctl & CNT_CTL_IMASK;
	lines(s);
	timer_entered(s);
	timer_done(s);
}

/* Setting up. */

static void configure(struct timer_stage *s, uint32_t intid, uint8_t priority, bool level)
{
	machine.intid = intid;
	machine.mapped = machine.callback = false;
	verb_group(s->row, s->group);
	verb_priority(s->row, priority);
	if (intid >= 32) {
		verb_config(s->row, level);
		/* Reset leaves it UNKNOWN where an SPI goes to. */
		verb_route(s->row);
	}
	verb_enable(s->row);
	ideal_gic_set_up(&s->ideal, 0, intid, level, s->group, priority);
}

void timer_set(struct timer_stage *s)
{
	bool eoimode = s->c.style == TIMER_DIR || s->c.style == TIMER_DIR_LATE;

	s->group = machine.model.guest == VGIC_GICV3;
	ideal_gic_init(&s->ideal, !s->group, machine.nr_vcpus, s->row->block->vm.nr_irqs);
	/* The machine is given to rows with the distributor on. */
	ideal_gic_set_ctlr(&s->ideal, 3);
	follow_begin(&s->follow);
	for (unsigned int i = 0; i < GIC_NR_TIMERS; i++) {
		struct timer_state *t = &s->timer[i];

		t->used = s->c.used == USED_BOTH || i == (s->c.used == USED_VIRTUAL ? GIC_VTIMER : GIC_PTIMER);
		t->intid = intids[i];
		t->direct = i == GIC_VTIMER || machine.vhe;
		t->irq = machine.gic.timer_irq[i];
		/* The VM was made when nothing had passed of the machine's time: its virtual counter begins at 0. */
		t->ideal.offset = i == GIC_VTIMER ? machine.gic.time : 0;
		if (t->used)
			configure(s, t->intid, PRIORITY, true);
	}
	for (unsigned int i = 0; s->c.room == ROOM_NONE && i < NR_OTHERS; i++)
		configure(s, others[i], OTHERS_PRIORITY, false);
	machine_listen();
	run_pass(BEFORE);
	timer_enter(s);
	/* What a first run finds missing is for other tables. */
	timer_exit_and_enter(s, TIMER_EXITS_PUT);
	timer_step(s, "guest opens its CPU interface, EOImode %d", eoimode);
	guest_open(0, eoimode);
	ideal_gic_open(&s->ideal, 0, eoimode);
	timer_entered(s);
	timer_done(s);
}
