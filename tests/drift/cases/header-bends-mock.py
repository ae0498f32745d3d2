# SPDX-License-Identifier: GPL-2.0-only
"""A new header that gives a mocked macro another meaning must not take effect."""
from expect import Same

EXPECT = Same()
REPORT = ["Headers replaced by empty ones: `linux/drift_bend.h`"]


def change(tree):
    tree.write("include/linux/drift_bend.h", """#ifndef DRIFT_BEND_H
#define DRIFT_BEND_H
#include <linux/kvm_host.h>
#undef kvm_notify_acked_irq
#define kvm_make_request(request, vcpu) do { } while (0)
#endif
""")
    tree.include(tree.defined_in("vgic_flush_lr_state"), "<linux/drift_bend.h>")
