/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Smoke: what its parts have in common. A part puts one corner of the vgic to work on a VM whose
 * vCPU 0 is loaded.
 */
#ifndef TESTS_TABLES_SMOKE_H
#define TESTS_TABLES_SMOKE_H

#include "checker/machine/machine.h"
#include "checker/run/table.h"

#define SMOKE_VCPUS	2u
#define SMOKE_IRQS	96u	/* of the VM */
#define SMOKE_SPI	34u	/* the guest configures it as edge-triggered */

/* What one part leaves to the next, in the row that has all of them. */
struct smoke {
	struct row *row;
	const struct vgic_subject *subject;
	const struct vgic_machine_config *machine;
	enum vgic_gic guest;
	bool forwarding;	/* the guest has enabled every interrupt */
	bool its;		/* the VM has one */
	uint32_t its_written;	/* bytes of commands so far: GITS_CWRITER */
};

enum smoke_rule {
	SMOKE_ACCESS, SMOKE_RESERVED, SMOKE_ATTRIBUTE, SMOKE_DEVICE, SMOKE_SHOWN,
	SMOKE_TIMER_ONCE, SMOKE_TIMER_MASKED, SMOKE_TIMER_KEPT, SMOKE_ICC, SMOKE_GICV,
	SMOKE_ITS, SMOKE_MSI, SMOKE_DISCARDED, SMOKE_FREED, SMOKE_DEBUGFS,
	SMOKE_SGI,
};
extern const struct rule smoke_rules[];

/* A call that must be accepted: @ret is what the subject returned, 0 or a negative errno. */
bool smoke_accepted(struct smoke *s, enum smoke_rule rule, const char *what, int ret);
/* The guest's vCPU 0 writes register @name of @len bytes; returns whether that was accepted. */
bool smoke_write(struct smoke *s, const char *name, uint64_t gpa, unsigned int len, uint64_t value);
/* Every word of a frame is read, as a curious guest would. */
void smoke_read_frame(struct smoke *s, const char *name, uint64_t gpa, unsigned int size);
/* The guest enables every interrupt, in group 1 and routed to vCPU 0, unless it has done so. */
void smoke_forward(struct smoke *s);

/* vCPU 0 enters and leaves the guest (flush, sync). */
void smoke_enter(struct smoke *s);
void smoke_leave(struct smoke *s);
/* vCPU 0 is scheduled out and in (put, load). */
void smoke_out(struct smoke *s);
void smoke_in(struct smoke *s);
/* Is @intid pending or active in a list register? */
bool smoke_is_shown(uint32_t intid);
/* It must be. */
void smoke_shown(struct smoke *s, uint32_t intid);
/* The guest acknowledges and deactivates all that it is shown. */
void smoke_handle(struct smoke *s);
/* Enter; @intid must be shown; everything is handled; leave. */
void smoke_enter_and_handle(struct smoke *s, uint32_t intid);

/* The parts. */
void smoke_edge_spi(struct smoke *s);
void smoke_several_list_registers(struct smoke *s);
void smoke_irqfd(struct smoke *s);
void smoke_sgi(struct smoke *s);
void smoke_sgi_to_others(struct smoke *s);
void smoke_sgi_to_self(struct smoke *s);
void smoke_sgi_to_nobody(struct smoke *s);
void smoke_mapped_spi(struct smoke *s);
void smoke_timer_fires(struct smoke *s);
void smoke_timer_due_scheduled_out(struct smoke *s);
void smoke_timer_armed_scheduled_out(struct smoke *s);
void smoke_attributes(struct smoke *s);
void smoke_userspace_registers(struct smoke *s);
void smoke_userspace_cpuif(struct smoke *s);
void smoke_trapped_cpuif(struct smoke *s);
void smoke_trapped_gicv(struct smoke *s);
void smoke_debugfs(struct smoke *s);
void smoke_frames_read(struct smoke *s);
void smoke_msi(struct smoke *s);
void smoke_its_commands(struct smoke *s);
void smoke_lpi_discarded(struct smoke *s);
void smoke_lpi_freed(struct smoke *s);
void smoke_its_frame_read(struct smoke *s);

#endif
