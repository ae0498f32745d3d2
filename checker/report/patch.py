# SPDX-License-Identifier: GPL-2.0-only
"""The patch whose coverage is asked for: a plan's patch.diff (unified, paths with a/ and b/ before them) and
touched.tsv (path, tab, class)."""

import os
import re

CLASSES = ('compiled', 'read', 'unread')
_HUNK = re.compile(r'@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@')
_ESCAPE = re.compile(r'\\([0-7]{3}|.)')
_LETTERS = {'a': '\a', 'b': '\b', 't': '\t', 'n': '\n', 'v': '\v', 'f': '\f', 'r': '\r'}


class Malformed(Exception):
    """One sentence says what is wrong with the plan."""


class Hunk:
    def __init__(self):
        self.added = {}         # line number in head: text
        self.deleted = 0
        self.gaps = []          # lines in head behind which lines were deleted and none put


class Patched:
    """A file that the patch touches, under its name in head (of a deleted one: in base)."""

    def __init__(self, path):
        self.path, self.kind = path, ''
        self.hunks = []

    def gaps(self):
        return [line for hunk in self.hunks for line in hunk.gaps]

    def added(self):
        return {number: text for hunk in self.hunks for number, text in hunk.added.items()}


def _path(field):
    """The path of a --- or +++ line without its a/ or b/; None for /dev/null. git quotes unusual names and ends
    one that holds blanks with a tab; diff puts a tab and the time behind the name."""
    if field.startswith('"'):
        inner = field[1:field.rindex('"')] if field.count('"') > 1 else field[1:]
        # Octal escapes are bytes of UTF-8.
        octets = _ESCAPE.sub(lambda m: chr(int(m[1], 8)) if len(m[1]) == 3
                             else _LETTERS.get(m[1], m[1]), inner)
        name = octets.encode('latin-1', 'replace').decode('utf-8', 'surrogateescape')
    else:
        name = field.split('\t')[0].rstrip('\r')
    return None if name == '/dev/null' else name.partition('/')[2]


def _gap(hunk, run, number):
    """Changed lines of these kinds stood before line `number`."""
    if run and '+' not in run:
        hunk.gaps.append(number - 1)


def parse(text, name):
    """The Patched files of a diff, in its order."""
    result, file = {}, None
    lines = text.split('\n')
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.startswith('diff --git '):
            file = None
        elif line.startswith('--- ') and at < len(lines) and lines[at].startswith('+++ '):
            old, new = _path(line[4:]), _path(lines[at][4:])
            at += 1
            path = new or old
            if not path:
                raise Malformed(f'{name}:{at}: no path; a unified diff with a/ and b/ before its paths is wanted')
            file = result.setdefault(path, Patched(path))
        elif match := _HUNK.match(line):
            if file is None:
                raise Malformed(f'{name}:{at}: a hunk of no file')
            hunk, number = Hunk(), int(match[2])
            left, right = (1 if count is None else int(count) for count in (match[1], match[3]))
            run = ''            # what the lines just before are: '-', '+', both
            while left > 0 or right > 0:
                if at >= len(lines) or lines[at][:1] not in ('+', '-', ' ', '', '\\') or \
                        not lines[at] and at == len(lines) - 1:
                    raise Malformed(f'{name}:{at + 1}: the hunk that begins as "{match[0]}" is cut short')
                kind = lines[at][:1]
                if kind not in ('+', '-', '\\'):
                    _gap(hunk, run, number)
                    run = ''
                elif kind != '\\':
                    run += kind
                if kind == '+':
                    hunk.added[number] = lines[at][1:]
                hunk.deleted += kind == '-'
                number += kind in ('+', ' ', '')
                left -= kind in ('-', ' ', '')
                right -= kind in ('+', ' ', '')
                at += 1
            _gap(hunk, run, number)
            file.hunks.append(hunk)
    return list(result.values())


def load(plan, tree):
    """The Patched files of a plan directory, each with its class, and held against the tree in head's state."""
    name = os.path.join(plan, 'patch.diff')
    with open(name, encoding='utf-8', errors='surrogateescape', newline='\n') as file:
        files = parse(file.read(), name)
    classes = {}
    name = os.path.join(plan, 'touched.tsv')
    with open(name, encoding='utf-8', errors='surrogateescape') as file:
        for number, line in enumerate(file.read().split('\n'), 1):
            path, tab, kind = line.rpartition('\t')
            if line and (not tab or kind not in CLASSES):
                raise Malformed(f'{name}:{number}: a path, a tab and one of {", ".join(CLASSES)} are wanted')
            classes[path] = kind
    for file in files:
        added = file.added()
        if added and file.path not in classes:
            raise Malformed(f'{name} does not name {file.path}, which patch.diff changes')
        file.kind = classes.get(file.path, 'unread')
        if added and file.kind != 'unread':
            lines = read_lines(os.path.join(tree, file.path))
            for number, text in added.items():
                if number > len(lines) or lines[number - 1] != text:
                    raise Malformed(f'{file.path}:{number} is not what the patch makes of it: '
                                    f'{tree} must be in the state behind the patch')
    return files


def read_lines(path):
    with open(path, encoding='utf-8', errors='surrogateescape', newline='\n') as file:
        return file.read().split('\n')


def additions(files):
    """A diff of nothing but the added lines, for programs that read less of the format than git writes."""
    lines = []
    for file in files:
        added = file.added()
        if added:
            lines += [f'diff --git a/{file.path} b/{file.path}', f'--- a/{file.path}', f'+++ b/{file.path}']
        for number in added:
            lines += [f'@@ -{number},0 +{number} @@', '+' + added[number]]
    return '\n'.join(lines) + '\n'
