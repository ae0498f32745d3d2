# SPDX-License-Identifier: GPL-2.0-only
"""Who has to change when a kernel file does not compile: an error put into one line that names the
mock, shadow header or list that the kernel has outgrown."""
import os
import re

from kerneltree import declaration, find_header, listed_headers, read, search

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MOCKS, KERNEL = "mocks/include/mock", "mocks/kernel"


class Blame:
    def __init__(self, tree, headers):
        self.tree, self.headers = tree, headers

    def place(self, path, line):
        """A place as a reader knows it: relative to the project or to the tree."""
        real = os.path.realpath(path)
        for top in (PROJECT, os.path.realpath(self.tree)):
            if real.startswith(top + "/"):
                path = os.path.relpath(real, top)
        linked = os.path.join(os.path.dirname(self.headers), "tree") + "/"
        return f"{path.removeprefix(linked)}:{line}"

    def sentence(self, diagnostic, undeclared=()):
        """The line. undeclared: functions called there that were only declared for want of better."""
        text = re.sub(r" \[-W[^]]*\]$", "", diagnostic.text)
        missing = diagnostic.missing_header()
        if missing:
            text = f"#include <{missing}>: the tree has no such header"
        advice = self.name(undeclared[0]) if undeclared else self.advice(diagnostic)
        return f"{self.place(diagnostic.file, diagnostic.line)}: {text}{'; ' if advice else ''}{advice}"

    def advice(self, diagnostic):
        place = self.place(diagnostic.file, diagnostic.line)
        function = next(filter(None, (
            re.search(r"(?:function|types for|argument \d+ of|macro) ['\"](\w+)['\"]|"
                      r"^'(\w+)' declared here|^macro '(\w+)' defined here", text)
            for text in (diagnostic.text, *(text for _, _, text in diagnostic.notes)))), None)
        function = function and next(filter(None, function.groups()))
        if place.startswith("vgic/"):
            return f"{place.partition(':')[0]} does not know this tree yet"
        # A declaration says more than a macro that the error came through, such as WARN_ON().
        by_macro = lambda note: re.search(r"(expanded from|in (expansion|definition) of) macro", note[2]) is not None
        notes = [self.place(file, line) for file, line, _ in sorted(diagnostic.notes, key=by_macro)]
        if place.startswith("mocks/kernel/"):
            theirs = next((p for p in notes if not p.startswith("mocks/")), None)
            return f"the mock to change is {place}" + (f"; the tree declares it at {theirs}" if theirs else "")
        match = not place.startswith("mocks/") and re.search(
            r"'((?:const )?(?:struct|union) (\w+))'(?: \{aka .*\})? has no member|"
            r"no member named '\w+' in '((?:struct|union) (\w+))'", diagnostic.text)
        if match:
            return self.type_of_mock(match[2] or match[4])
        match = not place.startswith("mocks/") and re.search(
            r"'(\w+)' undeclared|"
            r"undeclared identifier '(\w+)'|unknown type name '(\w+)'|"
            r"implicit declaration of function '(\w+)'|call to undeclared function '(\w+)'|"
            r"incomplete (?:typedef |definition of )?type '(?:struct |union )?(\w+)|"
            r"incomplete type '(?:struct |union )?(\w+)", diagnostic.text)
        if match:
            return self.name(next(filter(None, match.groups())))
        if "has incomplete type" in diagnostic.text:    # says of which variable, not which type
            match = re.search(r"\b(?:struct|union) (\w+)", read(diagnostic.file).splitlines()[diagnostic.line - 1])
            if match:
                return self.name(match[1])
        declared = next((p for p in [place, *notes] if p.startswith("mocks/include/")), None)
        return self.mock(declared, function)

    @staticmethod
    def mock(declared, function):
        """The mock declared at a place in mocks/include, if it is, and the file that defines it."""
        defined = function and search(PROJECT, (KERNEL,), rf"^[\w \t*]*\b({function})\((?![^{{]*;\n)", (".c",))
        places = ([declared] if declared else []) + ([f"{defined[0]}:{defined[1]}"] if defined else [])
        return f"the mock to change is {' and '.join(places)}" if places else ""

    @staticmethod
    def type_of_mock(name):
        found = search(PROJECT, (MOCKS,), rf"^(?:struct|union) ({name}) \{{")
        return f"the mock to extend is {found[0]}:{found[1]}" if found else ""

    def name(self, name):
        """Something that the kernel file uses and no header that it includes provides."""
        found = search(PROJECT, (MOCKS,), rf"^[^/*\n]*\b({name})\b")
        if found:
            return f"the mocks have it at {found[0]}:{found[1]}, where no header that is included leads"
        found = declaration(self.tree, name) or search(
            self.tree, ("arch/arm64/include", "include"), rf"^(?:struct|union|enum) ({name})\b[^;\n]*$")
        if not found:
            return "and no header of the tree has it"
        where = f"the tree has it at {found[0]}:{found[1]}"
        for path, file in self.shadows():
            if find_header(self.tree, path) == os.path.join(self.tree, found[0]):
                return f"{where}, for which mocks/include/mock/{file} stands: extend that"
        for path in self.emptied():
            if find_header(self.tree, path) == os.path.join(self.tree, found[0]):
                return f"{where}, which does not compile beside the mocks and was replaced by an empty one"
        return f"{where}: extend a mock, or name that header in vgic/headers.list"

    @staticmethod
    def shadows():
        for words in listed_headers():
            if words[0] == "mock":
                yield words[1], words[2]

    def emptied(self):
        folder = os.path.join(self.headers, "fallback")
        return [os.path.relpath(os.path.join(where, name), folder)
                for where, _, names in os.walk(folder) for name in names
                if not os.path.islink(os.path.join(where, name))]
