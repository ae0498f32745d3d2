// SPDX-License-Identifier: GPL-2.0-only
// Fault: ICH_HCR_EL2.TDIR is not set when there are active interrupts outside the list registers.
// A guest with EOImode 1 deactivates a private interrupt that is outside them (ICC_DIR_EL1): nobody
// hears of it, and the interrupt stays active for ever.
// Upstream: cd4f6ee99b28 (v6.19)
// rule: life-all-is-at-rest
// rows: life/v3/*
// files: vgic-v3.c
// not-applicable: without "irqs_active_outside_lrs": this tree never traps a deactivation

@@
identifier als;
expression before, after;
@@
vgic_v3_configure_hcr(...)
{
<...
- before || irqs_active_outside_lrs(als) || after
+ before || after
...>
}
