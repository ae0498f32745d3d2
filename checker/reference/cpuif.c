// SPDX-License-Identifier: GPL-2.0-only
/*
 * The registers of the reference subject's CPU interface, which traps.
 *
 * Source: IHI 0069, ICC_*_EL1 (five bits of priority and of preemption); IHI 0048B 4.4, GICC_*.
 */
#include <errno.h>

#include "checker/reference/reference.h"
#include "mocks/gic/regs.h"

#define V2_INTID 0x3ffu
#define PMR_BITS 0xf8u

static struct ideal_cpuif *cpuif(unsigned int v)
{
	return &reference->gic.cpuif[v];
}

/* --- what registers of both do --- */

/*
 * What an acknowledge of @group gives, and HPPIR; @take: it is acknowledged. An interrupt of the other group: 1023, or of a
 * GICC_IAR, 1022 (IHI 0048B 3.2.5; AckCtl is 0).
 */
static uint32_t highest(unsigned int v, unsigned int group, bool take)
{
	const struct ideal_int *i = ideal_gic_signalled(&reference->gic, v, false);
	unsigned int sender;
	uint32_t intid;

	if (!i)
		return IDEAL_SPURIOUS;
	if (i->group != group)
		return reference->gic.v2 && !group ? IDEAL_OTHER_GROUP : IDEAL_SPURIOUS;
	intid = i->intid;
	sender = i->state.by_source ? (unsigned int)__builtin_ctz(i->state.sources) : 0;
	if (take)
		ideal_gic_ack(&reference->gic, v, intid, sender);
	return sender << 10 | intid;
}

static bool is_active(unsigned int v, uint32_t intid)
{
	return ideal_gic_active(&reference->gic, v, intid);
}

static void end(unsigned int v, uint32_t value)
{
	uint32_t intid = reference->gic.v2 ? value & V2_INTID : value & 0xffffff;
	bool was = is_active(v, intid);

	if (intid >= IDEAL_SPECIAL && intid <= IDEAL_SPURIOUS)
		return;
	ideal_gic_eoi(&reference->gic, v, intid);
	reference_deactivated(v, intid, was);
}

static void deactivate(unsigned int v, uint32_t value)
{
	uint32_t intid = reference->gic.v2 ? value & V2_INTID : value & 0xffffff;
	bool was = is_active(v, intid);

	ideal_gic_dir(&reference->gic, v, intid);
	reference_deactivated(v, intid, was);
}

static uint32_t running(unsigned int v)
{
	unsigned int priority = ideal_gic_running(&reference->gic, v);

	return priority == IDEAL_IDLE ? PRIORITY_IDLE : priority;
}

static uint32_t binary_point(unsigned int v, unsigned int group)
{
	const struct ideal_cpuif *c = cpuif(v);

	if (!group || !c->cbpr)
		return c->bpr[group];
	return c->bpr[0] == 7 ? 7 : c->bpr[0] + 1u;
}

/* One below the minimum is set to the minimum; with CBPR, writes of group 1's are ignored. */
static void set_binary_point(unsigned int v, unsigned int group, uint32_t value)
{
	uint8_t least = (uint8_t)(2 + group), wanted = value & 7;

	if (!group || !cpuif(v)->cbpr)
		cpuif(v)->bpr[group] = wanted < least ? least : wanted;
}

/* --- GICv3: system registers --- */

static uint32_t icc_ctlr(unsigned int v)
{
	return 4u << ICV_CTLR_PRIBITS_SHIFT | ICV_CTLR_A3V | (cpuif(v)->cbpr ? ICV_CTLR_CBPR : 0) |
	       (cpuif(v)->eoimode ? ICV_CTLR_EOIMODE : 0);
}

static bool icc_read(unsigned int v, uint32_t reg, uint64_t *value)
{
	switch (reg) {
	case SYSREG_ICC_IAR0_EL1:
	case SYSREG_ICC_IAR1_EL1:
		*value = highest(v, reg == SYSREG_ICC_IAR1_EL1, true);
		return true;
	case SYSREG_ICC_HPPIR0_EL1:
	case SYSREG_ICC_HPPIR1_EL1:
		*value = highest(v, reg == SYSREG_ICC_HPPIR1_EL1, false);
		return true;
	case SYSREG_ICC_RPR_EL1:
		*value = running(v);
		return true;
	case SYSREG_ICC_PMR_EL1:
		*value = cpuif(v)->pmr;
		return true;
	case SYSREG_ICC_BPR0_EL1:
	case SYSREG_ICC_BPR1_EL1:
		*value = binary_point(v, reg == SYSREG_ICC_BPR1_EL1);
		return true;
	case SYSREG_ICC_CTLR_EL1:
		*value = icc_ctlr(v);
		return true;
	case SYSREG_ICC_IGRPEN0_EL1:
	case SYSREG_ICC_IGRPEN1_EL1:
		*value = cpuif(v)->group_enable[reg == SYSREG_ICC_IGRPEN1_EL1];
		return true;
	case SYSREG_ICC_SRE_EL1:
		*value = ICC_SRE_SRE | ICC_SRE_DFB | ICC_SRE_DIB;
		return true;
	case SYSREG_ICC_AP0R(0):
	case SYSREG_ICC_AP1R(0):
		*value = cpuif(v)->active[reg == SYSREG_ICC_AP1R(0)];
		return true;
	default:
		return false;
	}
}

static bool icc_write(unsigned int v, uint32_t reg, uint64_t value)
{
	switch (reg) {
	case SYSREG_ICC_EOIR0_EL1:
	case SYSREG_ICC_EOIR1_EL1:
		end(v, (uint32_t)value);
		return true;
	case SYSREG_ICC_DIR_EL1:
		deactivate(v, (uint32_t)value);
		return true;
	case SYSREG_ICC_PMR_EL1:
		cpuif(v)->pmr = value & PMR_BITS;
		return true;
	case SYSREG_ICC_BPR0_EL1:
	case SYSREG_ICC_BPR1_EL1:
		set_binary_point(v, reg == SYSREG_ICC_BPR1_EL1, (uint32_t)value);
		return true;
	case SYSREG_ICC_CTLR_EL1:
		cpuif(v)->cbpr = value & ICV_CTLR_CBPR;
		cpuif(v)->eoimode = value & ICV_CTLR_EOIMODE;
		return true;
	case SYSREG_ICC_IGRPEN0_EL1:
	case SYSREG_ICC_IGRPEN1_EL1:
		cpuif(v)->group_enable[reg == SYSREG_ICC_IGRPEN1_EL1] = value & 1;
		return true;
	case SYSREG_ICC_SRE_EL1:
		return true;
	case SYSREG_ICC_AP0R(0):
	case SYSREG_ICC_AP1R(0):
		cpuif(v)->active[reg == SYSREG_ICC_AP1R(0)] = (uint32_t)value;
		return true;
	default:
		return false;
	}
}

/* SGIs are left to the host (reference_sgi()). */
bool reference_trap_icc(unsigned int v, uint32_t reg, bool write, uint64_t *value)
{
	bool done;

	reference_sample();
	done = write ? icc_write(v, reg, *value) : icc_read(v, reg, value);
	if (done)
		reference_changed((int)v);
	return done;
}

int reference_deactivate(unsigned int v, uint64_t value)
{
	reference_sample();
	deactivate(v, (uint32_t)value);
	reference_changed(NOBODY);
	return 0;
}

/* --- GICv2: the GICC frame --- */

#define GICC_SIZE 0x2000u
#define GICC_IIDR 0x0202043bu	/* GICv2, Arm */

static uint32_t gicc_ctlr(unsigned int v)
{
	const struct ideal_cpuif *c = cpuif(v);

	return (c->group_enable[0] ? VMCR_ENG0 : 0) | (c->group_enable[1] ? VMCR_ENG1 : 0) | (c->cbpr ? VMCR_CBPR : 0) |
	       (c->eoimode ? VMCR_EOIM : 0);
}

static void set_gicc_ctlr(unsigned int v, uint32_t value)
{
	cpuif(v)->group_enable[0] = value & VMCR_ENG0;
	cpuif(v)->group_enable[1] = value & VMCR_ENG1;
	cpuif(v)->cbpr = value & VMCR_CBPR;
	cpuif(v)->eoimode = value & VMCR_EOIM;
}

static uint32_t gicc_read(unsigned int v, uint32_t offset)
{
	switch (offset) {
	case GICV_CTLR:		return gicc_ctlr(v);
	case GICV_PMR:		return cpuif(v)->pmr;
	case GICV_BPR:		return binary_point(v, 0);
	case GICV_ABPR:		return binary_point(v, 1);
	case GICV_IAR:		return highest(v, 0, true);
	case GICV_AIAR:		return highest(v, 1, true);
	case GICV_HPPIR:	return highest(v, 0, false);
	case GICV_AHPPIR:	return highest(v, 1, false);
	case GICV_RPR:		return running(v);
	case GICV_APR(0):	return cpuif(v)->active[0] | cpuif(v)->active[1];
	case GICV_IIDR:		return GICC_IIDR;
	default:		return 0;
	}
}

static void gicc_write(unsigned int v, uint32_t offset, uint32_t value)
{
	switch (offset) {
	case GICV_CTLR:
		set_gicc_ctlr(v, value);
		break;
	case GICV_PMR:
		cpuif(v)->pmr = value & PMR_BITS;
		break;
	case GICV_BPR:
	case GICV_ABPR:
		set_binary_point(v, offset == GICV_ABPR, value);
		break;
	case GICV_EOIR:
	case GICV_AEOIR:
		end(v, value);
		break;
	case GICV_DIR:
		deactivate(v, value);
		break;
	}
}

int reference_trap_gicv(unsigned int v, uint32_t offset, bool write, uint32_t *value)
{
	if (offset >= GICC_SIZE)
		return 0;
	if (offset % 4)
		return -1;
	reference_sample();
	if (write)
		gicc_write(v, offset, *value);
	else
		*value = gicc_read(v, offset);
	reference_changed((int)v);
	return 1;
}
