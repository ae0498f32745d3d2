# SPDX-License-Identifier: GPL-2.0-only
"""A kernel tree on disk, or our copy of it: which files it has, and the ids that git would give to them. What was
hashed once is not read again while size, times and inode of the file stay the same."""
import json
import os
import stat
import time

from common import CACHE_SLACK, FILE, LINK, Refused, target
from git import hash_object
from selection import LEFT_BEHIND, ROOTS


class Hashes:
    """The ids of files, kept in a file."""

    def __init__(self, name, top, algorithm):
        self.name, self.key = name, [os.path.realpath(top), algorithm]
        self.algorithm, self.changed, self.used = algorithm, False, {}
        self.known = {}
        try:
            with open(name, encoding="utf-8", errors="surrogateescape") as f:
                key, known = json.load(f)
            if key == self.key:
                self.known = known
        except (OSError, ValueError):
            pass

    def id(self, path, name, info):
        mark = [info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino]
        known = self.known.get(path)
        if known and known[0] == mark:
            self.used[path] = known
            return known[1]
        now = time.time_ns()
        oid = hash_object(read_file(name), self.algorithm)
        # File systems with coarse times have whole milliseconds, or seconds.
        slack = 2_100_000_000 if info.st_mtime_ns % 1_000_000 == 0 else CACHE_SLACK
        if max(info.st_mtime_ns, info.st_ctime_ns) + slack < now:
            self.used[path] = [mark, oid]
            self.changed = True
        return oid

    def keep(self):
        if self.changed or len(self.used) != len(self.known):
            os.makedirs(os.path.dirname(self.name), exist_ok=True)
            with open(self.name + ".new", "w", encoding="utf-8", errors="surrogateescape") as f:
                f.write(json.dumps([self.key, self.used], ensure_ascii=False, separators=(",", ":")))
            os.replace(self.name + ".new", self.name)


def read_file(name):
    """The content of a regular file; a link is followed, nothing that blocks is opened."""
    try:
        with open(name, "rb", opener=lambda p, f: os.open(p, f | os.O_NONBLOCK)) as f:
            if not stat.S_ISREG(os.fstat(f.fileno()).st_mode):
                raise Refused(f"{name} is not a regular file: restore it")
            return f.read()
    except OSError as e:
        raise Refused(f"{name} cannot be read ({e.strerror}): restore it or its permissions") from e


class Scan:
    """{path: entry} of the staged part of a tree.

    A link to a file elsewhere in the tree stays a link, and that file is staged, too. What a link to a directory or
    out of the tree leads to is taken as if it were there itself.
    """

    def __init__(self, top, hashes):
        self.top, self.hashes = top, hashes
        self.found, self.more = {}, set()
        for root in ROOTS:
            self._look(root, ())
        pending = set(self.more)
        while pending:
            path = pending.pop()
            before = set(self.more)
            self._look(path, ())
            pending |= self.more - before

    def _look(self, path, above):
        name = os.path.join(self.top, path)
        try:
            info = os.lstat(name)
        except (FileNotFoundError, NotADirectoryError):
            return
        if stat.S_ISREG(info.st_mode):
            self.found[path] = (FILE, self.hashes.id(path, name, info))
        elif stat.S_ISDIR(info.st_mode):
            self._folder(path, above)
        elif stat.S_ISLNK(info.st_mode):
            self._link(path, above)

    def _folder(self, path, above):
        try:
            listing = sorted(os.scandir(os.path.join(self.top, path)), key=lambda e: e.name)
        except OSError as e:
            raise Refused(f"{self.top}/{path} cannot be read ({e.strerror}): restore its permissions") from e
        for entry in listing:
            name = f"{path}/{entry.name}"
            if LEFT_BEHIND.search(name) or LEFT_BEHIND.search(name + "/"):
                continue
            if entry.is_symlink():
                self._link(name, above)
            elif entry.is_dir(follow_symlinks=False):
                self._folder(name, above)
            elif entry.is_file(follow_symlinks=False):
                self.found[name] = (FILE, self.hashes.id(name, entry.path, entry.stat(follow_symlinks=False)))

    def _link(self, path, above):
        name = os.path.join(self.top, path)
        if os.path.isdir(name):
            real = os.path.realpath(name)
            if real not in above and len(above) < 8:
                self._folder(path, (*above, real))
            return
        text = os.readlink(name)
        inside = target(path, text)
        if inside:
            self.found[path] = (LINK, hash_object(os.fsencode(text), self.hashes.algorithm))
            if inside not in self.found and os.path.lexists(os.path.join(self.top, inside)):
                self.more.add(inside)
        elif os.path.isfile(name):
            self.found[path] = (FILE, self.hashes.id(path, name, os.stat(name)))


class Exact(Scan):
    """Everything below a directory, as it is: for our own copy."""

    def __init__(self, top, hashes):
        self.top, self.hashes, self.found, self.more = top, hashes, {}, set()
        for name in sorted(os.listdir(top)) if os.path.isdir(top) else ():
            self._look(name, ())

    def _folder(self, path, above):
        for entry in os.scandir(os.path.join(self.top, path)):
            self._look(f"{path}/{entry.name}", above)

    def _link(self, path, _):
        text = os.readlink(os.path.join(self.top, path))
        self.found[path] = (LINK, hash_object(os.fsencode(text), self.hashes.algorithm))


class Tree:
    """The state of a tree on disk."""

    def __init__(self, top, hashes):
        self.top, self.algorithm = top, hashes.algorithm
        scan = Scan(top, hashes)
        self.entries, self.more = scan.found, {p for p in scan.more if p in scan.found}

    def content(self, path, entry):
        name = os.path.join(self.top, path)
        data = os.fsencode(os.readlink(name)) if entry[0] == LINK else read_file(name)
        if hash_object(data, self.algorithm) != entry[1]:
            raise Refused(f"{name} was changed while it was read: try again")
        return data

    def find(self, path):
        """(kind, content) of any file of the tree, staged or not; kind "tree" for a directory; None: nothing."""
        name = os.path.join(self.top, path)
        if os.path.islink(name) and not os.path.isdir(name):
            return LINK, os.fsencode(os.readlink(name))
        if os.path.isdir(name):
            return "tree", b""
        return (FILE, read_file(name)) if os.path.lexists(name) else None
