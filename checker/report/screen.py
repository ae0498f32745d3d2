# SPDX-License-Identifier: GPL-2.0-only
"""The screen: what a person sees who has just run the gate. At most 24 lines; a replay command
is never cut, everything else fits 80 columns."""

import os

from .text import clip, differences, plain, plural

RULES = 4       # three lines each
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
    if group.example.replay:
        yield f'     replay: {plain(group.example.replay)}'


def screen(verdict, out, coloured=False):
    """The lines, the last one being the verdict."""
    # A tree that came in a package is known by it; its hash is in the summary.
    names = [package.partition(' sha256 ')[0] for package in verdict.facts('package')]
    facts = [', '.join(names or verdict.facts('tree')), *(', '.join(verdict.facts(key))
                                                          for key in ('build', 'compiler'))]
    lines = [clip('vgicheck: ' + '; '.join(fact for fact in facts if fact), WIDTH),
             clip(f'{verdict.counts()}', WIDTH),
             clip(f'{sum(verdict.excluded.values())} combinations excluded; '
                  f'{verdict.seconds:.1f} s in {plural(len(verdict.streams), "run")}', WIDTH)]
    for group in verdict.groups[:RULES]:
        lines += _rule(group, coloured)
    if len(verdict.groups) > RULES:
        lines.append(f'     and {len(verdict.groups) - RULES} more: see the summary')
    for title, found in (('known: ', verdict.occurring()),
                         ('known, but no longer occurring: ', verdict.gone())):
        if found:
            lines.append(clip(title + ', '.join(
                f'{plain(known.name)} ({plural(known.occurred or known.selected, "row")})'
                for known in found), WIDTH))
    if verdict.internal:
        lines.append(clip('differ internally, not blocking: ' + ', '.join(
            plain(group.rule) for group in verdict.internal), WIDTH))
    unmocked = verdict.fact_names('unmocked')
    if unmocked:
        lines.append(clip(f'unmocked: {plural(len(unmocked), "kernel function")}: '
                          + ', '.join(unmocked), WIDTH))
    drift = [f'{plural(len(names), what)} {how}: ' + ', '.join(name.split()[0] for name in names)
             for key, what, how in DRIFT if (names := verdict.fact_names(key))]
    if drift:
        lines.append(clip('NOT SEEN BEFORE: ' + '; '.join(drift), WIDTH))
    lines.append(f'summary: {os.path.join(out, "summary.md")}')
    lines.append(last_line(verdict, coloured))
    return lines


def last_line(verdict, coloured=False):
    word = 'PASS' if verdict.passed else 'FAIL'
    return verdict.last_line().replace(
        word, paint(word, 'green' if verdict.passed else 'red', coloured), 1)
