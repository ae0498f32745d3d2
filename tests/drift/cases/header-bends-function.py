# SPDX-License-Identifier: GPL-2.0-only
"""A new header that turns a mocked function into a macro, of which no compiler says a word, must not
take effect."""
from expect import Same

EXPECT = Same()
REPORT = ["Headers replaced by empty ones: `linux/drift_bend_function.h`"]


def change(tree):
    tree.write("include/linux/drift_bend_function.h", """#ifndef DRIFT_BEND_FUNCTION_H
#define DRIFT_BEND_FUNCTION_H
#define kvm_vcpu_kick(vcpu) do { } while (0)
#endif
""")
    tree.include(tree.defined_in("vgic_queue_irq_unlock"), "<linux/drift_bend_function.h>")
