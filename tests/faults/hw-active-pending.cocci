// SPDX-License-Identifier: GPL-2.0-only
// Fault: populate makes an LR with the HW bit pending while it is active.
// A guest that has acknowledged its timer, and exits with the line still high, gets a stale
// interrupt after its eoi; the deactivation has gone to the physical interrupt already.
// Upstream: 3d6e77a3ddb8 (v4.12)
// rule: populate-no-pending-active-for-hw
// rows: populate/* round/*
// files: vgic-v2.c vgic-v3.c

@@
identifier populate = { vgic_v2_populate_lr, vgic_v3_populate_lr, vgic_v2_compute_lr, vgic_v3_compute_lr };
identifier irq, allow_pending, val;
constant HW = { GICH_LR_HW, ICH_LR_HW };
constant PENDING = { GICH_LR_PENDING_BIT, ICH_LR_PENDING_BIT };
symbol false;
@@
populate(...)
{
<...
  val |= HW;
  ...
(
- if (irq->active) {
-	allow_pending = false;
- }
|
- if (irq->active && irq_is_pending(irq)) {
-	val &= ~PENDING;
- }
)
...>
}
