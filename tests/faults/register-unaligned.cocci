// SPDX-License-Identifier: GPL-2.0-only
// Fault: the alignment of an access is not checked.
// A word that straddles two registers changes interrupts that neither of the halves names.
// Upstream: none, so since the first version
// rule: register-width
// rows: registers/v?/96-irqs-2-vcpus/dist/0x0[14]*
// files: vgic-mmio.c

@@
identifier region, flags, addr, len;
@@
check_region(...)
{
<...
- (region->access_flags & flags) && IS_ALIGNED(addr, len)
+ (region->access_flags & flags)
...>
}
