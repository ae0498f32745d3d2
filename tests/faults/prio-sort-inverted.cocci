// SPDX-License-Identifier: GPL-2.0-only
// Fault: when there are more interrupts than list registers, the least urgent ones get them.
// A guest handles the interrupts of low priority first, those of high priority last.
// Upstream: none, so since the first version
// rule: life-urgent-first
// rows: life/*
// files: vgic.c

@@
identifier irqa, irqb, ret;
@@
vgic_irq_cmp(...)
{
<...
(
- ret = irqa->priority - irqb->priority;
+ ret = irqb->priority - irqa->priority;
|
- ret = (int)irqa->priority - (int)irqb->priority;
+ ret = (int)irqb->priority - (int)irqa->priority;
)
...>
}
