// SPDX-License-Identifier: GPL-2.0-only
// Fault: a word written to GICD_CPENDSGIR clears the senders in its lowest byte from all four SGIs.
// A guest that clears one inter-processor interrupt loses others.
// Upstream: none, so since the first version
// rule: register-reads
// rows: registers/v2*/*/0x0f10.*
// files: vgic-mmio-v2.c

@@
identifier irq, val, i;
@@
vgic_mmio_write_sgipendc(...)
{
<...
- irq->source &= ~((val >> (i * 8)) & 0xff);
+ irq->source &= ~(val & 0xff);
...>
}
