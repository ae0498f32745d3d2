/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Faults that the subject reports through its door become findings of the running row.
 */
#ifndef CHECKER_RUN_FAULT_H
#define CHECKER_RUN_FAULT_H

#include "vgic/subject.h"

/* The door's fault(), called from @caller. Does not return when the row cannot go on. */
void fault_report(const struct vgic_context *context, enum vgic_fault what, const char *file,
		  int line, const char *text, const void *caller);

#endif
