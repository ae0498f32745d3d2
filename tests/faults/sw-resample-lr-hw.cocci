// SPDX-License-Identifier: GPL-2.0-only
// Fault: populate links the LR to the physical interrupt (HW) although this GIC would not
// deactivate it, and so software has to.
// A guest's timer fires once: the physical interrupt stays active, and the next edge is not heard.
// Upstream: 354920e79441 (v5.14)
// rule: populate-sw-resample-without-hw
// rows: populate/* round/*
// files: vgic-v2.c vgic-v3.c
// not-applicable: without "vgic_irq_needs_resampling": this tree has no software resampling, it links every mapped interrupt by HW

@@
identifier populate = { vgic_v2_populate_lr, vgic_v3_populate_lr, vgic_v2_compute_lr, vgic_v3_compute_lr };
identifier irq;
@@
populate(...)
{
<...
(
- irq->hw && !vgic_irq_needs_resampling(irq)
+ irq->hw
|
- !vgic_irq_needs_resampling(irq) && irq->hw
+ irq->hw
)
...>
}
