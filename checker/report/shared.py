# SPDX-License-Identifier: GPL-2.0-only
"""Rules that many different faults break, such as "no WARN fires": that a row broke one before the
change says nothing about what it shows now. Here is what tells one such fault from another, when a
change has shifted its line, its addresses and its counts: the words of what was seen, the file, and
the function it happened in."""

import functools
import re

# All that checker/run/rules.c defines; the rules of checker/spec/rules.c each mean one fault.
RULES = frozenset((
    'no-crash', 'terminates', 'sanitizer', 'repeatable', 'prepare', 'no-warn', 'no-bug',
    'lock-rules', 'context', 'refcount', 'memory', 'unmocked'))
# A row that does not end is stopped anywhere; an unmocked function's caller is in the words.
_ANYWHERE = ('terminates', 'unmocked')

# "function+0x12 (object)", or of a sanitizer "    #1 0x1234 in function file:12".
_FRAME = re.compile(r'\s*(?:#\d+ 0x[0-9a-f]+ in (\w+)|(\w+)(?:\.[\w.]+)?\+0x)').match
_NOT_TESTED = re.compile('mock_|__(?:asan|ubsan|interceptor)_').match
# A number that is not part of a name: no "v3", "arm64" or "-v3.c".
_NUMBER = re.compile(r'(?:(?<!\S)-)?\b(?:0x[0-9a-f]+|\d+)\b|\(nil\)')
_LINE = re.compile(r'[\w./-]+\.[chS]:(\d+(?::\d+)?)')


def place(rule, backtrace):
    """The function that a fault is in: the innermost that is no mock's."""
    if rule not in RULES or rule in _ANYWHERE:
        return ''
    for frame in backtrace:
        hit = _FRAME(frame)
        name = hit and (hit[1] or hit[2])
        if name and not _NOT_TESTED(name):
            return name
    return ''


@functools.lru_cache(maxsize=4096)
def _fault(*cells):
    """What tells a fault from another, and on which line it was seen."""
    line = _LINE.search(cells[3])
    return tuple(_NUMBER.sub('N', text) for text in cells), line[1] if line else ''


def _faults(differs):
    """{fault: the lines on which it was seen}: there may be two alike in one function."""
    found = {}
    for cells in differs:
        fault, line = _fault(*cells)
        found.setdefault(fault, set()).add(line)
    return found


def others(differs, than):
    """Those of the differences that are of other faults, or of more than there are in `than`."""
    ours, theirs = _faults(differs), _faults(than)
    more = {fault for fault, lines in ours.items() if len(lines) > len(theirs.get(fault, ()))}
    return [cells for cells in differs if _fault(*cells)[0] in more]
