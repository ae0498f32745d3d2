# SPDX-License-Identifier: GPL-2.0-only
"""The two machines that run scripts: QEMU, with the bare-metal program in it, and our model. Both are compiled here,
which takes about a second, so that running them by hand needs no other build."""
import os
import re
import shlex
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
QEMU = 'qemu-system-aarch64'
CROSS = 'aarch64-linux-gnu-gcc'
SCRIPTS_AT = 0x48000000         # bare/bare.h knows it too
ROOM = 64 << 20                 # bytes of scripts in one boot; the machine's RAM ends behind them


class Unusable(Exception):
    """What is wrong, in one sentence."""


def lacking():
    """Why QEMU's side cannot be run on this system; '' if it can."""
    for program, package in ((QEMU, 'qemu-system-arm'), (CROSS, 'gcc-aarch64-linux-gnu')):
        if not shutil.which(program):
            return f'there is no {program} here (Debian package {package})'
    return ''


def call(command, **options):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, **options)
    except FileNotFoundError:
        raise Unusable(f'there is no {command[0]} here: install it') from None


def compile_with(command):
    done = call(command)
    if done.returncode:
        raise Unusable(f'{" ".join(command)} failed:\n{done.stderr}')


def sources(directory):
    names = sorted(os.listdir(directory)) if os.path.isdir(directory) else []
    found = [os.path.join(directory, n) for n in names if n.endswith(('.c', '.S'))]
    if not found:
        raise Unusable(f'{directory} has no source files')
    return found


def build_bare(to):
    compile_with([CROSS, '-std=gnu11', '-O2', '-Wall', '-Wextra', '-ffreestanding', '-nostdlib', '-static', '-no-pie',
                  '-fno-pie', '-fno-stack-protector', '-fno-tree-loop-distribute-patterns', '-mgeneral-regs-only',
                  '-mstrict-align', '-Wl,--build-id=none', '-Wl,--no-warn-rwx-segments',
                  '-Wl,-T,' + os.path.join(HERE, 'bare/link.ld'), '-o', to,
                  *sources(os.path.join(HERE, 'bare')), *sources(HERE)])


def build_model(to, top):
    compile_with([*shlex.split(os.environ.get('CC') or 'cc'), '-std=gnu11', '-O1', '-g', '-Wall', '-Wextra', '-I', top, '-I', TOP,
                  '-fsanitize=address,undefined', '-fno-sanitize-recover=all', '-o', to,
                  *sources(os.path.join(HERE, 'model')), *sources(HERE), *sources(os.path.join(top, 'mocks/gic'))])


class Machines:
    """Both, for one GIC version. run() takes scripts as one text, and returns what each printed, line by line,
    without the first line and the last."""

    def __init__(self, gic, cpu, broken, top, directory):
        self.gic, self.cpu, self.broken = gic, cpu, broken
        self.bare = os.path.join(directory, 'bare.elf')
        self.model = os.path.join(directory, 'qemu-model')
        self.directory = directory
        build_bare(self.bare)
        build_model(self.model, os.path.abspath(top or TOP))
        self.lrs = self.pri = self.pre = None
        self.run_qemu('')

    def run_qemu(self, text):
        if len(text) > ROOM:
            raise Unusable(f'more than {ROOM >> 20} MB of scripts do not fit into one boot: ask for fewer')
        # The output goes to a file, not a pipe: QEMU writes each character on its own, and would wake us as often.
        scripts, printed = (os.path.join(self.directory, name) for name in ('scripts', 'printed'))
        with open(scripts, 'w', encoding='utf-8') as file:
            file.write(text + '\0')
        with open(printed, 'w', encoding='utf-8'):
            pass
        try:
            done = call([QEMU, '-M', f'virt,virtualization=on,gic-version={self.gic}', '-cpu', self.cpu,
                         '-m', '256', '-display', 'none', '-nodefaults', '-no-reboot',
                         '-serial', f'file:{printed}', '-kernel', self.bare,
                         '-device', f'loader,file={scripts},addr={SCRIPTS_AT:#x},force-raw=on'],
                        stdin=subprocess.DEVNULL, timeout=300)
        except subprocess.TimeoutExpired:
            raise Unusable('QEMU did not power off within 300 s') from None
        with open(printed, encoding='utf-8', errors='replace') as file:
            lines = file.read().splitlines()
        first = re.fullmatch(r'gic (\d+) lrs (\d+) pri (\d+) pre (\d+)', lines[0] if lines else '')
        if done.returncode or not first:
            said = done.stderr.strip() or ' '.join(lines[-2:]) or 'it printed nothing'
            raise Unusable(f'QEMU ended with status {done.returncode}: {said[-500:]}')
        found, self.lrs, self.pri, self.pre = map(int, first.groups())
        if found != self.gic:
            raise Unusable(f'QEMU has a GICv{found}, asked for was GICv{self.gic}')
        return self.whole('QEMU', lines)

    def run_model(self, text):
        command = [self.model, str(self.gic), str(self.lrs), str(self.pri), str(self.pre)]
        if self.broken:
            command += ['--break', self.broken]
        done = call(command, input=text)
        if done.returncode and not done.stdout:
            raise Unusable(f'the model failed: {done.stderr.strip()[-2000:]}')
        return self.whole('the model', done.stdout.splitlines(), done.stderr)

    @staticmethod
    def whole(who, lines, said=''):
        if lines[-1] != 'end':
            raise Unusable(f'{who} did not come to the end: {lines[-1]} {said.strip()[-2000:]}')
        return lines[1:-1]

    def run(self, text):
        return self.run_qemu(text), self.run_model(text)
