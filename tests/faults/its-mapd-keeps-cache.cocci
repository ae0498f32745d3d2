// SPDX-License-Identifier: GPL-2.0-only
// Fault: MAPD, which unmaps all events of a device, leaves the translations that their MSIs have cached.
// A device that was taken away or given a new table delivers its old interrupts.
// Upstream: none, so since the cache (v5.3)
// rule: its-msi-translated
// rows: its/two/*
// files: vgic-its.c

@@
@@
vgic_its_free_device(...)
{
<...
- vgic_its_invalidate_cache(...);
...>
}
