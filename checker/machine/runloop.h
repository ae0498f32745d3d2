/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * KVM's run loop as the machine drives it: vCPUs are loaded on physical CPUs, enter the guest, leave it,
 * sleep in WFI and are put. The subject's own order of calls is behind it (struct vgic_subject).
 *
 * Kicks and maintenance interrupts are asynchronous: run_exit_due() says that the vCPU must leave the guest soon,
 * and whoever plays the guest decides when.
 */
#ifndef CHECKER_MACHINE_RUNLOOP_H
#define CHECKER_MACHINE_RUNLOOP_H

#include "checker/machine/machine.h"

/* Why a vCPU in the guest must leave it before long; 0: it may stay for ever. */
enum {
	EXIT_KICK = 1,		/* KVM has kicked it */
	EXIT_MAINTENANCE = 2,	/* its virtual CPU interface asserts the maintenance interrupt */
	EXIT_PHYSICAL = 4,	/* a physical interrupt is deliverable on its CPU, or the host's own timer is due */
};

/* Schedule vCPU @v in on physical CPU @cpu, where nothing is loaded, and out again. */
void run_load(unsigned int v, unsigned int cpu);
void run_put(unsigned int v);

/*
 * The loaded vCPU @v enters the guest. An entry that KVM gives up by itself (a request was made meanwhile) is
 * repeated, as KVM does. False: it was given up ten times, which KVM would go on with for ever.
 */
bool run_enter(unsigned int v);
/*
 * An entry is given up between flush and guest, since a signal is pending. Where a tree looks before it flushes,
 * that is all that happens.
 */
void run_give_up(unsigned int v);
/* It leaves the guest. Nothing when it is not there any more. */
void run_exit(unsigned int v);
unsigned int run_exit_due(unsigned int v);

/* The guest executes WFI, which exits. True: it sleeps. */
bool run_wfi(unsigned int v);
/* A vCPU that sleeps is woken on physical CPU @cpu. True: it is loaded there and goes on; false: it sleeps on. */
bool run_wake(unsigned int v, unsigned int cpu);

/*
 * Time. run_pass(): the counter goes on by @ticks, and nothing else happens yet. run_timer_irq(): on physical CPU @cpu,
 * which is not in the guest, the host takes the interrupt of its timer @which if that is deliverable, and KVM's handler
 * runs; it stays active, or masked where a guest cannot deactivate it. run_hrtimers(): the host's own timer interrupt
 * there; high resolution timers that are due within @early fire.
 */
void run_pass(uint64_t ticks);
bool run_timer_irq(unsigned int cpu, enum gic_timers which);
void run_hrtimers(unsigned int cpu, uint64_t early);

/* All vCPUs but the one on @cpu are made to exit (VGIC_NOTICE_HALT). */
void run_halted(unsigned int cpu);

#endif
