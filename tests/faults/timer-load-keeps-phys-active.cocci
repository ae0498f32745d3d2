// SPDX-License-Identifier: GPL-2.0-only
// Fault: a vCPU that is loaded makes its timer's physical interrupt active even when the timer is not due.
// Nobody hears of it when it becomes due: the guest's time stands still.
// Upstream: none, so since the first version
// rule: timer-nothing-forgotten
// rows: timer/*
// files: ../arch_timer.c

@@
identifier ctx, phys_active, set = { set_timer_irq_phys_active, set_vtimer_irq_phys_active };
symbol true;
@@
kvm_timer_vcpu_load_gic(struct arch_timer_context *ctx)
{
<...
- set(ctx, phys_active);
+ set(ctx, true);
...>
}
