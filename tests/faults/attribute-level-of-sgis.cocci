// SPDX-License-Identifier: GPL-2.0-only
// Fault: userspace sets the line level of SGIs, too.
// A guest gets interrupts from CPUs that have sent none.
// Upstream: none, invented
// rule: attribute-reads-as-set
// rows: attributes/v3/level
// files: vgic-mmio.c

@@
identifier info = { vgic_write_irq_line_level_info, vgic_read_irq_line_level_info };
expression intid, nr_irqs;
@@
info(...)
{
<...
- intid < VGIC_NR_SGIS || intid >= nr_irqs
+ intid >= nr_irqs
...>
}
