// SPDX-License-Identifier: GPL-2.0-only
// Fault: what the last list register was filled with is remembered when it is no longer true.
// A guest that had more interrupts than list registers gets a part of them, or none, from then on;
// so does the next one on that CPU.
// Upstream: e079ef0b1c40 (v7.3)
// rule: life-nothing-forgotten
// rows: life/*
// files: vgic.c
// places: 2: an exit and the next entry both forget it, either is enough
// not-applicable: without "last_lr_irq": this tree does not remember it

@@
identifier where = { vgic_flush_lr_state, vgic_prune_ap_list };
@@
where(...)
{
<...
- *host_data_ptr(last_lr_irq) = NULL;
...>
}
