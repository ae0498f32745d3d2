// SPDX-License-Identifier: GPL-2.0-only
// Fault: enabling a mapped level interrupt does not look at the physical line.
// A device that the guest has served while its interrupt was disabled interrupts it once more when it enables it; and
// the physical interrupt stays active.
// Upstream: none, so since mapped level interrupts are seen here (v4.16)
// rule: life-nothing-spurious
// rows: registers/*/0x0100.by-4.ones.mapped sequence/*/mapped-*/*
// files: vgic-mmio.c

@@
identifier irq, was_high;
@@
vgic_mmio_write_senable(...)
{
<...
- if (vgic_irq_is_mapped_level(irq)) {
-	bool was_high = irq->line_level;
-	irq->line_level = vgic_get_phys_line_level(irq);
-	if (!irq->active && was_high && !irq->line_level)
-		vgic_irq_set_phys_active(irq, false);
- }
...>
}
