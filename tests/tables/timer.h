/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Timer: what the files of the table share. timer.c: the table, its hosts and rows; timer-stage.c: the vCPU and its
 * timers on the machine, where time passes and who takes which interrupt; timer-judge.c: the rules, and what is held
 * against the ideal timer; timer-guest.c: what the guest does with a timer that is due.
 */
#ifndef TESTS_TABLES_TIMER_H
#define TESTS_TABLES_TIMER_H

#include "checker/machine/guest.h"
#include "checker/machine/runloop.h"
#include "checker/machine/tell.h"
#include "checker/machine/verbs.h"
#include "checker/play/follow.h"
#include "checker/spec/gic/gic.h"
#include "checker/spec/timer.h"
#include "tests/tables/case.h"

#define OTHER_VCPU	1
#define NR_OTHERS	2	/* interrupts that are more urgent than the timers and fill the list registers */

/* Which of its timers the guest uses. */
enum timer_used { USED_VIRTUAL, USED_PHYSICAL, USED_BOTH, NR_TIMERS_USED };

/* What there is of list registers. */
enum timer_room {
	ROOM_ONE,	/* one */
	ROOM_TWO,	/* two */
	ROOM_NONE,	/* two, and two interrupts for them that are more urgent */
	NR_ROOMS
};

/* Where the vCPU is when the timer becomes due. */
enum timer_when {
	WHEN_GUEST,	/* in the guest */
	WHEN_PAST,	/* as it programs the timer */
	WHEN_HOST,	/* loaded, in the host */
	WHEN_PUT,	/* scheduled out */
	WHEN_MOVED,	/* the same, and it goes on on another CPU */
	WHEN_OTHER,	/* the same, while another vCPU, whose own timers are due, runs on its CPU */
	WHEN_WFI,	/* asleep */
	NR_WHENS
};

/* What the guest does with a timer that is due. */
enum timer_style {
	TIMER_EOI,		/* acknowledges, programs it anew, ends */
	TIMER_IMASK,		/* acknowledges, masks at the timer, ends; programs it anew later */
	TIMER_OFF,		/* the same by ENABLE */
	TIMER_LATE,		/* ends at once, so that the interrupt comes again; then as TIMER_EOI */
	TIMER_DIR,		/* EOImode 1: acknowledges, drops, programs it anew, deactivates */
	TIMER_DIR_LATE,		/* EOImode 1: deactivates at once; then as TIMER_DIR */
	TIMER_HELD,		/* acknowledges, programs it anew, and ends only when it is due again */
	TIMER_DISABLED,		/* disables it in the distributor, programs it anew, enables it */
	TIMER_DISABLED_HIGH,	/* disables and enables it there, while its line is high; then as TIMER_EOI */
	TIMER_PMR,		/* masks it by PMR for a while; then as TIMER_EOI */
	TIMER_IGNORED,		/* looks at nothing for several entries, then programs it anew */
	TIMER_IGNORED_LATE,	/* the same, then as TIMER_EOI */
	TIMER_SOFT_CLEARED,	/* has made it pending by ISPENDR and cleared that; then as TIMER_EOI */
	TIMER_SOFT,		/* has made it pending by ISPENDR and handled that; then as TIMER_EOI */
	NR_TIMER_STYLES
};

/* What happens between two of the guest's actions. */
enum timer_exits {
	TIMER_EXITS_DUE,	/* nothing, unless the vCPU must exit */
	TIMER_EXITS_LATE,	/* nothing, until the guest has nothing to do and the vCPU must exit */
	TIMER_EXITS_ALWAYS,	/* the vCPU exits and enters */
	TIMER_EXITS_GIVE_UP,	/* the same, and an entry between is given up */
	TIMER_EXITS_PUT,	/* the same, scheduled out and in */
	TIMER_EXITS_MOVE,	/* the same, onto another CPU */
	TIMER_EXITS_OTHER,	/* the same, while another vCPU, whose own timers are due, runs on its CPU */
	NR_TIMER_EXITS
};

struct timer_case {
	enum timer_used used;
	enum timer_room room;
	enum timer_when when;
	enum timer_style style;
	enum timer_exits exits;
};

/* What is known of one of vCPU 0's timers while a row runs. */
struct timer_state {
	bool used;
	bool direct;		/* the guest has the hardware's; else KVM emulates it */
	uint32_t intid, irq;	/* irq: the Linux irq, direct only */
	struct ideal_timer ideal;
	/* The line has fallen when no list register had the interrupt, and has not risen since. */
	bool unlisted;
	/* KVM has heard of the line being high, and the guest has not deactivated since. */
	bool heard;
};

/* A row while it runs. */
struct timer_stage {
	struct row *row;
	struct timer_case c;
	unsigned int group;
	struct ideal_gic ideal;
	struct follow follow;
	struct timer_state timer[GIC_NR_TIMERS];
	unsigned int others;	/* interrupts that fill list registers and have been signalled */
	bool other_due;		/* the other vCPU's timers have been programmed */
	bool over;		/* something differed: what follows from it is no news */
};

extern const struct rule timer_rules[];
enum {
	TIMER_SPURIOUS, TIMER_FORGOTTEN, TIMER_PRIORITY, TIMER_URGENT_FIRST, TIMER_ONCE, TIMER_HOST_ONCE, TIMER_STORM, TIMER_WAKES, TIMER_SLEEPS,
	TIMER_REGISTERS, TIMER_OUTPUT, TIMER_QUIET, TIMER_PENDING_READ, TIMER_AT_REST, TIMER_ENTERS,
};

#define for_each_used(t, s) \
	for (struct timer_state *t = (s)->timer; t < (s)->timer + GIC_NR_TIMERS; t++) \
		if (t->used)

/* --- timer-judge.c --- */

void timer_differs(struct timer_stage *s, unsigned int rule, enum column column, const char *field, const char *expected,
		   const char *seen);
/* The guest has acknowledged and was given @ack; @exit_due: the vCPU had to exit already. Returns the interrupt, or NULL. */
const struct ideal_int *timer_judge_ack(struct timer_stage *s, uint32_t ack, bool exit_due);
/* vCPU 0 is in the guest: the guest reads its timers back, and their outputs are looked at. */
void timer_judge_registers(struct timer_stage *s);
/* Nothing is loaded on @cpu. */
void timer_judge_quiet(struct timer_stage *s, unsigned int cpu);
/* vCPU 0 has switched its timers off, handled everything, and left the guest. */
void timer_judge_at_rest(struct timer_stage *s);

/* --- timer-stage.c --- */

__attribute__((format(printf, 2, 3)))
void timer_step(struct timer_stage *s, const char *format, ...);
void timer_done(struct timer_stage *s);
const struct ideal *timer_irq_of(const struct timer_stage *s, const struct timer_state *t);

/* The guest configures interrupts and CPU interface; vCPU 0 is in the guest then. */
void timer_set(struct timer_stage *s);
/* The guest writes CTL, and before that, unless @in is 0, when it is due: @in ticks from now, by TVAL or CVAL. */
void timer_program(struct timer_stage *s, struct timer_state *t, int32_t in, bool by_tval, uint32_t ctl);
/* @ticks pass while vCPU 0 is where it is; CPUs that run no guest take what is due. */
void timer_time(struct timer_stage *s, uint64_t ticks);
/* Exit, interrupts, and entry, and between them what @how says. */
void timer_exit_and_enter(struct timer_stage *s, enum timer_exits how);
void timer_leave(struct timer_stage *s);
void timer_enter(struct timer_stage *s);
/* vCPU 0 executes WFI, and is out of the guest; returns whether it sleeps. */
bool timer_wfi(struct timer_stage *s);
/* The guest acknowledges interrupt @intid: the ideal is told. */
void timer_acknowledged(struct timer_stage *s, uint32_t intid);
/* The guest did something at which KVM may have had it exit and enter: then the ideal has to know. */
void timer_entered(struct timer_stage *s);
/* The timers are due, as the row says where the vCPU is: @ticks pass; it is in the guest afterwards. */
void timer_becomes_due(struct timer_stage *s, enum timer_when when, uint64_t ticks);

/* --- timer-guest.c --- */

/* One time: the guest programs its timers, they become due as @when says, and it handles them in @style. */
void timer_round(struct timer_stage *s, enum timer_when when, enum timer_style style);

#endif
