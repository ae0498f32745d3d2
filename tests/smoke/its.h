/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A guest's driver for the GICv3 ITS, as small as can be: one device, one event, one collection.
 */
#ifndef TESTS_SMOKE_ITS_H
#define TESTS_SMOKE_ITS_H

#include "vgic/subject.h"

#define ITS_GPA		0x08080000u
#define ITS_TRANSLATER	(ITS_GPA + 0x10040)
#define ITS_DEVICE	3u
#define ITS_EVENT	5u
#define ITS_LPI		8192u

/* Tables in guest memory, LPIs of vCPU 0 on, the event mapped to ITS_LPI. 0, or which step failed. */
int its_driver(const struct vgic_subject *subject);
/* The guest discards the event and unmaps the device. */
int its_driver_stop(const struct vgic_subject *subject);

#endif
