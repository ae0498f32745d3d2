# SPDX-License-Identifier: GPL-2.0-only
"""A new header that stands alone: a macro, a structure, an inline function and what it includes in
its turn are used as they are."""
from expect import Same

EXPECT = Same()
REPORT = ["Headers taken from the tree: `linux/drift.h`, `linux/drift_types.h`"]


def change(tree):
    tree.write("include/linux/drift_types.h", """#ifndef DRIFT_TYPES_H
#define DRIFT_TYPES_H
#include <linux/types.h>
struct drift { u32 count; };
#endif
""")
    tree.write("include/linux/drift.h", """#ifndef DRIFT_H
#define DRIFT_H
#include <linux/bits.h>
#include <linux/drift_types.h>
#define DRIFT_LIMIT BIT(20)
static inline bool drift_over(struct drift *drift)
{
	return drift->count++ > DRIFT_LIMIT;
}
#endif
""")
    name = tree.defined_in("vgic_flush_lr_state")
    tree.include(name, "<linux/drift.h>")
    tree.enter("vgic_flush_lr_state", "static struct drift drift; if (drift_over(&drift)) return;")
