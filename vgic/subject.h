/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The door between the real vgic (a shared object, the "subject") and everything else.
 *
 * The subject exports one function, vgic_subject_open(). It takes what the subject may ask of
 * the outside world (struct vgic_host: hardware, events, findings, memory) and returns what can
 * be done to the subject and seen of it (struct vgic_subject). Plain C types only: no kernel
 * header reaches past this file, so the checker is compiled once and runs against any tree.
 *
 * Register values are given in the width and layout that the architecture defines. Functions
 * that the kernel implements return what the kernel returned: 0 or a negative errno.
 */
#ifndef VGIC_SUBJECT_H
#define VGIC_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VGIC_DOOR_ABI		5u
#define VGIC_DOOR_SYMBOL	"vgic_subject_open"
/* info.build of a subject with no kernel in it: the ideal GIC (checker/reference). No evidence about any kernel. */
#define VGIC_REFERENCE_BUILD	"reference"

#define VGIC_MAX_LRS		64	/* GICv2: 64 list registers at most, GICv3: 16 */
#define VGIC_MAX_VCPUS		8
#define VGIC_MAX_CPUS		4	/* simulated physical CPUs */

enum vgic_gic { VGIC_GICV2 = 2, VGIC_GICV3 = 3, VGIC_GICV5 = 5 };

/*
 * Lock classes, outermost first, as the comment at the top of vgic.c orders them. A lock's class
 * is found from the name of the field it is. Locks of a class with no place in that order are
 * VGIC_LOCK_OTHER: checked for misuse, not for order.
 */
enum vgic_lock {
	VGIC_LOCK_KVM,		/* kvm->lock, a mutex */
	VGIC_LOCK_VCPU,		/* vcpu->mutex */
	VGIC_LOCK_SLOTS,	/* kvm->slots_lock, a mutex */
	VGIC_LOCK_CONFIG,	/* kvm->arch.config_lock, a mutex */
	VGIC_LOCK_ITS_CMD,	/* its->cmd_lock, a mutex */
	VGIC_LOCK_ITS,		/* its->its_lock, a mutex */
	VGIC_LOCK_AP_LIST,	/* vgic_cpu->ap_list_lock, irqs off */
	VGIC_LOCK_LPI,		/* vgic_dist->lpi_xa.xa_lock, irqs off */
	VGIC_LOCK_IRQ,		/* vgic_irq->irq_lock, irqs off */
	VGIC_LOCK_OTHER,
	VGIC_NR_LOCKS
};

/* In what situation the subject calls out: who holds what. Good until the call returns. */
struct vgic_context {
	uint32_t held;		/* bit n: a lock of class n is held by this CPU */
	uint8_t cpu;		/* simulated physical CPU */
	bool irqs_off;
	uint16_t preempt_depth;
};

/* Which state of a physical interrupt is read or written (irq_get/set_irqchip_state). */
enum vgic_phys_state { VGIC_PHYS_PENDING, VGIC_PHYS_ACTIVE, VGIC_PHYS_MASKED, VGIC_PHYS_LEVEL };

/* Notifications that KVM sends to the rest of the host. */
enum vgic_notice {
	VGIC_NOTICE_ACKED,	/* kvm_notify_acked_irq(); id: pin, signed (INTID - 32) */
	VGIC_NOTICE_KICK,	/* kvm_vcpu_kick(); id: vCPU */
	VGIC_NOTICE_REQUEST,	/* kvm_make_request(); id: vCPU, value: request number */
	VGIC_NOTICE_HALT,	/* kvm_arm_halt_guest(): all vCPUs made to exit */
	VGIC_NOTICE_RESUME,	/* kvm_arm_resume_guest() */
};

/* What went wrong inside the subject, judged where it happened. */
enum vgic_fault {
	VGIC_FAULT_WARN,	/* WARN*() fired in the kernel code */
	VGIC_FAULT_BUG,		/* BUG*() fired; the row cannot go on */
	VGIC_FAULT_LOCK,	/* a lock rule was broken */
	VGIC_FAULT_CONTEXT,	/* irqs, preemption or RCU state wrong */
	VGIC_FAULT_REFCOUNT,	/* a reference count under- or overflowed */
	VGIC_FAULT_MEMORY,	/* arena misuse: double free, foreign free, exhausted */
	VGIC_FAULT_UNMOCKED,	/* a kernel function that no mock provides; the row cannot go on */
};

/*
 * What the subject is given. Every function may be called at any point inside a call to the
 * subject; none may call back into the subject.
 */
struct vgic_host {
	/* Fixed-address memory for everything the subject allocates; see state_save(). */
	void *arena;
	size_t arena_size;

	/*
	 * Physical interrupts, by Linux irq number. Return 0, or -EINVAL for an irq that does
	 * not exist, as the kernel's irq_get/set_irqchip_state() do.
	 */
	int (*phys_get)(const struct vgic_context *c, uint32_t irq, enum vgic_phys_state which,
			bool *value);
	int (*phys_set)(const struct vgic_context *c, uint32_t irq, enum vgic_phys_state which,
			bool value);
	/* The hardware interrupt number (physical INTID) of a Linux irq; -1: no such irq. */
	int32_t (*phys_hwirq)(uint32_t irq);

	/* An in-kernel device's own answer to "is your line high?" (irq_ops.get_input_level). */
	bool (*input_level)(const struct vgic_context *c, int vintid);

	/* GICH registers of the current CPU: byte offset in the frame, 32-bit values. */
	uint32_t (*gich_read)(const struct vgic_context *c, uint32_t offset);
	void (*gich_write)(const struct vgic_context *c, uint32_t offset, uint32_t value);

	/* GICV registers of the current CPU, where KVM accesses them for the guest. */
	uint32_t (*gicv_read)(const struct vgic_context *c, uint32_t offset);
	void (*gicv_write)(const struct vgic_context *c, uint32_t offset, uint32_t value);

	/* GICC registers of the current CPU, the host's own: KVM deactivates physical interrupts there. */
	void (*gicc_write)(const struct vgic_context *c, uint32_t offset, uint32_t value);

	/*
	 * System registers of the current CPU. @reg is op0<<14 | op1<<11 | CRn<<7 | CRm<<3 | op2,
	 * the order of the fields in an MRS instruction. EL12 and EL02 encodings stay apart.
	 */
	uint64_t (*sysreg_read)(const struct vgic_context *c, uint32_t reg);
	void (*sysreg_write)(const struct vgic_context *c, uint32_t reg, uint64_t value);

	void (*notice)(const struct vgic_context *c, enum vgic_notice what, int32_t id,
		       uint64_t value);

	/*
	 * @file and @line are the kernel's where the macro that fired knows them, else NULL, 0.
	 * For VGIC_FAULT_BUG and VGIC_FAULT_UNMOCKED this function does not return.
	 */
	void (*fault)(const struct vgic_context *c, enum vgic_fault what, const char *file,
		      int line, const char *text);
};

/* The machine that KVM boots on. */
struct vgic_machine_config {
	enum vgic_gic gic;	/* the host's GIC */
	unsigned int nr_cpus;	/* physical CPUs, 1..VGIC_MAX_CPUS */
	unsigned int nr_lrs;	/* list registers of each, the hardware's; 0: 4 */
	bool v2_cpuif;		/* GICv3 host: has the GICv2-compatible GICV frame */
	bool gicv_trapped;	/* GICV shares a page, so guests may not have it mapped */
	bool vhe;		/* the kernel runs at EL2 */
	bool no_hw_deactivation;/* the GIC ignores the LRs' HW bit */
	bool no_tdir;		/* GICv3 without ICH_HCR_EL2.TDIR */
	uint32_t vtimer_irq;	/* Linux irq of the virtual timer; 0: KVM has no timers */
	uint32_t ptimer_irq;	/* of the physical timer; 0: none, possible without VHE only */
	/* Kernel command line, "name=value name=value", or NULL; a name that the vgic does not ask for is a fault. */
	const char *parameters;
	/* The priority and preemption bits of the virtual CPU interface; 0: 5 of each. */
	uint8_t pri_bits, pre_bits;
};

/* The virtual machine. */
struct vgic_vm_config {
	enum vgic_gic gic;	/* the GIC model that the guest sees */
	unsigned int nr_vcpus;	/* 1..VGIC_MAX_VCPUS */
	unsigned int nr_irqs;	/* KVM_DEV_ARM_VGIC_GRP_NR_IRQS: 64..992, a multiple of 32 */
	bool timers;		/* vCPUs have KVM's timers (arch_timer.c), mapped */
};

/* Guest physical addresses at which the VM's frames are placed. */
#define VGIC_GPA_DIST		0x08000000u	/* GICD, both models */
#define VGIC_GPA_CPU		0x08010000u	/* GICv2: GICC */
#define VGIC_GPA_RAM		0x40000000u	/* guest memory, VGIC_RAM_SIZE bytes */
#define VGIC_RAM_SIZE		0x60000u
#define VGIC_GPA_REDIST		0x080a0000u	/* GICv3: vCPU n's RD_base at + n * 0x20000 */

/* Registers of a timer. */
enum vgic_timer_reg { VGIC_TIMER_CTL, VGIC_TIMER_CVAL, VGIC_TIMER_TVAL };

/* How a physical interrupt is mapped (struct irq_ops). */
enum {
	VGIC_MAP_CALLBACK = 1,		/* the device answers for its line: get_input_level */
	VGIC_MAP_SW_RESAMPLE = 2,	/* VGIC_IRQ_SW_RESAMPLE */
};

/* What KVM knows of one virtual interrupt (struct vgic_irq). */
struct vgic_irq_view {
	uint32_t intid;
	uint32_t hwintid;
	uint32_t host_irq;
	uint32_t refcount;
	bool line_level, pending_latch, active, enabled, hw;
	bool level;		/* configured level-triggered, else edge-triggered */
	bool sw_resample;
	uint8_t source;		/* GICv2 SGI: bit n set: pending from vCPU n */
	uint8_t active_source;	/* GICv2 SGI: who sent the active one */
	uint8_t priority;	/* 8 bits, lower is more urgent */
	uint8_t group;		/* 0 or 1 */
	int8_t vcpu;		/* on whose ap_list it is; -1: on none */
	int8_t target;		/* vCPU it is routed to; -1: none */
};

/* What KVM knows of one vCPU's interface (struct vgic_cpu). */
struct vgic_cpu_view {
	uint64_t lr[VGIC_MAX_LRS];	/* as KVM has them in memory, GICH_LR or ICH_LR layout */
	uint32_t hcr;			/* GICH_HCR or ICH_HCR_EL2, bits [31:0] */
	uint32_t vmcr;			/* GICH_VMCR or ICH_VMCR_EL2 */
	unsigned int used_lrs;
	unsigned int ap_list_len;
};

/* One compiled kernel file: path inside the tree, git blob id (40 hex digits). */
struct vgic_source { const char *path, *blob; };

/*
 * A kernel variable that no mock provides (or a function of which only the address is used): memory
 * that cannot be accessed, so that the row which tries ends, naming it.
 */
struct vgic_untouchable { const char *name; const char *start, *end; };

/* What the kernel needs and the harness has never seen; each list ends with NULL. */
struct vgic_drift {
	const char *const *linked;	/* headers named nowhere, taken from the tree */
	const char *const *emptied;	/* headers that do not compile beside the mocks */
	const char *const *undeclared;	/* functions that no shadow header declares: trap stubs */
	const struct vgic_untouchable *untouchable;
};

struct vgic_subject_info {
	const char *build;			/* "fast", "checked", "coverage"; or VGIC_REFERENCE_BUILD */
	const char *compiler;
	const struct vgic_source *sources;	/* ends with a NULL path */
	const char *const *features;		/* probed; ends with NULL */
	const char *const *unmocked;		/* kernel functions that are trap stubs; ends with NULL */
	const struct vgic_drift *drift;		/* NULL: nothing is known */
};

struct vgic_subject {
	unsigned int abi;		/* VGIC_DOOR_ABI */
	struct vgic_subject_info info;

	/*
	 * Boot: probe the GIC, enable the maintenance interrupt on every CPU. Once in a
	 * subject's life; state_save() before it and state_restore() undo it.
	 */
	int (*boot)(const struct vgic_machine_config *config);
	/* Make the machine's one VM, as a VMM does through ioctls, ready to run. */
	int (*vm_create)(const struct vgic_vm_config *config);
	void (*vm_destroy)(void);
	/*
	 * The same in steps, for what userspace does between them, or in another order. vm_begin(): a VM without vCPUs and
	 * GIC; vcpu_add(): one vCPU more; gic_create(): KVM_CREATE_DEVICE; vm_first_run(): what the first KVM_RUN does
	 * about the GIC; gone wrong, vm_destroy() is all that is left. No timers.
	 * vcpu_busy(): a thread of userspace is in KVM_RUN with this vCPU, or has left it.
	 */
	int (*vm_begin)(void);
	int (*vcpu_add)(void);
	int (*gic_create)(enum vgic_gic gic);
	int (*vm_first_run)(void);
	void (*vcpu_busy)(unsigned int vcpu, bool busy);

	/* Which simulated CPU the following calls are made on. */
	void (*on_cpu)(unsigned int cpu);
	/* Physical interrupt @irq (Linux number) arrives on that CPU: KVM's handler runs. */
	void (*interrupt)(uint32_t irq);

	/* Devices. kvm_vgic_inject_irq(): @vcpu counts for private interrupts only; it may be one that is not there. */
	int (*inject)(unsigned int vcpu, uint32_t intid, bool level);
	/* kvm_vgic_map_phys_irq(), kvm_vgic_unmap_phys_irq(); @flags: VGIC_MAP_* */
	int (*map)(unsigned int vcpu, uint32_t intid, uint32_t host_irq, unsigned int flags);
	int (*unmap)(unsigned int vcpu, uint32_t intid);

	/*
	 * Guest: an access to guest physical address @gpa that traps to KVM; @len bytes, 1 to 8.
	 * -EOPNOTSUPP or -ENXIO: no device there.
	 */
	int (*mmio_write)(unsigned int vcpu, uint64_t gpa, unsigned int len, uint64_t value);
	int (*mmio_read)(unsigned int vcpu, uint64_t gpa, unsigned int len, uint64_t *value);
	/* Guest: ICC_SGI1R_EL1 (@group1) or ICC_SGI0R_EL1 written with @value. */
	int (*sgi)(unsigned int vcpu, uint64_t value, bool group1);

	/*
	 * Userspace: KVM_SET/GET_DEVICE_ATTR; @value is 32 or 64 bits wide as the group says. Before a GET it is looked
	 * at only for KVM_VGIC_V3_ADDR_TYPE_REDIST_REGION: the index.
	 */
	int (*attr_set)(uint32_t group, uint64_t attr, uint64_t value);
	int (*attr_get)(uint32_t group, uint64_t attr, uint64_t *value);
	/* KVM_HAS_DEVICE_ATTR; and KVM_SET/GET_DEVICE_ATTR with an address where userspace has nothing mapped. */
	int (*attr_has)(uint32_t group, uint64_t attr);
	int (*attr_fault)(bool set, uint32_t group, uint64_t attr);
	/* KVM_ARM_SET_DEVICE_ADDR of a GICv2, @type: KVM_VGIC_V2_ADDR_TYPE_*. */
	int (*legacy_addr)(uint64_t type, uint64_t address);

	/*
	 * Does the hypervisor's half look at trapped accesses of a @gic's CPU interface at all
	 * (vgic_v2_cpuif_trap, vgic_v3_cpuif_trap)? It is what trap_gicv() and trap_icc() do then.
	 */
	bool (*cpuif_trap)(enum vgic_gic gic);
	/*
	 * Guest: an MRS or MSR of a GICv3 CPU interface register that traps, @reg as in
	 * sysreg_read(). Returns whether the hypervisor's half emulates it.
	 */
	bool (*trap_icc)(unsigned int vcpu, uint32_t reg, bool write, uint64_t *value);
	/* Guest: 32 bits at byte @offset of GICV trap. 1: done, -1: illegal and skipped. */
	int (*trap_gicv)(unsigned int vcpu, uint32_t offset, bool write, uint32_t *value);
	/*
	 * Is the guest physical address @gpa mapped to the GICV frame, so that the hardware answers? Then
	 * *@offset is where in it, in bytes.
	 */
	bool (*gicv_at)(uint64_t gpa, uint32_t *offset);
	/*
	 * Guest: a write of ICC_DIR_EL1 that trapped and that trap_icc() has not emulated; after an exit.
	 * -EOPNOTSUPP: this tree knows no such trap.
	 */
	int (*deactivate)(unsigned int vcpu, uint64_t value);
	/* Guest memory, from VGIC_GPA_RAM on. 0 or -EFAULT. */
	int (*ram)(bool write, uint64_t gpa, void *data, size_t len);

	/* Userspace: an ITS at @gpa; its MSIs; an irqfd's wire to SPI @gsi + 32. */
	int (*its_create)(uint64_t gpa);
	int (*msi)(uint64_t address, uint32_t data, uint32_t device);
	int (*irqfd)(uint32_t gsi, bool level);
	/*
	 * Give GSI @gsi, below 64, a resampling irqfd: its line is lowered whenever KVM finds that the guest has ended the
	 * interrupt, just before VGIC_NOTICE_ACKED says so. 0 or -EINVAL.
	 */
	int (*irqfd_resample)(uint32_t gsi);
	/* Root: read all of the VM's debugfs files; how many bytes they have. */
	size_t (*debug_show)(void);
	/* The same, into @text, cut off at @size and terminated; how many bytes they have. */
	size_t (*debug_text)(char *text, size_t size);
	/* Userspace: KVM_SET/GET_DEVICE_ATTR of the ITS made last; -ENODEV: there is none. */
	int (*its_attr)(bool set, uint32_t group, uint64_t attr, uint64_t *value);
	/*
	 * An irqfd that is routed to an MSI is signalled. @atomic: from where nothing may sleep, as an eventfd's wake-up
	 * does; -EWOULDBLOCK: it must be tried again where sleeping is allowed.
	 */
	int (*irqfd_msi)(bool atomic, uint64_t address, uint32_t data, uint32_t device);
	/* Userspace: an ITS of which nothing is set; its attributes as attr_has() and attr_fault() do; -ENODEV: there is none. */
	int (*its_make)(void);
	int (*its_has)(uint32_t group, uint64_t attr);
	int (*its_fault)(bool set, uint32_t group, uint64_t attr);
	/*
	 * irqfd() from where nothing may sleep; -EWOULDBLOCK as for irqfd_msi(). KVM_SET_GSI_ROUTING with one entry: @type is
	 * KVM_IRQ_ROUTING_*, of KVM_IRQ_ROUTING_IRQCHIP @chip and @pin.
	 */
	int (*irqfd_atomic)(uint32_t gsi, bool level);
	int (*route)(uint32_t type, uint32_t chip, uint32_t pin);

	/*
	 * Run loop, on the current CPU: what the tree's own one calls of the vgic and the timers, in its order.
	 * enter(): requests are answered, the vCPU's state is put into the hardware. False: it was given up before the
	 * guest ran, since @give_up says so (a signal, say) or because there is a new request.
	 * exit(): takes the state back; nothing when the vCPU is not in the guest on this CPU any more.
	 * wfi(): after an exit; true: the vCPU sleeps and is not loaded any more. wake(): a sleeping vCPU is woken on the
	 * current CPU; true: it goes on, loaded; false: nothing is pending, it sleeps on.
	 * pending(): kvm_vgic_vcpu_pending_irq().
	 */
	void (*load)(unsigned int vcpu);
	bool (*enter)(unsigned int vcpu, bool give_up);
	void (*exit)(unsigned int vcpu);
	void (*put)(unsigned int vcpu);
	bool (*wfi)(unsigned int vcpu);
	bool (*wake)(unsigned int vcpu);
	bool (*pending)(unsigned int vcpu);

	/*
	 * Time: the counter is the hardware's (sysreg_read() of CNTPCT_EL0). When the first of the current CPU's high
	 * resolution timers is due; UINT64_MAX: none is armed. The host's own timer interrupt on that CPU: what is due is
	 * run, and also what would be within @early, as if the host's clock ran ahead of the counter.
	 */
	uint64_t (*hrtimers_next)(void);
	void (*hrtimers_expire)(uint64_t early);
	/* Guest, after an exit: an access of CNTP_<reg>_EL0 that trapped. */
	void (*trap_ptimer)(unsigned int vcpu, enum vgic_timer_reg reg, bool write, uint64_t *value);

	/* Views. view_irq() returns false for an INTID that the VM does not have. */
	bool (*view_irq)(unsigned int vcpu, uint32_t intid, struct vgic_irq_view *view);
	void (*view_cpu)(unsigned int vcpu, struct vgic_cpu_view *view);

	/*
	 * The subject's whole mutable state (arena and the kernel's own statics) in
	 * state_size() bytes at most; sizes change as memory is allocated. Restoring puts every
	 * bit back, in the checked build the poisoning of freed memory too.
	 */
	size_t (*state_size)(void);
	void (*state_save)(void *buffer);
	void (*state_restore)(const void *buffer);

	/* Blocks allocated and not freed; and their bytes. */
	size_t (*live_blocks)(size_t *bytes);
	/*
	 * Of the host's allocations the @nth from now fails, those after it do not; 0: none fails. Returns whether the one
	 * that was to fail before is still to come.
	 */
	bool (*allocation_fails)(unsigned int nth);

	/* Coverage build only, else NULL: __gcov_reset() and __gcov_dump(). */
	void (*coverage_reset)(void);
	void (*coverage_dump)(void);

	/* For tests/self: break a rule on purpose. Returns false when @what is unknown. */
	bool (*selftest)(const char *what);
};

typedef const struct vgic_subject *vgic_subject_open_fn(const struct vgic_host *host,
							unsigned int abi);

#endif
