// SPDX-License-Identifier: GPL-2.0-only
// Fault: when an emulated timer's hrtimer fires, its line is not raised.
// The physical timer of a guest whose host has no VHE fires at the vCPU's next load, if ever.
// Upstream: none, so since the first version
// rule: timer-nothing-forgotten
// rows: timer/*-nvhe/*
// files: ../arch_timer.c

@@
identifier hrt;
symbol true;
@@
kvm_hrtimer_expire(struct hrtimer *hrt)
{
<...
- kvm_timer_update_irq(..., true, ...);
...>
}
