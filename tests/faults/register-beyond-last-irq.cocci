// SPDX-License-Identifier: GPL-2.0-only
// Fault: an access of a register of interrupts that the VM does not have is not refused.
// A guest's read or write makes the host follow a NULL pointer.
// Upstream: none
// rule: no-crash
// rows: registers/v3/96-irqs-2-vcpus/dist/0x0[14]*
// files: vgic-mmio.c

@@
identifier region, addr, nr_irqs;
@@
check_region(...)
{
<...
- return VGIC_ADDR_TO_INTID(addr, region->bits_per_irq) < nr_irqs;
+ return true;
...>
}
