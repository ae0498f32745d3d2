# SPDX-License-Identifier: GPL-2.0-only
"""Comparison with the digest of an earlier run: every cell of the matrix in compare.py, the run as
a whole, and that exit status, KTAP and JUnit agree whatever happens."""

import gzip
import json
import os
import random
import re
import subprocess
import sys
import unittest
from xml.dom import minidom

import ktap_check
from streams import (BLOCK, ROOT, Case, block, evil_stream, fail, finding, known, ok, record, rows_of, run,
                     skip, stream)
from test_ktap import KUNIT

from report.compare import CUT
from report.digest import Before, digest
from report.files import write
from report.junit import junit
from report.ktap import ktap
from report.screen import screen
from report.shared import RULES, others, place
from report.stream import Unusable, load
from report.summary import summary, traces
from report.verdict import Verdict

ROW = f'{BLOCK}/r'


def failing(*rules, **more):
    """A maker of a row that fails by these rules."""
    return lambda name: fail(name, *[finding(rule, **more) for rule in rules])


def knowing(rules=('sgi-rule',), names=('sgi-lost',), **more):
    return lambda name: dict(known(name), findings=[finding(rule, **more) for rule in rules],
                             known=list(names))


def fault(tag, seen, function='fold', rule='no-warn', **more):
    """A finding by a rule that many faults share; the tag says which fault it is."""
    return finding(rule, differs=[['what', 'none', seen]], source=tag, **{
        'backtrace': ['mock_fault+0xd3 (s.so)', f'{function}+0x{LINES.randrange(999):x} (s.so)',
                      'row_run+0x20a (vgicheck)'], **more})


def warning(tag, text='WARN_ON(1)', function='fold', line=None):
    """Of one fault at another line each time, as after a change above it."""
    return fault(tag, f'vgic/vgic-v3.c:{line or LINES.randrange(1, 2000)}: {text}', function)


def crash(tag='crash', function='fold'):
    return fault(tag, f'SIGSEGV at address 0x{LINES.randrange(1 << 40):x}', function, 'no-crash')


def lock(tag='lock', what='taken twice', **more):
    return fault(tag, f'a.c:{LINES.randrange(1, 2000)}: irq_lock: {what} (cpu '
                 f'{LINES.randrange(4)}, irqs off, preempt depth 3, holds irq)',
                 rule='lock-rules', **more)


def having(*makers):
    """A maker of a row with these findings."""
    return lambda name: fail(name, *[make() for make in makers])


LINES = random.Random('lines')
W, W_G, V = (lambda: warning('w')), (lambda: warning('w_g', function='populate')), \
    (lambda: warning('v', 'WARN_ON(!irq)'))
CALL, CALL_G = (lambda who=who: fault(who, f'unmocked kernel function x, called from {who}',
                                      'x', 'unmocked') for who in ('fold', 'populate'))
LOCKED = lambda name: dict(known(name), findings=[lock()])
CUT_SHORT = {'ended by no-crash before the row was judged': 1}
OTHER = {'differs': [['phys.active', '0', '7']]}
A, B, K = failing('rule-a'), failing('rule-b'), known
BOTH = lambda name: fail(name, finding('a', known=['b']), finding('c'))
NOTHING = {}
# (before, now, {what the comparison says}), one row each: every cell of the matrix, and its notes.
MATRIX = (
    (ok, ok, NOTHING),
    (ok, A, {'new': ['rule-a']}),
    (ok, K, {'new': ['sgi-rule']}),
    (ok, skip, {'dropped': {'probe resampling: no': 1}}),
    (A, ok, {'fixed': ['rule-a']}),
    (A, A, {'unchanged': ['rule-a']}),
    (A, failing('rule-a', **OTHER), {'unchanged': ['rule-a'], 'before': True}),
    (A, B, {'new': ['rule-b'], 'hid': {'rule-a': 1}}),
    (A, failing('rule-a', 'rule-b'), {'new': ['rule-b'], 'unchanged': ['rule-a'],
                                      'hid': {'rule-a': 1}}),
    (failing('rule-a', 'rule-b'), A, {'fixed': ['rule-b'], 'unchanged': ['rule-a']}),
    (failing('no-crash'), A, {'new': ['rule-a'], 'hid': {'no-crash': 1}}),
    (A, failing('no-crash'), {'new': ['no-crash'], 'dropped': CUT_SHORT, 'hid': {'rule-a': 1}}),
    (A, K, {'fixed': ['rule-a']}),
    (A, knowing(['sgi-rule', 'rule-b'], ['sgi-lost', 'b']), {'fixed': ['rule-a']}),
    (A, BOTH, {'new': ['c'], 'hid': {'rule-a': 1}}),
    (BOTH, failing('c'), {'fixed': ['b'], 'unchanged': ['c']}),
    (BOTH, knowing(['a', 'rule-b'], ['b', 'sgi-lost'], **OTHER), {'fixed': ['c']}),
    (failing('in', column='internal'), K, {'new': ['sgi-rule']}),
    (failing('sgi-rule'), K, {'unchanged': ['sgi-rule']}),
    (failing('sgi-rule', 'rule-a'), K, {'unchanged': ['sgi-rule'], 'fixed': ['rule-a']}),
    (failing('unmocked'), K, {'fixed': ['unmocked']}),
    (A, skip, {'dropped': {'probe resampling: no': 1}}),
    (K, ok, {'fixed': ['sgi-lost']}),
    (K, A, {'new': ['rule-a']}),
    (K, failing('sgi-rule', 'rule-a'), {'new': ['rule-a'], 'unchanged': ['sgi-rule']}),
    (K, failing('sgi-rule', **OTHER), {'new': ['sgi-rule'], 'before': True}),
    (K, failing('sgi-rule'), {'unchanged': ['sgi-rule']}),
    (K, failing('no-crash'), {'new': ['no-crash'], 'dropped': CUT_SHORT}),
    (K, K, NOTHING),
    (K, knowing(**OTHER), NOTHING),
    (K, knowing(['sgi-rule', 'rule-b'], ['sgi-lost', 'b']), {'new': ['rule-b']}),
    (K, knowing(names=['sgi-lost', 'b'], **OTHER), {'new': ['sgi-rule'], 'before': True}),
    (knowing(['sgi-rule', 'rule-b'], ['sgi-lost', 'b']), K, {'fixed': ['b']}),
    (knowing(names=['sgi-lost', 'b'], **OTHER), K, {'fixed': ['b']}),
    (K, knowing(names=['b']), NOTHING),
    (K, knowing(['rule-b'], ['b']), {'new': ['rule-b']}),
    (K, skip, {'dropped': {'probe resampling: no': 1}}),
    (skip, ok, NOTHING),
    (skip, A, {'new': ['rule-a']}),
    (skip, K, NOTHING),
    (skip, skip, NOTHING),
    # Within a row that fails anyhow, a finding that a record explains.
    (ok, BOTH, {'new': ['a', 'c']}),
    (skip, BOTH, {'new': ['c']}),
    (BOTH, BOTH, {'unchanged': ['c']}),
    (BOTH, ok, {'fixed': ['b', 'c']}),
    # A rule that many faults share.
    (having(W), having(W), {'unchanged': ['no-warn']}),
    (having(W), having(V), {'new': ['no-warn'], 'before': True}),
    (having(W), having(W_G), {'new': ['no-warn'], 'before': True}),
    (having(W), having(W, V), {'new': ['no-warn'], 'unchanged': ['no-warn'], 'before': True}),
    (having(W, V), having(V, W), {'unchanged': ['no-warn']}),
    (having(W, V), having(W), {'fixed': ['no-warn'], 'unchanged': ['no-warn']}),
    (having(lambda: warning('w', line=7)),
     having(lambda: warning('w', line=8), lambda: warning('w', line=9)),
     {'new': ['no-warn'], 'before': True}),
    (having(W), having(W, W_G, crash), {'new': ['no-crash', 'no-warn'], 'unchanged': ['no-warn'],
                                        'before': True, 'hid': {'no-warn': 1}}),
    (having(crash), having(crash), {'unchanged': ['no-crash']}),
    (having(crash), having(lambda: crash('c', 'populate')),
     {'new': ['no-crash'], 'dropped': CUT_SHORT, 'before': True}),
    (having(CALL), having(CALL), {'unchanged': ['unmocked']}),
    (having(CALL), having(CALL_G), {
        'new': ['unmocked'], 'before': True,
        'dropped': {'ended by unmocked before the row was judged': 1}}),
    (having(lock), having(lock), {'unchanged': ['lock-rules']}),
    (having(lock), having(lambda: lock(what='released while it is free')),
     {'new': ['lock-rules'], 'before': True}),
    (LOCKED, having(lock), {'unchanged': ['lock-rules']}),
    (LOCKED, having(lock, lambda: lock(what='free')),
     {'new': ['lock-rules'], 'unchanged': ['lock-rules'], 'before': True}),
    (having(lambda: lock(what='free')), LOCKED, {'fixed': ['lock-rules']}),
    (having(lock), LOCKED, {'unchanged': ['lock-rules']}),
)
RECORDS = [record(), record('b')]


class Comparing(Case):
    def digest_of(self, *contents, label='base'):
        path = os.path.join(self.folder, label)
        done = self.call('--digest', path, *[self.file(f's{number}.jsonl', content)
                                             for number, content in enumerate(contents)])
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b'', b''))
        return path

    def compare(self, before, now, *options):
        """Reports of now (one stream, or a list of several) compared with before."""
        before, now = ([side] if isinstance(side, bytes) or isinstance(side[0], dict) else side
                       for side in (before, now))
        got = self.report(*now, options=['--base', self.digest_of(*before), *options])
        if got.status != 2:
            self.agree(got.status, got.read('report.ktap'), got.read('junit.xml'), got.last)
        return got

    def verdict(self, before, now):
        """The same within this process, and every report written once."""
        old = Verdict(load([self.file('s0.jsonl', before)]))
        path = os.path.join(self.folder, 'base')
        write(path, digest(old))
        verdict = Verdict(load([self.file('s0.jsonl', now)]), Before(path))
        for make in (summary, traces):
            make(verdict)
        lines = screen(verdict, 'out')
        self.assertLessEqual(len(lines), 23)
        self.agree(int(not verdict.passed), ktap(verdict), junit(verdict), lines[-1])
        return verdict

    def agree(self, status, ktap_text, junit_text, last):
        """Exit status, KTAP, JUnit and last line say the same."""
        bad = status == 1
        tops = ktap_check.read(ktap_text)
        self.assertEqual(not all(top.good for top in tops), bad)
        self.assertEqual(not all(leaf.good for top in tops for leaf in top.leaves()), bad)
        root = minidom.parseString(junit_text.encode()).documentElement
        self.assertEqual(int(root.getAttribute('failures')) > 0, bad)
        self.assertEqual(len(root.getElementsByTagName('failure')) > 0, bad)
        self.assertTrue(last.startswith('gate: FAIL (' if bad else 'gate: PASS ('), last)


def findings_of(row):
    """{(rule, which fault): (a record explains it, values)} of a record of a stream."""
    return {(f['rule'], f['source'] if f['rule'] in RULES else ''):
            (row['s'] == 'known' or 'known' in f, f['rule'] not in RULES and f['differs'])
            for f in row.get('findings', ()) if f['column'] != 'internal'}


def rules(findings):
    return {rule for rule, _ in findings}


def told(verdict):
    """What a comparison says, without what is empty."""
    groups = verdict.groups + verdict.unchanged
    said = {'new': sorted(group.rule for group in verdict.groups),
            'fixed': sorted(fixed.rule for fixed in verdict.fixed),
            'unchanged': sorted(group.rule for group in verdict.unchanged),
            'dropped': verdict.dropped, 'before': any(group.before for group in groups),
            'hid': {rule: rows for group in verdict.groups for rule, rows in group.hid.items()}}
    return {key: value for key, value in said.items() if value}


class Matrix(Comparing):
    def test_every_cell(self):
        cells = set()
        for number, (before, now, expected) in enumerate(MATRIX):
            old, new = before(ROW), now(ROW)
            cells.add((old['s'], new['s']))
            with self.subTest(number=number, before=old['s'], now=new['s']):
                verdict = self.verdict(stream(block(rows=[ok(f'{BLOCK}/z'), old]), known=RECORDS),
                                       stream(block(rows=[ok(f'{BLOCK}/z'), new]), known=RECORDS))
                self.assertEqual(told(verdict), expected)
        self.assertEqual(len(cells), 16, 'a cell of the matrix has no test')

    def test_the_slow_way_of_reading_says_the_same(self):
        for before, now, expected in MATRIX:
            old, new = ([dict(reversed(r.items())) if r['t'] == 'row' else r for r in
                         stream(block(rows=[make(ROW)]), block('b', [ok('b/1')]), known=RECORDS)]
                        for make in (before, now))
            self.assertEqual(told(self.verdict(old, new)), expected)

    def test_the_rules_that_many_faults_share_are_those_of_the_run_core(self):
        with open(os.path.join(ROOT, 'checker', 'run', 'rules.c'), encoding='utf-8') as file:
            told_there = re.findall(r'\{\s*"([a-z-]+)", "[A-Z]', file.read())
        self.assertEqual(sorted(told_there), sorted(RULES))
        self.assertGreaterEqual(RULES, set(CUT))

    def test_what_tells_one_fault_from_another(self):
        for same, one, other in (
                (True, 'a/vgic-v3.c:43: WARN_ON(irq)', 'a/vgic-v3.c:143: WARN_ON(irq)'),
                (False, 'a/vgic-v3.c:43: WARN_ON(irq)', 'a/vgic-v2.c:43: WARN_ON(irq)'),
                (False, 'a/vgic-v3.c:43: WARN_ON(irq)', 'b/vgic-v3.c:43: WARN_ON(irq)'),
                (True, 'SIGSEGV at address 0x0', 'SIGSEGV at address 0x7f00dead'),
                (False, 'SIGSEGV at address 0x0', 'SIGBUS at address 0x0'),
                (True, 'access to unmapped I/O address (nil)',
                 'access to unmapped I/O address 0x1000'),
                (True, 'a.c:1: reference dropped on an object that has -1',
                 'a.c:2: reference dropped on an object that has 0'),
                (True, "vgic.c:12:3: runtime error: index 17 out of bounds for type 'u64 [16]'",
                 "vgic.c:9:13: runtime error: index 20 out of bounds for type 'u64 [16]'"),
                (False, 'vgic.c:12:3: runtime error: index 17 out of bounds',
                 'vgic.c:12:3: runtime error: signed integer overflow'),
                (True, 'still running after 5 s', 'still running after 10 s'),
                (False, 'no-warn', 'no-warn, with other values')):
            with self.subTest(one=one, other=other):
                for a, b in ((one, other), (other, one)):
                    got = others([['host', 'f', 'none', a, 'g']], [['host', 'f', 'none', b, 'g']])
                    self.assertEqual(not got, same)

    def test_the_function_that_a_fault_is_in(self):
        asan = ['==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x1',
                'READ of size 8 at 0x1 thread T0', '    #0 0x1 in __asan_memcpy (x+1)',
                '    #1 0x2 in mock_copy mocks/a.c:1', '    #2 0x55aa in vgic_put_irq vgic.c:12:3',
                'freed by thread T0 here:', '    #0 0x1 in free (x+1)']
        for rule, backtrace, expected in (
                ('no-warn', ['mock_fault+0xd3 (s)', 'mock_warn+0x23 (s)', 'fold+0x4 (s)'], 'fold'),
                ('no-crash', ['0x0 (no code there)', 'fold.part.0+0x4 (s)', 'x+0x1 (s)'], 'fold'),
                ('sanitizer', asan, 'vgic_put_irq'),
                ('terminates', ['fold+0x4 (s)'], ''), ('no-crash', [], ''),
                ('populate-active', ['fold+0x4 (s)'], '')):
            self.assertEqual(place(rule, backtrace), expected)

    def test_a_row_that_failed_before_by_another_rule_may_have_hidden_the_finding(self):
        bad = [A, A, failing('rule-b'), ok]
        got = self.compare(stream(block(rows=rows_of(*bad))),
                           stream(block(rows=rows_of(*[failing('z')] * 4))))
        said = '2 of these rows failed before the change by rule-a (or 1 other rule), ' \
               'so this may have been there unseen'
        self.assertIn(said, got.read('findings/1-z.trace'))
        self.assertIn(said, got.read('summary.md'))
        got = self.compare(stream(block(rows=rows_of(ok))), stream(block(rows=rows_of(A))))
        self.assertNotIn('unseen', got.read('findings/1-rule-a.trace'))

    def test_a_rule_in_two_columns_is_unchanged_when_both_are(self):
        rows = block(rows=[fail(ROW, finding('a', column='guest'), finding('a', **OTHER))])
        self.assertEqual(told(self.verdict(stream(rows), stream(rows))), {'unchanged': ['a']})
        rows = block(rows=[fail(ROW, finding('a'), finding('a', column='internal', **OTHER))])
        self.assertEqual(told(self.verdict(stream(rows), stream(rows))), {'unchanged': ['a']})

    def test_the_same_row_of_several_runs_is_compared_in_each(self):
        good, bad = stream(block(rows=[ok(ROW)])), stream(block(rows=[A(ROW)]))
        got = self.compare([good, bad], [bad, good])
        self.assertIn('gate: FAIL (1 new finding, 1 fixed, 0 unchanged; 2 rows', got.last)
        self.assertIn(f's0: {ROW}\n', got.read('findings/1-rule-a.trace'))
        self.assertIn(f's1: {ROW}\n', got.read('findings/fixed-1-rule-a.txt'))


class Runs(Comparing):
    ROWS = rows_of(ok, A, known, ok)
    WHOLE = stream(block(rows=ROWS), block('b', [ok('b/1'), ok('b/2')]), known=RECORDS)

    def test_an_early_end_is_new_and_its_rows_are_no_longer_tested(self):
        for length, lost in ((1, 6), (2, 4 + 2), (3, 5), (4, 4), (5, 3), (6, 2), (7, 2), (8, 1)):
            verdict = self.verdict(self.WHOLE, self.WHOLE[:length])
            self.assertEqual([g.rule for g in verdict.groups], ['run-ended-early'], length)
            self.assertEqual(verdict.dropped, {'did not report: the run ended early': lost})
            self.assertEqual(verdict.fixed, [])

    def test_what_was_skipped_before_is_not_lost_by_an_early_end(self):
        whole = stream(block(rows=rows_of(ok, skip, ok)), block('b', [skip('b/1'), ok('b/2')]))
        for length, lost in ((1, 3), (2, 3), (3, 2), (5, 1), (6, 1)):
            self.assertEqual(sum(self.verdict(whole, whole[:length]).dropped.values()), lost, length)

    def test_an_early_end_is_new_also_when_it_was_there_before(self):
        for length in range(1, len(self.WHOLE)):
            said = told(self.verdict(self.WHOLE[:length], self.WHOLE[:length]))
            self.assertEqual(said.pop('new'), ['run-ended-early'], length)
            self.assertIn(said, ({}, {'unchanged': ['rule-a']}))

    def test_an_early_end_that_comes_earlier_is_new(self):
        said = told(self.verdict(self.WHOLE[:5], self.WHOLE[:4]))
        self.assertEqual((said['new'], said['unchanged'], said['dropped']), (
            ['run-ended-early'], ['rule-a'], {'did not report: the run ended early': 1}))

    def test_an_early_end_that_is_gone_is_fixed_and_its_rows_are_new(self):
        verdict = self.verdict(self.WHOLE[:3], self.WHOLE)
        self.assertEqual(told(verdict), {'new': ['rule-a'], 'fixed': ['run-ended-early']})
        # A row that passed before the end came is no new row: the known fault was put in.
        passed = stream(block(rows=rows_of(ok, ok, ok, ok)))
        verdict = self.verdict(passed[:5], stream(block(rows=rows_of(ok, ok, known, known)),
                                                  known=RECORDS))
        self.assertEqual([row for _, row in verdict.groups[0].rows], [f'{BLOCK}/2'])

    def test_other_faults_of_a_run(self):
        damaged = self.WHOLE[:2] + [{'t': 'what'}] + self.WHOLE[2:]
        self.assertEqual(told(self.verdict(self.WHOLE, damaged))['new'], ['damaged-result-stream'])
        self.assertEqual(told(self.verdict(damaged, self.WHOLE))['fixed'],
                         ['damaged-result-stream'])
        self.assertEqual(told(self.verdict(damaged, damaged))['new'], ['damaged-result-stream'])

    def test_of_every_kind_a_fault_of_a_run_is_new_also_when_it_was_there_before(self):
        missing = self.WHOLE[:-2] + [{**self.WHOLE[-1], 'rows': 9}]
        missing.insert(-1, self.WHOLE[-2])
        orphan = [r for r in self.WHOLE if r['t'] != 'known']
        for records, rule in ((missing, 'rows-missing'), (orphan, 'known-without-record')):
            self.assertEqual(told(self.verdict(records, records)),
                             {'new': [rule], 'unchanged': ['rule-a']})
        other = stream(block(rows=[ok(ROW)]), first=run(sources=[['vgic/a.c', 'c' * 40]]))
        both = [stream(block(rows=[ok(ROW)])), other]
        got = self.compare(both, both)
        self.assertIn('gate: FAIL (1 new finding, 0 fixed, 0 unchanged;', got.last)
        self.assertIn('NEW  sources-differ: 1 run\n', got.out)

    def test_a_fault_that_a_run_had_before_is_said_to_be_no_patchs(self):
        path = self.file('i', 'run-ended-early\tpatch 1 of 3\nrule-a\tpatch 2 of 3\n')
        for before, said, not_said in (
                ([self.WHOLE[:4], self.WHOLE], '1 run had it before the change, too;', 'patch 1'),
                ([self.WHOLE[:4]] * 2, '2 runs had it before the change, too;', 'patch 1'),
                ([self.WHOLE] * 2, 'introduced by: patch 1 of 3', 'before the change, too')):
            got = self.compare(before, [self.WHOLE[:4], self.WHOLE[:4]], '--introduced', path)
            self.assertIn('NEW  run-ended-early: 2 runs\n', got.out)
            for text in (got.out, got.read('summary.md'), got.read('junit.xml'),
                         got.read('findings/1-run-ended-early.trace')):
                self.assertIn(said, text)
                self.assertNotIn(not_said, text)
            for line in got.out.splitlines()[:-2]:
                self.assertLessEqual(len(line), 79)

    def test_a_fault_of_a_run_that_another_may_hide_is_not_fixed(self):
        damaged = self.WHOLE[:2] + [{'t': 'what'}] + self.WHOLE[2:]
        orphan = [r for r in self.WHOLE if r['t'] != 'known']
        for before, now, rule in ((orphan, self.WHOLE[:8], 'run-ended-early'),
                                  (damaged, orphan, 'known-without-record')):
            said = told(self.verdict(before, now))
            self.assertEqual(said['new'], [rule])
            self.assertNotIn('fixed', said)

    def test_an_early_end_on_both_sides_fails_in_ktap_and_junit(self):
        got = self.compare(self.WHOLE[:4], self.WHOLE[:4])
        self.assertEqual(got.status, 1)
        top, = ktap_check.read(got.read('report.ktap'))
        self.assertEqual([(c.name, c.good, c.directive) for c in top.children],
                         [(BLOCK, False, 'ERROR'), ('run-complete', False, None)])
        root = minidom.parseString(got.read('junit.xml').encode())
        self.assertEqual([(c.getAttribute('name'), c.firstChild.getAttribute('type'))
                          for c in root.getElementsByTagName('testcase')
                          if c.firstChild and c.firstChild.nodeName == 'failure'],
                         [(BLOCK, 'block'), ('run-complete', 'run-ended-early')])
        self.assertEqual(got.traces(), ['1-run-ended-early.trace', 'unchanged-1-rule-a.trace'])


class Reported(Comparing):
    """What is shown where."""
    OLD = stream(block(rows=rows_of(A, A, A, known, ok, known)), known=[record()])
    NEW = stream(block(rows=rows_of(A, ok, failing('rule-a', **OTHER), ok, known, known)),
                 known=[record()])

    def test_screen_and_last_line(self):
        got = self.compare(self.OLD, self.NEW)
        self.assertEqual(got.status, 1)
        self.assertTrue(got.last.startswith(
            'gate: FAIL (1 new finding, 1 fixed, 1 unchanged; 6 rows: 2 pass, 2 fail, 2 known,'))
        self.assertIn('\nFIXED  1: rule-a (1 row)\n'
                      'in fewer rows than before: known finding sgi-lost (1 of its 2 rows gone)\n', got.out)
        self.assertIn('\n1 unchanged, not blocking: rule-a (2 rows)\n', got.out)
        self.assertIn(f'NEW  sgi-rule: 1 row, e.g. {BLOCK}/4\n', got.out)
        self.assertIn('     known as: sgi-lost, which was not here before\n', got.out)
        for line in got.out.splitlines()[:-2]:
            if 'replay: ' not in line:
                self.assertLessEqual(len(line), 79, line)

    def test_all_well_is_quiet(self):
        same = stream(block(rows=rows_of(ok, ok)))
        got = self.compare(same, same)
        self.assertEqual(got.last, 'gate: PASS (no new finding, 0 fixed, 0 unchanged; 2 rows: '
                                   '2 pass, 0 fail, 0 known, 0 skipped)')
        self.assertEqual(len(got.out.splitlines()), 5)
        self.assertEqual(got.traces(), [])

    def test_summary(self):
        words = self.compare(self.OLD, self.NEW).read('summary.md')
        self.assertTrue(words.startswith('# vgicheck: FAIL, 1 new finding, 1 fixed, 1 unchanged\n'))
        parts = [line[3:] for line in words.split('\n') if line.startswith('## ')]
        self.assertEqual(parts, ['New findings', 'Fixed', 'In fewer rows than before',
                                 'Unchanged (not blocking)', 'Known findings (not blocking)', 'Counts', 'Files'])
        for text in ('### 1. rule-a: 1 row\n', '* known finding sgi-lost: 1 of its 2 rows gone\n',
                     'before: phys.active: expected 0, seen 1', '| compared with | the/tree |',
                     '| compiled files that differ | none |'):
            self.assertIn(text, words)

    def test_files(self):
        self.file('out/findings/fixed-9-old.txt', 'old')
        self.file('out/findings/unchanged-9-old.trace', 'old')
        self.file('out/findings/fixed-mine.txt', 'mine')
        got = self.compare(self.OLD, self.NEW)
        self.assertEqual(got.traces(), ['1-sgi-rule.trace', 'fixed-1-rule-a.txt',
                                        'fixed-mine.txt', 'unchanged-1-rule-a.trace'])
        self.assertIn(f's0: {BLOCK}/1\n      phys.active: expected 0, seen 1\n',
                      got.read('findings/fixed-1-rule-a.txt'))
        unchanged = got.read('findings/unchanged-1-rule-a.trace')
        for text in (f's0: {BLOCK}/0\n', f's0: {BLOCK}/2\n', f'e.g. s0: {BLOCK}/2:\n',
                     '  before: phys.active: expected 0, seen 1\n'):
            self.assertIn(text, unchanged)
        new = got.read('findings/1-sgi-rule.trace')
        self.assertIn('known as: sgi-lost (a fault of released kernels', new)
        self.assertIn('verb 2 | change 2', new)

    def test_what_the_example_was_before_is_told_first(self):
        rows = lambda **more: stream(block(rows=[
            fail(f'{BLOCK}/{steps}', finding('rule-a', steps, **more)) for steps in (5, 1, 3)]))
        trace = self.compare(rows(), rows(**OTHER)).read('findings/unchanged-1-rule-a.trace')
        self.assertIn(f'(3 of 3 rows), e.g. s0: {BLOCK}/1:\n', trace)

    def test_ktap(self):
        top, = ktap_check.read(self.compare(self.OLD, self.NEW).read('report.ktap'))
        rows = top.children[0].children
        self.assertEqual([(r.good, r.directive, r.reason) for r in rows], [
            (True, 'SKIP', 'also fails before the change: rule-a'), (True, None, None),
            (True, 'SKIP', 'also fails before the change: rule-a'), (True, None, None),
            (False, None, None), (True, 'SKIP', 'known finding: sgi-lost')])
        self.assertIn('known as: sgi-lost', '\n'.join(rows[4].diagnostics))

    def test_junit(self):
        root = minidom.parseString(self.compare(self.OLD, self.NEW).read('junit.xml').encode())
        cases = {c.getAttribute('name'): c for c in root.getElementsByTagName('testcase')}
        self.assertEqual(list(cases), [BLOCK] + [f'{BLOCK}/{n}' for n in (0, 2, 4)]
                         + ['run-complete'])
        skipped, = cases[f'{BLOCK}/0'].getElementsByTagName('skipped')
        self.assertEqual(skipped.getAttribute('message'), 'also fails before the change: rule-a')
        failure, = cases[BLOCK].getElementsByTagName('failure')
        self.assertEqual(failure.getAttribute('message'), '1 of 6 rows failed')
        self.assertTrue(cases[f'{BLOCK}/4'].getElementsByTagName('failure'))

    def test_a_known_finding_that_is_gone_goes_on_to_be_said(self):
        got = self.compare(stream(block(rows=rows_of(known, known)), known=[record()]),
                           stream(block(rows=rows_of(ok, ok)), known=[record('sgi-lost', 2, 0)]))
        self.assertEqual(got.status, 0)
        self.assertIn('FIXED  1: known finding sgi-lost (2 of its 2 rows)', got.out)
        self.assertIn('known, but no longer occurring: sgi-lost (2 rows)', got.out)

    def test_no_longer_tested_is_loud(self):
        rows = rows_of(skip, skip, lambda n: skip(n, 'other'), ok)
        got = self.compare(stream(block(rows=rows_of(ok, A, known, ok)), known=[record()]),
                           stream(block(rows=rows)))
        self.assertEqual(got.status, 0)
        self.assertIn('NO LONGER TESTED: 3 rows: probe resampling: no (+1 reason)\n', got.out)
        self.assertIn('* 2 rows: probe resampling: no\n* 1 row: other\n', got.read('summary.md'))

    def test_drift_of_the_change_alone(self):
        old = run(unmocked=['old_one'], emptied=['old.h'],
                  undeclared=['old_call (vgic.c:7; declared in x.h:3)'])
        new = run(unmocked=['old_one', 'new_one'], emptied=['old.h', 'new.h'],
                  undeclared=['old_call (vgic.c:9; declared in x.h:3)'], features=['more'],
                  sources=[['vgic/b.c', 'c' * 40], ['vgic/a.c', 'a' * 40]])
        got = self.compare(stream(block(rows=[ok(ROW)]), first=old),
                           stream(block(rows=[ok(ROW)]), first=new))
        self.assertIn('unmocked since the change: 1 kernel function: new_one\n', got.out)
        self.assertIn('NOT SEEN BEFORE: 1 header emptied: new.h\n', got.out)
        words = got.read('summary.md')
        for text in ('old_one', 'old.h', 'old_call'):
            self.assertNotIn(text, words + got.out)
        self.assertIn('| compiled files that differ | vgic/b.c |', words)
        self.assertIn('| features that differ | +more, -lpi_xarray |', words.replace('\\', ''))
        got = self.compare(stream(block(rows=[ok(ROW)]), first=new),
                           stream(block(rows=[ok(ROW)]), first=old))
        self.assertNotIn('unmocked', got.out)
        self.assertNotIn('NOT SEEN', got.out)

    def test_an_unmocked_function_says_what_to_do(self):
        good, bad = (stream(block(rows=[make(ROW)])) for make in (ok, failing('unmocked')))
        got = self.compare(good, bad)
        for said in (got.out, got.read('summary.md'), got.read('findings/1-unmocked.trace'),
                     got.read('report.ktap'), got.read('junit.xml').replace('&quot;', '"')):
            self.assertIn('docs/extend.md, "Add a mock"', said)
        self.assertNotIn('extend.md', self.report(bad).out)
        with open(os.path.join(ROOT, 'docs', 'extend.md'), encoding='utf-8') as file:
            self.assertIn('\n## Add a mock\n', file.read())

    def test_internal_differences_are_shown_when_they_are_new(self):
        inner = lambda *rules: stream(block(rows=[
            dict(ok(ROW), findings=[finding(rule, column='internal') for rule in rules])]))
        got = self.compare(inner('one'), inner('one', 'two'))
        self.assertEqual(got.status, 0)
        self.assertIn('differ internally, not blocking: two\n', got.out)
        got = self.compare(inner('one'), inner('one'))
        self.assertNotIn('not blocking', got.out)
        got = self.compare(inner('one'), stream(block(rows=[ok(ROW)])))
        self.assertIn('## Internal fields that no longer differ\n\n* one: 1 row',
                      got.read('summary.md'))
        self.assertNotIn('## Fixed', got.read('summary.md'))
        # It counts as a pass: a finding after it is new, and it is none that was fixed.
        got = self.compare(inner('one'), stream(block(rows=[failing('one')(ROW)])))
        self.assertEqual(got.status, 1)

    def test_internal_differences_are_gone_where_the_row_can_tell(self):
        inner = [finding('one', column='internal')]
        rule, crashed = finding('rule-a'), crash()
        for before, now, gone in (
                ([rule, *inner], [rule], {'one': 1}), ([rule, *inner], [rule, *inner], {}),
                (inner, [rule], {}), (inner, [crashed], {}), ([crashed, *inner], [crashed], {}),
                ([rule, *inner], [finding('rule-b')], {}),
                (inner, [finding('two', column='internal')], {'one': 1})):
            verdict = self.verdict(*(stream(block(rows=[fail(ROW, *side)]))
                                     for side in (before, now)))
            self.assertEqual(verdict.compared.internal_gone, gone)

    def test_many_findings_stay_on_one_screen(self):
        text = 'x' * 200
        rows = lambda make: [make(f'{BLOCK}/{number}-{text}') for number in range(9)]
        old = rows(ok) + rows_of(A, A, known, ok) + [failing('old-' + text)(f'{BLOCK}/o')]
        new = [fail(row['n'], finding(f'rule-{number}-{text}'))
               for number, row in enumerate(rows(ok))] + rows_of(ok, A, ok, known)
        new += [skip(f'{BLOCK}/o', text)]
        lists = run(unmocked=['u' * 30] * 9, emptied=['e' * 90], tree='t' * 99)
        introduced = self.file('i', ''.join(f'rule-{n}-{text}\tpatch {text}\n' for n in range(9)))
        about = self.file('a', f'{text}\n' * 9)
        got = self.compare(stream(block(rows=old), known=[record(), record('gone', 2, 0)]),
                           stream(block(rows=new), known=[record(), record('gone', 2, 0)],
                                  first=lists), '--introduced', introduced, '--about', about)
        lines = got.out.splitlines()
        self.assertLessEqual(len(lines), 23)
        self.assertTrue([line for line in lines if line.startswith('NEW  ')])
        self.assertRegex(got.out, r'\n     and \d more: see the summary\n')
        for line in lines[:-2]:
            if 'replay: ' not in line:
                self.assertLessEqual(len(line), 79, line)


class Options(Comparing):
    GOOD, BAD = (stream(block(rows=[make(ROW)])) for make in (ok, A))

    def test_introduced(self):
        text = 'patch 2/5 "KVM: arm64: vgic: <Fold> & more"'
        path = self.file('i', f'rule-a\t{text}\nother\tpatch 3/5\n')
        got = self.compare(self.GOOD, self.BAD, '--introduced', path)
        self.assertIn(f'\n     introduced by: {text}\n', got.out)
        xml = minidom.parseString(got.read('junit.xml').encode())
        for said in (got.read('summary.md'), got.read('findings/1-rule-a.trace'),
                     got.read('report.ktap'), xml.getElementsByTagName('failure')[1]
                     .firstChild.data):
            self.assertIn(f'introduced by: {text}', said)
            self.assertNotIn('3/5', said)

    def test_ran(self):
        places = 'vgic-v3.c:88 <fold>, vgic.c:7'
        path = self.file('r', f'rule-a\t{places}\nother\tvgic.c:9\n')
        got = self.compare(self.GOOD, self.BAD, '--ran', path)
        said = f'of the change, this row ran: {places}'
        self.assertIn(f'\n     {said}\n', got.out)
        xml = minidom.parseString(got.read('junit.xml').encode())
        for text in (got.read('summary.md'), got.read('findings/1-rule-a.trace'),
                     got.read('report.ktap'), xml.getElementsByTagName('failure')[1]
                     .firstChild.data):
            self.assertIn(said, text)
            self.assertNotIn('vgic.c:9', text)
        self.assertNotIn('this row ran', self.compare(self.GOOD, self.BAD).read('summary.md'))

    def test_ran_is_one_line_that_fits_whatever_it_holds(self):
        path = self.file('r', 'rule-a\t\x1b[31m' + 'x' * 99 + '\nrule-a\tvgic.c:9\n')
        got = self.compare(self.GOOD, self.BAD, '--ran', path)
        line, = [line for line in got.out.splitlines() if 'this row ran' in line]
        self.assertEqual((len(line), line[34:46]), (79, '\\x1b[31mxxxx'))
        self.assertIn('xxx, vgic.c:9\n', got.read('summary.md'))

    def test_a_file_by_rule_that_is_none(self):
        for option in ('--introduced', '--ran'):
            for content, words in (('no tab\n', 'i:1'), ('a\tb\n\tc\n', 'i:2')):
                self.refused(self.call(option, self.file('i', content),
                                       self.file('s', self.BAD)), words)
            self.refused(self.call(option, 'none', self.file('s', self.BAD)), 'none')
        self.refused(self.call('--about', 'none', self.file('s', self.BAD)), 'none')

    def test_about_comes_first(self):
        about = self.file('a', 'a1..b2 of `linux`\n# not a <heading>\n')
        got = self.compare(self.GOOD, self.BAD, '--about', about)
        self.assertTrue(got.out.startswith('a1..b2 of `linux`\n# not a <heading>\nvgicheck: '))
        self.assertIn('\n\n```text\na1..b2 of `linux`\n# not a <heading>\n```\n',
                      got.read('summary.md'))

    def test_label(self):
        got = self.compare(self.GOOD, self.BAD, '--label', 'v6.12 + 2 patches')
        self.assertIn('vgicheck: v6.12 + 2 patches; fast;', got.out)
        self.assertIn('| kernel tree | v6.12 + 2 patches |', got.read('summary.md'))
        self.assertIn('name="tree" value="v6.12 + 2 patches"', got.read('junit.xml'))
        path, base = self.file('s0.jsonl', self.GOOD), os.path.join(self.folder, 'labelled')
        self.call('--digest', base, '--label', 'v6.12', path)
        got = self.report(self.GOOD, options=['--base', base])
        self.assertIn('| compared with | v6.12 |', got.read('summary.md'))

    def test_list_new_prints_rules_with_a_row_and_writes_nothing(self):
        base = self.digest_of(stream(block(rows=rows_of(ok, ok, A))))
        path = self.file('s0.jsonl', stream(block(rows=rows_of(
            failing('z'), failing('y', 'z'), A))))
        out = os.path.join(self.folder, 'never')
        done = self.call('--base', base, '--list-new', '--out', out, path)
        self.assertEqual((done.returncode, done.stdout.decode(), done.stderr),
                         (0, f'z\t{BLOCK}/0\nz\t{BLOCK}/1\ny\t{BLOCK}/1\n', b''))
        self.assertFalse(os.path.exists(out))
        same = self.digest_of(stream(block(rows=rows_of(A))))
        done = self.call('--base', same, '--list-new', self.file(
            's0.jsonl', stream(block(rows=rows_of(A)))))
        self.assertEqual((done.returncode, done.stdout), (0, b''))

    def test_options_that_exclude_each_other(self):
        path = self.file('s', self.GOOD)
        self.refused(self.call('--list-new', path), '--base')
        self.refused(self.call('--digest', 'd', '--base', 'b', path), '--digest')


class Digests(Comparing):
    GOOD = stream(block(rows=[ok(ROW)]))

    def refuse(self, base, now, *words):
        done = self.call('--base', base, '--out', os.path.join(self.folder, 'out'),
                         self.file('s0.jsonl', now))
        self.refused(done, *words)
        self.assertEqual(done.stdout, b'')
        self.assertFalse(os.path.exists(os.path.join(self.folder, 'out')))

    def test_only_the_digest_is_written_and_a_failing_run_is_no_error(self):
        self.digest_of(stream(block(rows=[A(ROW)])))
        self.assertEqual(sorted(os.listdir(self.folder)), ['base', 's0.jsonl'])

    def test_of_rows_that_look_alike_one_is_parsed(self):
        verdict = Verdict(load([self.file('s0.jsonl', stream(block(rows=rows_of(
            known, known, knowing(**OTHER), known, knowing(names=['b']),
            knowing(steps=7, at=5, guest='x', text='x', source='x', replay='x', debug='x'),
            knowing(backtrace=['another']))), known=RECORDS))]))
        digest(verdict)
        self.assertEqual([bool(row.line) for row in verdict.streams[0].blocks[BLOCK].rows],
                         [False, True, False, True, False, True, False])

    def test_rows_that_look_alike_are_not_mixed_up(self):
        odd = ['"', '\\', ']]', '"]],"replay":"', 'x"y', ']', '","column":"lr"', '[', '}']
        rows = []
        for text in odd:
            for more in ({'rule': text}, {'column': text}, {'differs': [[text, 'a', 'b']]},
                         {'differs': [['a', 'b', text], ['c', text, 'd']]}, {'differs': []},
                         {'rule': 'no-warn', 'backtrace': [text, 'fold+0x1 (s)']},
                         {'rule': 'no-warn', 'backtrace': ['mock_x', f'f{len(text)}+0x1 (s)', text]},
                         {'rule': 'no-warn', 'backtrace': []}):
                rows.append([{**finding('r', steps=1), **more}])
                rows.append([finding('q'), {**finding('r', steps=1), **more}])
        rows.append([{k: v for k, v in finding('r').items() if k not in ('replay', 'steps',
                                                                        'backtrace')}])
        rows = [dict(known(f'{BLOCK}/{n}'), findings=found) for n, found in enumerate(rows)]
        for records in (rows, rows[::-1]):
            path = os.path.join(self.folder, 'd')
            verdict = Verdict(load([self.file('s0.jsonl', stream(block(rows=records),
                                                                 known=RECORDS))]))
            self.assertTrue(all(row.line for row in verdict.streams[0].blocks[BLOCK].rows))
            write(path, digest(verdict))
            others = Before(path).streams['s0'].blocks[BLOCK].others
            for row in records:
                kept = others[row['n'][len(BLOCK) + 1:]].known
                self.assertEqual(kept, {f['rule']: [
                    [f['column'], *cells] + [place('no-warn', f.get('backtrace', ()))] *
                    (f['rule'] in RULES) for cells in f['differs']] for f in row['findings']})

    def test_it_is_the_same_each_time(self):
        with open(self.digest_of(evil_stream()), 'rb') as one, \
                open(self.digest_of(evil_stream(), label='again'), 'rb') as other:
            self.assertEqual(one.read(), other.read())

    def test_what_is_no_digest(self):
        with open(self.digest_of(self.GOOD), 'rb') as file:
            whole = file.read()
        value = json.loads(gzip.decompress(whole))
        for content in (b'', b'hello', b'{}', whole[:-9], whole[:20], gzip.compress(b'hello'),
                        gzip.compress(b'[]'), gzip.compress(b'{}'), gzip.compress(b'\xff')):
            self.refuse(self.file('d', content), self.GOOD, 'make it again')
        for key in ('vgicheck-digest', 'streams', 'outcomes', 'lists', 'sources'):
            for junk in (None, 3, [1], 'x', {'s0': 1} if key != 'sources' else 7):
                self.refuse(self.file('d', gzip.compress(json.dumps(
                    {**value, key: junk}).encode())), self.GOOD, '/d')
        self.refuse('none', self.GOOD, 'No such file')
        self.refuse('', self.GOOD, 'No such file')

    def test_another_version(self):
        with open(self.digest_of(self.GOOD), 'rb') as file:
            value = json.loads(gzip.decompress(file.read()))
        value['vgicheck-digest'] = 1
        self.refuse(self.file('d', gzip.compress(json.dumps(value).encode())), self.GOOD,
                    'version 1', 'reads version 2')

    def test_other_streams(self):
        self.refuse(self.digest_of(self.GOOD, self.GOOD), self.GOOD, 'one profile', 's0, s1')

    def test_other_rows(self):
        fewer = self.digest_of(stream(block(rows=[ok(ROW)]), block('b', [ok('b/1')])))
        self.refuse(fewer, self.GOOD, 'other rows', 'block b')
        self.refuse(self.digest_of(self.GOOD), stream(block(rows=rows_of(ok, ok))), 'other rows')
        self.refuse(self.digest_of(self.GOOD), stream(block(rows=[ok(ROW)]), block('b')), 'block b')

    def test_where_it_cannot_be_written(self):
        self.refused(self.call('--digest', 'no/such/place', self.file('s', self.GOOD)),
                     'cannot write the digest', 'no/such/place')

    def test_streams_that_are_none(self):
        self.refused(self.call('--digest', 'd', self.file('s', 'hello\n')), 'no')
        self.refused(self.call('--digest', 'd', self.file('s', stream())), 'no row ran')
        self.assertFalse(os.path.exists(os.path.join(self.folder, 'd')))

    def test_it_is_small(self):
        rows = [ok(f'{BLOCK}/row-{n}.of.some.length') if n % 10 else
                known(f'{BLOCK}/row-{n}.of.some.length') for n in range(20000)]
        path = self.digest_of(stream(block(rows=rows), known=[record()]))
        self.assertLess(os.path.getsize(path), 20000)


class Properties(Comparing):
    """Streams made at random, of what a stream can hold, cut off now and then."""
    MAKERS = (ok, ok, ok, A, B, known, skip, failing('rule-a', 'rule-b'), failing('no-crash'),
              failing('rule-a', **OTHER), failing('sgi-rule'), knowing(names=['b']),
              knowing(['sgi-rule', 'rule-b'], ['sgi-lost', 'b']), knowing(**OTHER),
              failing('in', column='internal'), lambda n: skip(n, 'another reason'),
              BOTH, lambda n: dict(ok(n), findings=[finding('in', column='internal')]),
              lambda n: dict(known(n), findings=[]), lambda n: known(n, 'no-such-record'),
              having(W), having(W_G), having(W, V), having(V, lock), LOCKED, having(crash),
              having(W, crash), having(lambda: crash('another', 'populate')),
              lambda n: dict(known(n), findings=[lock(), finding('sgi-rule')], known=['b']))

    def stream(self, chance, shape, before=None):
        """With `before`, a change of it: most rows are what they were."""
        blocks = []
        for at, size in enumerate(shape):
            rows = []
            for number in range(size):
                name = f'{at}/x/{number}'
                old = before and chance.random() < 0.6 and next(
                    (r for r in before if r.get('n') == name), None)
                rows.append(old or chance.choice(self.MAKERS)(name))
            blocks.append(block(f'{at}/x', rows))
        records = stream(*blocks, known=RECORDS)
        if chance.random() < 0.2:
            records = records[:chance.randrange(1, len(records))]
        elif chance.random() < 0.1:
            records.insert(chance.randrange(1, len(records)), {'t': 'what'})
        return records

    def pairs(self, number, seed):
        for at in range(number):
            chance = random.Random(f'{seed} {at}')
            shape = [chance.randrange(6) for _ in range(chance.randrange(1, 4))]
            before = self.stream(chance, shape)
            yield at, before, self.stream(chance, shape, before)

    def test_exit_status_ktap_and_junit_agree(self):
        seen = set()
        for at, before, now in self.pairs(400, 'agree'):
            with self.subTest(at=at):
                seen.add(self.verdict(before, now).passed)
        self.assertEqual(seen, {True, False})

    def test_so_they_do_in_the_command(self):
        for at, before, now in self.pairs(12, 'command'):
            with self.subTest(at=at):
                if all(r['s'] == 'skip' for r in before + now if r['t'] == 'row'):
                    continue
                path = os.path.join(self.folder, 'base')
                if self.call('--digest', path, self.file('s0.jsonl', before)).returncode == 0:
                    got = self.report(now, options=['--base', path])
                    if got.status != 2:
                        self.agree(got.status, got.read('report.ktap'), got.read('junit.xml'),
                                   got.last)

    def test_a_run_compared_with_itself_has_nothing_new_and_nothing_fixed(self):
        for at, before, _ in self.pairs(200, 'itself'):
            with self.subTest(at=at):
                verdict = self.verdict(before, before)
                self.assertEqual([g.rule for g in verdict.groups if not g.of_run], [])
                self.assertEqual(len(verdict.groups) > 0, bool(verdict.streams[0].findings))
                self.assertEqual((verdict.fixed, verdict.dropped), ([], {}))

    @staticmethod
    def new_rules(row, was):
        """What is new in a row, from the records themselves; was: None when it did not run."""
        found = findings_of(row)
        if was is None:
            return {key for key, (explained, _) in found.items() if not explained}
        before = findings_of(was)
        if row['s'] == was['s'] == 'known' and row['known'] == was['known']:
            return set()
        if row['s'] == 'known' and not found:
            return {('unnamed', '')}
        new, failed = set(), not all(explained for explained, _ in before.values())
        for key, (explained, values) in found.items():
            if explained and failed:
                continue
            if key not in before:
                new.add(key)
            elif before[key][0] and before[key][1] != values:
                if not explained or set(row.get('known', ())) - set(was.get('known', ())):
                    new.add(key)
        return new

    def test_what_is_new_and_fixed_follows_from_the_rows(self):
        for at, before, now in self.pairs(300, 'oracle'):
            old = {r['n']: r for r in before if r['t'] == 'row' and r['s'] != 'skip'}
            new, fixed = set(), set()
            for row in (r for r in now if r['t'] == 'row' and r['s'] != 'skip'):
                was = old.get(row['n'])
                brought = self.new_rules(row, was)
                new |= rules(brought)
                # Nobody knows of what is behind a crash or something new in the row.
                if was and not brought and 'no-crash' not in rules(findings_of(row)):
                    fixed |= rules({key for key, (explained, _) in findings_of(was).items()
                                    if not explained} - set(findings_of(row)))
            with self.subTest(at=at):
                verdict = self.verdict(before, now)
                self.assertEqual({g.rule for g in verdict.groups if not g.of_run}, new)
                self.assertEqual({f.rule for f in verdict.fixed if not f.record and not f.of_run},
                                 fixed)


@unittest.skipUnless(os.path.isfile(KUNIT),
                     'set KERNEL_TREE to a kernel tree with tools/testing/kunit/kunit.py')
class Kunit(Comparing):
    def test_the_kernels_parser_agrees(self):
        old = stream(block(rows=rows_of(A, A, known, ok)), known=[record()])
        for now, status in ((rows_of(A, ok, ok, ok), 0), (rows_of(A, ok, ok, known), 1)):
            got = self.compare(old, stream(block(rows=now), known=[record()]))
            done = subprocess.run([sys.executable, KUNIT, 'parse', got.path('report.ktap')],
                                  capture_output=True, text=True, check=False)
            self.assertEqual((got.status, done.returncode), (status, status), done.stdout)


class Unfit(unittest.TestCase):
    def test_unusable_is_what_a_bad_digest_raises(self):
        with self.assertRaises(Unusable):
            Before('/no/such/digest')


if __name__ == '__main__':
    unittest.main()
