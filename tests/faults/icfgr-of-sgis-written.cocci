// SPDX-License-Identifier: GPL-2.0-only
// Fault: the trigger mode of SGIs and PPIs can be written.
// A guest that writes all of ICFGR makes its inter-processor interrupts level-sensitive: they do not come any more, or without end.
// Upstream: none, so since the first version
// rule: register-reads
// rows: registers/*/0x0c00.*
// files: vgic-mmio.c

@@
identifier intid, i;
@@
vgic_mmio_write_config(...)
{
<...
- if (intid + i < VGIC_NR_PRIVATE_IRQS)
-	continue;
...>
}
