// SPDX-License-Identifier: GPL-2.0-only
// Fault: a write of the upper half of GICD_IROUTER changes the lower one.
// A guest that writes Aff3 in an access of its own routes the SPI to the wrong vCPU.
// Upstream: none, so since the first version
// rule: register-reads
// rows: registers/v3/96-irqs-2-vcpus/dist/0x6*
// files: vgic-mmio-v3.c

@@
identifier addr;
@@
vgic_mmio_write_irouter(...)
{
<...
- if (addr & 4)
-	return;
...>
}
