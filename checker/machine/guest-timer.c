// SPDX-License-Identifier: GPL-2.0-only
/*
 * A guest's accesses to its timers, and which way each of them takes: to the hardware of the CPU that the vCPU is on,
 * or, the physical timer's of a guest whose host has no VHE, to KVM (CNTHCTL_EL2.EL1PCEN is 0).
 *
 * Source: Arm ARM D11.2, D24.10 (CNTHCTL_EL2, CNTP_*_EL0, CNTV_*_EL0).
 */
#include "checker/machine/guest.h"

#include "checker/machine/runloop.h"
#include "mocks/gic/regs.h"

static const uint32_t registers[GIC_NR_TIMERS][3] = {
	[GIC_VTIMER] = { SYSREG_CNTV_CTL_EL0, SYSREG_CNTV_CVAL_EL0, SYSREG_CNTV_TVAL_EL0 },
	[GIC_PTIMER] = { SYSREG_CNTP_CTL_EL0, SYSREG_CNTP_CVAL_EL0, SYSREG_CNTP_TVAL_EL0 },
};

static void access_timer(unsigned int v, enum gic_timers which, enum vgic_timer_reg reg, bool write, uint64_t *value)
{
	const struct vgic_context context = { .cpu = machine.vcpu[v].cpu };

	if (which == GIC_VTIMER || machine.vhe) {
		if (write)
			timer_sysreg_write(&machine.gic, &context, registers[which][reg], *value);
		else
			*value = timer_sysreg_read(&machine.gic, &context, registers[which][reg]);
		return;
	}
	run_exit(v);
	machine.subject->on_cpu(context.cpu);
	machine.subject->trap_ptimer(v, reg, write, value);
	machine.subject->on_cpu(0);
	run_enter(v);
}

uint64_t guest_timer_read(unsigned int v, enum gic_timers which, enum vgic_timer_reg reg)
{
	uint64_t value = 0;

	access_timer(v, which, reg, false, &value);
	return value;
}

void guest_timer_write(unsigned int v, enum gic_timers which, enum vgic_timer_reg reg, uint64_t value)
{
	access_timer(v, which, reg, true, &value);
}

uint64_t guest_counter(unsigned int v, enum gic_timers which)
{
	const struct vgic_context context = { .cpu = machine.vcpu[v].cpu };

	return timer_sysreg_read(&machine.gic, &context, which == GIC_VTIMER ? SYSREG_CNTVCT_EL0 : SYSREG_CNTPCT_EL0);
}
