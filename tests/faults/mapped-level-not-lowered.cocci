// SPDX-License-Identifier: GPL-2.0-only
// Fault: populate writes a mapped level interrupt pending and leaves line_level high.
// A guest sees its timer once more than it fired: ack, eoi, the line falls, exit, and the
// interrupt is delivered again.
// Upstream: e40cc57bac79 (v4.16)
// rule: populate-lowers-mapped-level
// rows: populate/* round/*
// files: vgic-v2.c vgic-v3.c

@@
identifier populate = { vgic_v2_populate_lr, vgic_v3_populate_lr };
identifier irq;
expression pending;
symbol false;
@@
populate(...)
{
<...
- if (vgic_irq_is_mapped_level(irq) && pending) {
-	irq->line_level = false;
- }
...>
}
