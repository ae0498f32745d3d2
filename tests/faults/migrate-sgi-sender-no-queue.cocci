// SPDX-License-Identifier: GPL-2.0-only
// Fault: userspace restores a GICv2's pending SGI (GICD_SPENDSGIR), and it is not queued.
// A guest that was migrated with an inter-processor interrupt pending waits for it for ever.
// Upstream: none, invented
// rule: migrate-same-due
// rows: migrate/v2*/sgi*
// files: vgic-mmio-v2.c

@@
expression irq, flags;
@@
vgic_mmio_write_sgipends(...)
{
<...
- if (irq->source) { ... vgic_queue_irq_unlock(..., irq, flags); } else {
  raw_spin_unlock_irqrestore(&irq->irq_lock, flags);
- }
...>
}
