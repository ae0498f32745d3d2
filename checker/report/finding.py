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


class Finding:
    __slots__ = ('rule', 'text', 'source', 'column', 'differs', 'steps', 'backtrace', 'replay',
                 'known', 'state', 'before')

    def __init__(self, rule, text='', source='', column='', differs=(), steps=(), backtrace=(),
                 replay='', known=''):
        self.rule, self.text, self.source, self.column = rule, text, source, column
        self.differs, self.steps, self.backtrace = differs, steps, backtrace
        self.replay, self.known = replay, known
        self.state = ''         # after a comparison: new, unchanged, known, same
        self.before = None      # what was seen before the change, if that was something else

    @classmethod
    def of(cls, record):
        if not isinstance(record, dict):
            return cls('unnamed', _text(record))
        get = record.get
        return cls(_text(get('rule')) or 'unnamed', _text(get('text')), _text(get('source')),
                   _text(get('column')), _tuples(get('differs'), 3), _tuples(get('steps'), 2),
                   names(get('backtrace')), _text(get('replay')),
                   ', '.join(names(get('known'))))

    @property
    def blocks(self):
        """New, and not a difference in internal fields alone (that is shown, not blocking)."""
        if self.state:
            return self.state == 'new'
        return self.column != 'internal' and not self.known


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
        self.findings = [Finding.of(f) for f in findings] if isinstance(findings, list) else []
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

    @property
    def verdict(self):
        """What becomes of the row: after a comparison, only what is new fails."""
        return self.state or self.status

    def read_findings(self):
        """Parses the findings of a known row: they are passed over until somebody asks."""
        if not self.line:
            return
        try:
            findings = json.loads(self.line)['findings']
        except (ValueError, RecursionError):
            findings = None
        if not isinstance(findings, list):
            findings = ['the findings of this row cannot be read']
        self.line = ''
        self.findings = [Finding.of(finding) for finding in findings]
