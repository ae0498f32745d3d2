# SPDX-License-Identifier: GPL-2.0-only
"""coverage/: the counters as lcov's HTML.

genhtml gets a trace file that is written here from the merged counters: so the pages and
coverage.txt agree, and headers that the compiler reached through links are shown at their place
in the tree, which lcov --capture cannot do."""

import hashlib
import os
import shutil
import subprocess

STAMP = '.counters'     # in coverage/: the hash of what its pages were made from


def tracefile(files):
    """lcov's trace file format (man geninfo)."""
    out = ['TN:vgic']
    for file in files:
        out.append(f'SF:{file.path}')
        calls, lines, branches = {}, {}, {}
        for function in file.functions:
            if function.start:
                calls[function.name] = calls.get(function.name, 0) + max(
                    function.calls, function.lines.get(function.start, 0),
                    int(any(function.lines.values())))
                out.append(f'FN:{function.start},{function.name}')
            for line, count in function.lines.items():
                lines[line] = lines.get(line, 0) + count
                branches.setdefault(line, []).extend(function.branches(line))
        out += [f'FNDA:{count},{name}' for name, count in calls.items()]
        out += [f'FNF:{len(calls)}', f'FNH:{sum(1 for c in calls.values() if c)}']
        for line in sorted(branches):
            for number, count in enumerate(branches[line]):
                out.append(f'BRDA:{line},0,{number},{count if lines[line] else "-"}')
        counts = [count for found in branches.values() for count in found]
        out += [f'BRF:{len(counts)}', f'BRH:{sum(1 for c in counts if c)}']
        out += [f'DA:{line},{lines[line]}' for line in sorted(lines)]
        out += [f'LF:{len(lines)}', f'LH:{sum(1 for c in lines.values() if c)}', 'end_of_record']
    return '\n'.join(out + [''])


def _hash(trace, files):
    """Of the counters, and of the sources, which the pages show."""
    digest = hashlib.sha256(trace.encode('utf-8', 'replace'))
    for file in files:
        try:
            with open(file.path, 'rb') as source:
                digest.update(source.read())
        except OSError:
            digest.update(b'?')
    return digest.hexdigest()


def _stamp_of(folder):
    try:
        with open(os.path.join(folder, STAMP), encoding='ascii', errors='replace') as file:
            return file.read().strip()
    except OSError:
        return None


def make(files, tree, out, force, genhtml='genhtml'):
    """Makes the pages when asked or when they are not of these counters. Returns one sentence
    when that failed, else None."""
    folder = os.path.join(out, 'coverage')
    trace = tracefile(files)
    digest = _hash(trace, files)
    old = _stamp_of(folder)
    if old == digest and not force:
        return None
    if old is None and os.path.isdir(folder) and os.listdir(folder):
        return f'{folder} exists and was not made by this program: move it away'
    part = f'{folder}.{os.getpid()}.part'
    try:
        os.makedirs(part)
        info = os.path.join(part, 'coverage.info')
        with open(info, 'w', encoding='utf-8', errors='replace') as file:
            file.write(trace)
        result = subprocess.run(
            [genhtml, '--quiet', '--branch-coverage', '--legend', '--title', 'vgic',
             '--prefix', os.path.realpath(tree), '--output-directory', part, info],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=dict(os.environ, LC_ALL='C'), check=False)
        if result.returncode:
            said = result.stdout.decode('utf-8', 'replace').strip().split('\n')
            return f'no coverage pages: {genhtml} failed: {said[-1] or "no message"}'
        with open(os.path.join(part, STAMP), 'w', encoding='ascii') as file:
            file.write(digest + '\n')
        if os.path.isdir(folder):
            shutil.rmtree(folder)
        os.rename(part, folder)
    except FileNotFoundError as error:
        if error.filename == genhtml:
            return 'no coverage pages: genhtml is not installed (Debian package lcov)'
        return f'no coverage pages: {error.filename}: {error.strerror}'
    except OSError as error:
        return f'no coverage pages: {error.filename}: {error.strerror}'
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return None
