// SPDX-License-Identifier: GPL-2.0-only
// Fault: saved tables that are refused leave the devices that were restored before the one that was wrong.
// Upstream: fixed between v5.10, which has it, and v6.1
// rule: its-corrupt-table-refused
// rows: its/corrupted/*
// files: vgic-its.c
// not-applicable: without "vgic_its_free_device_list(its->dev->kvm": it has the fault

@@
@@
vgic_its_restore_device_tables(...)
{
<...
- if (ret < 0)
-	vgic_its_free_device_list(...);
...>
}
