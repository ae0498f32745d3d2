// SPDX-License-Identifier: GPL-2.0-only
// Fault: the LPIs of a redistributor are switched off, and those that are queued are delivered all the same.
// After a reset or kexec an LPI comes whose tables were given back.
// Upstream: 96085b949672 (v5.1)
// rule: its-lpis-off-are-silent
// rows: its/*
// files: vgic-mmio-v3.c

@@
@@
vgic_mmio_write_v3r_ctlr(...)
{
<...
- vgic_flush_pending_lpis(vcpu);
...>
}
