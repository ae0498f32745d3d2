# SPDX-License-Identifier: GPL-2.0-only
"""Nothing: what the other cases are compared with."""
from expect import Same

EXPECT = Same()


def change(tree):
    pass
