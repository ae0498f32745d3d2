# SPDX-License-Identifier: GPL-2.0-only
"""Which paths of a kernel tree the gate's build reads: those that are staged. vgic/kerneltree.py, vgic/make-headers,
vgic/probe and ci/lib/check-tree look at nothing else."""
import re

ROOTS = ("Makefile", "Kbuild", "include", "virt", "arch/arm64/kvm", "arch/arm64/include", "arch/arm64/tools")
FOLDERS = tuple(root + "/" for root in ROOTS)
# What a kernel build and editors leave behind, which no commit has, and what begins with a dot.
LEFT_BEHIND = re.compile(
    r"(^|/)\.|\.(o|ko|a|so|mod|mod\.c|order|d|su|gcno|gcda|orig|rej|symvers|lds|cmd|i|s|ll|dtb|bak)$|~$|"
    r"^include/(generated|config)/|^arch/arm64/include/generated/")


def is_staged(path, more=()):
    """Is a file staged? more: those outside that links lead to."""
    return (path.startswith(FOLDERS) or path in ROOTS) and not LEFT_BEHIND.search(path) or path in more


def could_be_staged(path):
    """Does the path belong to the staged part of a tree, so that its absence is no accident?"""
    return path.startswith(FOLDERS) or path in ROOTS
