# SPDX-License-Identifier: GPL-2.0-only
"""junit.xml, as GitLab and GitHub actions read it: one testsuite a stream; in it one testcase a
block, one more for each of the first rows that failed by a rule, and one that says whether the run
was complete. tests/self/report/junit.xsd says what the readers expect, and their limits."""

import re

from .compared import AS_BEFORE, remarks
from .ktap import COMPLETE, DETAILED
from .text import clip, differences, finding_lines, plain, plural

# What XML 1.0 cannot hold, not even as a character reference.
_ILLEGAL = re.compile('[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')


def _text(value):
    value = _ILLEGAL.sub(lambda match: f'\\x{ord(match[0]):02x}', value)
    return value.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')


def attribute(value):
    return _text(plain(value)).replace('"', '&quot;')


def _failure(kind, message, lines):
    return (f'<failure type="{attribute(kind)}" message="{attribute(clip(message, 300))}">'
            f'{_text(chr(10).join(lines))}</failure>')


def _skipped(message):
    return f'<skipped message="{attribute(clip(message, 300))}"/>'


def _message(finding):
    return '; '.join([f'{finding.rule}: {finding.text}'] + differences(finding)[:3])


class Suite:
    def __init__(self, stream, detailed, told, label):
        self.stream, self.detailed, self.told = stream, detailed, told
        self.label = label
        self.cases = []
        self.failures = self.skipped = self.left_out = 0
        for block in stream.blocks.values():
            self._block(block)
        if stream.findings:
            first, *more = stream.findings
            self._case(COMPLETE, stream.name,
                       _failure(first.rule, _message(first), self._lines(first)), more=more)
        else:
            self._case(COMPLETE, stream.name)

    def _lines(self, finding, row='', brief=False):
        lines = finding_lines(finding, row, brief=brief)
        return lines + self.told.get(finding.rule, []) if finding.blocks and not brief else lines

    def _case(self, name, group, body='', more=()):
        if group != self.stream.name and self._one_too_many(body):
            return
        if more:        # one failure a testcase is what every reader understands
            lines = [line for f in more for line in finding_lines(f) + ['']]
            body += f'<system-out>{_text(chr(10).join(lines))}</system-out>'
        self.failures += body.startswith('<failure')
        self.skipped += body.startswith('<skipped')
        # No row is timed, but a reader that finds no number shows NaN.
        head = f'  <testcase classname="{attribute(group)}" name="{attribute(name)}" time="0"'
        self.cases.append(f'{head}>{body}</testcase>' if body else f'{head}/>')

    def _block(self, block):
        count, total = block.count, len(block.rows)
        failed = [row for row in block.others() if row.verdict == 'fail']
        missing = block.unreported() if self.stream.end is None else 0
        if failed or missing:
            message = f'{len(failed)} of {plural(total, "row")} failed'
            if missing:
                message += f', {missing} did not report'
            names = [plain(row.name) for row in failed]
            self._case(block.name, self.stream.name, _failure('block', message, [message] + names))
        elif count['skip'] == total:
            whys = dict.fromkeys(row.why for row in block.others())
            why = '; '.join(whys) or 'no row: every combination is excluded'
            self._case(block.name, self.stream.name, _skipped(why))
        elif count['pass'] == total:
            self._case(block.name, self.stream.name)
        else:
            self._case(block.name, self.stream.name,
                       f'<system-out>{_text(_told(block))}</system-out>')
        for row in block.others():
            if row.verdict == 'fail':
                self._row(block, row)
            elif row.verdict == 'unchanged':
                rules = dict.fromkeys(f.rule for f in row.findings if f.state == 'unchanged')
                self._case(row.name, f'{self.stream.name}.{block.name}',
                           _skipped(f'{AS_BEFORE}: {", ".join(rules)}'))

    def _row(self, block, row):
        lines = []
        first = next(f for f in row.findings if f.blocks)
        if self.detailed.get(f'<failure type="{attribute(first.rule)}"', 0) >= DETAILED:
            self.left_out += 1
            return
        for finding in map(row.in_full, row.findings):
            seen = self.detailed[finding.rule] = self.detailed.get(finding.rule, 0) + 1
            lines += self._lines(finding, row.name, seen > DETAILED) + ['']
        self._case(row.name, f'{self.stream.name}.{block.name}',
                   _failure(first.rule, _message(first), lines))

    def _one_too_many(self, body):
        """For what readers take: of rows that failed by one rule, or were skipped, the first."""
        kind = body.partition(' message=')[0]
        seen = self.detailed[kind] = self.detailed.get(kind, 0) + 1
        self.left_out += seen > DETAILED
        return seen > DETAILED

    def lines(self):
        stream = self.stream
        yield (f' <testsuite name="{attribute(stream.name)}" tests="{len(self.cases)}" '
               f'failures="{self.failures}" errors="0" skipped="{self.skipped}" '
               f'time="{stream.seconds:.3f}">')
        yield '  <properties>'
        if self.left_out:
            yield f'   <property name="rows without a testcase" value="{self.left_out}"/>'
        for key in ('tree', 'package', 'build', 'compiler'):
            value = key == 'tree' and self.label or stream.get(key)
            yield f'   <property name="{key}" value="{attribute(value)}"/>'
        yield '  </properties>'
        yield from self.cases
        yield ' </testsuite>'


def _told(block):
    """What a block that did not fail still has to say."""
    lines = [', '.join(f'{number} {status}' for status, number in block.verdicts().items()
                       if number)]
    for row in block.others():
        if row.status == 'known':
            lines.append(f'known finding {plain(", ".join(row.known))}: {plain(row.name)}')
        elif row.status == 'internal':
            lines.append(f'internal difference, not blocking: {plain(row.name)}')
    return '\n'.join(lines)


def junit(verdict):
    detailed = {}
    told = {group.rule: list(remarks(group)) for group in verdict.groups}
    suites = [Suite(stream, detailed, told, verdict.label) for stream in verdict.streams]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>',
             f'<testsuites name="vgicheck" tests="{sum(len(s.cases) for s in suites)}" '
             f'failures="{sum(s.failures for s in suites)}" errors="0" '
             f'skipped="{sum(s.skipped for s in suites)}" time="{verdict.seconds:.3f}">']
    for suite in suites:
        lines += suite.lines()
    return '\n'.join(lines + ['</testsuites>', ''])
