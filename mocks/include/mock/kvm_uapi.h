/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * <linux/kvm.h> is the tree's uapi header, found under its full name.
 */
#include <mock/kvm_types.h>
#include <uapi/linux/kvm.h>
