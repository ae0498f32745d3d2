# SPDX-License-Identifier: GPL-2.0-only
"""summary.md: the verdict for a kernel developer, readable as plain text and as Markdown."""

from . import compared
from .files import trace_name
from .markdown import code, fence, first, md, table
from .text import finding_lines, plain, plural

DRIFT = (
    ('emptied', 'Headers replaced by empty ones',
     'They do not compile beside the mocks; what they define has no effect.'),
    ('linked', 'Headers taken from the tree', 'No line of vgic/headers.list names them.'),
    ('undeclared', 'Functions that no shadow header declares',
     'They are trap stubs: a row that reaches one fails and says so.'),
    ('variables', 'Variables that no mock provides',
     'Or functions of which the address is used. A row that touches one fails and says so.'))


def _others(verdict):
    return f', {len(verdict.fixed)} fixed, {len(verdict.unchanged)} unchanged' \
        if verdict.compared else ''


def _head(verdict):
    if verdict.passed:
        yield '# vgicheck: PASS, no new finding' + _others(verdict)
    else:
        yield f'# vgicheck: FAIL, {plural(len(verdict.groups), "new finding")}' + _others(verdict)
    yield ''
    runs = plural(len(verdict.streams), 'run')
    if verdict.about:
        yield from fence([plain(line) for line in verdict.about])
        yield ''
    if verdict.reference:
        yield f'{verdict.reference}.'
        yield ''
    yield f'{md(verdict.counts())}; {verdict.seconds:.1f} s in {runs}.'
    yield ''
    tree = [verdict.label] if verdict.label else verdict.facts('tree')
    facts = [('kernel tree', tree), ('package', verdict.facts('package')),
             ('builds', verdict.facts('build')), ('compiler', verdict.facts('compiler')),
             ('features', verdict.fact_names('features')), *compared.facts(verdict)]
    yield from table(['', ''], [[name, md(', '.join(values))] for name, values in facts
                                 if values])


def _counts(verdict):
    yield '## Counts'
    yield ''
    header = ['run', 'build', 'rows', 'pass', 'fail', 'known', 'skipped', 'internal', 'seconds']
    rows = []
    for stream in verdict.streams:
        seconds = 'ended early' if stream.end is None else f'{stream.seconds:.1f}'
        rows.append([md(stream.name), md(stream.get('build')), str(stream.rows)]
                    + [str(stream.count(key)) for key in ('pass', 'fail', 'known', 'skip',
                                                          'internal')] + [seconds])
    yield from table(header, rows)
    for title, reasons in (('Excluded, because they cannot occur', verdict.excluded),
                           ('Skipped', verdict.skipped)):
        if reasons:
            yield f'{title}: {sum(reasons.values())}'
            yield ''
            for why, number in sorted(reasons.items(), key=lambda item: -item[1]):
                yield f'* {number}: {md(why)}'
            yield ''


def _groups(verdict):
    if not verdict.groups:
        return
    yield '## New findings'
    yield ''
    for number, group in enumerate(verdict.groups, 1):
        example = group.example
        yield f'### {number}. {md(group.rule)}: {md(group.size())}'
        yield ''
        yield md(example.text)
        if example.source:
            yield f'(source: {md(example.source)})'
        yield ''
        said = list(compared.remarks(group))
        if said:
            yield from fence(said)
            yield ''
        if group.of_run:
            yield from (f'* {code(stream.name)}' for stream, _ in group.rows)
        else:
            yield from first(group.names())
        yield ''
        yield from fence(finding_lines(example, group.example_row))
        yield ''
        name = trace_name(number, group.rule)
        yield f'{"All runs" if group.of_run else "All rows"}: [{name}](findings/{name})'
        if example.play:
            play = trace_name(number, group.rule, suffix='play')
            yield f'Its verbs, to be played by vgicheck play: [{play}](findings/{play})'
        yield ''


def _known(verdict):
    occurring, gone = verdict.occurring(), verdict.gone()
    if occurring:
        yield '## Known findings (not blocking)'
        yield ''
    for known in occurring:
        yield f'### {md(known.name)}: {known.size()}'
        yield ''
        for title, key in (('A guest would notice', 'guest'), ('Why the kernel is wrong', 'why'),
                           ('Upstream fix', 'upstream'), ('Rule', 'rule')):
            text = known.get(key)
            if not text and key == 'upstream':
                text = 'none known'
            if text:
                yield f'* {title}: {md(text)}'
        yield f'* Explains {known.occurred} of the {known.selected} rows that its record names'
        yield ''
        yield from first(list(dict.fromkeys(known.rows)))
        yield ''
    if gone:
        yield '## Known findings that no longer occur'
        yield ''
        if verdict.ended_early:
            yield 'Some run ended early, so this is not the last word.'
            yield ''
        for known in gone:
            fix = known.get('upstream')
            yield (f'* {md(known.name)}: {plural(known.selected, "row")} ran, none needed the '
                   f'record{" (upstream fix: " + md(fix) + ")" if fix else ""}')
        yield ''
        yield ('Either this tree has the fix, then let the record\'s probe say so, or the rows no '
               'longer reach the fault.')
        yield ''


def _internal(verdict):
    gone = compared.internal_gone(verdict)
    if gone:
        yield '## Internal fields that no longer differ'
        yield ''
        yield from (f'* {md(rule)}: {plural(rows, "row")}' for rule, rows in sorted(gone.items()))
        yield ''
    if not verdict.internal:
        return
    yield '## Differences in internal fields alone (shown, not blocking)'
    yield ''
    for group in verdict.internal:
        yield f'### {md(group.rule)}: {md(group.size())}'
        yield ''
        yield from first(group.names())
        yield ''
        yield from fence(finding_lines(group.example, group.example_row, brief=True))
        yield ''


def _drift(verdict):
    """What the kernel needs and the harness had never seen."""
    if not any(verdict.fresh_names(key) for key, _, _ in DRIFT):
        return
    yield '## Not seen before'
    yield ''
    yield ('The change' if verdict.compared else 'This tree') + \
        ' needs what the harness does not know yet. It fell back:'
    yield ''
    for key, title, what in DRIFT:
        names = verdict.fresh_names(key)
        if names:
            yield f'* {title}: {", ".join(code(name) for name in names)}. {what}'
    yield ''


def _rest(verdict):
    unmocked = verdict.fresh_names('unmocked')
    if unmocked:
        yield f'## Unmocked kernel functions: {len(unmocked)}'
        yield ''
        if verdict.compared:
            yield 'The change brought them.'
        yield 'No mock provides these; a row that reaches one fails and says so.'
        yield ''
        yield ', '.join(code(name) for name in unmocked)
        yield ''
    yield '## Files'
    yield ''
    yield '* [report.ktap](report.ktap): every row'
    yield '* [junit.xml](junit.xml): blocks, and the first failing rows of each rule'
    yield '* [blobs.txt](blobs.txt): git blob id and path of every compiled kernel file'
    yield '* [coverage](coverage/index.html), when the gate made it'
    yield ''


def summary(verdict):
    lines = []
    for part in (_head, _drift, _groups, compared.sections, _known, _counts, _internal, _rest):
        lines += part(verdict)
    return '\n'.join(lines)


def _trace(title, group):
    lines = [f'{title}: {plain(group.rule)}: {group.size()}', *compared.remarks(group)]
    if group.of_run:
        for stream, _ in group.rows:
            lines += ['', f'run {stream.name}:', '']
            for finding in stream.findings:
                if finding.rule == group.rule:
                    lines += finding_lines(finding)
    else:
        lines += [''] + finding_lines(group.example, group.example_row)
        lines += ['', 'That was the shortest example. All rows (run: row):']
        lines += [f'  {stream.name}: {plain(row)}' for stream, row in group.rows]
    return '\n'.join(lines + [''])


def traces(verdict):
    """{file name: text} for each new finding, and after a comparison for the others; and what
    the example's row did as a file of verbs, where it can be played (vgicheck play)."""
    texts = {trace_name(number, group.rule): _trace(f'finding {number}', group)
             for number, group in enumerate(verdict.groups, 1)}
    texts.update({trace_name(number, group.rule, suffix='play'): group.example.play
                  for number, group in enumerate(verdict.groups, 1) if group.example.play})
    texts.update(compared.traces(verdict, _trace))
    return texts


def blobs(verdict):
    pairs = dict.fromkeys((blob, path) for stream in verdict.streams
                          for path, blob in stream.sources())
    return ''.join(f'{blob} {path}\n' for blob, path in sorted(pairs, key=lambda p: p[1]))
