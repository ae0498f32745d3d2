// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table its: its tables saved and restored, as Documentation/virt/kvm/devices/arm-vgic-its.rst lays them out.
 */
#include "tests/tables/its.h"

const struct its_script its_table_scripts[] = { { 0 } };
