/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Playing verbs: each is done on the machine, which runs the real code and the simulated hardware, and told to the ideal GIC;
 * what the guest sees is held against it. play.c: what a verb does; judge.c: what is judged, and the quiet in which it is;
 * access.c: the guest's accesses to the distributor; circumstances.c: what is unusual about an interrupt; migrate.c: save and restore.
 */
#ifndef CHECKER_PLAY_PLAY_H
#define CHECKER_PLAY_PLAY_H

#include "checker/machine/guest.h"
#include "checker/machine/machine.h"
#include "checker/machine/runloop.h"
#include "checker/machine/verb.h"
#include "checker/play/follow.h"
#include "checker/spec/gic/gic.h"
#include "checker/spec/gic/rules.h"

#define PLAY_HELD 8

/* What a vCPU has acknowledged and not yet deactivated. */
struct play_held {
	uint32_t ack;		/* the register's value */
	uint8_t group;
	unsigned int since;	/* how often its vCPU had exited then */
	bool dropped;		/* EOImode 1: its priority is no longer active */
};

struct play_vcpu {
	struct play_held held[PLAY_HELD];
	bool stale_mask;		/* PMR has been written since it was last scheduled out */
	unsigned int nr_held;
};

/* The device behind an interrupt that is mapped. */
struct play_mapped {
	uint32_t intid, irq;
	uint8_t owner;
	uint8_t offered;		/* bit v: vCPU v's last entry found it in a list register */
};

/* What is unusual about an interrupt, in the order of ideal.irq; circumstances.c. */
enum {
	PLAY_REROUTED = 1, PLAY_AGAIN = 2, PLAY_SOFT = 4, PLAY_ENDED_ELSEWHERE = 8, PLAY_CLEARED = 16, PLAY_OTHERS_BANK = 32,
	PLAY_SOFT_MAPPED = 64, PLAY_TARGETS = 128, PLAY_NO_TARGET = 256, PLAY_GROUP_0 = 512, PLAY_FULL = 1024,
	PLAY_INACTIVE = 2048, PLAY_GROUP_OFF = 4096, PLAY_SOFT_ACKED = 8192, PLAY_STALE_MASK = 16384,
	PLAY_UNQUEUED = 32768, PLAY_LINE_NOTED = 65536, PLAY_GROUP_1 = 131072, PLAY_OTHER_GROUP = 262144,
	PLAY_NOTED_REROUTED = 524288, PLAY_MIGRATED = 1048576,
};
struct play_history {
	uint32_t bits;
	uint8_t had;		/* bit v: vCPU v was its target, and has not exited since */
	uint8_t ended;		/* bit v: vCPU v has deactivated it, and has not exited since */
	uint8_t acked_by;
};

struct play {
	struct row *row;
	struct ideal_gic ideal;
	struct follow follow;
	struct play_vcpu vcpu[VGIC_MAX_VCPUS];
	struct play_mapped mapped[4];
	unsigned int nr_mapped;
	struct play_history history[IDEAL_INTS];
	unsigned int within_stay;	/* of these, acknowledged and ended without an exit between */
	bool ended_elsewhere;		/* ever: PLAY_ENDED_ELSEWHERE of a level SPI */
	bool migrated_active;		/* ever: PLAY_MIGRATED of a level SPI */
	unsigned int told[NR_GIC_RULES]; /* circumstances in which a vCPU was seen to wait: said once for each rule */
	unsigned int notices;		/* deactivations that a device must have been told of */
	bool written;			/* the row is being written as a file for vgicheck play */
	unsigned int within;		/* a verb or the end: what these do by verbs is no line of a file */
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

const struct play_history *play_history(const struct play *p, const struct ideal_int *i);
/* circumstances.c: before a verb is done; when vCPU @v acknowledges, ends, exits. */
void play_note(struct play *p, const struct verb *verb);
/* Before vCPU @v deactivates @intid. */
void play_note_dir(struct play *p, unsigned int v, uint32_t intid);
/* Is it a mapped private interrupt of another vCPU than @v? */
bool play_foreign(struct play *p, unsigned int v, const struct ideal_int *i);
/* The VM is migrated. */
void play_note_migrate(struct play *p);
/* Before a verb that routes: the vCPUs that have the interrupt; and after it. */
unsigned int play_had(const struct play *p, const struct verb *verb);
void play_note_route(struct play *p, const struct verb *verb, unsigned int had);
void play_note_ack(struct play *p, unsigned int v, uint32_t intid);
void play_note_end(struct play *p, unsigned int v, uint32_t intid);
void play_note_exit(struct play *p, unsigned int v);
/* PLAY_*, as vCPU @v sees it. "INTID 40" with @what behind it, and those in words. */
unsigned int play_circumstances(const struct play *p, unsigned int v, const struct ideal_int *i);
void play_print(const struct play *p, unsigned int v, const struct ideal_int *i, const char *what, char *buffer, size_t size);
#define PLAY_TEXT 300

/* The interrupt's mapping, or NULL. */
struct play_mapped *play_mapped(struct play *p, unsigned int owner, uint32_t intid);
/* Tell the row a difference, once. */
/* Of a vCPU that waits for @i: the row goes on if that has a circumstance to go with it, for nothing follows from waiting. */
void play_waits(struct play *p, unsigned int v, const struct ideal_int *i, enum gic_rule rule, enum column column,
		const char *field, const char *seen);
void play_differs(struct play *p, enum gic_rule rule, enum column column, const char *field, const char *expected,
		  const char *seen);
/* Bring vCPU @v into the guest; false: it sleeps, or its CPU is taken. */
bool play_in_guest(struct play *p, unsigned int v);
/* vCPU @v, put or loaded, has run, been scheduled out and in, and is in the guest on @cpu. */
void play_schedule(unsigned int v, unsigned int cpu);
/* The loaded vCPU @v enters. */
void play_enter(struct play *p, unsigned int v);
/* Is there no other vCPU on the CPU that @v is put on? */
bool play_can_load(unsigned int v);
bool play_cpu_is_free(unsigned int cpu);
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

/* migrate.c: save, destroy, make anew, restore. False: something of the state would be lost. */
bool play_migrate(struct play *p);

/* judge.c */
void play_judge_ack(struct play *p, unsigned int v, unsigned int group, uint32_t ack, bool exit_due);
void play_judge_quiet(struct play *p);
void play_settle(struct play *p);

#endif
