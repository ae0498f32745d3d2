# SPDX-License-Identifier: GPL-2.0-only
"""A function that the tree's own header declares and a mock defines has another type."""
from expect import Refused

EXPECT = Refused("list_sort", "the mock to change is mocks/kernel/list_sort.c:", "include/linux/list_sort.h:")


def change(tree):
    tree.replace("include/linux/list_sort.h", r"\bvoid\s+list_sort\(", "int list_sort(")
