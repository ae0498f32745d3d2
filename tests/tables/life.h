/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Life: what the files of the table share. life.c: the table, its hosts and rows; life-stage.c: the vCPU, its
 * interrupts and devices on the machine; life-guest.c: how the guest handles what it is given, judged at each step.
 */
#ifndef TESTS_TABLES_LIFE_H
#define TESTS_TABLES_LIFE_H

#include "checker/machine/guest.h"
#include "checker/machine/runloop.h"
#include "checker/machine/tell.h"
#include "checker/machine/verbs.h"
#include "checker/play/follow.h"
#include "checker/spec/gic/rules.h"
#include "tests/tables/case.h"

#define OTHER_VCPU	1
#define OTHER_CPU	1
#define LIFE_MAX	4	/* interrupts of a row, and one that comes later */

/* What kind of interrupt there is several of. */
enum life_kind { LIFE_EDGE, LIFE_LEVEL, LIFE_PPI, LIFE_MAPPED, LIFE_SGI, LIFE_SGI_SOURCES, LIFE_MIXED, LIFE_RESAMPLED,
		 NR_LIFE_KINDS };

/* Priorities, in the order in which they are signalled. */
enum life_order { ORDER_EQUAL, ORDER_FALLING, ORDER_RISING, NR_ORDERS };

/* How the guest handles an interrupt. */
enum life_style {
	STYLE_EOI,		/* EOImode 0: one after the other */
	STYLE_NEST,		/* EOImode 0: each is interrupted by the next, more urgent one */
	STYLE_DIR,		/* EOImode 1: priority drop and deactivation, one after the other */
	STYLE_LATER,		/* EOImode 1: all are dropped, then deactivated in the same order */
	STYLE_LATER_REVERSE,	/* the same in reverse order */
	STYLE_ELSEWHERE,	/* the same, deactivated by another vCPU */
	STYLE_CLEARED,		/* the same, by another vCPU's write of GICD_ICACTIVER */
	NR_STYLES
};

/* When the vCPU exits. */
enum life_exits {
	EXITS_DUE,		/* as soon as it must */
	EXITS_LATE,		/* when it must, and the guest has nothing else to do */
	EXITS_ALWAYS,		/* after each of the guest's actions */
	EXITS_GIVE_UP,		/* the same, and the first entry after it is given up */
	EXITS_FIRST, EXITS_SECOND, EXITS_THIRD,	/* as soon as it must, and after that action */
	EXITS_SLOW,		/* after the first action, and else one action later than it must */
	NR_EXITS
};

/* What else happens. */
enum life_event {
	EVENT_NOTHING,
	EVENT_MASKED,		/* at first the guest masks all priorities, and exits */
	EVENT_URGENT,		/* after the first acknowledge a more urgent interrupt is signalled */
	EVENT_AGAIN,		/* the first interrupt is signalled again when it has been deactivated */
	EVENT_MOVE,		/* after the first acknowledge the vCPU moves to another CPU */
	EVENT_WFI,		/* the vCPU sleeps at first, and executes WFI after the first acknowledge */
	EVENT_OTHER_VM,		/* between exit and entry another vCPU runs on the CPU */
	EVENT_FIRST_RUN,	/* the vCPU has never been scheduled out before */
	EVENT_LESS_URGENT,	/* the same, with a less urgent one, which must wait */
	EVENT_LINE_STAYS,	/* the device of the first is not served before its interrupt comes once more */
	EVENT_ROUTED,		/* the first is routed to vCPU 1, which sleeps, before it is acknowledged */
	NR_LIFE_EVENTS
};

struct life {
	unsigned int nr;
	enum life_kind kind;
	enum life_order order;
	enum life_style style;
	enum life_exits exits;
	enum life_event event;
};

/* How an interrupt is signalled. */
struct device {
	uint32_t intid;
	bool level, mapped, spi;
	bool resampled;			/* behind a resampling irqfd, as VFIO's INTx */
	bool triggered;			/* resampled: it has triggered the irqfd and has not been told of an end since */
	uint32_t irq;			/* mapped: the Linux irq */
	bool line;
};

/* A row while it runs; no pointer into the subject. */
struct stage {
	struct row *row;
	struct life life;
	unsigned int group;
	struct ideal_gic ideal;
	struct follow follow;
	struct device device[LIFE_MAX + 1];
	/* Acknowledged and not yet deactivated: the register's value. */
	uint32_t held[LIFE_MAX + 2];
	unsigned int held_since[LIFE_MAX + 2];	/* how often the vCPU had exited then */
	unsigned int nr_held;
	unsigned int nr_dropped;	/* of those, from the first on */
	unsigned int actions, signalled, acknowledged;	/* so far */
	unsigned int deactivations;	/* those that a device is told of; and of these */
	unsigned int within_stay;	/* acknowledged and ended without an exit between */
	bool urgent_sent, again_sent, stayed, moved, slept;
	bool overdue;			/* EXITS_SLOW: the vCPU had to exit before this action */
	bool over;			/* something differed: what follows from it is no news */
};

/* --- life.c --- */

/* What is told of the end of interrupts, held against what must be. */
void life_judge_notified(struct stage *s);

/* --- life-stage.c --- */

/* Tell the row a difference, and let the row end. */
void stage_differs(struct stage *s, unsigned int rule, enum column column, const char *field, const char *expected,
		   const char *seen);
static inline void stage_expect(struct stage *s, unsigned int rule, enum column column, const char *field, bool ok,
				const char *expected, const char *seen)
{
	if (!ok)
		stage_differs(s, rule, column, field, expected, seen);
}

/* Configure the interrupts of the row, in KVM and in the ideal; the guest opens its CPU interface. */
void stage_set(struct stage *s, const struct life *life);
/* vCPU 1 enters the guest on its own CPU and opens its CPU interface, EOImode 1. */
void stage_other_enters(struct stage *s);
/* Does vCPU 1 deactivate what vCPU 0 has acknowledged? */
static inline bool stage_deactivates_elsewhere(const struct stage *s)
{
	return s->life.style == STYLE_ELSEWHERE || s->life.style == STYLE_CLEARED;
}
/* The devices of the next @n interrupts signal. */
void stage_signal(struct stage *s, unsigned int n);
/* The device of interrupt @i signals (once more); it is served and does not ask any longer. */
void stage_raise(struct stage *s, unsigned int i);
void stage_serve(struct stage *s, unsigned int i);
/* Devices that were told of the end of their interrupt trigger it again, if they are not served yet. */
void stage_told(struct stage *s);
/* There was an exit since an interrupt was ended (if vCPU 1 did that, of vCPU 0, too): its device must have been told. */
static inline void stage_notified(struct stage *s)
{
	if (s->life.kind == LIFE_RESAMPLED)
		life_judge_notified(s);
	stage_told(s);
}
/* Kept in mind for them: interrupt @i is being deactivated, which lowers its line. */
void stage_ended(struct stage *s, unsigned int i);
/* Exit, physical interrupts, and entry; leaving alone; entering alone. */
void stage_exit_and_enter(struct stage *s);
void stage_leave(struct stage *s);
void stage_enter(struct stage *s);
/* A vCPU may have exited or entered: then the ideal has to know. The guest did something at which it may have. */
void stage_follow(struct stage *s);
void stage_entered(struct stage *s);
/* A step begins, is said; and has been done, its changes are told. */
__attribute__((format(printf, 2, 3)))
void stage_step(struct stage *s, const char *format, ...);
void stage_done(struct stage *s);

/* --- life-guest.c --- */

/* vCPU 0 routes the first interrupt, which is pending, to vCPU 1, which sleeps and has to wake for it. */
void guest_routes(struct stage *s);
/* The guest goes on until it has handled everything that it is given and need not exit. */
void guest_lives(struct stage *s);

#endif
