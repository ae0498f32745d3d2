// SPDX-License-Identifier: GPL-2.0-only
// Fault: a write of GICD_ICACTIVER1 (INTIDs 32 to 63) does not make the vCPUs exit first.
// A guest clears the active state of an SPI that another vCPU, which runs, has in a list register;
// when that one exits the interrupt is active again.
// Upstream: 1c32ca5dc6d0 (v5.7)
// rule: life-all-is-at-rest
// rows: life/*-elsewhere.*
// files: vgic-mmio.c

// Only the halt: to let go on who has not stopped is harmless.
@@
identifier intid;
@@
vgic_access_active_prepare(...)
{
<...
- intid >= VGIC_NR_PRIVATE_IRQS
+ intid > VGIC_NR_PRIVATE_IRQS
...>
}
