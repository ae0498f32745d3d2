# SPDX-License-Identifier: GPL-2.0-only
"""Text in Markdown that also reads well as it stands, whatever it holds."""

import re

from .text import plain

_ESCAPE = re.compile(r'[\\`*\[\]|]|(?<!\w)_|_(?!\w)')
FIRST = 5       # row names and the like that are shown before "and n more"


def md(value):
    """Text that Markdown shows as it is."""
    text = _ESCAPE.sub(lambda match: '\\' + match[0], plain(value))
    return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')


def code(value):
    """A code span, whatever it holds."""
    text = plain(value)
    ticks = '`' * (max((len(run) for run in re.findall('`+', text)), default=0) + 1)
    pad = ' ' if text[:1] == '`' or text[-1:] == '`' else ''
    return f'{ticks}{pad}{text}{pad}{ticks}' if text else ''


def fence(lines):
    longest = max((len(run) for line in lines for run in re.findall('`+', line)), default=0)
    ticks = '`' * max(3, longest + 1)
    return [ticks + 'text', *lines, ticks]


def first(names):
    lines = [f'* {code(name)}' for name in names[:FIRST]]
    if len(names) > FIRST:
        lines.append(f'* and {len(names) - FIRST} more')
    return lines


def table(header, rows):
    lines = ['| ' + ' | '.join(header) + ' |', '|' + '---|' * len(header)]
    return lines + ['| ' + ' | '.join(row) + ' |' for row in rows] + ['']
