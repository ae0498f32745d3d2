# SPDX-License-Identifier: GPL-2.0-only
"""Applying patches to a tree that must not be touched: in a directory of our own, which has only the files that
they are about. git apply does the work."""
import os
import re
import shutil

import diffs
from common import FILE, LINK, Refused, plain, target
from files import Below
from git import call
from selection import could_be_staged


class Series:
    """Patches one after another on top of a state. files: {path: (kind, content) or None} of all that is touched."""

    def __init__(self, base, where, scratch):
        self.base, self.where = base, where
        self.folder = os.path.join(scratch, "files", "tree")
        shutil.rmtree(os.path.dirname(self.folder), ignore_errors=True)
        self.below = Below(self.folder, replace=False)
        self.before, self.files = {}, {}
        self.unchecked, self.modes = set(), set()
        self.text = os.path.join(scratch, "files", "patch")

    def apply(self, patch, number, count):
        """What the patch changes: {path: (kind, content) or None}."""
        try:
            return self._apply(patch)
        except Refused as refused:
            which = f"patch {number} of {count} " if count > 1 else "the patch "
            raise Refused(f"{which}{patch.named()} {refused}") from None

    def _apply(self, patch):
        with open(self.text, "wb") as f:
            f.write(patch.text)
        parts, strip = self._understand(patch.text)
        options = [f"-p{strip}", "--whitespace=nowarn"]
        checked = []
        for part in parts:
            if self._is_checked(part):
                checked.append(part)
            else:
                self.unchecked.add(part.new)
                options.append("--exclude=" + re.sub(r"([\\*?\[])", r"\\\1", part.new))
        if not checked:
            return {}
        paths = {p for part in checked for p in (part.old, part.new)}
        for path in paths:
            self._bring(path)
        for part in checked:
            if part.created and part.old == part.new and self._is_folder(part.new):
                raise Refused(f"creates {plain(part.new)}, which is a directory in {self.where}")
        status, _, err = call(["apply", *options, self.text], own=self.folder)
        if status:
            self._explain(checked, options, err)
        self.modes |= {part.new for part in checked if part.mode}
        changed = {}
        for path in paths:
            now = self.below.read(path)
            if now != self.files[path]:
                changed[path] = self.files[path] = now
        return changed

    def _understand(self, text):
        """The parts of the patch, by the -p with which most of its names exist."""
        best, why = None, ""
        for strip in diffs.strips(diffs.parse(text)):
            parts, reason = diffs.named(text, self.text, strip, self.folder)
            if parts is None:
                why = why or reason
                continue
            diffs.check_names(parts, diffs.climbs)
            there = sum(self._fits(part) for part in parts)
            if best is None or there > best[0]:
                best = there, parts, strip
            if there == len(parts):
                break
        if best is None:
            raise Refused(f"cannot be read ({why}): bring it as it was sent, without its lines wrapped or cut")
        diffs.check_names(best[1])
        return best[1:]

    def _fits(self, part):
        if diffs.stray(part.old) or diffs.stray(part.new):
            return False
        if part.created and part.old == part.new:
            return self._is_folder(os.path.dirname(part.new)) and part.new != os.path.basename(part.new)
        return self._now(part.old) is not None

    def _is_folder(self, path):
        if any(p.startswith(path + "/") and there for p, there in self.files.items()):
            return True
        found = self.base.find(path)
        return bool(found) and found[0] == "tree"

    def _now(self, path):
        if path in self.files:
            return self.files[path]
        found = self.base.find(path)
        return found if found and found[0] in (FILE, LINK) else None

    def _is_checked(self, part):
        """False: a file that a sparse tree lacks, and that nobody here reads. An error where it matters."""
        staged = could_be_staged(part.new) or could_be_staged(part.old)
        if part.old in self.unchecked and not staged:
            return False
        if self._now(part.old) is None and not (part.created and part.old == part.new):
            if not staged:
                return False
            done = "which an earlier patch removed" if part.old in self.files else f"which {self.where} does not have"
            also = "; already applied?" if part.deleted or part.old != part.new and self._now(part.new) else ""
            raise Refused(f"does not apply: it changes {plain(part.old)}, {done}{also}")
        if part.lacks_data:
            if not staged:
                return False
            raise Refused(f"does not apply: its change of {plain(part.new)} is binary and was left out of it:"
                          " make it with git diff --binary")
        return True

    def _bring(self, path):
        if path not in self.files:
            self.before[path] = self.files[path] = self._now(path)
            if self.files[path]:
                self.below.write(path, *self.files[path])

    def _explain(self, parts, options, err):
        """Why git apply refused."""
        backwards, _, _ = call(["apply", "-R", "--check", *options, self.text], own=self.folder)
        also = "; backwards it does apply: already applied?" if not backwards else ""
        place = re.search(r"^error: patch failed: (.*):(\d+)$", err, re.M)
        if place:
            path, line = place[1], int(place[2])
            part = next((p for p in parts if path in (p.old, p.new)), None)
            hunks = part.hunks if part else []
            number = f"hunk {hunks.index(line) + 1} of {len(hunks)}" if line in hunks else "a hunk"
            raise Refused(f"does not apply: {number} for {plain(path)}, line {line}, does not fit"
                          f" {self.where}{' as the patches before leave it' if self._touched(path) else ''}{also}")
        there = re.search(r"^error: (.*): already exists in working directory$", err, re.M)
        if there:
            raise Refused(f"does not apply: it creates {plain(there[1])}, which is there already{also}")
        first = next((line for line in err.splitlines() if line.startswith("error: ")), err)
        raise Refused(f"does not apply: {plain(first.removeprefix('error: '))}{also}")

    def _touched(self, path):
        return self.files.get(path) != self.before.get(path)


def staged_change(path, there):
    """(kind, content) as it is staged: links that lead out of the tree are not."""
    if there and there[0] == LINK and not target(path, there[1].decode(errors="surrogateescape")):
        return None
    return there
