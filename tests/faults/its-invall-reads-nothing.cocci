// SPDX-License-Identifier: GPL-2.0-only
// Fault: INVALL reads no LPI's configuration.
// An interrupt that the guest has masked by INVALL comes.
// Upstream: none, so since the first version
// rule: its-lpi-is-enabled
// rows: its/*
// files: vgic-its.c

@@
identifier f = { vgic_its_invall, vgic_its_cmd_handle_invall };
@@
f(...)
{
<...
- update_lpi_config(...);
...>
}
