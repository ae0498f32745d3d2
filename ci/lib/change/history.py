# SPDX-License-Identifier: GPL-2.0-only
"""States of a kernel tree in git: what is staged of a commit, without a checkout."""
from common import FILE, LINK, parents, target
from selection import ROOTS, is_staged


class Tree:
    """The state of a tree in git's objects; what links mean: see disk.Scan. What leads out of the tree is left out."""

    def __init__(self, repository, oid):
        self.repository, self.oid = repository, oid
        self.algorithm = repository.algorithm
        self.entries, self.more, self.aliases = {}, set(), set()
        listed = {p: e for p, e in repository.list(oid, *ROOTS).items() if is_staged(p)}
        for _ in range(8):
            links = {p: e for p, e in listed.items() if e[0] == LINK}
            self.entries.update((p, e) for p, e in listed.items() if e[0] == FILE)
            listed = {}
            for path, entry in links.items():
                listed.update(self._follow(path, entry))
            if not listed:
                break

    def _follow(self, path, entry):
        """What else is staged because of a link."""
        inside = target(path, self.repository.read(entry[1]).decode(errors="surrogateescape"))
        if not inside:
            return {}
        there = self._find(inside)
        if not there or there[0] != "tree":
            self.entries[path] = entry
            if not there or inside in self.entries:
                return {}
            self.more.add(inside)
            return {inside: there}
        self.aliases.add(inside)
        return {f"{path}/{p}": e for p, e in self.repository.list(there[1]).items() if is_staged(f"{path}/{p}")}

    def _find(self, path):
        return self.entries.get(path) or self.repository.find(self.oid, path)

    def next(self, oid, changes):
        """The state with that tree, which differs from this one so; {path: entry or None} of what is staged."""
        here = self.entries
        if self.aliases or any(e and e[0] == LINK or here.get(p, (FILE,))[0] == LINK for p, e in changes.items()
                               if is_staged(p, self.more)):
            there = Tree(self.repository, oid)
            return there, difference(here, there.entries)
        staged = {p: e for p, e in changes.items() if is_staged(p, self.more) and here.get(p) != e}
        if not staged:
            return self, {}
        there = object.__new__(Tree)
        there.__dict__.update(self.__dict__, oid=oid, entries=patched(here, staged))
        return there, staged

    def content(self, _, entry):
        return self.repository.read(entry[1])

    def find(self, path, depth=0):
        """(kind, content) of any file of the tree; kind "tree" for a directory; None: nothing."""
        there = self.entries.get(path) or self.repository.find(self.oid, path)
        if there:
            return there[0], b"" if there[0] == "tree" else self.repository.read(there[1])
        for above in parents(path):
            there = self.repository.find(self.oid, above)
            if not there or there[0] == FILE:
                return None
            if there[0] == LINK:
                inside = target(above, self.repository.read(there[1]).decode(errors="surrogateescape"))
                return self.find(inside + path[len(above):], depth + 1) if inside and depth < 8 else None
        return None

    def find_all(self, paths):
        """{path: what find() says}."""
        if len(paths) < 50:
            return {path: self.find(path) for path in paths}
        there = self.repository.list(self.oid)
        return {path: (there[path][0], self.repository.read(there[path][1])) if path in there else None for path in paths}


def difference(old, new):
    changes = {path: entry for path, entry in new.items() if old.get(path) != entry}
    changes.update((path, None) for path in old if path not in new)
    return changes


def patched(entries, changes):
    new = dict(entries)
    for path, entry in changes.items():
        if entry:
            new[path] = entry
        else:
            new.pop(path, None)
    return new
