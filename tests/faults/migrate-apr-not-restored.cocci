// SPDX-License-Identifier: GPL-2.0-only
// Fault: userspace restores GICC_APR0 on a GICv3 host, and nothing is written.
// A guest that was migrated in an interrupt handler has its idle priority there: the handler is interrupted by what is
// less urgent, and its EOI drops another one's priority.
// Upstream: none, invented
// rule: migrate-same-cpu-interface
// rows: migrate/v2-on-v3/*
// files: vgic-mmio-v2.c

@@
expression cpu, val;
@@
vgic_mmio_write_apr(...)
{
<...
- cpu->vgic_ap1r[...] = val;
...>
}
