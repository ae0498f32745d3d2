// SPDX-License-Identifier: GPL-2.0-only
/*
 * Interrupt domains, as far as KVM stacks one of its own on the GIC's for timer interrupts whose
 * hardware cannot deactivate them. A chip that is pushed onto an interrupt is asked first
 * (irq_set_irqchip_state() in irq.c); what it passes to its parent reaches the simulated GIC.
 */
#include "state.h"

__weak struct fwnode_handle *irq_domain_alloc_named_fwnode(const char *name)
{
	return kzalloc(sizeof(struct fwnode_handle), GFP_KERNEL);
}

__weak void irq_domain_free_fwnode(struct fwnode_handle *node)
{
	kfree(node);
}

__weak struct irq_domain *irq_domain_create_hierarchy(struct irq_domain *parent,
						      unsigned int flags, unsigned int size,
						      struct fwnode_handle *node,
						      const struct irq_domain_ops *ops, void *data)
{
	struct irq_domain *domain = kzalloc(sizeof(*domain), GFP_KERNEL);

	if (domain)
		domain->ops = ops;
	return domain;
}

__weak int irq_domain_push_irq(struct irq_domain *domain, int irq, void *arg)
{
	if (!irq_to_desc(irq))
		return -EINVAL;
	return domain->ops->alloc(domain, irq, 1, arg);
}

__weak int irq_domain_set_hwirq_and_chip(struct irq_domain *domain, unsigned int irq,
					 irq_hw_number_t hwirq, const struct irq_chip *chip,
					 void *data)
{
	struct irq_data *top = irq_get_irq_data(irq);

	if (!top)
		return -ENOENT;
	top->hwirq = hwirq;
	top->chip = (struct irq_chip *)chip;
	top->chip_data = data;
	top->domain = domain;
	return 0;
}

__weak int irq_set_vcpu_affinity(unsigned int irq, void *info)
{
	struct irq_data *data = irq_get_irq_data(irq);

	if (!data)
		return -EINVAL;
	if (data->chip && data->chip->irq_set_vcpu_affinity)
		return data->chip->irq_set_vcpu_affinity(data, info);
	data->mock_forwarded = info;
	return 0;
}

/* The GIC below. */

__weak int irq_chip_set_parent_state(struct irq_data *data, enum irqchip_irq_state which, bool state)
{
	return mock_host->phys_set(&mock_locks->now, data->irq, (enum vgic_phys_state)which, state);
}

__weak int irq_chip_get_parent_state(struct irq_data *data, enum irqchip_irq_state which, bool *state)
{
	return mock_host->phys_get(&mock_locks->now, data->irq, (enum vgic_phys_state)which, state);
}

__weak void irq_chip_mask_parent(struct irq_data *data)
{
	irq_chip_set_parent_state(data, IRQCHIP_STATE_MASKED, true);
}

__weak void irq_chip_unmask_parent(struct irq_data *data)
{
	irq_chip_set_parent_state(data, IRQCHIP_STATE_MASKED, false);
}

/* The host drops the priority of what it forwards, and nothing else, when it is done with it. */
__weak void irq_chip_eoi_parent(struct irq_data *data)
{
}

__weak int irq_chip_set_type_parent(struct irq_data *data, unsigned int type)
{
	return type == IRQ_TYPE_LEVEL_HIGH ? 0 : -EINVAL;
}
