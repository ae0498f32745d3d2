# SPDX-License-Identifier: GPL-2.0-only
"""Text that is safe to print, and the one way in which every report writes a finding.

A name or a value comes from a test run and may hold anything. plain() makes it one line
without control characters; what a format needs beyond that is done where the format is made.
"""

import re
import textwrap

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


def table(header, rows, mark=0):
    """Aligned columns. A cell may have several lines. mark: the number of a row that has a '>' in
    the margin."""
    grid = [[[word] for word in header]]
    grid += [[plain_lines(cell) for cell in row] for row in rows]
    widths = [max(len(line) for row in grid for line in row[column])
              for column in range(len(header))]
    lines = []
    for number, row in enumerate(grid):
        for at in range(max(len(cell) for cell in row)):
            cells = [cell[at] if at < len(cell) else '' for cell in row]
            margin = '> ' if mark and number == mark and at == 0 else '  '
            line = ' | '.join(c.ljust(w) for c, w in zip(cells, widths))
            lines.append((margin + line).rstrip(' |'))
        if number == 0:
            lines.append('  ' + '-+-'.join('-' * width for width in widths))
    return lines


def _shortened(steps, mark):
    """Two steps that come again and again and change nothing are shown once. Returns the rows, and
    which of them has the mark. The same as in checker/run/text-steps.c."""
    rows, at, marked = [], 0, 0
    while at < len(steps):
        pair, times = steps[at:at + 2], 1
        while len(pair) == 2 and not any(cell for step in pair for cell in step[1:]) and \
                steps[at + 2 * times:at + 2 * times + 2] == pair and \
                not at < mark <= at + 2 * times + 2:
            times += 1
        if times > 1:
            rows += pair + [(f'(the last two {times - 1} times more)', '', '', '')]
            at += 2 * times
            continue
        rows.append(steps[at])
        at += 1
        marked = len(rows) if at == mark else marked
    return rows, marked


def steps_table(finding):
    """What was done and what it changed; a column in which nothing stands is left out."""
    header = ['step', 'interrupt', 'list registers', 'physical']
    used = [at for at in range(len(header))
            if at == 0 or any(step[at] for step in finding.steps)]
    rows, marked = _shortened(finding.steps, finding.at)
    return table([header[at] for at in used], [[row[at] for at in used] for row in rows], marked)


def differs_table(finding):
    """Expected and seen; who can see it is said once if it is the same for all."""
    names = {'lr': 'list register'}
    columns = [names.get(column, plain(column)) for column in finding.columns]
    if len(set(columns)) > 1:
        return table(['seen by', 'field', 'expected', 'seen'],
                     [(column, *differs) for column, differs in zip(columns, finding.differs)])
    what = f'field ({columns[0]})' if columns[0] else 'field'
    return table([what, 'expected', 'seen'], finding.differs)


def labelled(label, text):
    """A sentence behind its label, in lines that fit a mail."""
    lines = textwrap.wrap(plain(text), WIDTH - 8, break_long_words=False, break_on_hyphens=False)
    return [(label if at == 0 else '').ljust(8) + line for at, line in enumerate(lines or [''])]


def differences(finding):
    """'field: expected a, seen b' for each field that differs."""
    return [f'{plain(field)}: expected {plain(expected)}, seen {plain(seen)}'
            for field, expected, seen in finding.differs]


WIDTH = 98


def finding_lines(finding, row='', brief=False):
    """A finding in full. brief: without table, steps and backtrace, for the thousandth one."""
    lines = []
    if row:
        lines.append(f'row:    {plain(row)}')
    for label, text in (('words:', finding.words),
                        ('rule:', f'{finding.rule}: {finding.text}'), ('guest:', finding.guest),
                        ('source:', finding.source), ('known:', finding.known)):
        if text:
            lines += labelled(label, text)
    if brief:
        lines += ['  ' + line for line in differences(finding)]
        return lines + [f'replay: {plain(finding.replay)}'] * bool(finding.replay)
    if finding.steps:
        lines.append('')
        lines += table(['where', 'what'], [step[:2] for step in finding.steps]) \
            if finding.column == 'run' else steps_table(finding)
    if finding.brief:
        lines += labelled('steps:', 'not recorded, as enough rows failed alike; replaying the row shows them')
    if finding.differs:
        lines.append('')
        if finding.at:
            lines += ["seen after the step marked '>':", '']
        lines += differs_table(finding)
    if finding.others:
        lines += ['', 'also in this row:']
        lines += [f'  {plain(other.rule)}: {text}' for other in finding.others
                  for text in differences(other)]
    if finding.backtrace:
        lines += ['', 'backtrace:']
        lines += ['  ' + plain(frame) for frame in finding.backtrace]
    if finding.replay:
        lines += ['', f'replay: {plain(finding.replay)}']
    if finding.debug:
        lines.append(f'debug:  {plain(finding.debug)}')
    return lines
