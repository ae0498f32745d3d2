/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the run core asks of the machine layer (simulated hardware and run loop) around a row.
 */
#ifndef CHECKER_RUN_MACHINE_H
#define CHECKER_RUN_MACHINE_H

#include "vgic/subject.h"

struct machine_ops {
	/*
	 * Fill in what the subject may ask of the world. Called once, before the subject is
	 * opened. arena, arena_size and fault are the run core's: leave them alone.
	 */
	void (*host)(struct vgic_host *host);

	/*
	 * Make the machine and its VM: reset the simulated hardware, subject->boot(), then
	 * vm_create(), and whatever else every row of a block starts from. Called once in a
	 * worker, before any row (again, from a pristine subject, for the next block under
	 * --no-fork). Returns 0 or a negative errno, which fails every row of the block.
	 */
	int (*prepare)(const struct vgic_subject *subject,
		       const struct vgic_machine_config *machine,
		       const struct vgic_vm_config *vm);

	/* After prepare(): remember the hardware's state. NULL: nothing to remember. */
	void (*save)(void);

	/*
	 * Put the machine layer's own state back to that of save(). Called before every row,
	 * right after subject->state_restore(): keep it cheap.
	 */
	void (*reset_row)(void);
};

/* Defined by the machine layer. */
extern const struct machine_ops machine_ops;

#endif
