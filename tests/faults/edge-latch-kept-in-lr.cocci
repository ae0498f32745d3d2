// SPDX-License-Identifier: GPL-2.0-only
// Fault: populate writes an edge interrupt pending and leaves its pending_latch set.
// A guest gets every edge again and again: ack, eoi, and the next entry delivers it once more.
// Upstream: none, so since the first version
// rule: populate-consumes-edge-latch
// rows: populate/* round/*
// files: vgic-v2.c vgic-v3.c

@@
identifier populate = { vgic_v2_populate_lr, vgic_v3_populate_lr };
identifier irq;
symbol false;
@@
populate(...)
{
<...
- if (irq->config == VGIC_CONFIG_EDGE) {
-	irq->pending_latch = false;
- }
...>
}
