// SPDX-License-Identifier: GPL-2.0-only
/*
 * Migration through device attributes.
 *
 * Source: Documentation/virt/kvm/devices/arm-vgic.rst, arm-vgic-v3.rst; offsets: IHI 0048B tables 4-1 and 4-2, IHI 0069
 * 12.8 to 12.11.
 */
#include "checker/machine/migrate.h"

#include <errno.h>

#include "mocks/gic/regs.h"

enum { GRP_ADDR, GRP_DIST, GRP_CPU, GRP_NR_IRQS, GRP_CTRL, GRP_REDIST, GRP_SYSREGS, GRP_LEVEL };
enum { V2_DIST, V2_CPU, V3_DIST, V3_REDIST };
#define CTRL_INIT	0

#define GICD_CTLR	0x000
#define GICD_IIDR	0x008
#define ISPENDR		0x200
#define ICPENDR		0x280
#define GICD_CPENDSGIR	0xf10
#define GICD_SPENDSGIR	0xf20
#define SGI_BASE	0x10000
#define OF(v, offset)	((uint64_t)(v) << 32 | (offset))
#define NR(array)	(sizeof(array) / sizeof((array)[0]))

/* Registers that have some bits for each interrupt. @clear: where a bit that is to be 0 has to be written. */
struct bank { uint32_t offset, bits, clear; };

static const struct bank config_banks[] = {
	{ 0x080, 1, 0 }, { 0xc00, 2, 0 }, { 0x400, 8, 0 },
}, state_banks[] = {
	{ 0x100, 1, 0x180 }, { ISPENDR, 1, 0x280 }, { 0x300, 1, 0x380 },
};
static const struct bank v2_targets = { 0x800, 8, 0 };
#define GICD_IROUTER 0x6000u

static const uint32_t v2_cpu[] = { 0x00, 0x04, 0x08, 0x1c, 0xd0, 0xd4, 0xd8, 0xdc };
static const uint32_t v3_cpu[] = {
	SYSREG_ICC_SRE_EL1, SYSREG_ICC_CTLR_EL1, SYSREG_ICC_PMR_EL1, SYSREG_ICC_BPR0_EL1, SYSREG_ICC_BPR1_EL1,
	SYSREG_ICC_AP0R(0), SYSREG_ICC_AP1R(0), SYSREG_ICC_IGRPEN0_EL1, SYSREG_ICC_IGRPEN1_EL1,
};

static bool is_v2(const struct migration *m)
{
	return m->vm.gic == VGIC_GICV2;
}

static int failed(struct migration *m, uint32_t group, uint64_t attr, int ret)
{
	if (ret) {
		m->group = group;
		m->attr = attr;
	}
	return ret;
}

static int append(struct migration *m, uint32_t group, uint64_t attr, uint64_t value)
{
	/*
	 * A GICv2's pending SGIs are in GICD_SPENDSGIRn, with their senders; GICD_ISPENDR0 and GICD_ICPENDR0 have them
	 * once more, and are read-only for them (IHI 0048B 4.3.7, 4.3.8).
	 */
	if (is_v2(m) && group == GRP_DIST && ((uint32_t)attr == ISPENDR || (uint32_t)attr == ICPENDR))
		value &= ~0xffffull;
	if (m->nr == MIGRATE_MAX)
		return failed(m, group, attr, -ENOSPC);
	m->at[m->nr].group = group;
	m->at[m->nr].attr = attr;
	m->at[m->nr++].value = value;
	return 0;
}

static int get(struct migration *m, uint32_t group, uint64_t attr)
{
	uint64_t value = 0;
	int ret = machine.subject->attr_get(group, attr, &value);

	return ret ? failed(m, group, attr, ret) : append(m, group, attr, value);
}

/* The attribute of byte @offset in a bank of @bits, which is vCPU @v's if it is about private interrupts. */
static void place(const struct migration *m, unsigned int v, uint32_t offset, bool private, uint32_t *group, uint64_t *attr)
{
	bool redist = private && !is_v2(m);

	*group = redist ? GRP_REDIST : GRP_DIST;
	*attr = private ? OF(v, offset + (redist ? SGI_BASE : 0)) : offset;
}

static int save_bank(struct migration *m, const struct bank *b)
{
	unsigned int words = m->vm.nr_irqs * b->bits / 32;
	int ret = 0;

	for (unsigned int i = 0; i < words && !ret; i++) {
		bool private = i < b->bits;

		for (unsigned int v = 0; v < (private ? m->vm.nr_vcpus : 1) && !ret; v++) {
			uint32_t group;
			uint64_t attr;

			/* GICv3's ISPENDR takes bits that are 0, too, and ICPENDR is ignored. */
			if (b->clear && (is_v2(m) || b->offset != ISPENDR)) {
				place(m, v, b->clear + 4 * i, private, &group, &attr);
				ret = append(m, group, attr, 0xffffffff);
			}
			place(m, v, b->offset + 4 * i, private, &group, &attr);
			if (!ret)
				ret = get(m, group, attr);
		}
	}
	return ret;
}

static int save_config(struct migration *m)
{
	int ret = 0;

	for (unsigned int i = 0; i < NR(config_banks) && !ret; i++)
		ret = save_bank(m, &config_banks[i]);
	if (is_v2(m))
		return ret ? ret : save_bank(m, &v2_targets);
	for (unsigned int intid = 32; intid < m->vm.nr_irqs && !ret; intid++) {
		ret = get(m, GRP_DIST, GICD_IROUTER + 8 * intid);
		if (!ret)
			ret = get(m, GRP_DIST, GICD_IROUTER + 8 * intid + 4);
	}
	return ret;
}

static int save_senders(struct migration *m)
{
	int ret = 0;

	for (unsigned int v = 0; v < m->vm.nr_vcpus; v++)
		for (unsigned int i = 0; i < 16 && !ret; i += 4) {
			ret = append(m, GRP_DIST, OF(v, GICD_CPENDSGIR + i), 0xffffffff);
			if (!ret)
				ret = get(m, GRP_DIST, OF(v, GICD_SPENDSGIR + i));
		}
	return ret;
}

static int save_lines(struct migration *m)
{
	int ret = 0;

	for (unsigned int intid = 0; intid < m->vm.nr_irqs && !ret; intid += 32)
		for (unsigned int v = 0; v < (intid ? 1 : m->vm.nr_vcpus) && !ret; v++)
			ret = get(m, GRP_LEVEL, OF(v, intid));
	return ret;
}

static int save_state(struct migration *m)
{
	int ret = 0;

	for (unsigned int i = 0; i < NR(state_banks) && !ret; i++)
		ret = save_bank(m, &state_banks[i]);
	return ret;
}

static int save_signals(struct migration *m)
{
	return is_v2(m) ? save_senders(m) : save_lines(m);
}

static int save_ctlr(struct migration *m)
{
	return get(m, GRP_DIST, GICD_CTLR);
}

static int save_cpus(struct migration *m)
{
	const uint32_t *reg = is_v2(m) ? v2_cpu : v3_cpu;
	unsigned int nr = is_v2(m) ? NR(v2_cpu) : NR(v3_cpu);
	int ret = 0;

	for (unsigned int v = 0; v < m->vm.nr_vcpus; v++)
		for (unsigned int i = 0; i < nr && !ret; i++)
			ret = get(m, is_v2(m) ? GRP_CPU : GRP_SYSREGS, OF(v, reg[i]));
	return ret;
}

int migrate_save(struct migration *m, const struct vgic_vm_config *vm, enum migrate_order order)
{
	typedef int save_fn(struct migration *m);
	static save_fn *const parts[NR_MIGRATE_ORDERS][5] = {
		[MIGRATE_CONFIG_FIRST] = { save_ctlr, save_config, save_state, save_signals, save_cpus },
		[MIGRATE_STATE_FIRST] = { save_cpus, save_ctlr, save_signals, save_state, save_config },
		[MIGRATE_CTLR_LAST] = { save_config, save_state, save_signals, save_cpus, save_ctlr },
	};
	int ret;

	m->vm = *vm;
	m->nr = 0;
	ret = get(m, GRP_DIST, GICD_IIDR);
	for (unsigned int i = 0; i < NR(parts[order]) && !ret; i++)
		ret = parts[order][i](m);
	return ret;
}

static int set(struct migration *m, uint32_t group, uint64_t attr, uint64_t value)
{
	return failed(m, group, attr, machine.subject->attr_set(group, attr, value));
}

static int make_vm(struct migration *m)
{
	const struct vgic_subject *subject = machine.subject;
	int ret = subject->vm_begin();

	for (unsigned int v = 0; v < m->vm.nr_vcpus && !ret; v++)
		ret = subject->vcpu_add();
	ret = ret ? ret : subject->gic_create(m->vm.gic);
	ret = ret ? ret : set(m, GRP_NR_IRQS, 0, m->vm.nr_irqs);
	ret = ret ? ret : set(m, GRP_ADDR, is_v2(m) ? V2_DIST : V3_DIST, VGIC_GPA_DIST);
	ret = ret ? ret : set(m, GRP_ADDR, is_v2(m) ? V2_CPU : V3_REDIST, is_v2(m) ? VGIC_GPA_CPU : VGIC_GPA_REDIST);
	return ret ? ret : set(m, GRP_CTRL, CTRL_INIT, 0);
}

int migrate_load(struct migration *m)
{
	int ret = make_vm(m);

	for (unsigned int i = 0; i < m->nr && !ret; i++)
		ret = set(m, m->at[i].group, m->at[i].attr, m->at[i].value);
	return ret ? ret : machine.subject->vm_first_run();
}
