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


def judge(entries, differences, compared):
    """(differences that are not meant, (difference, entry) of those that are, entries that match
    none). An entry for "some" trees may match nothing while a name that it is about is still
    there to be compared."""
    new, known, used = [], [], set()
    for difference in differences:
        entry = next((e for e in entries if fnmatch.fnmatchcase(difference.name, e.name)), None)
        if entry:
            known.append((difference, entry))
            used.add(entry)
        else:
            new.append(difference)
    return new, known, [entry for entry in entries if entry not in used
                        and (entry.everywhere or not any(
                            fnmatch.fnmatchcase(name, subject(entry.name)) for name in compared))]


def subject(name):
    """The declared name that an entry is about: "struct kvm.lock" is about kvm."""
    words = name.split()
    return words[words[0] in ("struct", "union", "enum")].split(".")[0].rstrip("()")
