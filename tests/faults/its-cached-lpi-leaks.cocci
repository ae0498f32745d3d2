// SPDX-License-Identifier: GPL-2.0-only
// Fault: the translation cache keeps the reference to the LPI of a translation that it drops.
// Upstream: none
// rule: its-unmapped-is-freed
// rows: its/two/*
// files: vgic-its.c
// not-applicable: without "vgic_its_invalidate_all_caches": it has one cache for all ITSs, which drops its references elsewhere

@@
expression kvm, irq;
@@
vgic_its_invalidate_cache(...)
{
<...
- if (irq)
-	vgic_put_irq(kvm, irq);
...>
}
