# SPDX-License-Identifier: GPL-2.0-only
"""What a line of a C file in kernel style is, as far as one can tell without compiling it: comment, macro, part of
which statement, of which function. gcov counts a statement at some of its lines only, and says nothing about the
others."""

import re

from . import counters

BLANK, DIRECTIVE, CODE = 'blank or comment', 'macro or directive', 'code'

_NOT_CODE = re.compile(r"""/\*.*?(?:\*/|\Z) | //[^\n]* | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'""",
                       re.VERBOSE | re.DOTALL)
_DIRECTIVE = re.compile(r'^[ \t]*\#(?:\\\n|[^\n])*', re.MULTILINE)
_DOES_SOMETHING = re.compile(r'[=(]|\+\+|--|^\s*(return|goto|break|continue)\b')
_NO_STATEMENT = re.compile(r'^\s*(case\b.*:|default\s*:|\w+\s*:|(\}\s*)?else\b.*|[{}\s;,]*)$')


class Source:
    def __init__(self, path, lines):
        text = _NOT_CODE.sub(self._blanked, '\n'.join(lines))
        self._directives = set()
        text = _DIRECTIVE.sub(lambda m: self._directive(m, text), text)
        self._code = [line.strip() for line in text.split('\n')]
        self._lines = lines
        self._depths = self._depth()
        self.functions = counters.definitions(path)

    @staticmethod
    def _blanked(match):
        if match[0][0] in '"\'':
            return match[0][0] * 2
        return '\n' * match[0].count('\n') or ' '

    def _directive(self, match, text):
        first = text.count('\n', 0, match.start()) + 1
        count = match[0].count('\n')
        self._directives.update(range(first, first + count + 1))
        return '\n' * count

    def _depth(self):
        """How many round brackets are open where each line begins. A brace in the first column closes them, so
        that an #ifdef in the middle of an expression does no lasting harm."""
        depth, result = 0, []
        for line, code in zip(self._lines, self._code):
            if line[:1] in ('{', '}'):
                depth = 0
            result.append(depth)
            depth = max(0, depth + code.count('(') - code.count(')'))
        return result

    def kind(self, line):
        if line in self._directives:
            return DIRECTIVE
        return CODE if self._code[line - 1] else BLANK

    def function(self, line):
        """(first line, last line, name) of the function that holds a line, or None."""
        return next((f for f in self.functions if f[0] <= line <= f[1]), None)

    def head(self, line):
        """The line where the statement begins that a line is part of."""
        while line > 1:
            before = line - 1
            while before and not self._code[before - 1]:
                before -= 1
            if not before:
                break
            end = self._code[before - 1]
            # Outside of brackets a closing one ends an if (...), a for (...) or a macro that stands for one.
            if not self._depths[line - 1] and (end[-1] in ';{}:)' or re.search(r'\b(else|do)$', end)):
                break
            line = before
        return line

    def only_braces(self, line):
        return not self._code[line - 1].strip('{}; ')

    def does_something(self, line):
        """Is this line such that code would be expected of it? A declaration, a label or a brace is not."""
        code = self._code[line - 1]
        return bool(_DOES_SOMETHING.search(code)) and not _NO_STATEMENT.match(code)
