# SPDX-License-Identifier: GPL-2.0-only
"""A set of headers and the compiler that reads them: the mocks', or a tree's own. Asks it which
names there are, and compiles small probes against it."""
import collections
import os
import re
import subprocess

from kbuild import Unusable

# Stands before each probe, to find it again after preprocessing.
MARK = "vgicheck_probe_starts_here"
# Begins a comment in the assembly output that tells a value.
VALUE = "vgicheck"
COMMENT = re.compile(rf"//{VALUE} (\w+) (-?\d+) ([01])$", re.M)
# How often the compiler may stop at further errors when those that it told of are gone.
PATIENCE = 12
COMPILER = "aarch64-linux-gnu-gcc"
# Linked, so that nobody needs to relocate the debugging information.
DEBUG = ("-g", "-gdwarf-5", "-nostdlib", "-static", "-no-pie",
         "-Wl,-e0,--unresolved-symbols=ignore-all")

# parameters: None for an object-like macro; place: "FILE:LINE".
Macro = collections.namedtuple("Macro", "parameters body place")

MARKER = re.compile(r'^# (\d+) "(.*?)"')
DEFINE = re.compile(r"^#define (\w+)(?:\(([^)]*)\))?(?: (.*))?$")
AUX = re.compile(r"^/\* (.+):(\d+):\w\w \*/ .*?(\w+) \(", re.M)
ERROR = re.compile(r"^(.+?):(\d+):\d+: (?:fatal )?error: (.*)$", re.M)


class World:
    """Headers, by the #include lines that bring them all, and options to find them."""

    def __init__(self, name, folder, options, headers, directory, hint=""):
        self.name, self.folder, self.directory, self.hint = name, folder, directory, hint
        os.makedirs(folder, exist_ok=True)
        include = subprocess.run([COMPILER, "-print-file-name=include"], capture_output=True,
                                 text=True, check=True).stdout.strip()
        self.command = [COMPILER, "-nostdinc", "-isystem", include, "-ffreestanding", "-w",
                        "-fmax-errors=0", "-ftrack-macro-expansion=0",
                        "-fno-diagnostics-show-caret", "-Werror=implicit-function-declaration",
                        "-Werror=int-conversion", *options]
        self.prelude = os.path.join(folder, "prelude.h")
        with open(self.prelude, "w") as f:
            f.writelines(f"#include {header}\n" for header in headers)
        self.main = os.path.join(folder, "all.c")
        with open(self.main, "w") as f:
            f.write(f'#include "{self.prelude}"\n')
        self.compile("-fsyntax-only", self.main)
        self.text = self.compile("-E", "-dD", self.main)

    def run(self, *arguments):
        return subprocess.run([*self.command, *arguments], cwd=self.directory,
                              capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})

    def compile(self, *arguments):
        """What the compiler prints; an error here is one of the headers, so nothing can be said."""
        run = self.run(*arguments)
        if run.returncode:
            first = ERROR.search(run.stderr)
            raise Unusable(f"{self.name} cannot be compiled: "
                           f"{first[0] if first else run.stderr.strip()[:300]}{self.hint}")
        return run.stdout

    def lines(self):
        """(file, line, text) of the preprocessed headers, directives included."""
        file, line = "", 0
        for text in self.text.split("\n"):
            marker = MARKER.match(text)
            if marker:
                file, line = marker[2], int(marker[1])
            else:
                yield file, line, text
                line += 1

    def macros(self):
        """The macros that are defined at the end, by name."""
        found = {}
        for file, line, text in self.lines():
            if text.startswith("#undef "):
                found.pop(text.split()[1], None)
            elif text.startswith("#define "):
                name, parameters, body = DEFINE.match(text).groups()
                if parameters is not None:
                    parameters = [p.strip() for p in parameters.split(",") if p.strip()]
                found[name] = Macro(parameters, body or "", f"{file}:{line}")
        return found

    def functions(self):
        """Where each function was declared last, by name."""
        aux = os.path.join(self.folder, "functions")
        self.compile("-fsyntax-only", "-aux-info", aux, self.main)
        with open(aux) as f:
            return {name: f"{file}:{line}" for file, line, name in AUX.findall(f.read())}

    def places(self, names):
        """Where each of the names stands for the first time outside of macro definitions."""
        found, wanted, word = {}, set(names), re.compile(r"\b[A-Za-z_]\w*")
        for file, line, text in self.lines():
            if not text.startswith("#"):
                for name in wanted.intersection(word.findall(text)):
                    found[name] = f"{file}:{line}"
                    wanted.discard(name)
        return found

    def everything(self):
        """An object with debugging information for all types and variables of the headers."""
        out = os.path.join(self.folder, "all.o")
        self.compile(*DEBUG, "-fno-eliminate-unused-debug-types",
                     "-fno-eliminate-unused-debug-symbols", self.main, "-o", out)
        return out

    def expand(self, name, probes):
        """The C lines in probes after preprocessing, by key, still one line each, for else an
        error in what a macro leads to is said to be in the header that defines the macro. Also
        what the preprocessor had to say, by key."""
        source = os.path.join(self.folder, f"{name}.c")
        with open(source, "w") as f:
            f.write(f'#include "{self.prelude}"\n')
            f.writelines(f"{MARK} {probe}\n" for probe in probes.values())
        run, keys = self.run("-E", source), list(probes)
        parts = run.stdout.split(MARK)
        lines = [" ".join(line for line in part.split("\n") if not line.startswith("#"))
                 for part in parts]
        with open(os.path.join(self.folder, "prelude.i"), "w") as f:
            f.write(parts[0])
        return dict(zip(keys, lines[1:])), {keys[int(line) - 2]: text for file, line, text
                                            in ERROR.findall(run.stderr) if file == source}

    def probe(self, name, probes, *step):
        """Compile the C lines in probes, by key; leave out those that do not compile. Returns the
        output file and, for each one left out, the compiler's reason."""
        source, out = (os.path.join(self.folder, name + end) for end in (".i", ".out"))
        lines, failed = self.expand(name, probes)
        with open(os.path.join(self.folder, "prelude.i")) as f:
            prelude = f.read()
        steps, errors = [("-fsyntax-only",), (*step, "-o", out)], {}
        for _ in range(PATIENCE):
            keys = [key for key in probes if key not in failed]
            with open(source, "w") as f:
                f.write(f'{prelude}\n# 1 "{name}"\n')
                f.writelines(lines[key] + "\n" for key in keys)
            run = self.run("-fpreprocessed", *steps[0], source)
            errors = {keys[int(line) - 1]: text for file, line, text
                      in reversed(ERROR.findall(run.stderr)) if file == name}
            if run.returncode and not errors:
                first = ERROR.search(run.stderr)
                raise Unusable(f"{self.name}: a probe stops the compiler: "
                               f"{first[0] if first else run.stderr[:300]}")
            failed.update(errors)
            if not errors and len(steps) == 1:
                return out, failed
            steps = steps[-1:]
        raise Unusable(f"{self.name}: after {PATIENCE} attempts probes still do not compile: "
                       f"{' '.join(errors)}")

    def types(self, name, probes):
        """An object with debugging information about the probes, and what failed."""
        return self.probe(name, probes, *DEBUG)

    def values(self, name, probes):
        """The values of the probes that are constant, by name. A name with several values is one
        that some condition decides, no constant."""
        path, _ = self.probe(name, probes, "-S", "-O2")
        found = collections.defaultdict(set)
        with open(path) as f:
            for symbol, value, negative in COMMENT.findall(f.read()):
                found[symbol].add(int(value) % (1 << 64) - (int(negative) << 64))
        return {symbol: values.pop() for symbol, values in found.items() if len(values) == 1}
