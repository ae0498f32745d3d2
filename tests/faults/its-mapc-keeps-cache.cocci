// SPDX-License-Identifier: GPL-2.0-only
// Fault: a collection is unmapped (MAPC, V=0), and MSIs that were cached still go to its vCPU.
// Upstream: none, so since the cache (v5.3)
// rule: its-msi-translated
// rows: its/two/*
// files: vgic-its.c

@@
@@
vgic_its_cmd_handle_mapc(...)
{
<...
- vgic_its_invalidate_cache(...);
...>
}
