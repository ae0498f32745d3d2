# SPDX-License-Identifier: GPL-2.0-only
"""The reports about a change that touches nothing that is compiled here: nothing ran, and each
report says so in its own way, so that a job which reads one finds it. kunit.py takes a file in
which every test is skipped for a failure, so report.ktap has its run-complete, too."""

import os

from . import files, screen
from .junit import attribute
from .ktap import COMPLETE
from .markdown import fence
from .text import plain

WHY = 'the change touches nothing that is compiled here'
LAST_LINE = f'gate: PASS ({WHY})'


def write_reports(about, out):
    os.makedirs(out, exist_ok=True)
    files.write_traces(os.path.join(out, 'findings'), {})
    for name, lines in (
            ('report.ktap', ['KTAP version 1', '1..2', f'ok 1 change # SKIP {WHY}',
                             f'ok 2 {COMPLETE}']),
            ('junit.xml', ['<?xml version="1.0" encoding="UTF-8"?>',
                           '<testsuites name="vgicheck" tests="1" failures="0" errors="0" '
                           'skipped="1" time="0">',
                           ' <testsuite name="change" tests="1" failures="0" errors="0" '
                           'skipped="1" time="0">',
                           '  <properties>',
                           f'   <property name="about" value="{attribute("; ".join(about))}"/>',
                           '  </properties>',
                           '  <testcase classname="change" name="nothing compiled here" time="0">'
                           f'<skipped message="{attribute(WHY)}"/></testcase>',
                           ' </testsuite>', '</testsuites>']),
            ('blobs.txt', []),
            ('summary.md', [f'# vgicheck: PASS, {WHY}', '',
                            *(fence([plain(line) for line in about]) if about else ())])):
        files.write(os.path.join(out, name), ''.join(f'{line}\n' for line in lines))


def lines(about, out, coloured):
    """What the screen shows."""
    return [*screen.opening(about), f'summary: {os.path.join(out, "summary.md")}',
            LAST_LINE.replace('PASS', screen.paint('PASS', 'green', coloured))]
