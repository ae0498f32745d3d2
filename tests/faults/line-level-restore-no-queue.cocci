// SPDX-License-Identifier: GPL-2.0-only
// Fault: userspace restores a line that is high, and the interrupt is not queued.
// A guest that was migrated with a device's line high never gets that interrupt.
// Upstream: none, so since it was added (v4.12)
// rule: migrate-same-due
// rows: migrate/*
// files: vgic-mmio.c

@@
expression irq, flags, level;
@@
vgic_write_irq_line_level_info(...)
{
<...
- if (level) vgic_queue_irq_unlock(..., irq, flags);
- else
  raw_spin_unlock_irqrestore(&irq->irq_lock, flags);
...>
}
