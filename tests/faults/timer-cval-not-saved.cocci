// SPDX-License-Identifier: GPL-2.0-only
// Fault: a virtual timer's comparator is not saved when its vCPU is scheduled out.
// It is scheduled in with an older value: its timer fires early, late or never.
// Upstream: none, so since the first version
// rule: timer-is-the-guests
// rows: timer/*
// files: ../arch_timer.c

@@
identifier ctx;
@@
timer_save_state(struct arch_timer_context *ctx)
{
<...
- read_sysreg_el0(SYS_CNTV_CVAL)
+ timer_get_cval(ctx)
...>
}
