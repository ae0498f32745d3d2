/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Finding, loading and opening the subject.
 */
#ifndef CHECKER_RUN_SUBJECT_H
#define CHECKER_RUN_SUBJECT_H

#include <stdbool.h>

#include "checker/run/machine.h"
#include "vgic/subject.h"

/* Was this executable built with the address sanitizer? */
bool subject_checked_build(void);

/*
 * The subject's file: @given, else $VGICHECK_SUBJECT, else the one this program was built for,
 * looked for beside the executable.
 */
const char *subject_path(const char *given);

/* Load and open it. Any trouble is one sentence and exit status 2. */
const struct vgic_subject *subject_open(const char *path, const struct machine_ops *ops);

/* Is there no kernel in it (checker/reference)? Then what it shows is no evidence about one. */
bool subject_is_reference(const struct vgic_subject *subject);

bool subject_has(const struct vgic_subject *subject, const char *feature);

#endif
