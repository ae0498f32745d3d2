// SPDX-License-Identifier: GPL-2.0-only
// Fault: userspace's accesses to the vgic's registers do not look whether vCPUs are running.
// A guest runs on registers that change under it, and what userspace saves is no state it ever had.
// Upstream: none, invented
// rule: attribute-refused
// rows: attributes/*-runs
// files: vgic-kvm-device.c
// places: 3: one for each GIC, and the pending tables

@@
identifier access = { vgic_v2_attr_regs_access, vgic_v3_attr_regs_access, vgic_attr_regs_access_v2,
	vgic_attr_regs_access_v3, vgic_set_common_attr };
@@
access(...)
{
<...
(
- if (!lock_all_vcpus(...)) { ... }
|
- if (kvm_trylock_all_vcpus(...)) { ... }
)
...>
}
