# SPDX-License-Identifier: GPL-2.0-only
"""junit.xml: well-formed whatever a name holds, one testcase a block and one a failing row."""

import shutil
import subprocess
import unittest
from xml.dom import minidom

from streams import (BLOCK, EVIL, Case, block, evil_stream, fail, finding, known, ok, record,
                     rows_of, skip, stream, text)


def text_of(node):
    return ''.join(child.data for child in node.childNodes if child.nodeType == child.TEXT_NODE)


class Junit(Case):
    def suites(self, *contents):
        path = self.report(*contents).path('junit.xml')
        root = minidom.parse(path).documentElement
        self.assertEqual(root.tagName, 'testsuites')
        suites = [n for n in root.childNodes if n.nodeName == 'testsuite']
        for suite in suites:
            for kind, tag in (('tests', 'testcase'), ('failures', 'failure'),
                              ('skipped', 'skipped')):
                self.assertEqual(int(suite.getAttribute(kind)),
                                 len(suite.getElementsByTagName(tag)))
        for kind in ('tests', 'failures', 'errors', 'skipped'):
            self.assertEqual(int(root.getAttribute(kind)),
                             sum(int(s.getAttribute(kind)) for s in suites))
        self.path = path
        return suites

    def cases(self, *contents):
        return {case.getAttribute('name'): case
                for case in self.suites(*contents)[0].getElementsByTagName('testcase')}

    def test_one_suite_a_stream(self):
        one = stream(block(rows=rows_of(ok)))
        self.assertEqual([s.getAttribute('name') for s in self.suites(one, one)], ['s0', 's1'])

    def test_blocks_and_failing_rows(self):
        cases = self.cases(stream(block(rows=rows_of(ok, fail, ok)), block('b', [ok('b/1')])))
        self.assertEqual(list(cases), [BLOCK, f'{BLOCK}/1', 'b', 'run-complete'])
        self.assertEqual(cases[f'{BLOCK}/1'].getAttribute('classname'), f's0.{BLOCK}')
        failure, = cases[f'{BLOCK}/1'].getElementsByTagName('failure')
        self.assertEqual(failure.getAttribute('type'), 'resample-no-phys-deactivate')
        self.assertIn('phys.active: expected 0, seen 1', failure.getAttribute('message'))
        for words in ('  verb 2 | change 2  | told 2\n', 'replay: vgicheck replay', 'vgic-v3.c:88'):
            self.assertIn(words, text_of(failure))
        failure, = cases[BLOCK].getElementsByTagName('failure')
        self.assertEqual(failure.getAttribute('message'), '1 of 3 rows failed')
        self.assertIn(f'{BLOCK}/1', text_of(failure))

    def test_known_and_internal_do_not_fail(self):
        rows = rows_of(ok, known) + [fail(f'{BLOCK}/x', finding(column='internal'))]
        cases = self.cases(stream(block(rows=rows), known=[record()]))
        self.assertEqual(list(cases), [BLOCK, 'run-complete'])
        told, = cases[BLOCK].getElementsByTagName('system-out')
        self.assertIn(f'known finding sgi-lost: {BLOCK}/1', text_of(told))
        self.assertIn(f'internal difference, not blocking: {BLOCK}/x', text_of(told))

    def test_blocks_of_skips_are_skipped(self):
        cases = self.cases(stream(block('a', [skip('a/1')]), block('none'),
                                  block(rows=rows_of(ok, skip))))
        reason = cases['a'].getElementsByTagName('skipped')[0].getAttribute('message')
        self.assertEqual(reason, 'probe resampling: no')
        self.assertTrue(cases['none'].getElementsByTagName('skipped'))
        self.assertFalse(cases[BLOCK].getElementsByTagName('skipped'))

    def test_a_run_that_ended_early_fails(self):
        cases = self.cases(stream(block(rows=rows_of(ok, ok, ok)))[:3])
        for name, words in ((BLOCK, '2 did not report'), ('run-complete', 'run-ended-early')):
            failure, = cases[name].getElementsByTagName('failure')
            self.assertIn(words, failure.getAttribute('message'))

    def test_two_faults_of_a_run_are_both_told(self):
        records = stream(block(rows=rows_of(ok)))
        case = self.cases(records[:2] + [{'t': 'what'}])['run-complete']
        failure, = case.getElementsByTagName('failure')
        told, = case.getElementsByTagName('system-out')
        self.assertIn('damaged-result-stream', text_of(failure))
        self.assertIn('run-ended-early', text_of(told))

    def test_evil_names_are_well_formed(self):
        suite, = self.suites(evil_stream())
        self.assertEqual(suite.getAttribute('tests'), str(2 * len(EVIL) + 1))
        names = [c.getAttribute('name') for c in suite.getElementsByTagName('testcase')]
        self.assertIn('<&"\'\\x01#0', names)
        if shutil.which('xmllint'):
            subprocess.run(['xmllint', '--noout', self.path], check=True)

    def test_invalid_utf8_is_well_formed(self):
        content = stream(block(rows=[fail(f'{BLOCK}/MARK')]))
        self.cases(text(content).encode().replace(b'MARK', b'\xff\xc3\x28\xed\xa0\x80'))


if __name__ == '__main__':
    unittest.main()
