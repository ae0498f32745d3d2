// SPDX-License-Identifier: GPL-2.0-only
// Fault: populate does not ask for the maintenance interrupt when an SGI is deactivated that has
// another sender waiting.
// A guest with a GICv2 does not get the second of two vCPUs' SGIs until it happens to exit.
// Upstream: 16ca6a607d84 (v4.16)
// rule: populate-sgi-multi-source-eoi
// rows: populate/* life/*
// files: vgic-v2.c vgic-v3.c

@@
identifier populate = { vgic_v2_populate_lr, vgic_v3_populate_lr, vgic_v2_compute_lr, vgic_v3_compute_lr };
identifier irq, val, src;
constant EOI = { GICH_LR_EOI, ICH_LR_EOI };
@@
populate(...)
{
<...
(
  if (irq->source) {
	irq->pending_latch = true;
-	val |= EOI;
  }
|
- if (irq->source & ~BIT(src - 1))
-	val |= EOI;
)
...>
}
