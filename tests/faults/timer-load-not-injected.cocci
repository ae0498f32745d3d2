// SPDX-License-Identifier: GPL-2.0-only
// Fault: a vCPU that is loaded does not look whether its timer has become due while it was out.
// A vCPU in WFI is woken by its timer, finds nothing pending and sleeps on.
// Upstream: none, so since the first version
// rule: timer-wakes-vcpu
// rows: timer/*
// files: ../arch_timer.c

@@
identifier ctx;
@@
kvm_timer_vcpu_load_gic(struct arch_timer_context *ctx)
{
<...
- kvm_timer_update_irq(..., ctx);
...>
}
