/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the adapter calls, in one shape for all trees: each interface of the vgic that differs
 * between releases, chosen by what probes found (probes.list), never by a version.
 */
#ifndef VGIC_INTERFACES_H
#define VGIC_INTERFACES_H

#include "mocks/kernel/state.h"
#include <kvm/iodev.h>
#if __has_include(<linux/irqchip/arm-vgic-info.h>)
#include <linux/irqchip/arm-vgic-info.h>
#endif
#include <asm/kvm_hyp.h>
#include "vgic.h"
#include "vgic/subject.h"

/* The description of the host's GIC: pushed by the irqchip driver, or fetched by the vgic. */
static inline void tree_set_gic_info(const struct gic_kvm_info *info)
{
#ifdef VGIC_SET_KVM_INFO
	vgic_set_kvm_info(info);
#else
	mock->gic_info = *info;
#endif
}

/* Where the host's own CPU interface is, for trees that deactivate a GICv2's interrupts there. */
static inline void tree_set_gicc(struct gic_kvm_info *info, u64 pa)
{
#ifdef VGIC_GICC_BASE
	void __iomem *kernel, *hyp;

	create_hyp_io_mappings(pa, 0x2000, &kernel, &hyp);
	info->gicc_base = kernel;
#endif
}

/* A CPU comes up. Where the vgic has a hotplug callback of its own, that has been called. */
static inline void tree_cpu_up(void)
{
	kvm_vgic_init_cpu_hardware();
#ifdef VGIC_CPU_UP
	kvm_vgic_cpu_up();
#endif
}

/* @vcpu: NULL for shared interrupts, or when there is no such vCPU. */
static inline int tree_inject(struct kvm *kvm, struct kvm_vcpu *vcpu, u32 intid, bool level)
{
#ifdef VGIC_INJECT_BY_VCPU
	return kvm_vgic_inject_irq(kvm, vcpu, intid, level, NULL);
#else
	return kvm_vgic_inject_irq(kvm, vcpu ? vcpu->vcpu_id : intid < VGIC_NR_PRIVATE_IRQS ? VGIC_MAX_VCPUS : 0,
				   intid, level, NULL);
#endif
}

/* KVM_ARM_SET_DEVICE_ADDR, by which userspace placed a GICv2's frames before there were devices. */
static inline int tree_legacy_addr(struct kvm *kvm, u64 type, u64 address)
{
#ifdef VGIC_LEGACY_ADDR
	struct kvm_arm_device_addr a = {
		.id = (u64)KVM_ARM_DEVICE_VGIC_V2 << KVM_ARM_DEVICE_ID_SHIFT | type, .addr = address,
	};

	return kvm_set_legacy_vgic_v2_addr(kvm, &a);
#else
	return kvm_vgic_addr(kvm, type, &address, true);
#endif
}

static inline struct vgic_irq *tree_get_irq(struct kvm_vcpu *vcpu, u32 intid)
{
#ifdef VGIC_GET_VCPU_IRQ
	return vgic_get_vcpu_irq(vcpu, intid);
#else
	return vgic_get_irq(vcpu->kvm, vcpu, intid);
#endif
}

static inline unsigned int tree_refcount(const struct vgic_irq *irq)
{
	/* A struct kref is a refcount_t, and later trees have that instead. */
	return refcount_read((const refcount_t *)&irq->refcount);
}

static inline bool tree_needs_resampling(struct vgic_irq *irq)
{
#ifdef VGIC_SW_RESAMPLE
	return vgic_irq_needs_resampling(irq);
#else
	return false;
#endif
}

/* The in-kernel device's own answer to "is your line high?"; adapter.c asks the host for it. */
bool device_input_level(int vintid);

#ifdef VGIC_MAP_WITH_CALLBACK
static inline int tree_map(struct kvm_vcpu *vcpu, u32 host_irq, u32 intid, unsigned int flags)
{
	if (flags & VGIC_MAP_SW_RESAMPLE)
		return -EOPNOTSUPP;
	return kvm_vgic_map_phys_irq(vcpu, host_irq, intid,
				     flags & VGIC_MAP_CALLBACK ? device_input_level : NULL);
}
#else
#ifdef VGIC_IRQ_OPS_GET_FLAGS
static inline unsigned long sw_resample_flags(void) { return VGIC_IRQ_SW_RESAMPLE; }
#define SW_RESAMPLE .get_flags = sw_resample_flags
#else
#define SW_RESAMPLE .flags = VGIC_IRQ_SW_RESAMPLE
#endif

/* @flags: VGIC_MAP_*; KVM keeps a pointer to the operations. */
static inline int tree_map(struct kvm_vcpu *vcpu, u32 host_irq, u32 intid, unsigned int flags)
{
	static struct irq_ops map_ops[] = {
		[VGIC_MAP_CALLBACK] = { .get_input_level = device_input_level },
		[VGIC_MAP_SW_RESAMPLE] = { SW_RESAMPLE },
		[VGIC_MAP_CALLBACK | VGIC_MAP_SW_RESAMPLE] = {
			.get_input_level = device_input_level, SW_RESAMPLE,
		},
	};
	struct irq_ops *ops = flags ? &map_ops[flags & 3] : NULL;

#if defined(VGIC_MAP_WITH_OPS)
	return kvm_vgic_map_phys_irq(vcpu, host_irq, intid, ops);
#elif !defined(VGIC_SET_IRQ_OPS)
#error "vgic/interfaces.h knows no way to map an interrupt with this tree: see probes.list"
#else
	if (ops)
		kvm_vgic_set_irq_ops(vcpu, intid, ops);
	return kvm_vgic_map_phys_irq(vcpu, host_irq, intid);
#endif
}
#endif

/* The hypervisor's half, by its own name, of the world switch on a GICv3 host. */
#ifdef VGIC_HYP_BY_VCPU
#define tree_hyp(function, vcpu)	function(vcpu)
#else
#define tree_hyp(function, vcpu)	function(&(vcpu)->arch.vgic_cpu.vgic_v3)
#endif

static inline unsigned int tree_used_lrs(const struct vgic_cpu *cpu)
{
#ifdef VGIC_CPU_USED_LRS
	return cpu->used_lrs;
#else
	return kvm_vgic_global_state.type == VGIC_V2 ? cpu->vgic_v2.used_lrs : cpu->vgic_v3.used_lrs;
#endif
}

static inline void tree_set_timer_irqs(struct arch_timer_kvm_info *info, int vtimer, int ptimer)
{
	info->virtual_irq = vtimer;
#ifdef TIMER_PHYSICAL_IRQ
	info->physical_irq = ptimer;
#endif
}

static inline enum gic_type tree_gic_type(enum vgic_gic gic)
{
#ifdef VGIC_GICV5_GUEST
	if (gic == VGIC_GICV5)
		return GIC_V5;
#endif
	return gic == VGIC_GICV2 ? GIC_V2 : GIC_V3;
}

/* Before the first run, which PPIs a GICv5 guest has is settled. */
static inline int tree_finalize_ppis(struct kvm *kvm)
{
#ifdef VGIC_GICV5_GUEST
	return vgic_v5_finalize_ppi_state(kvm);
#else
	return 0;
#endif
}

/* What the guest's ID registers say of the GIC is settled before the first run. */
static inline void tree_finalize_idregs(struct kvm *kvm)
{
#ifdef VGIC_FINALIZE_IDREGS
	kvm_vgic_finalize_idregs(kvm);
#endif
}

/* The VM's part of the timers, where the tree has one. */
static inline void tree_timer_init_vm(struct kvm *kvm)
{
#ifdef TIMER_VM_DATA
	kvm_timer_init_vm(kvm);
#endif
}

#endif
