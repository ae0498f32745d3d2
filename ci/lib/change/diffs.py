# SPDX-License-Identifier: GPL-2.0-only
"""Reading a diff as git apply does: which files it is about, and where its hunks are. git's own words on the names
decide (git apply --numstat); what is read here must agree with them."""
import os
import re

from common import Refused, plain
from git import call

# Without one of these after it, a "diff --git" line is just text.
EXTENDED = (b"index ", b"old mode ", b"new mode ", b"new file ", b"deleted file ", b"similarity ", b"dissimilarity ",
            b"rename ", b"copy ", b"--- ")
HUNK = re.compile(rb"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


class FileDiff:
    """The part of a diff that is about one file: its name before and after, and the old lines at which hunks start."""

    def __init__(self):
        self.old = self.new = None      # path in the tree; where it is created, both are the new one
        self.was = self.now = None      # the names in the diff, git's "diff --git" line only
        self.source = None              # what "rename from" or "copy from" says
        self.created = self.deleted = self.binary = self.lacks_data = self.is_git = self.mode = False
        self.hunks = []


def unquote(name):
    """A name as git prints it."""
    if not name.startswith(b'"'):
        return name.split(b"\t")[0].rstrip(b"\r")
    known = {b"n": b"\n", b"t": b"\t", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"r": b"\r", b"v": b"\v"}
    end = re.match(rb'"(?:[^"\\]|\\.)*"', name, re.S)
    if not end:
        return name
    return re.sub(rb"\\([0-7]{3}|.)", lambda m: bytes([int(m[1], 8) & 255]) if len(m[1]) == 3 else known.get(m[1], m[1]),
                  end[0][1:-1], flags=re.S)


def parse(text):
    """The FileDiffs, names still as they stand there."""
    found, current = [], None
    lines = text.split(b"\n")
    i = 0
    while i < len(lines):
        line = lines[i]
        i += 1
        if line.startswith(b"diff --git ") and i < len(lines) and lines[i].startswith(EXTENDED):
            current = FileDiff()
            current.is_git = True
            found.append(current)
            halves = line[11:].split(b" ")
            current.was, current.now = (halves[0], halves[1]) if len(halves) == 2 else (None, None)
        elif line.startswith(b"--- ") and i < len(lines) and lines[i].startswith(b"+++ "):
            if not (i + 1 < len(lines) and HUNK.match(lines[i + 1])):
                continue
            if current is None or not current.is_git or current.hunks:
                current = FileDiff()
                found.append(current)
            current.created |= unquote(line[4:]) == b"/dev/null"
            current.deleted |= unquote(lines[i][4:]) == b"/dev/null"
            i += 1
        elif current is None:
            continue
        elif HUNK.match(line):
            i = hunk(lines, i, current)
        elif current.is_git and not current.hunks:
            extended(line, current)
    return found


def hunk(lines, i, current):
    """Skip the body of the hunk whose head is before line i."""
    match = HUNK.match(lines[i - 1])
    old, new = (int(match[n]) if match[n] else 1 for n in (2, 4))
    current.hunks.append(int(match[1]))
    if len(current.hunks) == 1:
        current.created |= match[1] == b"0" and old == 0
        current.deleted |= match[3] == b"0" and new == 0
    while i < len(lines) and (old > 0 or new > 0):
        kind = lines[i][:1]
        old -= kind in (b" ", b"-", b"")
        new -= kind in (b" ", b"+", b"")
        i += 1
    return i


def extended(line, current):
    if line.startswith(b"new file mode "):
        current.created = True
    elif line.startswith(b"deleted file mode "):
        current.deleted = True
    elif line.startswith(b"old mode "):
        current.mode = True
    elif line.startswith((b"rename from ", b"copy from ")):
        current.source = unquote(line.split(b" from ", 1)[1])
    elif line.startswith(b"GIT binary patch"):
        current.binary = True
    elif line.startswith(b"Binary files "):
        current.lacks_data = True


def numstat(name, strip, scratch):
    """(names as git apply reads them with -p STRIP, or None; why not)."""
    status, out, err = call(["apply", "--numstat", "-z", f"-p{strip}", "--whitespace=nowarn", name], own=scratch)
    if status:
        return None, plain(re.sub(r"^error: ", "", err.split("\n")[0]))
    return [os.fsdecode(line.split(b"\t", 2)[2]) for line in out.split(b"\0") if line], ""


def named(text, name, strip, scratch):
    """([FileDiff] with names in the tree, why there are none)."""
    names, why = numstat(name, strip, scratch)
    if names is None:
        return None, why
    found = parse(text)
    if len(found) != len(names):
        return None, f"it is about {len(names)} files to git and {len(found)} to us"
    for part, path in zip(found, names):
        part.new = part.old = path
        if part.source is not None:
            part.old = os.fsdecode(part.source.split(b"/", max(strip - 1, 0))[-1])
    return found, ""


def stray(path):
    """Why a name cannot be one of a tree, or None: no patch may reach out of it, nor into a repository."""
    parts = path.split("/")
    if ".." in parts or path.startswith("/") or "\0" in path:
        return "is outside of the tree"
    if any(p.lower() == ".git" for p in parts):
        return "belongs to git"
    return "is no proper path" if "" in parts or "." in parts else None


def check_names(found, how=stray):
    for path in {p for part in found for p in (part.old, part.new)}:
        why = how(path)
        if why:
            raise Refused(f"names {plain(path)}, which {why}: this is no patch for a kernel")


DEEPEST = 24    # directories above a tree, where names are absolute


def climbs(path):
    """Whatever is stripped from such a name, it is not meant well."""
    return stray(path) if ".." in path.split("/") or ".git" in path.lower().split("/") else None


def strips(found):
    """Which -p to try, the likeliest first."""
    bare = [p for p in found if p.is_git and p.was is not None]
    no_prefix = bare and all(p.was == p.now for p in bare)
    return (0, 1, *range(2, DEEPEST)) if no_prefix else (1, 0, *range(2, DEEPEST))
