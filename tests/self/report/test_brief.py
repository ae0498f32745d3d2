# SPDX-License-Identifier: GPL-2.0-only
"""Rows that are told in brief: with the numbers of findings that the stream tells once."""

import gzip
import json
import re
import unittest

from streams import BLOCK, Case, block, finding, known, ok, record, run, stream

REPLAY = 'vgicheck run --subject a.so'
BRIEF = ('rule', 'text', 'source', 'column', 'differs', 'guest', 'backtrace')
WARN = finding('no-warn', differs=[['WARN', 'none', 'vgic.c:12: WARN_ON(1)']],
               backtrace=['mock_warn+0x1 (a.so)', 'vgic_fold+0x12 (a.so)'])
OTHER = finding('rule-b', differs=[['lr', '1', '2']])


def shortened(records):
    """The same stream with every row in brief that has findings."""
    told, result = [], []
    for one in records:
        if one['t'] != 'row' or 'findings' not in one:
            result.append(one)
            continue
        numbers = []
        for found in one['findings']:
            found = {key: found[key] for key in BRIEF if key in found}
            if found not in told:
                told.append(found)
                result.append({'t': 'finding', 'id': len(told), **found})
            numbers.append(told.index(found) + 1)
        rest = {key: one[key] for key in one if key not in ('findings', 'words', 'known')}
        result.append({**rest, 'findings': numbers,
                       **({'known': one['known']} if 'known' in one else {})})
    return result


def failing(number, *findings, name='row'):
    return {'t': 'row', 'n': f'{BLOCK}/{name} {number}', 's': 'fail', 'findings': list(findings),
            'words': 'in words'}


def whole(*rows, **more):
    return stream(block(BLOCK, list(rows)), first=run(replay=REPLAY), **more)


class Brief(Case):
    def test_counts_and_rules_are_those_of_the_rows_in_full(self):
        rows = [failing(0, WARN), failing(1, WARN, OTHER), failing(2, OTHER), ok(f'{BLOCK}/3'),
                known(f'{BLOCK}/4'), failing(5, {**OTHER, 'column': 'internal'})]
        full = whole(*rows, known=[record()])
        one, other = self.report(full), self.report(shortened(full))
        self.assertEqual(one.last, other.last)
        self.assertIn('2 new findings; 6 rows: 1 pass, 3 fail, 1 known', other.last)
        self.assertIn('1 differ internally', other.last)
        for report in one, other:
            self.assertEqual(report.status, 1)
        names = re.compile(r'^ *(?:not )?ok .*', re.M)
        self.assertEqual(names.findall(one.read('report.ktap')),
                         names.findall(other.read('report.ktap')))

    def test_the_example_is_a_row_with_steps(self):
        rows = shortened(whole(failing(0, OTHER), failing(1, OTHER)))
        story = failing(9, finding('rule-b', steps=30, differs=OTHER['differs'] * 3))
        rows = [one for one in rows if one['t'] in ('finding', 'row')] + [story]
        records = whole(*(one for one in rows if one['t'] == 'row'))
        records[2:2] = [one for one in rows if one['t'] == 'finding']
        trace = self.report(records).read('findings/1-rule-b.trace')
        self.assertIn('3 rows', trace)
        self.assertIn(f'row:    {BLOCK}/row 9\n', trace)
        self.assertIn('verb 29', trace)
        self.assertNotIn('not recorded', trace)

    def test_without_one_it_says_how_to_see_them(self):
        row = failing("1's", OTHER)
        report = self.report(shortened(whole(row)))
        replay = f"{REPLAY} '{BLOCK}/row 1'\\''s'"
        for text in report.read('findings/1-rule-b.trace'), report.out, \
                report.read('summary.md'), report.read('report.ktap'):
            self.assertIn(f'replay: {replay}\n', text)
        self.assertIn('replaying the row shows them', report.read('findings/1-rule-b.trace'))
        self.assertIn('lr: expected 1, seen 2', report.read('junit.xml'))
        self.assertIn('rule-b: the rule rule-b in words', report.read('report.ktap'))

    def test_a_known_row_in_brief_stays_known(self):
        full = whole(known(f'{BLOCK}/0'), known(f'{BLOCK}/1', 'other'),
                     known=[record(), record('other')])
        report = self.report(shortened(full))
        self.assertEqual(report.status, 0)
        self.assertIn('# SKIP known finding: other', report.read('report.ktap'))
        report = self.report([{**one, 'known': []} if one['t'] == 'row' else one
                              for one in shortened(full)])
        self.assertEqual(report.status, 1, 'a row without a record is not silenced')
        self.assertIn('NEW  sgi-rule: 2 rows', report.out)

    def test_a_number_that_nothing_has(self):
        for change in ({'findings': [7]}, {'findings': [1, 7]}, {'findings': [1, 'x']},
                       {'findings': ['1', 7, None]}):
            records = shortened(whole(failing(0, OTHER)))
            records[-2].update(change)
            report = self.report(records)
            self.assertEqual(report.status, 1)
            self.assertIn('damaged-result-stream', report.out)
        records = shortened(whole(failing(0, OTHER)))
        records.insert(3, records[2])
        self.assertIn('damaged-result-stream', self.report(records).out)

    def test_many_rows_say_little_each(self):
        full = whole(*(failing(number, WARN, OTHER) for number in range(500)))
        report = self.report(shortened(full))
        ktap = report.read('report.ktap')
        self.assertEqual(ktap.count('guest:'), 200)
        self.assertEqual(ktap.count('rule-b: lr: expected 1, seen 2'), 400)
        self.assertEqual(ktap.count('not ok'), 500 + 2)
        self.assertEqual(report.read('junit.xml').count('<testcase'), 100 + 2)
        self.assertIn('name="rows without a testcase" value="400"', report.read('junit.xml'))


class Compared(Case):
    """Brevity changes no comparison."""

    def digest(self, records):
        path = self.file('s0.jsonl', records)
        out = f'{self.folder}/digest'
        self.assertEqual(self.call('--digest', out, path).returncode, 0)
        with open(out, 'rb') as file:
            return out, gzip.decompress(file.read())

    def test_the_digest_is_the_same(self):
        moved = {**WARN, 'backtrace': ['vgic_other+0x1 (a.so)']}
        full = whole(failing(0, WARN), failing(1, moved), failing(2, WARN, OTHER),
                     known(f'{BLOCK}/3'), known(f'{BLOCK}/4', 'other'), failing(5, OTHER),
                     {**failing(6, WARN), 's': 'known', 'known': ['sgi-lost']},
                     known=[record(), record('other')])
        self.assertEqual(json.loads(self.digest(full)[1]),
                         json.loads(self.digest(shortened(full))[1]))

    def test_what_is_new_is_the_same(self):
        base = whole(ok(f'{BLOCK}/row 0'), failing(1, OTHER), failing(2, WARN, OTHER),
                     known(f'{BLOCK}/3'), ok(f'{BLOCK}/4'), known=[record()])
        head = whole(failing(0, OTHER), failing(1, OTHER), failing(2, OTHER),
                     known(f'{BLOCK}/3'), known(f'{BLOCK}/4'), known=[record()])
        results = set()
        for before in base, shortened(base):
            digest = self.digest(before)[0]
            for after in head, shortened(head):
                report = self.report(after, options=('--base', digest))
                results.add((report.last, tuple(report.traces()), re.sub(
                    '#  .*', '', report.read('report.ktap')).replace('\n    \n', '\n')))
        lasts = {last for last, _, _ in results}
        self.assertEqual(len(lasts), 1, lasts)
        self.assertIn('(2 new findings, 1 fixed, 1 unchanged;', lasts.pop())
        self.assertEqual(len({traces for _, traces, _ in results}), 1)
        kept = {tuple(line for line in ktap.split('\n') if 'ok ' in line) for _, _, ktap in results}
        self.assertEqual(len(kept), 1)


if __name__ == '__main__':
    unittest.main()
