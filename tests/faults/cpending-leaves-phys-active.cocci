// SPDX-License-Identifier: GPL-2.0-only
// Fault: a guest's ICPENDR leaves the physical interrupt active, which its ISPENDR has made so.
// A guest that writes ISPENDR and then ICPENDR of its timer never hears of it again.
// Upstream: df635c5b1882 (v4.16)
// rule: timer-nothing-forgotten
// rows: timer/*.soft-cleared.*
// files: vgic-mmio.c

@@
identifier irq;
symbol false;
@@
vgic_hw_irq_cpending(...)
{
<...
- if (!irq->active)
-	vgic_irq_set_phys_active(irq, false);
...>
}
