// SPDX-License-Identifier: GPL-2.0-only
// Fault: INV and INVALL read whether an LPI is enabled, but not its priority.
// Upstream: none, so since the first version
// rule: its-urgent-first
// rows: its/*
// files: vgic-its.c

@@
expression e, p;
@@
update_lpi_config(...)
{
<...
- e->priority = p;
...>
}
