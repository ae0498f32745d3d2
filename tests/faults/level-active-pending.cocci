// SPDX-License-Identifier: GPL-2.0-only
// Fault: populate makes a level interrupt's LR (without HW) pending while it is active.
// A guest that has acknowledged a device's interrupt, and exits with the line still high, gets it
// a second time after its eoi, although the line has fallen in between.
// Upstream: 67b5b673ad4d (v4.17)
// rule: populate-no-pending-active-for-level
// rows: populate/* round/*
// files: vgic-v2.c vgic-v3.c
// not-applicable: with "irq->active && irq_is_pending(irq)": this tree has the fault itself

@@
identifier populate = { vgic_v2_populate_lr, vgic_v3_populate_lr, vgic_v2_compute_lr, vgic_v3_compute_lr };
identifier irq, allow_pending;
symbol false;
@@
populate(...)
{
<...
  if (irq->config == VGIC_CONFIG_LEVEL) {
	...
-	if (irq->active) {
-		allow_pending = false;
-	}
	...
  }
...>
}
