// SPDX-License-Identifier: GPL-2.0-only
// Fault: userspace reads a GICv3's GICD_ISPENDR as the guest does, line and latch together.
// A guest that was migrated with a device's line high gets the interrupt though the line has fallen since.
// Upstream: none, invented
// rule: migrate-nothing-spurious
// rows: migrate/v3/*line-falls migrate/v3/*active-signalled*
// files: vgic-mmio.c
// not-applicable: with "vgic_v3_uaccess_read_pending": such a tree reads it in a function of its own

@@
expression val, irq;
identifier is_user;
symbol false;
@@
__read_pending(...)
{
<...
  if (
- is_user
+ false
  ) { val = irq->pending_latch; break; }
...>
}
