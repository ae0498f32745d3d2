# SPDX-License-Identifier: GPL-2.0-only
"""Hand-made result streams, and a call of vgicheck-report with them."""

import json
import os
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__)))))
REPORT = os.path.join(ROOT, 'checker', 'report', 'vgicheck-report')
COVERAGE = os.path.join(ROOT, 'checker', 'report', 'vgicheck-coverage')
sys.path.insert(0, os.path.join(ROOT, 'checker'))

BLOCK = 'fold/v3/ppi-mapped'
EVIL = ['<&"\'\x01#', 'two\nlines', 'Käse ☃ \U0001f600', '', ' ', '#', ' # SKIP no', '- dash',
        ']]>', '\x1b[31mred', 'nul\x00', 'sep\u2028\u2029\x85', '\u202eoverride', 'back\\slash',
        '`tick` ```fence', '```', '| cell |', '\ud800 lone', 'tab\there', '\ufffe\uffff', 'ok 1 x',
        'KTAP version 1', '1..3', '<!--', '&amp;', '%s%n', 'a' * 5000]


def finding(rule='resample-no-phys-deactivate', steps=3, **more):
    # In the order in which checker/run/stream.c writes them.
    return {'rule': rule, 'text': f'the rule {rule} in words', 'source': 'DESIGN.md §4 rule 3',
            'column': 'host',
            'differs': [['phys.active', '0', '1'], ['line_level', 'low', 'high']],
            'guest': f'a guest of {rule} waits', 'steps': steps if isinstance(steps, list) else
            [[f'verb {n}', f'change {n}', '', f'told {n}'] for n in range(steps)],
            'at': 2, 'backtrace': ['vgic_v3_fold_lr_state vgic-v3.c:88'],
            'replay': f'vgicheck replay {rule}.{steps}', 'debug': f'vgicheck debug {rule}.{steps}',
            **more}


def fail(name, *findings, **more):
    return {'t': 'row', 'n': name, 's': 'fail', 'findings': list(findings) or [finding()], **more}


def known(name, record='sgi-lost', **more):
    return {'t': 'row', 'n': name, 's': 'known', 'findings': [finding('sgi-rule')],
            'known': [record], **more}


def skip(name, why='probe resampling: no'):
    return {'t': 'row', 'n': name, 's': 'skip', 'why': why}


def ok(name):
    return {'t': 'row', 'n': name, 's': 'pass'}


def record(name='sgi-lost', selected=2, occurred=1):
    return {'t': 'known', 'name': name, 'rule': 'sgi-rule', 'upstream': 'commit 0123456789ab',
            'guest': f'the guest of {name} loses an SGI', 'why': 'It forgets. So it is lost.',
            'selected': selected, 'occurred': occurred}


def run(**more):
    return {'t': 'run', 'abi': 1, 'build': 'fast', 'compiler': 'gcc 12.2.0', 'tree': 'the/tree',
            'package': 'linux-source-6.12 6.12.1-1', 'features': ['lpi_xarray'], 'unmocked': [],
            'sources': [['vgic/b.c', 'b' * 40], ['vgic/a.c', 'a' * 40]], **more}


def block(name=BLOCK, rows=(), excluded=None):
    return [{'t': 'block', 'name': name, 'rows': len(rows), 'excluded': excluded or {}}, *rows]


def rows_of(*makers):
    """rows_of(ok, fail): rows named BLOCK/0, BLOCK/1, .."""
    return [make(f'{BLOCK}/{number}') for number, make in enumerate(makers)]


def stream(*parts, known=(), first=None, end=None):
    """A complete stream from blocks."""
    records = [first or run()] + [r for part in parts for r in part]
    rows = [r for r in records if r['t'] == 'row']
    count = {status: sum(r['s'] == status for r in rows)
             for status in ('pass', 'fail', 'known', 'skip')}
    return records + list(known) + [{'t': 'end', 'rows': len(rows), **count, 'seconds': 1.5,
                                     **(end or {})}]


def evil_stream():
    """Every evil text in every place that takes a text."""
    parts, records = [], []
    for number, name in enumerate(EVIL):
        bad = finding(name, text=name, source=name, column=name, differs=[[name] * 3],
                      steps=[[name] * 4], backtrace=[name], replay=name, debug=name,
                      guest=name)
        rows = [ok(f'{name}{number}/{name}'), fail(f'{name}{number}/f{name}', bad, words=name),
                known(f'{name}{number}/k{name}', name)]
        parts.append(block(f'{name}{number}', rows, {name: 1}))
        records.append(record(name, 1, 1))
    first = run(tree=EVIL[0], package=EVIL[1], unmocked=EVIL, features=EVIL,
                sources=[[name, name] for name in EVIL])
    return stream(*parts, known=records, first=first)


def text(records):
    return ''.join(json.dumps(record, separators=(',', ':')) + '\n' for record in records)


class Reports:
    """What one call of vgicheck-report said and wrote."""

    def __init__(self, folder, result):
        self.folder, self.status = folder, result.returncode
        self.out, self.err = result.stdout.decode(), result.stderr.decode()

    @property
    def last(self):
        return self.out.splitlines()[-1]

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        with open(self.path(name), encoding='utf-8', newline='') as file:
            return file.read()

    def traces(self):
        return sorted(os.listdir(self.path('findings')))


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory())

    def file(self, name, content):
        """Writes a stream (records, text or bytes) and returns its path."""
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if isinstance(content, list):
            content = text(content)
        if isinstance(content, str):
            content = content.encode('utf-8', 'surrogatepass')
        with open(path, 'wb') as file:
            file.write(content)
        return path

    def call(self, *options, env=None, **how):
        environment = {k: v for k, v in os.environ.items() if k != 'NO_COLOR'}
        environment.update(env or {})
        how = {'stdout': subprocess.PIPE, 'stderr': subprocess.PIPE, **how}
        return subprocess.run([REPORT, *options], cwd=self.folder, env=environment, check=False,
                              **how)

    def report(self, *contents, options=()):
        """Reports of streams, as the command writes them."""
        paths = [self.file(f's{number}.jsonl', content)
                 for number, content in enumerate(contents)]
        out = os.path.join(self.folder, 'out')
        result = Reports(out, self.call('--out', out, *options, *paths))
        self.assertNotIn('Traceback', result.err)
        return result

    def refused(self, result, *words):
        """Status 2 and one sentence."""
        self.assertEqual(result.returncode, 2)
        said = result.stderr.decode()
        self.assertEqual(len(said.splitlines()), 1, said)
        for word in words:
            self.assertIn(word, said)
