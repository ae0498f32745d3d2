// SPDX-License-Identifier: GPL-2.0-only
// Fault: MAPTI of an LPI whose configuration cannot be read keeps the LPI.
// A guest with a configuration table where there is no memory takes the host's memory.
// Upstream: none, so since the first version
// rule: its-unmapped-is-freed
// rows: its/registers/no-configuration
// files: vgic-its.c

@@
expression kvm, irq, ret;
@@
vgic_add_lpi(...)
{
<...
ret = update_lpi_config(...);
if (ret) {
- vgic_put_irq(kvm, irq);
...
}
...>
}
