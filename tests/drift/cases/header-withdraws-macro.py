# SPDX-License-Identifier: GPL-2.0-only
"""A new header that withdraws a mocked macro before it defines it anew, of which no compiler says a
word, must not take effect."""
from expect import Same

EXPECT = Same()
REPORT = ["Headers replaced by empty ones: `linux/drift_withdraw.h`"]


def change(tree):
    tree.write("include/linux/drift_withdraw.h", """#ifndef DRIFT_WITHDRAW_H
#define DRIFT_WITHDRAW_H
#undef kvm_make_request
#define kvm_make_request(request, vcpu) do { } while (0)
#endif
""")
    tree.include(tree.defined_in("vgic_queue_irq_unlock"), "<linux/drift_withdraw.h>")
