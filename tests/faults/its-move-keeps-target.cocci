// SPDX-License-Identifier: GPL-2.0-only
// Fault: an LPI that is moved (MOVI, MOVALL, MAPC) keeps its vCPU.
// A guest that moves an interrupt to another CPU gets it on the old one.
// Upstream: none, so since the first version
// rule: its-lpi-goes-to-its-vcpu
// rows: its/two/*
// files: vgic-its.c

@@
identifier irq, vcpu;
@@
update_affinity(...)
{
<...
- irq->target_vcpu = vcpu;
...>
}
