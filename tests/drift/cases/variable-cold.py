# SPDX-License-Identifier: GPL-2.0-only
"""Variables of another subsystem are used where no row goes: written, read in the middle of an array,
passed on; and a function is not called but handed over."""
from expect import Same

EXPECT = Same()
REPORT = ["Variables that no mock provides: `drift_array`, `drift_callback`, `drift_flag`"]


def change(tree):
    tree.declare("include/kvm/arm_vgic.h", "extern bool drift_flag;\nextern u64 drift_array[512];\n"
                 "void drift_callback(void *);")
    tree.enter("kvm_vgic_reset_mapped_irq", "drift_flag = drift_array[vintid]; "
               "vcpu->kvm->debugfs_dentry = (void *)drift_callback;")
