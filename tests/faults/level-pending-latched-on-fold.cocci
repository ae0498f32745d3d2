// SPDX-License-Identifier: GPL-2.0-only
// Fault: fold latches the LR's pending bit of level interrupts too, not of edge ones alone.
// A guest that is masked while a device raises and lowers its line gets a spurious interrupt once
// it unmasks.
// Upstream: df7942d17e16 (v4.8)
// rule: fold-level-pending-not-kept
// rows: fold/* round/*
// files: vgic-v2.c vgic-v3.c

@@
identifier fold = { vgic_v2_fold_lr_state, vgic_v3_fold_lr_state, vgic_v2_fold_lr, vgic_v3_fold_lr };
identifier irq, val;
constant PENDING = { GICH_LR_PENDING_BIT, ICH_LR_PENDING_BIT };
@@
fold(...)
{
<...
- irq->config == VGIC_CONFIG_EDGE && (val & PENDING)
+ val & PENDING
...>
}
