# SPDX-License-Identifier: GPL-2.0-only
"""What is wrong with a result stream itself: cut short, damaged, counts that disagree, another
source than the other runs. Each is a finding: a run that reports less than it promised must
never look like a pass."""

from .finding import Finding
from .text import clip, plain, plural

SOURCE = 'checker/report/STREAM.md'
SHOWN = 20


def _finding(rule, text, differs, steps=()):
    return Finding(rule, text, SOURCE, 'run', differs[:SHOWN], steps)


def stream_findings(stream):
    findings = []
    if stream.damaged:
        findings.append(_finding(
            'damaged-result-stream', 'every line of a result stream is one record',
            [(f'line {number}', 'a record of STREAM.md', clip(plain(line), 80))
             for number, line in stream.damaged]))
    if stream.end is None:
        findings.append(_ended_early(stream))
        return findings
    differs = _counts_that_disagree(stream)
    if differs:
        findings.append(_finding('rows-missing', 'every row that is announced reports once',
                                 differs))
    orphans = _without_record(stream)
    if orphans:
        findings.append(_finding(
            'known-without-record', 'nothing is silenced without a record in tests/known',
            [(name, 'a record', 'none') for name in orphans]))
    return findings


def _ended_early(stream):
    missing = [(block.name, block.planned - len(block.rows)) for block in stream.blocks.values()
               if block.planned and block.planned > len(block.rows)]
    seen = f'no end record after {plural(stream.rows, "row")}' if stream.run else \
        'nothing was written'
    steps = [('last row reported', stream.last_row)] if stream.last_row else []
    steps += [(f'block {name}', f'{plural(count, "row")} did not report')
              for name, count in missing[:SHOWN]]
    return _finding('run-ended-early', 'the run ended early: it was killed, or it crashed outside '
                    'a row, so what follows in it was not checked', [('last record', 'end', seen)],
                    steps)


def _counts_that_disagree(stream):
    differs = [(f'rows of {block.name}', str(block.planned), str(len(block.rows)))
               for block in stream.blocks.values()
               if block.planned is not None and block.planned != len(block.rows)]
    counted = dict(rows=stream.rows, **stream.raw)
    return differs + [(f'{key} in the end record', str(stream.end[key]), str(number))
                      for key, number in counted.items() if stream.end.get(key, number) != number]


def _without_record(stream):
    recorded = {str(record.get('name')) for record in stream.known}
    used = {name for block in stream.blocks.values() for row in block.others()
            if row.status == 'known' for name in row.known}
    return sorted(used - recorded)


def compare_sources(streams):
    """All runs on one tree must have compiled the same files: a build that an edit left behind
    would give its verdict on another source."""
    first = {}
    for stream in streams:
        differs = []
        for path, blob in stream.sources():
            expected = first.setdefault((stream.get('tree'), path), blob)
            if expected != blob:
                differs.append((path, expected, blob))
        if differs:
            stream.findings.append(_finding(
                'sources-differ', 'all runs of one tree must be of the same kernel files, and '
                'this run was built from others than the first: build again', differs))
