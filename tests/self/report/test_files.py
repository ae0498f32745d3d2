# SPDX-License-Identifier: GPL-2.0-only
"""What is written and printed: summary.md, traces, blobs.txt, the screen."""

import os
import pty
import re
import subprocess
import unittest

from streams import (BLOCK, EVIL, REPORT, Case, block, evil_stream, fail, finding, known, ok,
                     record, rows_of, run, stream)

CONTROL = re.compile('[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e]')


class Summary(Case):
    def test_the_verdict_comes_first(self):
        for row, verdict in ((ok, 'PASS'), (fail, 'FAIL')):
            got = self.report(stream(block(rows=rows_of(row))))
            self.assertTrue(got.read('summary.md').startswith(f'# vgicheck: {verdict}'))

    def test_it_names_tree_package_and_builds(self):
        words = self.report(stream(block(rows=rows_of(ok)))).read('summary.md')
        for fact in ('the/tree', 'linux-source-6.12 6.12.1-1', 'fast', 'gcc 12.2.0', 'lpi_xarray'):
            self.assertIn(fact, re.sub(r'\\', '', words))

    def test_an_example_is_there_in_full(self):
        words = self.report(stream(block(rows=rows_of(ok, fail)))).read('summary.md')
        for line in (f'row:    {BLOCK}/1', '  step   | interrupt | physical', '  verb 2 | change 2  | told 2',
                     '  phys.active  | 0        | 1', '  line_level   | low      | high',
                     'source: DESIGN.md §4 rule 3', '  vgic_v3_fold_lr_state vgic-v3.c:88',
                     'replay: vgicheck replay resample-no-phys-deactivate.3'):
            self.assertIn(line + '\n', words)
        self.assertIn('the rule resample-no-phys-deactivate in words', words)

    def test_only_the_first_rows_are_named(self):
        words = self.report(stream(block(rows=rows_of(*[fail] * 30)))).read('summary.md')
        self.assertIn('* and 25 more', words)
        self.assertNotIn(f'`{BLOCK}/7`', words)

    def test_unmocked_functions(self):
        words = self.report(stream(block(rows=rows_of(ok)),
                                   first=run(unmocked=['kvm_vgic_v4_x']))).read('summary.md')
        self.assertIn('`kvm_vgic_v4_x`', words)

    def test_what_was_not_seen_before(self):
        got = self.report(stream(block(rows=rows_of(ok)), first=run(
            emptied=['linux/big.h'], linked=['linux/small.h'], variables=['limit'],
            undeclared=['note (vgic.c:7; declared in include/linux/note.h:3)'])))
        words = got.read('summary.md')
        for text in ('replaced by empty ones: `linux/big.h`', 'from the tree: `linux/small.h`',
                     '`note (vgic.c:7; declared in include/linux/note.h:3)`', '`limit`'):
            self.assertIn(text, words)
        self.assertIn('NOT SEEN BEFORE: 1 header emptied: linux/big.h; 1 function undeclared: note;',
                      got.out)
        self.assertNotIn('Not seen before', self.report(
            stream(block(rows=rows_of(ok)), first=run(emptied=[]))).read('summary.md'))

    def test_a_change_of_several_lines_stays_in_its_column(self):
        words = self.report(stream(block(rows=[fail(f'{BLOCK}/0', finding(
            steps=[['enter', 'lr0 = P\nlr1 = A']]))]))).read('summary.md')
        self.assertIn('  enter | lr0 = P\n        | lr1 = A\n', words)

    def test_evil_texts_do_not_break_markdown(self):
        words = self.report(evil_stream()).read('summary.md')
        self.assertIsNone(CONTROL.search(words))
        outside = []
        ticks = 0       # of the fence that is open
        for line in words.split('\n'):
            fence = re.fullmatch(r' {0,3}(```+)(text)?', line)
            if fence and not ticks and fence[2]:
                ticks = len(fence[1])
            elif fence and ticks and not fence[2] and len(fence[1]) >= ticks:
                ticks = 0
            elif not ticks:
                outside.append(line)
        self.assertEqual(ticks, 0, 'a fence stays open')
        headings = [line for line in outside if line.startswith('## ')]
        self.assertEqual([h.split(':')[0] for h in headings], [
            '## New findings', '## Known findings (not blocking)', '## Counts',
            '## Unmocked kernel functions', '## Files'])
        for line in outside:
            bare = re.sub(r'(`+)(?!`).*?(?<!`)\1(?!`)', '', line.replace('\\`', ''))
            self.assertNotRegex(bare, r'<|`', line)


class Files(Case):
    def test_blobs(self):
        one = stream(block(rows=rows_of(ok)))
        self.assertEqual(self.report(one, one).read('blobs.txt'),
                         f'{"a" * 40} vgic/a.c\n{"b" * 40} vgic/b.c\n')

    def test_traces_of_an_earlier_run_go_and_other_files_stay(self):
        self.report(stream(block(rows=[fail(f'{BLOCK}/0', finding('old-rule'))])))
        self.file('out/findings/notes.txt', 'mine')
        got = self.report(stream(block(rows=[fail(f'{BLOCK}/0', finding('new-rule'))])))
        self.assertEqual(got.traces(), ['1-new-rule.trace', 'notes.txt'])

    def test_a_trace_holds_the_example_and_all_rows(self):
        trace = self.report(stream(block(rows=rows_of(*[fail] * 30)))).read(
            'findings/1-resample-no-phys-deactivate.trace')
        self.assertIn('  verb 2 | change 2  | told 2\n', trace)
        for number in range(30):
            self.assertIn(f'\n  s0: {BLOCK}/{number}\n', trace)

    def test_evil_rules_make_good_file_names(self):
        got = self.report(evil_stream())
        self.assertEqual(len(got.traces()), len(set(EVIL)))
        for name in got.traces():
            self.assertRegex(name, r'\A\d+-[A-Za-z0-9._-]*\.trace\Z')
            self.assertIsNone(CONTROL.search(got.read(f'findings/{name}')))

    def test_no_part_of_a_file_is_left(self):
        got = self.report(stream(block(rows=rows_of(fail))))
        self.assertEqual(sorted(os.listdir(got.folder)),
                         ['blobs.txt', 'findings', 'junit.xml', 'report.ktap', 'screen.txt',
                          'summary.md'])


class Screen(Case):
    def test_it_is_one_screen_and_replay_commands_are_whole(self):
        command = 'vgicheck replay ' + 'x' * 200
        rows = [fail(f'{BLOCK}/{number}-{"y" * 100}', finding(
            f'rule-{number}-{"z" * 90}', differs=[['f' * 90, 'a', 'b']] * 3, replay=command))
                for number in range(12)]
        got = self.report(stream(block(rows=rows + [known(f'{BLOCK}/k')]),
                                 known=[record(), record('gone', 2, 0)],
                                 first=run(unmocked=['u' * 30] * 9, tree='t' * 99)))
        lines = got.out.splitlines()
        self.assertLessEqual(len(lines), 24)
        self.assertIn('     replay: ' + command, lines)
        self.assertIn('     and 8 more: see the summary', lines)
        for line in lines[:-2]:     # the last two: a path, and the verdict
            if 'replay: ' not in line:
                self.assertLessEqual(len(line), 79, line)

    def test_evil_texts_do_not_reach_the_terminal(self):
        got = self.report(evil_stream())
        self.assertIsNone(CONTROL.search(got.out))
        self.assertRegex(got.last, r'\Agate: FAIL \(\d+ new findings; \d+ rows')

    def test_quiet_prints_the_last_line_only(self):
        got = self.report(stream(block(rows=rows_of(fail))), options=['--quiet'])
        self.assertRegex(got.out, r'\Agate: FAIL \(.*\)\n\Z')

    def test_a_reader_that_leaves_does_not_change_the_verdict(self):
        path = self.file('s', stream(block(rows=rows_of(fail))))
        reading, writing = os.pipe()
        os.close(reading)
        got = self.call('--out', self.folder, path, stdout=writing)
        os.close(writing)
        self.assertEqual((got.returncode, got.stderr), (1, b''))

    def test_screen_txt_is_what_the_screen_shows(self):
        for content, options in ((stream(block(rows=rows_of(fail))), ()),
                                 (stream(block(rows=rows_of(ok))), ()), (evil_stream(), ()),
                                 (stream(block(rows=rows_of(fail))), ['--about', 'a'])):
            self.file('a', 'of what\n')
            got = self.report(content, options=options)
            self.assertEqual(got.read('screen.txt'), got.out)
            self.assertGreater(len(got.out.splitlines()), 4)

    def test_screen_txt_is_whole_and_uncoloured_whatever_is_printed(self):
        path = self.file('s', stream(block(rows=rows_of(fail))))
        whole = self.report(stream(block(rows=rows_of(fail)))).out.replace('/out/', '/')
        for options in (['--quiet'], ['--colour'], ['--colour', '--quiet']):
            self.call('--out', self.folder, *options, path)
            with open(os.path.join(self.folder, 'screen.txt'), encoding='utf-8') as file:
                self.assertEqual(file.read(), whole)
        self.assertIn(b'\x1b', self.on_terminal())
        with open(os.path.join(self.folder, 'screen.txt'), encoding='utf-8') as file:
            self.assertEqual(file.read(), whole)

    def test_colours_that_are_asked_for_are_those_of_a_terminal(self):
        coloured = self.on_terminal().replace(b'\r\n', b'\n')
        path = self.file('s', stream(block(rows=rows_of(fail))))
        for env in ({}, {'NO_COLOR': '1'}, {'TERM': 'dumb'}):
            got = self.call('--out', self.folder, '--colour', path, env=env)
            self.assertEqual((got.returncode, got.stdout), (1, coloured))

    def on_terminal(self, **env):
        path = self.file('s', stream(block(rows=rows_of(fail))))
        master, slave = pty.openpty()
        clean = {k: v for k, v in os.environ.items() if k != 'NO_COLOR'}
        subprocess.run([REPORT, '--out', self.folder, path], stdout=slave, check=False,
                       env={**clean, 'TERM': 'xterm', **env})
        os.close(slave)
        said = b''
        try:
            while part := os.read(master, 4096):
                said += part
        except OSError:
            pass
        os.close(master)
        return said

    def test_colours_on_a_terminal_only(self):
        self.assertIn(b'gate: \x1b[31mFAIL\x1b[0m (', self.on_terminal())
        self.assertNotIn('\x1b', self.report(stream(block(rows=rows_of(fail)))).out)

    def test_no_colours_when_not_wanted(self):
        for env in ({'NO_COLOR': '1'}, {'NO_COLOR': ''}, {'TERM': 'dumb'}):
            said = self.on_terminal(**env)
            self.assertIn(b'gate: FAIL (', said)
            self.assertNotIn(b'\x1b', said)


if __name__ == '__main__':
    unittest.main()
