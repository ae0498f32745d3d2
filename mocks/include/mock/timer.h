/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Time: the generic timer's counter, its cycle counter and high resolution timers. Kind: fake.
 *
 * The counter is the simulated hardware's CNTPCT_EL0, one nanosecond a tick. An hrtimer fires when the host's
 * timer interrupt is let in (hrtimers_expire() of the door), on the CPU on which it was started.
 */
#ifndef MOCK_TIMER_H
#define MOCK_TIMER_H

#include <mock/types.h>

typedef s64 ktime_t;

enum hrtimer_restart { HRTIMER_NORESTART, HRTIMER_RESTART };
enum hrtimer_mode {
	HRTIMER_MODE_ABS = 0x00,
	HRTIMER_MODE_REL = 0x01,
	HRTIMER_MODE_ABS_HARD = 0x08,
};

struct hrtimer {
	enum hrtimer_restart (*function)(struct hrtimer *timer);
	ktime_t due;
	unsigned int cpu;
	bool armed;
};

/* Older trees put a field of this type beside their timers. */
struct work_struct { void (*func)(struct work_struct *work); };
#define INIT_WORK(work, f)		((void)((work)->func = (f)))
#define schedule_work(work)		((work)->func(work), true)	/* at once */
#define cancel_work_sync(work)		((void)(work), false)

struct cyclecounter {
	u64 (*read)(const struct cyclecounter *cc);
	u64 mask;
	u32 mult, shift;
};
struct timecounter {
	struct cyclecounter *cc;
	u64 mask, frac;
};

ktime_t ktime_get(void);
#define ktime_add_ns(time, ns)		((time) + (s64)(ns))
#define ns_to_ktime(ns)			((ktime_t)(ns))

void mock_hrtimer_setup(struct hrtimer *timer, enum hrtimer_restart (*function)(struct hrtimer *));
#define hrtimer_init(timer, clock, mode) mock_hrtimer_setup(timer, NULL)
#define hrtimer_setup(timer, f, clock, mode) mock_hrtimer_setup(timer, f)
void mock_hrtimer_start(struct hrtimer *timer, ktime_t due);
#define hrtimer_start(timer, due, mode)	mock_hrtimer_start(timer, due)
/* Return 1 when the timer was armed. */
int hrtimer_cancel(struct hrtimer *timer);
u64 hrtimer_forward_now(struct hrtimer *timer, ktime_t interval);

/* One tick of the counter is one nanosecond, without a fraction. */
static inline u64 cyclecounter_cyc2ns(const struct cyclecounter *cc, u64 cycles, u64 mask, u64 *frac)
{
	return cycles;
}

u64 mock_counter(void);
#define __arch_counter_get_cntvct()	mock_counter()
#define __arch_counter_get_cntpct()	mock_counter()

#endif
