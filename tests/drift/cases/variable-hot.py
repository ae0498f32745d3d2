# SPDX-License-Identifier: GPL-2.0-only
"""A variable of another subsystem is read whenever a list register of a GICv3 is filled."""
from expect import Fails

EXPECT = Fails("drift_limit", "vgic_v3_populate_lr", "variable", rows=["populate/v3/*"], not_rows=["*/v2/*"])
REPORT = ["Variables that no mock provides: `drift_limit`"]


def change(tree):
    tree.declare(f"{tree.vgic}/vgic.h", "extern unsigned int drift_limit;")
    tree.enter("vgic_v3_populate_lr", "if (irq->intid > drift_limit) return;")
