# SPDX-License-Identifier: GPL-2.0-only
"""New functions are called where no row goes; one of them returns a pointer."""
from expect import Same

EXPECT = Same()
REPORT = ["`drift_cold`", "`drift_pointer`"]


def change(tree):
    tree.declare("include/linux/interrupt.h",
                 "int drift_cold(void *owner);\nstruct irq_desc *drift_pointer(unsigned int irq);")
    tree.enter("kvm_vgic_reset_mapped_irq", "if (drift_cold(vcpu)) return;")
    tree.enter("vgic_v3_has_attr_regs", "struct irq_desc *desc = drift_pointer(7); if (!desc) return -ENXIO;")
