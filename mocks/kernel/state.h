/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the mocks remember. All of it is in the arena, so that saving the arena saves the mocks;
 * the mocks have no mutable statics but pointers: to the host, to that state, and to the current CPU's.
 */
#ifndef MOCK_STATE_H
#define MOCK_STATE_H

#include <mock/kvm.h>
#include <clocksource/arm_arch_timer.h>
#include <linux/irqchip/arm-gic-common.h>
#include "vgic/subject.h"

#define MOCK_MAX_OPS	32	/* KVM_DEV_TYPE_* numbers */
#define MOCK_MAX_IRQS	64
#define MOCK_MAX_DEBUGFS 8
#define MOCK_MAX_HRTIMERS 24	/* armed at a time */
#define MOCK_MAX_MAPPED	4	/* device frames in a guest's stage 2 */
#define MOCK_GUEST_RAM	((u64)VGIC_GPA_RAM)
#define MOCK_GUEST_RAM_SIZE ((unsigned long)VGIC_RAM_SIZE)

struct mock_cpu_state {
	struct mock_cpu_locks locks;
	struct kvm_vcpu *running;	/* the vCPU loaded on this CPU */
	struct kvm_vcpu *in_guest;	/* entered and not yet left */
	struct vgic_context outside;	/* the host's state while the guest runs */
	struct kvm_host_data host_data;
} __aligned(64);

struct mock_state {
	size_t used, live_blocks, live_bytes;	/* the arena; see arena.c */
	void *free_list[40];
	unsigned int fails_in;		/* so many allocations from now one fails; 0: none does */
	unsigned int nr_cpus;
	bool vhe, gicv3;
	struct mock_cpu_state cpus[VGIC_MAX_CPUS];
	struct kvm_vcpu *running_vcpus[VGIC_MAX_CPUS];
	const struct kvm_device_ops *device_ops[MOCK_MAX_OPS];
	struct irq_desc irqs[MOCK_MAX_IRQS];
	struct { irq_handler_t handler; void *percpu; } actions[MOCK_MAX_IRQS / 2];
	struct arch_timer_kvm_info timers;
	struct cyclecounter counter;
	struct hrtimer *hrtimers[MOCK_MAX_HRTIMERS];	/* armed ones and NULLs */
	struct gic_kvm_info gic_info;	/* for trees that fetch it */
	struct kvm *kvm;
	struct kvm_device *device, *its;	/* the VM's GIC, and the ITS made last */
	u8 *guest_ram;
	struct { u64 gpa, pa, size; } mapped[MOCK_MAX_MAPPED];
	unsigned int nr_mapped;
	u64 resampled;			/* bit n: GSI n has a resampling irqfd */
	const struct seq_operations *opened;	/* by seq_open() */
	struct { char *at; size_t size, used; } text;	/* of the files that are being read; at: the caller's, or NULL */
	struct { const struct file_operations *fops; void *data; } debugfs[MOCK_MAX_DEBUGFS];
};

extern struct mock_state *mock;

/* The simulated CPU that runs; see also mock_locks and mock_cpu(). */
#define mock_this_cpu		container_of(mock_locks, struct mock_cpu_state, locks)

static inline void mock_set_cpu(unsigned int cpu)
{
	mock_locks = &mock->cpus[cpu].locks;
}

/* Report a fault; for VGIC_FAULT_BUG and VGIC_FAULT_UNMOCKED this does not return. */
void mock_fault(enum vgic_fault what, const char *file, int line, const char *format, ...)
	__printf(4, 5);
/* Read every debugfs file from end to end, into @text unless it is NULL; how many bytes were printed. */
size_t mock_debugfs_show(char *text, size_t size);
/*
 * The vCPU that is in the guest on the current CPU leaves it; of the adapter's run loop. Nothing happens when
 * it is not there.
 */
void mock_leave_guest(struct kvm_vcpu *vcpu);
/* An irqfd's wire to SPI @gsi + 32; and one that resamples, @gsi below 64: 0 or a negative errno. */
int mock_irqfd_set(u32 gsi, bool level);
int mock_irqfd_resample(u32 gsi);
/* Kernel parameters, "name=value name=value", given to who asked for them with early_param(). */
void mock_kernel_parameters(const char *line);
/* Physical interrupt @irq arrives on the current CPU: run the handler that KVM registered. */
void mock_interrupt(unsigned int irq);
/*
 * When the first of the current CPU's hrtimers is due; ~0: none is armed. The host's timer interrupt: those of the current
 * CPU that are due within @early from now are called.
 */
u64 mock_hrtimers_next(void);
void mock_hrtimers_expire(u64 early);
/* The outermost call into the subject ends: nothing may be left behind. */
MOCK_RARE void mock_not_idle(const char *call);
static inline void mock_check_idle(const char *call)
{
	const struct vgic_context *now = &mock_locks->now;

	if (now->held | now->irqs_off | now->preempt_depth | mock_locks->rcu_depth)
		mock_not_idle(call);
}

/* list_sort(): trees differ in the comparator's const, so it has another name for C here. */
typedef int mock_compare(void *priv, const struct list_head *a, const struct list_head *b);
void mock_list_sort(void *priv, struct list_head *head, mock_compare *cmp) __asm__("list_sort");

void mock_arena_open(void);
size_t mock_state_size(void);
void mock_state_save(void *buffer);
void mock_state_restore(const void *buffer);

#endif
