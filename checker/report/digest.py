# SPDX-License-Identifier: GPL-2.0-only
"""The digest of a run: what a later run must know of it to be compared with it (STREAM.md says
what stands where). Rows that simply passed are only counted; outcomes that many rows share are
kept once, so that the digest of 70,000 rows takes kilobytes and milliseconds."""

import gzip
import json
import re
import zlib

from .finding import Finding, names
from .shared import RULES, place
from .stream import Unusable
from .text import plain

VERSION = 2
LISTS = ('features', 'unmocked', 'emptied', 'linked', 'undeclared', 'variables')
LONGEST = 600       # of a value: more than the run core's own texts have
# What decides a known row's outcome, in a line that has not been parsed. No text can hold what
# these match: its quotes are escaped.
_TEXT = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_TEXTS = rf'\[(?:{_TEXT}(?:, ?{_TEXT})*)?\]'
_DECIDES = re.compile(rf'"(?:(?:rule|column)": ?{_TEXT}|backtrace": ?{_TEXTS}|'
                      rf'differs": ?\[(?:{_TEXTS}(?:, ?{_TEXTS})*)?\])')
AGAIN = 'make it again with this vgicheck'


def signature(finding):
    """The differences of a finding, as far as a digest keeps them."""
    where = [place(finding.rule, finding.backtrace)] if finding.rule in RULES else []
    return [[finding.column] + [text[:LONGEST] for text in cells] + where
            for cells in finding.differs]


def signatures(findings):
    """{rule: all its differences}; a rule may have a finding in several columns."""
    found = {}
    for finding in findings:
        if finding.column != 'internal':
            found.setdefault(finding.rule, []).extend(signature(finding))
    return found


def key_of(block, name):
    """A row's name without its block's, which stands once before all of them."""
    return name[len(block) + 1:]


# --- writing -------------------------------------------------------------------------------

def _outcome(row):
    """[status, reason or records, [[rule, kind, differences], ..]]; kinds: new, known, internal."""
    if row.status == 'skip':
        return ['skip', row.why, []]
    row.read_findings()
    kinds = ('internal' if finding.column == 'internal' else
             'known' if row.status == 'known' or finding.known else 'new'
             for finding in row.findings)
    more = names(row.known) if row.status == 'known' else \
        sorted({name for finding in row.findings for name in finding.known.split(', ') if name})
    return [row.status, more, [[finding.rule, kind, signature(finding)]
                               for finding, kind in zip(row.findings, kinds)]]


def complete(stream, block):
    return stream.end is not None and block.planned == len(block.rows)


def _block(stream, block, outcome_of):
    others = {key_of(block.name, row.name): outcome_of(row) for row in block.others()}
    passed = None
    if not complete(stream, block):    # then it matters which rows ran at all
        passed = [key_of(block.name, row) for row in block.rows if row.__class__ is str]
    return [block.planned, len(block.rows), others, passed]


def digest(verdict):
    """The digest of all streams of a verdict, as bytes."""
    outcomes, numbers, alike = [], {}, {}

    def outcome_of(row):
        # Thousands of known rows show the same; parsing each would take longer than all the rest.
        line = row.brief and (row.status, tuple(row.known), row.brief) or \
            row.line and (tuple(row.known), *_DECIDES.findall(row.line))
        if line in alike:
            return alike[line]
        whole = row.brief or line and len(line) - 1 == 3 * row.line.count('"rule"') + \
            row.line.count('"backtrace"')
        outcome = _outcome(row)
        number = numbers.setdefault(repr(outcome), len(numbers))
        if number == len(outcomes):
            outcomes.append(outcome)
        if whole:
            alike[line] = number
        return number

    streams = {stream.name: {
        'ended': stream.end is not None,
        'findings': [[finding.rule, signature(finding)] for finding in stream.findings],
        'blocks': {block.name: _block(stream, block, outcome_of)
                   for block in stream.blocks.values()},
    } for stream in verdict.streams}
    whole = {'vgicheck-digest': VERSION, 'tree': verdict.label or ', '.join(verdict.facts('tree')),
             'streams': streams, 'outcomes': outcomes,
             'lists': {key: verdict.fact_names(key) for key in LISTS},
             'sources': sorted({source for stream in verdict.streams
                                for source in stream.sources()})}
    return gzip.compress(json.dumps(whole, separators=(',', ':')).encode(), 5, mtime=0)


# --- reading -------------------------------------------------------------------------------

class Was:
    """What a row was before."""
    __slots__ = ('status', 'why', 'records', 'failed', 'known', 'internal')

    def __init__(self, outcome):
        self.status, more, findings = outcome
        self.why = more if self.status == 'skip' else ''
        self.records = frozenset(() if self.status == 'skip' else more)
        self.failed, self.known, self.internal = {}, {}, {}
        for rule, kind, differs in findings:
            kept = {'new': self.failed, 'known': self.known, 'internal': self.internal}[kind]
            kept.setdefault(rule, []).extend(differs)

    @property
    def ran(self):
        return self.status != 'skip'


class BlockBefore:
    def __init__(self, parts, outcomes):
        self.planned, self.rows, others, passed = parts
        self.others = {name: outcomes[number] for name, number in others.items()}
        self.passed = None if passed is None else frozenset(passed)

    def ran(self, name):
        """Whether a row that is not among the others ran, and so passed."""
        return self.passed is None or name in self.passed


class StreamBefore:
    def __init__(self, value, outcomes):
        self.ended = bool(value['ended'])
        self.findings = {}
        for rule, differs in value['findings']:
            self.findings.setdefault(rule, []).extend(differs)
        self.blocks = {name: BlockBefore(parts, outcomes)
                       for name, parts in value['blocks'].items()}


class Before:
    """A digest that has been read."""

    def __init__(self, path):
        try:
            with open(path, 'rb') as file:
                value = json.loads(gzip.decompress(file.read()))
            version = value['vgicheck-digest']
        except OSError as error:    # BadGzipFile has no strerror
            raise Unusable(f'cannot read the digest {path}: '
                           f'{error.strerror or f"it is none; {AGAIN}"}') from None
        except (ValueError, EOFError, KeyError, TypeError, zlib.error, RecursionError):
            raise Unusable(f'{path} is no digest that "vgicheck-report --digest FILE" wrote, or '
                           f'it is cut short: {AGAIN}') from None
        if version != VERSION:
            raise Unusable(f'{path} is a digest of version {plain(version)}, this report reads '
                           f'version {VERSION}: {AGAIN}')
        try:
            outcomes = [Was(outcome) for outcome in value['outcomes']]
            self.tree = plain(value['tree'])
            self.streams = {name: StreamBefore(stream, outcomes)
                            for name, stream in value['streams'].items()}
            self.lists = {key: {bare(name) for name in value['lists'][key]} for key in LISTS}
            self.sources = {(source, blob) for source, blob in value['sources']}
        except (ValueError, KeyError, TypeError, AttributeError, IndexError):
            raise Unusable(f'{path} is a damaged digest: {AGAIN}') from None
        self.path = path

    def fit(self, streams):
        """The two sides must be of the same rows: only then is a difference the change's."""
        names_now = {stream.name for stream in streams}
        if names_now != set(self.streams):
            raise Unusable(
                f'{self.path} is of other streams ({_list(self.streams)}) than those to compare '
                f'({_list(names_now)}): run both sides with one profile')
        for stream in streams:
            was = self.streams[stream.name]
            other = [name for name, block in stream.blocks.items() if name in was.blocks
                     and was.blocks[name].planned != block.planned]
            if was.ended and stream.end is not None:
                other += sorted(set(was.blocks) ^ set(stream.blocks))
            if other:
                raise Unusable(
                    f'{self.path} is of other rows in {plain(stream.name)} (of block '
                    f'{plain(other[0])}, for one): run both sides with one profile and one '
                    'vgicheck')


def bare(name):
    """A name of a list, without where it was met: that may be another line after the change."""
    return name.partition(' (')[0]


def _list(found):
    return ', '.join(sorted(plain(name) for name in found)) or 'none'


def of_finding(value):
    """The Finding of [rule, differences], as far as it is kept."""
    rule, differs = value
    column = differs[0][0] if differs else ''
    return Finding(rule, column=column, differs=[tuple(cells[1:4]) for cells in differs])
