// SPDX-License-Identifier: GPL-2.0-only
/*
 * Timer: the guest. What it does with a timer that is due, action by action; between two of them happens what the row
 * says.
 */
#include "tests/tables/timer.h"

#include <stdio.h>

#include "mocks/gic/regs.h"

#define AWAY		1000	/* ticks until a timer is due */
#define MAX_ACKS	40	/* far more than any row needs: a storm ends here */
#define ENTRIES_IGNORED	3
#define NEVER		100000000

#define ISENABLER	0x100u	/* IHI 0048B 4.3, IHI 0069 12.9, 12.11; the same offset in both frames */
#define ICENABLER	0x180u
#define ISPENDR		0x200u
#define ICPENDR		0x280u

static void pause_guest(struct timer_stage *s)
{
	enum timer_exits exits = s->c.exits;

	if (s->over || (exits == TIMER_EXITS_LATE) || (exits == TIMER_EXITS_DUE && !run_exit_due(0)))
		return;
	timer_exit_and_enter(s, exits);
}

/* The bit of @t's interrupt in a register of one bit for each. */
static uint64_t bit(struct timer_stage *s, const struct timer_state *t, uint32_t reg, bool write)
{
	uint64_t gpa = (s->group ? VGIC_GPA_REDIST + 0x10000 : VGIC_GPA_DIST) + reg, value = 1u << t->intid;

	guest_mmio(0, gpa, 4, write, &value);
	timer_entered(s);
	return value >> t->intid & 1;
}

static void enable(struct timer_stage *s, const struct timer_state *t, bool on)
{
	timer_step(s, "guest %s INTID %u (%s)", on ? "enables" : "disables", t->intid, on ? "ISENABLER" : "ICENABLER");
	ideal_gic_write_bit(&s->ideal, 0, t->intid, on ? IDEAL_SET_ENABLE : IDEAL_CLEAR_ENABLE);
	bit(s, t, on ? ISENABLER : ICENABLER, true);
	timer_done(s);
	pause_guest(s);
}

static void pend(struct timer_stage *s, struct timer_state *t, bool on)
{
	/* That the host is then interrupted once more is meant (df635c5b1882). */
	t->heard &= on;
	timer_step(s, "guest makes INTID %u %s (%s)", t->intid, on ? "pending" : "not pending", on ? "ISPENDR" : "ICPENDR");
	ideal_gic_write_bit(&s->ideal, 0, t->intid, on ? IDEAL_SET_PENDING : IDEAL_CLEAR_PENDING);
	bit(s, t, on ? ISPENDR : ICPENDR, true);
	timer_done(s);
	pause_guest(s);
}

static void program(struct timer_stage *s, struct timer_state *t, int32_t in, uint32_t ctl)
{
	timer_program(s, t, in, t - s->timer == GIC_PTIMER, ctl);
	pause_guest(s);
}

/* Programmed for a time that does not come in this round, as tickless kernels do. */
static void put_off(struct timer_stage *s, struct timer_state *t)
{
	if (ideal_timer_output(&t->ideal, machine.gic.time))
		program(s, t, NEVER, CNT_CTL_ENABLE);
}

/* Acknowledge: the interrupt, or NULL. */
static const struct ideal_int *take(struct timer_stage *s, uint32_t *ack)
{
	bool exit_due = run_exit_due(0);
	const struct ideal_int *irq;

	timer_step(s, "vCPU 0 acknowledges (IAR)");
	*ack = guest_ack(0, s->group);
	timer_entered(s);
	irq = timer_judge_ack(s, *ack, exit_due);
	if (irq)
		timer_acknowledged(s, irq->intid);
	timer_done(s);
	if (irq)
		pause_guest(s);
	return irq;
}

/* KVM may hear of the line again once the guest has deactivated the interrupt. */
static void deactivates(struct timer_stage *s, uint32_t intid)
{
	for_each_used(t, s)
		if (t->intid == intid)
			t->heard = false;
}

static void drop(struct timer_stage *s, uint32_t ack)
{
	timer_step(s, "vCPU 0 ends INTID %u (EOIR)", guest_intid(ack));
	guest_eoi(0, s->group, ack);
	ideal_gic_eoi(&s->ideal, 0, guest_intid(ack));
	timer_entered(s);
	timer_done(s);
}

static void end(struct timer_stage *s, uint32_t ack)
{
	bool eoimode = s->c.style == TIMER_DIR || s->c.style == TIMER_DIR_LATE;

	if (eoimode) {
		drop(s, ack);
		pause_guest(s);
		timer_step(s, "vCPU 0 deactivates INTID %u (DIR)", guest_intid(ack));
		deactivates(s, guest_intid(ack));
		guest_deactivate(0, ack);
		ideal_gic_dir(&s->ideal, 0, guest_intid(ack));
		timer_entered(s);
		timer_done(s);
	} else {
		deactivates(s, guest_intid(ack));
		drop(s, ack);
	}
	pause_guest(s);
}

/* The interrupt of timer @t is active. */
static void handle(struct timer_stage *s, struct timer_state *t, enum timer_style style, bool first, uint32_t ack)
{
	switch (style) {
	case TIMER_IMASK:
	case TIMER_OFF:
		program(s, t, 0, style == TIMER_OFF ? 0 : CNT_CTL_ENABLE | CNT_CTL_IMASK);
		end(s, ack);
		break;
	case TIMER_LATE:
	case TIMER_DIR_LATE:
		if (!first)
			put_off(s, t);
		end(s, ack);
		break;
	case TIMER_HELD:
		if (first) {
			program(s, t, AWAY, CNT_CTL_ENABLE);
			timer_time(s, AWAY);
			pause_guest(s);
		} else {
			put_off(s, t);
		}
		end(s, ack);
		break;
	default:
		put_off(s, t);
		end(s, ack);
	}
}

/* The guest takes and handles what it is given, until it is given nothing and need not exit. */
static void handle_all(struct timer_stage *s, enum timer_style style)
{
	unsigned int n = 0, seen[GIC_NR_TIMERS] = { 0 };
	const struct ideal_int *irq;
	uint32_t ack;

	while (!s->over && n++ < MAX_ACKS) {
		irq = take(s, &ack);
		if (!irq) {
			if (s->over || !run_exit_due(0))
				return;
			timer_exit_and_enter(s, s->c.exits);
			continue;
		}
		if (irq->intid >= 32)
			end(s, ack);
		for_each_used(t, s)
			if (t->intid == irq->intid)
				handle(s, t, style, !seen[t - s->timer]++, ack);
	}
	if (n > MAX_ACKS)
		timer_differs(s, TIMER_STORM, COLUMN_GUEST, "exits and interrupts", "nothing more to do", "without end");
}

static void mask(struct timer_stage *s, bool on)
{
	timer_step(s, "guest masks %s (PMR)", on ? "everything" : "nothing any more");
	guest_mask(0, on ? 0 : 0xff);
	ideal_gic_mask(&s->ideal, 0, on ? 0 : 0xff);
	timer_entered(s);
	timer_done(s);
	pause_guest(s);
}

/* Several entries in which the guest looks at nothing; then WFI does not sleep. */
static void ignore(struct timer_stage *s)
{
	for (unsigned int i = 0; i < ENTRIES_IGNORED; i++) {
		timer_exit_and_enter(s, s->c.exits);
		if (!s->over && !guest_signalled(0))
			timer_differs(s, TIMER_FORGOTTEN, COLUMN_GUEST, "vCPU", "is signalled an interrupt", "is not");
	}
	for_each_used(t, s) {
		timer_step(s, "guest reads ISPENDR of INTID %u", t->intid);
		if (!bit(s, t, ISPENDR, false))
			timer_differs(s, TIMER_PENDING_READ, COLUMN_GUEST, "ISPENDR", "1", "0");
		timer_done(s);
	}
	if (timer_wfi(s))
		timer_differs(s, TIMER_WAKES, COLUMN_GUEST, "WFI", "goes on", "sleeps");
	else
		timer_enter(s);
}

/* The timers are due. */
static void in_style(struct timer_stage *s, enum timer_style style)
{
	if (style == TIMER_DISABLED || style == TIMER_DISABLED_HIGH) {
		for_each_used(t, s)
			enable(s, t, false);
		handle_all(s, TIMER_EOI);
		for_each_used(t, s) {
			if (style == TIMER_DISABLED)
				put_off(s, t);
			enable(s, t, true);
		}
	}
	if (style == TIMER_PMR) {
		mask(s, true);
		handle_all(s, TIMER_EOI);
		mask(s, false);
	}
	if (style == TIMER_IGNORED || style == TIMER_IGNORED_LATE)
		ignore(s);
	if (s->over)
		return;
	if (style == TIMER_IGNORED) {
		for_each_used(t, s)
			put_off(s, t);
		timer_exit_and_enter(s, s->c.exits);
	}
	if (style == TIMER_SOFT_CLEARED)
		for_each_used(t, s)
			pend(s, t, false);
	handle_all(s, style);
}

/* Made pending by software, before the timer is due. */
static void soft(struct timer_stage *s, enum timer_style style)
{
	if (style != TIMER_SOFT && style != TIMER_SOFT_CLEARED)
		return;
	for_each_used(t, s) {
		pend(s, t, true);
		if (style == TIMER_SOFT_CLEARED)
			pend(s, t, false);
	}
	handle_all(s, style);
}

void timer_round(struct timer_stage *s, enum timer_when when, enum timer_style style)
{
	soft(s, style);
	for_each_used(t, s)
		program(s, t, when == WHEN_PAST ? -1 : AWAY, CNT_CTL_ENABLE);
	/* It is not due yet. */
	if (when != WHEN_PAST)
		handle_all(s, TIMER_EOI);
	if (s->over)
		return;
	timer_becomes_due(s, when, AWAY);
	if (s->over)
		return;
	pause_guest(s);
	in_style(s, style);
	if (s->over)
		return;
	/* When all is handled one more exit and entry must bring nothing. */
	timer_exit_and_enter(s, s->c.exits);
	handle_all(s, TIMER_EOI);
}
