# SPDX-License-Identifier: GPL-2.0-only
"""A function is called that neither the tree nor a mock has: no kernel could be built from that."""
from expect import Refused

EXPECT = Refused("vgic.c:", "vgic_get_irqqq", "no header of the tree has it")


def change(tree):
    tree.enter("vgic_prune_ap_list", "vgic_get_irqqq(vcpu);")
