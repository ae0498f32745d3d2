# SPDX-License-Identifier: GPL-2.0-only
"""The vgic's public header, which mocks and probes see too, includes a new one and needs its type."""
from expect import Same

EXPECT = Same()
REPORT = ["Headers taken from the tree: `linux/drift_cookie.h`"]


def change(tree):
    tree.write("include/linux/drift_cookie.h", """#ifndef DRIFT_COOKIE_H
#define DRIFT_COOKIE_H
#include <linux/types.h>
typedef struct { u64 value; } drift_cookie_t;
#endif
""")
    tree.include("include/kvm/arm_vgic.h", "<linux/drift_cookie.h>")
    tree.member("vgic_irq", "drift_cookie_t cookie;")
