// SPDX-License-Identifier: GPL-2.0-only
// Fault: any number of interrupts is accepted.
// A guest reads another number in GICD_TYPER than its VMM asked for, or the host reads beyond an array.
// Upstream: none, invented
// rule: attribute-refused
// rows: attributes/*/nr-irqs-*
// files: vgic-kvm-device.c

@@
expression val, few, many;
@@
vgic_set_common_attr(...)
{
<...
- if (val < few || val > many || (val & 31)) return -EINVAL;
...>
}
