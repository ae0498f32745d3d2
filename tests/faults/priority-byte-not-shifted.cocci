// SPDX-License-Identifier: GPL-2.0-only
// Fault: a word written to IPRIORITYR gives its lowest byte to all four interrupts.
// Interrupts preempt each other that should not, or do not.
// Upstream: none, so since the first version
// rule: register-reads
// rows: registers/v?/96-irqs-2-vcpus/dist/0x04*
// files: vgic-mmio.c

@@
identifier irq, val, i;
expression M;
@@
vgic_mmio_write_priority(...)
{
<...
- irq->priority = (val >> (i * 8)) & M;
+ irq->priority = val & M;
...>
}
