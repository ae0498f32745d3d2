// SPDX-License-Identifier: GPL-2.0-only
// Fault: nobody asks for the maintenance interrupt of "no pending interrupt in the list registers"
// when some are pending outside them.
// A guest that acknowledges all that are in the list registers, and does not end them, does not get
// the next one, however urgent.
// Upstream: 3cfd59f81e0f (v6.19)
// rule: life-nothing-forgotten
// rows: life/*
// files: vgic-v2.c vgic-v3.c
// not-applicable: without "irqs_pending_outside_lrs": this tree has the fault itself

@@
identifier configure = { vgic_v2_configure_hcr, vgic_v3_configure_hcr };
identifier cpuif, als;
constant NPIE = { GICH_HCR_NPIE, ICH_HCR_EL2_NPIE };
@@
configure(...)
{
<...
- if (irqs_pending_outside_lrs(als))
-	cpuif->vgic_hcr |= NPIE;
...>
}
