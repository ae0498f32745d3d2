# SPDX-License-Identifier: GPL-2.0-only
"""A run against the digest of a run before the change: row by row, and in a row rule by rule.

| before \\ now | pass  | fail                  | known                     | skip             |
|--------------|-------|-----------------------|---------------------------|------------------|
| pass         | -     | new                   | new: the fault is put in  | no longer tested |
| fail         | fixed | same rule unchanged,  | same rule unchanged,      | no longer tested |
|              |       | another one new,      | another one known (1),    |                  |
|              |       | one gone fixed (2)    | one gone fixed            |                  |
| known        | fixed | same values unchanged,| a record more: what       | no longer tested |
|              |       | else new (3)          | changed is new; one less: |                  |
|              |       |                       | fixed (2); else nothing   |                  |
| skip         | -     | new                   | known, as without a base  | -                |

A row that was not there before (the run ended early) is like one that was skipped; one that is not
there now is no longer tested. A row that differs internally counts as pass; its internal
differences are compared in the same way, and shown only when they are new or gone.

(1) A row that fails may not get as far as the known fault: nobody saw whether it was there. So it
    is with a finding that a record explains in a row that goes on to fail.
(2) Not when something new is found in the row: it may not get as far as the old finding, or as an
    old internal difference, so nothing is said of these. A row that ends before it is judged now is
    no longer tested.
(3) The record explained what was seen, and does not explain this. With the very same values the
    record was loaded before and is not now (its probe says that the tree has the fix): unchanged.

Unchanged means the same rule, whatever the values; other values are kept for the reports. A rule
that many faults share (shared.py) is the same only when the fault is: each WARN counts by itself. A
finding of a run as a whole (cut short, rows missing) is always new: what has not run is no pass,
also when it had not run before. It is fixed when nothing is wrong with that run any more."""

from .digest import complete, key_of, of_finding, signature, signatures
from .finding import Finding
from .shared import RULES as SHARED, others

# Rules by which a row ends where it is: the rest of it was not judged (checker/run/rules.c).
CUT = ('no-crash', 'no-bug', 'terminates', 'unmocked', 'prepare')


class Fixed:
    """A rule, or a known record, by which rows failed before and no longer do."""

    def __init__(self, rule, record=False, of_run=False):
        self.rule, self.record, self.of_run = rule, record, of_run
        self.rows = []      # (stream, row name, what was seen before as a Finding or None)
        self.total = 0      # of a record: how many rows it explained before

    @property
    def partly(self):
        """A record that goes on to explain other rows: less than a fault that is gone."""
        return self.record and len(self.rows) < self.total


class Comparison:
    def __init__(self, before, streams):
        self.before, self.streams = before, streams
        self.dropped = {}   # reason: rows that ran before and were not judged now
        self.internal_gone = {}
        self.lasting = {}   # rule of a run as a whole: how many runs broke it before, too
        self._fixed = {}
        before.fit(streams)
        for stream in streams:
            self._stream(stream, before.streams[stream.name])
        for found in self._fixed.values():
            found.total = found.record and sum(
                found.rule in was.records for was in self._rows_before() if was.status == 'known')
        self.fixed = sorted(self._fixed.values(),
                            key=lambda f: (not f.of_run, f.record, -len(f.rows), f.rule))

    def _rows_before(self):
        return (was for stream in self.before.streams.values() for block in
                stream.blocks.values() for was in block.others.values())

    def _drop(self, why, rows=1):
        if rows > 0:
            self.dropped[why] = self.dropped.get(why, 0) + rows

    def _mend(self, stream, row, rule, seen=None, **kind):
        key = rule, *kind
        finding = seen is not None and of_finding((rule, seen)) or None
        self._fixed.setdefault(key, Fixed(rule, **kind)).rows.append((stream, row, finding))

    # --- a run as a whole ------------------------------------------------------------------

    def _stream(self, stream, was):
        for rule in was.findings.keys() & {finding.rule for finding in stream.findings}:
            self.lasting[rule] = self.lasting.get(rule, 0) + 1
        if not stream.findings:     # else one of them may hide the old one
            for rule, seen in was.findings.items():
                self._mend(stream, None, rule, seen, of_run=True)
        for name, block in was.blocks.items():
            if name not in stream.blocks:
                self._drop(_missing(stream), block.rows - _skipped(block))
        for block in stream.blocks.values():
            self._block(stream, block, was.blocks.get(block.name))

    # --- rows ------------------------------------------------------------------------------

    def _block(self, stream, block, was):
        others = was.others if was else {}
        mentioned = set()
        for row in block.others():
            key = key_of(block.name, row.name)
            mentioned.add(key)
            before = others.get(key)
            ran = before.ran if before else was is not None and was.ran(key)
            self._row(stream, row, before, ran)
        if not was:
            return
        gone = [(key, before) for key, before in others.items() if key not in mentioned]
        if not complete(stream, block):
            gone = self._unreported(stream, block, was, gone)
        for key, before in gone:
            self._passes(stream, f'{block.name}/{key}', before)

    def _unreported(self, stream, block, was, gone):
        """Counts the rows that did not report; returns those of `gone` that did, and passed."""
        passed = {key_of(block.name, row) for row in block.rows if row.__class__ is str}
        reported = {key_of(block.name, row.name) for row in block.others()} | passed
        skipped = sum(not before.ran for key, before in was.others.items()
                      if key not in reported)
        self._drop(_missing(stream), was.rows - len(reported) - skipped)
        return [(key, before) for key, before in gone if key in passed]

    def _passes(self, stream, name, before):
        for rule, seen in before.failed.items():
            self._mend(stream, name, rule, seen)
        seen = [cells for differs in before.known.values() for cells in differs]
        for record in before.records:
            self._mend(stream, name, record, seen, record=True)
        for rule in before.internal:
            self.internal_gone[rule] = self.internal_gone.get(rule, 0) + 1

    def _row(self, stream, row, before, ran):
        if row.status == 'skip':
            if ran:
                self._drop(row.why)
            return
        if not ran or not before:
            self._first_time(row, ran)
            return
        if row.status == 'known' and before.status == 'known' \
                and before.records == frozenset(row.known):
            return                      # nearly all known rows: nothing to parse
        now = _read(row)
        for finding in row.findings:
            _judge(row, finding, before, now)
        _settle(row)
        self._gone(stream, row, before)

    def _first_time(self, row, ran):
        """A row that was a plain pass before, or that did not run."""
        if row.status == 'known' and not ran:
            return
        _read(row)
        for finding in row.findings:
            if finding.column != 'internal':
                finding.state = 'new' if ran or not finding.known else 'known'
        _settle(row)

    def _gone(self, stream, row, before):
        """What the row does not show any more, although it does not simply pass."""
        now = {finding.rule for finding in row.findings if finding.column != 'internal'}
        failed = [rule for rule in before.failed if rule not in now]
        lost = before.records - frozenset(row.known)
        if lost and before.known:
            gone = [rule for rule in before.known if rule not in now]
            changed = any(finding.before for finding in row.findings)
            if row.status == 'known':
                lost = lost if gone or changed else ()
            else:
                lost = lost if len(gone) == len(before.known) else ()
        cut = [finding.rule for finding in row.findings if finding.rule in CUT]
        mended = {rule: before.failed[rule] for rule in failed}
        for rule in (before.failed.keys() & now) & SHARED:
            mended[rule] = others(before.failed[rule], signatures(row.findings)[rule])
        mended = {rule: seen for rule, seen in mended.items() if seen or rule in failed}
        if cut and (mended or lost):
            self._drop(f'ended by {cut[0]} before the row was judged')
        if cut or row.state == 'fail':
            return      # it may not have got as far, nor to where it differed internally
        for rule, seen in mended.items():
            self._mend(stream, row.name, rule, seen)
        for record in lost:
            self._mend(stream, row.name, record,
                       [cells for differs in before.known.values() for cells in differs],
                       record=True)
        inner = {finding.rule for finding in row.findings if finding.column == 'internal'}
        if row.status != 'known':
            for rule in before.internal.keys() - inner:
                self.internal_gone[rule] = self.internal_gone.get(rule, 0) + 1


def _missing(stream):
    return 'did not report: the run ended early' if stream.end is None else 'did not report'


def _skipped(block):
    return sum(not was.ran for was in block.others.values())


def _read(row):
    """Has the findings read; returns {rule: differences}."""
    row.read_findings()
    if row.status == 'known':
        for finding in row.findings:
            finding.known = ', '.join(row.known)
        if all(finding.column == 'internal' for finding in row.findings):
            row.findings.append(Finding('unnamed', 'the row is known without saying what of'))
    return signatures(row.findings)


def _judge(row, finding, before, now):
    """Says of a finding, in a row that ran before and did not simply pass, what it is."""
    rule, shared = finding.rule, finding.rule in SHARED
    if finding.column == 'internal':
        finding.state = 'same' if rule in before.internal else ''
        return
    failed = rule in before.failed
    there = failed or rule in before.known
    seen = before.failed.get(rule, []) + before.known.get(rule, [])
    if shared:
        fresh = others(now[rule], seen)
        other = any(cells in fresh for cells in signature(finding))
    else:
        other = sorted(now[rule]) != sorted(seen)
    if there and other:
        finding.before = of_finding((rule, seen))
    if finding.known and before.failed:
        finding.state = 'unchanged' if failed and not (shared and other) else 'known'
    elif finding.known:
        more = frozenset(row.known) - before.records
        finding.state = 'new' if not there or other and more else 'known'
    else:
        finding.state = 'unchanged' if there and (not other or failed and not shared) else 'new'
    if not there:
        finding.hid = tuple(before.failed)


def _settle(row):
    """From the findings, what becomes of the row."""
    states = {finding.state for finding in row.findings}
    if 'new' in states:
        row.state = 'fail'
    elif row.status == 'fail':
        row.state = 'unchanged'
