// SPDX-License-Identifier: GPL-2.0-only
// Fault: a frame that has an address is given another one.
// A guest that runs loses its distributor, or has two.
// Upstream: none, invented
// rule: attribute-refused
// rows: attributes/*/addr-*twice attributes/*/addr-after-run
// files: vgic-kvm-device.c

@@
identifier check = { vgic_check_ioaddr, vgic_check_iorange };
@@
check(...)
{
<...
- if (!IS_VGIC_ADDR_UNDEF(...)) return -EEXIST;
...>
}
