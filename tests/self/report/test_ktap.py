# SPDX-License-Identifier: GPL-2.0-only
"""report.ktap, read by a strict validator (ktap_check.py) and by the kernel's own kunit.py, which
the environment variable KERNEL_TREE leads to."""

import os
import re
import subprocess
import sys
import unittest

import ktap_check
from streams import (BLOCK, EVIL, Case, block, evil_stream, fail, finding, known, ok, record,
                     rows_of, skip, stream)

KUNIT = os.path.join(os.environ.get('KERNEL_TREE', ''), 'tools/testing/kunit/kunit.py')
COMPLETE = 'run-complete'


class Ktap(Case):
    def read(self, *contents):
        self.got = self.report(*contents)
        return ktap_check.read(self.got.read('report.ktap'))

    def test_stream_block_row(self):
        top, = self.read(stream(block(rows=rows_of(ok, fail)), block('b', [ok('b/1')])))
        self.assertEqual((top.name, top.good), ('s0', False))
        self.assertEqual([(c.name, c.good) for c in top.children],
                         [(BLOCK, False), ('b', True), (COMPLETE, True)])
        self.assertEqual([(c.name, c.good) for c in top.children[0].children],
                         [(f'{BLOCK}/0', True), (f'{BLOCK}/1', False)])

    def test_what_failed_is_said_before_the_result(self):
        top, = self.read(stream(block(rows=rows_of(ok, fail, ok))))
        rows = top.children[0].children
        said = '\n'.join(rows[1].diagnostics)
        for words in ('resample-no-phys-deactivate', 'verb 2 | change 2', 'vgic-v3.c:88',
                      'phys.active  | 0        | 1', 'replay: vgicheck replay'):
            self.assertIn(words, said)
        self.assertEqual([rows[0].diagnostics, rows[2].diagnostics], [[], []])

    def test_skips_have_their_reason(self):
        top, = self.read(stream(block(rows=rows_of(ok, skip))))
        row = top.children[0].children[1]
        self.assertEqual((row.good, row.directive, row.reason),
                         (True, 'SKIP', 'probe resampling: no'))

    def test_known_findings_are_skips_and_fail_nothing(self):
        top, = self.read(stream(block(rows=rows_of(ok, known)), known=[record()]))
        row = top.children[0].children[1]
        self.assertEqual((row.good, row.directive, row.reason),
                         (True, 'SKIP', 'known finding: sgi-lost'))
        self.assertTrue(top.good)

    def test_internal_differences_are_said_and_fail_nothing(self):
        top, = self.read(stream(block(rows=[ok(f'{BLOCK}/0'),
                                            fail(f'{BLOCK}/1', finding(column='internal'))])))
        row = top.children[0].children[1]
        self.assertTrue(row.good)
        self.assertIn('internal difference', row.diagnostics[0])

    def test_blocks_without_a_row_that_ran(self):
        top, = self.read(stream(block('none', excluded={'why': 4}), block('b', [skip('b/1')]),
                                block('c', [ok('c/1')])))
        self.assertEqual([(c.directive, c.reason) for c in top.children], [
            ('SKIP', 'no row: every combination is excluded'), ('SKIP', 'every row was skipped'),
            (None, None), (None, None)])

    def test_a_run_that_ended_early_fails(self):
        whole = stream(block(rows=rows_of(ok, ok, ok)))
        top, = self.read(whole[:3])
        self.assertEqual((top.good, top.children[0].good, top.children[1].good), (False,) * 3)
        self.assertEqual(top.children[0].directive, 'ERROR')
        self.assertIn('2 of 3 rows did not report', top.children[0].reason)
        self.assertIn('run-ended-early', '\n'.join(top.children[1].diagnostics))
        top, = self.read(whole[:2])
        self.assertFalse(top.children[0].good)

    def test_an_empty_file_fails(self):
        tops = self.read(b'', stream(block(rows=rows_of(ok))))
        self.assertEqual([top.good for top in tops], [False, True])

    def test_evil_names_stay_one_result_each(self):
        top, = self.read(evil_stream())
        self.assertEqual(len(top.children), len(EVIL) + 1)
        self.assertEqual([len(c.children) for c in top.children[:-1]], [3] * len(EVIL))

    def test_names_of_a_parent_are_not_repeated(self):
        # KUnit ends a parent at a result with the parent's name.
        top, = self.read(stream(block('s0', [ok('s0/')]), block('- ', [skip('- /')])))
        for parent in [top] + top.children:
            self.assertNotIn(parent.name, [child.name for child in parent.children])

    def test_a_name_of_nothing(self):
        top, = self.read(stream(block('- ', [ok('- /x')])))
        self.assertEqual(top.children[0].name, '(no name)')

    def test_only_the_first_hundred_of_a_rule_are_told_in_full(self):
        top, = self.read(stream(block(rows=rows_of(*[fail] * 102))))
        sizes = [len(row.diagnostics) for row in top.children[0].children]
        self.assertEqual(len(set(sizes[:100])), 1)
        self.assertLess(sizes[100], sizes[99])
        self.assertIn('replay:', '\n'.join(top.children[0].children[101].diagnostics))


@unittest.skipUnless(os.path.isfile(KUNIT),
                     'set KERNEL_TREE to a kernel tree with tools/testing/kunit/kunit.py')
class Kunit(Case):
    def parse(self, *contents):
        path = os.path.abspath(self.report(*contents).path('report.ktap'))
        done = subprocess.run([sys.executable, KUNIT, 'parse', path], capture_output=True,
                              text=True, check=False)
        said = re.sub('\x1b\\[[0-9;]*m', '', done.stdout)
        self.assertNotIn('[ERROR]', said)
        self.assertEqual(done.stderr, '')
        return done.returncode, said.strip().split('Testing complete. ')[-1].split('\n')[0]

    def test_pass(self):
        self.assertEqual(self.parse(stream(block(rows=rows_of(ok, ok, ok)))),
                         (0, 'Ran 4 tests: passed: 4'))

    def test_fail(self):
        self.assertEqual(self.parse(stream(block(rows=rows_of(ok, fail, fail)))),
                         (1, 'Ran 4 tests: passed: 2, failed: 2'))

    def test_known_findings_do_not_fail_the_file(self):
        self.assertEqual(self.parse(stream(block(rows=rows_of(ok, known, skip)),
                                           known=[record()])),
                         (0, 'Ran 4 tests: passed: 2, skipped: 2'))

    def test_a_file_of_known_findings_alone(self):
        self.assertEqual(self.parse(stream(block(rows=rows_of(known, known)), known=[record()])),
                         (0, 'Ran 3 tests: passed: 1, skipped: 2'))

    def test_empty_blocks(self):
        self.assertEqual(self.parse(stream(block('none', excluded={'why': 4}),
                                           block(rows=rows_of(ok)))),
                         (0, 'Ran 3 tests: passed: 2, skipped: 1'))

    def test_ended_early(self):
        self.assertEqual(self.parse(stream(block(rows=rows_of(ok, ok)))[:3]),
                         (1, 'Ran 2 tests: passed: 1, failed: 1'))

    def test_evil_names(self):
        status, counts = self.parse(evil_stream())
        number = len(EVIL)
        self.assertEqual((status, counts), (1, f'Ran {3 * number + 1} tests: passed: '
                                               f'{number + 1}, failed: {number}, skipped: '
                                               f'{number}'))


if __name__ == '__main__':
    unittest.main()
