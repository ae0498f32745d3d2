# SPDX-License-Identifier: GPL-2.0-only
"""Counts of the lines and branches of some files of a tree, measured by gcovr, and its Cobertura XML.

gcovr knows a file by the path that the compiler took, which leads through links of the build directory. The one in
place of the tree is told to gcovr as the root. When a file was reached by another one, as headers are, the result is
given the real names, and gcovr runs once more to add up what belongs to one file."""

import glob
import json
import os
import re
import shlex
import struct
import subprocess

from .counters import Failed, notes_files


class Build:
    """A build directory: how each source was compiled with --coverage, and the .gcno files."""

    def __init__(self, directory):
        self.directory = os.path.abspath(directory)
        name = os.path.join(self.directory, 'compile_commands.json')
        try:
            with open(name, encoding='utf-8') as file:
                entries = json.load(file)
            self.commands, self._sources = {}, {}
            for entry in entries:
                if '--coverage' not in entry['command']:
                    continue
                source = os.path.abspath(os.path.join(entry['directory'], entry['file']))
                self._sources[os.path.realpath(source)] = source
                self.commands[os.path.realpath(source)] = (entry['directory'], shlex.split(entry['command']))
        except FileNotFoundError:
            raise Failed(f'{directory} has no compile_commands.json: is it the top of a build directory?') from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Failed(f'{name} is not a compilation database') from None
        self.notes = notes_files(self.directory)

    def root(self, tree):
        """The name that the compiler was given for the tree (its real path)."""
        for real, source in self._sources.items():
            if real.startswith(tree + os.sep) and source.endswith(real[len(tree):]):
                return source[:-len(real) + len(tree)]
        return tree

    def counters(self, prefix=''):
        """{.gcno: .gcda or None}; the counters are beside the notes, or where GCOV_PREFIX put them."""
        if not prefix:
            found = {notes: notes[:-5] + '.gcda' for notes in self.notes}
        else:
            there = [os.path.join(folder, name) for folder, _, names in os.walk(prefix) for name in names
                     if name.endswith('.gcda')]
            ends = {notes: os.path.relpath(notes, self.directory)[:-5] + '.gcda' for notes in self.notes}
            found = {notes: next((path for path in there if path.endswith(os.sep + end)), '')
                     for notes, end in ends.items()}
        return {notes: data if os.path.exists(data) else None for notes, data in found.items()}


def _check_stamp(notes, data):
    """gcovr takes counters that do not belong to the notes for zeros, silently."""
    heads = []
    for path in (notes, data):
        with open(path, 'rb') as file:
            heads.append(file.read(12))
    if len(heads[0]) < 12 or heads[0][:4] not in (b'oncg', b'gcno'):
        raise Failed(f'{notes} is damaged; build again')
    if len(heads[1]) < 12 or heads[1][:4] not in (b'adcg', b'gcda'):
        raise Failed(f'{data} is damaged; remove it and run the tables again')
    if heads[0][4:] != heads[1][4:]:
        raise Failed(f'{data} has the counters of an older build; remove it and run the tables again')


def _gcovr(arguments, cwd):
    environment = {name: value for name, value in os.environ.items() if not name.startswith('GCOV')}
    try:
        done = subprocess.run(['gcovr', *arguments], cwd=cwd, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, check=False)
    except OSError:
        raise Failed('cannot run gcovr (Debian package gcovr)') from None
    said = ' '.join(done.stderr.decode('utf-8', 'replace').split())
    if done.returncode or '(ERROR)' in said or '(WARNING)' in said:
        raise Failed(f'gcovr failed: {said[:400] or f"status {done.returncode}"}')


def _load(path):
    with open(path, encoding='utf-8') as file:
        return json.load(file)


def measure(build, tree, paths, scratch, xml='', prefix='', gcov='gcov'):
    """{path: {line: (count, [count of each branch])}} of those of `paths`, relative to the tree, that were
    compiled; None for paths: of all files of the tree. Writes the Cobertura file `xml`, unless it is ''."""
    root = os.path.realpath(tree)
    objects, work = os.path.join(scratch, 'objects'), os.path.join(scratch, 'work')
    os.makedirs(objects, exist_ok=True)
    os.makedirs(work, exist_ok=True)
    wanted = None if paths is None else [os.path.basename(path).encode('utf-8', 'surrogateescape') for path in paths]
    for number, (notes, data) in enumerate(build.counters(prefix).items()):
        with open(notes, 'rb') as file:
            content = file.read()
        # Notes name the files that their code came from.
        if wanted is not None and not any(name in content for name in wanted):
            continue
        if data:
            _check_stamp(notes, data)
        folder = os.path.join(objects, str(number))
        os.mkdir(folder)
        for path in filter(None, (notes, data)):
            os.symlink(path, os.path.join(folder, os.path.basename(path)))
    filters = [root + os.sep] if paths is None else [os.path.join(root, path) for path in paths]
    filters = [re.escape(path) + ('' if paths is None else '$') for path in filters]
    raw, named, result = (os.path.join(scratch, name) for name in ('raw.json', 'named.json', 'result.json'))
    common = ['--no-markers', '--include-internal-functions', *(['--xml', xml] if xml else [])]
    # gcov writes where it works, and gcovr would try the root when the first place does not do. (From where the
    # object directory is ".", gcovr tries yet another place first.)
    _gcovr(['--root', build.root(root), '--object-directory', work,
            '--gcov-executable', shlex.join(['env', '-C', work, gcov]),
            *(f'--filter={name}' for name in filters or ['^$']), '--json', raw, *common, objects], scratch)
    document = _load(raw)
    if any(entry['file'].startswith('/') for entry in document['files']):
        for entry in document['files']:
            path = os.path.join(build.root(root), entry['file'])
            entry['file'] = os.path.relpath(os.path.realpath(path), root)
        with open(named, 'w', encoding='utf-8') as file:
            json.dump(document, file)
        _gcovr(['--root', '.', '--add-tracefile', glob.escape(named), '--json', result, *common], root)
        document = _load(result)
    return {entry['file']: {line['line_number']: (line['count'], [b['count'] for b in line['branches']])
                            for line in entry['lines']
                            if not line['gcovr/noncode'] and not line['gcovr/excluded']}
            for entry in document['files']}


_MARKER = re.compile(rb'# (\d+) "((?:[^"\\]|\\.)*)"')


def _kept_by(directory, command, path):
    """The lines of a file that the preprocessor keeps in one compilation; a list of numbers."""
    command = [word for word in command if word not in ('-c', '--coverage')]
    if '-o' in command:
        at = command.index('-o')
        del command[at:at + 2]
    done = subprocess.run([*command, '-E', '-fdirectives-only', '-w'], cwd=directory, stdin=subprocess.DEVNULL,
                          capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode('utf-8', 'replace').strip().split('\n')
        raise Failed(f'{command[0]} -E failed: {said[0]}')
    kept, here, number, known = [], False, 0, {}
    for line in done.stdout.split(b'\n'):
        if match := _MARKER.match(line):
            number = int(match[1])
            if match[2] not in known:
                name = match[2].decode('utf-8', 'surrogateescape').replace('\\"', '"').replace('\\\\', '\\')
                known[match[2]] = os.path.realpath(os.path.join(directory, name)) == path
            here = known[match[2]]
            continue
        if here and line.strip():
            kept.append(number)
        number += 1
    return kept


def left_out(build, tree, path, lines):
    """Those of some lines with text that the preprocessor leaves out in all compilations."""
    path = os.path.join(os.path.realpath(tree), path)
    lines = set(lines)
    commands = [build.commands[path]] if path in build.commands else build.commands.values()
    for directory, command in commands:
        if not lines:
            break
        lines.difference_update(_kept_by(directory, command, path))
    return lines
