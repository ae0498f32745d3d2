# SPDX-License-Identifier: GPL-2.0-only
"""Of the lines that a patch adds or changes: which ran, and which cannot run here, and why."""

import os

from . import csource, measure
from .counters import Failed
from .patch import read_lines

# Why a line is not counted. What could be code is named with its place, the rest is summed up.
LEFT_OUT = 'left out by the preprocessor in this configuration'
UNCALLED = 'in functions that nothing here calls'
NO_CODE = 'statements without code here (constant condition)'
DECLARATION = 'declarations, braces, labels'
PLACED, SUMMED = (LEFT_OUT, UNCALLED, NO_CODE), (csource.BLANK, csource.DIRECTIVE, DECLARATION)


class Line:
    """A changed line that can run. One that continues a statement has the counters of the statement's first."""

    def __init__(self, number, text, count, branches):
        self.number, self.text, self.count = number, text, count
        self.branches = branches


class Hunk:
    """What a hunk of the patch changes in one function."""

    def __init__(self, path, function):
        self.path, self.function = path, function
        self.lines = []

    def totals(self):
        """(lines run, lines, branches taken, branches)"""
        branches = [count for line in self.lines for count in line.branches]
        return (sum(1 for line in self.lines if line.count), len(self.lines),
                sum(1 for count in branches if count), len(branches))

    def in_full(self):
        run, lines, taken, branches = self.totals()
        return run == lines and taken == branches


class Coverage:
    def __init__(self):
        self.hunks = []
        self.not_run_here = {why: {} for why in PLACED + SUMMED}   # why: {path: [line]}
        self.unread, self.data = {}, {}         # path: number of added lines
        self.deleted = 0
        self.gaps = {True: {}, False: {}}       # did the code around a deletion run? {path: [line before it]}
        self.troubles = []

    def totals(self):
        return tuple(map(sum, zip(*(hunk.totals() for hunk in self.hunks)))) or (0, 0, 0, 0)


def is_source(path):
    return path.endswith(('.c', '.h'))


def measurable(files):
    """Paths of the files that a compiler reads here."""
    return [file.path for file in files if file.kind != 'unread' and is_source(file.path)
            and (file.added() or file.gaps())]


def check_built(build, tree, files):
    for file in files:
        path = os.path.realpath(os.path.join(tree, file.path))
        if file.kind == 'compiled' and file.added() and path not in build.commands:
            raise Failed(f'{build.directory} was not built from {file.path} of {tree} with --coverage: '
                         'give the build directory of this tree')


def judge(files, counts, build, tree):
    """The Coverage of Patched files, from what measure.measure() counted."""
    result = Coverage()
    for file in files:
        result.deleted += sum(hunk.deleted for hunk in file.hunks)
        if file.kind != 'unread' and is_source(file.path) and file.gaps():
            _judge_gaps(result, file, counts.get(file.path, {}), tree)
        added = file.added()
        if not added:
            continue
        if file.kind == 'unread':
            result.unread[file.path] = len(added)
        elif not is_source(file.path):
            result.data[file.path] = len(added)
        else:
            _judge_file(result, file, counts.get(file.path, {}), build, tree)
    return result


def _judge_gaps(result, file, counts, tree):
    """Where lines were only deleted, the line that can run next before it, or else behind it, speaks for them."""
    path = os.path.join(tree, file.path)
    source = csource.Source(path, read_lines(path)) if os.path.exists(path) else None
    for gap in file.gaps():
        function = source and source.function(gap)
        if not function:
            continue
        near = sorted((line for line in counts if function[0] <= line <= function[1]),
                      key=lambda line: (line > gap, abs(line - gap)))
        if near:
            result.gaps[bool(counts[near[0]][0])].setdefault(file.path, []).append(gap)


def _judge_file(result, file, counts, build, tree):
    path = os.path.join(tree, file.path)
    source = csource.Source(path, read_lines(path))
    seen, without = set(), []
    for hunk in file.hunks:
        pieces = {}
        for number, text in hunk.added.items():
            head = number if number in counts else source.head(number)
            # gcov counts closing braces, which nobody calls a line of code.
            if source.kind(number) != csource.CODE or source.only_braces(number) or head not in counts:
                without.append(number)
            elif head not in seen:
                seen.add(head)
                function = source.function(number)
                piece = pieces.setdefault(function, Hunk(file.path, function[2] if function else ''))
                piece.lines.append(Line(number, text, *counts[head]))
        result.hunks += pieces.values()

    def note(why, number):
        result.not_run_here[why].setdefault(file.path, []).append(number)

    code = [number for number in without if source.kind(number) == csource.CODE]
    try:
        left_out = measure.left_out(build, tree, file.path, code) if code else ()
    except Failed as error:
        left_out = ()
        result.troubles.append(f'what the preprocessor leaves out of {file.path} is not known: {error}')
    for number in without:
        function = source.function(number)
        if number not in code:
            note(source.kind(number), number)
        elif number in left_out:
            note(LEFT_OUT, number)
        elif function and not any(function[0] <= line <= function[1] for line in counts):
            note(UNCALLED, number)
        elif function and source.does_something(number):
            note(NO_CODE, number)
        else:
            note(DECLARATION, number)
