// SPDX-License-Identifier: GPL-2.0-only
// Fault: the private interrupts of vCPUs that exist before the GIC are left in group 0.
// A GICv3 guest that enables group 1 only, and does not write GICR_IGROUPR0, gets no SGI and no timer.
// Upstream: ab2d5eb03dbb (v5.1)
// rule: attribute-reads-as-set
// rows: attributes/v3/redist-read-back
// files: vgic-init.c

@@
identifier init = { vgic_init, vgic_setup_private_irq };
expression irq;
@@
init(...)
{
<...
- irq->group = 1;
...>
}
