// SPDX-License-Identifier: GPL-2.0-only
// Fault: a vCPU that is loaded while its timer is due leaves the physical interrupt inactive.
// The host is interrupted at once, for what KVM knows already, whenever the vCPU is loaded.
// Upstream: none, so since the first version
// rule: timer-interrupts-host-once
// rows: timer/*
// files: ../arch_timer.c

@@
identifier ctx, phys_active, level, pending;
@@
kvm_timer_vcpu_load_gic(struct arch_timer_context *ctx)
{
<...
(
- phys_active |= ctx->irq.level;
|
- phys_active |= pending;
)
...>
}
