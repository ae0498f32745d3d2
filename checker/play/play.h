/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Playing verbs: each is done on the machine, which runs the real code and the simulated hardware, and told to the ideal GIC;
 * what the guest sees is held against it. play.c: what a verb does; judge.c: what is judged, and the quiet in which it is;
 * access.c: the guest's accesses to the distributor.
 */
#ifndef CHECKER_PLAY_PLAY_H
#define CHECKER_PLAY_PLAY_H

#include "checker/machine/guest.h"
#include "checker/machine/machine.h"
#include "checker/machine/runloop.h"
#include "checker/machine/verb.h"
#include "checker/spec/gic/gic.h"
#include "checker/spec/gic/rules.h"

#define PLAY_HELD 8

/* What a vCPU has acknowledged and not yet deactivated. */
struct play_held {
	uint32_t ack;		/* the register's value */
	uint8_t group;
	bool dropped;		/* EOImode 1: its priority is no longer active */
};

struct play_vcpu {
	struct play_held held[PLAY_HELD];
	unsigned int nr_held;
	unsigned int entries, exits;	/* that the ideal GIC has been told of */
};

/* The device behind an interrupt that is mapped. */
struct play_mapped {
	uint32_t intid, irq;
	uint8_t owner;
	bool offered;			/* its owner's last entry found it in a list register */
};

struct play {
	struct row *row;
	struct ideal_gic ideal;
	struct play_vcpu vcpu[VGIC_MAX_VCPUS];
	struct play_mapped mapped[4];
	unsigned int nr_mapped;
	unsigned int notices;		/* deactivations that a device must have been told of */
	bool over;			/* something differed: what follows from it is no news */
};

/*
 * play_begin() - the VM as it is made, both groups forwarded, vCPU 0 loaded on CPU 0, no other one. play_open() - vCPU @v on CPU
 * @cpu is in the guest and has opened its CPU interface: both groups, nothing masked, the finest binary points.
 */
void play_begin(struct play *p, struct row *row);
void play_open(struct play *p, unsigned int v, unsigned int cpu, bool eoimode);

/* How an interrupt is set up before the guest runs: by vCPU 0's accesses; enabled, an SPI routed to @vcpu. */
struct play_config {
	bool level;		/* SPIs only */
	uint8_t priority, group, vcpu;
};
void play_configure(struct play *p, unsigned int v, uint32_t intid, const struct play_config *c);

/*
 * play_verb() - do it, and judge it. A vCPU that acts as a guest and is not in the guest enters it first. What cannot be done now
 * (an access by a vCPU that sleeps, an end of what was never acknowledged) does nothing.
 */
void play_verb(struct play *p, const struct verb *verb);

/*
 * play_rest() - every vCPU handles all that it is given, devices are served and fall silent, until there is nothing left to do;
 * then all that is left must be as the ideal GIC has it.
 */
void play_rest(struct play *p);

/* --- between the files --- */

/* The interrupt's mapping, or NULL. */
struct play_mapped *play_mapped(struct play *p, unsigned int owner, uint32_t intid);
/* Tell the row a difference, once. */
void play_differs(struct play *p, enum gic_rule rule, enum column column, const char *field, const char *expected,
		  const char *seen);
/* Bring vCPU @v into the guest; false: it sleeps, or its CPU is taken. */
bool play_in_guest(struct play *p, unsigned int v);
/* Is there no other vCPU on the CPU that @v is put on? */
bool play_can_load(unsigned int v);
/* Will the host be interrupted on the CPU of vCPU @v? */
bool play_physical_due(const struct play *p, unsigned int v);
/* Exits that the ideal GIC does not know of yet; and entries. What halted a vCPU lets it go on between the two. */
void play_left(struct play *p);
void play_entered(struct play *p);

/* access.c: the machine's half of verbs at the distributor. False: no vCPU can do that. */
bool play_access(struct play *p, const struct verb *verb);
/* vCPU @v reads all that there is of the interrupts that were mentioned; of private ones of others only if it says so. */
void play_look(struct play *p, unsigned int v, bool of_others);
/* It reads GICD_CTLR. */
void play_look_control(struct play *p, unsigned int v);

/* judge.c */
void play_judge_ack(struct play *p, unsigned int v, unsigned int group, uint32_t ack, bool exit_due);
void play_judge_quiet(struct play *p);
void play_settle(struct play *p);

#endif
