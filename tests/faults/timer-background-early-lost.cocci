// SPDX-License-Identifier: GPL-2.0-only
// Fault: a background timer that fires early, as the host's clock runs ahead of the counter, is not armed again.
// The vCPU sleeps on.
// Upstream: none, so since the first version
// rule: timer-wakes-vcpu
// rows: timer/*
// files: ../arch_timer.c

@@
identifier hrt;
symbol HRTIMER_RESTART, HRTIMER_NORESTART;
@@
kvm_bg_timer_expire(struct hrtimer *hrt)
{
<...
- return HRTIMER_RESTART;
+ return HRTIMER_NORESTART;
...>
}
