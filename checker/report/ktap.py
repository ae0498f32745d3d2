# SPDX-License-Identifier: GPL-2.0-only
"""report.ktap: KTAP version 1 (Documentation/dev-tools/ktap.rst), stream -> block -> row.

Choices:
* A known finding is "ok ... # SKIP known finding: NAME". TODO is discouraged by the KTAP
  document; XFAIL is not understood by kunit.py, which would count it as passed or as failed
  by the word before the number. SKIP is understood by every parser and hides nothing: the
  row counts neither as passed nor as failed.
* So is a row that fails as before the change: what is compared with a base agrees with its
  verdict, for a reader of KTAP, too.
* Each stream ends with a result "run-complete": that its end record came and its counts agree.
* A description cannot hold '#' and KTAP has no escape: '#' becomes '%23'.
* A "# Subtest:" line follows the inner version lines, as KUnit writes and checks it.
"""

import re

from .compared import AS_BEFORE, remarks
from .text import differences, finding_lines, plain

DETAILED = 100      # rows of a rule of which more is told than the differences
COMPLETE = 'run-complete'


def description(name):
    """A name that any KTAP parser reads back as it was written."""
    text = re.sub('^(- *)+', '', plain(name).replace('#', '%23').strip())
    return text or '(no name)'


def _reason(text):
    return plain(text).replace('#', '%23').strip() or '(no name)'


def _diagnostics(indent, lines):
    # Two blanks after '#', so that no text can look like "# Subtest: ".
    return [f'{indent}#  {line}'.rstrip() for line in lines]


class Ktap:
    def __init__(self, verdict):
        self.verdict = verdict
        self.detailed = {}
        self.short = {}
        self.told = {group.rule: list(remarks(group)) for group in verdict.groups}

    def text(self):
        streams = self.verdict.streams
        out = ['KTAP version 1', f'1..{len(streams)}']
        for number, stream in enumerate(streams, 1):
            self._stream(out, number, stream)
        out.append('')
        return '\n'.join(out)

    def _stream(self, out, number, stream):
        blocks = {description(block.name): block for block in stream.blocks.values()}
        name = description(stream.name)
        while name in blocks or name == COMPLETE:
            name += '-stream'
        out += ['  KTAP version 1', f'  # Subtest: {name}', f'  1..{len(stream.blocks) + 1}']
        good = True
        for at, block in enumerate(stream.blocks.values(), 1):
            good &= self._block(out, at, block, stream)
        for finding in stream.findings:
            out += _diagnostics('  ', finding_lines(finding))
        whole = not stream.findings
        out.append(f'  {"ok" if whole else "not ok"} {len(stream.blocks) + 1} {COMPLETE}')
        out.append(f'{"ok" if good and whole else "not ok"} {number} {name}')

    def _block(self, out, number, block, stream):
        """Writes a block; returns whether it may count as good."""
        name = description(block.name)
        rows = block.rows
        failed = block.verdicts()['fail']
        missing = block.unreported() if stream.end is None else 0
        if rows:
            out += ['    KTAP version 1', f'    # Subtest: {name}', f'    1..{len(rows)}']
            if block.count['pass'] == len(rows) and not block.others():
                out.append('\n'.join([f'    ok {at} {row}' for at, row in enumerate(rows, 1)]))
            else:
                self._mixed(out, rows)
        if failed:
            out.append(f'  not ok {number} {name}')
        elif missing:
            out.append(f'  not ok {number} {name} # ERROR {missing} of {block.planned} rows did '
                       'not report')
        elif not rows:
            out.append(f'  ok {number} {name} # SKIP no row: every combination is excluded')
        elif block.count['skip'] == len(rows):
            out.append(f'  ok {number} {name} # SKIP every row was skipped')
        else:
            out.append(f'  ok {number} {name}')
        return not failed and not missing

    def _mixed(self, out, rows):
        for at, row in enumerate(rows, 1):
            if row.__class__ is str:
                out.append(f'    ok {at} {row}')
                continue
            name = description(row.name)
            if row.status == 'skip':
                out.append(f'    ok {at} {name} # SKIP {_reason(row.why)}')
            elif row.verdict == 'known':
                known = _reason(', '.join(row.known))
                out.append(f'    ok {at} {name} # SKIP known finding: {known}')
            elif row.verdict in ('fail', 'unchanged'):
                for finding in row.findings:
                    self._finding(out, finding, row)
                rules = dict.fromkeys(f.rule for f in row.findings if f.state == 'unchanged')
                out.append(f'    not ok {at} {name}' if row.verdict == 'fail' else
                           f'    ok {at} {name} # SKIP {AS_BEFORE}: {_reason(", ".join(rules))}')
            else:
                for finding in row.findings:
                    out += _diagnostics('    ', ['internal difference, not blocking: ' + text
                                                 for text in differences(finding)])
                out.append(f'    ok {at} {name}')

    def _finding(self, out, finding, row):
        seen = self.detailed[finding.rule] = self.detailed.get(finding.rule, 0) + 1
        if seen > DETAILED:
            out += self._short(finding)
            return
        out += _diagnostics('    ', finding_lines(row.in_full(finding), brief=finding.brief))
        if finding.blocks:
            out += _diagnostics('    ', self.told.get(finding.rule, ()))

    def _short(self, finding):
        """The rule and the first differences; rows share what is brief."""
        lines = self.short.get(id(finding.differs)) if finding.brief else None
        if not lines:
            told = differences(finding) or [finding.text]
            more = f' (+{len(told) - 1} more)' if len(told) > 1 else ''
            replay = [f'replay: {plain(finding.replay)}'] * bool(finding.replay)
            lines = _diagnostics('    ', [f'{finding.rule}: {told[0]}{more}'] + replay)
        if finding.brief:
            self.short[id(finding.differs)] = lines
        return lines


def ktap(verdict):
    return Ktap(verdict).text()
