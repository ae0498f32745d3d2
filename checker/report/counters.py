# SPDX-License-Identifier: GPL-2.0-only
"""Coverage counters of the kernel files: what gcov says, merged by (file, function, line).

A header's inline function is compiled into several objects; the counts of all copies are added.
gcov names no function for code that was inlined from elsewhere: such a line goes to the function
whose source holds it. Copies of a line may differ in branches, where gcc folded constants or
inlined twice: then the copies with the most branches count, so nothing is covered by accident.
"""

import bisect
import json
import os
import re
import subprocess
import tempfile

OUTSIDE = '(outside functions)'


class Failed(Exception):
    """No counters; one sentence says why."""


class Function:
    def __init__(self, name, start, end):
        self.name, self.start, self.end = name, start, end
        self.calls = 0
        self.lines = {}         # line: count
        self._branches = {}     # line: {number of branches: [count, ..]}

    def add(self, line, count, branches):
        self.lines[line] = self.lines.get(line, 0) + count
        if branches:
            shapes = self._branches.setdefault(line, {})
            old = shapes.get(len(branches))
            shapes[len(branches)] = [a + b for a, b in zip(old, branches)] if old else branches

    def branches(self, line):
        """The counts of the line's branches, in gcov's order."""
        shapes = self._branches.get(line)
        return shapes[max(shapes)] if shapes else []

    def totals(self):
        """(lines run, lines, branches taken, branches)"""
        branches = [count for line in self._branches for count in self.branches(line)]
        return (sum(1 for count in self.lines.values() if count), len(self.lines),
                sum(1 for count in branches if count), len(branches))


class File:
    def __init__(self, name, path):
        self.name, self.path = name, path       # in the tree; on this machine
        self.functions = []
        self._source = None

    def source(self, line):
        """A line of the file as it is now, blanks squeezed."""
        if self._source is None:
            try:
                with open(self.path, encoding='utf-8', errors='replace') as file:
                    self._source = file.read().split('\n')
            except OSError:
                self._source = []
        return ' '.join(self._source[line - 1].split()) if line <= len(self._source) else ''

    def totals(self):
        return tuple(map(sum, zip(*(f.totals() for f in self.functions)))) or (0, 0, 0, 0)


# --- running gcov ------------------------------------------------------------------------------

def notes_files(directory):
    found = sorted(os.path.join(folder, name) for folder, _, names in os.walk(directory)
                   for name in names if name.endswith('.gcno'))
    if not found:
        raise Failed(f'{directory} has no .gcno file: is it a build with gcc --coverage?')
    return found


def _run_gcov(gcov, notes):
    """gcov's JSON documents, from as many gcov processes as there are CPUs."""
    workers = min(len(os.sched_getaffinity(0)), len(notes))
    with tempfile.TemporaryDirectory() as scratch:
        running = []
        for number in range(workers):
            errors = open(os.path.join(scratch, str(number)), 'w+', encoding='utf-8',
                          errors='replace')
            running.append((errors, subprocess.Popen(
                [gcov, '--json-format', '--stdout', '--branch-probabilities']
                + notes[number::workers], cwd=scratch, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=errors)))
        documents = []
        for errors, process in running:
            output = process.communicate()[0].decode('utf-8', 'replace')
            errors.seek(0)
            _judge(gcov, errors.read(), process.returncode)
            errors.close()
            documents += [json.loads(line) for line in output.split('\n') if line[:1] == '{']
    if len(documents) != len(notes):
        raise Failed(f'{gcov} read {len(documents)} of {len(notes)} .gcno files: '
                     'is it the gcov of the compiler that built them?')
    return documents


def _judge(gcov, errors, status):
    for line in errors.split('\n'):
        if 'cannot open data file' in line or "cannot open source file" in line.lower():
            continue            # an object that never ran: all its counts are 0
        if 'stamp mismatch' in line:
            raise Failed(f'{line.strip()}: counters of an older build; remove the .gcda files')
        if 'version' in line and 'prefer' in line:
            raise Failed(f'{line.strip()}: give the gcov of that compiler with --gcov')
        if 'profile mismatch' in line or 'corrupt' in line or 'not a gcov' in line \
                or 'overflow' in line:
            raise Failed(line.strip())
    if status:
        raise Failed(f'{gcov} failed with status {status}: '
                     f'{(errors.strip() or "no message").splitlines()[-1]}')


# --- merging -----------------------------------------------------------------------------------

_DEFINITION = re.compile(r'(\w+)\s*\(')


def definitions(path):
    """(start, end, name) of functions in a file in kernel style: the name's line begins in the
    first column, so do the braces."""
    result, start, name, inside = [], 0, '', False
    try:
        with open(path, encoding='utf-8', errors='replace') as file:
            lines = file.read().split('\n')
    except OSError:
        return result
    for number, line in enumerate(lines, 1):
        if line.startswith('{'):
            inside = bool(name)
        elif line.startswith('}'):
            if inside:
                result.append((start, number, name))
            name, inside = '', False
        elif line[:1].isalpha() or line[:1] == '_':
            found = [n for n in _DEFINITION.findall(line) if n != '__attribute__']
            if not inside and found and not line.rstrip().endswith(';'):
                start, name = number, found[0]
                if line.rstrip().endswith('}'):
                    result.append((start, number, name))
                    name = ''
    return result


class _Owner:
    """Finds the function of a line."""

    def __init__(self, file, ranges):
        self._file = file
        self.ranges = ranges                    # {(start, name): Function}
        self._sorted = None
        self._scanned = None

    def of(self, name, line):
        if self._sorted is None:
            self._sorted = sorted(self.ranges.values(), key=lambda f: (f.start, -f.end))
            self._starts = [f.start for f in self._sorted]
        around = None
        for at in range(bisect.bisect_right(self._starts, line) - 1, -1, -1):
            function = self._sorted[at]
            if function.end < line:     # functions do not overlap, unless one macro makes several
                break
            if function.name == name:
                return function
            around = around or function
        return around or self._inlined(line)

    def _inlined(self, line):
        if self._scanned is None:
            self._scanned = definitions(self._file.path)
        start, end, name = next((d for d in self._scanned if d[0] <= line <= d[1]),
                                (0, 0, OUTSIDE))
        key = (start, name)
        if key not in self.ranges:
            self.ranges[key] = Function(name, start, end)
            if start:
                self._sorted = None
        return self.ranges[key]


def read(directory, tree, gcov='gcov'):
    """The Files below `tree` that the objects in `directory` were compiled from."""
    root = os.path.realpath(tree) + os.sep
    documents = _run_gcov(gcov, [os.path.abspath(name) for name in notes_files(directory)])
    files, owners, resolved, waiting = {}, {}, {}, []
    for document in documents:
        cwd = document.get('current_working_directory', '')
        for entry in document['files']:
            path = os.path.join(cwd, entry['file'])
            if path not in resolved:            # headers may be reached through links
                resolved[path] = os.path.realpath(path)
            path = resolved[path]
            if not path.startswith(root):
                continue
            if path not in files:
                files[path] = File(path[len(root):], path)
                owners[path] = _Owner(files[path], {})
            ranges = owners[path].ranges
            for item in entry['functions']:
                key = (item['start_line'], item['name'])
                function = ranges.setdefault(key, Function(item['name'], item['start_line'],
                                                           item['end_line']))
                function.calls += item['execution_count']
            waiting.append((path, entry['lines']))
    if not files:
        raise Failed(f'no object in {directory} was compiled from a file below {tree}')
    for path, lines in waiting:     # only now is every function's place known
        owner, known = owners[path], {}
        for item in lines:
            number = item['line_number']
            key = (item.get('function_name'), number)
            function = known.get(key) or known.setdefault(key, owner.of(*key))
            function.add(number, item['count'], [b['count'] for b in item['branches']])
    for path, owner in owners.items():
        files[path].functions = sorted((f for f in owner.ranges.values() if f.lines),
                                       key=lambda f: (f.start, f.name))
    return sorted((f for f in files.values() if f.functions), key=lambda f: f.name)
