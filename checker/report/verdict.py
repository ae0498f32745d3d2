# SPDX-License-Identifier: GPL-2.0-only
"""What all streams together say: new findings grouped by rule, known findings, counts."""

from .compare import Comparison
from .digest import bare
from .integrity import compare_sources
from .text import plain, plural

STATUSES = ('pass', 'fail', 'known', 'skip', 'internal')


class Group:
    """All findings of one rule."""

    def __init__(self, rule):
        self.rule = rule
        self.rows = []          # (stream, row name); the name is None for a run as a whole
        self.example = None     # the finding with the fewest steps, of those that have them
        self.example_row = None
        self.example_stream = None
        self.introduced = ''    # which patch brought it
        self.lasting = 0        # of a run as a whole: how many runs had it before the change, too
        self.ran = ''           # which lines of the change the example's row ran
        self.no_mock = False    # the change needs a mock that the harness lacks
        self.records = set()    # the known records that explain it in rows that passed before
        self.before = []        # (stream, row name, finding) that was something else before
        self.hid = {}           # rule by which rows failed before: how many that now fail by this

    def add(self, stream, row, finding, where=None):
        """where: the Row, if it is in one."""
        if finding.known:
            self.records.add(finding.known)
        if finding.before:
            self.before.append((stream, row, finding.before))
        for rule in finding.hid:
            self.hid[rule] = self.hid.get(rule, 0) + 1
        if not self.rows or self.rows[-1] != (stream, row):
            self.rows.append((stream, row))
        if self.example is None or _effort(finding) < _effort(self.example):
            self.example = where.in_full(finding) if where else finding
            self.example_row, self.example_stream = row, stream

    @property
    def of_run(self):
        """About a run as a whole, not about a row."""
        return self.example_row is None

    def names(self):
        """Row names, each once; the same row may have run in several builds."""
        return list(dict.fromkeys(row for _, row in self.rows))

    def size(self):
        streams = len({stream.name for stream, _ in self.rows})
        if self.of_run:
            return plural(streams, 'run')
        return _in_runs(len(self.rows), streams)


def _in_runs(rows, runs):
    return plural(rows, 'row') + (f' in {runs} runs' if runs > 1 else '')


def _effort(finding):
    return finding.brief, len(finding.steps), len(finding.differs)


class Known:
    """A record of tests/known, over all streams."""

    def __init__(self, name):
        self.name = name
        self.record = {}
        self.selected = self.occurred = 0
        self.rows = []
        self.runs = set()

    def get(self, key):
        return plain(self.record.get(key) or '')

    def size(self):
        return _in_runs(self.occurred, len(self.runs))


class Verdict:
    """before: the digest of the run to compare with; introduced: {rule: which patch};
    ran: {rule: lines of the change that its example's row ran}."""

    def __init__(self, streams, before=None, introduced=None, label='', about=(), ran=None):
        self.streams, self.label, self.about = streams, label, list(about)
        self.groups = []        # new findings, by rule
        self.unchanged = []     # findings that were there before the change
        self.internal = []      # differences in internal fields alone: shown, not blocking
        self.known = {}
        self.count = {status: sum(s.count(status) for s in streams) for status in STATUSES}
        self.rows = sum(self.count.values())
        self.excluded, self.skipped = {}, {}
        compare_sources(streams)
        self.compared = Comparison(before, streams) if before else None
        self._collect()
        for group in self.groups:
            if self.compared and group.of_run:
                group.lasting = self.compared.lasting.get(group.rule, 0)
            if not group.lasting:       # else whoever is asked has it
                group.introduced = plain((introduced or {}).get(group.rule, ''))
            group.ran = plain((ran or {}).get(group.rule, ''))
            group.no_mock = self.compared is not None and group.rule == 'unmocked'
        self.ended_early = [s for s in streams if s.end is None]

    def _collect(self):
        new, unchanged, internal = {}, {}, {}
        for stream in self.streams:
            for finding in stream.findings:
                key = 'run', finding.rule
                new.setdefault(key, Group(finding.rule)).add(stream, None, finding)
            for record in stream.known:
                self._count_known(record)
            for block in stream.blocks.values():
                for why, number in block.excluded.items():
                    self.excluded[why] = self.excluded.get(why, 0) + number
                for row in block.others():
                    self._collect_row(stream, row, new, unchanged, internal)
        for known in self.known.values():
            known.occurred = max(known.occurred, len(known.rows))
        # The shortest story says most directly what is wrong.
        order = lambda group: (not group.of_run, group.example.brief, len(group.example.steps),
                               -len(group.rows), group.rule)
        self.groups = sorted(new.values(), key=order)
        self.unchanged = sorted(unchanged.values(), key=order)
        self.internal = sorted(internal.values(), key=order)

    def _count_known(self, record):
        name = str(record.get('name') or '(unnamed)')
        known = self.known.setdefault(name, Known(name))
        known.record = record
        for key in ('selected', 'occurred'):
            value = record.get(key)
            if isinstance(value, int):
                setattr(known, key, getattr(known, key) + value)

    def _collect_row(self, stream, row, new, unchanged, internal):
        if row.status == 'skip':
            self.skipped[row.why] = self.skipped.get(row.why, 0) + 1
        elif row.status == 'known':
            for name in row.known:
                known = self.known.setdefault(name, Known(name))
                known.rows.append(row.name)
                known.runs.add(stream.name)
        for finding in row.findings:
            if finding.state == 'unchanged':
                groups = unchanged
            elif finding.blocks and (row.status == 'fail' or finding.state):
                groups = new
            elif row.status in ('fail', 'internal') and finding.column == 'internal' \
                    and not finding.state and not finding.known:
                groups = internal
            else:
                continue
            group = groups.get(finding.rule)
            if not group:
                group = groups[finding.rule] = Group(finding.rule)
            group.add(stream, row.name, finding, row)

    # --- asking ----------------------------------------------------------------------------

    def occurring(self):
        return [known for known in self.known.values() if known.occurred]

    def gone(self):
        """Known findings whose rows ran and that no longer explain any."""
        return [known for known in self.known.values()
                if known.selected > 0 and known.occurred == 0]

    def facts(self, key):
        """The different texts that the streams give for a key of the run record."""
        return [text for text in dict.fromkeys(s.get(key) for s in self.streams) if text]

    def fact_names(self, key):
        """The different names that the streams list under a key of the run record."""
        return sorted({plain(name) for s in self.streams for name in s.names(key)})

    def fresh_names(self, key):
        """The names under a key of the run record that were not there before the change."""
        old = self.compared.before.lists[key] if self.compared else ()
        return [name for name in self.fact_names(key) if bare(name) not in old]

    @property
    def fixed(self):
        return [fixed for fixed in self.compared.fixed if not fixed.partly] \
            if self.compared else []

    @property
    def fewer(self):
        """Known findings that fewer rows have than before."""
        return [fixed for fixed in self.compared.fixed if fixed.partly] if self.compared else []

    @property
    def dropped(self):
        """{reason: rows} that ran before the change and were not judged now."""
        return self.compared.dropped if self.compared else {}

    @property
    def seconds(self):
        return sum(stream.seconds for stream in self.streams)

    @property
    def checked(self):
        """Rows that ran: with none, there is nothing to have a verdict on."""
        return self.rows - self.count['skip']

    @property
    def reference(self):
        """What must be said of a run of the reference subject; '' of others."""
        if not any(stream.reference for stream in self.streams):
            return ''
        number = sum(stream.unjudged for stream in self.streams)
        return (f'reference subject: {plural(number, "difference")} in columns lr, host and internal not judged; '
                'not evidence about a kernel')

    @property
    def passed(self):
        return not self.groups

    def counts(self):
        count = self.count
        text = (f'{plural(self.rows, "row")}: {count["pass"]} pass, {count["fail"]} fail, '
                f'{count["known"]} known, {count["skip"]} skipped')
        if count['internal']:
            text += f', {count["internal"]} differ internally'
        return text

    def last_line(self):
        if self.reference:
            word = 'PASS' if self.passed else 'FAIL'
            return f'reference: {word} ({self.counts()}; not evidence about a kernel)'
        if self.compared:
            word = 'PASS' if self.passed else 'FAIL'
            new = plural(len(self.groups), 'new finding') if self.groups else 'no new finding'
            return (f'gate: {word} ({new}, {len(self.fixed)} fixed, {len(self.unchanged)} '
                    f'unchanged; {self.counts()})')
        if self.passed:
            return f'gate: PASS (no new finding; {self.counts()})'
        return f'gate: FAIL ({plural(len(self.groups), "new finding")}; {self.counts()})'

