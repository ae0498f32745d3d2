/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The reference subject: the ideal GIC (checker/spec/gic) behind vgic/subject.h, in place of a kernel's vgic. It shows that tests
 * can be passed, and is no evidence about any kernel. Every access to its CPU interface traps, it has no list registers, and a
 * vCPU is signalled by HCR_EL2.VI and VF.
 *
 * subject.c: the door; run.c: vCPUs, devices and what they signal; cpuif.c: the CPU interface's registers; registers.c: the
 * distributor's.
 */
#ifndef CHECKER_REFERENCE_REFERENCE_H
#define CHECKER_REFERENCE_REFERENCE_H

#include "checker/spec/gic/gic.h"
#include "vgic/subject.h"

#define REFERENCE_MAPPED 8

enum reference_place { REFERENCE_OUT, REFERENCE_LOADED, REFERENCE_IN_GUEST, REFERENCE_ASLEEP };

struct reference_vcpu {
	uint8_t place, cpu;
	bool shown;		/* HCR_EL2 signals an interrupt to it */
};

/* A virtual interrupt that is tied to a physical one. */
struct reference_mapped {
	uint32_t intid, irq;
	uint8_t owner;
	bool callback;		/* the device answers for its line */
	bool was_active;
};

/* Plain values: saved and restored as memory. */
struct reference {
	struct vgic_machine_config machine;
	struct vgic_vm_config vm;
	bool booted, created;
	uint8_t cpu;		/* that the calls are made on */
	struct reference_vcpu vcpu[VGIC_MAX_VCPUS];
	struct reference_mapped mapped[REFERENCE_MAPPED];
	unsigned int nr_mapped;
	struct ideal_gic gic;	/* last: state_save() leaves out what is unused of it */
};

extern const struct vgic_host *reference_host;
extern struct reference *reference;

#define NOBODY (-1)

/* --- run.c --- */

/* What devices have done meanwhile: before anything that looks at the state. */
void reference_sample(void);
/*
 * Something has changed: who has to hear of it is told. What vCPU @self does itself it notices at once (NOBODY: nobody), another
 * one in the guest is kicked.
 */
void reference_changed(int self);
/* The guest deactivated it, in a register of its CPU interface; @was: it was active. */
void reference_deactivated(unsigned int v, uint32_t intid, bool was);

int reference_inject(unsigned int v, uint32_t intid, bool level);
int reference_map(unsigned int v, uint32_t intid, uint32_t irq, unsigned int flags);
int reference_unmap(unsigned int v, uint32_t intid);
int reference_sgi(unsigned int v, uint64_t value, bool group1);
void reference_load(unsigned int v);
bool reference_enter(unsigned int v, bool give_up);
void reference_exit(unsigned int v);
void reference_put(unsigned int v);
bool reference_wfi(unsigned int v);
bool reference_wake(unsigned int v);
bool reference_pending(unsigned int v);

/* --- cpuif.c --- */

bool reference_trap_icc(unsigned int v, uint32_t reg, bool write, uint64_t *value);
int reference_trap_gicv(unsigned int v, uint32_t offset, bool write, uint32_t *value);
int reference_deactivate(unsigned int v, uint64_t value);

/* --- registers.c --- */

int reference_mmio_write(unsigned int v, uint64_t gpa, unsigned int len, uint64_t value);
int reference_mmio_read(unsigned int v, uint64_t gpa, unsigned int len, uint64_t *value);

#endif
