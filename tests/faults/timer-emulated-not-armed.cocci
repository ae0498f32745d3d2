// SPDX-License-Identifier: GPL-2.0-only
// Fault: no hrtimer is armed for an emulated timer that is due later.
// The physical timer of a guest whose host has no VHE never fires while the vCPU runs.
// Upstream: none, so since the first version
// rule: timer-nothing-forgotten
// rows: timer/*-nvhe/*
// files: ../arch_timer.c

@@
expression hrtimer, ns;
@@
timer_emulate(...)
{
<...
- soft_timer_start(hrtimer, ns);
...>
}
