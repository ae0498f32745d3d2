# SPDX-License-Identifier: GPL-2.0-only
"""A strict reader of KTAP version 1, stricter than the document: no unknown lines, plans are
needed, and a parent fails exactly when a child does. Independent of the program under test."""

import re

RESULT = re.compile(r'(ok|not ok) ([1-9]\d*) ([^#\s](?:[^#]*[^#\s])?)(?: # (\w+)(?: (.*))?)?')
DIRECTIVES = {'SKIP', 'XFAIL', 'TIMEOUT', 'ERROR'}


class Invalid(Exception):
    pass


class Result:
    def __init__(self, good, name, directive, reason, children, diagnostics):
        self.good, self.name, self.directive, self.reason = good, name, directive, reason
        self.children, self.diagnostics = children, diagnostics

    def leaves(self):
        if not self.children:
            return [self]
        return [leaf for child in self.children for leaf in child.leaves()]

    def find(self, name):
        return next(r for r in [self] + self.leaves() + self.children if r.name == name)


def read(text):
    """The results on the top level."""
    if not text.endswith('\n'):
        raise Invalid('the last line has no end')
    lines = text.split('\n')[:-1]
    for number, line in enumerate(lines, 1):
        if re.search('[\x00-\x1f\x7f-\x9f\u2028\u2029]', line) or line != line.rstrip():
            raise Invalid(f'line {number}: control character or trailing blank: {line!r}')
    results, rest = _tests(lines, 0, '')
    if rest != len(lines):
        raise Invalid(f'line {rest + 1} is after the last test: {lines[rest]!r}')
    return results


def _diagnostics(lines, at, indent):
    found = []
    while at < len(lines) and re.match(indent + r'#( |$)', lines[at]):
        found.append(lines[at][len(indent) + 2:])
        at += 1
    return found, at


def _tests(lines, at, indent):
    if at >= len(lines) or lines[at] != indent + 'KTAP version 1':
        raise Invalid(f'line {at + 1}: no version line')
    _, at = _diagnostics(lines, at + 1, indent)
    plan = re.fullmatch(indent + r'1\.\.([1-9]\d*)', lines[at] if at < len(lines) else '')
    if not plan:
        raise Invalid(f'line {at + 1}: no plan')
    at += 1
    results = []
    for number in range(1, int(plan[1]) + 1):
        said, at = _diagnostics(lines, at, indent)
        children = []
        if at < len(lines) and lines[at] == indent + '  KTAP version 1':
            children, at = _tests(lines, at, indent + '  ')
            more, at = _diagnostics(lines, at, indent)
            said += more
        line = lines[at] if at < len(lines) else ''
        match = RESULT.fullmatch(line[len(indent):])
        if not line.startswith(indent) or not match:
            raise Invalid(f'line {at + 1}: no result where number {number} must be: {line!r}')
        if int(match[2]) != number:
            raise Invalid(f'line {at + 1}: result {match[2]} where {number} must be')
        if match[4] and match[4] not in DIRECTIVES:
            raise Invalid(f'line {at + 1}: unknown directive {match[4]}')
        good = match[1] == 'ok'
        if children and good != all(c.good for c in children) and match[4] != 'ERROR':
            raise Invalid(f'line {at + 1}: does not follow from its subtests')
        results.append(Result(good, match[3], match[4], match[5], children, said))
        at += 1
    return results, at
