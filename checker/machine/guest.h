/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a guest's instructions do: an access to the CPU interface reaches the hardware, is emulated by the
 * hypervisor's half, or exits to KVM, as it would on the machine; one to the distributor always exits.
 *
 * vCPU @v is in the guest, and is again there when a function returns, unless it says false.
 */
#ifndef CHECKER_MACHINE_GUEST_H
#define CHECKER_MACHINE_GUEST_H

#include "checker/machine/machine.h"

/*
 * The CPU interface register @reg of a GICv3 guest (ICC_*_EL1, encoding as in vgic/subject.h), or of a GICv2 one
 * (byte offset in the GICC frame). False: the guest takes an exception instead (undefined, or an abort).
 */
bool guest_cpuif(unsigned int v, uint32_t reg, bool write, uint64_t *value);

/* A trapped access to a frame of the VM: distributor, redistributors, ITS. False: no device is there. */
bool guest_mmio(unsigned int v, uint64_t gpa, unsigned int len, bool write, uint64_t *value);

/* Special INTIDs; IHI 0069 2.2.1, IHI 0048B 3.2.5. */
#define GUEST_SPURIOUS	1023u

/*
 * guest_ack() - acknowledge an interrupt of @group: ICC_IAR0_EL1 or ICC_IAR1_EL1; GICC_IAR or, group 1, GICC_AIAR.
 * Returns what the register gave, which guest_eoi() and guest_deactivate() want back: the INTID in bits [23:0],
 * of a GICv2 guest [9:0], with the sender of an SGI in [12:10].
 */
uint32_t guest_ack(unsigned int v, unsigned int group);
/* The INTID in that, and the sender. */
uint32_t guest_intid(uint32_t ack);
unsigned int guest_sender(uint32_t ack);
/* Priority drop, and deactivation unless EOImode is 1: ICC_EOIRx_EL1; GICC_EOIR, GICC_AEOIR. */
void guest_eoi(unsigned int v, unsigned int group, uint32_t ack);
/* Deactivation when EOImode is 1: ICC_DIR_EL1, GICC_DIR. */
void guest_deactivate(unsigned int v, uint32_t ack);
/* Which priority is masked: those not below @pmr; 8 bits, 0xff masks only what can never be signalled. */
void guest_mask(unsigned int v, uint8_t pmr);
/* That mask as the guest reads it back, without the bits that are not implemented. */
uint8_t guest_masked_from(unsigned int v);
/* Both groups on, nothing masked, the finest preemption, EOImode as given. */
void guest_open(unsigned int v, bool eoimode);
/* The groups that are on, and EOImode. The binary point of @group; 0: the finest. */
void guest_groups(unsigned int v, bool group0, bool group1, bool eoimode);
void guest_binary_point(unsigned int v, unsigned int group, unsigned int value);
/*
 * The guest reads or writes a register of its timer @which; the virtual one's, and with VHE the physical one's, are
 * hardware. Its counter, as it reads it.
 */
uint64_t guest_timer_read(unsigned int v, enum gic_timers which, enum vgic_timer_reg reg);
void guest_timer_write(unsigned int v, enum gic_timers which, enum vgic_timer_reg reg, uint64_t value);
uint64_t guest_counter(unsigned int v, enum gic_timers which);
/* Is an interrupt signalled to the vCPU, as IRQ or FIQ? */
bool guest_signalled(unsigned int v);

#endif
