# SPDX-License-Identifier: GPL-2.0-only
"""A script that shows a difference, with as few lines as still show it. All candidates of a step are run in one boot."""
from compare import compare, operations


def differing(machines, records, candidates, signature):
    """Those of the scripts that show a difference of the same kind."""
    lines = machines.run(''.join(candidates))
    found, _ = compare(machines.gic, candidates, *lines, records)
    return [d for d in found if d.signature == signature]


def without(ops, drop):
    return '\n'.join(op for n, op in enumerate(ops) if n not in drop) + '\n'


def length(difference):
    return difference.line


def shrink(machines, records, difference):
    signature = difference.signature
    while True:
        # The first line, which gives the name, and the one that differs stay.
        ops = operations(difference.script)[:difference.line + 1]
        inner = range(1, len(ops) - 1)
        sets = [{n} for n in inner] + [{n, n + 1} for n in inner if n + 1 in inner]
        sets += [set(inner[: len(inner) * k // 4]) for k in (2, 3, 4)]
        sets.sort(key=len)
        candidates = [without(ops, drop) for drop in sets if drop]
        found = differing(machines, records, candidates, signature) if candidates else []
        if not found:
            return difference
        smallest = min(found, key=length)
        # Lines that can each be left out can often be left out together.
        each = {n for n in inner if any(without(ops, {n}) == d.script for d in found)}
        together = differing(machines, records, [without(ops, each)], signature) if len(each) > 1 else []
        difference = min([smallest, *together], key=length)
