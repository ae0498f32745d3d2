# SPDX-License-Identifier: GPL-2.0-only
"""patch-coverage.txt: one screen of plain text, made to be pasted into a reply to a patch."""

from . import patchcov
from .text import plain, plural

WIDTH, HEIGHT = 80, 24


def clip(text, width=WIDTH):
    return text if len(text) <= width else text[:width - 3] + '...'


def ranges(numbers):
    """[57, 58, 59, 61] as '57-59, 61'"""
    runs = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ', '.join(str(a) if a == b else f'{a}-{b}' for a, b in runs)


def short(paths):
    """{path: its last part, or all of it where two end alike}"""
    names = [path.rpartition('/')[2] for path in paths]
    return {path: plain(name if names.count(name) == 1 else path) for path, name in zip(paths, names)}


def places(found):
    """{path: [line]} as 'vgic.c:57-59, 61; vgic.h:3'"""
    names = short(list(found))
    return '; '.join(f'{names[path]}:{ranges(numbers)}' for path, numbers in found.items())


def totals(coverage, about):
    run, lines, taken, branches = coverage.totals()
    where = f' ({plain(about)})' if about else ''
    if not lines and coverage.gaps[True]:
        return f'patch coverage: only deletions; the code around them ran{where}'
    if not lines:
        return f'patch coverage: no line of this patch can run here{where}'
    ways = f', {taken} of {plural(branches, "branch").replace("branchs", "branches")}' if branches else ''
    return f'patch coverage: {run} of {plural(lines, "line")}{ways} ran{where}'


def missed(coverage):
    """{path: [number of a line that did not run]}"""
    found = {}
    for hunk in coverage.hunks:
        numbers = [line.number for line in hunk.lines if not line.count]
        if numbers:
            found.setdefault(hunk.path, []).extend(numbers)
    return found


def _row(hunk):
    run, lines, taken, branches = hunk.totals()
    numbers = [line.number for line in hunk.lines]
    first, last = min(numbers), max(numbers)
    place = f':{first}-{last}' if first != last else f':{first}'
    path, name = plain(hunk.path), plain(hunk.function)
    counts = f'  lines {run}/{lines}' + (f'  branches {taken}/{branches}' if branches else '')

    def row():
        return path + place + ('  ' + name) * bool(name) + counts
    while len(row()) > WIDTH and '/' in path.removeprefix('.../'):
        path = '.../' + path.removeprefix('.../').partition('/')[2]
    if len(row()) > WIDTH:
        name = clip(name, max(6, WIDTH - len(row()) + len(name)))
    return clip(row())


def _quote(line):
    return clip(f'> {line.number}: {plain(" ".join(line.text.split()))}')


def _hunks(hunks, room):
    """Rows and quoted lines of the hunks, in so many lines at most; the least covered first."""
    def share(part, whole):
        return part / whole if whole else 1

    def order(hunk):
        run, lines, taken, branches = hunk.totals()
        return share(run, lines), share(taken, branches)

    missing = sorted((hunk for hunk in hunks if not hunk.in_full()), key=order)
    full = [hunk for hunk in hunks if hunk.in_full()]
    quotes = {id(hunk): [_quote(line) for line in hunk.lines if not line.count] for hunk in missing}
    if len(hunks) + sum(map(len, quotes.values())) <= room:
        return [line for hunk in missing + full for line in [_row(hunk), *quotes.get(id(hunk), [])]]
    room -= bool(full)
    # A line that did not run says more than another hunk does: half of the room is for these. What stays hidden
    # takes a line to say so.
    rows = missing if len(missing) <= room // 2 else missing[:(room - 1) // 2]
    room -= len(rows) + (len(rows) < len(missing))
    shown = {id(hunk): 0 for hunk in rows}
    hidden = sum(len(quotes[id(hunk)]) for hunk in rows)
    room -= hidden > room
    while room > 0 and hidden:                  # one in turn, so that every hunk shows something
        for hunk in rows:
            if room > 0 and shown[id(hunk)] < len(quotes[id(hunk)]):
                shown[id(hunk)] += 1
                room, hidden = room - 1, hidden - 1
    lines = [line for hunk in rows for line in [_row(hunk), *quotes[id(hunk)][:shown[id(hunk)]]]]
    if hidden:
        lines.append(f'and {plural(hidden, "more line")} of these hunks that did not run')
    if len(rows) < len(missing):
        rest = missing[len(rows):]
        run, count = (sum(hunk.totals()[at] for hunk in rest) for at in (0, 1))
        lines.append(f'and {plural(len(rest), "more hunk")} not run in full: lines {run}/{count}')
    if full:
        count = sum(hunk.totals()[1] for hunk in full)
        lines.append(f'and {plural(len(full), "more hunk") if missing else plural(len(full), "hunk")}, '
                     f'all run: {plural(count, "line")}')
    return lines


def _files(found):
    return '; '.join(f'{plain(path)} ({plural(count, "line")})' for path, count in found.items())


def _not_counted(coverage):
    lines = [f'not compiled here: {_files(coverage.unread)}'] * bool(coverage.unread)
    lines += [f'data, not code: {_files(coverage.data)}'] * bool(coverage.data)
    lines += [f'{why}: {places(found)}' for why in patchcov.PLACED
              if (found := coverage.not_run_here[why])]
    summed = {why: sum(map(len, coverage.not_run_here[why].values())) for why in patchcov.SUMMED}
    if total := sum(summed.values()):
        lines.append(f'no code in {plural(total, "line")}: '
                     + ', '.join(f'{count} {why}' for why, count in summed.items() if count))
    if coverage.deleted:
        lines.append(f'{plural(coverage.deleted, "line")} deleted or replaced: nothing there to run')
    lines += [f'{"ran" if ran else "DID NOT run"}, with lines deleted behind it: {places(found)}'
              for ran, found in coverage.gaps.items() if found]
    lines += [plain(trouble) for trouble in coverage.troubles]
    return lines


def _wrapped(line, room):
    """A line of the lower part in at most `room` lines, each with two blanks before it."""
    result, words = ['  '], line.split(' ')
    while words:
        word = words.pop(0)
        space = '' if result[-1].isspace() else ' '
        if len(result[-1] + space + word) <= WIDTH or result[-1].isspace():
            result[-1] = clip(result[-1] + space + word)
        elif len(result) < room:
            result.append('    ')
            words.insert(0, word)
        else:
            result[-1] = clip(result[-1] + ' ' + ' '.join([word, *words]), WIDTH)
            break
    return result


def text(coverage, about):
    """The whole file."""
    first = totals(coverage, about)
    if len(first) > WIDTH:
        first = totals(coverage, '') + '\n' + clip(f'({plain(about)})')
    head = first.split('\n')
    notes = _not_counted(coverage)
    tail = []
    if notes:
        title = ['', 'Not counted, for it cannot run in this harness:' if coverage.hunks else 'Why:']
        for each in (9, 2, 1):          # lines for one note
            tail = title + [line for note in notes for line in _wrapped(note, each)]
            if len(tail) <= HEIGHT // 2:
                break
    room = HEIGHT - len(head) - len(tail) - 1
    body = _hunks(coverage.hunks, room) if coverage.hunks else []
    return '\n'.join(head + [''] * bool(body) + body + tail) + '\n'
