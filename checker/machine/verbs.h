/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The verbs: what a device, a guest and the host can do to the interrupt under test
 * (machine.intid, private to vCPU 0 or routed to it). Each is one step of a row: it says what it
 * does before it does it and what changed afterwards, when the row records its steps.
 *
 * Guest registers are written as a guest writes them, through the trapped MMIO access: GICD for
 * SPIs and for a GICv2 guest, the SGI frame of vCPU 0's redistributor for private interrupts of a
 * GICv3 guest. Offsets: IHI 0048B table 4-1; IHI 0069 tables 12-25 and 12-29.
 */
#ifndef CHECKER_MACHINE_VERBS_H
#define CHECKER_MACHINE_VERBS_H

#include "checker/machine/machine.h"

/* GICD_CTLR: both groups on. Returns what the MMIO access returned. */
int verb_enable_distributor(void);

/* Choose the interrupt under test; say it before any other verb. */
void verb_choose(struct row *row, uint32_t intid);

/* The host ties it to physical interrupt @irq (kvm_vgic_map_phys_irq); @flags: VGIC_MAP_*. */
void verb_map(struct row *row, uint32_t irq, unsigned int flags);

/* The guest configures it. */
void verb_priority(struct row *row, uint8_t priority);
void verb_group(struct row *row, unsigned int group);
void verb_config(struct row *row, bool level);	/* ICFGR */
void verb_enable(struct row *row);
void verb_disable(struct row *row);
void verb_distributor_off(struct row *row);	/* GICD_CTLR: both groups off */
void verb_route(struct row *row);		/* ITARGETSR, IROUTER: an SPI goes to vCPU 0 */
void verb_route_nowhere(struct row *row);	/* ITARGETSR, IROUTER: an SPI without a target */
void verb_pend(struct row *row);		/* ISPENDR */
void verb_activate(struct row *row);		/* ISACTIVER */
/* vCPU @from sends the SGI under test to vCPU 0: GICD_SGIR, or ICC_SGI1R_EL1 / ICC_SGI0R_EL1. */
void verb_send_sgi(struct row *row, unsigned int from, unsigned int group);

/*
 * The device drives its line. Unmapped: the new level is injected into KVM at once. Mapped: the
 * physical GIC sees it; the host takes the interrupt when verb_host() is said.
 */
void verb_line(struct row *row, bool high);
/* A device behind a resampling irqfd triggers it: the SPI's line is high until its end is noticed. */
void verb_irqfd(struct row *row);
/* An edge-triggered device: the line goes up and down again; an edge is injected, or latched. */
void verb_edge(struct row *row);
/*
 * The host's CPU @cpu takes the mapped physical interrupt if it is deliverable, leaves it active,
 * and its handler injects. Returns whether it was.
 */
bool verb_host(struct row *row, unsigned int cpu);

/* vCPU 0: the run loop's way into the guest and out of it. */
void verb_enter(struct row *row);
void verb_exit(struct row *row);

/*
 * The guest sets up its CPU interface: nothing masked, both groups on, EOImode 0; vCPU 0 ends outside of the guest.
 * It has been scheduled out and in before.
 */
void verb_open(struct row *row);
/*
 * The guest acknowledges the interrupt under test (IAR), in list register @lr; it drops the priority and deactivates
 * (EOIR). Where its CPU interface cannot give it - its priority is the lowest, which no PMR lets through, or it was made
 * active by ISACTIVER, so that there is no priority to drop - the list register is changed as hardware would.
 */
void verb_ack(struct row *row, int lr);
void verb_deactivate(struct row *row, int lr);

#endif
