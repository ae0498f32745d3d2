// SPDX-License-Identifier: GPL-2.0-only
/*
 * The adapter: struct vgic_subject in terms of one tree's functions. What differs between trees is
 * in interfaces.h.
 *
 * The VM is made as a VMM makes it: vCPUs first, then the GIC device with its attributes.
 */
#include "vgic/adapter.h"
#include <mock/alternative.h>

/* Generated when the subject is linked (vgic/link-subject). */
extern const struct vgic_source vgic_sources[];
extern const char *const vgic_features[], *const vgic_unmocked[];
extern const struct vgic_drift vgic_drift;

#define MAINTENANCE_IRQ	25
#define GICH_PA		0x2c010000ull	/* as mocks/kernel/cpu.c decodes */
#define GICV_PA		0x2c020000ull
/* A frame that shares its page with something else: KVM must not map it into a guest. */
#define GICV_PA_UNALIGNED 0x2c020800ull
#define GICC_PA		0x2c030000ull

/* Boot */

static int boot(const struct vgic_machine_config *config)
{
	struct gic_kvm_info info = {
		.type = tree_gic_type(config->gic),
		.maint_irq = MAINTENANCE_IRQ,
#ifdef VGIC_SW_RESAMPLE
		.no_hw_deactivation = config->no_hw_deactivation,
#endif
	};
	int ret;

	if (config->gic == VGIC_GICV2) {
		info.vctrl.start = GICH_PA;
		info.vctrl.end = GICH_PA + 0xfff;
		tree_set_gicc(&info, GICC_PA);
	}
	if (config->gic == VGIC_GICV2 || config->v2_cpuif) {
		info.vcpu.start = config->gicv_trapped ? GICV_PA_UNALIGNED : GICV_PA;
		info.vcpu.end = info.vcpu.start + 0x1fff;
	}
	mock->vhe = config->vhe;
	mock->gicv3 = config->gic == VGIC_GICV3;
	mock->nr_cpus = config->nr_cpus;
	tree_set_timer_irqs(&mock->timers, config->vtimer_irq, config->ptimer_irq);
	if (config->parameters)
		mock_kernel_parameters(config->parameters);
	mock_apply_alternatives();
	tree_set_gic_info(&info);
	ret = kvm_vgic_hyp_init();
	if (!ret && config->vtimer_irq)
		ret = kvm_timer_hyp_init(true);
	for (unsigned int cpu = 0; !ret && cpu < config->nr_cpus; cpu++) {
		mock_set_cpu(cpu);
		preempt_disable();
		tree_cpu_up();
		preempt_enable();
		LEAVE();
	}
	mock_set_cpu(0);
	return ret;
}

/* The VM */

static int vcpu_create(struct kvm *kvm, bool timers)
{
	struct kvm_vcpu *vcpu = kzalloc(sizeof(*vcpu), GFP_KERNEL);
	int n = kvm->created_vcpus, ret;

	if (!vcpu)
		return -ENOMEM;
	mutex_init(&vcpu->mutex);
	vcpu->kvm = kvm;
	vcpu->vcpu_id = vcpu->vcpu_idx = n;
	vcpu->arch.mpidr = n;
	vcpu->cpu = -1;
	kvm->created_vcpus++;
	kvm->mock_vcpus[n] = vcpu;
	if (timers) {
		kvm_timer_vcpu_init(vcpu);
		kvm_timer_vcpu_reset(vcpu);
	}
	ret = kvm_vgic_vcpu_init(vcpu);
	if (!ret)
		atomic_inc(&kvm->online_vcpus);
	return ret;
}

int device_attr(struct kvm_device *dev, bool set, u32 group, u64 attr, u64 *value)
{
	struct kvm_device_attr a = { .group = group, .attr = attr, .addr = (unsigned long)value };
	int ret;

	ret = set ? dev->ops->set_attr(dev, &a) : dev->ops->get_attr(dev, &a);
	LEAVE();
	return ret;
}

static int attr_set(uint32_t group, uint64_t attr, uint64_t value)
{
	u64 v = value;

	return device_attr(mock->device, true, group, attr, &v);
}

static int attr_get(uint32_t group, uint64_t attr, uint64_t *value)
{
	bool region = group == KVM_DEV_ARM_VGIC_GRP_ADDR && attr == KVM_VGIC_V3_ADDR_TYPE_REDIST_REGION;
	u64 v = region ? *value : 0;
	int ret = device_attr(mock->device, false, group, attr, &v);

	*value = v;
	return ret;
}

int device_create(struct kvm *kvm, u32 type, struct kvm_device **dev)
{
	const struct kvm_device_ops *ops = mock->device_ops[type];
	int ret;

	if (!ops)
		return -ENODEV;
	*dev = kzalloc(sizeof(**dev), GFP_KERNEL);
	if (!*dev)
		return -ENOMEM;
	**dev = (struct kvm_device){ .kvm = kvm, .ops = ops };
	mutex_lock(&kvm->lock);
	ret = ops->create(*dev, type);
	if (ret)
		kfree(*dev);
	else
		list_add(&(*dev)->vm_node, &kvm->devices);
	mutex_unlock(&kvm->lock);
	LEAVE();
	return ret;
}

/* The GIC model of the guest, as KVM_CREATE_DEVICE numbers it; 0: this tree does not have it. */
static u32 device_type(enum vgic_gic gic)
{
	switch (gic) {
	case VGIC_GICV2:
		return KVM_DEV_TYPE_ARM_VGIC_V2;
	case VGIC_GICV3:
		return KVM_DEV_TYPE_ARM_VGIC_V3;
	case VGIC_GICV5:
#ifdef VGIC_GICV5_GUEST
		return KVM_DEV_TYPE_ARM_VGIC_V5;
#endif
		break;
	}
	return 0;
}

/* What userspace sets before the first run, in the order that the kernel documents. */
static int configure(const struct vgic_vm_config *config)
{
	const struct { u32 group; u64 attr, value; } v2[] = {
		{ KVM_DEV_ARM_VGIC_GRP_NR_IRQS, 0, config->nr_irqs },
		{ KVM_DEV_ARM_VGIC_GRP_ADDR, KVM_VGIC_V2_ADDR_TYPE_DIST, VGIC_GPA_DIST },
		{ KVM_DEV_ARM_VGIC_GRP_ADDR, KVM_VGIC_V2_ADDR_TYPE_CPU, VGIC_GPA_CPU },
		{ KVM_DEV_ARM_VGIC_GRP_CTRL, KVM_DEV_ARM_VGIC_CTRL_INIT, 0 },
	}, v3[] = {
		{ KVM_DEV_ARM_VGIC_GRP_NR_IRQS, 0, config->nr_irqs },
		{ KVM_DEV_ARM_VGIC_GRP_ADDR, KVM_VGIC_V3_ADDR_TYPE_DIST, VGIC_GPA_DIST },
		{ KVM_DEV_ARM_VGIC_GRP_ADDR, KVM_VGIC_V3_ADDR_TYPE_REDIST, VGIC_GPA_REDIST },
		{ KVM_DEV_ARM_VGIC_GRP_CTRL, KVM_DEV_ARM_VGIC_CTRL_INIT, 0 },
	}, *step = config->gic == VGIC_GICV2 ? v2 : v3;
	int ret = 0;

	if (config->gic == VGIC_GICV5)
		return attr_set(KVM_DEV_ARM_VGIC_GRP_CTRL, KVM_DEV_ARM_VGIC_CTRL_INIT, 0);
	for (unsigned int i = 0; i < ARRAY_SIZE(v2) && !ret; i++)
		ret = attr_set(step[i].group, step[i].attr, step[i].value);
	return ret;
}

static int vm_begin(void)
{
	struct kvm *kvm = kzalloc(sizeof(*kvm), GFP_KERNEL);

	if (!kvm)
		return -ENOMEM;
	mock->kvm = kvm;
	memset(mock->debugfs, 0, sizeof(mock->debugfs));
	mock->nr_mapped = 0;
	mock->resampled = 0;
	mock->its = NULL;
	mutex_init(&kvm->lock);
	mutex_init(&kvm->slots_lock);
	mutex_init(&kvm->arch.config_lock);
	INIT_LIST_HEAD(&kvm->devices);
	kvm->max_vcpus = kvm->arch.max_vcpus = KVM_MAX_VCPUS;
	kvm->buses[KVM_MMIO_BUS] = kzalloc(sizeof(struct kvm_io_bus), GFP_KERNEL);
	kvm_vgic_early_init(kvm);
	return 0;
}

/* What a vCPU's first KVM_RUN does about the GIC. */
static int first_run(struct kvm *kvm)
{
	int ret;

	if (!irqchip_in_kernel(kvm))
		return 0;
	tree_finalize_idregs(kvm);
	ret = kvm_vgic_map_resources(kvm);
	if (!ret)
		ret = tree_finalize_ppis(kvm);
	return ret;
}

static int vm_create(const struct vgic_vm_config *config)
{
	struct kvm *kvm;
	int ret = vm_begin();

	if (ret)
		return ret;
	kvm = mock->kvm;
	if (config->timers)
		tree_timer_init_vm(kvm);

	for (unsigned int n = 0; n < config->nr_vcpus && !ret; n++)
		ret = vcpu_create(kvm, config->timers);
	if (!ret)
		ret = device_create(kvm, device_type(config->gic), &mock->device);
	if (!ret)
		ret = configure(config);
	if (!ret)
		ret = first_run(kvm);
	for (unsigned int n = 0; config->timers && n < config->nr_vcpus && !ret; n++)
		ret = kvm_timer_enable(vcpu_of(n));
	LEAVE();
	return ret;
}

static void vm_destroy(void)
{
	struct kvm *kvm = mock->kvm;
	struct kvm_device *dev, *next;

	kvm_vgic_destroy(kvm);
	for (int i = 0; i < kvm->created_vcpus; i++) {
		kvm_timer_vcpu_terminate(kvm->mock_vcpus[i]);
		kvm_vgic_vcpu_destroy(kvm->mock_vcpus[i]);
		kfree(kvm->mock_vcpus[i]);
	}
	list_for_each_entry_safe(dev, next, &kvm->devices, vm_node) {
		list_del(&dev->vm_node);
		dev->ops->destroy(dev);
	}
	kfree(kvm->buses[KVM_MMIO_BUS]);
	kfree(mock->guest_ram);
	kfree(kvm);
	mock->kvm = NULL;
	mock->device = NULL;
	mock->guest_ram = NULL;
	LEAVE();
}

/* The VM in steps */

static int vcpu_add(void)
{
	int n = mock->kvm->created_vcpus, ret = n < VGIC_MAX_VCPUS ? vcpu_create(mock->kvm, false) : -EINVAL;

	if (ret && n < VGIC_MAX_VCPUS && mock->kvm->mock_vcpus[n]) {
		kvm_vgic_vcpu_destroy(mock->kvm->mock_vcpus[n]);
		kfree(mock->kvm->mock_vcpus[n]);
		mock->kvm->mock_vcpus[n] = NULL;
		mock->kvm->created_vcpus = n;
	}
	LEAVE();
	return ret;
}

static int gic_create(enum vgic_gic gic)
{
	u32 type = device_type(gic);
	struct kvm_device *dev;
	int ret = type ? device_create(mock->kvm, type, &dev) : -ENODEV;

	if (!ret)
		mock->device = dev;
	return ret;
}

static int vm_first_run(void)
{
	int ret = first_run(mock->kvm);

	for (int i = 0; i < mock->kvm->created_vcpus && !ret; i++)
		vcpu_of(i)->arch.has_run_once = true;
	LEAVE();
	return ret;
}

/* The thread is on a CPU where nothing else is done. */
static void vcpu_busy(unsigned int n, bool busy)
{
	unsigned int cpu = mock_cpu();

	mock_set_cpu(VGIC_MAX_CPUS - 1);
	if (busy)
		mutex_lock(&vcpu_of(n)->mutex);
	else
		mutex_unlock(&vcpu_of(n)->mutex);
	mock_set_cpu(cpu);
}

static int attr_has(uint32_t group, uint64_t attr)
{
	struct kvm_device_attr a = { .group = group, .attr = attr };
	int ret = mock->device->ops->has_attr(mock->device, &a);

	LEAVE();
	return ret;
}

static int attr_fault(bool set, uint32_t group, uint64_t attr)
{
	return device_attr(mock->device, set, group, attr, NULL);
}

static bool allocation_fails(unsigned int nth)
{
	bool to_come = mock->fails_in;

	mock->fails_in = nth;
	return to_come;
}

static int legacy_addr(uint64_t type, uint64_t address)
{
	int ret = tree_legacy_addr(mock->kvm, type, address);

	LEAVE();
	return ret;
}

static void on_cpu(unsigned int cpu)
{
	mock_set_cpu(cpu);
}

static void interrupt(uint32_t irq)
{
	mock_interrupt(irq);
	LEAVE();
}

/* Devices */

bool device_input_level(int vintid)
{
	return mock_host->input_level(&mock_locks->now, vintid);
}

static int inject(unsigned int vcpu, uint32_t intid, bool level)
{
	int ret = tree_inject(mock->kvm, intid < VGIC_NR_PRIVATE_IRQS ? vcpu_of(vcpu) : NULL, intid,
			      level);

	LEAVE();
	return ret;
}

static int map(unsigned int vcpu, uint32_t intid, uint32_t host_irq, unsigned int flags)
{
	int ret = tree_map(vcpu_of(vcpu), host_irq, intid, flags);

	LEAVE();
	return ret;
}

static int unmap(unsigned int vcpu, uint32_t intid)
{
	int ret = kvm_vgic_unmap_phys_irq(vcpu_of(vcpu), intid);

	LEAVE();
	return ret;
}

/* Guest */

/* A trapped access is handled in the context of the vCPU, which stays loaded. */
static int mmio(unsigned int n, uint64_t gpa, unsigned int len, void *data, bool write)
{
	struct kvm_vcpu *vcpu = vcpu_of(n), *was = mock_this_cpu->running;
	struct kvm_io_bus *bus = mock->kvm->buses[KVM_MMIO_BUS];
	int ret = -ENXIO;

	mock_this_cpu->running = vcpu;
	for (int i = 0; i < bus->dev_count && ret; i++) {
		const struct kvm_io_range *range = &bus->range[i];

		if (gpa < range->addr || gpa + len > range->addr + range->len)
			continue;
		ret = write ? kvm_iodevice_write(vcpu, range->dev, gpa, len, data) :
			      kvm_iodevice_read(vcpu, range->dev, gpa, len, data);
	}
	mock_this_cpu->running = was;
	LEAVE();
	return ret;
}

static int mmio_write(unsigned int vcpu, uint64_t gpa, unsigned int len, uint64_t value)
{
	return mmio(vcpu, gpa, len, &value, true);
}

static int mmio_read(unsigned int vcpu, uint64_t gpa, unsigned int len, uint64_t *value)
{
	*value = 0;
	return mmio(vcpu, gpa, len, value, false);
}

static int sgi(unsigned int vcpu, uint64_t value, bool group1)
{
	mock_this_cpu->running = vcpu_of(vcpu);
	vgic_v3_dispatch_sgi(vcpu_of(vcpu), value, group1);
	LEAVE();
	return 0;
}

/* Views */

static bool view_irq(unsigned int vcpu, uint32_t intid, struct vgic_irq_view *view)
{
	struct vgic_irq *irq = tree_get_irq(vcpu_of(vcpu), intid);

	if (!irq)
		return false;
	*view = (struct vgic_irq_view){
		.intid = irq->intid,
		.hwintid = irq->hwintid,
		.host_irq = irq->host_irq,
		.refcount = tree_refcount(irq),
		.line_level = irq->line_level,
		.pending_latch = irq->pending_latch,
		.active = irq->active,
		.enabled = irq->enabled,
		.hw = irq->hw,
		.level = irq->config == VGIC_CONFIG_LEVEL,
		.sw_resample = tree_needs_resampling(irq),
		.source = irq->source,
		.active_source = irq->active_source,
		.priority = irq->priority,
		.group = irq->group,
		.vcpu = irq->vcpu ? irq->vcpu->vcpu_id : -1,
		.target = irq->target_vcpu ? irq->target_vcpu->vcpu_id : -1,
	};
	vgic_put_irq(mock->kvm, irq);
	return true;
}

static void view_cpu(unsigned int n, struct vgic_cpu_view *view)
{
	const struct vgic_cpu *cpu = &vcpu_of(n)->arch.vgic_cpu;
	const struct list_head *entry;

	memset(view, 0, sizeof(*view));
	if (kvm_vgic_global_state.type == VGIC_V2) {
		for (int i = 0; i < VGIC_V2_MAX_LRS; i++)
			view->lr[i] = cpu->vgic_v2.vgic_lr[i];
		view->hcr = cpu->vgic_v2.vgic_hcr;
		view->vmcr = cpu->vgic_v2.vgic_vmcr;
	} else {
		memcpy(view->lr, cpu->vgic_v3.vgic_lr, sizeof(cpu->vgic_v3.vgic_lr));
		view->hcr = cpu->vgic_v3.vgic_hcr;
		view->vmcr = cpu->vgic_v3.vgic_vmcr;
	}
	view->used_lrs = tree_used_lrs(cpu);
	list_for_each(entry, &cpu->ap_list_head)
		view->ap_list_len++;
}

static size_t live_blocks(size_t *bytes)
{
	if (bytes)
		*bytes = mock->live_bytes;
	return mock->live_blocks;
}

#ifdef VGIC_COVERAGE
void __gcov_reset(void);
void __gcov_dump(void);
#else
#define __gcov_reset NULL
#define __gcov_dump NULL
#endif

bool mock_selftest(const char *what);

static const struct vgic_subject subject = {
	.abi = VGIC_DOOR_ABI,
	.info = {
		.build = VGIC_BUILD,
		.compiler = VGIC_COMPILER,
		.sources = vgic_sources,
		.features = vgic_features,
		.unmocked = vgic_unmocked,
		.drift = &vgic_drift,
	},
	.boot = boot,
	.vm_create = vm_create,
	.vm_destroy = vm_destroy,
	.vm_begin = vm_begin,
	.vcpu_add = vcpu_add,
	.gic_create = gic_create,
	.vm_first_run = vm_first_run,
	.vcpu_busy = vcpu_busy,
	.on_cpu = on_cpu,
	.interrupt = interrupt,
	.inject = inject,
	.map = map,
	.unmap = unmap,
	.mmio_write = mmio_write,
	.mmio_read = mmio_read,
	.sgi = sgi,
	.attr_set = attr_set,
	.attr_get = attr_get,
	.attr_has = attr_has,
	.attr_fault = attr_fault,
	.legacy_addr = legacy_addr,
	.deactivate = adapter_deactivate,
	.gicv_at = adapter_gicv_at,
	.load = adapter_load,
	.enter = adapter_enter,
	.exit = adapter_exit,
	.put = adapter_put,
	.wfi = adapter_wfi,
	.wake = adapter_wake,
	.pending = adapter_pending,
	.hrtimers_next = adapter_hrtimers_next,
	.hrtimers_expire = adapter_hrtimers_expire,
	.trap_ptimer = adapter_trap_ptimer,
	.its_create = adapter_its_create,
	.msi = adapter_msi,
	.irqfd = adapter_irqfd,
	.irqfd_resample = mock_irqfd_resample,
	.debug_show = adapter_debug_show,
	.debug_text = adapter_debug_text,
	.its_attr = adapter_its_attr,
	.irqfd_msi = adapter_irqfd_msi,
	.its_make = adapter_its_make,
	.its_has = adapter_its_has,
	.its_fault = adapter_its_fault,
	.irqfd_atomic = adapter_irqfd_atomic,
	.route = adapter_route,
	.allocation_fails = allocation_fails,
	.cpuif_trap = adapter_cpuif_trap,
	.trap_icc = adapter_trap_icc,
	.trap_gicv = adapter_trap_gicv,
	.ram = adapter_ram,
	.view_irq = view_irq,
	.view_cpu = view_cpu,
	.state_size = mock_state_size,
	.state_save = mock_state_save,
	.state_restore = mock_state_restore,
	.live_blocks = live_blocks,
	.coverage_reset = __gcov_reset,
	.coverage_dump = __gcov_dump,
	.selftest = mock_selftest,
};

__attribute__((visibility("default")))
const struct vgic_subject *vgic_subject_open(const struct vgic_host *host, unsigned int abi);

const struct vgic_subject *vgic_subject_open(const struct vgic_host *host, unsigned int abi)
{
	if (abi != VGIC_DOOR_ABI)
		return NULL;
	mock_host = host;
	mock_arena_open();
	return &subject;
}
