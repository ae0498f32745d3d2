// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attributes: scripts that both GIC models have. Sources: arm-vgic.rst and arm-vgic-v3.rst (NR_IRQS, CTRL),
 * Documentation/virt/kvm/api.rst (KVM_CREATE_DEVICE, KVM_SET_DEVICE_ATTR, KVM_IRQ_LINE).
 */
#include "tests/tables/attributes.h"

#define NR_IRQS_IS(value, expect) SET(GRP_NR_IRQS, 0, value, expect)

/* What differs between the models is done here. */

static void init_without_vcpu(struct attributes *a)
{
	const struct step_of steps[] = { CREATE(a->guest, 0), INIT(-ENODEV), { .call = CALL_END } };

	attr_steps(a, steps);
}

static void nr_irqs_1024(struct attributes *a)
{
	bool v2 = a->guest == VGIC_GICV2;
	const struct step_of steps[] = {
		NR_IRQS_IS(1024, 0), SET(GRP_ADDR, v2 ? V2_DIST : V3_DIST, VGIC_GPA_DIST, 0),
		SET(GRP_ADDR, v2 ? V2_CPU : V3_REDIST, v2 ? VGIC_GPA_CPU : VGIC_GPA_REDIST, 0), INIT(0), RUN(0),
		INJECT(0, 1020, ANY_ERROR), INJECT(0, 1021, ANY_ERROR), INJECT(0, 1022, ANY_ERROR),
		INJECT(0, 1023, ANY_ERROR), { .call = CALL_END },
	};

	attr_steps(a, steps);
}

#define GICD_ICFGR2	0xc08u	/* of SPIs 32 to 47: 0 is level-sensitive */

/* KVM_IRQ_ROUTING_*. */
enum { ROUTE_IRQCHIP = 1, ROUTE_MSI, ROUTE_S390 };

/* What is tried where nothing may sleep may come back as "not here"; then it is done where it may. Whatever the way, the line is high. */
static void irqfds(struct attributes *a)
{
	static const struct step_of steps[] = {
		IRQFD(5, 1, 0), IRQFD(5, 0, 0), IRQFD_ATOMIC(5, 1, OPEN), IRQFD(5, 1, 0), IRQFD(5, 0, 0),
		IRQFD_ATOMIC(5, 0, -EWOULDBLOCK), IRQFD(ATTR_IRQS - 33, 1, 0), IRQFD(ATTR_IRQS - 33, 0, 0),
		IRQFD(ATTR_IRQS - 32, 1, ANY_ERROR), IRQFD(900, 1, ANY_ERROR), IRQFD_ATOMIC(900, 1, ANY_ERROR),
		{ .call = CALL_END },
	}, high[] = { SET(GRP_DIST, GICD_ICFGR2, 0, 0), IRQFD_ATOMIC(6, 1, 0), GET(GRP_LEVEL, 32, 1u << 6), IRQFD(7, 1, 0), GET(GRP_LEVEL, 32, 3u << 6),
		IRQFD(6, 0, 0), GET(GRP_LEVEL, 32, 1u << 7), { .call = CALL_END } };

	attr_steps(a, steps);
	/* Only a GICv3 has its lines as an attribute. */
	if (a->guest == VGIC_GICV3)
		attr_steps(a, high);
}

const struct script attr_common[] = {
	{ "nr-irqs-too-few", "NR_IRQS below 64", AT_GIC, NULL,
	  STEPS(NR_IRQS_IS(0, -EINVAL), NR_IRQS_IS(31, -EINVAL), NR_IRQS_IS(32, -EINVAL), NR_IRQS_IS(63, -EINVAL),
		NR_IRQS_IS(64, 0), GET(GRP_NR_IRQS, 0, 64)), NULL },
	{ "nr-irqs-too-many", "NR_IRQS above 1024", AT_GIC, NULL,
	  STEPS(NR_IRQS_IS(1025, -EINVAL), NR_IRQS_IS(1056, -EINVAL), NR_IRQS_IS(8192, -EINVAL),
		NR_IRQS_IS(0xffffffe0u, -EINVAL), NR_IRQS_IS(0x80000040u, -EINVAL),
		NR_IRQS_IS(992, 0), GET(GRP_NR_IRQS, 0, 992)), NULL },
	{ "nr-irqs-1024", "NR_IRQS of 1024, of which the last four INTIDs are reserved", AT_GIC, NULL, NULL, nr_irqs_1024 },
	{ "nr-irqs-odd", "NR_IRQS that is no multiple of 32", AT_GIC, NULL,
	  STEPS(NR_IRQS_IS(65, -EINVAL), NR_IRQS_IS(95, -EINVAL), NR_IRQS_IS(97, -EINVAL), NR_IRQS_IS(112, -EINVAL),
		NR_IRQS_IS(991, -EINVAL), NR_IRQS_IS(1023, -EINVAL), NR_IRQS_IS(96, 0), GET(GRP_NR_IRQS, 0, 96)), NULL },
	{ "nr-irqs-twice", "NR_IRQS is set once", AT_GIC, NULL,
	  STEPS(NR_IRQS_IS(128, 0), NR_IRQS_IS(160, -EBUSY), NR_IRQS_IS(128, -EBUSY), GET(GRP_NR_IRQS, 0, 128)), NULL },
	{ "nr-irqs-after-init", "NR_IRQS after CTRL_INIT", AT_INIT, NULL,
	  STEPS(NR_IRQS_IS(128, -EBUSY), NR_IRQS_IS(ATTR_IRQS, -EBUSY), NR_IRQS_IS(33, ANY_ERROR),
		GET(GRP_NR_IRQS, 0, ATTR_IRQS)), NULL },
	{ "nr-irqs-not-mapped", "NR_IRQS from and to an address that is not mapped", AT_GIC, NULL,
	  STEPS(FAULT_SET(GRP_NR_IRQS, 0, ANY_ERROR), FAULT_GET(GRP_NR_IRQS, 0, ANY_ERROR), NR_IRQS_IS(64, 0)), NULL },

	{ "init-without-vcpu", "CTRL_INIT without a vCPU", AT_VM, NULL, NULL, init_without_vcpu },
	{ "init-twice", "CTRL_INIT once more", AT_INIT, NULL, STEPS(INIT(OPEN), RUN(0), INIT(OPEN)), NULL },
	{ "init-without-addresses", "CTRL_INIT before addresses; the VM cannot run", AT_GIC, NULL,
	  STEPS(INIT(OPEN), RUN(ANY_ERROR)), NULL },
	{ "init-get", "CTRL_INIT cannot be read", AT_INIT, NULL,
	  STEPS(HAS(GRP_CTRL, CTRL_INIT, 0), GET_FAILS(GRP_CTRL, CTRL_INIT, ANY_ERROR)), NULL },
	{ "init-while-vcpu-runs", "CTRL_INIT while a vCPU is in KVM_RUN", AT_GIC, NULL,
	  STEPS(BUSY(0), INIT(OPEN), IDLE(0), INIT(OPEN)), NULL },
	{ "run-without-gic-configured", "KVM_RUN before anything is set", AT_GIC, NULL, STEPS(RUN(ANY_ERROR)), NULL },
	{ "destroyed-early", "a VM is destroyed before CTRL_INIT", AT_GIC, NULL, STEPS(NR_IRQS_IS(256, 0)), NULL },
	{ "destroyed-without-gic", "a VM is destroyed that has vCPUs and no GIC", AT_VCPUS, NULL, STEPS(RUN(0)), NULL },
	{ "destroyed-without-vcpu", "a VM is destroyed that has nothing", AT_VM, NULL, STEPS({ .call = CALL_END }), NULL },
	{ "create-after-run", "KVM_CREATE_DEVICE after vCPUs have run", AT_VCPUS, NULL,
	  STEPS(RUN(0), CREATE(VGIC_GICV2, OPEN), CREATE(VGIC_GICV3, OPEN)), NULL },

	{ "irq-line-beyond", "KVM_IRQ_LINE of an SPI that the GIC does not have", AT_RUN, NULL,
	  STEPS(INJECT(0, ATTR_IRQS - 1, 0), LOWER(0, ATTR_IRQS - 1, 0), INJECT(0, ATTR_IRQS, ANY_ERROR),
		INJECT(0, 1019, ANY_ERROR), INJECT(0, 1020, ANY_ERROR), INJECT(0, 1023, ANY_ERROR),
		INJECT(0, 1024, ANY_ERROR), INJECT(0, 8191, ANY_ERROR), INJECT(0, 8192, ANY_ERROR),
		INJECT(0, 0xffff, ANY_ERROR), INJECT(0, ~0u, ANY_ERROR)), NULL },
	{ "irq-line-no-vcpu", "KVM_IRQ_LINE of a PPI of a vCPU that is not there", AT_RUN, NULL,
	  STEPS(INJECT(1, 20, 0), LOWER(1, 20, 0), INJECT(ATTR_VCPUS, 20, ANY_ERROR),
		INJECT(VGIC_MAX_VCPUS - 1, 31, ANY_ERROR), INJECT(VGIC_MAX_VCPUS - 1, 40, 0)), NULL },
	{ "irq-line-before-init", "KVM_IRQ_LINE before CTRL_INIT", AT_GIC, NULL,
	  STEPS(INJECT(0, 40, OPEN), INJECT(1, 20, OPEN), INJECT(7, 20, OPEN), INJECT(0, 4000, OPEN), INIT(OPEN)), NULL },

	{ "create-while-vcpu-runs", "KVM_CREATE_DEVICE while a vCPU is in KVM_RUN", AT_VCPUS, NULL,
	  STEPS(BUSY(1), CREATE(VGIC_GICV2, OPEN), CREATE(VGIC_GICV3, OPEN), IDLE(1)), NULL },
	{ "irq-routing", "KVM_SET_GSI_ROUTING: the GIC is irqchip 0, and has the SPIs as pins", AT_RUN, NULL,
	  STEPS(ROUTE(ROUTE_IRQCHIP, 0, 0, 0), ROUTE(ROUTE_IRQCHIP, 0, ATTR_IRQS - 33, 0), ROUTE(ROUTE_IRQCHIP, 1, 0, ANY_ERROR),
		ROUTE(ROUTE_IRQCHIP, 0xffffffffu, 0, ANY_ERROR), ROUTE(ROUTE_IRQCHIP, 0, 1024, ANY_ERROR),
		ROUTE(ROUTE_IRQCHIP, 0, 0xffffffffu, ANY_ERROR), ROUTE(ROUTE_MSI, 0, 0, 0), ROUTE(0, 0, 0, ANY_ERROR),
		ROUTE(ROUTE_S390, 0, 0, ANY_ERROR), ROUTE(ROUTE_S390 + 1, 0, 0, ANY_ERROR), ROUTE(77, 0, 0, ANY_ERROR)), NULL },
	{ "irqfd", "an irqfd's SPI, that the GIC has or not, where the host may sleep and where not", AT_RUN, NULL, NULL, irqfds },
	{ "irqfd-before-init", "an irqfd is signalled before CTRL_INIT", AT_GIC, NULL,
	  STEPS(IRQFD(5, 1, OPEN), IRQFD_ATOMIC(5, 1, OPEN), IRQFD(ATTR_IRQS, 1, OPEN), IRQFD(5, 0, OPEN), INIT(OPEN)), NULL },
	{ "allocations-fail", "the host has no memory, once, at each place where it is asked for", AT_VM, NULL, NULL,
	  attr_sweep_allocations },

	{ "has-means-get", "each attribute that HAS knows can be read, no other", AT_RUN, NULL, NULL, attr_sweep_has },
	{ "unknown-groups", "groups that the device does not have", AT_RUN, NULL, NULL, attr_sweep_unknown },
	{ "unknown-groups-before-init", "the same, before CTRL_INIT", AT_GIC, NULL, NULL, attr_sweep_unknown },
	{ "unknown-ctrl", "CTRL with an attribute that is an ITS's, or nobody's", AT_INIT, NULL,
	  STEPS(HAS(GRP_CTRL, 1, -ENXIO), SET(GRP_CTRL, 1, 0, -ENXIO), HAS(GRP_CTRL, 2, -ENXIO),
		SET(GRP_CTRL, 2, 0, -ENXIO), HAS(GRP_CTRL, 4, -ENXIO), SET(GRP_CTRL, 4, 0, -ENXIO),
		HAS(GRP_CTRL, 5, -ENXIO), SET(GRP_CTRL, ~0ull, 0, -ENXIO), HAS(GRP_CTRL, 1ull << 32, -ENXIO)), NULL },
	{ "write-back", "each register is set to what was read", AT_RUN, NULL, NULL, attr_sweep_write_back },
	{ "write-back-busy", "the same with interrupts enabled, pending and active", AT_RUN, NULL, NULL,
	  attr_sweep_write_back_busy },
	{ "as-guest", "userspace reads what a guest reads", AT_RUN, NULL, NULL, attr_sweep_as_guest },
	{ NULL, NULL, AT_VM, NULL, NULL, NULL },
};
