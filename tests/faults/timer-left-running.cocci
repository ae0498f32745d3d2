// SPDX-License-Identifier: GPL-2.0-only
// Fault: a virtual timer is not switched off when its vCPU is scheduled out.
// It interrupts the host, or the next vCPU, in its place.
// Upstream: none, so since the first version
// rule: timer-quiet-when-scheduled-out
// rows: timer/*
// files: ../arch_timer.c

@@
@@
timer_save_state(...)
{
<...
- write_sysreg_el0(0, SYS_CNTV_CTL);
...>
}
