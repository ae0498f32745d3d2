// SPDX-License-Identifier: GPL-2.0-only
/*
 * The host's interrupt core: state goes to the simulated GIC, descriptors know the hardware
 * number. A root irq_data stands behind each one, as behind a PPI's on real hosts, so that KVM's
 * walk up the hierarchy has something to walk.
 */
#include "state.h"

_Static_assert((int)IRQCHIP_STATE_PENDING == (int)VGIC_PHYS_PENDING &&
	       (int)IRQCHIP_STATE_ACTIVE == (int)VGIC_PHYS_ACTIVE &&
	       (int)IRQCHIP_STATE_MASKED == (int)VGIC_PHYS_MASKED &&
	       (int)IRQCHIP_STATE_LINE_LEVEL == (int)VGIC_PHYS_LEVEL, "the same numbers");

__weak int irq_get_irqchip_state(unsigned int irq, enum irqchip_irq_state which, bool *state)
{
	return mock_host->phys_get(&mock_locks->now, irq, (enum vgic_phys_state)which, state);
}

__weak int irq_set_irqchip_state(unsigned int irq, enum irqchip_irq_state which, bool state)
{
	struct irq_data *data = irq_get_irq_data(irq);

	if (data && data->chip && data->chip->irq_set_irqchip_state)
		return data->chip->irq_set_irqchip_state(data, which, state);
	return mock_host->phys_set(&mock_locks->now, irq, (enum vgic_phys_state)which, state);
}

/* NULL for an irq that the host does not have. */
__weak struct irq_desc *irq_to_desc(unsigned int irq)
{
	int hwirq = mock_host->phys_hwirq(irq);
	struct irq_desc *desc;

	if (irq >= MOCK_MAX_IRQS / 2 || hwirq < 0)
		return NULL;
	desc = &mock->irqs[irq];
	if (!desc->irq_data.parent_data) {
		struct irq_data *root = &mock->irqs[irq + MOCK_MAX_IRQS / 2].irq_data;

		root->irq = irq;
		root->hwirq = hwirq;
		desc->irq_data.irq = irq;
		desc->irq_data.hwirq = ~0ul;	/* the outer domain's number is another one */
		desc->irq_data.parent_data = root;
	}
	return desc;
}

__weak struct irq_data *irq_get_irq_data(unsigned int irq)
{
	struct irq_desc *desc = irq_to_desc(irq);

	return desc ? &desc->irq_data : NULL;
}

__weak void enable_irq(unsigned int irq)
{
	struct irq_desc *desc = irq_to_desc(irq);

	if (desc)
		desc->irq_data.mock_disabled = false;
}

__weak void disable_irq_nosync(unsigned int irq)
{
	struct irq_desc *desc = irq_to_desc(irq);

	if (desc)
		desc->irq_data.mock_disabled = true;
}

/*
 * Handlers of per-CPU interrupts. All of them are given kvm_get_running_vcpus(), an array with a
 * cell for each CPU here.
 */
__weak int request_percpu_irq(unsigned int irq, irq_handler_t handler, const char *name,
			      void *percpu)
{
	if (irq >= ARRAY_SIZE(mock->actions))
		return -EINVAL;
	if (mock->actions[irq].handler)
		return -EBUSY;
	mock->actions[irq].handler = handler;
	mock->actions[irq].percpu = percpu;
	return 0;
}

__weak void free_percpu_irq(unsigned int irq, void *percpu)
{
	if (irq < ARRAY_SIZE(mock->actions))
		mock->actions[irq].handler = NULL;
}

void mock_interrupt(unsigned int irq)
{
	struct kvm_vcpu **cells;

	if (irq >= ARRAY_SIZE(mock->actions) || !mock->actions[irq].handler) {
		mock_fault(VGIC_FAULT_CONTEXT, NULL, 0, "interrupt %u has no handler", irq);
		return;
	}
	cells = mock->actions[irq].percpu;
	preempt_disable();
	local_irq_disable();
	mock->actions[irq].handler(irq, &cells[mock_cpu()]);
	local_irq_enable();
	preempt_enable();
}

/* Stubs: no row takes an interrupt that is switched off. */
__weak void enable_percpu_irq(unsigned int irq, unsigned int type)
{
}

__weak void disable_percpu_irq(unsigned int irq)
{
}

/* Trees in which the vgic asks for the host GIC's description. */
__weak const struct gic_kvm_info *gic_get_kvm_info(void)
{
	return &mock->gic_info;
}
