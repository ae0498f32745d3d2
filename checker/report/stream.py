# SPDX-License-Identifier: GPL-2.0-only
"""Reads one result stream (STREAM.md).

Nearly every row passes, and there are tens of thousands: a passing row whose name is plain
ASCII is recognised by one regular expression and kept as its name. Of a row that only has known
findings, only a comparison may want these (they are most of a stream's bytes), so it is not parsed
either. When tens of thousands fail, nearly all of these are brief: a row with the numbers of findings
that are in the stream once. Everything else goes through the JSON parser. What is wrong with the
stream itself is for integrity.py."""

import json
import os
import re

from .finding import Row, brief_findings, names
from .integrity import stream_findings
from .text import plain

ABI = 1

# The name without '"', '\\', '#' and control characters is good for JSON and KTAP as it stands.
_ROW = r'\{"t": ?"row", ?"n": ?"([!$-,.-\[\]-~](?:[ !$-\[\]-~]*[!$-\[\]-~])?)", ?"s": ?'
_PASS = re.compile(_ROW + r'"pass"\}').fullmatch
# No text in a record can hold what these match: its quotes are escaped.
_KNOWN = re.compile(_ROW + r'"known", ?"findings": ?\[\{').match
_RECORDS = r'"known": ?\[("[^"\\]+"(?:, ?"[^"\\]+")*)\]'
_KNOWN_END = re.compile(_RECORDS + r'\}').fullmatch
_BRIEF = re.compile(_ROW + r'"(pass|fail|known)", ?"findings": ?\[(\d+(?:, ?\d+)*)\]'
                    rf'(?:, ?{_RECORDS})?\}}').fullmatch
STATUSES = ('pass', 'fail', 'known', 'skip')


class Unusable(Exception):
    """The input is no result stream at all; one sentence says why."""


class Block:
    """rows: a str for each row that passed, a Row for each other."""
    __slots__ = ('name', 'planned', 'excluded', 'rows', 'count')

    def __init__(self, name, planned=None, excluded=None):
        self.name, self.planned, self.excluded = name, planned, excluded or {}
        self.rows = []
        self.count = {}

    def others(self):
        return [row for row in self.rows if row.__class__ is not str]

    def unreported(self):
        """How many announced rows are missing."""
        return max(0, (self.planned or 0) - len(self.rows))

    def verdicts(self):
        """Like count, but of what becomes of the rows after a comparison."""
        count = dict.fromkeys(('pass', 'fail', 'unchanged', 'known', 'skip', 'internal'), 0)
        others = self.others()
        for row in others:
            count[row.verdict] += 1
        count['pass'] += len(self.rows) - len(others)
        return count

    def tally(self):
        count = dict.fromkeys(('pass', 'fail', 'known', 'skip', 'internal'), 0)
        others = self.others()
        for row in others:
            count[row.status] += 1
        count['pass'] += len(self.rows) - len(others)
        self.count = count


class Stream:
    def __init__(self, path, name):
        self.path, self.name = path, name
        self.run = {}
        self.blocks = {}
        self._told = {}         # the `finding` records by number
        self._brief = {}        # numbers as they stand in a row: its findings
        self.known = []         # the `known` records
        self.end = None         # the `end` record
        self.last_row = ''
        self.raw = dict.fromkeys(STATUSES, 0)   # as the rows said, to compare with `end`
        self.damaged = []       # (line number, line) that are no record of STREAM.md
        self._load()
        for block in self.blocks.values():
            block.tally()
        # Passing rows of the fast path were not counted one by one.
        self.raw['pass'] += self.rows - sum(self.raw.values())
        self.findings = stream_findings(self)

    # --- reading ---------------------------------------------------------------------------

    def _load(self):
        try:
            with open(self.path, 'rb') as file:
                data = file.read().decode('utf-8', 'replace')
        except OSError as error:
            raise Unusable(f'cannot read {self.path}: {error.strerror}') from None
        lines = data.split('\n')
        torn = lines.pop()
        if lines:
            self._first(lines[0])
            self._body(lines)
        elif torn.startswith('{'):
            self._first(torn, torn=True)
            torn = ''
        elif torn:
            raise Unusable(f'{self.path} is not a result stream (its first line is no JSON '
                           'object); give files that "vgicheck run --results FILE" wrote')
        if torn:
            self._record(torn, len(lines) + 1, torn=True)

    def _first(self, line, torn=False):
        run = _parse(line)
        if run is None and torn:
            return
        if run is None or run.get('t') != 'run':
            raise Unusable(f'{self.path} is not a result stream (its first line is no "run" '
                           'record); give files that "vgicheck run --results FILE" wrote')
        if run.get('abi') != ABI:
            raise Unusable(f'{self.path} has result stream version {plain(run.get("abi"))}, '
                           f'this report reads version {ABI}: build both from one checkout')
        self.run = run

    def _body(self, lines):
        block, prefix, append = None, '\0', None
        match = _PASS
        for number, line in enumerate(lines):
            hit = match(line)
            if hit:
                name = hit[1]
                if not name.startswith(prefix) or self.end:
                    found = self._block_of(name)
                    if not found or self.end:
                        self.damaged.append((number + 1, line))
                        continue
                    block = found
                    prefix, append = block.name + '/', block.rows.append
                append(name)
            elif number and line:
                changed = self._record(line, number + 1)
                if changed:
                    block = changed
                    prefix, append = block.name + '/', block.rows.append
        # The block that came last, or when it has no row yet the one before.
        for block in [block] * bool(block) + list(reversed(self.blocks.values())):
            if block.rows:
                last = block.rows[-1]
                self.last_row = last if isinstance(last, str) else last.name
                break

    def _record(self, line, number, torn=False):
        """Reads a line that is no plain passing row; returns the block it begins or is in."""
        record = _brief(line)
        unread = not record and _known(line)
        record = record or unread or _parse(line)
        kind = record.get('t') if record else None
        if record is None and torn and not self.end:
            return None                 # cut off in mid-line: the end is missing anyhow
        if self.end or kind not in ('block', 'row', 'finding', 'known', 'end'):
            self.damaged.append((number, line))
        elif kind == 'row':
            name, status = record.get('n'), record.get('s')
            block = self._block_of(name) if isinstance(name, str) else None
            brief = self._findings_of(record.get('findings'))
            if not block or status not in STATUSES or brief is None:
                self.damaged.append((number, line))
                return None
            row = Row(record, line if unread else '', brief, self.get('replay'))
            self.raw[status] += 1
            block.rows.append(row)
            return block
        elif kind == 'block':
            return self._begin(record)
        elif kind == 'finding' and str(record.get('id')) not in self._told:
            self._told[str(record.get('id'))] = record
        elif kind == 'finding':
            self.damaged.append((number, line))
        elif kind == 'known':
            self.known.append(record)
        else:
            self.end = record
        return None

    def _findings_of(self, found):
        """Those of a brief row; (): it is not brief; None: the stream does not have them."""
        if isinstance(found, list) and any(isinstance(item, int) for item in found):
            found = ','.join(map(str, found))
        if not isinstance(found, str):
            return ()
        if found not in self._brief:
            told = [self._told.get(number.strip()) for number in found.split(',')]
            self._brief[found] = None if None in told else brief_findings(told)
        return self._brief[found]

    def _begin(self, record):
        name = str(record.get('name') or '(unnamed block)')
        excluded = record.get('excluded')
        excluded = {str(why): _number(count) for why, count in excluded.items()} \
            if isinstance(excluded, dict) else {}
        planned = record.get('rows')
        planned = planned if isinstance(planned, int) else None
        block = self.blocks.get(name)
        if block:       # announced twice: rows of both count
            block.planned = (block.planned or 0) + (planned or 0)
            for why, count in excluded.items():
                block.excluded[why] = block.excluded.get(why, 0) + count
        else:
            block = self.blocks[name] = Block(name, planned, excluded)
        return block

    def _block_of(self, name):
        """The announced block with the longest name that `name` begins with."""
        part = name
        while '/' in part:
            part = part.rpartition('/')[0]
            if part in self.blocks:
                return self.blocks[part]
        return None

    # --- asking ----------------------------------------------------------------------------

    @property
    def rows(self):
        return sum(len(block.rows) for block in self.blocks.values())

    @property
    def seconds(self):
        return _number((self.end or {}).get('seconds'))

    @property
    def reference(self):
        """No kernel was tested (checker/reference)."""
        return self.get('build') == 'reference'

    @property
    def unjudged(self):
        """Differences in columns that are not judged of the reference subject."""
        value = (self.end or {}).get('unjudged')
        return sum(map(_number, value.values())) if isinstance(value, dict) else 0

    def count(self, status):
        return sum(block.count[status] for block in self.blocks.values())

    def get(self, key):
        """A text of the run record."""
        return plain(self.run.get(key) or '')

    def names(self, key):
        """A list of names of the run record."""
        return names(self.run.get(key))

    def sources(self):
        """(path, blob id) of each compiled kernel file."""
        value = self.run.get('sources')
        return [(plain(item[0]), plain(item[1])) for item in
                (value if isinstance(value, list) else [])
                if isinstance(item, list) and len(item) == 2]


def _brief(line):
    """A row that tells its findings by their numbers. Any other line: None."""
    hit = _BRIEF(line)
    return hit and {'t': 'row', 'n': hit[1], 's': hit[2], 'findings': hit[3],
                    'known': hit[4] and _names(hit[4])}


def _names(text):
    return text.strip('"').replace('", "', '","').split('","')


def _known(line):
    """A row with known findings, without these. Any other line: None."""
    head = _KNOWN(line)
    end = head and _KNOWN_END(line, line.rfind('"known":', head.end()))
    return end and {'t': 'row', 'n': head[1], 's': 'known',
                    'known': _names(end[1])}


def _parse(line):
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _number(value):
    return value if isinstance(value, (int, float)) and 0 <= value < 1e15 else 0


def load(paths):
    """The streams of several files, each with a name of its own."""
    streams, taken, seen = [], set(), set()
    for path in paths:
        if os.path.realpath(path) in seen:
            raise Unusable(f'{path} was given twice')
        seen.add(os.path.realpath(path))
        base = plain(os.path.splitext(os.path.basename(path))[0]) or 'stream'
        name, number = base, 1
        while name in taken:
            number += 1
            name = f'{base}-{number}'
        taken.add(name)
        streams.append(Stream(path, name))
    return streams
