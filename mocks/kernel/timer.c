// SPDX-License-Identifier: GPL-2.0-only
/*
 * Time: the counter is that of the simulated hardware; an hrtimer is armed on the CPU on which it is started,
 * and fires there, as an interrupt of the host, when somebody lets it and the counter has reached it.
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

/* A place in mock->hrtimers[], by the timer that is armed there; NULL: a free one. */
static struct hrtimer **hrtimer_place(struct hrtimer *timer)
{
	for (unsigned int i = 0; i < MOCK_MAX_HRTIMERS; i++)
		if (mock->hrtimers[i] == timer)
			return &mock->hrtimers[i];
	return NULL;
}

static void hrtimer_arm(struct hrtimer *timer)
{
	struct hrtimer **place = hrtimer_place(timer);

	if (!place)
		place = hrtimer_place(NULL);
	if (!place) {
		mock_fault(VGIC_FAULT_MEMORY, NULL, 0, "more than %d hrtimers are armed", MOCK_MAX_HRTIMERS);
		return;
	}
	*place = timer;
	timer->armed = true;
}

static bool hrtimer_disarm(struct hrtimer *timer)
{
	struct hrtimer **place = timer->armed ? hrtimer_place(timer) : NULL;

	if (place)
		*place = NULL;
	timer->armed = false;
	return place;
}

/* The armed one of the current CPU that is due first, or NULL. */
static struct hrtimer *hrtimer_first(void)
{
	struct hrtimer *first = NULL;

	for (unsigned int i = 0; i < MOCK_MAX_HRTIMERS; i++) {
		struct hrtimer *timer = mock->hrtimers[i];

		if (timer && timer->cpu == mock_cpu() && (!first || timer->due < first->due))
			first = timer;
	}
	return first;
}

u64 mock_hrtimers_next(void)
{
	const struct hrtimer *first = hrtimer_first();

	return first ? (u64)first->due : ~0ull;
}

/* In the host's interrupt: the function of each is called without locks, interrupts off. */
void mock_hrtimers_expire(u64 early)
{
	ktime_t until = ktime_get() + early;
	struct hrtimer *timer, *again[MOCK_MAX_HRTIMERS];
	unsigned int n = 0;

	preempt_disable();
	local_irq_disable();
	while ((timer = hrtimer_first()) && timer->due <= until) {
		hrtimer_disarm(timer);
		/* One that wants to go on is armed again when all have had their turn: once each is enough. */
		if (timer->function(timer) == HRTIMER_RESTART && n < MOCK_MAX_HRTIMERS)
			again[n++] = timer;
	}
	while (n)
		hrtimer_arm(again[--n]);
	local_irq_enable();
	preempt_enable();
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
	timer->cpu = mock_cpu();
	hrtimer_arm(timer);
}

__weak int hrtimer_cancel(struct hrtimer *timer)
{
	return hrtimer_disarm(timer);
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
