# SPDX-License-Identifier: GPL-2.0-only
"""The list of differences between mocks and trees that are meant (meant.list)."""
import collections

from kbuild import Unusable

Entry = collections.namedtuple("Entry", "name everywhere reason place")


def read(path):
    """The entries by name."""
    entries = {}
    with open(path) as f:
        for number, line in enumerate(f, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            place, fields = f"{path}:{number}", [field.strip() for field in line.split("|")]
            if len(fields) != 3 or not all(fields) or fields[1] not in ("all", "some"):
                raise Unusable(f"{place}: an entry is NAME | all or some | reason")
            if fields[0] in entries:
                raise Unusable(f"{place}: {fields[0]} stands there twice; keep one entry")
            entries[fields[0]] = Entry(fields[0], fields[1] == "all", fields[2], place)
    return entries


def judge(entries, differences, compared):
    """(differences that are not meant, meant ones, entries that match none). An entry for "some"
    trees may match nothing as long as the name is still there to be compared."""
    names = {difference.name for difference in differences}
    stale = [entry for entry in entries.values() if entry.name not in names
             and (entry.everywhere or subject(entry.name) not in compared)]
    return ([d for d in differences if d.name not in entries],
            [d for d in differences if d.name in entries], stale)


def subject(name):
    """The declared name that an entry is about: "struct kvm.lock" is about kvm."""
    words = name.split()
    return words[words[0] in ("struct", "union", "enum")].split(".")[0].rstrip("()")
