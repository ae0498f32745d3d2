/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of the adapter share. adapter.c: boot, the VM, views; adapter-run.c: the run loop;
 * adapter-devices.c: what stands around a VM's GIC: ITS, irqfds, debugfs, trapped accesses.
 */
#ifndef VGIC_ADAPTER_H
#define VGIC_ADAPTER_H

#include "vgic/interfaces.h"

/* Every call into the subject ends here: nothing may be left locked or masked. */
#define LEAVE() mock_check_idle(__func__)

static inline struct kvm_vcpu *vcpu_of(unsigned int n)
{
	return mock->kvm->mock_vcpus[n];
}

/* KVM_CREATE_DEVICE; *@dev when it returns 0. All devices are destroyed with the VM. */
int device_create(struct kvm *kvm, u32 type, struct kvm_device **dev);
int device_attr(struct kvm_device *dev, bool set, u32 group, u64 attr, u64 *value);

/* Functions of struct vgic_subject, see there. */
int adapter_its_create(uint64_t gpa);
int adapter_msi(uint64_t address, uint32_t data, uint32_t device);
int adapter_irqfd(uint32_t gsi, bool level);
size_t adapter_debug_show(void);
size_t adapter_debug_text(char *text, size_t size);
int adapter_its_attr(bool set, uint32_t group, uint64_t attr, uint64_t *value);
int adapter_its_make(void);
int adapter_its_has(uint32_t group, uint64_t attr);
int adapter_its_fault(bool set, uint32_t group, uint64_t attr);
int adapter_irqfd_atomic(uint32_t gsi, bool level);
int adapter_route(uint32_t type, uint32_t chip, uint32_t pin);
int adapter_irqfd_msi(bool atomic, uint64_t address, uint32_t data, uint32_t device);
bool adapter_cpuif_trap(enum vgic_gic gic);
bool adapter_trap_icc(unsigned int vcpu, uint32_t reg, bool write, uint64_t *value);
int adapter_trap_gicv(unsigned int vcpu, uint32_t offset, bool write, uint32_t *value);
void adapter_load(unsigned int vcpu);
void adapter_put(unsigned int vcpu);
bool adapter_enter(unsigned int vcpu, bool give_up);
void adapter_exit(unsigned int vcpu);
bool adapter_wfi(unsigned int vcpu);
bool adapter_wake(unsigned int vcpu);
bool adapter_pending(unsigned int vcpu);
int adapter_deactivate(unsigned int vcpu, uint64_t value);
bool adapter_gicv_at(uint64_t gpa, uint32_t *offset);
uint64_t adapter_hrtimers_next(void);
void adapter_hrtimers_expire(uint64_t early);
void adapter_trap_ptimer(unsigned int vcpu, enum vgic_timer_reg reg, bool write, uint64_t *value);
int adapter_ram(bool write, uint64_t gpa, void *data, size_t len);

#endif
