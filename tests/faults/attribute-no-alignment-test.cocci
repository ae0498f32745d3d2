// SPDX-License-Identifier: GPL-2.0-only
// Fault: the address of a frame is not tested for its alignment.
// A guest finds no GIC where its firmware says that one is.
// Upstream: none, invented
// rule: attribute-refused
// rows: attributes/*/addr-dist-bad
// files: vgic-kvm-device.c

@@
identifier check = { vgic_check_ioaddr, vgic_check_iorange };
expression addr, alignment;
@@
check(...)
{
<...
(
- if (!IS_ALIGNED(addr, alignment)) return -EINVAL;
|
- if (!IS_ALIGNED(addr, alignment) || ...) return -EINVAL;
)
...>
}
