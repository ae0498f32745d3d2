# SPDX-License-Identifier: GPL-2.0-only
"""The page of a patch's coverage, made by diff-cover.

diff-cover takes the patch from git and nowhere else, and the tree may be no git work tree. So it finds a `git` of
ours first, which answers its two questions: where the top directory is, and what the patch is."""

import os
import shlex
import subprocess

from . import patch
from .counters import Failed

_GIT = '''\
#!/bin/sh
case " $* " in
*" rev-parse "*) printf '%s\\n' {tree} ;;
*" diff "*) cat {diff} ;;
*) echo "not expected of diff-cover: git $*" >&2; exit 2 ;;
esac
'''


def start(files, tree, xml, scratch):
    """Set diff-cover to work; what it returns is for finish()."""
    tree = os.path.realpath(tree)
    folder, diff = os.path.join(scratch, 'bin'), os.path.join(scratch, 'additions.diff')
    page = os.path.join(scratch, 'index.html')
    with open(diff, 'w', encoding='utf-8', errors='surrogateescape', newline='\n') as file:
        file.write(patch.additions(files))
    os.mkdir(folder)
    with open(os.path.join(folder, 'git'), 'w', encoding='utf-8', errors='surrogateescape') as file:
        file.write(_GIT.format(tree=shlex.quote(tree), diff=shlex.quote(diff)))
    os.chmod(os.path.join(folder, 'git'), 0o755)
    try:
        process = subprocess.Popen(
            ['diff-cover', xml, '--html-report', page, '--compare-branch', 'base', '--ignore-staged',
             '--ignore-unstaged', '--quiet'], cwd=tree, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, 'PATH': folder + os.pathsep + os.environ.get('PATH', os.defpath), 'LC_ALL': 'C.UTF-8'})
    except OSError:
        process = None          # said by finish(), for the text does not need it
    return process, page


def finish(started):
    """The page's text."""
    process, page = started
    if not process:
        raise Failed('cannot run diff-cover (Debian package diff-cover)')
    said = process.communicate()[0].decode('utf-8', 'replace').strip().split('\n')
    if process.returncode:
        raise Failed(f'diff-cover failed: {said[-1] or f"status {process.returncode}"}')
    with open(page, encoding='utf-8') as file:
        return file.read()
