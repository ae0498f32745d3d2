// SPDX-License-Identifier: GPL-2.0-only
// Fault: GICD_ITARGETSR keeps the bits of vCPUs that are not there.
// A guest that finds out its CPUs by writing 0xff and reading finds eight.
// Upstream: 266068eabbb6 (v4.10)
// rule: register-reads
// rows: registers/v2*/*/0x08*
// files: vgic-mmio-v2.c

@@
expression E;
identifier irq, cpu_mask;
@@
vgic_mmio_write_target(...)
{
<...
- irq->targets = E & cpu_mask;
+ irq->targets = E;
...>
}
