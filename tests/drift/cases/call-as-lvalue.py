# SPDX-License-Identifier: GPL-2.0-only
"""A new macro looks like a function, but stands for something that can be assigned to."""
from expect import Refused

EXPECT = Refused("vgic.c:", "arch/arm64/include/asm/kvm_host.h:", "mocks/include/mock/kvm.h")


def change(tree):
    tree.declare("arch/arm64/include/asm/kvm_host.h", "#define drift_flags(vcpu) ((vcpu)->arch.drift_flags)")
    tree.enter("vgic_flush_lr_state", "drift_flags(vcpu) = 0;")
