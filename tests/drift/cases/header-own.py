# SPDX-License-Identifier: GPL-2.0-only
"""A new header beside the vgic's files."""
from expect import Same

EXPECT = Same()


def change(tree):
    tree.write(f"{tree.vgic}/vgic-drift.h", """static inline bool drift_irq(struct vgic_irq *irq)
{
	return irq->hw && irq->intid > 5000;
}
""")
    name = tree.defined_in("vgic_v3_populate_lr")
    tree.include(name, '"vgic-drift.h"')
    tree.enter("vgic_v3_populate_lr", "if (drift_irq(irq)) return;")
