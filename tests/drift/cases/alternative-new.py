# SPDX-License-Identifier: GPL-2.0-only
"""A placeholder instruction with a callback for boot-time patching that the mocks do not know."""
from expect import Refused

EXPECT = Refused("boot-time callback drift_callback is unknown: add it to MOCK_ALTERNATIVES in "
                 "mocks/include/mock/alternative.h")


def change(tree):
    tree.include(tree.defined_in("vgic_v3_populate_lr"), "<asm/alternative.h>")
    tree.enter("vgic_v3_populate_lr", 'u64 v; asm volatile(ALTERNATIVE_CB("movz %0, #0", 0, drift_callback) '
               ': "=r" (v)); if (v) return;')
