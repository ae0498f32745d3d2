# SPDX-License-Identifier: GPL-2.0-only
"""Run by gdb for `vgicheck run --gdb ROW`: runs the program to the step that fails, and from there
to the first line of the kernel's own source that the step reaches."""

import linecache
import os

import gdb

# The kernel's files are compiled through this link in the build directory (vgic/CMakeLists.txt).
LINK = '/vgic/tree/'
# From the verb through door and adapter into the kernel it is a few dozen lines.
LINES_MAX = 3000


class Silence:
    """gdb shows every line that it steps to, whatever it is told; on the way to the kernel nobody
    wants to see them. The program has its standard output already."""

    def __enter__(self):
        gdb.flush()
        self.out = os.dup(1)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.close(null)

    def __exit__(self, *_):
        gdb.flush()
        os.dup2(self.out, 1)
        os.close(self.out)


def quietly(command):
    return gdb.execute(command, to_string=True)


def here():
    """Function, and file as it was named to the compiler."""
    frame = gdb.newest_frame()
    symtab = frame.find_sal().symtab
    return frame.name() or '', symtab.filename if symtab else ''


def runs():
    return gdb.selected_inferior().pid != 0


def say(text):
    print(f'vgicheck: {text}', flush=True)


def to_step():
    """To where the program says that the step begins; returns whether it came there."""
    begins = gdb.Breakpoint('debug_step_begins', internal=True)
    begins.silent = True
    quietly('run')
    come = runs() and here()[0] == 'debug_step_begins'
    begins.delete()
    return come


def past_opening_brace(file):
    """Where a sanitizer prepares the stack, gdb takes that for the function's first line."""
    for _ in range(5):
        if not runs() or linecache.getline(file, gdb.newest_frame().find_sal().line).strip() != '{':
            break
        quietly('next')


def to_kernel():
    """Line by line into the kernel; returns its file, or '' when the row ended first."""
    for _ in range(LINES_MAX):
        quietly('step')
        if not runs():
            return ''
        function, file = here()
        if function == 'debug_row_ends':
            return ''
        if LINK in file and file.endswith('.c'):
            past_opening_brace(file)
            return file
    return ''


def main():
    come = to_step()
    with Silence():
        file = to_kernel() if come else ''
    if not come and runs():
        say('the program stopped before the step that failed when it was run without gdb:')
        gdb.execute('backtrace 8')
    elif not come:
        say('the program ended before the step that failed when it was run without gdb')
    elif not file:
        say('this step enters no function of the kernel, nor does a later one')
    else:
        path = os.path.realpath(file)
        if os.path.exists(path):
            say(f'stopped in {path}')
        else:
            say(f'{path} is not there any more: without the tree that was tested, gdb shows no source')
        quietly('set filename-display basename')
        gdb.execute('frame')


main()
