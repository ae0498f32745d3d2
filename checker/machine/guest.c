// SPDX-License-Identifier: GPL-2.0-only
/*
 * A guest's instructions, and which way each of them takes.
 *
 * Source: IHI 0069, ICC_CTLR_EL1, ICC_IGRPENn_EL1, ICC_PMR_EL1, ICC_BPRn_EL1; IHI 0048B 4.4 (GICC_*).
 */
#include "checker/machine/guest.h"

#include "checker/machine/runloop.h"
#include "mocks/gic/regs.h"

#define CTLR_EOIMODE_V3	(1u << 1)	/* ICC_CTLR_EL1 */
#define CTLR_EOIMODE_V2	(1u << 9)	/* GICC_CTLR */
#define CTLR_GROUP0_V2	1u
#define CTLR_GROUP1_V2	2u

static bool is_v2(void)
{
	return machine.model.guest == VGIC_GICV2;
}

/* Not inlined: what traps is rare, and must not make dearer what does not. */
#define RARE __attribute__((noinline))

/* KVM's half in the host answers, after an exit; what it does not know is undefined. */
static bool trapped_to_host(unsigned int v, uint32_t reg, bool write, uint64_t *value)
{
	bool done = true;

	run_exit(v);
	machine.subject->on_cpu(machine.vcpu[v].cpu);
	if (write && (reg == SYSREG_ICC_SGI1R_EL1 || reg == SYSREG_ICC_SGI0R_EL1))
		machine.subject->sgi(v, *value, reg == SYSREG_ICC_SGI1R_EL1);
	else if (write && reg == SYSREG_ICC_DIR_EL1)
		done = !machine.subject->deactivate(v, *value);
	else
		done = false;
	machine.subject->on_cpu(0);
	return run_enter(v) && done;
}

static RARE bool trapped_icc(unsigned int v, uint32_t reg, bool write, uint64_t *value)
{
	bool emulated = false;

	if (machine.subject->cpuif_trap(VGIC_GICV3)) {
		machine.subject->on_cpu(machine.vcpu[v].cpu);
		emulated = machine.subject->trap_icc(v, reg, write, value);
		machine.subject->on_cpu(0);
	}
	return emulated || trapped_to_host(v, reg, write, value);
}

static bool icc(unsigned int v, uint32_t reg, bool write, uint64_t *value)
{
	unsigned int cpu = machine.vcpu[v].cpu;
	enum gic_reached reached = write ? gic_icv_write(&machine.gic, cpu, reg, *value) :
					   gic_icv_read(&machine.gic, cpu, reg, value);

	return reached == GIC_TRAPPED ? trapped_icc(v, reg, write, value) : reached == GIC_DONE;
}

static RARE bool trapped_gicc(unsigned int v, uint32_t offset, bool write, uint64_t *value)
{
	uint32_t word = (uint32_t)*value;
	int emulated = 0;

	if (machine.subject->cpuif_trap(VGIC_GICV2)) {
		machine.subject->on_cpu(machine.vcpu[v].cpu);
		emulated = machine.subject->trap_gicv(v, offset, write, &word);
		machine.subject->on_cpu(0);
	}
	if (emulated)
		*value = word;
	return emulated ? emulated > 0 : guest_mmio(v, VGIC_GPA_CPU + offset, 4, write, value);
}

static bool gicc(unsigned int v, uint32_t offset, bool write, uint64_t *value)
{
	const struct vgic_context context = { .cpu = machine.vcpu[v].cpu };
	uint32_t at;

	if (!machine.subject->gicv_at(VGIC_GPA_CPU + offset, &at))
		return trapped_gicc(v, offset, write, value);
	if (write)
		gic_gicv_write(&machine.gic, &context, at, (uint32_t)*value);
	else
		*value = gic_gicv_read(&machine.gic, &context, at);
	return true;
}

bool guest_cpuif(unsigned int v, uint32_t reg, bool write, uint64_t *value)
{
	return is_v2() ? gicc(v, reg, write, value) : icc(v, reg, write, value);
}

bool guest_mmio(unsigned int v, uint64_t gpa, unsigned int len, bool write, uint64_t *value)
{
	bool done;

	run_exit(v);
	machine.subject->on_cpu(machine.vcpu[v].cpu);
	done = !(write ? machine.subject->mmio_write(v, gpa, len, *value) :
			 machine.subject->mmio_read(v, gpa, len, value));
	machine.subject->on_cpu(0);
	return run_enter(v) && done;
}

static void put(unsigned int v, uint32_t v2, uint32_t v3, uint64_t value)
{
	guest_cpuif(v, is_v2() ? v2 : v3, true, &value);
}

uint32_t guest_ack(unsigned int v, unsigned int group)
{
	uint64_t value = GUEST_SPURIOUS;
	uint32_t v2 = group ? GICV_AIAR : GICV_IAR;
	uint32_t v3 = group ? SYSREG_ICC_IAR1_EL1 : SYSREG_ICC_IAR0_EL1;

	return guest_cpuif(v, is_v2() ? v2 : v3, false, &value) ? (uint32_t)value : GUEST_SPURIOUS;
}

uint32_t guest_intid(uint32_t ack)
{
	return ack & (is_v2() ? 0x3ff : 0xffffff);
}

unsigned int guest_sender(uint32_t ack)
{
	return is_v2() ? ack >> 10 & 7 : 0;
}

void guest_eoi(unsigned int v, unsigned int group, uint32_t ack)
{
	put(v, group ? GICV_AEOIR : GICV_EOIR, group ? SYSREG_ICC_EOIR1_EL1 : SYSREG_ICC_EOIR0_EL1, ack);
}

void guest_deactivate(unsigned int v, uint32_t ack)
{
	put(v, GICV_DIR, SYSREG_ICC_DIR_EL1, ack);
}

void guest_mask(unsigned int v, uint8_t pmr)
{
	put(v, GICV_PMR, SYSREG_ICC_PMR_EL1, pmr);
}

uint8_t guest_masked_from(unsigned int v)
{
	uint64_t value = 0;

	return guest_cpuif(v, is_v2() ? GICV_PMR : SYSREG_ICC_PMR_EL1, false, &value) ? (uint8_t)value : 0;
}

void guest_groups(unsigned int v, bool group0, bool group1, bool eoimode)
{
	if (is_v2()) {
		put(v, GICV_CTLR, 0, (group0 ? CTLR_GROUP0_V2 : 0) | (group1 ? CTLR_GROUP1_V2 : 0) |
				     (eoimode ? CTLR_EOIMODE_V2 : 0));
	} else {
		put(v, 0, SYSREG_ICC_CTLR_EL1, eoimode ? CTLR_EOIMODE_V3 : 0);
		put(v, 0, SYSREG_ICC_IGRPEN0_EL1, group0);
		put(v, 0, SYSREG_ICC_IGRPEN1_EL1, group1);
	}
}

void guest_binary_point(unsigned int v, unsigned int group, unsigned int value)
{
	put(v, group ? GICV_ABPR : GICV_BPR, group ? SYSREG_ICC_BPR1_EL1 : SYSREG_ICC_BPR0_EL1, value);
}

void guest_open(unsigned int v, bool eoimode)
{
	guest_mask(v, 0xff);
	guest_binary_point(v, 0, 0);
	guest_binary_point(v, 1, 0);
	guest_groups(v, true, true, eoimode);
}

bool guest_signalled(unsigned int v)
{
	unsigned int cpu = machine.vcpu[v].cpu;

	return gic_virq(&machine.gic, cpu) || gic_vfiq(&machine.gic, cpu);
}
