# SPDX-License-Identifier: GPL-2.0-only
"""A new header that brings along half of the kernel is replaced by an empty one; the function that
it declares is a trap stub."""
from expect import Fails

EXPECT = Fails("drift_flush", "vgic_v3_populate_lr", rows=["round/v3/*"], not_rows=["*/v2/*"])
REPORT = ["Headers replaced by empty ones: `linux/drift_big.h`",
          "Functions that no shadow header declares: `drift_flush (", "include/linux/drift_big.h:"]


def change(tree):
    tree.write("include/linux/drift_big.h", """#ifndef DRIFT_BIG_H
#define DRIFT_BIG_H
#include <linux/sched/signal.h>
#include <linux/fs.h>
#include <linux/netdevice.h>
bool drift_flush(struct task_struct *task);
#endif
""")
    name = tree.defined_in("vgic_v3_populate_lr")
    tree.include(name, "<linux/drift_big.h>")
    tree.enter("vgic_v3_populate_lr", "if (drift_flush(NULL)) return;")
