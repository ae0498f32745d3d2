# SPDX-License-Identifier: GPL-2.0-only
"""The vgic uses a member of struct kvm_arch that the harness's own does not have."""
from expect import Refused

EXPECT = Refused("vgic.c:", "drift_bits", "the mock to extend is mocks/include/mock/kvm.h:")


def change(tree):
    tree.enter("vgic_flush_lr_state", "vcpu->kvm->arch.drift_bits = 0;")
