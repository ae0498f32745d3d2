# SPDX-License-Identifier: GPL-2.0-only
"""junit.xml: well-formed whatever a name holds, one testcase a block and one a failing row, and as
those who show it want it: junit.xsd, and the limits below."""

import os
import shutil
import subprocess
import unittest
from xml.dom import minidom

from streams import (BLOCK, EVIL, Case, block, evil_stream, fail, finding, known, ok, record,
                     rows_of, skip, stream, text)


SCHEMA = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'junit.xsd')
# What GitLab takes: bytes a file; XML objects, of which an element, an attribute and a text are one each; bytes
# of one text, which is what libxml2 takes unless told otherwise (so the GitHub actions that use lxml, too).
MAX_BYTES, MAX_OBJECTS, MAX_TEXT = 30 << 20, 250_000, 10_000_000


def text_of(node):
    return ''.join(child.data for child in node.childNodes if child.nodeType == child.TEXT_NODE)


def suites_of(test, path):
    """The suites of a file, which is as junit.xsd and its own counts say."""
    if shutil.which('xmllint'):
        done = subprocess.run(['xmllint', '--noout', '--schema', SCHEMA, path], check=False,
                              capture_output=True, text=True)
        test.assertEqual(done.returncode, 0, done.stderr[:2000])
    root = minidom.parse(path).documentElement
    test.assertEqual(root.tagName, 'testsuites')
    suites = [n for n in root.childNodes if n.nodeName == 'testsuite']
    for suite in suites:
        for kind, tag in (('tests', 'testcase'), ('failures', 'failure'),
                          ('skipped', 'skipped')):
            test.assertEqual(int(suite.getAttribute(kind)),
                             len(suite.getElementsByTagName(tag)))
    for kind in ('tests', 'failures', 'errors', 'skipped'):
        test.assertEqual(int(root.getAttribute(kind)),
                         sum(int(s.getAttribute(kind)) for s in suites))
    return suites


class Junit(Case):
    def suites(self, *contents):
        self.path = self.report(*contents).path('junit.xml')
        return suites_of(self, self.path)

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

    def test_however_many_rows_fail_readers_can_take_it(self):
        rules = [f'rule-{number}' for number in range(12)]
        blocks = [block(f'fold/v3/block-{b}', [
            fail(f'fold/v3/block-{b}/a.row.with.a.name.that.is.as.long.as.they.are.{r}',
                 finding(rules[r % 12], steps=12)) for r in range(200)]) for b in range(150)]
        suite, = self.suites(stream(*blocks))
        self.assertLess(os.path.getsize(self.path), MAX_BYTES)
        nodes, objects = [suite], 0
        while nodes:
            node = nodes.pop()
            objects += 1 + len(node.attributes or ())
            if node.nodeType == node.TEXT_NODE:
                self.assertLess(len(node.data.encode()), MAX_TEXT)
            nodes += node.childNodes
        self.assertLess(objects, MAX_OBJECTS)
        # All that is left out is counted, and named by its block.
        left, = [p.getAttribute('value') for p in suite.getElementsByTagName('property')
                 if p.getAttribute('name') == 'rows without a testcase']
        self.assertEqual(int(suite.getAttribute('failures')) + int(left), 150 + 150 * 200)
        self.assertEqual(int(left), 150 * 200 - 12 * 100)
        case = suite.getElementsByTagName('testcase')[-2]
        self.assertEqual(case.getAttribute('name'), 'fold/v3/block-149')
        self.assertEqual(text_of(case.firstChild).count('fold/v3/block-149/'), 200)

    def test_invalid_utf8_is_well_formed(self):
        content = stream(block(rows=[fail(f'{BLOCK}/MARK')]))
        self.cases(text(content).encode().replace(b'MARK', b'\xff\xc3\x28\xed\xa0\x80'))


if __name__ == '__main__':
    unittest.main()
