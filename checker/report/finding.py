# SPDX-License-Identifier: GPL-2.0-only
"""What a row, and a finding in it, are once they have been read. Whatever the stream holds,
the fields have the types that the reports rely on."""

import json


def _text(value):
    if isinstance(value, str):
        return value
    return '' if value is None else str(value)


def _tuples(value, width):
    """A list of tuples of `width` strings; short ones are filled, long ones joined."""
    result = []
    for item in value if isinstance(value, list) else []:
        cells = [_text(cell) for cell in item] if isinstance(item, list) else [_text(item)]
        if len(cells) > width:
            cells[width - 1:] = [' '.join(cells[width - 1:])]
        result.append(tuple(cells + [''] * (width - len(cells))))
    return result


def names(value):
    return [_text(item) for item in value] if isinstance(value, list) else \
        [_text(value)] if value else []


# Who can see a difference, in the order in which they are shown; others come last.
COLUMNS = ('guest', 'lr', 'host', 'internal')
STEP = 4        # columns of a step: the verb, and what it changed in three places


def _rank(column):
    return COLUMNS.index(column) if column in COLUMNS else len(COLUMNS)


class Finding:
    """columns: of each difference. at: the number of the step after which it was seen, 0: unknown.
    words: the row's name in words. others: further findings of the same row."""
    __slots__ = ('rule', 'text', 'source', 'column', 'differs', 'steps', 'backtrace', 'replay',
                 'known', 'columns', 'at', 'guest', 'debug', 'words', 'others', 'state', 'before',
                 'hid')

    def __init__(self, rule, text='', source='', column='', differs=(), steps=(), backtrace=(),
                 replay='', known=''):
        self.rule, self.text, self.source, self.column = rule, text, source, column
        self.differs, self.steps, self.backtrace = differs, steps, backtrace
        self.replay, self.known = replay, known
        self.state = ''         # after a comparison: new, unchanged, known, same
        self.before = None      # what was seen before the change, if that was something else
        self.hid = ()           # the rules by which its row failed before, when not by this one
        self.columns = [column] * len(differs)
        self.at, self.guest, self.debug, self.words, self.others = 0, '', '', '', ()

    @classmethod
    def of(cls, record):
        if not isinstance(record, dict):
            return cls('unnamed', _text(record))
        get = record.get
        finding = cls(_text(get('rule')) or 'unnamed', _text(get('text')), _text(get('source')),
                      _text(get('column')), _tuples(get('differs'), 3),
                      _tuples(get('steps'), STEP), names(get('backtrace')), _text(get('replay')),
                      ', '.join(names(get('known'))))
        at = get('at')
        finding.at = at if isinstance(at, int) and 0 < at <= len(finding.steps) else 0
        finding.guest, finding.debug = _text(get('guest')), _text(get('debug'))
        return finding

    def take_in(self, other):
        """What another finding of the same rule in the same row differs in, behind one's own."""
        self.columns = self.columns + other.columns
        self.differs = self.differs + other.differs
        self.at = min(self.at, other.at) if self.at and other.at else self.at or other.at

    @property
    def blocks(self):
        """New, and not a difference in internal fields alone (that is shown, not blocking)."""
        if self.state:
            return self.state == 'new'
        return self.column != 'internal' and not self.known


def _together(findings):
    """Findings by one rule are one finding; those that the guest can see come first."""
    result = []
    for finding in sorted(findings, key=lambda f: _rank(f.column)):
        for one in result:
            if (one.rule, one.known, one.blocks) == (finding.rule, finding.known, finding.blocks) \
                    and not finding.backtrace and not one.backtrace:
                one.take_in(finding)
                break
        else:
            result.append(finding)
    return result


class Row:
    """A row that did not simply pass (those are kept as their name alone)."""
    __slots__ = ('name', 'status', 'why', 'findings', 'known', 'line', 'state')

    def __init__(self, record, line=''):
        self.line = line        # where its findings can be read, if they have not been
        self.state = ''         # after a comparison: fail or unchanged, whatever the status
        self.name = _text(record.get('n'))
        self.status = record.get('s')
        self.why = _text(record.get('why')) or 'no reason given'
        findings = record.get('findings')
        self.findings = []
        if isinstance(findings, list):
            self._take(findings, record)
        self.known = names(record.get('known'))
        if self.status == 'known' and not self.known:
            self.status = 'fail'        # nothing is silenced without a record
        if self.status == 'fail':
            if not self.findings:
                self.findings = [Finding('unnamed', 'the row failed without saying why')]
            if all(f.column == 'internal' for f in self.findings):
                self.status = 'internal'
            elif not any(f.blocks for f in self.findings):
                for finding in self.findings:
                    finding.known = ''  # a record that explained all would make the row known
        elif self.status == 'pass' and self.findings:
            self.status = 'internal'

    def _take(self, findings, record):
        self.findings = _together([Finding.of(finding) for finding in findings])
        for finding in self.findings:
            finding.words = _text(record.get('words'))
            finding.others = [other for other in self.findings if other is not finding]

    @property
    def verdict(self):
        """What becomes of the row: after a comparison, only what is new fails."""
        return self.state or self.status

    def read_findings(self):
        """Parses the findings of a known row: they are passed over until somebody asks."""
        if not self.line:
            return
        try:
            record = json.loads(self.line)
        except (ValueError, RecursionError):
            record = {}
        findings = record.get('findings')
        if not isinstance(findings, list):
            findings = ['the findings of this row cannot be read']
        self.line = ''
        self._take(findings, record)
