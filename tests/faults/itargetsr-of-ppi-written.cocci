// SPDX-License-Identifier: GPL-2.0-only
// Fault: GICD_ITARGETSR0 to 7 can be written.
// A guest that writes all of them makes the host follow a NULL pointer.
// Upstream: none, so since the first version
// rule: no-crash
// rows: registers/v2*/*/0x08*
// files: vgic-mmio-v2.c

@@
identifier intid;
@@
vgic_mmio_write_target(...)
{
<...
- if (intid < VGIC_NR_PRIVATE_IRQS)
-	return;
...>
}
