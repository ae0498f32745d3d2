// SPDX-License-Identifier: GPL-2.0-only
// Fault: a reset of the ITS leaves the devices mapped.
// A guest that is reset gets interrupts of its earlier life.
// Upstream: none, so since v4.16
// rule: its-msi-translated
// rows: its/tables/*
// files: vgic-its.c

@@
@@
vgic_its_reset(...)
{
<...
- vgic_its_free_device_list(...);
...>
}
