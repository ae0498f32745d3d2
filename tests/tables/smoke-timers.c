// SPDX-License-Identifier: GPL-2.0-only
/*
 * Smoke: KVM's timers, by the guest's virtual timer.
 */
#include "mocks/gic/regs.h"
#include "tests/tables/smoke.h"

#define PPI_VTIMER	27u

static const struct vgic_context cpu0;

static void set_timer(struct smoke *s, uint64_t cval, uint32_t ctl)
{
	row_step(s->row, "guest writes CNTV_CVAL_EL0: %u, CNTV_CTL_EL0: %u", (unsigned int)cval, ctl);
	timer_sysreg_write(&machine.gic, &cpu0, SYSREG_CNTV_CVAL_EL0, cval);
	timer_sysreg_write(&machine.gic, &cpu0, SYSREG_CNTV_CTL_EL0, ctl);
}

static void expect_timer(struct smoke *s, const char *field, uint32_t reg, uint64_t mask, uint64_t expected)
{
	expect_u64(s->row, &smoke_rules[SMOKE_TIMER_KEPT], COLUMN_GUEST, field, expected,
		   timer_sysreg_read(&machine.gic, &cpu0, reg) & mask);
}

/* It fires, is handled, and is switched off by the guest. */
static void fire(struct smoke *s, bool reschedule)
{
	uint32_t irq = machine_irq_number(PPI_VTIMER);
	bool v5 = s->guest == VGIC_GICV5;

	if (!v5)
		smoke_forward(s);
	set_timer(s, 1000, CNT_CTL_ENABLE);
	row_step(s->row, "time passes: 2000; the virtual timer raises its line");
	timer_pass(&machine.gic, 2000);
	if (gic_host_take(&machine.gic, 0, irq)) {
		row_step(s->row, "host takes the timer's interrupt");
		s->subject->interrupt(irq);
	}
	/*
	 * Scheduled out and in while the timer is due: the host must not be interrupted again. Where
	 * the hardware cannot deactivate, KVM's own irqchip masks the interrupt instead.
	 */
	if (reschedule) {
		smoke_out(s);
		smoke_in(s);
	}
	if (reschedule && s->machine->no_hw_deactivation)
		expect_bool(s->row, &smoke_rules[SMOKE_TIMER_MASKED], COLUMN_HOST, "timer masked", true,
			    gic_phys(&machine.gic, 0, irq)->masked);
	if (!v5)
		expect_bool(s->row, &smoke_rules[SMOKE_TIMER_ONCE], COLUMN_HOST,
			    "timer deliverable to the host", false, gic_deliverable(&machine.gic, 0, irq));
	smoke_enter(s);
	if (!v5)
		smoke_shown(s, PPI_VTIMER);
	set_timer(s, 1000, 0);
	smoke_handle(s);
	smoke_leave(s);
}

void smoke_timer_fires(struct smoke *s)
{
	fire(s, false);
}

void smoke_timer_due_scheduled_out(struct smoke *s)
{
	fire(s, true);
}

/* Scheduled out with the timer armed, and in again. */
void smoke_timer_armed_scheduled_out(struct smoke *s)
{
	set_timer(s, 5000, CNT_CTL_ENABLE);
	smoke_out(s);
	expect_timer(s, "CNTV_CTL_EL0.ENABLE, scheduled out", SYSREG_CNTV_CTL_EL0, CNT_CTL_ENABLE, 0);
	smoke_in(s);
	expect_timer(s, "CNTV_CTL_EL0.ENABLE, scheduled in", SYSREG_CNTV_CTL_EL0, CNT_CTL_ENABLE,
		     CNT_CTL_ENABLE);
	expect_timer(s, "CNTV_CVAL_EL0, scheduled in", SYSREG_CNTV_CVAL_EL0, ~0ull, 5000);
	set_timer(s, 5000, 0);
}
