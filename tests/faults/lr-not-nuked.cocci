// SPDX-License-Identifier: GPL-2.0-only
// Fault: an exit leaves the GICv2's list registers as they are.
// A guest that has fewer interrupts than last time gets an old one again, or another VM's.
// (What flush does to the list registers in memory that it has not filled no guest sees: they are
// never written to the hardware.)
// Upstream: none, so since the first version
// rule: life-nothing-spurious
// rows: life/v2*
// files: vgic-v2.c

@@
identifier base, i;
@@
save_lrs(...)
{
<...
- writel_relaxed(0, base + GICH_LR0 + (i * 4));
...>
}
