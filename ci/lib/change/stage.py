# SPDX-License-Identifier: GPL-2.0-only
"""The stage: our copy of what the build reads, in the state after some step; and the plan, which says what the steps
are and what must be put where to get from one to another."""
import hashlib
import json
import os
import shutil

from common import Refused, plain, printable
from files import Below
from git import hash_object


def identity(entries):
    """The ID of a state: equal for equal content, wherever it came from."""
    sha = hashlib.sha1(usedforsecurity=False)
    sha.update("".join(f"{kind} {oid} {path}\0" for path, (kind, oid) in sorted(entries.items()))
               .encode(errors="surrogateescape"))
    return sha.hexdigest()


class Work:
    """The directory WORK."""

    def __init__(self, top):
        self.top = os.path.abspath(top)
        self.tree = self.path("tree")

    def path(self, *names):
        return os.path.join(self.top, *names)

    def put(self, wanted, content):
        """Make the stage have these: {path: entry, or None for nothing}. content(path, entry): the bytes."""
        below, temporary = Below(self.tree, replace=True), self.path("new")
        for path, entry in wanted.items():
            if entry is None:
                below.remove(path)
        for path, entry in wanted.items():
            if entry:
                below.write(path, entry[0], content(path, entry), temporary)

    #
    # The plan
    #

    def forget_plan(self):
        shutil.rmtree(self.path("plan"), ignore_errors=True)

    def write_plan(self, steps, touched, diff, about, algorithm, objects):
        """steps: [(ID, read, title, {path: entry or None} against the step before)]; objects: {id: content} of all
        versions of what differs between steps."""
        new = self.path("plan.new")
        shutil.rmtree(new, ignore_errors=True)
        os.makedirs(os.path.join(new, "objects"))

        def write(name, text):
            with open(os.path.join(new, name), "wb") as f:
                f.write(text if isinstance(text, bytes) else text.encode(errors="surrogateescape"))

        write("steps.tsv", "".join(f"{n}\t{i}\t{'read' if is_read else 'unread'}\t{plain(title)}\n"
                                   for n, (i, is_read, title, _) in enumerate(steps)))
        write("touched.tsv", "".join(f"{printable(path)}\t{kind}\n" for path, kind in sorted(touched.items())))
        write("patch.diff", diff)
        write("about", "".join(line + "\n" for line in about))
        write("switch.json", json.dumps([algorithm, [s[3] for s in steps]]))
        for oid, data in objects.items():
            write(f"objects/{oid}", data)
        self.forget_plan()
        os.rename(new, self.path("plan"))

    def switch(self, number):
        """Put the stage into the state after step number. Whatever differs between any two steps is looked at, so that
        a switch that was interrupted does no harm."""
        try:
            with open(self.path("plan", "switch.json"), encoding="utf-8") as f:
                algorithm, changes = json.load(f)
        except (OSError, ValueError) as e:
            raise Refused(f"{self.top} has no plan: run ci/lib/changes prepare first") from e
        if not 0 <= number < len(changes):
            raise Refused(f"there is no step {number}: the plan in {self.top} has steps 0 to {len(changes) - 1}")
        wanted = {}
        for step in changes[:number + 1]:
            wanted.update(step)
        below = Below(self.tree, replace=True)
        differing = {}
        for path, entry in wanted.items():
            there = below.read(path)
            if (there and [there[0], hash_object(there[1], algorithm)]) != entry:
                differing[path] = entry
        self.put(differing, self._object)

    def _object(self, path, entry):
        try:
            with open(self.path("plan", "objects", entry[1]), "rb") as f:
                return f.read()
        except OSError as e:
            raise Refused(f"{self.top} lacks the content of {path}: run ci/lib/changes prepare again") from e
