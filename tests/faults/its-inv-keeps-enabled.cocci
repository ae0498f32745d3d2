// SPDX-License-Identifier: GPL-2.0-only
// Fault: INV and INVALL read an LPI's priority, but not whether it is enabled.
// No LPI ever comes, since none is enabled at first.
// Upstream: none, so since the first version
// rule: its-nothing-forgotten
// rows: its/*
// files: vgic-its.c

@@
expression e, p;
@@
update_lpi_config(...)
{
<...
- e->enabled = p;
...>
}
