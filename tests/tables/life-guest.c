// SPDX-License-Identifier: GPL-2.0-only
/*
 * Life: the guest. It acknowledges, drops priorities and deactivates in the style of the row, through its CPU
 * interface; each acknowledge is held against the ideal GIC.
 */
#include "tests/tables/life.h"
#include <stdio.h>

#include "checker/machine/frames.h"

#define MAX_ACTIONS	60	/* far more than any row needs: a storm ends here */

static const struct ideal_int *ideal_of(const struct stage *s, uint32_t ack)
{
	return ideal_gic_find(&s->ideal, 0, guest_intid(ack));
}

/* The device behind it; with several senders, any: an SGI has nothing to be served. */
static unsigned int device_of(const struct stage *s, uint32_t ack)
{
	unsigned int i = 0;

	while (i < LIFE_MAX && s->device[i].intid != guest_intid(ack))
		i++;
	return i;
}

static void differs(struct stage *s, unsigned int rule, const char *field, const char *expected, const char *seen)
{
	stage_differs(s, rule, COLUMN_GUEST, field, expected, seen);
}

/* PMR, or the priority of what is being handled: only what is more urgent comes through. */
static unsigned int limit(const struct stage *s)
{
	unsigned int running = ideal_gic_running(&s->ideal, 0), pmr = s->ideal.cpuif[0].pmr;

	return pmr < running ? pmr : running;
}

/* What is given, or is not: an exit that is due may bring what is more urgent. */
static void judge(struct stage *s, uint32_t ack, bool exit_due)
{
	const struct ideal_int *better, *given = ideal_of(s, ack);
	enum ideal_fault fault = ideal_gic_judge(&s->ideal, 0, s->group, guest_intid(ack), guest_sender(ack), &better);
	bool waits = fault == IDEAL_NOTHING || fault == IDEAL_LESS_URGENT;
	enum gic_rule rule = gic_rule_of(fault, given);
	char text[80], wanted[40];

	if (fault == IDEAL_RIGHT || (waits && exit_due))
		return;
	if (waits)
		snprintf(wanted, sizeof(wanted), "priority 0x%02x", better->priority);
	else if (fault == IDEAL_MASKED)
		snprintf(wanted, sizeof(wanted), "a priority above 0x%02x", limit(s));
	else
		snprintf(wanted, sizeof(wanted), "what is %s", rule == LIFE_ONCE ? "not active" : "pending");
	if (fault == IDEAL_NOTHING)
		snprintf(text, sizeof(text), "none (1023), and no exit is due%s", s->nr_held < machine.gic.config.nr_lrs ? "" :
			 "; active ones fill the list registers");
	else if (fault == IDEAL_MASKED || fault == IDEAL_LESS_URGENT)
		snprintf(text, sizeof(text), "INTID %u, priority 0x%02x", guest_intid(ack), given->priority);
	else
		snprintf(text, sizeof(text), "INTID %u", guest_intid(ack));
	if (fault == IDEAL_NOT_SENT)
		differs(s, rule, "sender", "who has sent it", "another");
	else
		differs(s, rule, "acknowledge", wanted, text);
}

/* Returns whether an interrupt was given. */
static bool take(struct stage *s)
{
	bool exit_due = run_exit_due(0);
	uint32_t ack;

	stage_step(s, "vCPU 0 acknowledges (IAR)");
	ack = guest_ack(0, s->group);
	stage_done(s);
	judge(s, ack, exit_due);
	if (!ideal_of(s, ack) || s->nr_held == sizeof(s->held) / sizeof(s->held[0]))
		return false;
	ideal_gic_ack(&s->ideal, 0, guest_intid(ack), guest_sender(ack));
	s->acknowledged++;
	s->held_since[s->nr_held] = machine.vcpu[0].exits;
	s->held[s->nr_held++] = ack;
	return true;
}

static void drop(struct stage *s, uint32_t ack)
{
	stage_step(s, "vCPU 0 ends INTID %u (EOIR)", guest_intid(ack));
	guest_eoi(0, s->group, ack);
	ideal_gic_eoi(&s->ideal, 0, guest_intid(ack));
	stage_entered(s);
	stage_done(s);
}

/* What follows from a deactivation that the guest does; @at_once: there was no exit since the acknowledge. */
static void deactivates(struct stage *s, uint32_t ack, bool at_once)
{
	const struct device *d = &s->device[device_of(s, ack)];
	bool told;

	stage_ended(s, device_of(s, ack));
	/* Who waits for the end of an interrupt waits for a deactivation, not for a register write. */
	told = d->level && d->spi && !d->mapped && s->life.style != STYLE_CLEARED;
	s->deactivations += told;
	s->within_stay += told && at_once;
}

/* vCPU @v clears the active state of SPI @intid. */
static void clear_active(unsigned int v, uint32_t intid)
{
	uint64_t bit = 1u << intid % 32;

	guest_mmio(v, VGIC_GPA_DIST + GIC_ICACTIVER + intid / 32 * 4, 4, true, &bit);
}

static void deactivate(struct stage *s, uint32_t ack, unsigned int since)
{
	unsigned int v = stage_deactivates_elsewhere(s) ? OTHER_VCPU : 0;

	/* It has been told to exit long ago, when the interrupt was signalled. */
	if (v == OTHER_VCPU && run_exit_due(v) & EXIT_KICK) {
		stage_step(s, "vCPU %u, which was kicked, exits and enters", v);
		run_exit(v);
		run_enter(v);
		stage_done(s);
	}
	stage_step(s, "vCPU %u deactivates INTID %u (%s)", v, guest_intid(ack),
		   s->life.style == STYLE_CLEARED ? "ICACTIVER" : "DIR");
	if (s->life.style == STYLE_CLEARED) {
		clear_active(v, guest_intid(ack));
		deactivates(s, ack, since == machine.vcpu[0].exits);
		ideal_gic_write_bit(&s->ideal, v, guest_intid(ack), IDEAL_CLEAR_ACTIVE);
	} else {
		guest_deactivate(v, ack);
		deactivates(s, ack, since == machine.vcpu[0].exits);
		ideal_gic_dir(&s->ideal, v, guest_intid(ack));
	}
	stage_entered(s);
	stage_done(s);
}

/* The interrupt that is at place @i of those held is finished with. */
static void forget(struct stage *s, unsigned int i)
{
	s->nr_held--;
	for (; i < s->nr_held; i++) {
		s->held[i] = s->held[i + 1];
		s->held_since[i] = s->held_since[i + 1];
	}
}

/* EOImode 0: the innermost is served and ended. */
static void end_innermost(struct stage *s)
{
	uint32_t ack = s->held[s->nr_held - 1];

	stage_serve(s, device_of(s, ack));
	deactivates(s, ack, s->held_since[s->nr_held - 1] == machine.vcpu[0].exits);
	drop(s, ack);
	forget(s, s->nr_held - 1);
}

/* EOImode 1: one is served and deactivated. */
static void finish(struct stage *s, unsigned int i)
{
	uint32_t ack = s->held[i];

	stage_serve(s, device_of(s, ack));
	deactivate(s, ack, s->held_since[i]);
	forget(s, i);
}

static bool act_eoi(struct stage *s)
{
	if (!s->nr_held)
		return take(s);
	end_innermost(s);
	return true;
}

static bool act_nested(struct stage *s)
{
	if (s->signalled < s->life.nr && s->signalled == s->nr_held)
		stage_signal(s, 1);
	if (take(s))
		return true;
	if (!s->nr_held)
		return false;
	/* The next, more urgent one will come at an exit that is due. */
	if (s->acknowledged < s->signalled && run_exit_due(0))
		return false;
	end_innermost(s);
	return true;
}

static bool act_dir(struct stage *s)
{
	if (!s->nr_held)
		return take(s);
	/* The innermost: an urgent one may have come. */
	drop(s, s->held[s->nr_held - 1]);
	finish(s, s->nr_held - 1);
	return true;
}

static bool act_later(struct stage *s, bool reverse)
{
	if (take(s)) {
		drop(s, s->held[s->nr_held - 1]);
		return true;
	}
	if (!s->nr_held || run_exit_due(0))
		return false;
	finish(s, reverse ? s->nr_held - 1 : 0);
	return true;
}

/* The guest's next action; false: it has nothing to do. */
static bool act(struct stage *s)
{
	switch (s->life.style) {
	case STYLE_EOI:
		return act_eoi(s);
	case STYLE_NEST:
		return act_nested(s);
	case STYLE_DIR:
		return act_dir(s);
	default:
		return act_later(s, s->life.style == STYLE_LATER_REVERSE);
	}
}

/* WFI with one interrupt active: it sleeps unless another is due. */
static void sleep_on_active(struct stage *s)
{
	bool due = ideal_gic_waits(&s->ideal, 0), asleep;

	s->slept = true;
	stage_step(s, "vCPU 0 executes WFI");
	asleep = run_wfi(0);
	stage_done(s);
	stage_leave(s);
	if (asleep && ideal_gic_signalled(&s->ideal, 0, false))
		differs(s, LIFE_WAKES, "WFI", "goes on", "sleeps");
	if (!asleep && !due)
		differs(s, LIFE_SLEEPS, "WFI", "sleeps", "goes on");
	if (asleep && !run_wake(0, machine.vcpu[0].cpu)) {
		/* Nothing wakes it but a signal. */
		stage_raise(s, LIFE_MAX);
		if (!run_wake(0, machine.vcpu[0].cpu))
			differs(s, LIFE_WAKES, "WFI", "goes on", "sleeps");
		if (machine.vcpu[0].place == VCPU_ASLEEP)
			run_load(0, machine.vcpu[0].cpu);
	}
	stage_enter(s);
}

static void move(struct stage *s)
{
	s->moved = true;
	stage_leave(s);
	stage_step(s, "vCPU 0 moves to physical CPU 1");
	run_put(0);
	run_load(0, OTHER_CPU);
	stage_done(s);
	stage_enter(s);
}

/* vCPU @v routes SPI @intid to vCPU @to. */
static void route(struct stage *s, unsigned int v, uint32_t intid, unsigned int to)
{
	uint64_t value = to;

	stage_step(s, "vCPU %u routes INTID %u to vCPU %u (%s)", v, intid, to, s->group ? "IROUTER" : "ITARGETSR");
	if (machine.model.guest == VGIC_GICV2) {
		value = 1u << to;
		guest_mmio(v, VGIC_GPA_DIST + GICD_ITARGETSR + intid, 1, true, &value);
	} else {
		guest_mmio(v, VGIC_GPA_DIST + GICD_IROUTER + intid * 8, 8, true, &value);
	}
	ideal_gic_route(&s->ideal, intid, to);
	stage_done(s);
}

/* vCPU 1, which has been woken, handles the first interrupt. */
static void handle_elsewhere(struct stage *s)
{
	const struct ideal_int *better;
	enum ideal_fault fault;
	char text[40];
	unsigned int since;
	uint32_t ack;

	stage_step(s, "vCPU 1 enters the guest, acknowledges and ends what it is given");
	run_enter(OTHER_VCPU);
	stage_follow(s);
	ack = guest_ack(OTHER_VCPU, s->group);
	snprintf(text, sizeof(text), "INTID %u", guest_intid(ack));
	fault = ideal_gic_judge(&s->ideal, OTHER_VCPU, s->group, guest_intid(ack), guest_sender(ack), &better);
	if (fault != IDEAL_RIGHT) {
		stage_done(s);
		differs(s, gic_rule_of(fault, ideal_of(s, ack)), "acknowledge of vCPU 1", "what is routed to it", text);
		return;
	}
	since = machine.vcpu[OTHER_VCPU].exits;
	ideal_gic_ack(&s->ideal, OTHER_VCPU, guest_intid(ack), guest_sender(ack));
	stage_serve(s, 0);
	guest_eoi(OTHER_VCPU, s->group, ack);
	ideal_gic_eoi(&s->ideal, OTHER_VCPU, guest_intid(ack));
	guest_deactivate(OTHER_VCPU, ack);
	deactivates(s, ack, since == machine.vcpu[OTHER_VCPU].exits);
	ideal_gic_dir(&s->ideal, OTHER_VCPU, guest_intid(ack));
	stage_done(s);
}

void guest_routes(struct stage *s)
{
	uint32_t intid = s->device[0].intid;

	stage_step(s, "vCPU 1 executes WFI");
	stage_expect(s, LIFE_SLEEPS, COLUMN_GUEST, "WFI of vCPU 1", run_wfi(OTHER_VCPU), "sleeps", "goes on");
	stage_done(s);
	route(s, 0, intid, OTHER_VCPU);
	/* KVM moves it when the vCPU that has it exits, not before. */
	stage_leave(s);
	stage_expect(s, LIFE_KICKED, COLUMN_HOST, "vCPU 1", machine.vcpu[OTHER_VCPU].kicked, "kicked", "not kicked");
	stage_step(s, "vCPU 1 is woken");
	stage_expect(s, LIFE_WAKES, COLUMN_GUEST, "WFI of vCPU 1", run_wake(OTHER_VCPU, OTHER_CPU), "goes on", "sleeps");
	stage_done(s);
	if (s->over)
		return;
	handle_elsewhere(s);
	route(s, OTHER_VCPU, intid, 0);
	run_exit(OTHER_VCPU);
	run_put(OTHER_VCPU);
	stage_notified(s);
	stage_enter(s);
}

/* What the row has happen at this point. */
static void happen(struct stage *s, unsigned int held_before)
{
	bool first_acked = s->nr_held && !s->urgent_sent && !s->moved && !s->slept;

	switch (s->life.event) {
	case EVENT_URGENT:
	case EVENT_LESS_URGENT:
		if (first_acked) {
			s->urgent_sent = true;
			stage_raise(s, LIFE_MAX);
			stage_exit_and_enter(s);
			if (take(s) && s->life.style >= STYLE_LATER)
				drop(s, s->held[s->nr_held - 1]);
		}
		break;
	case EVENT_AGAIN:
		if (!s->again_sent && held_before && s->nr_held < held_before) {
			s->again_sent = true;
			stage_raise(s, 0);
		}
		break;
	case EVENT_MOVE:
		if (first_acked)
			move(s);
		break;
	case EVENT_WFI:
		if (first_acked && s->life.style >= STYLE_DIR)
			sleep_on_active(s);
		break;
	default:
		break;
	}
}

/* Does the vCPU exit after this action? @idle: the guest had nothing to do. */
static bool exits(const struct stage *s, bool idle)
{
	bool due = run_exit_due(0);

	switch (s->life.exits) {
	case EXITS_LATE:
		return due && idle;
	case EXITS_ALWAYS:
	case EXITS_GIVE_UP:
		return due || !idle;
	case EXITS_SLOW:
		return (due && (idle || s->overdue)) || (!idle && s->actions == 1);
	case EXITS_FIRST: case EXITS_SECOND: case EXITS_THIRD:
		return due || (!idle && s->actions == 1u + s->life.exits - EXITS_FIRST);
	default:
		return due;
	}
}

void guest_lives(struct stage *s)
{
	bool busy = true;

	while (busy && !s->over && s->actions < MAX_ACTIONS) {
		unsigned int held = s->nr_held;
		bool acted;

		/* Another vCPU's access may have made it exit. */
		if (machine.vcpu[0].place != VCPU_IN_GUEST) {
			stage_notified(s);
			stage_enter(s);
		}
		acted = act(s);
		s->actions++;
		happen(s, held);
		busy = acted;
		if (exits(s, !acted)) {
			stage_exit_and_enter(s);
			busy = true;
		}
		s->overdue = run_exit_due(0);
	}
	if (s->actions == MAX_ACTIONS)
		differs(s, LIFE_SPURIOUS, "at rest", "nothing more to do", "exits or interrupts without end");
}
