# SPDX-License-Identifier: GPL-2.0-only
"""What the build reads of a kernel tree, over all the states that are compared at once: the files that it compiles,
the headers that they may lead to, and what decides on either. Where it cannot be told, it is read."""
import json
import os
import re
import sys

from common import FILE

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
sys.path.append(os.path.join(PROJECT, "vgic"))
from kerneltree import (DECLARATIONS, LAYOUTS, MAKEFILE, ROOTS, RUN_LOOPS, included, listed_headers,  # noqa: E402
                        read, subject)

# Everything there is included by the vgic or beside it.
OWN = ("arch/arm64/kvm/", "virt/kvm/arm/")
# ci/lib/check-tree looks at the first; headers are generated from the others.
DATA = re.compile(r"Makefile|arch/arm64/kvm/Makefile|arch/arm64/tools/(sysreg|cpucaps|[^/]*\.awk)|"
                  rf"({'|'.join(ROOTS)})/(.*/)?Kbuild")
SEARCHED = (*ROOTS, "arch/arm64/kvm", *LAYOUTS)
WORD = re.compile(r"[A-Za-z_]\w*")


class Reads:
    """versions: {path: the entries that it has in some state} of what changes, None for "is not there"; base: the
    entries of the others; content(path, entry): its bytes."""

    def __init__(self, base, versions, content, cache):
        self.base, self.versions, self.content, self.cache = base, versions, content, cache
        try:
            with open(cache, encoding="utf-8") as f:
                self.known = json.load(f)
        except (OSError, ValueError):
            self.known = {}
        self.new, self.kinds = False, {}
        self.mocks = {words[1] for words in listed_headers() if words[0] == "mock"}
        self.compiled = self._compiled()
        self.reached = self._closure()
        if self.new:
            self._keep()

    def _of(self, path):
        """The entries that a path has in some state."""
        if path in self.versions:
            return self.versions[path]
        return (self.base[path],) if path in self.base else ()

    def _there(self, path):
        return any(self._of(path))

    def _always(self, path):
        return all(self._of(path)) and self._there(path)

    def _text(self, path, entry):
        return self.content(path, entry).decode(errors="replace")

    def _compiled(self):
        folders = {d for d in LAYOUTS for path in (*self.base, *self.versions) if path.startswith(d + "/")}
        found = set()
        for entry in filter(None, self._of(MAKEFILE)):
            text = self._text(MAKEFILE, entry)
            for folder in sorted(folders) or LAYOUTS:
                files = subject(text, lambda name, d=folder: name == d or name not in LAYOUTS and self._there(name))
                found.update(files or ())
        return found

    def _includes(self, path):
        """The names in the #include lines of all versions of a file."""
        found = set()
        for entry in self._of(path):
            if entry and entry[0] == FILE:
                if entry[1] not in self.known:
                    self.known[entry[1]] = sorted(set(included(self._text(path, entry))))
                    self.new = True
                found.update(self.known[entry[1]])
        return found

    def _files_for(self, name, includer):
        """The files that an #include line may mean."""
        beside = os.path.normpath(os.path.join(os.path.dirname(includer), name)) if includer else ""
        if beside and self._there(beside):
            yield beside
        if name in self.mocks:
            return
        yield from self._found(name)
        if name.startswith("asm/"):
            yield from self._found("asm-generic/" + name[4:])

    def _found(self, name):
        for root in SEARCHED:
            path = os.path.normpath(f"{root}/{name}")
            if self._there(path):
                yield path
            if self._always(path):
                return

    def _closure(self):
        """Everything that the compiler may read, starting from the files compiled, the headers that are always linked
        and what the mocks and the adapter include."""
        pending = [path for path in self.compiled if self._there(path)]
        for words in listed_headers():
            if words[0] == "link":
                pending += [f"{root}/{words[-1]}" for root in ROOTS if self._there(f"{root}/{words[-1]}")]
                if words[-1].startswith("asm/"):
                    pending += self._found("asm-generic/" + words[-1][4:])
        for name in harness_includes():
            pending += self._files_for(name, None)
        reached = set()
        while pending:
            path = pending.pop()
            if path in reached:
                continue
            reached.add(path)
            for entry in self._of(path):
                if entry and entry[0] != FILE:       # a link: what it leads to counts
                    leads = os.path.normpath(os.path.join(os.path.dirname(path), self._text(path, entry)))
                    pending.append(leads)
            for name in self._includes(path):
                pending += self._files_for(name, path)
        return reached

    def kind(self, path):
        """The class of a path."""
        if path not in self.kinds:
            self.kinds[path] = self._kind(path)
        return self.kinds[path]

    def _kind(self, path):
        if path in self.compiled:
            return "compiled"
        if path in self.reached or path in RUN_LOOPS or DATA.fullmatch(path) or path.endswith(".h") and path.startswith(OWN):
            return "read"
        return "read" if self._declares(path) else "unread"

    def _declares(self, path):
        """Does a change of a file that no compiler reads declare or define something that is called? Where the vgic
        calls a function undeclared, the tree's headers are searched for it (vgic/fallback.py), and its files for the
        definition (vgic/link-subject)."""
        texts = [self._text(path, e) if e and e[0] == FILE else "" for e in self._of(path)]
        header = path.endswith(".h") and path.startswith(tuple(d + "/" for d in DECLARATIONS))
        if len(texts) < 2 or not header and not (path.endswith(".c") and path.startswith(OWN)):
            return False
        lines = [set(text.splitlines()) for text in texts]
        changed = set.union(*lines) - set.intersection(*lines)
        words = {w for line in changed if not line[:1].isspace() and not line.startswith(("/*", "//"))
                 or line.lstrip().startswith("#") for w in WORD.findall(line)}
        return bool(words & self._called())

    def _called(self):
        if not hasattr(self, "_calls"):
            calls = set()
            for path in self.reached:
                for entry in self._of(path):
                    if entry and entry[0] == FILE:
                        calls.update(re.findall(r"\b([A-Za-z_]\w*)\s*\(", self._text(path, entry)))
            for text in harness("mocks/include/mock"):
                calls.difference_update(WORD.findall(text))
            self._calls = calls - KEYWORDS
        return self._calls

    def _keep(self):
        os.makedirs(os.path.dirname(self.cache), exist_ok=True)
        with open(self.cache + ".new", "w", encoding="utf-8") as f:
            f.write(json.dumps(self.known, separators=(",", ":")))
        os.replace(self.cache + ".new", self.cache)


KEYWORDS = set("if while for switch return sizeof typeof defined void int static inline __attribute__ do else asm".split())


def harness(*folders):
    """The texts of our own files."""
    for folder in folders:
        folder = os.path.join(PROJECT, folder)
        for name in sorted(os.listdir(folder)):
            if name.endswith((".c", ".h")) or name == "probes.list":
                yield read(os.path.join(folder, name))


def harness_includes():
    """The headers that the mocks and the adapter include."""
    found = {name for text in harness("mocks/include/mock", "mocks/kernel", "vgic") for name in included(text)}
    # vgic/probe's own lines.
    found.update(re.findall(r"#include <([^>]+)>", read(os.path.join(PROJECT, "vgic", "probe"))))
    return found
