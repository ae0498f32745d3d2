# SPDX-License-Identifier: GPL-2.0-only
"""A new file calls what is mocked, but includes no header that leads to the mock: to call it without
its declaration would go wrong unnoticed."""
from expect import Refused

EXPECT = Refused("kfree()", "called undeclared", "vgic-drift.c:", "mocks/include/mock/memory.h:", "vgic/headers.list")


def change(tree):
    tree.write(f"{tree.vgic}/vgic-drift.c", """#include <linux/types.h>

void drift_free(void *p);
void drift_free(void *p)
{
	kfree(p);
}
""")
    tree.object("vgic-drift")
