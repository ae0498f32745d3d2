# SPDX-License-Identifier: GPL-2.0-only
"""struct vgic_irq gets new members, of which the first moves all others."""
from expect import Same

EXPECT = Same()


def change(tree):
    tree.member("vgic_irq", "u64 drift_stamp; struct list_head drift_list;")
    tree.enter("vgic_v3_populate_lr", "irq->drift_stamp++;")
