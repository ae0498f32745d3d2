// SPDX-License-Identifier: GPL-2.0-only
// Fault: an SGI to all others (ICC_SGI1R_EL1.IRM) comes to its sender, too.
// A guest's vCPU that stops all others stops itself.
// Upstream: none, so since the first version
// rule: register-reads
// rows: registers/v?/96-irqs-2-vcpus/sgis/*
// files: vgic-mmio-v3.c

@@
identifier vcpu, c_vcpu, c, vcpu_id, broadcast;
@@
vgic_v3_dispatch_sgi(...)
{
<...
(
- if (c_vcpu == vcpu)
-	continue;
|
- if (broadcast && c == vcpu_id)
-	continue;
)
...>
}
