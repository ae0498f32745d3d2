// SPDX-License-Identifier: GPL-2.0-only
/*
 * KVM's generic half as far as the vgic calls it: vCPU look-up, device registry, MMIO bus,
 * routing, guest memory. Weak, since some trees have some of it in a file that is compiled.
 */
#include "state.h"
#include <kvm/iodev.h>
#include <linux/bsearch.h>

__weak struct kvm_vcpu *kvm_get_vcpu(struct kvm *kvm, int i)
{
	return i >= 0 && i < kvm->online_vcpus.counter ? kvm->mock_vcpus[i] : NULL;
}

__weak struct kvm_vcpu *kvm_get_vcpu_by_id(struct kvm *kvm, int id)
{
	return kvm_get_vcpu(kvm, id);
}

__weak struct kvm_vcpu *kvm_mpidr_to_vcpu(struct kvm *kvm, unsigned long mpidr)
{
	struct kvm_vcpu *vcpu;
	unsigned long i;

	kvm_for_each_vcpu(i, vcpu, kvm)
		if (vcpu->arch.mpidr == (mpidr & 0xff00ffffffull))
			return vcpu;
	return NULL;
}

__weak struct kvm_vcpu *kvm_get_running_vcpu(void)
{
	return mock_this_cpu->running;
}

__weak struct kvm_vcpu **kvm_get_running_vcpus(void)
{
	return mock->running_vcpus;
}

__weak void unlock_all_vcpus(struct kvm *kvm)
{
	for (int i = kvm->online_vcpus.counter - 1; i >= 0; i--)
		mutex_unlock(&kvm->mock_vcpus[i]->mutex);
}

__weak bool lock_all_vcpus(struct kvm *kvm)
{
	lockdep_assert_held(&kvm->lock);
	for (int i = 0; i < kvm->online_vcpus.counter; i++) {
		if (mutex_trylock(&kvm->mock_vcpus[i]->mutex))
			continue;
		while (--i >= 0)
			mutex_unlock(&kvm->mock_vcpus[i]->mutex);
		return false;
	}
	return true;
}

__weak int kvm_trylock_all_vcpus(struct kvm *kvm)
{
	return lock_all_vcpus(kvm) ? 0 : -EINTR;
}

__weak void kvm_unlock_all_vcpus(struct kvm *kvm)
{
	unlock_all_vcpus(kvm);
}

DEFINE_STATIC_KEY_FALSE(userspace_irqchip_in_use);

/* The guest's ID registers: those that were set. */

__weak u64 kvm_read_vm_id_reg(struct kvm *kvm, u32 reg)
{
	for (size_t i = 0; i < ARRAY_SIZE(kvm->arch.mock_id_regs); i++)
		if (kvm->arch.mock_id_regs[i].reg == reg)
			return kvm->arch.mock_id_regs[i].value;
	return 0;
}

__weak void kvm_set_vm_id_reg(struct kvm *kvm, u32 reg, u64 value)
{
	for (size_t i = 0; i < ARRAY_SIZE(kvm->arch.mock_id_regs); i++) {
		if (!kvm->arch.mock_id_regs[i].reg || kvm->arch.mock_id_regs[i].reg == reg) {
			kvm->arch.mock_id_regs[i].reg = reg;
			kvm->arch.mock_id_regs[i].value = value;
			return;
		}
	}
	mock_fault(VGIC_FAULT_MEMORY, NULL, 0, "no room for ID register %#x", reg);
}

/* Device types */

__weak int kvm_register_device_ops(const struct kvm_device_ops *ops, u32 type)
{
	if (type >= MOCK_MAX_OPS)
		return -ENOSPC;
	if (mock->device_ops[type])
		return -EEXIST;
	mock->device_ops[type] = ops;
	return 0;
}

__weak void kvm_unregister_device_ops(u32 type)
{
	mock->device_ops[type] = NULL;
}

/* The MMIO bus */

__weak int kvm_io_bus_register_dev(struct kvm *kvm, enum kvm_bus bus, gpa_t addr, int len,
				   struct kvm_io_device *dev)
{
	struct kvm_io_bus *b = kvm->buses[bus];

	lockdep_assert_held(&kvm->slots_lock);
	if (b->dev_count == KVM_MMIO_BUS_MAX)
		return -ENOSPC;
	/* It makes a new array of the old one's devices and this. */
	if (mock_allocation_fails())
		return -ENOMEM;
	b->range[b->dev_count++] = (struct kvm_io_range){ addr, len, dev };
	synchronize_srcu(&kvm->srcu);
	return 0;
}

__weak int kvm_io_bus_unregister_dev(struct kvm *kvm, enum kvm_bus bus, struct kvm_io_device *dev)
{
	struct kvm_io_bus *b = kvm->buses[bus];

	lockdep_assert_held(&kvm->slots_lock);
	for (int i = 0; i < b->dev_count; i++) {
		if (b->range[i].dev == dev) {
			b->range[i] = b->range[--b->dev_count];
			synchronize_srcu(&kvm->srcu);
			break;
		}
	}
	return 0;
}

/* The device whose range has @addr in it. */
__weak struct kvm_io_device *kvm_io_bus_get_dev(struct kvm *kvm, enum kvm_bus bus, gpa_t addr)
{
	struct kvm_io_bus *b = kvm->buses[bus];

	for (int i = 0; i < b->dev_count; i++)
		if (addr >= b->range[i].addr && addr < b->range[i].addr + b->range[i].len)
			return b->range[i].dev;
	return NULL;
}

/* Guest data of 1, 2, 4 or 8 bytes is little-endian, as the host. */
__weak unsigned long kvm_mmio_read_buf(const void *buffer, unsigned int len)
{
	unsigned long value = 0;

	memcpy(&value, buffer, len <= sizeof(value) ? len : 0);
	return value;
}

__weak void kvm_mmio_write_buf(void *buffer, unsigned int len, unsigned long value)
{
	memcpy(buffer, &value, len <= sizeof(value) ? len : 0);
}

/* Routing: entries are validated through the tree's own kvm_set_routing_entry(), not kept. */
__weak int kvm_set_irq_routing(struct kvm *kvm, const struct kvm_irq_routing_entry *entries,
			       unsigned int n, unsigned int flags)
{
	int ret = 0;

	for (unsigned int i = 0; i < n && !ret; i++) {
		struct kvm_kernel_irq_routing_entry e = { .gsi = entries[i].gsi,
							  .type = entries[i].type };

		ret = kvm_set_routing_entry(kvm, &e, &entries[i]);
	}
	return ret;
}

/* Guest memory: one region, allocated when first written. */

static u8 *guest_memory(gpa_t gpa, unsigned long len)
{
	if (gpa < MOCK_GUEST_RAM || gpa + len > MOCK_GUEST_RAM + MOCK_GUEST_RAM_SIZE)
		return NULL;
	if (!mock->guest_ram)
		mock->guest_ram = kzalloc(MOCK_GUEST_RAM_SIZE, GFP_NOWAIT);
	return mock->guest_ram ? mock->guest_ram + (gpa - MOCK_GUEST_RAM) : NULL;
}

__weak bool kvm_is_visible_gfn(struct kvm *kvm, gfn_t gfn)
{
	return gfn_to_gpa(gfn) >= MOCK_GUEST_RAM &&
	       gfn_to_gpa(gfn) < MOCK_GUEST_RAM + MOCK_GUEST_RAM_SIZE;
}

__weak int kvm_read_guest(struct kvm *kvm, gpa_t gpa, void *data, unsigned long len)
{
	const u8 *memory = guest_memory(gpa, len);

	if (!memory)
		return -EFAULT;
	memcpy(data, memory, len);
	return 0;
}

__weak int kvm_write_guest(struct kvm *kvm, gpa_t gpa, const void *data, unsigned long len)
{
	u8 *memory = guest_memory(gpa, len);

	if (!memory)
		return -EFAULT;
	memcpy(memory, data, len);
	return 0;
}

__weak int kvm_read_guest_lock(struct kvm *kvm, gpa_t gpa, void *data, unsigned long len)
{
	int index = srcu_read_lock(&kvm->srcu);
	int ret = kvm_read_guest(kvm, gpa, data, len);

	srcu_read_unlock(&kvm->srcu, index);
	return ret;
}

__weak int kvm_write_guest_lock(struct kvm *kvm, gpa_t gpa, const void *data, unsigned long len)
{
	int index = srcu_read_lock(&kvm->srcu);
	int ret = kvm_write_guest(kvm, gpa, data, len);

	srcu_read_unlock(&kvm->srcu, index);
	return ret;
}

/* Stage 2: what is mapped the guest reaches without a trap, as gicv_at() of the door tells. */
__weak int kvm_phys_addr_ioremap(struct kvm *kvm, phys_addr_t guest, phys_addr_t pa,
				 unsigned long size, bool writable)
{
	if (mock->nr_mapped == MOCK_MAX_MAPPED)
		return -ENOMEM;
	mock->mapped[mock->nr_mapped].gpa = guest;
	mock->mapped[mock->nr_mapped].pa = pa;
	mock->mapped[mock->nr_mapped++].size = size;
	return 0;
}

int vsnprintf(char *buffer, size_t size, const char *format, va_list args);

char *kasprintf(gfp_t gfp, const char *format, ...)
{
	char text[256], *copy;
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	copy = kmalloc(strlen(text) + 1, gfp);
	if (copy)
		memcpy(copy, text, strlen(text) + 1);
	return copy;
}

/* From <linux/bsearch.h> and <linux/kstrtox.h>; of the latter's words only those of one letter. */

__weak void *bsearch(const void *key, const void *base, size_t n, size_t size, cmp_func_t cmp)
{
	size_t low = 0, high = n;	/* the element, if there is one, is in [low, high) */

	while (low < high) {
		size_t at = low + (high - low) / 2;
		void *element = (char *)base + at * size;
		int order = cmp(key, element);

		if (order < 0)
			high = at;
		else if (order > 0)
			low = at + 1;
		else
			return element;
	}
	return NULL;
}

__weak int kstrtobool(const char *text, bool *value)
{
	switch (text ? text[0] : 0) {
	case '1': case 'y': case 'Y': case 't': case 'T':
		*value = true;
		return 0;
	case '0': case 'n': case 'N': case 'f': case 'F':
		*value = false;
		return 0;
	}
	return -EINVAL;
}
