// SPDX-License-Identifier: GPL-2.0-only
// Fault: a redistributor's LPIs are switched off, and MSIs that were cached are still delivered there.
// After kexec, an LPI comes whose tables are somebody else's memory.
// Upstream: none, so since the cache (v5.3)
// rule: its-msi-translated
// rows: its/*
// files: vgic-mmio-v3.c

@@
@@
vgic_mmio_write_v3r_ctlr(...)
{
<...
(
- vgic_its_invalidate_all_caches(...);
|
- vgic_its_invalidate_cache(...);
)
...>
}
