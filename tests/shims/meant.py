# SPDX-License-Identifier: GPL-2.0-only
"""The list of differences between mocks and trees that are meant (meant.list)."""
import collections
import fnmatch

from kbuild import Unusable

Entry = collections.namedtuple("Entry", "name everywhere reason place")


def read(path):
    """The entries."""
    entries = []
    with open(path) as f:
        for number, line in enumerate(f, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            place, fields = f"{path}:{number}", [field.strip() for field in line.split("|")]
            if len(fields) != 3 or not all(fields) or fields[1] not in ("all", "some"):
                raise Unusable(f"{place}: an entry is NAME | all or some | reason")
            entries.append(Entry(fields[0], fields[1] == "all", fields[2], place))
    return entries


def judge(entries, differences):
    """(differences that are not meant, (difference, entry) of those that are)"""
    new, known = [], []
    for difference in differences:
        entry = next((e for e in entries if fnmatch.fnmatchcase(difference.name, e.name)), None)
        if entry:
            known.append((difference, entry))
        else:
            new.append(difference)
    return new, known


def stale(entries, used, compared, declared):
    """Entries for all trees that match no difference of this one, although what they are about was
    compared, or is not declared by the mocks at all."""
    def among(names, entry):
        return any(fnmatch.fnmatchcase(name, subject(entry.name)) for name in names)
    return [entry for entry in entries if entry.everywhere and entry not in used
            and (among(compared, entry) or not among(declared, entry))]


def subject(name):
    """The declared name that an entry is about: "struct kvm.lock" is about kvm."""
    words = name.split()
    return words[words[0] in ("struct", "union", "enum")].split(".")[0].rstrip("()")
