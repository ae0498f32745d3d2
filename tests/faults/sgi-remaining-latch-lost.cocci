// SPDX-License-Identifier: GPL-2.0-only
// Fault: populate forgets that an SGI is pending although it has another sender waiting.
// A guest with a GICv2 does not get the second of two vCPUs' SGIs.
// Upstream: none, so since the first version
// rule: populate-sgi-keeps-other-sources
// rows: populate/* life/*
// files: vgic-v2.c vgic-v3.c

@@
identifier populate = { vgic_v2_populate_lr, vgic_v3_populate_lr };
identifier irq, val;
constant EOI = { GICH_LR_EOI, ICH_LR_EOI };
@@
populate(...)
{
<...
(
  if (irq->source) {
-	irq->pending_latch = true;
	val |= EOI;
  }
|
- if (irq->source)
-	irq->pending_latch = true;
)
...>
}
