# SPDX-License-Identifier: GPL-2.0-only
"""A new request number of KVM/arm64."""
from expect import Refused

EXPECT = Refused("vgic.c:", "KVM_REQ_DRIFT", "arch/arm64/include/asm/kvm_host.h:", "mocks/include/mock/kvm.h")


def change(tree):
    tree.declare("arch/arm64/include/asm/kvm_host.h", "#define KVM_REQ_DRIFT KVM_ARCH_REQ(20)")
    tree.enter("vgic_flush_lr_state", "kvm_make_request(KVM_REQ_DRIFT, vcpu);")
