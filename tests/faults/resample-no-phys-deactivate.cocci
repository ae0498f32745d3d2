// SPDX-License-Identifier: GPL-2.0-only
// Fault: fold samples the physical line, finds it low, and leaves the physical interrupt active.
// A guest's timer works until its line falls between entry and acknowledge; after that the host
// never hears the timer again, and the guest waits for ever.
// Upstream: e40cc57bac79 (v4.16)
// rule: fold-low-sample-clears-physical-active
// rows: fold/* round/*
// files: vgic.c
// files: vgic-v2.c vgic-v3.c

// Only what follows from the sample: software resampling goes on deactivating.
@@
identifier fold = { vgic_irq_handle_resampling,
		    vgic_v2_fold_lr_state, vgic_v3_fold_lr_state, vgic_v2_fold_lr, vgic_v3_fold_lr };
identifier irq, resample;
symbol false;
@@
fold(...)
{
<...
  irq->line_level = vgic_get_phys_line_level(irq);
(
- resample = !irq->line_level;
|
- if (!irq->line_level) {
-	vgic_irq_set_phys_active(irq, false);
- }
)
...>
}
