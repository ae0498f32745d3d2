# SPDX-License-Identifier: GPL-2.0-only
"""The screen: what a person sees who has just run the gate. At most 24 lines; a replay command
is never cut, everything else fits 80 columns."""

import os

from . import compared
from .text import clip, differences, plain, plural

LINES = 24
RULES = 4       # three lines each
ABOUT = 5
WIDTH = 79
# What the harness had never seen: key of the stream, what it is, what was done about it.
DRIFT = (('emptied', 'header', 'emptied'), ('undeclared', 'function', 'undeclared'),
         ('variables', 'variable', 'without a mock'), ('linked', 'header', 'linked'))


def colours(file):
    """Whether to colour: on a terminal that can, and never when NO_COLOR is set."""
    return (file.isatty() and 'NO_COLOR' not in os.environ
            and os.environ.get('TERM', '') not in ('', 'dumb'))


def paint(text, colour, on):
    return f'\x1b[{ {"red": 31, "green": 32, "yellow": 33}[colour] }m{text}\x1b[0m' if on else text


def _rule(group, coloured):
    where = f', e.g. {plain(group.example_row)}' if group.example_row else ''
    head = clip(f'NEW  {plain(group.rule)}: {group.size()}{where}', WIDTH)
    yield head.replace('NEW', paint('NEW', 'red', coloured), 1)
    found = differences(group.example)
    what = found[0] if found else plain(group.example.text)
    if group.rule == 'unmocked':    # room for what matters: who calls whom
        what = what.partition(' seen ')[2] or what
    if group.of_run:
        what = f'{plain(group.example_stream.name)}: {what}'
    more = f' (+{len(found) - 1} more)' if len(found) > 1 else ''
    yield f'     {clip(what, WIDTH - 5 - len(more))}{more}'
    if group.introduced:
        yield clip(f'     introduced by: {group.introduced}', WIDTH)
    if group.lasting:
        yield f'     {compared.lasting(group)}'
    if group.ran:
        yield clip(f'     of the change, this row ran: {group.ran}', WIDTH)
    if group.records:
        yield clip('     known as: ' + '; '.join(sorted(map(plain, group.records)))
                   + ', which was not here before', WIDTH)
    if group.no_mock:
        yield '     no mock for it yet, so rows judge nothing: docs/extend.md, "Add a mock"'
    if group.example.replay:
        yield f'     replay: {plain(group.example.replay)}'


def _rules(verdict, room, coloured):
    """The new findings, as many as fit, but one at least."""
    lines, shown = [], 0
    for group in verdict.groups[:RULES]:
        more = list(_rule(group, coloured))
        if shown and len(lines) + len(more) + (shown + 1 < len(verdict.groups)) > room:
            break
        lines += more
        shown += 1
    if shown < len(verdict.groups):
        lines.append(f'     and {len(verdict.groups) - shown} more: see the summary')
    return lines


def _compared(verdict, coloured):
    if verdict.dropped:
        rows, reasons = sum(verdict.dropped.values()), list(verdict.dropped)
        more = f' (+{plural(len(reasons) - 1, "reason")})' if len(reasons) > 1 else ''
        first = max(reasons, key=verdict.dropped.get)
        line = f'NO LONGER TESTED: {plural(rows, "row")}: '
        line += clip(plain(first), WIDTH - len(line) - len(more)) + more
        yield line.replace('NO LONGER TESTED', paint('NO LONGER TESTED', 'yellow', coloured), 1)
    if verdict.fixed:
        line = clip(f'FIXED  {len(verdict.fixed)}: ' + ', '.join(
            f'{compared.title(fixed)} ({compared.size(fixed)})' for fixed in verdict.fixed), WIDTH)
        yield line.replace('FIXED', paint('FIXED', 'green', coloured), 1)
    if verdict.fewer:
        yield clip('in fewer rows than before: ' + ', '.join(
            f'{compared.title(fixed)} ({compared.size(fixed)} gone)' for fixed in verdict.fewer), WIDTH)
    if verdict.unchanged:
        yield clip(f'{len(verdict.unchanged)} unchanged, not blocking: ' + ', '.join(
            f'{plain(group.rule)} ({group.size()})' for group in verdict.unchanged), WIDTH)


def opening(about):
    return [clip(plain(line), WIDTH) for line in about[:ABOUT]]


def screen(verdict, out, coloured=False):
    """The lines, the last one being the verdict."""
    # A tree that came in a package is known by it; its hash is in the summary.
    names = [package.partition(' sha256 ')[0] for package in verdict.facts('package')]
    facts = [plain(verdict.label) or ', '.join(names or verdict.facts('tree')),
             *(', '.join(verdict.facts(key)) for key in ('build', 'compiler'))]
    lines = opening(verdict.about)
    lines += [verdict.reference] if verdict.reference else []
    lines += [clip('vgicheck: ' + '; '.join(fact for fact in facts if fact), WIDTH),
             clip(f'{verdict.counts()}', WIDTH),
             clip(f'{sum(verdict.excluded.values())} combinations excluded; '
                  f'{verdict.seconds:.1f} s in {plural(len(verdict.streams), "run")}', WIDTH)]
    rest = [*_compared(verdict, coloured), *_rest(verdict),
            f'summary: {os.path.join(out, "summary.md")}', last_line(verdict, coloured)]
    return lines + _rules(verdict, LINES - len(lines) - len(rest), coloured) + rest


def _rest(verdict):
    lines = []
    for title, found in (('known: ', verdict.occurring()),
                         ('known, but no longer occurring: ', verdict.gone())):
        if found:
            lines.append(clip(title + ', '.join(
                f'{plain(known.name)} ({plural(known.occurred or known.selected, "row")})'
                for known in found), WIDTH))
    if verdict.internal:
        lines.append(clip('differ internally, not blocking: ' + ', '.join(
            plain(group.rule) for group in verdict.internal), WIDTH))
    unmocked = verdict.fresh_names('unmocked')
    since = ' since the change' if verdict.compared else ''
    if unmocked:
        lines.append(clip(f'unmocked{since}: {plural(len(unmocked), "kernel function")}: '
                          + ', '.join(unmocked), WIDTH))
    drift = [f'{plural(len(names), what)} {how}: ' + ', '.join(name.split()[0] for name in names)
             for key, what, how in DRIFT if (names := verdict.fresh_names(key))]
    if drift:
        lines.append(clip('NOT SEEN BEFORE: ' + '; '.join(drift), WIDTH))
    return lines


def last_line(verdict, coloured=False):
    word = 'PASS' if verdict.passed else 'FAIL'
    return verdict.last_line().replace(
        word, paint(word, 'green' if verdict.passed else 'red', coloured), 1)
