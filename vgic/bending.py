# SPDX-License-Identifier: GPL-2.0-only
"""Finds headers that quietly give the mocks another meaning.

A compiler warns of a macro that is defined twice. It has no objection to a macro with the name of a
function, nor to one that is withdrawn first; either would take the mock's place unseen.
"""
import os
import re

from kerneltree import read

MOCKS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "mocks", "include")
# A declaration begins in the first column, maybe with an attribute.
_FUNCTION = re.compile(r"^(?:__\w+\([^)\n]*\)[ \t]+)?\w[^#;(=\n{]*[\s*](\w+)\(", re.M)
_MACRO = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)", re.M)
# What the preprocessor prints with -dD: which file the next line is of, and what becomes of macros.
_LINE = re.compile(r'^# \d+ "(?P<file>.*?)"|^#(?P<what>define|undef) (?P<name>\w+)', re.M)


def mocked():
    """The names of the mocks' functions, and those of their macros."""
    texts = [read(os.path.join(where, name)) for where, _, names in os.walk(MOCKS) for name in names]
    return [{name for text in texts for name in pattern.findall(text)} for pattern in (_FUNCTION, _MACRO)]


def bent(preprocessed, folder):
    """The names of mocks that headers below the folder, as far as they take effect, bend unseen."""
    functions, macros = mocked()
    found, inside = set(), False
    for match in _LINE.finditer(preprocessed):
        if match["file"] is not None:
            inside = match["file"].startswith(folder + "/")
        elif inside and match["name"] in (functions if match["what"] == "define" else macros):
            found.add(match["name"])
    return found
