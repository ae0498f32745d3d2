# SPDX-License-Identifier: GPL-2.0-only
"""A new header compiles after the others, but is the first that a file includes: it is replaced by an
empty one there, and serves where it comes last."""
from expect import Same

EXPECT = Same()
REPORT = ["Headers replaced by empty ones: `linux/drift_order.h`", "Headers taken from the tree: `linux/drift_order.h`"]


def change(tree):
    tree.write("include/linux/drift_order.h", """#ifndef DRIFT_ORDER_H
#define DRIFT_ORDER_H
struct drift_order { struct vgic_irq irq; };
#define DRIFT_ORDER sizeof(struct drift_order)
#endif
""")
    tree.include_first(f"{tree.vgic}/vgic-v2.c", "<linux/drift_order.h>")
    tree.include(f"{tree.vgic}/vgic-v3.c", "<linux/drift_order.h>")
    tree.enter("vgic_v3_populate_lr", "if (!DRIFT_ORDER) return;")
