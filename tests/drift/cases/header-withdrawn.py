# SPDX-License-Identifier: GPL-2.0-only
"""A header that was there, and had to be emptied, is gone while its #include stayed: what was decided
about it must not be remembered. (before() is built first.)"""
from expect import Refused

EXPECT = Refused("#include <linux/drift_gone.h>: the tree has no such header")


def before(tree):
    tree.write("include/linux/drift_gone.h", "#include <linux/netdevice.h>\n")
    change(tree)


def change(tree):
    tree.include(tree.defined_in("vgic_flush_lr_state"), "<linux/drift_gone.h>")
