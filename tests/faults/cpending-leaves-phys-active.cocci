// SPDX-License-Identifier: GPL-2.0-only
// Fault: ICPENDR of a mapped interrupt leaves the physical one active.
// A guest that sets a timer's interrupt pending and clears it again hears no further interrupt of the timer.
// Upstream: df635c5b1882 (v4.16)
// rule: life-all-is-at-rest
// rows: sequence/v[23]/mapped-spi/*.set-pending-by-1.clear-pending
// files: vgic-mmio.c

@@
identifier irq;
@@
vgic_hw_irq_cpending(...)
{
<...
- if (!irq->active)
-	vgic_irq_set_phys_active(irq, false);
...>
}
