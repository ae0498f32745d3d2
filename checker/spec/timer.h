/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One of a guest's timers as the architecture has it: no host, no KVM, nobody else who uses the hardware. It goes on
 * wherever its vCPU is.
 *
 * Source: Arm ARM D11.2.4: the CompareValue view (the condition is met when counter - CompareValue is not negative), the
 * TimerValue view (CompareValue is the counter and the sign-extended value), and the output (condition met, ENABLE is 1
 * and IMASK is 0); D11.2.3: the virtual counter is the physical one less its offset.
 */
#ifndef CHECKER_SPEC_TIMER_H
#define CHECKER_SPEC_TIMER_H

#include <stdbool.h>
#include <stdint.h>

struct ideal_timer {
	uint64_t offset;	/* what the guest's counter is behind the system's */
	uint64_t cval;
	bool enable, imask;
};

/* Each is told the system's counter @now. */
uint64_t ideal_timer_count(const struct ideal_timer *t, uint64_t now);
bool ideal_timer_condition(const struct ideal_timer *t, uint64_t now);
bool ideal_timer_output(const struct ideal_timer *t, uint64_t now);
/* The guest writes TVAL. */
void ideal_timer_tval(struct ideal_timer *t, uint64_t now, int32_t tval);

#endif
