# SPDX-License-Identifier: GPL-2.0-only
"""What a compiler said: errors, each with its notes. Knows the words of gcc and of clang."""
import re

_LINE = re.compile(r"^(?P<file>[^\s:][^:]*):(?P<line>\d+):(?:\d+:)? "
                   r"(?P<kind>fatal error|error|warning|note): (?P<text>.*)$")
_CONTEXT = re.compile(r"^(In file included from | +from |[^:]*: In function )")
_MISSING = (re.compile(r"^(\S+): No such file or directory$"),
            re.compile(r"^'(\S+)' file not found"))
_IMPLICIT = (re.compile(r"implicit declaration of function '(\w+)'"),
             re.compile(r"call to undeclared (?:library )?function '(\w+)'"))
_FROM_INT = ("makes pointer from integer without a cast", "incompatible integer to pointer conversion")


class Diagnostic:
    """An error or warning: where, what, the notes below it, and the lines it was said in."""

    def __init__(self, match, context):
        self.file, self.line = match["file"], int(match["line"])
        self.kind, self.text = match["kind"], match["text"]
        self.notes = []         # (file, line, text)
        self.said = context

    @property
    def is_error(self):
        return self.kind != "warning"

    def missing_header(self):
        """The header that an #include of this file does not find."""
        for pattern in _MISSING:
            match = pattern.match(self.text)
            if match and self.kind == "fatal error":
                return match[1]
        return None

    def implicit(self):
        """The function that is called without a declaration."""
        for pattern in _IMPLICIT:
            match = pattern.search(self.text)
            if match:
                return match[1]
        return None

    def makes_pointer_from_int(self):
        return any(words in self.text for words in _FROM_INT)

    def redefines(self):
        """A macro is given another meaning; both compilers only warn."""
        return re.search(r'^"\w+" redefined|^\'\w+\' macro redefined', self.text) is not None

    def mentions(self, folder):
        """Has a file below the folder a part in it?"""
        return any(folder + "/" in line for line in self.said)


def parse(text):
    """The errors and warnings in what a compiler wrote to its standard error."""
    found, context = [], []
    for line in text.splitlines():
        match = _LINE.match(line)
        if match and match["kind"] != "note":
            found.append(Diagnostic(match, context + [line]))
            context = []
        elif _CONTEXT.match(line):
            context.append(line)
        elif found:
            if match:
                found[-1].notes.append((match["file"], int(match["line"]), match["text"]))
            # "In file included from" above a note belongs to the note.
            found[-1].said += context + [line]
            context = []
    return found
