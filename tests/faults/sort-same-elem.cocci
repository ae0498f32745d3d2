// SPDX-License-Identifier: GPL-2.0-only
// Fault: the comparison of two interrupts does not expect them to be one.
// list_sort() compares an element with itself when the list is long: the host spins on a lock that
// it holds itself.
// Upstream: d4a8061a7c5f (v5.3)
// rule: lock-rules
// rows: life/*
// files: vgic.c

@@
identifier irqa, irqb;
@@
vgic_irq_cmp(...)
{
<...
- if (unlikely(irqa == irqb))
-	return 0;
...>
}
