// SPDX-License-Identifier: GPL-2.0-only
/*
 * The generic timer of each physical CPU, as far as KVM looks at it: registers and a clock that
 * stands still.
 *
 * Source: Arm ARM D11.2 (the timers' condition), D24.10 (registers).
 */
#include "mocks/gic/gic.h"
#include "mocks/gic/regs.h"

/* CRn of all of the timer's registers is 14. */
static bool is_timer(uint32_t reg)
{
	return (reg >> 7 & 15) == 14;
}

/* CNTP_*_EL02 and CNTV_*_EL02 are what a VHE kernel calls the EL0 registers: op1 is 5 instead of 3. */
static uint32_t el0_name(uint32_t reg)
{
	/* CRm 2 and 3, any op2. */
	if ((reg & ~017u) != GIC_SYSREG(3, 5, 14, 2, 0))
		return reg;
	return (reg & ~(7u << 11)) | 3u << 11;
}

static bool condition_met(struct gic *g, const struct vgic_context *c)
{
	return g->time - gic_sysreg_read(g, c, SYSREG_CNTVOFF_EL2) >=
	       gic_sysreg_read(g, c, SYSREG_CNTV_CVAL_EL0);
}

static __attribute__((noinline)) uint64_t timer_read(struct gic *g, const struct vgic_context *c, uint32_t reg)
{
	uint64_t value;

	if (reg == SYSREG_CNTPCT_EL0)
		return g->time;
	value = gic_sysreg_read(g, c, reg);
	if (reg == SYSREG_CNTV_CTL_EL0 && value & CNT_CTL_ENABLE && condition_met(g, c))
		value |= CNT_CTL_ISTATUS;
	return value;
}

uint64_t timer_sysreg_read(struct gic *g, const struct vgic_context *c, uint32_t reg)
{
	return is_timer(reg) ? timer_read(g, c, el0_name(reg)) : gic_sysreg_read(g, c, reg);
}

void timer_sysreg_write(struct gic *g, const struct vgic_context *c, uint32_t reg, uint64_t value)
{
	gic_sysreg_write(g, c, is_timer(reg) ? el0_name(reg) : reg, value);
}
