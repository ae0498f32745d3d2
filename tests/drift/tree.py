# SPDX-License-Identifier: GPL-2.0-only
"""A copy of a kernel tree that can be changed, and the changes that the cases are made of.

Anchors are names that kernels of many years share, never positions. A copy shares the files that it
does not change with the tree, by symbolic links.
"""
import os
import re
import shutil

from kerneltree import LAYOUTS

IRQ = "include/kvm/arm_vgic.h"
MAKEFILE = "arch/arm64/kvm/Makefile"


class DoesNotFit(Exception):
    """The tree has not what the change is to be made to."""


class Tree:
    def __init__(self, pristine, top):
        self.pristine, self.top = os.path.realpath(pristine), top
        self.vgic = next(d for d in LAYOUTS if os.path.isdir(os.path.join(pristine, d)))
        self.timer = os.path.dirname(self.vgic) + "/arch_timer.c"
        self.changed = []
        os.mkdir(top)
        for name in os.listdir(self.pristine):
            if name != ".git":
                os.symlink(os.path.join(self.pristine, name), os.path.join(top, name))
        self._own(self.vgic)

    def _own(self, folder):
        """Make a folder, and those above it, a real one with links to what is in it."""
        path = self.top
        for name in folder.split("/"):
            path = os.path.join(path, name)
            if not os.path.islink(path):
                os.makedirs(path, exist_ok=True)
                continue
            source = os.path.realpath(path)
            os.unlink(path)
            os.mkdir(path)
            for entry in os.listdir(source):
                os.symlink(os.path.join(source, entry), os.path.join(path, entry))

    def read(self, name):
        with open(os.path.join(self.top, name), encoding="utf-8", errors="surrogateescape") as f:
            return f.read()

    def write(self, name, text):
        """Write a file, an existing or a new one."""
        self._own(os.path.dirname(name))
        path = os.path.join(self.top, name)
        if os.path.lexists(path):
            os.unlink(path)
        with open(path, "w", encoding="utf-8", errors="surrogateescape") as f:
            f.write(text)
        self.changed.append(name)

    def sources(self):
        return [f"{self.vgic}/{name}" for name in sorted(os.listdir(os.path.join(self.top, self.vgic)))
                if name.endswith((".c", ".h"))]

    def replace(self, name, pattern, by, count=0):
        text, times = re.subn(pattern, by, self.read(name), count=count, flags=re.M)
        if not times:
            raise DoesNotFit(f"{name} has nothing like {pattern}")
        self.write(name, text)

    def defined_in(self, function):
        """The vgic file that defines a function."""
        for name in self.sources():
            if name.endswith(".c") and re.search(definition(function), self.read(name), re.M):
                return name
        raise DoesNotFit(f"no file of {self.vgic} defines {function}()")

    # --- changes ---------------------------------------------------------------------------

    def enter(self, function, statement):
        """The first thing that a function does."""
        self.replace(self.defined_in(function), definition(function),
                     lambda match: match[0] + f"\n\t{{ {statement} }}\n", count=1)

    def include(self, name, header):
        """The last #include of a file is followed by another one."""
        line = f'#include {header}\n'
        self.replace(name, r"((?:^#include .*\n(?:\n*))+)", lambda match: match[0] + line, count=1)

    def include_first(self, name, header):
        self.replace(name, r"^#include ", f"#include {header}\n#include ", count=1)

    def declare(self, header, line):
        """A header that there is already declares something more, in front of its #endif."""
        text = self.read(header)
        at = text.rstrip().rfind("\n#endif")
        if at < 0:
            raise DoesNotFit(f"{header} does not end with #endif")
        self.write(header, f"{text[:at]}\n{line}\n{text[at:]}")

    def member(self, struct, line):
        """struct STRUCT of arm_vgic.h gets a member, the first one."""
        self.replace(IRQ, rf"^struct {struct} \{{\n", lambda match: match[0] + f"\t{line}\n", count=1)

    def rename(self, old, new):
        self.replace(self.defined_in(old), rf"\b{old}\b", new)

    def argument(self, function, declared, given):
        """A static function gets one more argument, at the front."""
        name = self.defined_in(function)
        define = re.compile(definition(function), re.M)
        text = self.read(name)
        place = define.search(text).start() + text[define.search(text).start():].index(function + "(")
        by = lambda match: match[0] + (declared if match.start() == place else given) + ", "
        self.write(name, re.sub(rf"\b{function}\(", by, text))

    def object(self, name):
        """The Makefile compiles one more file of the vgic."""
        self.replace(MAKEFILE, r"\bvgic/vgic\.o\b", lambda match: match[0] + " " +
                     match[0].replace("vgic.o", f"{name}.o"), count=1)


def definition(function):
    """Where a function's body begins, after the brace."""
    return rf"^(?:\w[^#/(;={{}}]*[\s*])?{function}\([^;{{]*\)\s*\n\{{"


def remove(path):
    if os.path.lexists(path):
        shutil.rmtree(path)
