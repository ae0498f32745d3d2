# SPDX-License-Identifier: GPL-2.0-only
"""A list of functions that must be covered in full, and its exceptions.

    # a comment
    vgic_v3_fold_lr_state
    vgic_v3_new_helper (if present)
    vgic_v3_fold_lr_state: line `return;`: why no test can reach it
    vgic_v3_fold_lr_state: line `break;` #2: the second line with this text in the function
    vgic_v3_fold_lr_state: branch 1,3 of 4 `if (a && b)`: why these are never taken

The text is the source line, blanks squeezed. Branches are numbered from 0 in gcov's order, as
this tool prints them: what it reports as not covered can be pasted, followed by ": reason".
An excused line excuses its branches. An exception that excuses nothing is an error: it hides
what may happen later.
"""

import re

_FUNCTION = re.compile(r'(\w+)(\s+\(if present\))?')
_LINE = re.compile(r'(\w+): line `(.+)`(?: #(\d+))?: (.+)')
_BRANCH = re.compile(r'(\w+): branch (\d+(?:,\d+)*) of (\d+) `(.+)`(?: #(\d+))?: (.+)')


class Malformed(Exception):
    """The list itself is wrong; one sentence says where."""


class Exemption:
    def __init__(self, where, function, kind, text, nth, branches=(), total=0):
        self.where, self.function, self.kind = where, function, kind
        self.text, self.nth = ' '.join(text.split()), int(nth or 0)
        self.branches, self.total = tuple(branches), total
        self.used = False


def load(path):
    """({function: required even when absent}, [Exemption])"""
    functions, exemptions = {}, []
    with open(path, encoding='utf-8', errors='replace') as file:
        lines = file.read().split('\n')
    for number, line in enumerate(lines, 1):
        line, where = line.strip(), f'{path}:{number}'
        if not line or line.startswith('#'):
            continue
        if match := _FUNCTION.fullmatch(line):
            functions[match[1]] = not match[2]
        elif match := _LINE.fullmatch(line):
            exemptions.append(Exemption(where, match[1], 'line', match[2], match[3]))
        elif match := _BRANCH.fullmatch(line):
            exemptions.append(Exemption(where, match[1], 'branch', match[4], match[5],
                                        map(int, match[2].split(',')), int(match[3])))
        else:
            raise Malformed(f'{where}: neither "FUNCTION" nor "FUNCTION: line `TEXT`: REASON" nor '
                            f'"FUNCTION: branch N,N of M `TEXT`: REASON": {line}')
    for exemption in exemptions:
        if exemption.function not in functions:
            raise Malformed(f'{exemption.where}: an exception for {exemption.function}, which the '
                            'list does not name as required')
    if not functions:
        raise Malformed(f'{path} names no function')
    return functions, exemptions


def check(files, functions, exemptions):
    """Sentences about what is missing or wrong; none when all is well."""
    problems, present = [], set()
    for file in files:
        for function in file.functions:
            if function.name in functions:
                present.add(function.name)
                problems += _function(file, function, [e for e in exemptions
                                                       if e.function == function.name])
    for name, required in functions.items():
        if required and name not in present:
            problems.append(f'no such function in the coverage data: {name} (renamed? If only '
                            'some trees have it, write "(if present)" behind it)')
    for exemption in exemptions:
        if exemption.function in present and not exemption.used:
            what = 'branch ' + ','.join(map(str, exemption.branches)) + f' of {exemption.total} ' \
                if exemption.kind == 'branch' else 'line '
            problems.append(f'{exemption.where}: exception not needed, or matches nothing: '
                            f'{exemption.function}: {what}`{exemption.text}`')
    return problems


def _function(file, function, exemptions):
    same = {}       # source text: its lines in this function
    for line in sorted(function.lines):
        same.setdefault(file.source(line), []).append(line)
    for line in sorted(function.lines):
        source = file.source(line)
        twins = same[source]
        nth = f' #{twins.index(line) + 1}' if len(twins) > 1 else ''
        mine = [e for e in exemptions if e.text == source
                and (e.nth == twins.index(line) + 1 or not e.nth and len(twins) == 1)]
        if not function.lines[line]:
            excused = [e for e in mine if e.kind == 'line']
            for exemption in excused:
                exemption.used = True
            if not excused:
                yield (f'not covered: {file.name}:{line}: {function.name}: line '
                       f'`{source}`{nth}')
            continue
        counts = function.branches(line)
        missing = [number for number, count in enumerate(counts) if not count]
        for exemption in mine:
            if (exemption.kind == 'branch' and exemption.total == len(counts)
                    and set(exemption.branches) <= set(missing)):
                exemption.used = True
                missing = [n for n in missing if n not in exemption.branches]
        if missing:
            numbers = ','.join(map(str, missing))
            yield (f'not covered: {file.name}:{line}: {function.name}: branch {numbers} of '
                   f'{len(counts)} `{source}`{nth}')
