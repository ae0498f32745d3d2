/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A plain host for tests that drive a subject without the checker: a simulated GIC, and
 * every fault written as a line of text.
 */
#ifndef TESTS_SELF_HOST_H
#define TESTS_SELF_HOST_H

#include "mocks/gic/gic.h"
#include "vgic/subject.h"

extern struct gic host_gic;
/* Where faults are written: "lock: ...". A BUG or an unmocked function ends the process. */
extern int host_report_fd;
extern const struct vgic_host plain_host;

/* Load the subject; ends the program with a sentence if that fails. */
const struct vgic_subject *host_open(const char *path);

/* Run @body in a child; what it reports, on host_report_fd or stderr, is the text returned. */
const char *host_in_child(void (*body)(const void *), const void *argument);

#endif
