# SPDX-License-Identifier: GPL-2.0-only
"""A static function takes one more argument."""
from expect import Same

EXPECT = Same()


def change(tree):
    tree.argument("vgic_flush_lr_state", "int drift", "0")
    tree.argument("vgic_validate_injection", "bool drift", "true")
