# SPDX-License-Identifier: GPL-2.0-only
"""What QEMU and the model printed for a script, compared line by line; and the records of qemu-differs.list, where
QEMU is wrong or the architecture leaves it open."""
import re

from machines import Unusable

KEYS = {'gic', 'operation', 'field', 'bits', 'when', 'then', 'rule', 'why'}


def running(registers):
    """The running priority, of 8 bits, from the active priorities; both GICs of QEMU have 5 bits of preemption."""
    active = registers.get('ap0r0', 0) | registers.get('ap1r0', 0)
    return ((active & -active).bit_length() - 1) << 3 if active else 255


def finer(registers, before):
    """Has the running priority, now or before the line, bits that a binary point counts to the subpriority?"""
    vmcr = registers.get('vmcr', 0)
    subpriorities = 2 << (vmcr >> 21 & 7), 1 << (vmcr >> 18 & 7)
    return any(r != 255 and r % s for r in (running(registers), running(before)) for s in subpriorities)


def disabled(gic, registers):
    """Is an interrupt pending in a list register whose group is disabled?"""
    state, group = (28, 30) if gic == 2 else (62, 60)
    lrs = [value for name, value in registers.items() if name.startswith('lr')]
    return any(lr >> state & 3 == 1 and not registers.get('vmcr', 0) >> (lr >> group & 1) & 1 for lr in lrs)


def out_of_turn(gic, fields, before):
    """Did the line treat a list register differently whose group priority was not the running priority?"""
    vmcr = before.get('vmcr', 0)
    for name in fields:
        if name.startswith('lr'):
            lr = before.get(name, 0)
            group, priority = (lr >> 30 & 1, lr >> 20 & 0xf8) if gic == 2 else (lr >> 60 & 1, lr >> 48 & 0xff)
            subpriorities = 1 << (vmcr >> 18 & 7) if group and not vmcr & 0x10 else 2 << (vmcr >> 21 & 7)
            if priority & -subpriorities != running(before):
                return True
    return False


class Record:
    """One entry of qemu-differs.list, which explains the format."""

    def __init__(self, name, fields, where):
        missing = {'field', 'rule', 'why'} - fields.keys()
        unknown = fields.keys() - KEYS
        if missing or unknown:
            raise Unusable(f'{where}: record {name}: ' + (f'"{sorted(missing)[0]}" is missing' if missing
                                                          else f'there is no "{sorted(unknown)[0]}"'))
        self.name = name
        self.gic = fields.get('gic', '2 3').split()
        self.field = re.compile(fields['field'])
        self.operation = re.compile(fields.get('operation', '.*'))
        self.bits = int(fields['bits'], 0) if 'bits' in fields else None
        self.when = compile(fields.get('when', 'True'), f'{where}: {name}', 'eval')
        self.ends = fields.get('then') == 'end'
        self.applied = 0

    def explains(self, gic, operation, field, qemu, model, known):
        """What is left of the difference: None, or the bits (for numbers) or values that still differ."""
        left = qemu ^ model if isinstance(qemu, int) and isinstance(model, int) else None
        if (str(gic) not in self.gic or not self.field.fullmatch(field) or not self.operation.fullmatch(operation)
                or self.bits is not None and (left is None or not left & self.bits)
                or not eval(self.when, {'__builtins__': {}}, dict(known, qemu=qemu, model=model))):
            return qemu, model
        self.applied += 1
        if self.bits is None or not left & ~self.bits:
            return None
        return qemu, model ^ (left & self.bits)


def read_records(path):
    records, name, fields = [], None, {}
    with open(path, encoding='utf-8') as file:
        lines = file.read().splitlines()
    for number, line in enumerate([*lines, ''], 1):
        where = f'{path}:{number}'
        if line.startswith('#'):
            continue
        if not line.strip():
            if name:
                records.append(Record(name, fields, where))
            name, fields, last = None, {}, None
        elif line[0].isspace() and name and last:
            fields[last] += ' ' + line.strip()
        elif ':' in line:
            last, value = (part.strip() for part in line.split(':', 1))
            if last == 'name':
                name = value
            else:
                fields[last] = value
        else:
            raise Unusable(f'{where}: a line is "key: value", or begins with a space and continues one')
    return records


def value_of(text):
    try:
        return int(text, 0)
    except ValueError:
        return text


def registers_of(line, registers):
    """@registers, with the changes that @line shows; the result is one of them."""
    result, _, changes = line.partition(' | ')
    new = dict(registers, result=value_of(result))
    for change in changes.split():
        name, _, value = change.partition('=')
        new[name] = value_of(value)
    return new


def operations(script):
    """The lines of a script that give a line of output."""
    return [line for line in (l.split('#')[0].strip() for l in script.splitlines()) if line]


def split(text):
    """A text of many scripts into scripts."""
    scripts = []
    for line in text.splitlines():
        if line.startswith('script '):
            scripts.append([])
        if scripts:
            scripts[-1].append(line)
    return ['\n'.join(s) + '\n' for s in scripts]


class Difference:
    def __init__(self, script, line, fields, qemu_lines, model_lines):
        self.script, self.line, self.fields = script, line, fields      # field -> (QEMU's, the model's)
        self.qemu_lines, self.model_lines = qemu_lines, model_lines
        words = operations(script)[line].split()
        named = words[1] if words[0] in ('read', 'write') else ''
        self.signature = ' '.join([words[0], named, *sorted(re.sub(r'\d+$', '', f) for f in fields)])


def known_of(gic, operation, fields, registers, before):
    """What a record's "when" knows."""
    return {**{name: 0 for name in ('hcr', 'vmcr', 'misr', 'ap0r0', 'ap1r0', 'virq')}, **registers,
            'before': before, 'operation': operation, 'finer': finer(registers, before),
            'disabled': disabled(gic, registers) or disabled(gic, before),
            'out_of_turn': out_of_turn(gic, fields, before)}


def compare_script(gic, script, qemu_lines, model_lines, records):
    """The first difference that no record explains, or None; and how many lines were compared."""
    ops = operations(script)
    if len(qemu_lines) != len(ops) or len(model_lines) != len(ops):
        raise Unusable(f'{ops[0]}: {len(ops)} operations, but {len(qemu_lines)} and {len(model_lines)} lines of output')
    qemu, model = {}, {}
    for n, op in enumerate(ops):
        before = qemu
        qemu, model = registers_of(qemu_lines[n], qemu), registers_of(model_lines[n], model)
        fields = {f: (qemu.get(f, 0), model.get(f, 0)) for f in sorted(qemu.keys() | model.keys())
                  if qemu.get(f, 0) != model.get(f, 0)}
        known = known_of(gic, op, fields, qemu, before) if fields else {}
        end = False
        for field in list(fields):
            for record in records:
                left = record.explains(gic, op, field, *fields[field], known)
                end |= left != fields[field] and record.ends
                if left is None:
                    del fields[field]
                    break
                fields[field] = left
        if fields:
            return Difference(script, n, fields, qemu_lines, model_lines), n + 1
        if end:
            return None, n + 1
    return None, len(ops)


def compare(gic, scripts, qemu_lines, model_lines, records):
    """Differences of many scripts that were run one after the other; and how many lines were compared."""
    found, at, compared = [], 0, 0
    for script in scripts:
        end = at + len(operations(script))
        difference, lines = compare_script(gic, script, qemu_lines[at:end], model_lines[at:end], records)
        compared += lines
        if difference:
            found.append(difference)
        at = end
    return found, compared
