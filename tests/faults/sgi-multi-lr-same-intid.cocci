// SPDX-License-Identifier: GPL-2.0-only
// Fault: an SGI that several vCPUs have sent gets a list register for each sender.
// A guest with a GICv2 has the same INTID in two list registers, which the architecture forbids.
// Upstream: 16ca6a607d84 (v4.16)
// rule: populate-lr-identity
// rows: populate/v2* life/v2*
// files: vgic.c
// not-applicable: with "on_lr": this tree would need more code to have it; it fills one list register at one place, and warns of a second one

@@
identifier irq, count, prio;
@@
vgic_flush_lr_state(struct kvm_vcpu *vcpu)
{
<...
  if (likely(vgic_target_oracle(irq) == vcpu))
- {
-	vgic_populate_lr(vcpu, irq, count++);
-	if (irq->source)
-		prio = irq->priority;
- }
+	do
+		vgic_populate_lr(vcpu, irq, count++);
+	while (irq->source && count < kvm_vgic_global_state.nr_lr);
...>
}
