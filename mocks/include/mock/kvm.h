/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * KVM around the vgic: <linux/kvm_host.h>, <asm/kvm_host.h>, _mmu.h, _emulate.h, _asm.h.
 *
 * struct kvm and struct kvm_vcpu have the members that the vgic reaches, under the kernel's names;
 * struct vgic_dist and struct vgic_cpu inside them are the tree's own. Kind: fake, except that
 * requests, kicks, halts and acknowledge notifications are a spy (struct vgic_host).
 */
#ifndef MOCK_KVM_H
#define MOCK_KVM_H

#include <mock/atomic.h>
#include <mock/bitmap.h>
#include <mock/cpu.h>
#include <mock/debugfs.h>
#include <mock/irq.h>
#include <mock/lock.h>
#include <mock/memory.h>
#include <mock/print.h>
#include <mock/timer.h>
#include <mock/xarray.h>
#include <linux/bitfield.h>
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/sizes.h>
#include <uapi/linux/kvm.h>
#include <asm/brk-imm.h>
#include <asm/cputype.h>
#include <asm/kvm_arm.h>
#include <asm/kvm_asm.h>
#undef hyp_symbol_addr	/* inline assembly where the tree has it */
#define hyp_symbol_addr(symbol)	(&(symbol))
#include <asm/sysreg.h>
#include <mock/kvm_emulate.h>
#include <mock/kvm_types.h>
#include <kvm/arm_vgic.h>
#include <kvm/arm_arch_timer.h>

#define PAGE_SHIFT		12
#define PAGE_SIZE		(1UL << PAGE_SHIFT)
#define PAGE_MASK		(~(PAGE_SIZE - 1))
#define PAGE_ALIGNED(a)		IS_ALIGNED((unsigned long)(a), PAGE_SIZE)

#define KVM_REQUEST_MASK	0xff
#define KVM_ARCH_REQ(n)		((unsigned int)(8 + (n)))
#define KVM_REQ_IRQ_PENDING	KVM_ARCH_REQ(1)
#define KVM_REQ_VCPU_RESET	KVM_ARCH_REQ(2)
#define KVM_REQ_RELOAD_GICv4	KVM_ARCH_REQ(4)
#define KVM_REQ_GUEST_HYP_IRQ_PENDING KVM_ARCH_REQ(9)
#define KVM_REQ_VGIC_PROCESS_UPDATE KVM_ARCH_REQ(11)
#define KVM_USERSPACE_IRQ_SOURCE_ID 0
#define KVM_MAX_VCPUS		512
#define KVM_MMIO_BUS_MAX	20	/* GICD; GICR, two frames a vCPU in older trees; ITS */

enum kvm_bus { KVM_MMIO_BUS, KVM_PIO_BUS, KVM_VIRTIO_CCW_NOTIFY_BUS, KVM_FAST_MMIO_BUS,
	       KVM_IOCSR_BUS, KVM_NR_BUSES };

struct kvm_io_range { gpa_t addr; int len; struct kvm_io_device *dev; };
struct kvm_io_bus { int dev_count; struct kvm_io_range range[KVM_MMIO_BUS_MAX]; };
struct kvm_s2_mmu { u64 vtcr; };

struct kvm_arch {
	struct vgic_dist vgic;
	struct mutex config_lock;
	struct kvm_s2_mmu mmu;
	unsigned long flags;
	int max_vcpus;		/* later struct kvm has it */
	struct { u32 reg; u64 value; } mock_id_regs[4];
#ifdef timer_vm_data
	struct arch_timer_vm_data timer_data;
#endif
};
#define KVM_ARCH_FLAG_VM_COUNTER_OFFSET		4
#define KVM_ARCH_FLAG_TIMER_PPIS_IMMUTABLE	5

/* The register file of a vCPU, or of a CPU, as the world switch keeps it. */
struct kvm_cpu_context {
	u64 regs[31], sys_regs[NR_SYS_REGS];
	struct kvm_vcpu *__hyp_running_vcpu;
};

struct kvm_vcpu_arch {
	struct vgic_cpu vgic_cpu;
	struct arch_timer_cpu timer_cpu;
	struct kvm_cpu_context ctxt;
	u64 esr;
	phys_addr_t fault_ipa;
	u64 mpidr;
	unsigned long flags;
	bool has_run_once;
};

struct rcuwait { bool active; };	/* the vCPU sleeps in WFI */
struct kvm_vcpu_stat { u64 unused; };

struct kvm_vcpu {
	struct kvm *kvm;
	int cpu, vcpu_id, vcpu_idx;
	int mode;
	u64 requests;
	struct rcuwait wait;
	struct mutex mutex;
	struct kvm_vcpu_arch arch;
	struct kvm_vcpu_stat stat;
	struct pid *pid;
	struct kvm_run *run;	/* NULL: only userspace irqchips look there */
};

struct kvm {
	struct mutex lock, slots_lock;
	struct srcu_struct srcu, irq_srcu;
	struct kvm_vcpu *mock_vcpus[VGIC_MAX_VCPUS];
	atomic_t online_vcpus;
	int created_vcpus, max_vcpus;
	struct list_head devices;
	struct kvm_io_bus *buses[KVM_NR_BUSES];
	struct dentry *debugfs_dentry;
	struct kvm_arch arch;
	bool vm_dead;
};

/* vCPUs */
#define kvm_for_each_vcpu(i, vcpu, kvm) \
	for ((i) = 0; (i) < (unsigned int)(kvm)->online_vcpus.counter && \
	     ((vcpu) = (kvm)->mock_vcpus[i]); (i)++)
struct kvm_vcpu *kvm_get_vcpu(struct kvm *kvm, int i);
struct kvm_vcpu *kvm_get_vcpu_by_id(struct kvm *kvm, int id);
struct kvm_vcpu *kvm_mpidr_to_vcpu(struct kvm *kvm, unsigned long mpidr);
struct kvm_vcpu *kvm_get_running_vcpu(void);
#define kvm_arm_get_running_vcpu()	kvm_get_running_vcpu()
struct kvm_vcpu *__percpu *kvm_get_running_vcpus(void);
bool lock_all_vcpus(struct kvm *kvm);
void unlock_all_vcpus(struct kvm *kvm);
int kvm_trylock_all_vcpus(struct kvm *kvm);
void kvm_unlock_all_vcpus(struct kvm *kvm);
#define kvm_vcpu_get_mpidr_aff(vcpu)	((vcpu)->arch.mpidr)
#define vcpu_has_run_once(vcpu)		((vcpu)->arch.has_run_once)
#define kvm_vm_dead(k)			((void)((k)->vm_dead = true))
#define kvm_vm_bugged(k)		((void)((k)->vm_dead = true))
#define kvm_arch_vcpu_get_wait(vcpu)	(&(vcpu)->wait)
#define rcuwait_active(wait)		((wait)->active)
#define kvm_vcpu_is_blocking(vcpu)	rcuwait_active(&(vcpu)->wait)
DECLARE_STATIC_KEY_FALSE(userspace_irqchip_in_use);
#define kvm_arm_has_vcpu(vcpu)		((vcpu) != NULL)

/* Requests and kicks: told to the host. */
void mock_request(struct kvm_vcpu *vcpu, u64 request);
void kvm_vcpu_kick(struct kvm_vcpu *vcpu);
void kvm_arm_halt_guest(struct kvm *kvm);
void kvm_arm_resume_guest(struct kvm *kvm);
bool kvm_make_all_cpus_request(struct kvm *kvm, unsigned int request);
void kvm_notify_acked_irq(struct kvm *kvm, unsigned int irqchip, unsigned int pin);
#define kvm_make_request(request, vcpu)	mock_request(vcpu, (request) & KVM_REQUEST_MASK)
#define kvm_vcpu_wake_up(vcpu)		(kvm_vcpu_kick(vcpu), true)

/* Devices and the MMIO bus */
struct kvm_device_ops {
	const char *name;
	void (*destroy)(struct kvm_device *device);
	void (*release)(struct kvm_device *device);
	int (*create)(struct kvm_device *device, u32 type);
	int (*has_attr)(struct kvm_device *device, struct kvm_device_attr *a);
	int (*get_attr)(struct kvm_device *device, struct kvm_device_attr *a);
	int (*set_attr)(struct kvm_device *device, struct kvm_device_attr *a);
};
struct kvm_device {
	struct kvm *kvm;
	const struct kvm_device_ops *ops;
	void *private;
	struct list_head vm_node;
};
extern struct kvm_device_ops kvm_arm_vgic_v2_ops, kvm_arm_vgic_v3_ops, kvm_arm_vgic_v5_ops;
int kvm_register_device_ops(const struct kvm_device_ops *ops, u32 type);
void kvm_unregister_device_ops(u32 type);
int kvm_io_bus_register_dev(struct kvm *kvm, enum kvm_bus bus, gpa_t addr, int len,
			    struct kvm_io_device *dev);
int kvm_io_bus_unregister_dev(struct kvm *kvm, enum kvm_bus bus, struct kvm_io_device *dev);
struct kvm_io_device *kvm_io_bus_get_dev(struct kvm *kvm, enum kvm_bus bus, gpa_t addr);
unsigned long kvm_mmio_read_buf(const void *buffer, unsigned int len);
void kvm_mmio_write_buf(void *buffer, unsigned int len, unsigned long value);

/* Interrupt routing */
struct kvm_kernel_irq_routing_entry {
	u32 gsi;
	u32 type;
	int (*set)(struct kvm_kernel_irq_routing_entry *e, struct kvm *kvm, int source, int level,
		   bool line_status);
	union {
		struct { unsigned int irqchip, pin; } irqchip;
		struct { u32 address_lo, address_hi, data, flags, devid; } msi;
	};
};
#define KVM_NR_IRQCHIPS		1
int kvm_set_irq_routing(struct kvm *kvm, const struct kvm_irq_routing_entry *entries,
			unsigned int n, unsigned int flags);
int kvm_set_routing_entry(struct kvm *kvm, struct kvm_kernel_irq_routing_entry *e,
			  const struct kvm_irq_routing_entry *ue);
int kvm_set_msi(struct kvm_kernel_irq_routing_entry *e, struct kvm *kvm, int source, int level,
		bool line_status);
int kvm_arch_set_irq_inatomic(struct kvm_kernel_irq_routing_entry *e, struct kvm *kvm, int source,
			      int level, bool line_status);

/* Guest memory and stage 2 */
bool kvm_is_visible_gfn(struct kvm *kvm, gfn_t gfn);
int kvm_read_guest(struct kvm *kvm, gpa_t gpa, void *data, unsigned long len);
int kvm_write_guest(struct kvm *kvm, gpa_t gpa, const void *data, unsigned long len);
int kvm_read_guest_lock(struct kvm *kvm, gpa_t gpa, void *data, unsigned long len);
int kvm_write_guest_lock(struct kvm *kvm, gpa_t gpa, const void *data, unsigned long len);
int create_hyp_io_mappings(phys_addr_t pa, size_t size, void __iomem **kernel, void __iomem **hyp);
int kvm_phys_addr_ioremap(struct kvm *kvm, phys_addr_t guest, phys_addr_t pa, unsigned long size,
			  bool writable);
#define kvm_phys_size(mmu)		(1ULL << 40)
#define kvm_phys_mask(mmu)		(kvm_phys_size(mmu) - 1)
#define KVM_PHYS_MASK			kvm_phys_mask(NULL)
#define kern_hyp_va(va)			(va)
#define gfn_to_gpa(gfn)			((gpa_t)(gfn) << PAGE_SHIFT)
#define page_address(page)		((void *)(page))

struct user_fpsimd_state;

/* Host modes; the hypervisor half is called directly. */
enum kvm_mode { KVM_MODE_DEFAULT, KVM_MODE_PROTECTED, KVM_MODE_NV, KVM_MODE_NONE };
#define kvm_get_mode()			KVM_MODE_DEFAULT
#define is_protected_kvm_enabled()	false
#define kvm_vm_is_protected(kvm)	((void)(kvm), false)
#define vcpu_is_protected(vcpu)		((void)(vcpu), false)
#define kvm_call_hyp(f, ...)		f(__VA_ARGS__)
#define kvm_call_hyp_ret(f, ...)	f(__VA_ARGS__)
#define kvm_call_hyp_nvhe(f, ...)	f(__VA_ARGS__)
/* The guest's ID registers: they offer what the VM was made with, unless set otherwise. */
#define kvm_has_feat(k, id, field, limit) MOCK_HAS_##id##_##field(k)
#define MOCK_HAS_ID_AA64PFR0_EL1_GIC(k)	((k)->arch.vgic.vgic_model == KVM_DEV_TYPE_ARM_VGIC_V3)
#define MOCK_HAS_ID_AA64PFR2_EL1_GCIE(k) ((k)->arch.vgic.vgic_model == KVM_DEV_TYPE_ARM_VGIC_V5)
u64 kvm_read_vm_id_reg(struct kvm *kvm, u32 reg);
void kvm_set_vm_id_reg(struct kvm *kvm, u32 reg, u64 value);
#define kvm_supports_32bit_el0()	true

/* What the hypervisor keeps for each physical CPU between entry and exit. */
struct kvm_host_data {
	struct vgic_irq *last_lr_irq;
#ifdef VGIC_V5_NR_PRIVATE_IRQS
	struct {
		DECLARE_BITMAP(pendr, VGIC_V5_NR_PRIVATE_IRQS);
		DECLARE_BITMAP(activer_exit, VGIC_V5_NR_PRIVATE_IRQS);
	} vgic_v5_ppi_state;
#endif
};
struct kvm_host_data *mock_host_data(void);
#define host_data_ptr(member)		(&mock_host_data()->member)
bool kvm_arch_allow_write_without_running_vcpu(struct kvm *kvm);

#endif
