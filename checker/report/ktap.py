# SPDX-License-Identifier: GPL-2.0-only
"""report.ktap: KTAP version 1 (Documentation/dev-tools/ktap.rst), stream -> block -> row.

Choices:
* A known finding is "ok ... # SKIP known finding: NAME". TODO is discouraged by the KTAP
  document; XFAIL is not understood by kunit.py, which would count it as passed or as failed
  by the word before the number. SKIP is understood by every parser and hides nothing: the
  row counts neither as passed nor as failed.
* Each stream ends with a result "run-complete": that its end record came and its counts agree.
* A description cannot hold '#' and KTAP has no escape: '#' becomes '%23'.
* A "# Subtest:" line follows the inner version lines, as KUnit writes and checks it.
"""

import re

from .text import differences, finding_lines, plain

DETAILED = 100      # rows of a rule that get steps and backtrace, too
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
            good &= self._block(out, at, block, stream.end is None)
        for finding in stream.findings:
            out += _diagnostics('  ', finding_lines(finding))
        result = 'not ok' if stream.findings else 'ok'
        out.append(f'  {result} {len(stream.blocks) + 1} {COMPLETE}')
        out.append(f'{"ok" if good and not stream.findings else "not ok"} {number} {name}')

    def _block(self, out, number, block, cut):
        """Writes a block; returns whether it may count as good."""
        name = description(block.name)
        rows = block.rows
        missing = (block.planned or 0) - len(rows) if cut else 0
        if rows:
            out += ['    KTAP version 1', f'    # Subtest: {name}', f'    1..{len(rows)}']
            if block.count['pass'] == len(rows) and not block.others():
                out.append('\n'.join([f'    ok {at} {row}' for at, row in enumerate(rows, 1)]))
            else:
                self._mixed(out, rows)
        if block.count['fail']:
            out.append(f'  not ok {number} {name}')
        elif missing > 0:
            out.append(f'  not ok {number} {name} # ERROR {missing} of {block.planned} rows '
                       'did not report')
        elif not rows:
            out.append(f'  ok {number} {name} # SKIP no row: every combination is excluded')
        elif block.count['skip'] == len(rows):
            out.append(f'  ok {number} {name} # SKIP every row was skipped')
        else:
            out.append(f'  ok {number} {name}')
        return not block.count['fail'] and missing <= 0

    def _mixed(self, out, rows):
        for at, row in enumerate(rows, 1):
            if row.__class__ is str:
                out.append(f'    ok {at} {row}')
                continue
            name = description(row.name)
            if row.status == 'skip':
                out.append(f'    ok {at} {name} # SKIP {_reason(row.why)}')
            elif row.status == 'known':
                known = _reason(', '.join(row.known))
                out.append(f'    ok {at} {name} # SKIP known finding: {known}')
            elif row.status == 'fail':
                for finding in row.findings:
                    self._finding(out, finding)
                out.append(f'    not ok {at} {name}')
            else:
                for finding in row.findings:
                    out += _diagnostics('    ', ['internal difference, not blocking: ' + text
                                                 for text in differences(finding)])
                out.append(f'    ok {at} {name}')

    def _finding(self, out, finding):
        seen = self.detailed[finding.rule] = self.detailed.get(finding.rule, 0) + 1
        out += _diagnostics('    ', finding_lines(finding, brief=seen > DETAILED))


def ktap(verdict):
    return Ktap(verdict).text()
