/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Machines by name: a host, and the GIC that its guest sees.
 */
#ifndef CHECKER_PLAY_HOSTS_H
#define CHECKER_PLAY_HOSTS_H

#include "vgic/subject.h"

struct play_host {
	const char *name, *words;
	struct vgic_machine_config machine;	/* without numbers of CPUs and list registers */
	enum vgic_gic guest;
};

/* By its name; NULL: there is none. By its number; NULL: there are no more. */
const struct play_host *play_host(const char *name);
const struct play_host *play_host_number(unsigned int number);
/* The host that this is, but for numbers of CPUs and list registers; NULL: it is none of them. */
const struct play_host *play_host_of(const struct vgic_machine_config *machine, enum vgic_gic guest);

#endif
