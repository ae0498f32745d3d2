// SPDX-License-Identifier: GPL-2.0-only
/*
 * The generic timer of each physical CPU as far as KVM and its guests use it: the system counter, which passes when
 * it is told to, and the EL1 virtual and physical timer, whose outputs drive a PPI each.
 *
 * Source: Arm ARM D11.2.3 (the virtual counter and its offset), D11.2.4 (CompareValue and TimerValue views, when the
 * condition is met, when the output is asserted), D24.10 (registers).
 */
#include "mocks/gic/gic.h"
#include "mocks/gic/regs.h"

/* CRn of all of the timer's registers is 14: what is not one of them must not be kept waiting. */
static bool is_generic_timer(uint32_t reg)
{
	return (reg >> 7 & 15) == 14;
}

#define CTL_KEPT	(CNT_CTL_ENABLE | CNT_CTL_IMASK)
/* op2 of the registers of a timer; CRm is 2 of the physical one, 3 of the virtual one. */
enum { TVAL, CTL, CVAL };

/* CNTP_*_EL02 and CNTV_*_EL02 are what a VHE kernel calls the EL0 registers: op1 is 5 instead of 3. */
static uint32_t el0_name(uint32_t reg)
{
	/* CRm 2 and 3, any op2. */
	if ((reg & ~017u) != GIC_SYSREG(3, 5, 14, 2, 0))
		return reg;
	return (reg & ~(7u << 11)) | 3u << 11;
}

/* Is it CNTP_<name>_EL0 or CNTV_<name>_EL0? Then which timer's, and which of its registers. */
static bool is_timer(uint32_t reg, enum gic_timers *which, unsigned int *name)
{
	if ((reg & ~017u) != GIC_SYSREG(3, 3, 14, 2, 0) || (reg & 7) > CVAL)
		return false;
	*which = reg & 010 ? GIC_VTIMER : GIC_PTIMER;
	*name = reg & 7;
	return true;
}

/* The counter that the timer compares with. There is no CNTPOFF_EL2. */
static uint64_t count(const struct gic *g, unsigned int cpu, enum gic_timers which)
{
	return which == GIC_VTIMER ? g->time - g->cpu[cpu].cntvoff : g->time;
}

static bool condition_met(const struct gic *g, unsigned int cpu, enum gic_timers which)
{
	return count(g, cpu, which) >= g->cpu[cpu].timer[which].cval;
}

bool timer_output(const struct gic *g, unsigned int cpu, enum gic_timers which)
{
	return (g->cpu[cpu].timer[which].ctl & CTL_KEPT) == CNT_CTL_ENABLE && condition_met(g, cpu, which);
}

static void drive(struct gic *g, unsigned int cpu)
{
	for (unsigned int i = 0; i < GIC_NR_TIMERS; i++)
		if (g->timer_irq[i])
			gic_line(g, cpu, g->timer_irq[i], timer_output(g, cpu, i));
}

void timer_wire(struct gic *g, uint32_t vtimer_irq, uint32_t ptimer_irq)
{
	g->timer_irq[GIC_VTIMER] = vtimer_irq;
	g->timer_irq[GIC_PTIMER] = ptimer_irq;
	timer_pass(g, 0);
}

void timer_pass(struct gic *g, uint64_t ticks)
{
	g->time += ticks;
	for (unsigned int cpu = 0; cpu < g->config.nr_cpus; cpu++)
		drive(g, cpu);
}

static uint64_t read(const struct gic *g, unsigned int cpu, enum gic_timers which, unsigned int name)
{
	const struct gic_timer *timer = &g->cpu[cpu].timer[which];

	switch (name) {
	case TVAL:
		return (uint32_t)(timer->cval - count(g, cpu, which));
	case CVAL:
		return timer->cval;
	default:
		/* What ISTATUS shows while the timer is off is unknown; here 0. */
		return timer->ctl | (timer->ctl & CNT_CTL_ENABLE && condition_met(g, cpu, which) ? CNT_CTL_ISTATUS : 0);
	}
}

static void write(struct gic *g, unsigned int cpu, enum gic_timers which, unsigned int name, uint64_t value)
{
	struct gic_timer *timer = &g->cpu[cpu].timer[which];

	switch (name) {
	case TVAL:
		timer->cval = count(g, cpu, which) + (uint64_t)(int64_t)(int32_t)value;
		break;
	case CVAL:
		timer->cval = value;
		break;
	default:
		timer->ctl = value & CTL_KEPT;
	}
	drive(g, cpu);
}

static __attribute__((noinline)) uint64_t timer_read(struct gic *g, const struct vgic_context *c, uint32_t reg)
{
	enum gic_timers which;
	unsigned int name;

	reg = el0_name(reg);
	if (is_timer(reg, &which, &name))
		return read(g, c->cpu, which, name);
	if (reg == SYSREG_CNTPCT_EL0)
		return g->time;
	if (reg == SYSREG_CNTVCT_EL0)
		return count(g, c->cpu, GIC_VTIMER);
	return reg == SYSREG_CNTVOFF_EL2 ? g->cpu[c->cpu].cntvoff : gic_sysreg_read(g, c, reg);
}

uint64_t timer_sysreg_read(struct gic *g, const struct vgic_context *c, uint32_t reg)
{
	return is_generic_timer(reg) ? timer_read(g, c, reg) : gic_sysreg_read(g, c, reg);
}

static __attribute__((noinline)) void timer_write(struct gic *g, const struct vgic_context *c, uint32_t reg, uint64_t value)
{
	enum gic_timers which;
	unsigned int name;

	reg = el0_name(reg);
	if (is_timer(reg, &which, &name)) {
		write(g, c->cpu, which, name, value);
	} else if (reg == SYSREG_CNTVOFF_EL2) {
		g->cpu[c->cpu].cntvoff = value;
		drive(g, c->cpu);
	} else {
		gic_sysreg_write(g, c, reg, value);
	}
}

void timer_sysreg_write(struct gic *g, const struct vgic_context *c, uint32_t reg, uint64_t value)
{
	if (is_generic_timer(reg))
		timer_write(g, c, reg, value);
	else
		gic_sysreg_write(g, c, reg, value);
}
