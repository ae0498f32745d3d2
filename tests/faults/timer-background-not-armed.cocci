// SPDX-License-Identifier: GPL-2.0-only
// Fault: no background timer is armed when a vCPU goes to sleep in WFI.
// It sleeps until something other than its timer wakes it.
// Upstream: none, so since the first version
// rule: timer-wakes-vcpu
// rows: timer/*
// files: ../arch_timer.c

@@
expression hrtimer, ns;
@@
kvm_timer_blocking(...)
{
<...
- soft_timer_start(hrtimer, ns);
...>
}
