// SPDX-License-Identifier: GPL-2.0-only
// Fault: GICD_SGIR's filter for the sender itself sends to all in the target list.
// A guest's self-directed SGI goes to another vCPU, or to none.
// Upstream: none, so since the first version
// rule: register-reads
// rows: registers/v?/96-irqs-2-vcpus/sgis/*
// files: vgic-mmio-v2.c

@@
identifier targets, source_vcpu;
@@
vgic_mmio_write_sgir(...)
{
<...
- targets = (1U << source_vcpu->vcpu_id);
...>
}
