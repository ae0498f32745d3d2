// SPDX-License-Identifier: GPL-2.0-only
// Fault: an LPI that was saved as pending is restored as not pending.
// After a migration a device's interrupt is lost.
// Upstream: none, so since the first version
// rule: its-nothing-forgotten
// rows: its/two-migrated/*
// files: vgic-v3.c

@@
identifier irq, status;
@@
vgic_v3_lpi_sync_pending_status(...)
{
<...
- irq->pending_latch = status;
...>
}
