// SPDX-License-Identifier: GPL-2.0-only
// Fault: an interrupt that an exit moves to another vCPU's ap_list does not wake that vCPU.
// A guest routes a pending SPI from one vCPU to another that sleeps, which sleeps on.
// Upstream: bd94e7aea411 (v4.17)
// rule: life-due-interrupt-kicks
// rows: life/*.routed
// files: vgic.c

@@
identifier needs_kick, target;
@@
vgic_prune_ap_list(...)
{
<...
- if (needs_kick) {
-	kvm_make_request(KVM_REQ_IRQ_PENDING, target);
-	kvm_vcpu_kick(target);
- }
...>
}
