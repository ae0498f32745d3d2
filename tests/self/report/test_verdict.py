# SPDX-License-Identifier: GPL-2.0-only
"""The verdict: exit status, last line, counts, which findings are new, the stream's own faults.
Run: python3 -m unittest discover -s tests/self/report"""

import json
import unittest

from streams import (BLOCK, Case, EVIL, block, fail, finding, known, ok, record, rows_of, run, skip,
                     stream, text)

from report.finding import Finding
from report.junit import junit
from report.ktap import ktap
from report.screen import screen
from report.stream import Unusable, load
from report.summary import summary, traces
from report.verdict import Verdict


class Findings(Case):
    def test_pass_only(self):
        got = self.report(stream(block(rows=rows_of(ok, ok, ok))))
        self.assertEqual((got.status, got.err), (0, ''))
        self.assertEqual(got.last, 'gate: PASS (no new finding; 3 rows: 3 pass, 0 fail, 0 known, '
                                   '0 skipped)')
        self.assertEqual(got.traces(), [])

    def test_failing_rows_make_the_gate_fail(self):
        got = self.report(stream(block(rows=rows_of(ok, fail, fail))))
        self.assertEqual(got.status, 1)
        self.assertEqual(got.last, 'gate: FAIL (1 new finding; 3 rows: 1 pass, 2 fail, 0 known, '
                                   '0 skipped)')
        for words in ('resample-no-phys-deactivate: 2 rows', f'{BLOCK}/1',
                      'phys.active: expected 0, seen 1 (+1 more)',
                      'replay: vgicheck replay resample-no-phys-deactivate.3'):
            self.assertIn(words, got.out)

    def test_findings_are_grouped_by_rule_and_the_shortest_is_the_example(self):
        rows = [fail(f'{BLOCK}/long', finding('rule-a', 9)), fail(f'{BLOCK}/b', finding('rule-b')),
                fail(f'{BLOCK}/short', finding('rule-a', 2), finding('rule-b', 4))]
        got = self.report(stream(block(rows=rows)))
        self.assertIn('gate: FAIL (2 new findings; 3 rows', got.last)
        self.assertEqual(got.traces(), ['1-rule-a.trace', '2-rule-b.trace'])
        trace = got.read('findings/1-rule-a.trace')
        self.assertIn('replay: vgicheck replay rule-a.2', trace)
        self.assertNotIn('rule-a.9', trace)
        for name in ('long', 'short'):
            self.assertIn(f's0: {BLOCK}/{name}\n', trace)

    def test_a_row_that_fails_without_a_finding_still_fails(self):
        got = self.report(stream(block(rows=[{'t': 'row', 'n': f'{BLOCK}/x', 's': 'fail'}])))
        self.assertEqual((got.status, got.traces()), (1, ['1-unnamed.trace']))

    def test_internal_differences_alone_are_shown_and_do_not_block(self):
        inner = finding('ap-list-order', column='internal')
        rows = rows_of(ok) + [fail(f'{BLOCK}/a', inner), dict(ok(f'{BLOCK}/b'), findings=[inner])]
        got = self.report(stream(block(rows=rows)))
        self.assertEqual((got.status, got.traces()), (0, []))
        self.assertIn('1 pass, 0 fail, 0 known, 0 skipped, 2 differ internally', got.last)
        self.assertIn('ap-list-order', got.out)
        part = got.read('summary.md').partition('(shown, not blocking)')[2]
        self.assertIn('### ap-list-order: 2 rows\n', part)

    def test_an_internal_difference_does_not_excuse_another(self):
        got = self.report(stream(block(rows=[
            fail(f'{BLOCK}/a', finding('inner', column='internal'), finding('outer'))])))
        self.assertEqual((got.status, got.traces()), (1, ['1-outer.trace']))
        self.assertIn('0 pass, 1 fail', got.last)


class Known(Case):
    def test_known_findings_do_not_block(self):
        got = self.report(stream(block(rows=rows_of(ok, known)), known=[record()]))
        self.assertEqual((got.status, got.traces()), (0, []))
        self.assertIn('1 pass, 0 fail, 1 known', got.last)
        self.assertIn('known: sgi-lost (1 row)', got.out)
        for words in ('the guest of sgi-lost loses an SGI', 'commit 0123456789ab',
                      f'`{BLOCK}/1`', '1 of the 2 rows'):
            self.assertIn(words, got.read('summary.md'))

    def test_a_known_finding_of_several_runs(self):
        one = stream(block(rows=rows_of(ok, known)), known=[record()])
        self.assertIn('### sgi-lost: 2 rows in 2 runs', self.report(one, one).read('summary.md'))

    def test_a_known_finding_that_is_gone_is_reported(self):
        got = self.report(
            stream(block(rows=rows_of(ok)), known=[record('gone', 3, 0), record('rare', 3, 0),
                                                   record('elsewhere', 0, 0)]),
            stream(block(rows=rows_of(lambda n: known(n, 'rare'))),
                   known=[record('gone', 1, 0), record('rare', 1, 1)]))
        self.assertEqual(got.status, 0)
        self.assertIn('no longer occurring: gone (4 rows)\n', got.out)
        part = got.read('summary.md').partition('## Known findings that no longer occur')[2]
        self.assertIn('* gone: 4 rows ran', part)
        self.assertNotIn('elsewhere', got.read('summary.md'))

    def test_a_known_row_needs_a_record(self):
        for rows in ([known(f'{BLOCK}/0', 'nobody')], [dict(known(f'{BLOCK}/0'), known=[])]):
            got = self.report(stream(block(rows=rows), known=[record()]))
            self.assertEqual(got.status, 1, got.out)
        self.assertEqual(got.traces(), ['1-sgi-rule.trace'])

    def test_a_known_finding_beside_a_new_one_is_not_new(self):
        rows = [fail(f'{BLOCK}/0', finding('old', known=['sgi-lost']), finding('new'))]
        got = self.report(stream(block(rows=rows), known=[record()]))
        self.assertEqual((got.status, got.traces()), (1, ['1-new.trace']))
        self.assertNotIn('internal', got.out)

    def test_a_row_that_fails_is_not_silenced_by_known_findings_alone(self):
        rows = [fail(f'{BLOCK}/0', finding('old', known=['sgi-lost']))]
        got = self.report(stream(block(rows=rows), known=[record()]))
        self.assertEqual((got.status, got.traces()), (1, ['1-old.trace']))


class Counts(Case):
    def test_skipped_and_excluded_are_counted_with_their_reasons(self):
        got = self.report(
            stream(block(rows=rows_of(ok, skip, skip), excluded={'no such CPU': 40}),
                   block('b', [skip('b/1', 'other')], {'no such CPU': 2, 'edge': 5})))
        self.assertIn('1 pass, 0 fail, 0 known, 3 skipped', got.last)
        self.assertIn('47 combinations excluded', got.out)
        words = got.read('summary.md')
        for line in ('* 42: no such CPU', '* 5: edge', '* 2: probe resampling: no', '* 1: other'):
            self.assertIn(line + '\n', words)

    def test_several_streams_add_up(self):
        got = self.report(stream(block(rows=rows_of(ok, fail))),
                          stream(block(rows=rows_of(ok, fail)), first=run(build='checked')))
        self.assertIn('4 rows: 2 pass, 2 fail', got.last)
        self.assertIn('2 rows in 2 runs', got.out)
        self.assertIn('fast, checked', got.out)

    def test_rows_of_blocks_may_alternate(self):
        records = stream([block('a', [0, 0])[0], block('b', [0])[0], block('a/c', [0])[0],
                          ok('a/1'), ok('b/1'), ok('a/c/1'), ok('a/2')])
        self.assertEqual(self.report(records).status, 0)

    def test_streams_of_one_name_are_told_apart(self):
        paths = [self.file(f'{folder}/same.jsonl', stream(block(rows=rows_of(ok))))
                 for folder in 'ab']
        self.call('--out', self.folder, *paths)
        with open(f'{self.folder}/report.ktap', encoding='utf-8') as file:
            self.assertRegex(file.read(), r'(?s)\nok 1 same\n.*\nok 2 same-2\n')

    def test_the_slow_way_of_reading_says_the_same(self):
        fast = stream(block(rows=rows_of(*[ok] * 20, fail, known)), known=[record()])
        slow = [dict(reversed(r.items())) if r['t'] == 'row' else r for r in fast]
        one, other = Verdict([self.load(fast)]), Verdict([self.load(slow)])
        self.assertIsInstance(one.streams[0].blocks[BLOCK].rows[0], str)
        self.assertNotIsInstance(other.streams[0].blocks[BLOCK].rows[0], str)
        self.assertEqual([len(v.streams[0].blocks[BLOCK].rows[-1].findings)
                          for v in (one, other)], [0, 1])
        for write in (ktap, junit, summary):
            self.assertEqual(write(one), write(other))

    def test_known_findings_are_not_confused_with_texts(self):
        tricky = finding(text='}],"known":["text"]}', known=['inner'])
        for rows in ([known(f'{BLOCK}/0', findings=[tricky]), known(f'{BLOCK}/1')],
                     [dict(known(f'{BLOCK}/0'), known=['sgi-lost', 'b']), known(f'{BLOCK}/1')]):
            for row in rows:
                row['known'] = row.pop('known')     # last
            verdict = Verdict([self.load(stream(block(rows=rows),
                                                known=[record(), record('b')]))])
            self.assertEqual(verdict.known['sgi-lost'].rows, [f'{BLOCK}/0', f'{BLOCK}/1'])
            self.assertTrue(verdict.passed)
        self.assertEqual(verdict.known['b'].rows, [f'{BLOCK}/0'])

    def test_blanks_in_json_do_not_leave_the_fast_way(self):
        records = stream(block(rows=rows_of(ok)))
        path = self.file('s.jsonl', ''.join(json.dumps(r) + '\n' for r in records))
        self.assertEqual(load([path])[0].blocks[BLOCK].rows, [f'{BLOCK}/0'])

    def load(self, records):
        return load([self.file('s.jsonl', records)])[0]


class Integrity(Case):
    FULL = stream(block(rows=[ok(f'{BLOCK}/0'), fail(f'{BLOCK}/1', finding(steps=1)),
                              skip(f'{BLOCK}/2', 'why')], excluded={'why': 1}),
                  block('b', [ok('b/ä'), known('b/k', findings=[])]), known=[record()])

    def rules(self, content):
        """Rules of the new findings; no report may crash."""
        verdict = Verdict(load([self.file('s.jsonl', content)]))
        for write in (ktap, junit, summary, traces):
            write(verdict)
        screen(verdict, 'out')
        return [group.rule for group in verdict.groups]

    def test_a_stream_cut_at_any_byte_ended_early(self):
        whole = text(self.FULL).encode()
        self.assertEqual(self.rules(whole), ['resample-no-phys-deactivate'])
        for length in range(len(whole) - 1):
            rules = self.rules(whole[:length])
            self.assertEqual(rules[0], 'run-ended-early', whole[:length])
            self.assertNotIn('damaged-result-stream', rules, whole[:length])
        self.assertEqual(self.rules(whole[:-1]), ['resample-no-phys-deactivate'])

    def test_a_run_that_ended_early_is_a_finding_with_its_last_row(self):
        got = self.report(self.FULL[:4])
        self.assertEqual((got.status, got.traces()[0]), (1, '1-run-ended-early.trace'))
        trace = got.read('findings/1-run-ended-early.trace')
        self.assertRegex(trace, rf'last row reported +\| {BLOCK}/1\n')
        self.assertRegex(trace, rf'block {BLOCK} +\| 1 row did not report')
        self.assertIn('ended early', got.read('summary.md'))

    def test_an_empty_file_is_a_run_that_ended_early(self):
        got = self.report(b'', stream(block(rows=rows_of(ok))))
        self.assertEqual((got.status, got.traces()), (1, ['1-run-ended-early.trace']))
        self.assertIn('s0: last record: expected end, seen nothing was written', got.out)

    def test_a_known_finding_is_not_surely_gone_when_a_run_ended_early(self):
        got = self.report(b'', stream(block(rows=rows_of(ok)), known=[record('x', 3, 0)]))
        self.assertIn('not the last word', got.read('summary.md'))

    def test_lines_that_are_no_records(self):
        for line in ('garbage', '{"t":"row"', '[]', '1', '{}', '{"t":"other"}', 'null',
                     '{"t":"row","n":3,"s":"pass"}', '{"t":"row","n":"x","s":"maybe"}',
                     '{"t":"row","n":"x"}', text([ok('no-block')])[:-1],
                     text([ok('no/block/of/this')])[:-1], text([skip('no/block')])[:-1], text([run()])[:-1], '[' * 100000):
            lines = text(self.FULL).split('\n')
            lines.insert(3, line)
            self.assertEqual(self.rules('\n'.join(lines))[0], 'damaged-result-stream', line[:80])

    def test_nothing_may_follow_the_end(self):
        for late in (ok(f'{BLOCK}/late'), ok('b/late'), skip('b/late'), record(), self.FULL[-1]):
            self.assertIn('damaged-result-stream', self.rules(self.FULL + [late]), late)
        self.assertIn('damaged-result-stream', self.rules(text(self.FULL) + 'torn'))

    def test_rows_that_do_not_report(self):
        fewer = stream(block(rows=rows_of(ok, ok, ok)))
        del fewer[3]
        fewer[-1].update({'rows': 2, 'pass': 2})
        self.assertEqual(self.rules(fewer), ['rows-missing'])
        for key in ('rows', 'pass', 'fail', 'known', 'skip'):
            wrong = stream(block(rows=rows_of(ok)), end={key: 9})
            self.assertEqual(self.rules(wrong), ['rows-missing'], key)

    def test_runs_of_different_sources(self):
        one = stream(block(rows=rows_of(ok)))
        edited = run(sources=[['vgic/a.c', 'c' * 40]])
        got = self.report(one, stream(block(rows=rows_of(ok)), first=edited))
        self.assertEqual((got.status, got.traces()), (1, ['1-sources-differ.trace']))
        self.assertIn(f'vgic/a.c: expected {"a" * 40}', got.out)
        edited['tree'] = 'another/tree'
        got = self.report(one, stream(block(rows=rows_of(ok)), first=edited))
        self.assertEqual(got.status, 0)

    def test_values_of_any_type_crash_nothing(self):
        junk = [None, True, -1, 0, 1.5, float('nan'), float('inf'), 10 ** 400, '', 'x', [], {},
                [[]], [{}], ['a'], [['a']], [['a', 'b', 'c', 'd']], {'a': 1}, {'': None}, *EVIL]
        records = json.loads(json.dumps(self.FULL))
        targets = records + [r['findings'][0] for r in records if r.get('findings')]
        for target in targets:
            for key, good in list(target.items()):
                for target[key] in junk:
                    try:
                        self.rules(records)
                    except Unusable:
                        pass
                    except Exception as error:
                        raise AssertionError(f'{key} = {target[key]!r:.80}: {target}') from error
                target[key] = good


class Unusable_(Case):
    def test_what_is_no_stream(self):
        for content in ('hello\n', 'hello', '\n', '[]\n', '{}\n', '{"t":"end"}\n', b'\xff\xfe\n',
                        b'\x7fELF' + bytes(range(256))):
            self.refused(self.call(self.file('s', content)), 'is not a result stream')

    def test_another_version(self):
        self.refused(self.call(self.file('s', stream(first=run(abi=2)))), 'version 2')

    def test_files_that_cannot_be_read(self):
        self.refused(self.call('no/such/file'), 'cannot read no/such/file', 'No such file')
        self.refused(self.call(self.folder), 'cannot read', 'Is a directory')

    def test_a_file_given_twice(self):
        path = self.file('s', stream(block(rows=rows_of(ok))))
        self.refused(self.call(path, path), 'twice')

    def test_no_row_ran(self):
        for content in (stream(), stream(block()), stream(block(rows=rows_of(skip, skip)))):
            got = self.call(self.file('s', content))
            self.refused(got, 'no row ran')
            self.assertEqual(got.stdout, b'')

    def test_an_out_that_cannot_be_written(self):
        path = self.file('s', stream(block(rows=rows_of(ok))))
        self.refused(self.call('--out', self.file('f', 'x'), path), 'cannot write', '/f')
        self.refused(self.call('--out', f'{self.folder}/f/g', path), 'cannot write', 'f/g')

    def test_an_unknown_option(self):
        got = self.call('--frobnicate', 'x')
        self.assertEqual(got.returncode, 2)
        self.assertIn(b'--frobnicate', got.stderr)

    def test_nothing_given(self):
        got = self.call()
        self.assertEqual(got.returncode, 2)
        self.assertIn(b'give either the files', got.stderr)

    def test_a_full_disk_under_stdout(self):
        path = self.file('s', stream(block(rows=rows_of(ok))))
        with open('/dev/full', 'wb') as full:
            self.refused(self.call('--out', self.folder, path, stdout=full), 'cannot print')


class Blocks(unittest.TestCase):
    def test_which_findings_block(self):
        self.assertTrue(Finding('r', column='guest').blocks)
        self.assertFalse(Finding('r', column='internal').blocks)
        self.assertFalse(Finding('r', column='guest', known='x').blocks)


if __name__ == '__main__':
    unittest.main()
