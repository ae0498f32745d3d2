// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hosts: {VHE or not} x {ICH_HCR_EL2.TDIR or not} x {CPU interface native or trapped}, for each model.
 */
#include "checker/play/hosts.h"

#include <string.h>

#define TRAP_ALL "kvm-arm.vgic_v3_group0_trap=1 kvm-arm.vgic_v3_group1_trap=1 kvm-arm.vgic_v3_common_trap=1"

#define HOST(host_gic, guest_gic, name, text, ...) \
	{ name, text, { .gic = VGIC_GICV##host_gic, __VA_ARGS__ }, VGIC_GICV##guest_gic }

static const struct play_host hosts[] = {
	HOST(2, 2, "v2", "GICv2 guest", .vhe = true),
	HOST(2, 2, "v2-nvhe", "GICv2 guest, host without VHE"),
	HOST(2, 2, "v2-trapped", "GICv2 guest, GICV trapped", .vhe = true, .gicv_trapped = true),
	HOST(2, 2, "v2-nvhe-trapped", "GICv2 guest, host without VHE, GICV trapped", .gicv_trapped = true),
	HOST(3, 3, "v3", "GICv3 guest", .vhe = true),
	HOST(3, 3, "v3-nvhe", "GICv3 guest, host without VHE"),
	HOST(3, 3, "v3-trapped", "GICv3 guest, CPU interface trapped", .vhe = true, .parameters = TRAP_ALL),
	HOST(3, 3, "v3-nvhe-trapped", "GICv3 guest, host without VHE, CPU interface trapped", .parameters = TRAP_ALL),
	HOST(3, 3, "v3-no-tdir", "GICv3 guest, no TDIR", .vhe = true, .no_tdir = true),
	HOST(3, 3, "v3-nvhe-no-tdir", "GICv3 guest, host without VHE, no TDIR", .no_tdir = true),
	HOST(3, 3, "v3-trapped-no-tdir", "GICv3 guest, CPU interface trapped, no TDIR", .vhe = true, .no_tdir = true,
	     .parameters = TRAP_ALL),
	HOST(3, 3, "v3-nvhe-trapped-no-tdir", "GICv3 guest, host without VHE, CPU interface trapped, no TDIR",
	     .no_tdir = true, .parameters = TRAP_ALL),
	HOST(3, 2, "v2-on-v3", "GICv2 guest on a GICv3 host", .vhe = true, .v2_cpuif = true),
	HOST(3, 2, "v2-on-v3-nvhe", "GICv2 guest on a GICv3 host without VHE", .v2_cpuif = true),
	HOST(3, 2, "v2-on-v3-no-tdir", "GICv2 guest on a GICv3 host, no TDIR", .vhe = true, .v2_cpuif = true, .no_tdir = true),
};
#define NR_HOSTS (sizeof(hosts) / sizeof(hosts[0]))

const struct play_host *play_host_number(unsigned int number)
{
	return number < NR_HOSTS ? &hosts[number] : NULL;
}

const struct play_host *play_host(const char *name)
{
	for (unsigned int n = 0; n < NR_HOSTS; n++)
		if (!strcmp(hosts[n].name, name))
			return &hosts[n];
	return NULL;
}

static bool same_text(const char *a, const char *b)
{
	return !strcmp(a ? a : "", b ? b : "");
}

static bool same(const struct vgic_machine_config *a, const struct vgic_machine_config *b)
{
	return a->gic == b->gic && a->v2_cpuif == b->v2_cpuif && a->gicv_trapped == b->gicv_trapped && a->vhe == b->vhe &&
	       a->no_hw_deactivation == b->no_hw_deactivation && a->no_tdir == b->no_tdir &&
	       a->vtimer_irq == b->vtimer_irq && a->ptimer_irq == b->ptimer_irq &&
	       same_text(a->parameters, b->parameters) && a->pri_bits == b->pri_bits && a->pre_bits == b->pre_bits;
}

const struct play_host *play_host_of(const struct vgic_machine_config *machine, enum vgic_gic guest)
{
	for (unsigned int n = 0; n < NR_HOSTS; n++)
		if (hosts[n].guest == guest && same(&hosts[n].machine, machine))
			return &hosts[n];
	return NULL;
}
