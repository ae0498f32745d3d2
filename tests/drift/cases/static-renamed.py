# SPDX-License-Identifier: GPL-2.0-only
"""Static functions have new names."""
from expect import Same

EXPECT = Same()


def change(tree):
    tree.rename("vgic_flush_lr_state", "vgic_fill_list_registers")
    tree.rename("vgic_prune_ap_list", "vgic_tidy_ap_list")
