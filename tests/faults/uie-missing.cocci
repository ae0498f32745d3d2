// SPDX-License-Identifier: GPL-2.0-only
// Fault: nobody asks for the maintenance interrupt of underflow when there are more interrupts than
// list registers.
// A guest gets as many interrupts as there are list registers, and the next one waits until it
// happens to exit.
// Upstream: none, so since the first version
// rule: life-nothing-forgotten
// rows: life/*
// files: vgic.c
// not-applicable: with "irqs_pending_outside_lrs": no guest can see it, NPIE and LRENPIE make it exit whenever something outside the list registers matters

@@
identifier irq, vgic_cpu;
@@
vgic_flush_lr_state(...)
{
<...
- if (!list_is_last(&irq->ap_list, &vgic_cpu->ap_list_head))
-	vgic_set_underflow(vcpu);
...>
}

@@
identifier configure = { vgic_v2_configure_hcr, vgic_v3_configure_hcr };
identifier cpuif, als;
constant UIE = { GICH_HCR_UIE, ICH_HCR_EL2_UIE };
@@
configure(...)
{
<...
- if (irqs_outside_lrs(als))
-	cpuif->vgic_hcr |= UIE;
...>
}
