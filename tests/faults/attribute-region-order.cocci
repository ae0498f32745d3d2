// SPDX-License-Identifier: GPL-2.0-only
// Fault: redistributor regions may be registered in any order.
// After a migration vCPUs of a guest have other redistributors than before.
// Upstream: none, invented
// rule: attribute-refused
// rows: attributes/v3/region-*
// files: vgic-mmio-v3.c

@@
identifier insert = { vgic_v3_insert_redist_region, vgic_v3_alloc_redist_region };
expression number;
identifier region, last;
@@
insert(...)
{
<...
- if (number != region->last + 1) return -EINVAL;
...>
}
