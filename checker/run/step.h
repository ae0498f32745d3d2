/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a step of a row is shown as: its verb, and what it changed, in columns.
 */
#ifndef CHECKER_RUN_STEP_H
#define CHECKER_RUN_STEP_H

/* Whose state a step changed; in the order in which the columns are shown. */
enum changed {
	CHANGED_IRQ,		/* the interrupt as KVM has it: struct vgic_irq */
	CHANGED_LR,		/* its list register */
	CHANGED_PHYS,		/* the physical interrupt behind it, and who was told */
	NR_CHANGED
};

/* A column's heading. */
const char *changed_name(enum changed what);

#endif
