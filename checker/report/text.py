# SPDX-License-Identifier: GPL-2.0-only
"""Text that is safe to print, and the one way in which every report writes a finding.

A name or a value comes from a test run and may hold anything. plain() makes it one line
without control characters; what a format needs beyond that is done where the format is made.
"""

import re

# Control characters, line separators that str.splitlines() knows, text-direction overrides,
# lone surrogates.
UNSAFE = re.compile('[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]')


def _visible(match):
    code = ord(match[0])
    return f'\\x{code:02x}' if code < 0x100 else f'\\u{code:04x}'


def plain(value):
    """The value as one line that neither a terminal nor a parser can misunderstand."""
    text = value if isinstance(value, str) else str(value)
    if text.isprintable():
        return text
    return UNSAFE.sub(_visible, text.replace('\t', ' '))


def plain_lines(value):
    """Like plain(), but a newline starts a new line."""
    text = value if isinstance(value, str) else str(value)
    return [plain(line) for line in text.split('\n')]


def plural(number, word):
    return f'{number} {word}' if number == 1 else f'{number} {word}s'


def clip(text, width):
    return text if len(text) <= width else text[:width - 1] + '…'


def table(header, rows):
    """Aligned columns. A cell may have several lines."""
    grid = [[[word] for word in header]]
    grid += [[plain_lines(cell) for cell in row] for row in rows]
    widths = [max(len(line) for row in grid for line in row[column])
              for column in range(len(header))]
    lines = []
    for number, row in enumerate(grid):
        for at in range(max(len(cell) for cell in row)):
            cells = [cell[at] if at < len(cell) else '' for cell in row]
            lines.append(' | '.join(c.ljust(w) for c, w in zip(cells, widths)).rstrip())
        if number == 0:
            lines.append('-+-'.join('-' * width for width in widths))
    return lines


def differences(finding):
    """'field: expected a, seen b' for each field that differs."""
    return [f'{plain(field)}: expected {plain(expected)}, seen {plain(seen)}'
            for field, expected, seen in finding.differs]


def finding_lines(finding, row='', brief=False):
    """A finding in full. brief: without table, steps and backtrace, for the thousandth one."""
    lines = []
    if row:
        lines.append(f'row:    {plain(row)}')
    lines.append(f'rule:   {plain(finding.rule)}: {plain(finding.text)}')
    if finding.source:
        lines.append(f'source: {plain(finding.source)}')
    if finding.known:
        lines.append(f'known:  {plain(finding.known)}')
    if brief:
        lines += ['  ' + line for line in differences(finding)]
        return lines + [f'replay: {plain(finding.replay)}'] * bool(finding.replay)
    if finding.steps:
        lines.append('')
        header = ['where', 'what'] if finding.column == 'run' else ['step', 'what changed']
        lines += ['  ' + line for line in table(header, finding.steps)]
    if finding.differs:
        lines.append('')
        lines += ['  ' + line for line in
                  table([f'field ({plain(finding.column)})' if finding.column else 'field',
                         'expected', 'seen'], finding.differs)]
    if finding.backtrace:
        lines += ['', 'backtrace:']
        lines += ['  ' + plain(frame) for frame in finding.backtrace]
    if finding.replay:
        lines += ['', f'replay: {plain(finding.replay)}']
    return lines
