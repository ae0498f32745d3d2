# SPDX-License-Identifier: GPL-2.0-only
"""A patch whose author forgot to add the header."""
from expect import Refused

EXPECT = Refused("vgic.c:", "#include <linux/drift_forgotten.h>: the tree has no such header")


def change(tree):
    tree.include(tree.defined_in("vgic_flush_lr_state"), "<linux/drift_forgotten.h>")
