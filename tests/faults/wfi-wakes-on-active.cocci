// SPDX-License-Identifier: GPL-2.0-only
// Fault: an interrupt that is pending and active counts as a reason to run the vCPU.
// A vCPU that executes WFI in the handler of a level interrupt does not sleep.
// Upstream: 9009782a4937 (v5.0)
// rule: life-wfi-sleeps
// rows: life/*
// files: vgic.c

@@
identifier irq;
@@
kvm_vgic_vcpu_pending_irq(...)
{
<...
- irq_is_pending(irq) && irq->enabled && !irq->active
+ irq_is_pending(irq) && irq->enabled
...>
}
