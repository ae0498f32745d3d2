# SPDX-License-Identifier: GPL-2.0-only
"""A new header declares a mocked function that the vgic calls in another way than the mock."""
from expect import Refused

EXPECT = Refused("linux/drift_kick.h:", "kvm_vcpu_kick", "the mock to change is mocks/include/mock/kvm.h:", "mocks/kernel/host.c:")


def change(tree):
    tree.write("include/linux/drift_kick.h", """#ifndef DRIFT_KICK_H
#define DRIFT_KICK_H
struct kvm_vcpu;
bool kvm_vcpu_kick(struct kvm_vcpu *vcpu);
#endif
""")
    tree.include(tree.defined_in("vgic_flush_lr_state"), "<linux/drift_kick.h>")
