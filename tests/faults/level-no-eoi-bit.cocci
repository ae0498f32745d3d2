// SPDX-License-Identifier: GPL-2.0-only
// Fault: populate does not ask for the maintenance interrupt when a level interrupt is deactivated.
// A guest whose device still asserts its line after the eoi gets no second interrupt until it
// happens to exit, and an irqfd with resampling is told just as late.
// Upstream: none, so since the first version
// rule: populate-eoi-for-level
// rows: populate/* round/*
// files: vgic-v2.c vgic-v3.c

@@
identifier populate = { vgic_v2_populate_lr, vgic_v3_populate_lr, vgic_v2_compute_lr, vgic_v3_compute_lr };
identifier irq, val;
constant EOI = { GICH_LR_EOI, ICH_LR_EOI };
@@
populate(...)
{
<...
(
- if (irq->config == VGIC_CONFIG_LEVEL)
-	val |= EOI;
|
  if (irq->config == VGIC_CONFIG_LEVEL) {
	...
-	val |= EOI;
	...
  }
)
...>
}
