// SPDX-License-Identifier: GPL-2.0-only
// Fault: fold looks for the interrupts that were ended outside the list registers from the head of
// the ap_list, not after the last one that has a list register.
// A guest that ends an interrupt finds another one deactivated, which is in a list register.
// Upstream: 6da5e537f5af (v7.0)
// rule: life-all-is-at-rest
// rows: life/*.exits-slow.*
// files: vgic-v2.c vgic-v3.c
// not-applicable: without "last_lr_irq": this tree does not count the deactivations outside the list registers

@@
identifier fold = { vgic_v2_fold_lr_state, vgic_v3_fold_lr_state };
identifier irq, vgic_cpu, ap_list;
iterator name list_for_each_entry_continue, list_for_each_entry;
statement body;
@@
fold(...)
{
<...
- list_for_each_entry_continue(irq, &vgic_cpu->ap_list_head, ap_list)
+ list_for_each_entry(irq, &vgic_cpu->ap_list_head, ap_list)
  body
...>
}
