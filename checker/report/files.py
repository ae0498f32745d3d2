# SPDX-License-Identifier: GPL-2.0-only
"""Writing reports: each file is whole or not there, and none of an earlier run stays."""

import os
import re

TRACE = re.compile(r'(?:unchanged-)?\d+-[A-Za-z0-9._-]+\.trace|fixed-\d+-[A-Za-z0-9._-]+\.txt'
                   r'|\d+-[A-Za-z0-9._-]+\.play')


def write(path, text):
    """Replaces the file in one step. text: str or bytes."""
    part = f'{path}.{os.getpid()}.part'
    try:
        with open(part, 'wb') as file:
            file.write(text if isinstance(text, bytes) else
                       text.encode('utf-8', 'backslashreplace'))
        os.replace(part, path)
    except BaseException:
        try:
            os.unlink(part)
        except OSError:
            pass
        raise


def trace_name(number, rule, kind='', suffix='trace'):
    """kind: '' for new findings, 'unchanged-' and 'fixed-' for the others."""
    return f'{kind}{number}-{re.sub("[^A-Za-z0-9._-]+", "-", rule)[:80]}.{suffix}'


def write_traces(folder, texts):
    """texts: {file name: text}; those of earlier runs are removed."""
    os.makedirs(folder, exist_ok=True)
    for name, text in texts.items():
        write(os.path.join(folder, name), text)
    for name in os.listdir(folder):
        if TRACE.fullmatch(name) and name not in texts:
            os.unlink(os.path.join(folder, name))
