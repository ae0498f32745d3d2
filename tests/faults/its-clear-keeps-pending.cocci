// SPDX-License-Identifier: GPL-2.0-only
// Fault: CLEAR clears nothing.
// An interrupt that a guest has cleared, before it sets up the device anew, comes all the same.
// Upstream: none, so since the first version
// rule: its-clear-removes-pending
// rows: its/two/*
// files: vgic-its.c

@@
expression e;
@@
vgic_its_cmd_handle_clear(...)
{
<...
- e->pending_latch = false;
...>
}
