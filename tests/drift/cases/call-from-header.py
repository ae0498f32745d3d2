# SPDX-License-Identifier: GPL-2.0-only
"""An inline function of vgic.h calls a new function: that is no missing part of the vgic."""
from expect import Fails

EXPECT = Fails("drift_peek", "vgic_v2_populate_lr", rows=["populate/v2/*"], not_rows=["*/v3/*"])


def change(tree):
    tree.declare("include/linux/interrupt.h", "int drift_peek(unsigned int irq);")
    tree.declare(f"{tree.vgic}/vgic.h", """static inline __attribute__((always_inline)) bool vgic_peek(struct vgic_irq *irq)
{
	return drift_peek(irq->intid) > 0;
}
""")
    tree.enter("vgic_v2_populate_lr", "if (vgic_peek(irq)) return;")
