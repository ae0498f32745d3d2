// SPDX-License-Identifier: GPL-2.0-only
// Fault: a mapped level interrupt's line is not sampled when the guest enables the interrupt.
// A timer that went off while its interrupt was disabled interrupts the guest when it is enabled, or never again.
// Upstream: v4.16
// rule: timer-nothing-spurious
// rows: timer/*.disabled.*
// files: vgic-mmio.c

@@
identifier irq, was_high;
expression sgi;
@@
vgic_mmio_write_senable(...)
{
<...
(
  if (sgi) { ... }
- else if (vgic_irq_is_mapped_level(irq)) {
-	bool was_high = irq->line_level;
-	irq->line_level = vgic_get_phys_line_level(irq);
-	if (!irq->active && was_high && !irq->line_level)
-		vgic_irq_set_phys_active(irq, false);
- }
)
...>
}
