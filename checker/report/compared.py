# SPDX-License-Identifier: GPL-2.0-only
"""What a comparison (compare.py) adds to the reports: the words for new, fixed and unchanged
findings, their sections of the summary, and a file for each that is not new."""

from .files import trace_name
from .markdown import code, fence, first, md
from .shared import RULES as SHARED
from .text import differences, finding_lines, plain, plural

AS_BEFORE = 'also fails before the change'
NO_MOCK = ('The change uses a kernel function or variable for which the harness has no mock yet, '
           'so these rows judge nothing. How to add one: docs/extend.md, "Add a mock".')


def size(fixed):
    """How many rows, or runs, a fixed finding had."""
    if fixed.of_run:
        return plural(len(fixed.rows), 'run')
    runs = len({stream.name for stream, _, _ in fixed.rows})
    rows = plural(len(fixed.rows), 'row')
    if fixed.record:
        rows = f'{len(fixed.rows)} of its {plural(fixed.total, "row")}'
    return rows + (f' in {runs} runs' if runs > 1 else '')


def title(fixed):
    return f'known finding {plain(fixed.rule)}' if fixed.record else plain(fixed.rule)


def lasting(group):
    return (f'{plural(group.lasting, "run")} had it before the change, too; '
            'what did not run is no pass')


def remarks(group):
    """What is to be said of a new finding besides the finding itself."""
    if group.introduced:
        yield f'introduced by: {group.introduced}'
    if group.lasting:
        yield lasting(group)
    if group.ran:
        yield f'of the change, this row ran: {group.ran}'
    if group.records:
        yield ('known as: ' + '; '.join(sorted(plain(name) for name in group.records))
               + ' (a fault of released kernels, which was not here before the change)')
    if group.no_mock:
        yield NO_MOCK
    if group.before:
        yield from _seen_before(group)
    if group.hid:
        (rule, rows), *more = _most_first(group.hid)
        yield (f'{rows} of these rows failed before the change by {plain(rule)}'
               + (f' (or {plural(len(more), "other rule")})' if more else '')
               + ', so this may have been there unseen')


def _seen_before(group):
    stream, row, finding = next((entry for entry in group.before
                                 if entry[:2] == (group.example_stream, group.example_row)),
                                group.before[0])
    what = 'fault' if group.rule in SHARED else 'value'
    yield (f'the same rule, but another {what} before the change ({len(group.before)} of '
           f'{group.size()}), e.g. {plain(stream.name)}: {plain(row)}:')
    yield from (f'  before: {line}' for line in differences(finding) or ['(nothing kept)'])


def _files(verdict):
    old = verdict.compared.before.sources
    now = {source for stream in verdict.streams for source in stream.sources()}
    return sorted({path for path, _ in now ^ old})


def _features(verdict):
    old = verdict.compared.before.lists['features']
    now = set(verdict.fact_names('features'))
    return [f'+{name}' for name in sorted(now - old)] + [f'-{name}' for name in sorted(old - now)]


def facts(verdict):
    """Rows for the table at the head of the summary."""
    if not verdict.compared:
        return []
    return [('compared with', [verdict.compared.before.tree]),
            ('compiled files that differ', _files(verdict) or ['none']),
            ('features that differ', _features(verdict))]


def sections(verdict):
    """Of the summary: fixed, unchanged, no longer tested."""
    if verdict.dropped:
        yield '## No longer tested'
        yield ''
        yield 'These rows ran before the change; now nobody knows:'
        yield ''
        for why, rows in _most_first(verdict.dropped):
            yield f'* {plural(rows, "row")}: {md(why)}'
        yield ''
    if verdict.fixed:
        yield '## Fixed'
        yield ''
    for number, fixed in enumerate(verdict.fixed, 1):
        name = _name('fixed-', number, fixed, 'txt')
        yield f'### {number}. {md(title(fixed))}: {size(fixed)}'
        yield ''
        if fixed.of_run:
            yield from (f'* {code(stream.name)}' for stream, _, _ in fixed.rows)
        else:
            yield from first(list(dict.fromkeys(row for _, row, _ in fixed.rows)))
        yield ''
        yield f'All, and what was seen before: [{name}](findings/{name})'
        yield ''
    if verdict.fewer:
        yield '## In fewer rows than before'
        yield ''
        yield from (f'* {md(title(fixed))}: {size(fixed)} gone' for fixed in verdict.fewer)
        yield ''
    if verdict.unchanged:
        yield '## Unchanged (not blocking)'
        yield ''
        yield 'These failed by the same rule before the change.'
        yield ''
    for number, group in enumerate(verdict.unchanged, 1):
        name = _name('unchanged-', number, group, 'trace')
        yield f'### {number}. {md(group.rule)}: {md(group.size())}'
        yield ''
        yield from fence(finding_lines(group.example, group.example_row, brief=True)
                         + [line for line in remarks(group) if group.before])
        yield ''
        yield f'All: [{name}](findings/{name})'
        yield ''


def internal_gone(verdict):
    return verdict.compared.internal_gone if verdict.compared else {}


def _most_first(counts):
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _name(kind, number, found, suffix):
    return trace_name(number, found.rule, kind, suffix)


def traces(verdict, write_group):
    """{file name: text} for each finding that is fixed or unchanged."""
    texts = {}
    for number, group in enumerate(verdict.unchanged, 1):
        texts[_name('unchanged-', number, group, 'trace')] = write_group(
            f'unchanged {number}', group)
    for number, fixed in enumerate(verdict.fixed, 1):
        lines = [f'fixed {number}: {title(fixed)}: {size(fixed)}', '',
                 'What was seen before the change (run: row):']
        for stream, row, finding in fixed.rows:
            lines.append(f'  {plain(stream.name)}{": " + plain(row) if row else ""}')
            lines += [f'      {line}' for line in differences(finding)] if finding else []
        texts[_name('fixed-', number, fixed, 'txt')] = '\n'.join(lines + [''])
    return texts
