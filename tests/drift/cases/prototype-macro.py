# SPDX-License-Identifier: GPL-2.0-only
"""A function that the harness has as a macro gets one more argument."""
from expect import Refused

EXPECT = Refused("kvm_make_request", "the mock to change is mocks/include/mock/kvm.h:")


def change(tree):
    for name in tree.sources():
        if "kvm_make_request(" in tree.read(name):
            tree.replace(name, r"\bkvm_make_request\(", "kvm_make_request(NULL, ")
