// SPDX-License-Identifier: GPL-2.0-only
// Fault: ISPENDR of a mapped level interrupt shows KVM's copy of the line, which is low while a list register has it.
// A guest that polls for its timer sees nothing.
// Upstream: 5bfa685e62e9 (v5.18)
// rule: timer-pending-can-be-read
// rows: timer/*.ignored.*
// files: vgic-mmio.c

@@
identifier irq, val;
@@
- val = vgic_get_phys_line_level(irq);
+ val = irq_is_pending(irq);
