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


def _quoted(name):
    quoted = name.replace("'", "'\\''")
    return f"'{quoted}'"


# Who can see a difference, in the order in which they are shown; others come last.
COLUMNS = ('guest', 'lr', 'host', 'internal')
STEP = 4        # columns of a step: the verb, and what it changed in three places


def _rank(column):
    return COLUMNS.index(column) if column in COLUMNS else len(COLUMNS)


class Finding:
    """columns: of each difference. at: the number of the step after which it was seen, 0: unknown.
    words: the row's name in words. play: the text that vgicheck play runs. others: further findings of the same row. brief: of a row of
    which no steps were recorded."""
    __slots__ = ('rule', 'text', 'source', 'column', 'differs', 'steps', 'backtrace', 'replay',
                 'known', 'columns', 'at', 'guest', 'debug', 'words', 'others', 'state', 'before',
                 'hid', 'brief', 'play')

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
        self.brief, self.play = False, ''

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

    def again(self):
        """The same for another row."""
        twin = Finding(self.rule, self.text, self.source, self.column, self.differs, self.steps,
                       self.backtrace, self.replay, self.known)
        for name in ('state', 'before', 'hid', 'columns', 'at', 'guest', 'debug', 'words',
                     'others', 'brief', 'play'):
            setattr(twin, name, getattr(self, name))
        return twin

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


def brief_findings(records):
    """What many rows show alike."""
    found = _together([Finding.of(record) for record in records])
    for finding in found:
        finding.brief = True
    _introduce(found)
    return tuple(found)


def _introduce(findings):
    for finding in findings:
        finding.others = [other for other in findings if other is not finding]


class Row:
    """A row that did not simply pass (those are kept as their name alone). brief: its findings, when
    they are told once for many rows; replay: the command, but for the row's name."""
    __slots__ = ('name', 'status', 'why', 'findings', 'known', 'line', 'state', 'brief', 'replay')

    def __init__(self, record, line='', brief=(), replay=''):
        self.line = line        # where its findings can be read, if they have not been
        self.brief, self.replay = brief, replay
        self.state = ''         # after a comparison: fail or unchanged, whatever the status
        self.name = _text(record.get('n'))
        self.status = record.get('s')
        self.why = _text(record.get('why')) or 'no reason given'
        findings = record.get('findings')
        self.findings = []
        self.known = names(record.get('known'))
        if brief and not (self.status == 'known' and self.known):
            self.findings = brief       # shared, until somebody asks for them
        elif not brief and isinstance(findings, list):
            self._take(findings, record)
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
            finding.play = _text(record.get('play'))
        _introduce(self.findings)

    def in_full(self, finding):
        """A finding of this row, with what is told of no brief one."""
        if finding.brief and self.replay and not finding.replay:
            finding = finding.again()
            finding.replay = f'{self.replay} {_quoted(self.name)}'
        return finding

    @property
    def verdict(self):
        """What becomes of the row: after a comparison, only what is new fails."""
        return self.state or self.status

    def read_findings(self):
        """Parses the findings of a known row: they are passed over until somebody asks. So that
        something can be said of them, those of a brief row become its own."""
        if self.brief and (not self.findings or self.findings is self.brief):
            self.findings = [finding.again() for finding in self.brief]
            _introduce(self.findings)
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
