// SPDX-License-Identifier: GPL-2.0-only
// Fault: an event that is unmapped keeps its reference to the LPI.
// A guest that maps and unmaps takes the host's memory.
// Upstream: none, so since the first version
// rule: its-unmapped-is-freed
// rows: its/two/*
// files: vgic-its.c

@@
@@
its_free_ite(...)
{
<...
- vgic_put_irq(...);
...>
}
