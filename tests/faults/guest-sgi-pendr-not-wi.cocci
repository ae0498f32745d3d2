// SPDX-License-Identifier: GPL-2.0-only
// Fault: a GICv2 guest's writes of SGIs' bits of GICD_ISPENDR0 are not ignored.
// An SGI becomes pending that nobody has sent.
// Upstream: 82e40f558de5 (v5.3)
// rule: register-reads
// rows: registers/v2*/*/0x0200.*
// files: vgic-mmio.c

@@
identifier vcpu, irq, is_user;
@@
__set_pending(...)
{
<...
- is_vgic_v2_sgi(vcpu, irq) && !is_user
+ false
...>
}

@@
identifier vcpu, irq;
@@
vgic_mmio_write_spending(...)
{
<...
- is_vgic_v2_sgi(vcpu, irq)
+ false
...>
}
