/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One vCPU and its interrupts as an ideal GIC has them: which of them it must be offered, which it may be, and what
 * its running priority is. No list registers: it has room for all.
 *
 * Source: IHI 0069 4.8 (priorities, preemption, running priority), 4.1.2 (states); IHI 0048B 3.3, 3.2.4. What KVM
 * cannot know in time is allowed for as docs/design.md 5 says.
 */
#ifndef CHECKER_SPEC_VCPU_H
#define CHECKER_SPEC_VCPU_H

#include "checker/spec/ideal.h"

#define IDEAL_MAX 8
#define IDEAL_IDLE 0x100u	/* running priority when no interrupt is being handled */

struct ideal_irq {
	struct ideal state;
	uint32_t intid;
	uint8_t priority;	/* as implemented: 8 bits, those not implemented 0 */
	/* It was due when the vCPU last entered the guest, and has been since: then its CPU interface knows of it. */
	bool settled;
};

struct ideal_vcpu {
	unsigned int nr;
	struct ideal_irq irq[IDEAL_MAX];
	bool masked;		/* PMR lets nothing through */
	unsigned int running[IDEAL_MAX], depth;	/* priorities of those acknowledged and not yet dropped, innermost last */
};

/* ideal_vcpu_find() - the interrupt @intid; NULL: it has none of that number. */
struct ideal_irq *ideal_vcpu_find(struct ideal_vcpu *v, uint32_t intid);

/*
 * ideal_vcpu_signalled() - is an interrupt due that PMR and the running priority let through? @settled: of those only
 * that its CPU interface must know of. Each priority is a preemption level of its own (the finest binary point).
 */
bool ideal_vcpu_signalled(const struct ideal_vcpu *v, bool settled);
/* ideal_vcpu_best() - the most urgent priority among these; IDEAL_IDLE: there is none. */
unsigned int ideal_vcpu_best(const struct ideal_vcpu *v, bool settled);

/* ideal_vcpu_running() - the running priority; IDEAL_IDLE: nothing is being handled. */
unsigned int ideal_vcpu_running(const struct ideal_vcpu *v);

/* The vCPU enters the guest: what is due now is known to its CPU interface. */
void ideal_vcpu_enter(struct ideal_vcpu *v);
/* It acknowledges one of @source; it drops the priority of the innermost; it deactivates one. */
void ideal_vcpu_ack(struct ideal_vcpu *v, struct ideal_irq *irq, unsigned int source);
void ideal_vcpu_drop(struct ideal_vcpu *v);
void ideal_vcpu_deactivate(struct ideal_vcpu *v, struct ideal_irq *irq);

#endif
