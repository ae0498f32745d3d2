# SPDX-License-Identifier: GPL-2.0-only
"""A new variable that is declared in a header for which a mock stands."""
from expect import Refused

EXPECT = Refused("vgic.c:", "drift_level", "include/linux/interrupt.h:", "mocks/include/mock/irq.h")


def change(tree):
    tree.declare("include/linux/interrupt.h", "extern int drift_level;")
    tree.enter("vgic_flush_lr_state", "if (drift_level) return;")
