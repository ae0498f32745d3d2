// SPDX-License-Identifier: GPL-2.0-only
// Fault: reading the pending state of a mapped level interrupt does not look at the physical line.
// The guest reads that an interrupt is pending whose line has fallen, or is not whose line has risen while it was active.
// Upstream: 5bfa685e62e9 (v5.18)
// rule: register-reads
// rows: registers/v?/96-irqs-2-vcpus/*.mapped
// files: vgic-mmio.c

@@
identifier irq, val;
@@
- val = vgic_get_phys_line_level(irq);
+ val = irq_is_pending(irq);
