// SPDX-License-Identifier: GPL-2.0-only
/*
 * Time: the counter is that of the simulated hardware; hrtimers are armed and cancelled, and
 * fire when somebody asks for it.
 */
#include "state.h"

/* Not every tree has names for them: Arm ARM, D24.10. */
#define CNTPCT		sys_reg(3, 3, 14, 0, 1)
#define CNTVOFF		sys_reg(3, 4, 14, 0, 3)

u64 mock_counter(void)
{
	return mock_sysreg_read(CNTPCT);
}

static u64 read_counter(const struct cyclecounter *cc)
{
	return mock_counter();
}

ktime_t ktime_get(void)
{
	return mock_counter();
}

__weak struct arch_timer_kvm_info *arch_timer_get_kvm_info(void)
{
	mock->counter = (struct cyclecounter){ .read = read_counter, .mask = ~0ull };
	mock->timers.timecounter.cc = &mock->counter;
	mock->timers.timecounter.mask = ~0ull;
	return &mock->timers;
}

void mock_hrtimer_setup(struct hrtimer *timer, enum hrtimer_restart (*function)(struct hrtimer *))
{
	*timer = (struct hrtimer){ .function = function };
}

void mock_hrtimer_start(struct hrtimer *timer, ktime_t due)
{
	if (!timer->function)
		mock_fault(VGIC_FAULT_BUG, NULL, 0, "an hrtimer is started that has no function");
	timer->due = due;
	timer->armed = true;
}

__weak int hrtimer_cancel(struct hrtimer *timer)
{
	bool was = timer->armed;

	timer->armed = false;
	return was;
}

/* The number of intervals that @timer was moved by, to be due after now. */
__weak u64 hrtimer_forward_now(struct hrtimer *timer, ktime_t interval)
{
	s64 late = ktime_get() - timer->due;
	u64 n;

	if (late < 0 || interval <= 0)
		return 0;
	n = (u64)late / interval + 1;
	timer->due += n * interval;
	return n;
}

/* The hypervisor's function for the virtual counter's offset (hyp/timer-sr.c). */
#ifdef TIMER_CNTVOFF_IN_HALVES
__weak void __kvm_timer_set_cntvoff(u32 low, u32 high)
{
	mock_sysreg_write(CNTVOFF, (u64)high << 32 | low);
}
#else
__weak void __kvm_timer_set_cntvoff(u64 cntvoff)
{
	mock_sysreg_write(CNTVOFF, cntvoff);
}
#endif
