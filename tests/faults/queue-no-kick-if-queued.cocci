// SPDX-License-Identifier: GPL-2.0-only
// Fault: an interrupt that is on its vCPU's ap_list already does not make it exit.
// A guest ends an edge interrupt without an exit, the edge comes again, and it is not delivered
// before the guest happens to exit.
// Upstream: d42c79701a3e (v4.10)
// rule: life-due-interrupt-kicks
// rows: life/*
// files: vgic.c

@@
identifier vcpu;
@@
vgic_queue_irq_unlock(...)
{
<...
- if (vcpu) {
-	kvm_make_request(KVM_REQ_IRQ_PENDING, vcpu);
-	kvm_vcpu_kick(vcpu);
- }
...>
}
