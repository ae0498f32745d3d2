# SPDX-License-Identifier: GPL-2.0-only
"""What to do when a kernel file needs something that the harness has never seen.

A header that no line of headers.list names is linked from the tree if it, and the few headers that
it needs in its turn, compile beside the mocks and leave them their meaning; otherwise an empty one
takes its place. A function that is called without a declaration is declared, if the tree declares it
somewhere; link-subject then insists that it becomes a trap stub.
"""
import contextlib
import fcntl
import os
import re
import shutil
import subprocess
import tempfile

from bending import bent
from diagnostics import parse
from kerneltree import declaration, find_header, includes, is_generated, link, put, read

EMPTY = "/* Empty, in the place of a kernel header that does not compile beside the mocks. */\n"
WITH = 8        # how many headers one may bring along
ROUNDS = 40     # attempts to compile a file; each must have found something to change


class Refused(Exception):
    """No fallback can help, and what the compiler says would lead astray."""


def run(command, text=None):
    """The process, its messages in the one language that can be read here."""
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False,
                          errors="replace", env={**os.environ, "LC_ALL": "C"})


def bare(command):
    """The command without its source, its output and its dependency file."""
    kept, words = [], iter(command)
    for word in words:
        if word in ("-o", "-MF", "-MT", "-MQ"):
            next(words)
        elif word not in ("-c", "-w", "-MD", "-MMD") and (word.startswith("-") or not word.endswith(".c")):
            kept.append(word)
    return kept


class Headers:
    """The directory HEADERS/fallback of one build directory, shared by all that is compiled there."""

    def __init__(self, tree, headers, command):
        self.tree, self.headers = tree, headers
        self.top = os.path.dirname(headers)     # where CMake leaves what it found out about the tree
        self.folder = os.path.join(headers, "fallback")
        self.command = bare(command)
        self.trying = []        # directories of headers that are being tried

    @contextlib.contextmanager
    def locked(self):
        os.makedirs(self.headers, exist_ok=True)
        with open(self.headers + ".lock", "w", encoding="utf-8") as f:
            fcntl.flock(f, fcntl.LOCK_EX)
            yield

    def provide(self, name):
        """Make <name> be found. False: the tree does not have it either."""
        with self.locked():
            return self._provide(name)

    def _provide(self, name):
        path = os.path.join(self.folder, name)
        if os.path.exists(path):
            return True
        if not find_header(self.tree, name):
            if not is_generated(self.tree, name):
                return False
            put(path, EMPTY)
            return True
        found = self._try(name)
        if not found:
            put(path, EMPTY)
        for header, target in found.items():
            self._place(self.folder, header, target)
        return True

    @staticmethod
    def _place(folder, header, target):
        path = os.path.join(folder, header)
        if target:
            link(target, path)
        else:
            put(path, EMPTY)

    def _try(self, name):
        """{header: its file in the tree} for the header and those it brings along, or nothing."""
        found = {name: find_header(self.tree, name)}
        trial = tempfile.mkdtemp(prefix="try-", dir=self.headers)
        self.trying.append(trial)
        try:
            while len(found) <= WITH:
                for header, target in found.items():
                    if target and has_assembly(target):
                        return {}
                    self._place(trial, header, target)
                said = self._compile(name)
                missing = next((d for d in said if d.missing_header()), None)
                if not missing:
                    return {} if self._is_to_blame(trial, said) or self._bends(trial, name) else found
                header = missing.missing_header()
                if missing.mentions(trial):
                    target = find_header(self.tree, header)
                    if not target and not is_generated(self.tree, header):
                        return {}
                    found[header] = target
                elif not self._provide(header):
                    return {}
            return {}
        finally:
            self.trying.pop()
            shutil.rmtree(trial)

    def _run(self, name, *options):
        """Let the compiler read the header in the company of the mocks."""
        command = self.command[:1] + ["-I" + folder for folder in self.trying] + self.command[1:]
        text = f"#include <linux/kvm_host.h>\n#include <{name}>\n"
        return run([*command, *options, "-x", "c", "-"], text)

    def _compile(self, name):
        return parse(self._run(name, "-fsyntax-only").stderr)

    def _bends(self, trial, name):
        """Does a header in the directory bend a mock without a word of the compiler?"""
        return bool(bent(self._run(name, "-E", "-dD").stdout, trial))

    def _is_to_blame(self, trial, said):
        """Does a header in the directory not compile, or bend the meaning of a mock?"""
        blamed = [d for d in said if (d.is_error or d.redefines()) and d.mentions(trial)]
        for d in blamed:
            match = re.match(r"conflicting types for '(\w+)'", d.text)
            if match and self._is_called(match[1]):
                places = [(d.file, d.line), *((file, line) for file, line, _ in d.notes)]
                mock = next((p for p in places if "/mocks/include/" in p[0]), None)
                theirs = next((p for p in places if p[0].startswith(trial)), None)
                if mock and theirs:
                    raise Refused(f"{os.path.relpath(theirs[0], trial)}:{theirs[1]}: the tree declares "
                                  f"{match[1]}() in another way than its mock does", match[1], mock)
        return bool(blamed)

    def _is_called(self, function):
        tree = os.path.join(self.top, "tree") + "/"
        return any(re.search(rf"\b{function}\s*\(", read(path))
                   for path in self._sources() if path.startswith(tree))

    def _sources(self):
        """{file: the headers that it names} of the subject's files of the tree, of all that is
        linked because headers.list says so, and of what they lead to. Named as the compiler does,
        through the link to the tree."""
        tree = os.path.join(self.top, "tree")
        sources = [line.strip() for line in read(os.path.join(self.top, "sources")).splitlines()]
        roots = [self.folder, *(os.path.join(tree, root) for root in (
            os.path.dirname(sources[0]), "arch/arm64/kvm", "arch/arm64/kvm/hyp/include"))]
        found, new = {}, [os.path.join(tree, name) for name in sources]
        new += [os.path.join(self.headers, "tree", name) for name in names_below(os.path.join(self.headers, "tree"))]
        while new:
            path = os.path.normpath(new.pop())
            if path not in found and os.path.isfile(path):
                found[path] = includes(path)
                new += [os.path.join(root, name) for name in found[path]
                        for root in (os.path.dirname(path), *roots)]
        return found

    def in_use(self):
        """The headers in the directory that an #include still names: a decision outlives its cause."""
        there = names_below(self.folder)
        wanted = set().union(*self._sources().values()) if there else ()
        return [name for name in there if name in wanted]

    def is_linked(self, name):
        return os.path.islink(os.path.join(self.folder, name))

    def empty_ones(self):
        return [name for name in self.in_use() if not self.is_linked(name)]

    def linked_ones(self):
        return [name for name in self.in_use() if self.is_linked(name)]


def has_assembly(path):
    """Instructions of another machine would get as far as the assembler."""
    return re.search(r"\b(asm|__asm__)\s*((__)?volatile(__)?\s*|(__)?goto\s*)*\(", read(path)) is not None


def names_below(folder):
    return sorted(os.path.relpath(os.path.join(where, name), folder)
                  for where, _, names in os.walk(folder) for name in names)


class Compilation:
    """One command that compiles, tried again with what it turns out to lack.

    What is found out about this file alone is left in the directory SCRATCH: include/ has headers
    that had to be emptied for it, undeclared.h declares functions. There is no such directory
    when nothing is lacking.
    """

    def __init__(self, command, tree, headers, scratch):
        self.command, self.tree, self.scratch = command, tree, scratch
        self.headers = Headers(tree, headers, command)
        self.undeclared = {}    # name: [type, where it is called, where the tree declares it]

    def extra(self):
        """Options that go with what has been found out."""
        options = []
        if os.path.isdir(os.path.join(self.scratch, "include")):
            options += ["-I" + os.path.join(self.scratch, "include")]
        if self.undeclared:
            options += ["-include", os.path.join(self.scratch, "undeclared.h")]
        return options

    def attempt(self):
        return run([self.command[0], *self.extra(), *self.command[1:]])

    def go(self):
        """The last attempt."""
        shutil.rmtree(self.scratch, ignore_errors=True)
        done = self.attempt()
        for _ in range(ROUNDS):
            if not done.returncode:
                break
            said = [d for d in parse(done.stderr) if d.is_error]
            if not self.learn(said):
                break
            done = self.attempt()
        return done

    def learn(self, said):
        """Change something that makes the next attempt get farther; False: nothing is known."""
        missing = [d.missing_header() for d in said if d.missing_header()]
        if missing:
            return all([self.headers.provide(name) for name in missing])
        learnt = [self.declare(d.implicit(), d) for d in said if d.implicit()]
        learnt += [self.make_pointer(d) for d in said if d.makes_pointer_from_int()]
        return any(learnt) or self.empty(said)

    def declare(self, name, diagnostic):
        if name in self.undeclared:
            return False
        where = declaration(self.tree, name)
        if not where:
            return False
        called = f"{diagnostic.file.partition('/vgic/tree/')[2] or diagnostic.file}:{diagnostic.line}"
        self.undeclared[name] = ["long ", called, f"{where[0]}:{where[1]}"]
        self.write_declarations()
        return True

    def make_pointer(self, diagnostic):
        """The value of an undeclared function is used as a pointer."""
        names = [name for name in self.undeclared_at(diagnostic) if self.undeclared[name][0] == "long "]
        for name in names:
            self.undeclared[name][0] = "void *"
        self.write_declarations()
        return bool(names)

    def undeclared_at(self, diagnostic):
        """The functions without a declaration that are called where something is wrong."""
        if not self.undeclared or not os.path.isfile(diagnostic.file):
            return []
        lines = "\n".join(read(diagnostic.file).splitlines()[diagnostic.line - 1:diagnostic.line + 1])
        return [name for name in self.undeclared if re.search(rf"\b{name}\s*\(", lines)]

    def write_declarations(self):
        if self.undeclared:
            put(os.path.join(self.scratch, "undeclared.h"), "".join(
                f"{kind}{name}();\t/* {called}; declared in {where} */\n"
                for name, (kind, called, where) in self.undeclared.items()))

    def empty(self, said):
        """A header that was linked as a fallback does not go together with this file."""
        learnt = False
        for name in filter(self.headers.is_linked, names_below(self.headers.folder)):
            path = os.path.join(self.scratch, "include", name)
            linked = os.path.join(self.headers.folder, name)
            if not os.path.exists(path) and any(linked + ":" in line for d in said for line in d.said):
                put(path, EMPTY)
                learnt = True
        return learnt
