# SPDX-License-Identifier: GPL-2.0-only
"""Headers that only the timer includes, a file of the subject outside the vgic's directory: the
report names them as it names the vgic's own."""
from expect import Same

EXPECT = Same()
REPORT = ["Headers replaced by empty ones: `linux/drift_timer_big.h`",
          "Headers taken from the tree: `linux/drift_timer.h`, `linux/drift_timer_types.h`"]


def change(tree):
    tree.write("include/linux/drift_timer_big.h", """#ifndef DRIFT_TIMER_BIG_H
#define DRIFT_TIMER_BIG_H
#include <linux/fs.h>
#include <linux/netdevice.h>
#endif
""")
    tree.write("include/linux/drift_timer_types.h", "struct drift_timer { int count; };\n")
    tree.write("include/linux/drift_timer.h", """#ifndef DRIFT_TIMER_H
#define DRIFT_TIMER_H
#include <linux/drift_timer_types.h>
#define DRIFT_TIMER sizeof(struct drift_timer)
#endif
""")
    for header in "<linux/drift_timer_big.h>", "<linux/drift_timer.h>":
        tree.include(tree.timer, header)
