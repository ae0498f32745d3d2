// SPDX-License-Identifier: GPL-2.0-only
// Fault: fold does not sample the physical line when the LR is still pending.
// A guest that was masked, and so never acknowledged its timer, does not get it any more: populate
// had lowered line_level, and nobody raises it again though the device's line is high.
// Upstream: e40cc57bac79 (v4.16)
// rule: fold-samples-unacked-mapped-level
// rows: fold/* round/*
// files: vgic.c
// files: vgic-v2.c vgic-v3.c

// Sampling in a helper that is told whether the LR was pending.
@@
identifier irq, deactivated, pending;
expression other;
@@
vgic_irq_handle_resampling(struct vgic_irq *irq, bool deactivated, bool pending)
{
<...
(
- pending || (other)
+ other
|
- pending || other
+ other
|
- other || pending
+ other
)
...>
}

// Sampling in the fold functions themselves: alone, or together with a second reason for it.
@@
identifier fold = { vgic_v2_fold_lr_state, vgic_v3_fold_lr_state, vgic_v2_fold_lr, vgic_v3_fold_lr };
identifier irq, val, resample;
constant PENDING = { GICH_LR_PENDING_BIT, ICH_LR_PENDING_BIT };
expression other;
symbol false;
@@
fold(...)
{
<...
(
- if (vgic_irq_is_mapped_level(irq) && (val & PENDING)) {
-	irq->line_level = vgic_get_phys_line_level(irq);
-	if (!irq->line_level) {
-		vgic_irq_set_phys_active(irq, false);
-	}
- }
|
- (val & PENDING) || (other)
+ other
|
- (val & PENDING) || other
+ other
|
  if (val & PENDING) {
-	irq->line_level = vgic_get_phys_line_level(irq);
-	resample = !irq->line_level;
  } else { ... }
)
...>
}
