/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * <linux/kvm_types.h>: address types that <kvm/arm_vgic.h> needs before struct kvm is complete.
 */
#ifndef MOCK_KVM_TYPES_H
#define MOCK_KVM_TYPES_H

#include <mock/types.h>

struct kvm;
struct kvm_vcpu;
struct kvm_device;
struct kvm_device_attr;
struct kvm_device_ops;
struct kvm_msi;

typedef u64 gpa_t, hpa_t, gfn_t, hfn_t, kvm_pfn_t;
typedef unsigned long gva_t, hva_t;

#define KVM_STATS_NAME_SIZE	48

#endif
