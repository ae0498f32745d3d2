# SPDX-License-Identifier: GPL-2.0-only
"""Random scripts in the language of script.h. A script is made from the GIC's version, a seed and its number alone.

What the architecture calls UNPREDICTABLE is not generated: the functions that keep away from it say what and where it
is said (IHI 0069 for GICv3, IHI 0048B for GICv2).
"""
import random

SPECIAL = 1023
HCR_BITS = 'uie lrenpie npie vgrp0eie vgrp0die vgrp1eie vgrp1die'.split()
TRAPS = 'tc tall0 tall1 tdir'.split()

# What a script is about: weights of its operations.
THEMES = {
    'life': {'serve': 8, 'ack': 3, 'eoi': 2, 'dir': 2, 'look': 4, 'refill': 4, 'pmr': 1},
    'nested': {'nest': 5, 'ack': 3, 'eoi': 2, 'dir': 1, 'look': 3, 'refill': 3, 'bpr': 1, 'pmr': 1},
    'wild': {'refill': 4, 'ack': 5, 'eoi': 2, 'wrong-eoi': 4, 'dir': 1, 'wrong-dir': 3, 'look': 2, 'nest': 1, 'hcr': 1},
    'registers': {'serve': 3, 'nest': 2, 'look': 3, 'refill': 3, 'pmr': 3, 'bpr': 3, 'look-bpr': 3, 'ctlr': 3, 'enable': 3,
                  'apr': 1, 'vmcr': 1},
    'maintenance': {'serve': 5, 'refill': 4, 'ack': 2, 'eoi': 2, 'wrong-eoi': 2, 'hcr': 4, 'enable': 2, 'vmcr': 1},
    'traps': {'serve': 3, 'ack': 3, 'eoi': 2, 'dir': 3, 'look': 3, 'pmr': 2, 'bpr': 2, 'look-bpr': 2, 'ctlr': 2, 'enable': 2,
              'apr': 2, 'traps': 4},
}


class Script:
    def __init__(self, gic, lrs, seed, index):
        self.name = f'{seed}-{index}'
        self.r = random.Random(f'{gic} {self.name}')
        self.gic, self.lrs = gic, lrs
        self.lines = [f'script {self.name}']
        self.intids = {}        # LR -> INTID that was written to it last
        self.senders = {}       # GICv2: SGI -> its CPUID, one for each, in the place that IAR has it
        self.pintids = {}       # LR -> physical INTID
        self.eoimode = self.cbpr = False
        self.priorities = self.choose_priorities()
        self.groups = self.r.choice([[1], [0, 1], [0, 1], [0]])

    def chance(self, percent):
        return self.r.randrange(100) < percent

    def add(self, *words):
        self.lines.append(' '.join(str(w) for w in words))

    # --- values ---

    def choose_priorities(self):
        """Priorities of this script: few of them, so that they meet; often neighbours in one preemption level."""
        r = self.r
        base = r.randrange(256)
        kind = r.randrange(4)
        if kind == 0:
            return [r.randrange(256) for _ in range(4)]
        if kind == 1:
            return [0x80, 0xa0, 0xa8, 0xc0]
        if kind == 2:
            return [base & 0xf8, (base ^ 8) & 0xf8, (base ^ 0x10) & 0xf8, (base ^ 0x40) & 0xf8]
        return [0x00, 0x08, 0x78, 0xf0, 0xf8]

    def priority(self):
        return self.r.choice(self.priorities)

    def pmr(self):
        r = self.r
        return r.choice([0xff] * 6 + [0xf0, r.choice(self.priorities), min(r.choice(self.priorities) + 8, 0xff), 0,
                                      r.randrange(256)])

    def new_intid(self, lr):
        """An INTID that no other LR has: two LRs with the same one are UNPREDICTABLE (IHI 0069, ICH_LR<n>_EL2;
        IHI 0048B 5.3, GICH_LRn)."""
        r = self.r
        others = {i for n, i in self.intids.items() if n != lr}
        while True:
            kind = r.randrange(10)
            if kind < 2:
                intid = r.randrange(16)
            elif kind < 4:
                intid = r.randrange(16, 32)
            elif kind < 9 or self.gic == 2:
                intid = r.choice([32, 33, 34, 35, 40, 41, 42, 48, 512, 1019])
            else:
                intid = r.choice([8192, 8193, 0xfff0])
            if intid not in others:
                return intid

    def some_intid(self):
        """Any INTID that can be written to EOIR or DIR: often one that some LR has, or had. An SGI of GICv2 comes with
        its sender, as it was read (IHI 0048B 4.4, GICC_EOIR); QEMU would not look at that."""
        r = self.r
        if self.intids and self.chance(60):
            intid = r.choice(list(self.intids.values()))
            return intid | self.senders.get(intid, 0)
        return r.choice([20, 34, 47, 50, 1019, SPECIAL] + ([0, 5, 8192, 8200] if self.gic == 3 else []))

    # --- the hypervisor ---

    def lr(self, lr, state=None, group=None, priority=None):
        r = self.r
        intid = self.new_intid(lr)
        lpi = intid >= 8192
        state = state or r.choice(['pending'] * 5 + ['active', 'both', 'empty'])
        hw = self.chance(30) and intid >= 16 and not lpi
        if hw and state == 'both':
            state = 'pending'   # for software interrupts only (IHI 0069, ICH_LR<n>_EL2.State; IHI 0048B 5.3)
        if lpi and state in ('active', 'both'):
            state = 'pending'   # an LPI has no active state (IHI 0069 5.1)
        words = ['lr', lr, state, intid, 'priority', hex(self.priority() if priority is None else priority),
                 'group', r.choice(self.groups) if group is None else group]
        self.pintids.pop(lr, None)
        if hw:
            # The last has the bit that is EOI while HW is 0.
            pintid = r.choice([p for p in (16, 20, 31, 32, 33, 40, 47, 63, 600) if p not in self.pintids.values()])
            self.pintids[lr] = pintid
            words += ['hw', pintid]
        else:
            if self.gic == 2 and intid < 16:
                words += ['cpuid', self.senders.setdefault(intid, r.randrange(8) << 10) >> 10]
            if self.chance(30):
                words += ['eoi']
        self.intids[lr] = intid
        self.add(*words)
        if hw and pintid < 64 and self.chance(80):
            self.add('activate', pintid)

    def hcr(self, traps=False):
        words = ['hcr'] + (['en'] if self.chance(95) else [])
        words += [b for b in HCR_BITS if self.chance(25)]
        if traps:
            words += [b for b in TRAPS if self.chance(30)]
        if self.chance(10):
            words += ['eoicount', self.r.choice([1, 30, 31])]
        self.add(*words)

    def vmcr(self):
        """FIQEn is RES1 and AckCtl RES0 for a guest that has GICv3's system registers."""
        r = self.r
        words = ['vmcr'] + [g for g in ('g0', 'g1') if self.chance(94)]
        self.eoimode = self.chance(45)
        if self.eoimode:
            words.append('eoimode')
        self.cbpr = self.chance(25)
        if self.cbpr:
            words.append('cbpr')
        if self.gic == 3:
            words.append('fiqen')
        else:
            words += [b for b, percent in (('ackctl', 85), ('fiqen', 35)) if self.chance(percent)]
        words += ['pmr', hex(self.pmr() & 0xf8)]    # not all bits: qemu-differs.list, vmcr-pmr-unimplemented-bits
        # Both at least the minimum, which 5 bits of preemption make 2 and 3 (ICH_VMCR_EL2.VBPR0, GICH_VMCR.VMBP).
        words += ['bpr0', r.choice([2, 2, 3, 4, 5, 7]), 'bpr1', r.choice([3, 3, 4, 5, 7])]
        self.add(*words)

    def ap(self):
        """Active priorities, as of interrupts that were acknowledged before and are in no LR any more. The same
        one in both groups cannot come about: preemption needs a higher one."""
        r = self.r
        levels = [r.randrange(32) for _ in range(r.randrange(1, 4))]
        group0 = 0
        group1 = 0
        for level in set(levels):
            if self.gic == 2 or r.choice(self.groups) == 0:
                group0 |= 1 << level
            else:
                group1 |= 1 << level
        if group0:
            self.add('ap0r', 0, hex(group0))
        if group1:
            self.add('ap1r', 0, hex(group1))

    # --- the guest ---

    def g(self, *names):
        """A register of one of the script's groups: names of group 0's, group 1's (GICv3)."""
        return names[self.r.choice(self.groups)]

    def ack(self, group):
        self.add('read', 'iar' if self.gic == 2 else f'iar{group}')     # not aiar: no-aliased-registers

    def eoi(self, group, value):
        self.add('write', 'eoir' if self.gic == 2 else f'eoir{group}', value)

    def op_ack(self):
        self.ack(self.r.choice(self.groups))

    def op_serve(self):
        """A new interrupt from beginning to end, or nearly so."""
        group = self.r.choice(self.groups)
        if self.chance(60):
            self.lr(self.r.randrange(self.lrs), 'pending', group)
        self.ack(group)
        if self.chance(30):
            self.op_look()
        self.eoi(group, '@0')
        if self.eoimode and self.chance(80):
            self.add('write', 'dir', '@0')

    def op_nest(self):
        """Interrupts of rising priority, each taken while the last is served, and their ends, the last one first."""
        r = self.r
        groups = [r.choice(self.groups) for _ in range(r.randrange(2, self.lrs + 1))]
        priorities = sorted((r.randrange(32) << 3 for _ in groups), reverse=True)
        for lr, group, priority in zip(r.sample(range(self.lrs), len(groups)), groups, priorities):
            self.lr(lr, 'pending', group, priority)
            self.ack(group)
        for back, group in enumerate(reversed(groups)):
            if self.chance(85):
                self.eoi(group, f'@{back}')
        if self.eoimode:
            for back in r.sample(range(len(groups)), len(groups)):
                self.add('write', 'dir', f'@{back}')

    def eoi_register(self):
        if self.gic == 2:
            return 'eoir'
        return self.g('eoir0', 'eoir1')

    def op_eoi(self):
        self.add('write', self.eoi_register(), '@0' if self.chance(80) else '@1')

    def op_wrong_eoi(self):
        value = self.r.choice(['@1', '@2', '@3', self.some_intid(), self.some_intid()])
        self.add('write', self.eoi_register(), value)

    def op_dir(self):
        self.deactivate('@0' if self.chance(50) else '@1')

    def op_wrong_dir(self):
        self.deactivate(self.r.choice(['@2', '@3', self.some_intid(), self.some_intid()]))

    def deactivate(self, value):
        """GICV_DIR while EOImode is 0 is UNPREDICTABLE (IHI 0048B 4.4, GICC_DIR); ICV_DIR_EL1 is ignored then."""
        if self.gic == 3 or self.eoimode:
            self.add('write', 'dir', value)
        else:
            self.op_ack()

    def op_look(self):
        names = ['iar', 'hppir', 'rpr'] if self.gic == 2 else ['hppir0', 'hppir1', 'rpr', 'pmr', 'ctlr']
        self.add('read', self.r.choice(names))

    def op_pmr(self):
        self.add('write', 'pmr', hex(self.pmr()))

    def op_bpr(self):
        names = ['bpr', 'abpr'] if self.gic == 2 else ['bpr0', 'bpr1']
        if self.gic == 2 and self.cbpr:
            names = ['bpr']             # qemu-differs.list, abpr-while-cbpr
        name = self.r.choice(names)
        # Not below the minimum of abpr: qemu-differs.list, abpr-minimum.
        self.add('write', name, self.r.randrange(3 if name == 'abpr' else 0, 8))

    def op_look_bpr(self):
        names = ['bpr', 'abpr', 'pmr', 'ctlr'] if self.gic == 2 else ['bpr0', 'bpr1']
        if self.gic == 2 and self.cbpr:
            names.remove('abpr')        # qemu-differs.list, abpr-while-cbpr
        self.add('read', self.r.choice(names))

    def op_ctlr(self):
        self.eoimode = self.chance(50)
        value = 2 * self.eoimode + self.chance(30)
        if self.gic == 2:
            value = self.eoimode << 9 | self.r.randrange(32) | 7 * self.chance(70)
            self.cbpr = bool(value & 0x10)
        self.add('write', 'ctlr', hex(value))

    def op_enable(self):
        if self.gic == 2:
            self.op_ctlr()
        elif self.chance(75):
            self.add('write', self.r.choice(['igrpen0', 'igrpen1']), self.r.choice([0, 1, 1]))
        else:
            self.add('read', self.r.choice(['igrpen0', 'igrpen1']))

    def op_apr(self):
        names = ['apr'] if self.gic == 2 else ['ap0r0', 'ap1r0']
        self.add('read', self.r.choice(names))

    def op_refill(self):
        self.lr(self.r.randrange(self.lrs), self.r.choice(['pending', None]))

    def op_hcr(self):
        self.hcr()

    def op_vmcr(self):
        self.vmcr()

    def op_traps(self):
        self.hcr(traps=True)

    def make(self):
        r = self.r
        theme = r.choice([t for t in THEMES if t != 'traps' or self.gic == 3])
        weights = THEMES[theme]
        self.hcr(theme == 'traps')
        self.vmcr()
        for lr in r.sample(range(self.lrs), r.randrange(self.lrs + 1)):
            self.lr(lr)
        if self.chance(20):
            self.ap()
        for op in r.choices(list(weights), weights.values(), k=r.randrange(4, 16)):
            getattr(self, 'op_' + op.replace('-', '_'))()
        return '\n'.join(self.lines) + '\n'


def generate(gic, lrs, seed, index):
    return Script(gic, lrs, seed, index).make()
