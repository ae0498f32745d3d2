# SPDX-License-Identifier: GPL-2.0-only
"""A mocked function has one more argument."""
from expect import Refused

EXPECT = Refused("irq_get_irqchip_state", "the mock to change is mocks/include/mock/irq.h:", "mocks/kernel/irq.c:")


def change(tree):
    for name in tree.sources():
        if "irq_get_irqchip_state(" in tree.read(name):
            tree.replace(name, r"\birq_get_irqchip_state\(", "irq_get_irqchip_state(NULL, ")
