# SPDX-License-Identifier: GPL-2.0-only
"""A new function of another subsystem, declared in a header that a mock stands for, is called
whenever a list register of a GICv3 is filled."""
from expect import Fails

EXPECT = Fails("drift_note_entry", "vgic_v3_populate_lr", rows=["populate/v3/*", "fold/v3/*"], not_rows=["*/v2/*"])
REPORT = ["Functions that no shadow header declares: `drift_note_entry (", "include/linux/interrupt.h:"]


def change(tree):
    tree.declare("include/linux/interrupt.h", "void drift_note_entry(unsigned int irq);")
    tree.enter("vgic_v3_populate_lr", "drift_note_entry(irq->intid);")
