# SPDX-License-Identifier: GPL-2.0-only
"""A new file of the vgic, with its line in the Makefile and its declaration in vgic.h."""
from expect import Same

EXPECT = Same()
REPORT = []


def change(tree):
    tree.write(f"{tree.vgic}/vgic-drift.c", """#include <linux/kvm_host.h>
#include <kvm/arm_vgic.h>
#include "vgic.h"

bool drift_irq(struct vgic_irq *irq)
{
	return irq->intid == 5000;
}
""")
    tree.object("vgic-drift")
    tree.declare(f"{tree.vgic}/vgic.h", "bool drift_irq(struct vgic_irq *irq);")
    tree.enter("vgic_v3_populate_lr", "if (drift_irq(irq)) return;")
