// SPDX-License-Identifier: GPL-2.0-only
// Fault: fold does not note which sender's SGI is active.
// A guest with a GICv2 that has acknowledged an SGI of one vCPU, and exits, has it active from
// another one; its EOI does not match, and the SGI stays active for ever.
// Upstream: 53692908b0f5 (v4.17)
// rule: fold-sgi-active-source
// rows: fold/* life/*
// files: vgic-v2.c vgic-v3.c

@@
identifier fold = { vgic_v2_fold_lr_state, vgic_v3_fold_lr_state, vgic_v2_fold_lr, vgic_v3_fold_lr };
identifier irq;
expression active, sender;
@@
fold(...)
{
<...
- if (active)
-	irq->active_source = sender;
...>
}
