// SPDX-License-Identifier: GPL-2.0-only
// Fault: DISCARD leaves the translation that an MSI has cached.
// A device whose interrupt was freed still delivers it, and the LPI is never freed.
// Upstream: none, so since the cache (v5.3)
// rule: its-msi-translated
// rows: its/two/*
// files: vgic-its.c

@@
@@
vgic_its_cmd_handle_discard(...)
{
<...
- vgic_its_invalidate_cache(...);
...>
}
