// SPDX-License-Identifier: GPL-2.0-only
// Fault: the ITS is switched off, and MSIs that were cached are still delivered.
// Upstream: none, so since the cache (v5.3)
// rule: its-msi-translated
// rows: its/*
// files: vgic-its.c

@@
identifier its;
@@
vgic_mmio_write_its_ctlr(...)
{
<...
- if (!its->enabled)
-	vgic_its_invalidate_cache(...);
...>
}
