// SPDX-License-Identifier: GPL-2.0-only
/*
 * What stands around a VM's GIC: its ITS, irqfds and MSIs, debugfs, guest memory, and accesses to
 * the CPU interface that trap to the hypervisor's half.
 */
#include "vgic/adapter.h"

int adapter_its_create(uint64_t gpa)
{
	struct kvm_device *its;
	u64 address = gpa;
	int ret;

	ret = device_create(mock->kvm, KVM_DEV_TYPE_ARM_VGIC_ITS, &its);
	if (!ret)
		ret = device_attr(its, true, KVM_DEV_ARM_VGIC_GRP_ADDR, KVM_VGIC_ITS_ADDR_TYPE, &address);
	if (!ret)
		ret = device_attr(its, true, KVM_DEV_ARM_VGIC_GRP_CTRL, KVM_DEV_ARM_VGIC_CTRL_INIT, NULL);
	if (!ret)
		mock->its = its;
	return ret;
}

int adapter_its_make(void)
{
	struct kvm_device *its;
	int ret = device_create(mock->kvm, KVM_DEV_TYPE_ARM_VGIC_ITS, &its);

	if (!ret)
		mock->its = its;
	return ret;
}

int adapter_its_has(uint32_t group, uint64_t attr)
{
	struct kvm_device_attr a = { .group = group, .attr = attr };
	int ret = mock->its ? mock->its->ops->has_attr(mock->its, &a) : -ENODEV;

	LEAVE();
	return ret;
}

int adapter_its_fault(bool set, uint32_t group, uint64_t attr)
{
	return adapter_its_attr(set, group, attr, NULL);
}

int adapter_its_attr(bool set, uint32_t group, uint64_t attr, uint64_t *value)
{
	return mock->its ? device_attr(mock->its, set, group, attr, (u64 *)value) : -ENODEV;
}

int adapter_msi(uint64_t address, uint32_t data, uint32_t device)
{
	struct kvm_msi msi = {
		.address_lo = (u32)address, .address_hi = address >> 32, .data = data,
		.flags = KVM_MSI_VALID_DEVID, .devid = device,
	};
	int ret = vgic_its_inject_msi(mock->kvm, &msi);

	LEAVE();
	return ret;
}

int adapter_irqfd(uint32_t gsi, bool level)
{
	int ret = mock_irqfd_set(gsi, level);

	LEAVE();
	return ret;
}

/* What fires from where nothing may sleep: with interrupts off, under the irqfd's lock. */
static int set_inatomic(struct kvm_kernel_irq_routing_entry *e, bool level)
{
	int ret;

	preempt_disable();
	local_irq_disable();
	ret = kvm_arch_set_irq_inatomic(e, mock->kvm, KVM_USERSPACE_IRQ_SOURCE_ID, level, false);
	local_irq_enable();
	preempt_enable();
	return ret;
}

static int route(struct kvm_kernel_irq_routing_entry *e, uint32_t type, uint32_t chip, uint32_t pin)
{
	const struct kvm_irq_routing_entry user = { .gsi = pin, .type = type, .u.irqchip = { chip, pin } };

	*e = (struct kvm_kernel_irq_routing_entry){ .gsi = pin, .type = type };
	return kvm_set_routing_entry(mock->kvm, e, &user);
}

int adapter_route(uint32_t type, uint32_t chip, uint32_t pin)
{
	struct kvm_kernel_irq_routing_entry e;
	int ret = route(&e, type, chip, pin);

	LEAVE();
	return ret;
}

int adapter_irqfd_atomic(uint32_t gsi, bool level)
{
	struct kvm_kernel_irq_routing_entry e;
	int ret = route(&e, KVM_IRQ_ROUTING_IRQCHIP, 0, gsi);

	if (!ret)
		ret = set_inatomic(&e, level);
	LEAVE();
	return ret;
}

/*
 * As irqfd_wakeup() and irqfd_inject() in virt/kvm/eventfd.c signal an MSI.
 */
int adapter_irqfd_msi(bool atomic, uint64_t address, uint32_t data, uint32_t device)
{
	const struct kvm_irq_routing_entry user = {
		.type = KVM_IRQ_ROUTING_MSI, .flags = KVM_MSI_VALID_DEVID,
		.u.msi = { .address_lo = (u32)address, .address_hi = address >> 32, .data = data, .devid = device },
	};
	struct kvm_kernel_irq_routing_entry e = { .type = user.type };
	int ret = kvm_set_routing_entry(mock->kvm, &e, &user);

	if (!ret && atomic)
		ret = set_inatomic(&e, true);
	else if (!ret)
		ret = e.set(&e, mock->kvm, KVM_USERSPACE_IRQ_SOURCE_ID, 1, false);
	LEAVE();
	return ret;
}

size_t adapter_debug_show(void)
{
	return adapter_debug_text(NULL, 0);
}

size_t adapter_debug_text(char *text, size_t size)
{
	size_t n = mock_debugfs_show(text, size);

	LEAVE();
	return n;
}

int adapter_ram(bool write, uint64_t gpa, void *data, size_t len)
{
	return write ? kvm_write_guest(mock->kvm, gpa, data, len) :
		       kvm_read_guest(mock->kvm, gpa, data, len);
}

/*
 * The syndrome of a trapped MRS or MSR, Arm ARM D24.2.37 (EC 0x18): the register's fields, x0 as
 * the general register, direction in bit 0.
 */
static u64 sysreg_syndrome(u32 reg, bool write)
{
	u32 op0 = reg >> 14 & 3, op1 = reg >> 11 & 7, crn = reg >> 7 & 15, crm = reg >> 3 & 15,
	    op2 = reg & 7;

	return 0x18ull << 26 | 1u << 25 | op0 << 20 | op2 << 17 | op1 << 14 | crn << 10 | crm << 1 | !write;
}

bool adapter_cpuif_trap(enum vgic_gic gic)
{
	return gic == VGIC_GICV2 ? static_branch_unlikely(&vgic_v2_cpuif_trap) :
				   static_branch_unlikely(&vgic_v3_cpuif_trap);
}

bool adapter_trap_icc(unsigned int n, uint32_t reg, bool write, uint64_t *value)
{
	struct kvm_vcpu *vcpu = vcpu_of(n);
	bool done;

	vcpu->arch.esr = sysreg_syndrome(reg, write);
	vcpu->arch.ctxt.regs[0] = *value;
	preempt_disable();
	local_irq_disable();
	done = __vgic_v3_perform_cpuif_access(vcpu);
	local_irq_enable();
	preempt_enable();
	if (done && !write)
		*value = vcpu->arch.ctxt.regs[0];
	LEAVE();
	return done;
}

/* As the system register table does, where the hypervisor's half has left ICC_DIR_EL1 to it. */
int adapter_deactivate(unsigned int n, uint64_t value)
{
#ifdef VGIC_DEACTIVATE
	vgic_v3_deactivate(vcpu_of(n), value);
	LEAVE();
	return 0;
#else
	return -EOPNOTSUPP;
#endif
}

uint64_t adapter_hrtimers_next(void)
{
	return mock_hrtimers_next();
}

void adapter_hrtimers_expire(uint64_t early)
{
	mock_hrtimers_expire(early);
	LEAVE();
}

/* As the system register table does. */
void adapter_trap_ptimer(unsigned int n, enum vgic_timer_reg reg, bool write, uint64_t *value)
{
	static const enum kvm_arch_timer_regs regs[] = {
		[VGIC_TIMER_CTL] = TIMER_REG_CTL, [VGIC_TIMER_CVAL] = TIMER_REG_CVAL, [VGIC_TIMER_TVAL] = TIMER_REG_TVAL,
	};

	if (write)
		kvm_arm_timer_write_sysreg(vcpu_of(n), TIMER_PTIMER, regs[reg], *value);
	else
		*value = kvm_arm_timer_read_sysreg(vcpu_of(n), TIMER_PTIMER, regs[reg]);
	LEAVE();
}

bool adapter_gicv_at(uint64_t gpa, uint32_t *offset)
{
	for (unsigned int i = 0; i < mock->nr_mapped; i++) {
		u64 at = gpa - mock->mapped[i].gpa;

		if (gpa < mock->mapped[i].gpa || at >= mock->mapped[i].size)
			continue;
		*offset = mock->mapped[i].pa + at - kvm_vgic_global_state.vcpu_base;
		return true;
	}
	return false;
}

/* ISS of a 32-bit data abort: valid, size 2, x0, direction. */
int adapter_trap_gicv(unsigned int n, uint32_t offset, bool write, uint32_t *value)
{
	struct kvm_vcpu *vcpu = vcpu_of(n);
	int ret;

	vcpu->arch.esr = 0x24ull << 26 | 1u << 25 | 1u << 24 | 2u << 22 | (unsigned int)write << 6;
	vcpu->arch.fault_ipa = VGIC_GPA_CPU + offset;
	vcpu->arch.ctxt.regs[0] = *value;
	preempt_disable();
	local_irq_disable();
	ret = __vgic_v2_perform_cpuif_access(vcpu);
	local_irq_enable();
	preempt_enable();
	if (ret == 1 && !write)
		*value = (u32)vcpu->arch.ctxt.regs[0];
	LEAVE();
	return ret;
}
