// SPDX-License-Identifier: GPL-2.0-only
// Fault: whether the timer of a vCPU that is not loaded is due is judged by the host's counter, without the guest's offset.
// A guest is interrupted by its virtual timer before that is due.
// Upstream: none, so since the first version
// rule: timer-nothing-spurious
// rows: timer/*
// files: ../arch_timer.c

@@
identifier now, f = { kvm_timer_should_fire, kvm_timer_pending };
expression offset;
@@
f(...)
{
<...
- now = kvm_phys_timer_read() - offset;
+ now = kvm_phys_timer_read();
...>
}
