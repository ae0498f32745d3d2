// SPDX-License-Identifier: GPL-2.0-only
// Fault: LPIs are switched on without a look at the pending table.
// Upstream: none, so since the first version
// rule: its-nothing-forgotten
// rows: its/scripts/pending-table
// files: vgic-mmio-v3.c

@@
@@
vgic_mmio_write_v3r_ctlr(...)
{
<...
- vgic_enable_lpis(...);
...>
}
