# SPDX-License-Identifier: GPL-2.0-only
"""A function that the tree's own header declares and a mock defines has another type."""
from expect import Refused

EXPECT = Refused("__kvm_timer_set_cntvoff", "the mock to change is mocks/kernel/timer.c:",
                 "arch/arm64/include/asm/kvm_asm.h:")


def change(tree):
    tree.replace("arch/arm64/include/asm/kvm_asm.h", r"\bvoid\s+__kvm_timer_set_cntvoff\(",
                 "int __kvm_timer_set_cntvoff(")
