# SPDX-License-Identifier: GPL-2.0-only
"""vgicheck-report --untouched: every report is there, is one of its kind, and says that nothing
ran."""

import os
import subprocess
import sys
import unittest

import ktap_check
from streams import BLOCK, EVIL, Case, Reports, block, fail, ok, rows_of, stream
from test_files import CONTROL
from test_junit import suites_of
from test_ktap import KUNIT

WHY = 'the change touches nothing that is compiled here'
ABOUT = 'a1..b2 of `linux`\n# not a <heading>\n'


class Untouched(Case):
    def untouched(self, *options, about=ABOUT):
        out = os.path.join(self.folder, 'out')
        got = Reports(out, self.call('--untouched', '--out', out,
                                     '--about', self.file('about', about), *options))
        self.assertEqual((got.status, got.err), (0, ''))
        return got

    def test_the_screen_is_what_the_change_is_and_the_verdict(self):
        got = self.untouched()
        self.assertEqual(got.out, ABOUT + f'summary: {got.path("summary.md")}\n'
                                          f'gate: PASS ({WHY})\n')
        self.assertEqual(got.read('screen.txt'), got.out)

    def test_quiet_and_colours(self):
        whole = self.untouched().out
        self.assertEqual(self.untouched('--quiet').out, f'gate: PASS ({WHY})\n')
        got = self.untouched('--colour')
        self.assertEqual(got.out, whole.replace('PASS', '\x1b[32mPASS\x1b[0m'))
        self.assertEqual(got.read('screen.txt'), whole)

    def test_without_a_word_about_the_change(self):
        out = os.path.join(self.folder, 'out')
        got = Reports(out, self.call('--untouched', '--out', out))
        self.assertEqual((got.status, len(got.out.splitlines())), (0, 2))
        self.assertEqual(got.read('summary.md'), f'# vgicheck: PASS, {WHY}\n\n')

    def test_ktap_is_a_skipped_test_and_a_complete_run(self):
        tops = ktap_check.read(self.untouched().read('report.ktap'))
        self.assertEqual([(t.good, t.name, t.directive, t.reason, t.children) for t in tops], [
            (True, 'change', 'SKIP', WHY, []), (True, 'run-complete', None, None, [])])

    @unittest.skipUnless(os.path.isfile(KUNIT),
                         'set KERNEL_TREE to a kernel tree with tools/testing/kunit/kunit.py')
    def test_the_kernels_parser_agrees(self):
        done = subprocess.run([sys.executable, KUNIT, 'parse',
                               self.untouched().path('report.ktap')],
                              capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ''), done.stdout)
        self.assertIn('Ran 2 tests: passed: 1, skipped: 1', done.stdout)
        self.assertNotIn('[ERROR]', done.stdout)

    def test_junit_is_one_skipped_testcase(self):
        suite, = suites_of(self, self.untouched().path('junit.xml'))
        case, = suite.getElementsByTagName('testcase')
        self.assertEqual((suite.getAttribute('tests'), suite.getAttribute('failures')), ('1', '0'))
        self.assertEqual(case.firstChild.nodeName, 'skipped')
        self.assertEqual(case.firstChild.getAttribute('message'), WHY)
        told, = suite.getElementsByTagName('property')
        self.assertEqual(told.getAttribute('value'), 'a1..b2 of `linux`; # not a <heading>')

    def test_the_summary_says_it_first_and_of_what(self):
        self.assertEqual(self.untouched().read('summary.md'),
                         f'# vgicheck: PASS, {WHY}\n\n```text\n{ABOUT}```\n')

    def test_evil_words_about_the_change(self):
        got = self.untouched(about='\n'.join(EVIL))
        for said in (got.out, got.read('summary.md')):
            self.assertIsNone(CONTROL.search(said))
        suites_of(self, got.path('junit.xml'))
        lines = got.out.splitlines()
        self.assertLessEqual(len(lines), 7)
        got = self.untouched(about='x' * 200)
        self.assertEqual(len(got.out.splitlines()[0]), 79)

    def test_the_reports_are_those_of_a_run_and_nothing_of_an_earlier_one_stays(self):
        ran = self.report(stream(block(rows=[fail(f'{BLOCK}/0')])))
        names, traces = sorted(os.listdir(ran.folder)), ran.traces()
        self.assertEqual(len(traces), 1)
        got = self.untouched()
        self.assertEqual((sorted(os.listdir(got.folder)), got.traces()), (names, []))
        for name in names[:-1]:
            if name != 'findings':
                self.assertNotIn(BLOCK, got.read(name))
        self.assertEqual(got.read('blobs.txt'), '')


class Refused(Case):
    def nothing(self, *options):
        """Refused, and nothing is written."""
        out = os.path.join(self.folder, 'out')
        done = self.call('--out', out, *options)
        self.assertEqual((done.stdout, os.path.exists(out)), (b'', False))
        return done

    def test_either_streams_or_untouched(self):
        path = self.file('s.jsonl', stream(block(rows=rows_of(ok))))
        for options in ((), ('--quiet',), ('--untouched', path)):
            self.refused(self.nothing(*options), 'either', '--results FILE', '--untouched')

    def test_nothing_to_compare_or_to_keep(self):
        digest = os.path.join(self.folder, 'd')
        for options in (('--base', digest), ('--base', ''), ('--digest', digest),
                        ('--list-new',), ('--base', digest, '--list-new')):
            self.refused(self.nothing('--untouched', *options),
                         '--untouched', '--base', '--digest', '--list-new')
        self.assertFalse(os.path.exists(digest))

    def test_words_that_cannot_be_read(self):
        self.refused(self.nothing('--untouched', '--about', 'none'), 'none')

    def test_where_nothing_can_be_written(self):
        self.file('out', 'a file')
        out = os.path.join(self.folder, 'out')
        self.refused(self.call('--untouched', '--out', out), 'cannot write the reports', out)


if __name__ == '__main__':
    unittest.main()
