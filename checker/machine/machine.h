/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The machine: the subject, the simulated GIC beneath it, and what the subject has asked of the
 * host. One to a process; the verbs (verbs.h) act on it.
 */
#ifndef CHECKER_MACHINE_MACHINE_H
#define CHECKER_MACHINE_MACHINE_H

#include "checker/run/row.h"
#include "checker/spec/outcome.h"
#include "mocks/gic/gic.h"
#include "vgic/subject.h"

/* What the subject asked of the host since machine_listen(). */
struct machine_seen {
	unsigned int acks;
	uint32_t kicked;	/* bit n: vCPU n */
	int32_t ack_pin;	/* of the first */
	uint64_t acked;		/* bit n: pin n, below 64, and nobody has looked since */
	uint32_t ack_locks;	/* held in any of them, bit n: class n */
	unsigned int asked_callback;
};

/* Where a vCPU is. */
enum vcpu_place {
	VCPU_PUT,		/* scheduled out */
	VCPU_LOADED,		/* on a CPU, in the host */
	VCPU_IN_GUEST,
	VCPU_ASLEEP,		/* in WFI */
};

struct machine_vcpu {
	enum vcpu_place place;
	uint8_t cpu;		/* loaded or in the guest: on which; else where it was last */
	bool kicked;		/* since it last entered the guest or went to sleep */
	unsigned int exits, entries;
};

struct machine {
	const struct vgic_subject *subject;
	struct spec_machine model;
	struct gic gic;
	struct machine_seen seen;
	struct machine_vcpu vcpu[VGIC_MAX_VCPUS];
	unsigned int nr_vcpus;
	bool vhe;		/* the host has it */
	bool timers;		/* the VM has KVM's timers */
	size_t blocks_at_boot;	/* that the subject had allocated before there was a VM */
	/* The interrupt under test; steps report what becomes of it. */
	uint32_t intid;
	uint8_t owner;		/* the vCPU whose it is, and whose list registers are looked at */
	bool mapped, callback;
	bool unforwarded;	/* GICD_CTLR is off, or it is routed to no vCPU */
	uint32_t irq;		/* Linux irq that it is mapped to */
	uint32_t acked;		/* what IAR gave for it, as long as the guest handles it; else 0 */
	uint8_t acked_group;
};

extern struct machine machine;

/*
 * The Linux irq of physical interrupt @hwintid. Every machine has 27, 28 and 30 (PPIs), 72 and 1019
 * (SPIs, the latter the largest that a GICv2 LR can hold), all level, and 73 (an edge SPI).
 */
uint32_t machine_irq_number(uint32_t hwintid);

/* machine_listen() - forget what the subject has asked of the host so far. */
void machine_listen(void);

/* The list register of the interrupt under test as the hardware of its vCPU's CPU holds it, or -1. */
int machine_find_lr(void);
/* That list register taken apart; @lr as returned by machine_find_lr(). */
struct lr machine_lr(int lr);
/* How many of its list registers are not empty. */
unsigned int machine_lrs_in_use(void);
/* Is its virtual CPU interface enabled (GICH_HCR.En, ICH_HCR_EL2.En)? */
bool machine_interface_enabled(void);

/* The interrupt under test, as KVM has it, in the specification's terms. */
struct spec_irq machine_irq(void);
/* Is the physical interrupt behind it active; is its line high? False when there is none. */
bool machine_phys_active(void);
bool machine_phys_line(void);

/*
 * Everything the specification can ask for, as it is now: list register @lr (-1: none), the
 * interrupt, the host's side since machine_listen().
 */
void machine_see(uint32_t seen[SPEC_NR_FIELDS], int lr);

/* Hold what is seen against @want; each difference is told to the row. Returns how many. */
unsigned int machine_judge(struct row *row, const struct spec_outcome *want, int lr);

/* Tell the row one difference, by the specification's rule. */
void machine_differs(struct row *row, enum spec_rule rule, enum column column, const char *field,
		     const char *expected, const char *seen);

#endif
