// SPDX-License-Identifier: GPL-2.0-only
// Fault: MOVALL moves no LPI.
// A guest that takes a CPU down leaves its pending interrupts there.
// Upstream: none, so since the first version
// rule: its-lpi-goes-to-its-vcpu
// rows: its/two/*
// files: vgic-its.c

@@
@@
vgic_its_cmd_handle_movall(...)
{
<...
- update_affinity(...);
...>
}
