/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The host's interrupt core as KVM sees it. Kind: irqchip state is a spy on the simulated GIC
 * (struct vgic_host); descriptors are a fake that knows each irq's hardware number; the rest is a
 * stub that succeeds.
 */
#ifndef MOCK_IRQ_H
#define MOCK_IRQ_H

#include <mock/types.h>
#include <linux/irqreturn.h>

enum irqchip_irq_state {
	IRQCHIP_STATE_PENDING,
	IRQCHIP_STATE_ACTIVE,
	IRQCHIP_STATE_MASKED,
	IRQCHIP_STATE_LINE_LEVEL,
};

#define IRQ_TYPE_NONE		0x0
#define IRQ_TYPE_EDGE_RISING	0x1
#define IRQ_TYPE_EDGE_FALLING	0x2
#define IRQ_TYPE_LEVEL_HIGH	0x4
#define IRQ_TYPE_LEVEL_LOW	0x8
#define IRQ_NOAUTOEN		(1 << 12)
#define IRQ_DISABLE_UNLAZY	(1 << 19)
#define IRQ_NO_BALANCING	(1 << 13)

#define IRQF_TRIGGER_HIGH	IRQ_TYPE_LEVEL_HIGH
#define IRQF_TRIGGER_LOW	IRQ_TYPE_LEVEL_LOW

struct cpumask { unsigned long bits[1]; };
typedef struct cpumask cpumask_t;
struct msi_msg { u32 address_lo, address_hi, data; };
struct irq_data;
struct irq_domain;

/* Only what KVM's own chip for timers sets. */
struct irq_chip {
	const char *name;
	void (*irq_ack)(struct irq_data *data);
	void (*irq_mask)(struct irq_data *data);
	void (*irq_unmask)(struct irq_data *data);
	void (*irq_eoi)(struct irq_data *data);
	int (*irq_set_type)(struct irq_data *data, unsigned int type);
	int (*irq_set_vcpu_affinity)(struct irq_data *data, void *info);
	int (*irq_get_irqchip_state)(struct irq_data *data, enum irqchip_irq_state which, bool *state);
	int (*irq_set_irqchip_state)(struct irq_data *data, enum irqchip_irq_state which, bool state);
};

struct irq_data {
	unsigned int irq;
	irq_hw_number_t hwirq;
	bool mock_disabled, mock_forwarded;
	struct irq_chip *chip;		/* NULL: the simulated GIC's own */
	struct irq_domain *domain;
	struct irq_data *parent_data;
	void *chip_data;
};
struct irq_common_data { int unused; };
struct irq_desc { struct irq_data irq_data; };
struct irq_affinity_notify;
struct fwnode_handle { int unused; };

struct irq_domain_ops {
	int (*alloc)(struct irq_domain *domain, unsigned int irq, unsigned int n, void *arg);
	void (*free)(struct irq_domain *domain, unsigned int irq, unsigned int n);
};
struct irq_domain { const struct irq_domain_ops *ops; };

typedef irqreturn_t (*irq_handler_t)(int irq, void *data);

int irq_get_irqchip_state(unsigned int irq, enum irqchip_irq_state which, bool *state);
int irq_set_irqchip_state(unsigned int irq, enum irqchip_irq_state which, bool state);
struct irq_desc *irq_to_desc(unsigned int irq);
#define irq_desc_get_irq_data(desc)	(&(desc)->irq_data)
#define irqd_irq_disabled(data)		((data)->mock_disabled)
struct irq_data *irq_get_irq_data(unsigned int irq);
#define irqd_set_forwarded_to_vcpu(data) ((void)((data)->mock_forwarded = true))
#define irqd_clr_forwarded_to_vcpu(data) ((void)((data)->mock_forwarded = false))
#define irqd_is_forwarded_to_vcpu(data)	((data)->mock_forwarded)
/* Every interrupt that KVM uses is a high level one. */
#define irq_get_trigger_type(irq)	((void)(irq), (u32)IRQ_TYPE_LEVEL_HIGH)

/* A chip that stands before the GIC's passes things on with these. */
int irq_chip_set_parent_state(struct irq_data *data, enum irqchip_irq_state which, bool state);
int irq_chip_get_parent_state(struct irq_data *data, enum irqchip_irq_state which, bool *state);
int irq_chip_set_type_parent(struct irq_data *data, unsigned int type);
void irq_chip_mask_parent(struct irq_data *data);
void irq_chip_unmask_parent(struct irq_data *data);
void irq_chip_eoi_parent(struct irq_data *data);

struct fwnode_handle *irq_domain_alloc_named_fwnode(const char *name);
void irq_domain_free_fwnode(struct fwnode_handle *node);
struct irq_domain *irq_domain_create_hierarchy(struct irq_domain *parent, unsigned int flags,
					       unsigned int size, struct fwnode_handle *node,
					       const struct irq_domain_ops *ops, void *data);
int irq_domain_push_irq(struct irq_domain *domain, int irq, void *arg);
int irq_domain_set_hwirq_and_chip(struct irq_domain *domain, unsigned int irq,
				  irq_hw_number_t hwirq, const struct irq_chip *chip, void *data);

unsigned int irq_find_mapping(struct irq_domain *domain, irq_hw_number_t hwirq);
int irq_domain_activate_irq(struct irq_data *data, bool early);
void irq_domain_deactivate_irq(struct irq_data *data);

int request_percpu_irq(unsigned int irq, irq_handler_t handler, const char *name, void *percpu);
int request_irq(unsigned int irq, irq_handler_t handler, unsigned long flags, const char *name,
		void *data);
const void *free_irq(unsigned int irq, void *data);
void free_percpu_irq(unsigned int irq, void *percpu);
void enable_percpu_irq(unsigned int irq, unsigned int type);
void disable_percpu_irq(unsigned int irq);
void enable_irq(unsigned int irq);
void disable_irq_nosync(unsigned int irq);
#define disable_irq(irq)		disable_irq_nosync(irq)
void irq_set_status_flags(unsigned int irq, unsigned long flags);
void irq_clear_status_flags(unsigned int irq, unsigned long flags);
int irq_set_affinity(unsigned int irq, const struct cpumask *mask);
int irq_set_vcpu_affinity(unsigned int irq, void *info);
const struct cpumask *mock_cpumask_of(int cpu);
#define cpumask_of(cpu)			mock_cpumask_of(cpu)

#endif
