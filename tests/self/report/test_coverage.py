# SPDX-License-Identifier: GPL-2.0-only
"""vgicheck-coverage on a small C project that is built and run here: a "tree" with two C files
and a header that they reach through a link, and a header outside of the tree.

Counts are checked at -O0, where each line and branch is as written."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from streams import COVERAGE, ROOT

sys.path.insert(0, os.path.join(ROOT, 'checker'))
from report import covtext, require     # noqa: E402
from report.counters import File, Function      # noqa: E402

SOURCES = {
    'tree/vgic/a.c': '''\
#include "inc.h"
#include "outside.h"
#define TWO(n) static int n##_a(int x) { return x ? 1 : 2; } static int n##_b(void) { return 3; }
TWO(pair)
int both(int a, int b)
{
	if (a && b)
		return 1;
	if (a)
		return 2;
	return twice(a) + outside(b) + pair_a(a) + pair_b();
}
int choose(int x)
{
	switch (x) {
	case 1:
		return 1;
	case 2:
		return 2;
	}
	return 0;
}
''',
    'tree/vgic/b.c': '''\
#include <stdlib.h>
#include "inc.h"
int both(int a, int b);
int choose(int x);
int full(int x)
{
	return x > 0 ? twice(x) : 0;
}
int halved(int x)
{
	return half(x);
}
int main(int argc, char **argv)
{
	full(1);
	full(-1);
	halved(4) + halved(1);
	both(0, 1);
	if (argc > 1)
		choose(atoi(argv[1]));
	return 0;
}
''',
    'tree/vgic/unused.c': '''\
int unused(int x)
{
	return x ? 4 : 5;
}
''',
    'tree/include/inc.h': '''\
static inline int twice(int x)
{
	if (x)
		return 2 * x;
	return 0;
}
static inline __attribute__((always_inline)) int half(int x)
{
	if (x > 1)
		return x / 2;
	if (x < -7)
		return 5;
	return 0;
}
''',
    'elsewhere/outside.h': 'static inline int outside(int x)\n{\n\treturn x;\n}\n',
}
TOOLS = [tool for tool in ('gcc', 'gcov') if not shutil.which(tool)]


@unittest.skipIf(TOOLS, f'not installed: {TOOLS}')
class Coverage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """Built once; each test works on a copy, at the same place for the compiler's paths."""
        cls.top = cls.enterClassContext(tempfile.TemporaryDirectory())
        for name, content in SOURCES.items():
            cls.write(name, content)
        os.makedirs(f'{cls.top}/links')
        os.symlink('../tree/include/inc.h', f'{cls.top}/links/inc.h')
        cls.build()

    @classmethod
    def write(cls, name, content):
        path = f'{cls.top}/{name}'
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(content)
        return path

    @classmethod
    def build(cls):
        os.makedirs(f'{cls.top}/obj', exist_ok=True)
        names = [n for n in SOURCES if n.endswith('.c')]
        subprocess.run(['gcc', '--coverage', '-O0', '-I../links', '-I../elsewhere', '-c']
                       + [f'../{n}' for n in names], cwd=f'{cls.top}/obj', check=True)
        subprocess.run(['gcc', '--coverage', 'a.o', 'b.o', '-o', 'program'],
                       cwd=f'{cls.top}/obj', check=True)

    def setUp(self):
        for name in os.listdir(f'{self.top}/obj'):
            if name.endswith('.gcda'):
                os.unlink(f'{self.top}/obj/{name}')
        self.out = self.enterContext(tempfile.TemporaryDirectory())
        self.program()

    def program(self, *arguments):
        subprocess.run(['./program', *arguments], cwd=f'{self.top}/obj', check=True)

    def call(self, *options, env=None, pages=False):
        done = subprocess.run(
            [COVERAGE, f'{self.top}/obj', '--tree', f'{self.top}/tree', '--out', self.out,
             *([] if pages else ['--no-html']), *options],
            capture_output=True, text=True, check=False, env={**os.environ, **(env or {})})
        self.assertNotIn('Traceback', done.stderr)
        return done

    def refused(self, done, *words):
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def row(self, name, *options):
        """[lines run/total, branches taken/total] of a file or function."""
        table = self.call(*options).stdout
        line = next(li for li in table.splitlines() if name in li.split())
        return [cell for cell in line.split() if '/' in cell or cell == '-'][:2]

    def required(self, *lines):
        done = self.call('--quiet', '--require', self.write('list', '\n'.join(lines) + '\n'))
        return done.returncode, done.stdout.splitlines()

    # --- the table ---------------------------------------------------------------------------

    def test_lines_and_branches_of_functions(self):
        self.assertEqual(self.row('both'), ['4/6', '2/6'])
        self.assertEqual(self.row('full'), ['2/2', '2/2'])
        self.assertEqual(self.row('choose'), ['0/7', '0/3'])
        self.assertEqual(self.row('pair_a'), ['1/1', '1/2'])
        self.assertEqual(self.row('pair_b'), ['1/1', '-'])
        self.assertEqual(self.row('vgic/a.c'), ['6/15', '3/11'])

    def test_a_header_function_is_merged_over_its_includers(self):
        # Each includer runs one of the two ways.
        self.assertEqual(self.row('twice'), ['4/4', '2/2'])

    def test_files_of_the_tree_only_and_headers_last(self):
        table = self.call().stdout
        self.assertNotIn('outside.h', table)
        self.assertNotIn('stdlib', table)
        self.assertNotIn('links/', table)
        places = [table.index(name) for name in ('vgic/a.c', 'vgic/b.c', 'vgic/unused.c',
                                                 'include/inc.h', 'all kernel files (3)',
                                                 'all headers of the tree (1)')]
        self.assertEqual(places, sorted(places))

    def test_objects_that_never_ran(self):
        self.assertEqual(self.row('unused'), ['0/2', '0/2'])
        self.assertIn('unused   (never ran)', self.call().stdout)

    def test_it_says_what_a_branch_is(self):
        self.assertIn('gcov counts as a branch', self.call().stdout)

    def test_the_table_is_written_and_quiet_prints_none(self):
        printed = self.call().stdout
        with open(f'{self.out}/coverage.txt', encoding='utf-8') as file:
            self.assertEqual(file.read(), printed)
        self.assertEqual(self.call('--quiet').stdout, '')

    def test_nothing_is_written_beside_the_objects(self):
        self.call()
        self.assertEqual([name for name in os.listdir(f'{self.top}/obj') if name != 'program'
                          and not name.endswith(('.o', '.gcno', '.gcda'))], [])

    def test_inlined_code_goes_to_the_function_that_holds_it(self):
        # `if (x > 1)` is missing: gcc 12 puts the first condition of an always_inline body to
        # the opening line of the caller.
        self.assertEqual(self.row('half')[1], '1/2')
        self.assertNotIn('(outside functions)', self.call().stdout)

    # --- the list of functions ---------------------------------------------------------------

    def test_a_function_covered_in_full(self):
        self.assertEqual(self.required('# comment', '', 'full', 'twice'), (0, []))

    def test_what_is_missing_is_named_with_its_source(self):
        self.assertEqual(self.required('both'), (1, [
            'not covered: vgic/a.c:7: both: branch 0,2,3 of 4 `if (a && b)`',
            'not covered: vgic/a.c:8: both: line `return 1;`',
            'not covered: vgic/a.c:9: both: branch 0 of 2 `if (a)`',
            'not covered: vgic/a.c:10: both: line `return 2;`']))

    def test_exceptions_are_what_is_printed_plus_a_reason(self):
        said = self.required('both')[1]
        excused = [line.split(': ', 2)[2] + ': a reason: good' for line in said]
        self.assertEqual(self.required('both', *excused), (0, []))

    def test_an_exception_for_part_of_the_branches(self):
        said = self.required('both', 'both: branch 2 of 4 `if (a && b)`: why')[1]
        self.assertEqual(len(said), 4)
        self.assertRegex(said[0], r'both: branch [013,]+ of 4 `if \(a && b\)`')

    def test_an_exception_that_is_not_needed(self):
        for line in ('full: line `return x > 0 ? twice(x) : 0;`: covered',
                     'full: branch 0 of 2 `return x > 0 ? twice(x) : 0;`: covered',
                     'full: line `no such text`: matches nothing'):
            status, said = self.required('full', line)
            self.assertEqual((status, len(said)), (1, 1), line)
            self.assertIn('list:2: exception not needed', said[0])

    def test_branches_are_counted_exactly(self):
        self.assertIn('exception not needed', self.required(
            'both', 'both: branch 0 of 3 `if (a)`: three?')[1][-1])

    def test_lines_with_the_same_text_are_told_apart(self):
        file = File('x.c', self.write('x.c', 'f\n\tg();\n\th();\n\tg();\n'))
        function = Function('f', 1, 4)
        for line, count in ((1, 1), (2, 1), (3, 1), (4, 0)):
            function.add(line, count, [])
        file.functions = [function]

        def check(*lines):
            return require.check([file], *require.load(self.write('l', '\n'.join(lines))))
        self.assertEqual(check('f'), ['not covered: x.c:4: f: line `g();` #2'])
        self.assertEqual(check('f', 'f: line `g();` #2: why'), [])
        self.assertEqual(len(check('f', 'f: line `g();`: which?')), 2)
        self.assertEqual(len(check('f', 'f: line `g();` #1: this one ran')), 2)

    def test_functions_that_do_not_exist(self):
        status, said = self.required('full', 'renamed')
        self.assertEqual((status, len(said)), (1, 1))
        self.assertIn('no such function in the coverage data: renamed', said[0])
        self.assertEqual(self.required('full', 'renamed (if present)',
                                       'renamed: line `x`: why'), (0, []))

    def test_a_malformed_list(self):
        for lines, words in ((['full x y'], 'list:1'), (['full', 'full: line x: y'], 'list:2'),
                             (['full', 'both: line `x`: y'], 'does not name'),
                             (['full', 'full: line `x`:  '], 'list:2'),
                             (['# nothing'], 'no function')):
            done = self.call('--quiet', '--require', self.write('list', '\n'.join(lines)))
            self.refused(done, words)
        self.refused(self.call('--require', 'no/list'), 'no/list: No such file')

    # --- pages -------------------------------------------------------------------------------

    def page(self):
        try:
            return os.stat(f'{self.out}/coverage/index.html').st_mtime_ns
        except FileNotFoundError:
            return None

    @unittest.skipUnless(shutil.which('genhtml'), 'genhtml (lcov) is not installed')
    def test_pages_are_made_when_asked_or_when_counters_changed(self):
        self.assertIsNone(self.call() and self.page())
        done = self.call('--quiet', pages=True)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, '', ''))
        first = self.page()
        self.assertIsNotNone(first)
        self.call(pages=True)
        self.assertEqual(self.page(), first, 'nothing changed')
        self.call('--html', pages=True)
        forced = self.page()
        self.assertGreater(forced, first)
        self.program('1')
        self.call(pages=True)
        self.assertGreater(self.page(), forced, 'counters changed')
        self.assertEqual([n for n in os.listdir(self.out) if 'part' in n], [])

    @unittest.skipUnless(shutil.which('genhtml'), 'genhtml (lcov) is not installed')
    def test_pages_and_table_agree(self):
        self.call(pages=True)
        for name in ('vgic/b.c', 'include/inc.h'):
            with open(f'{self.out}/coverage/{name}.gcov.html', encoding='utf-8') as file:
                counts = re.findall('class="headerCovTableEntry">([0-9]+)<', file.read())
            self.assertEqual(['/'.join(counts[:2]), '/'.join(counts[4:6])], self.row(name))

    def test_a_folder_of_somebody_else_is_not_replaced(self):
        os.makedirs(f'{self.out}/coverage')
        with open(f'{self.out}/coverage/mine', 'w', encoding='ascii'):
            pass
        self.refused(self.call('--quiet', pages=True), 'not made by this program')
        self.assertEqual(os.listdir(f'{self.out}/coverage'), ['mine'])

    def test_without_genhtml(self):
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(shutil.which('gcov'), f'{folder}/gcov')
            self.refused(self.call('--quiet', pages=True, env={'PATH': folder}),
                         'genhtml is not installed')
        self.assertTrue(os.path.isfile(f'{self.out}/coverage.txt'))

    def test_genhtml_that_fails(self):
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(shutil.which('gcov'), f'{folder}/gcov')
            with open(f'{folder}/genhtml', 'w', encoding='ascii') as file:
                file.write('#!/bin/sh\necho first\necho last words\nexit 3\n')
            os.chmod(f'{folder}/genhtml', 0o755)
            self.refused(self.call('--quiet', pages=True, env={'PATH': folder}), 'last words')
        self.assertEqual(os.listdir(self.out), ['coverage.txt'])

    # --- bad input ---------------------------------------------------------------------------

    def test_bad_directories(self):
        self.refused(self.call('--tree', 'no/tree'), 'no such directory: no/tree')
        self.refused(self.call('--tree', f'{self.top}/links'), 'no object')
        done = subprocess.run([COVERAGE, self.out, '--tree', self.out], capture_output=True,
                              text=True, check=False)
        self.refused(done, 'no .gcno')

    def test_an_out_that_cannot_be_written(self):
        self.refused(self.call('--out', self.write('plain', '')), 'plain')

    def test_gcov_that_is_not_there(self):
        self.refused(self.call('--gcov', 'no-such-gcov'), 'cannot run no-such-gcov')

    def test_counters_of_an_older_build(self):
        self.addCleanup(self.build)
        path = self.write('tree/vgic/a.c', SOURCES['tree/vgic/a.c'] + 'int more;\n')
        self.addCleanup(self.write, 'tree/vgic/a.c', SOURCES['tree/vgic/a.c'])
        subprocess.run(['gcc', '--coverage', '-O0', '-I../links', '-I../elsewhere', '-c', path],
                       cwd=f'{self.top}/obj', check=True)
        self.refused(self.call(), 'older build')

    def test_counters_that_are_damaged(self):
        with open(f'{self.top}/obj/a.gcda', 'wb') as file:
            file.write(b'hello world')
        self.refused(self.call(), 'a.gcda')


class Text(unittest.TestCase):
    def test_nearly_all_is_never_shown_as_all(self):
        file = File('x.c', '')
        function = Function('f', 1, 5000)
        for line in range(5000):
            function.add(line, int(line > 0), [])
        file.functions = [function]
        self.assertIn('4999/5000  99.9 %', covtext.text([file], 'gcov'))
        function.add(0, 1, [])
        self.assertIn('5000/5000 100.0 %', covtext.text([file], 'gcov'))

    def test_copies_with_fewer_branches_cover_nothing(self):
        function = Function('f', 1, 2)
        function.add(1, 1, [1, 0, 0, 0])
        function.add(1, 1, [1, 1])
        function.add(1, 1, [0, 0, 0, 3])
        self.assertEqual(function.branches(1), [1, 0, 0, 3])


if __name__ == '__main__':
    unittest.main()
