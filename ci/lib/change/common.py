# SPDX-License-Identifier: GPL-2.0-only
"""What the parts of ci/lib/changes share: the end with a sentence, entries, names."""
import os
import re
import sys

FILE, LINK = "f", "l"           # kinds of entries; an entry is (kind, id of the content)
CACHE_SLACK = 20_000_000        # ns: a file changed that shortly before it was read may change again unseen


class Refused(Exception):
    """Unusable input, said in one sentence."""


def say(sentence):
    sys.stderr.write(f"ci/lib/changes: {plain(sentence)}\n")


def plain(text):
    """Text that fits on a line and does nothing to a terminal."""
    text = text.encode(errors="replace").decode()
    return re.sub(r"\s+", " ", re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", "?", text)).strip()


def printable(path):
    """A path as git prints it: between quotation marks if it holds anything strange."""
    raw = os.fsencode(path)
    if not re.search(rb'[\x00-\x1f"\\\x7f-\xff]', raw):
        return path
    return '"' + "".join(chr(c) if 32 <= c < 127 and c not in b'"\\' else f"\\{c:03o}" for c in raw) + '"'


def parents(path):
    """The directories above a path, the nearest last."""
    at = path.find("/")
    while at >= 0:
        yield path[:at]
        at = path.find("/", at + 1)


def target(path, text):
    """Where below the top the link at path, with that text, leads; None: out of the tree."""
    if text.startswith("/"):
        return None
    name = os.path.normpath(os.path.join(os.path.dirname(path), text))
    return None if name == ".." or name.startswith("../") else name
