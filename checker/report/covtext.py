# SPDX-License-Identifier: GPL-2.0-only
"""coverage.txt: lines and branches of each kernel file and function, as text."""

ABOUT = '''\
Lines and branches of the kernel files that ran. gcov counts as a branch each way out of a
conditional jump: `if (a)` has 2, `if (a && b)` 4, `a ? b : c` 2, a loop 2, a switch one for each
target (the default included, also one that is not written); a condition in a macro counts at the
line that uses the macro. C has no exception branches. A branch is covered when it was taken once;
those of a line that never ran are not covered. Functions of headers that several files include
are counted once: the counts of all copies are added.
'''


def _share(part, whole):
    """'3/4  75.0 %'; 100 % only when all of it ran."""
    if not whole:
        return '     -          '
    percent = 100 * part / whole
    if part < whole:
        percent = min(percent, 99.9)
    return f'{part:>4}/{whole:<4} {percent:5.1f} %'


def _row(name, totals):
    return f'{_share(*totals[:2])}   {_share(*totals[2:])}   {name}'.rstrip()


def text(files, version):
    lines = [ABOUT, f'{"lines":16}   {"branches":16}   file, function']
    kinds = [('kernel files', [f for f in files if f.name.endswith('.c')]),
             ('headers of the tree', [f for f in files if not f.name.endswith('.c')])]
    for title, members in kinds:
        for file in members:
            lines += ['', _row(file.name, file.totals())]
            lines += [_row('    ' + function.name + ('' if any(function.lines.values())
                                                     else '   (never ran)'), function.totals())
                      for function in file.functions]
    lines.append('')
    for title, members in kinds:
        if members:
            totals = tuple(map(sum, zip(*(file.totals() for file in members))))
            lines.append(_row(f'all {title} ({len(members)})', totals))
    return '\n'.join(lines + ['', f'Counted by {version}.', ''])
