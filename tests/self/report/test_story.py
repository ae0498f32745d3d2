# SPDX-License-Identifier: GPL-2.0-only
"""How a finding is told: its steps in columns, where it was seen, what differs."""

import unittest

from streams import BLOCK, Case, fail, finding

from report.finding import Finding, Row
from report.text import finding_lines


def told(*findings, **more):
    """The lines of the row's first finding."""
    row = Row(fail(f'{BLOCK}/0', *findings, **more))
    return finding_lines(row.findings[0], row.name)


class Whole(unittest.TestCase):
    def test_a_finding_exactly(self):
        steps = [['made', 'level, disabled\ninactive', 'empty', ''],
                 ['enter:\nflush()', '', 'LR0: pending', 'active'], ['exit', '', '', '']]
        self.assertEqual('\n'.join(told(finding('a-rule', steps, at=2), words='in ' + 'words ' * 20)), '''\
row:    fold/v3/ppi-mapped/0
words:  in words words words words words words words words words words words words words words
        words words words words words words
rule:   a-rule: the rule a-rule in words
guest:  a guest of a-rule waits
source: DESIGN.md §4 rule 3

  step    | interrupt       | list registers | physical
  --------+-----------------+----------------+---------
  made    | level, disabled | empty
          | inactive
> enter:  |                 | LR0: pending   | active
  flush()
  exit

seen after the step marked '>':

  field (host) | expected | seen
  -------------+----------+-----
  phys.active  | 0        | 1
  line_level   | low      | high

backtrace:
  vgic_v3_fold_lr_state vgic-v3.c:88

replay: vgicheck replay a-rule.''' + f'''{steps}
debug:  vgicheck debug a-rule.{steps}''')

    def test_a_brief_one_has_no_steps(self):
        lines = finding_lines(Finding.of(finding()), brief=True)
        self.assertFalse([line for line in lines if 'verb' in line])


class Steps(unittest.TestCase):
    def table(self, steps, **more):
        lines = told(finding(steps=steps, **more))
        start = next(at for at, line in enumerate(lines) if line.startswith('  step'))
        return lines[start:lines.index('', start)]

    def test_a_column_in_which_nothing_stands_is_left_out(self):
        for column, name in enumerate(('interrupt', 'list registers', 'physical'), 1):
            step = ['verb', '', '', '']
            step[column] = 'x'
            self.assertEqual(self.table([step])[0].split(' | '), ['  step', name])
        self.assertEqual(self.table([['verb', '', '', '']])[0], '  step')

    def test_two_columns_are_read_too(self):
        self.assertEqual(self.table([['verb', 'x']])[0], '  step | interrupt')

    def test_the_step_is_marked(self):
        for at in (1, 2, 3):
            marked = [line[0] for line in self.table([['v', 'a\nb']] * 3, at=at)[2:]]
            self.assertEqual(marked.index('>'), 2 * (at - 1))
            self.assertEqual(marked.count('>'), 1)

    def test_no_mark_without_a_step(self):
        for at in (0, 4, -1, None, 'x', 1.5, [], True and 99):
            lines = told(finding(at=at))
            self.assertFalse([line for line in lines if line.startswith('> ')], at)
            self.assertNotIn("seen after the step marked '>':", lines)

    def test_what_comes_again_and_changes_nothing_is_shown_once(self):
        pair = [['enter', '', '', ''], ['exit', '', '', '']]
        first, last = [['first', 'x', '', '']], [['last', '', '', '']]
        self.assertEqual(self.table(first + pair * 4 + last, at=10)[2:], [
            '  first                       | x', '  enter', '  exit', '  (the last two 3 times more)',
            '> last'])

    def test_but_not_what_changes_something_or_is_marked(self):
        pair = [['enter', '', '', ''], ['exit', 'y', '', '']]
        self.assertEqual(len(self.table(pair * 4, at=8)[2:]), 8)
        pair[1][1] = ''
        for at in range(1, 9):
            lines = self.table(pair * 4 + [['last', 'z', '', '']], at=at)
            self.assertEqual(sum(line[0] == '>' for line in lines), 1, lines)


class Differences(unittest.TestCase):
    def test_one_rule_is_one_finding_with_what_the_guest_sees_first(self):
        parts = [finding('r', column=column, differs=[[column, 'a', 'b']], backtrace=[])
                 for column in ('host', 'lr', 'guest')]
        lines = told(*parts)
        at = next(at for at, line in enumerate(lines) if 'seen by' in line)
        self.assertEqual([line.split(' | ')[1].strip() for line in lines[at + 2:at + 5]],
                         ['guest', 'lr', 'host'])
        self.assertIn('  list register | lr    | a        | b', lines)

    def test_others_of_the_row_are_named(self):
        lines = told(finding('one'), finding('two', differs=[['f', 'x', 'y']]))
        self.assertIn('  two: f: expected x, seen y', lines)

    def test_what_does_not_block_stays_apart(self):
        row = Row(fail('a/0', finding('r', backtrace=[]),
                       finding('r', backtrace=[], column='internal'),
                       finding('r', backtrace=[], known=['k'])))
        self.assertEqual([(f.column, f.known) for f in row.findings],
                         [('host', ''), ('host', 'k'), ('internal', '')])

    def test_backtraces_stay_apart(self):
        row = Row(fail('a/0', finding('r'), finding('r')))
        self.assertEqual(len(row.findings), 2)


class Order(Case):
    def test_the_shortest_story_comes_first(self):
        rows = [fail(f'{BLOCK}/{n}', finding('long', 9)) for n in range(3)]
        got = self.report([{'t': 'run', 'abi': 1}, {'t': 'block', 'name': BLOCK, 'rows': 4}]
                          + rows + [fail(f'{BLOCK}/3', finding('short', 2)),
                                    {'t': 'end', 'rows': 4, 'fail': 4}])
        self.assertEqual(got.traces(), ['1-short.trace', '2-long.trace'])


if __name__ == '__main__':
    unittest.main()
