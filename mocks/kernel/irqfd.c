// SPDX-License-Identifier: GPL-2.0-only
/*
 * irqfds, as far as the vgic meets them: a wire to an SPI through the VM's routing table, of which only the default one is
 * there (pin n for GSI n), and resamplers (Documentation/virt/kvm/api.rst, KVM_IRQFD_FLAG_RESAMPLE): who has one is told
 * when the guest ends the interrupt, and the line is low then. Kind: fake.
 */
#include "state.h"

int mock_irqfd_set(u32 gsi, bool level)
{
	const struct kvm_irq_routing_entry user = {
		.gsi = gsi, .type = KVM_IRQ_ROUTING_IRQCHIP, .u.irqchip.pin = gsi,
	};
	struct kvm_kernel_irq_routing_entry e = { .gsi = gsi, .type = user.type };
	int ret = kvm_set_routing_entry(mock->kvm, &e, &user);

	return ret ? ret : e.set(&e, mock->kvm, KVM_USERSPACE_IRQ_SOURCE_ID, level, false);
}

int mock_irqfd_resample(u32 gsi)
{
	if (gsi >= 64)
		return -EINVAL;
	mock->resampled |= 1ull << gsi;
	return 0;
}

/* The resampler lowers the line before it tells anybody; it runs where the vgic has found the deactivation. */
__weak void kvm_notify_acked_irq(struct kvm *kvm, unsigned int irqchip, unsigned int pin)
{
	if (pin < 64 && mock->resampled & 1ull << pin)
		mock_irqfd_set(pin, false);
	mock_host->notice(&mock_locks->now, VGIC_NOTICE_ACKED, (int)pin, irqchip);
}
