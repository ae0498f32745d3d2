# SPDX-License-Identifier: GPL-2.0-only
"""vgicheck-patch-coverage on a small C project that is built and run here: a "tree" whose headers are reached
through links, and a patch that has one of everything.

The sources are those in head's state. A line marked //+ or /*+*/ is one that the patch adds, a line marked //- is in
base only; so no line number need be written down twice."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from xml.etree import ElementTree

from streams import ROOT

sys.path.insert(0, os.path.join(ROOT, 'checker'))
from report import csource, patch, patchcov, patchtext     # noqa: E402

PROGRAM = os.path.join(ROOT, 'checker', 'report', 'vgicheck-patch-coverage')
TOOLS = [tool for tool in ('gcc', 'gcov', 'gcovr', 'diff-cover', 'git') if not shutil.which(tool)]
SOURCES = {
    'vgic/a.c': '''\
#include <inc.h>
#include "near.h"
#include "aside.h"
#define TWICE(x) \\
	((x) + /*+*/ \\
	 (x))
#ifdef CONFIG_ABSENT
int absent(int x) //+
{ //+
	return x; //+ absent
} //+
#endif
int prototype(int x); //+
int both(int a, int b)
{
	int unused; //+

	// only a comment //+
	if (a && b) //+ condition
		return 1; //+ missed
	if (0) //+ zero
		b = twice(b); //+ folded
	return sum(a, //-
	return sum(b, //+ statement
		   TWICE(b) + //-
		   TWICE(b) - //+ second
		   0);
}

int cont(int a)
{
	return sum(a,
		   a + //-
		   a - //+ continuation
		   aside());
}

int choose(int x)
{
	switch (x) { //+ switch
	case 1:
		return 1;
	case 2: //+ case
		return 2; //+ two
	default: //+
		return 3; //+ default
	}
}
''',
    'vgic/main.c': '''\
#include <inc.h>
#include "near.h"
int both(int a, int b);
int choose(int x);
int cont(int a);
int blank(int x);
int moved(int x);
int __full(int x)
{
	return x; /* LCOV_EXCL_LINE, GCOVR_EXCL_LINE */ //+ full
}
int main(int argc, char **argv)
{
	twice(0);
	twice(1); //-
	if (argc > 1 && argv[1][0] == 'c') {
		moved(1);
		moved(0); //-
		*(volatile int *)0 = 1;
	}
	return both(0, 1) + choose(5) + blank(1) + __full(2) + cont(0) > 1000;
}
''',
    'vgic/with blank.c': '''\
int blank(int x)
{
	return x; //+ blank
}
''',
    'vgic/moved.c': '''\
int not_moved(int x)
{
	return x - x;
}

int moved(int x)
{
	return x + x; //+ moved
}
''',
    'vgic/new.c': 'int fresh(int x) //+\n{ //+\n\treturn x; //+ new\n} //+\n',
    'include/inc.h': '''\
static inline int twice(int x)
{
	if (x) //+ first
		return 2 * x; //+ second
	return 0; //+ third
}
static inline int nobody(int x) //+
{ //+
	return x; //+ nobody
} //+
''',
    'vgic/near.h': '''\
static inline int sum(int a, int b)
{
	return a + b; //+ sum
}
''',
    'vgic/aside.h': 'static inline int aside(void)\n{\n\treturn 0;\n}\n',
    'drivers/far.c': 'int far; //+\nint away; //+\n',
    'tools/data': 'Sysreg //+\n',
    'vgic/gone.c': 'int gone; //-\nint lost; //-\n',
}
ADDED, REMOVED = re.compile(r'//\+|/\*\+\*/'), '//-'


def head(name):
    return ''.join(li for li in SOURCES[name].splitlines(True) if REMOVED not in li)


def base(name):
    return ''.join(li for li in SOURCES[name].splitlines(True) if not ADDED.search(li))


def at(name, tag):
    """The number of the line with a tag, in head."""
    return next(n for n, line in enumerate(head(name).splitlines(), 1) if line.endswith('//+ ' + tag))


def line_of(name, text):
    """The number of the line that is this, in head."""
    return next(n for n, line in enumerate(head(name).splitlines(), 1) if line.strip() == text)


@unittest.skipIf(TOOLS, f'not installed: {TOOLS}')
class PatchCoverage(unittest.TestCase):
    parts = {}

    @classmethod
    def setUpClass(cls):
        cls.top = os.path.realpath(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="patch ' cov")))
        cls.tree, cls.plan, cls.obj = (f'{cls.top}/{name}' for name in ('tree', 'plan', 'obj'))
        names = {'vgic/moved.c': 'vgic/before.c'}
        for name in SOURCES:
            if base(name):
                cls.write(f'tree/{names.get(name, name)}', base(name))
        cls.git('init', '-q')
        cls.git('add', '-A')
        cls.git('-c', 'user.name=x', '-c', 'user.email=x', 'commit', '-qm', 'base')
        os.unlink(f'{cls.tree}/vgic/before.c')
        for name in SOURCES:
            if head(name):
                cls.write(f'tree/{name}', head(name))
            else:
                os.unlink(f'{cls.tree}/{name}')
        cls.git('add', '-A')
        cls.write('plan/patch.diff', cls.git('diff', '--cached', '-M', 'HEAD'))
        shutil.rmtree(f'{cls.tree}/.git')
        kinds = {'drivers/far.c': 'unread', 'tools/data': 'read', 'vgic/gone.c': 'unread'}
        cls.write('plan/touched.tsv', ''.join(
            f'{name}\t{kinds.get(name, "read" if name.endswith(".h") else "compiled")}\n' for name in SOURCES))
        os.makedirs(f'{cls.top}/obj/headers')
        os.symlink('../../tree/include/inc.h', f'{cls.obj}/headers/inc.h')
        os.symlink(cls.tree, f'{cls.obj}/link')
        cls.build()

    @classmethod
    def git(cls, *arguments):
        return subprocess.run(['git', '-C', cls.tree, *arguments], check=True, stdout=subprocess.PIPE,
                              text=True, env={**os.environ, 'GIT_CONFIG_GLOBAL': os.devnull,
                                              'GIT_CONFIG_SYSTEM': os.devnull}).stdout

    @classmethod
    def write(cls, name, content):
        path = f'{cls.top}/{name}'
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(content)
        return path

    @classmethod
    def build(cls):
        entries, objects = [], []
        for name in SOURCES:
            if not name.endswith('.c') or name.startswith('drivers') or not head(name):
                continue
            source, target = f'{cls.obj}/link/{name}', os.path.basename(name).replace(' ', '_') + '.o'
            command = ['gcc', '-O0', '-w', f'-I{cls.obj}/headers', '--coverage', '-o', target, '-c', source]
            subprocess.run(command, cwd=cls.obj, check=True)
            entries.append({'directory': cls.obj, 'file': source,
                            'command': ' '.join(f"'{w}'" if ' ' in w and "'" not in w else
                                                w.replace("'", "\\'").replace(' ', '\\ ') for w in command)})
            objects.append(target)
        subprocess.run(['gcc', '--coverage', *objects, '-o', 'program'], cwd=cls.obj, check=True)
        cls.write('obj/compile_commands.json', json.dumps(entries))
        # Takes the arguments that vgicheck does; a row named c... crashes behind its counters.
        cls.write('obj/vgicheck', '#!/bin/sh\nfor row; do :; done\n'
                  'case $row in\nbad*) echo "vgicheck: no row is named $row" >&2; exit 2 ;;\nesac\n'
                  'exec "${0%/*}/program" "$row"\n')
        os.chmod(f'{cls.obj}/vgicheck', 0o755)

    def setUp(self):
        for name in os.listdir(self.obj):
            if name.endswith('.gcda'):
                os.unlink(f'{self.obj}/{name}')
        subprocess.run(['./program'], cwd=self.obj, check=True)
        self.out = self.enterContext(tempfile.TemporaryDirectory())

    def call(self, *options, plan=None, tree=None, obj=None, env=None):
        done = subprocess.run([PROGRAM, obj or self.obj, '--plan', plan or self.plan, '--tree', tree or self.tree,
                               '--out', self.out, *options], capture_output=True, text=True, check=False,
                              env={**os.environ, **(env or {})})
        self.assertNotIn('Traceback', done.stderr)
        return done

    def text(self, *options, **more):
        done = self.call(*options, **more)
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        with open(f'{self.out}/patch-coverage.txt', encoding='utf-8') as file:
            return file.read()

    def refused(self, done, *words):
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def small_plan(self, diff, touched):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        for name, content in (('patch.diff', diff), ('touched.tsv', touched)):
            with open(f'{folder}/{name}', 'w', encoding='utf-8') as file:
                file.write(content)
        return folder

    def whole(self):
        """(standard output, directory of what is written) for the whole patch, measured once."""
        if not hasattr(PatchCoverage, 'measured'):
            done = self.call('--about', 'a tree, quick')
            self.assertEqual((done.returncode, done.stderr), (0, ''))
            folder = self.enterClassContext(tempfile.TemporaryDirectory())
            shutil.copytree(self.out, folder, dirs_exist_ok=True)
            PatchCoverage.measured = done.stdout.replace(self.out, 'OUT').splitlines(), folder
        return PatchCoverage.measured

    def whole_text(self):
        with open(f'{self.whole()[1]}/patch-coverage.txt', encoding='utf-8') as file:
            return file.read()

    def part(self, name):
        """The text for what the patch does to one file, measured once."""
        if name not in self.parts:
            self.parts[name] = self.text(plan=self.of_file(name))
        return self.parts[name]

    def of_file(self, *names):
        """A plan with the patch's part that touches these files."""
        with open(f'{self.plan}/patch.diff', encoding='utf-8') as file:
            parts = re.split('(?m)^(?=diff --git )', file.read())
        with open(f'{self.plan}/touched.tsv', encoding='utf-8') as file:
            touched = [line for line in file if line.split('\t')[0] in names]
        return self.small_plan(''.join(part for part in parts for name in names
                                       if part.split('\n')[0].endswith(f' b/{name}')), ''.join(touched))

    def row(self, name, function):
        rows = [line for line in self.part(name).splitlines() if f'  {function}  ' in line]
        self.assertEqual(len(rows), 1)
        return rows[0]

    # --- what is counted ---------------------------------------------------------------------

    def test_lines_and_branches_of_a_hunk(self):
        # Not the second line of the statement: it is part of the first one.
        first, last = at('vgic/a.c', 'condition'), at('vgic/a.c', 'statement')
        self.assertEqual(self.row('vgic/a.c', 'both'), f'vgic/a.c:{first}-{last}  both  lines 2/3  branches 1/4')

    def test_a_line_that_continues_a_statement(self):
        self.assertEqual(self.row('vgic/a.c', 'cont'),
                         f'vgic/a.c:{at("vgic/a.c", "continuation")}  cont  lines 1/1')

    def test_a_switch(self):
        first, last = at('vgic/a.c', 'switch'), at('vgic/a.c', 'default')
        self.assertEqual(self.row('vgic/a.c', 'choose'), f'vgic/a.c:{first}-{last}  choose  lines 3/5  branches 1/3')

    def test_what_did_not_run_is_quoted(self):
        quoted = [line for line in self.part('vgic/a.c').splitlines() if line[:1] == '>']
        self.assertEqual(sorted(quoted), sorted([f'> {at("vgic/a.c", "missed")}: return 1; //+ missed',
                                                 f'> {at("vgic/a.c", "case")}: case 2: //+ case',
                                                 f'> {at("vgic/a.c", "two")}: return 2; //+ two']))

    def test_a_header_that_is_reached_by_a_link(self):
        # main.c runs one way and a.c the other one, of two copies.
        self.assertIn('lines 2/3  branches 1/2', self.row('include/inc.h', 'twice'))
        self.assertIn('lines 1/1', self.row('vgic/near.h', 'sum'))

    def test_names_with_blanks(self):
        self.assertEqual(self.row('vgic/with blank.c', 'blank'), 'vgic/with blank.c:3  blank  lines 1/1')

    def test_a_renamed_file_counts_what_was_changed(self):
        with open(f'{self.plan}/patch.diff', encoding='utf-8') as file:
            self.assertIn('rename to vgic/moved.c', file.read())
        self.assertEqual(self.row('vgic/moved.c', 'moved'), f'vgic/moved.c:{at("vgic/moved.c", "moved")}  moved  '
                         'lines 0/1')

    def test_a_new_file_that_never_ran(self):
        self.assertEqual(self.row('vgic/new.c', 'fresh'), 'vgic/new.c:1-3  fresh  lines 0/2')

    def test_totals_add_up(self):
        text = self.whole_text()
        rows = re.findall(r'lines (\d+)/(\d+)(?:  branches (\d+)/(\d+))?$|: (\d+) lines?$', text, re.M)
        said = re.match(r'patch coverage: (\d+) of (\d+) lines, (\d+) of (\d+) branches ran \(a tree, quick\)\n', text)
        self.assertEqual(said.groups(), ('11', '18', '3', '9'))
        self.assertEqual(sum(int(r[0] or r[4]) for r in rows), 11)
        self.assertEqual(sum(int(r[1] or r[4]) for r in rows), 18)

    # --- what is not counted -----------------------------------------------------------------

    def test_what_cannot_run_is_named(self):
        text = ' '.join(self.whole_text().split())
        a = {tag: at('vgic/a.c', tag) for tag in ('absent', 'folded')}
        nobody = at('include/inc.h', 'nobody')
        for words in ('not compiled here: drivers/far.c (2 lines)', 'data, not code: tools/data (1 line)',
                      f'left out by the preprocessor in this configuration: a.c:{a["absent"] - 2}-{a["absent"] + 1}',
                      f'in functions that nothing here calls: inc.h:{nobody - 2}-{nobody + 1}',
                      f'without code here (constant condition): a.c:{a["folded"] - 1}-{a["folded"]}',
                      'no code in 6 lines: 1 blank or comment, 1 macro or directive, 4 declarations',
                      '7 lines deleted or replaced',
                      f'ran, with lines deleted behind it: main.c:{line_of("vgic/main.c", "twice(0);")}',
                      f'DID NOT run, with lines deleted behind it: main.c:{line_of("vgic/main.c", "moved(1);")}'):
            self.assertIn(words, text)
        self.assertNotIn('gone.c', text)

    def test_a_patch_without_code(self):
        for name, why in (('drivers/far.c', 'not compiled here'), ('vgic/gone.c', '2 lines deleted'),
                          ('tools/data', 'data, not code')):
            plan = self.of_file(name)
            text = self.text(plan=plan)
            self.assertTrue(text.startswith('patch coverage: no line of this patch can run here'), text)
            self.assertIn(why, text)
            self.assertIn('no line of this patch', self.call(plan=plan).stdout)
            self.assertEqual(ElementTree.parse(f'{self.out}/coverage.xml').getroot().tag, 'coverage')

    def test_a_patch_of_nothing(self):
        self.assertIn('no line of this patch', self.text(plan=self.small_plan('', '')))

    def test_objects_that_never_ran(self):
        for name in os.listdir(self.obj):
            if name.endswith('.gcda'):
                os.unlink(f'{self.obj}/{name}')
        self.assertIn('patch coverage: 0 of 18 lines, 0 of 9 branches', self.text())

    # --- what is written ---------------------------------------------------------------------

    def test_one_screen(self):
        text = self.text('--about', 'x' * 100)
        self.assertLessEqual(len(text.splitlines()), 24)
        self.assertLessEqual(max(map(len, text.splitlines())), 80)
        self.assertNotIn('\t', text)
        self.assertEqual(text, text.rstrip('\n') + '\n')

    def test_the_screen_of_the_gate(self):
        said = self.whole()[0]
        self.assertEqual(said[0], 'patch coverage: 11 of 18 lines, 3 of 9 branches ran')
        self.assertTrue(said[1].startswith(f'did not run: inc.h:4; a.c:{at("vgic/a.c", "missed")}, '), said[1])
        self.assertEqual(said[2:], ['to paste into a mail: OUT/patch-coverage.txt'])
        said = self.call(plan=self.of_file('vgic/main.c')).stdout.splitlines()
        self.assertEqual((len(said), said[0]), (2, 'patch coverage: 1 of 1 line ran'))

    def test_xml_has_the_names_of_the_tree(self):
        document = ElementTree.parse(f'{self.whole()[1]}/coverage.xml')
        self.assertEqual([s.text for s in document.iter('source')], ['.'])
        self.assertEqual(sorted(c.get('filename') for c in document.iter('class')),
                         ['include/inc.h', 'vgic/a.c', 'vgic/main.c', 'vgic/moved.c', 'vgic/near.h', 'vgic/new.c',
                          'vgic/with blank.c'])
        self.assertEqual(document.getroot().get('functions-valid'), '11')      # __full() too
        line = next(li for c in document.iter('class') if c.get('filename') == 'include/inc.h'
                    for li in c.iter('line') if li.get('number') == str(at('include/inc.h', 'first')))
        self.assertEqual(line.get('condition-coverage'), '50% (1/2)')
        self.call('--all-files', plan=self.of_file('vgic/with blank.c'))
        self.assertEqual(len(list(ElementTree.parse(f'{self.out}/coverage.xml').iter('class'))), 8)
        self.call(plan=self.of_file('vgic/with blank.c'))
        self.assertEqual(len(list(ElementTree.parse(f'{self.out}/coverage.xml').iter('class'))), 1)

    def test_the_page_shows_the_same_lines(self):
        with open(f'{self.whole()[1]}/patch-coverage/index.html', encoding='utf-8') as file:
            page = file.read()
        for name in ('vgic/with blank.c', 'include/inc.h', 'vgic/a.c', 'vgic/moved.c'):
            self.assertIn(name, page)
        self.assertNotIn('far.c', page)
        # The share of lines, and those that did not run.
        plain = ' '.join(re.sub('<[^>]*>', ' ', page).split())
        self.assertIn(f'vgic/a.c 62.5% {at("vgic/a.c", "missed")},{at("vgic/a.c", "case")}-'
                      f'{at("vgic/a.c", "two")}', plain)

    def test_nothing_is_written_beside_the_objects_or_into_the_tree(self):
        def state():        # a file that came and went has changed the time of its directory
            return sorted((folder, os.stat(folder).st_mtime_ns, sorted(names))
                          for where in (self.obj, self.tree) for folder, _, names in os.walk(where))
        before = state()
        self.call()
        self.call('--rows', 'x')
        self.assertEqual(state(), before)
        self.assertEqual(sorted(os.listdir(self.out)), ['coverage.xml', 'patch-coverage', 'patch-coverage.txt'])

    # --- rows --------------------------------------------------------------------------------

    def test_lines_that_a_row_ran(self):
        self.assertEqual(self.call('--rows', 'x', plan=self.of_file('vgic/main.c', 'vgic/with blank.c')).stdout,
                         f'x\tmain.c:{at("vgic/main.c", "full")}; with blank.c:3; '
                         f'deleted behind main.c:{line_of("vgic/main.c", "twice(0);")}\n')
        self.assertEqual(self.call('--rows', 'x', plan=self.of_file('vgic/new.c')).stdout,
                         'x\tnone\n')
        said = self.call('--rows', 'x', 'y', plan=self.of_file('vgic/main.c')).stdout
        self.assertEqual([line.split('\t')[0] for line in said.splitlines()],
                         ['x', 'y'])

    def test_rows_leave_the_counters_alone(self):
        before = self.text()
        self.call('--rows', 'x', 'x', 'x')
        with open(f'{self.obj}/main.c.gcda' if os.path.exists(f'{self.obj}/main.c.gcda') else
                  f'{self.obj}/main.gcda', 'rb') as file:
            content = file.read()
        self.call('--rows', 'x')
        self.assertEqual(self.text(), before)
        with open(file.name, 'rb') as again:
            self.assertEqual(again.read(), content)

    def test_a_row_that_does_not_exist(self):
        self.refused(self.call('--rows', 'bad row'), 'no row is named bad row')

    # --- bad input ---------------------------------------------------------------------------

    def test_bad_directories(self):
        self.refused(self.call(plan='no/plan'), 'no such directory: no/plan')
        self.refused(self.call(plan=self.tree), 'patch.diff: No such file')
        self.refused(self.call(obj=self.tree), 'compile_commands.json')
        self.refused(self.call('--out', self.write('plain', '')), 'plain')

    def test_a_tree_in_another_state(self):
        path = f'{self.tree}/vgic/near.h'
        self.addCleanup(self.write, 'tree/vgic/near.h', head('vgic/near.h'))
        self.write('tree/vgic/near.h', base('vgic/near.h'))
        self.refused(self.call(), 'vgic/near.h:3', 'state behind the patch')
        os.unlink(path)
        self.refused(self.call(), 'vgic/near.h: No such file')

    def test_objects_of_another_tree(self):
        copy = self.enterContext(tempfile.TemporaryDirectory()) + '/copy'
        shutil.copytree(self.tree, copy)
        self.refused(self.call(tree=copy), 'was not built from vgic/a.c', 'build directory of this tree')

    def test_a_source_that_is_gone(self):
        self.addCleanup(self.write, 'tree/vgic/aside.h', head('vgic/aside.h'))
        os.unlink(f'{self.tree}/vgic/aside.h')
        before = os.stat(self.tree).st_mtime_ns
        self.refused(self.call(plan=self.of_file('vgic/a.c')), 'vgic/aside.h')
        self.assertEqual(os.stat(self.tree).st_mtime_ns, before)

    def test_malformed_plans(self):
        for diff, touched, words in (
                ('@@ -1 +1 @@\n', '', 'patch.diff:1: a hunk of no file'),
                ('--- a/vgic/a.c\n+++ b/vgic/a.c\n@@ -1,3 +1,3 @@\n+x\n', '', 'cut short'),
                ('', 'vgic/a.c\tsometimes\n', 'touched.tsv:1'),
                ('--- a/x.c\n+++ b/x.c\n@@ -0,0 +1 @@\n+x\n', '', 'does not name x.c')):
            self.refused(self.call(plan=self.small_plan(diff, touched)), words)

    def test_counters_of_an_older_build_and_damaged_ones(self):
        self.addCleanup(self.build)
        name = next(n for n in os.listdir(self.obj) if n.endswith('.gcda') and n.startswith('a'))
        with open(f'{self.obj}/{name}', 'r+b') as file:
            file.seek(8)
            file.write(b'\1\2\3\4')
        self.refused(self.call(), 'older build')
        with open(f'{self.obj}/{name}', 'wb') as file:
            file.write(b'hello world, hello')
        self.refused(self.call(), 'damaged')

    def test_programs_that_are_missing_or_fail(self):
        with tempfile.TemporaryDirectory() as folder:
            for tool in ('gcc', 'gcov', 'gcovr', 'env', 'sh', 'cat', 'python3'):
                os.symlink(shutil.which(tool), f'{folder}/{tool}')
            self.refused(self.call(env={'PATH': folder}), 'cannot run diff-cover')
            self.assertEqual(sorted(os.listdir(self.out)), ['coverage.xml', 'patch-coverage', 'patch-coverage.txt'])
            os.unlink(f'{folder}/gcovr')
            self.refused(self.call(env={'PATH': folder}), 'cannot run gcovr')
            for name, content in (('gcovr', 'echo first; echo "last words" >&2; exit 3'),):
                with open(f'{folder}/{name}', 'w', encoding='ascii') as file:
                    file.write(f'#!/bin/sh\n{content}\n')
                os.chmod(f'{folder}/{name}', 0o755)
            self.refused(self.call(env={'PATH': folder}), 'last words')
        # Nothing of the earlier run is left that could be taken for this one's.
        self.assertEqual(os.listdir(self.out), ['patch-coverage'])


class Diff(unittest.TestCase):
    def test_names(self):
        for written, path in (('b/x y.c\t', 'x y.c'), ('"b/\\303\\244 \\"q\\".c"', 'ä "q".c'),
                              ('b/x.c\t2026-01-01 00:00:00', 'x.c'), ('"b/a\\tb.c"', 'a\tb.c')):
            files = patch.parse(f'--- /dev/null\n+++ {written}\n@@ -0,0 +1 @@\n+x\n', 'd')
            self.assertEqual([file.path for file in files], [path])

    def test_lines_that_look_like_headers(self):
        files = patch.parse('--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n--- a\n-b\n+++ b\n+c\n-- \n2.39\n', 'd')
        self.assertEqual([(file.path, file.added(), file.hunks[0].deleted) for file in files],
                         [('x', {1: '++ b', 2: 'c'}, 2)])

    def test_no_newline_at_the_end(self):
        files = patch.parse('--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n'
                            '@@ -9 +10 @@\n-c\n+d\n', 'd')
        self.assertEqual(files[0].added(), {1: 'a', 2: 'b', 10: 'd'})

    def test_additions_are_what_diff_cover_can_read(self):
        files = patch.parse('--- a/x y\t\n+++ b/x y\t\n@@ -1,3 +1,3 @@\n a\n-b\n+c\n d\n', 'd')
        self.assertEqual(patch.additions(files).split('\n')[0], 'diff --git a/x y b/x y')
        self.assertEqual(patch.additions(files).split('\n')[3:5], ['@@ -2,0 +2 @@', '+c'])


class Statements(unittest.TestCase):
    def heads(self, text):
        with tempfile.NamedTemporaryFile('w', suffix='.c') as file:
            file.write(text)
            file.flush()
            source = csource.Source(file.name, text.split('\n'))
        return [source.head(n) for n in range(1, text.count('\n') + 1)]

    def test_where_a_statement_begins(self):
        self.assertEqual(self.heads('a(b,\n  c, /* ; */\n\n  d);\ne = f +\n\tg;\n'), [1, 1, 1, 1, 5, 5])
        self.assertEqual(self.heads('if (a)\n\tcontinue;\nelse\n\tb;\nfor (a;\n     b; c)\n\td;\n'),
                         [1, 2, 3, 4, 5, 5, 7])
        self.assertEqual(self.heads('x: y;\ncase 1:\n\tz;\n"a;" "("\n"b";\n'), [1, 2, 3, 4, 4])
        self.assertEqual(self.heads('#if A(\n#endif\na;\nb;\n')[2:], [3, 4])


class Screen(unittest.TestCase):
    """Patches of any size fit on one screen."""

    @staticmethod
    def coverage(hunks, why=0):
        result = patchcov.Coverage()
        for number, (run, lines) in enumerate(hunks):
            hunk = patchcov.Hunk('arch/arm64/kvm/vgic/' + 'v' * (number % 60) + f'{number}.c', 'f' * (number % 50))
            hunk.lines = [patchcov.Line(at, '\tsome(text);\t' + 'y' * 99, int(at <= run), [1, 0])
                          for at in range(1, lines + 1)]
            result.hunks.append(hunk)
        if why:
            result.deleted = why
            result.unread = {f'drivers/{"d" * 60}/{n}.c': n for n in range(why)}
            result.data = {'tools/x': 1}
            for kind in result.not_run_here:
                result.not_run_here[kind] = {f'a/{n}.c': list(range(1, 99, 2)) for n in range(why)}
        return result

    def test_sizes(self):
        for hunks in ([], [(1, 1)], [(0, 1)] * 9, [(3, 3)] * 99, [(0, 500)], [(5, 500)] * 99,
                      [(1, 2), (2, 2)] * 7, [(0, 30), (2, 2)], [(0, 1)] * 10 + [(1, 1)] * 10, [(0, 3)] * 12):
            for why in (0, 1, 9):
                coverage = self.coverage(hunks, why)
                for line in coverage.hunks:
                    for item in line.lines:
                        item.branches = [] if item.count else [0]
                text = patchtext.text(coverage, 'linux tree, vgicheck quick profile')
                lines = text.splitlines()
                self.assertLessEqual(len(lines), 24, text)
                self.assertLessEqual(max(map(len, lines)), 80, text)
                self.assertEqual([li for li in lines if '  lines ' in li and li.endswith('...')], [])
                shown = [re.search(r'lines (\d+)/(\d+)', line) for line in lines]
                total = sum(int(match[2]) for match in shown if match)
                total += sum(int(n) for n in re.findall(r', all run: (\d+) line', text))
                self.assertEqual(total, sum(lines for _, lines in hunks), text)
                quoted = sum(line.startswith('>') for line in lines)
                more = re.search(r'and (\d+) more lines? of these', text)
                hidden = re.search(r'not run in full: lines (\d+)/(\d+)', text)
                self.assertEqual(quoted + int(more[1] if more else 0)
                                 + (int(hidden[2]) - int(hidden[1]) if hidden else 0),
                                 sum(lines - run for run, lines in hunks), text)

    def test_the_least_covered_come_first_and_what_ran_is_summed_up(self):
        text = patchtext.text(self.coverage([(3, 4), (0, 9), (1, 2)]), '')
        self.assertLess(text.index('lines 0/9'), text.index('lines 1/2'))
        self.assertLess(text.index('lines 1/2'), text.index('lines 3/4'))
        coverage = self.coverage([(0, 1)] + [(2, 2)] * 40)
        for hunk in coverage.hunks:
            for line in hunk.lines:
                line.branches = []
        self.assertIn('\nand 40 more hunks, all run: 80 lines\n', patchtext.text(coverage, ''))

    def test_long_names_leave_room_for_the_counts(self):
        coverage = self.coverage([(0, 1)])
        coverage.hunks[0].path, coverage.hunks[0].function = 'a/' + 'b' * 30 + '.c', 'f' * 60
        row = patchtext.text(coverage, '').splitlines()[2]
        self.assertRegex(row, r'^\.\.\./b+\.c:1  f+\.\.\.  lines 0/1  branches 1/2$')
        self.assertEqual(len(row), 80)

    def test_nothing_that_a_terminal_would_obey(self):
        coverage = self.coverage([(0, 1)])
        coverage.hunks[0].lines[0].text = 'evil\x1b[31m\ttab'
        coverage.hunks[0].path = 'a\x1bb'
        text = patchtext.text(coverage, '\x1b')
        self.assertNotIn('\x1b', text)
        self.assertNotIn('\t', text)


if __name__ == '__main__':
    unittest.main()
