// SPDX-License-Identifier: GPL-2.0-only
/*
 * The truth table, row by row. Nothing here is computed: when a row and the specification
 * disagree, one of the two has read docs/design.md 4 or the architecture wrongly.
 */
#include "checker/spec/truth.h"

#define ALL		(TRUTH_V2 | TRUTH_V3 | TRUTH_V2_ON_V3)
#define V2_GUEST	(TRUTH_V2 | TRUTH_V2_ON_V3)

/* Kinds of interrupt. */
#define TIMER		.intid = 27, .hwintid = 27, .level = true, .hw = true, .callback = true
#define MAPPED_PPI	.intid = 28, .hwintid = 28, .level = true, .hw = true
#define MAPPED_SPI	.intid = 40, .hwintid = 72, .level = true, .hw = true
#define MAPPED_EDGE	.intid = 41, .hwintid = 73, .hw = true
#define SW_TIMER	TIMER, .sw_resample = true
#define LEVEL_PPI	.intid = 23, .level = true
#define LEVEL_SPI	.intid = 33, .level = true
#define EDGE_SPI	.intid = 34
#define SGI		.intid = 5
#define USUAL		.enabled = true, .group = 1, .priority = 0xa0
#define DISABLED	.enabled = false, .group = 1, .priority = 0xa0

#define WANT(what, v)	{ .used = true, .field = SPEC_##what, .value = (v) }

const struct truth_row truth_table[] = {
/* --- populate: mapped level interrupts --- */
{
	.name = "mapped level PPI, line high -> written pending, KVM's copy of the line lowered",
	.rule = POPULATE_LOWERS_MAPPED_LEVEL, .gics = ALL,
	.irq = { MAPPED_PPI, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING,
	.want = { WANT(LINE_LEVEL, 0), WANT(LR_PENDING, 1), WANT(LR_ACTIVE, 0) },
}, {
	.name = "mapped level SPI, line high and soft-pending -> line lowered, latch kept",
	.rule = POPULATE_LOWERS_MAPPED_LEVEL, .gics = ALL,
	.irq = { MAPPED_SPI, USUAL, .line_level = true, .pending_latch = true },
	.made = TRUTH_LINE | TRUTH_SOFT,
	.written = LR_PENDING,
	.want = { WANT(LINE_LEVEL, 0), WANT(PENDING_LATCH, 1), WANT(LR_PENDING, 1) },
}, {
	.name = "mapped level PPI, line low, soft-pending -> written pending with the HW bit",
	.rule = POPULATE_PENDING, .gics = ALL,
	.irq = { MAPPED_PPI, USUAL, .pending_latch = true }, .made = TRUTH_SOFT,
	.written = LR_PENDING,
	.want = { WANT(LR_PENDING, 1), WANT(LR_HW, 1), WANT(LR_PINTID, 28), WANT(LINE_LEVEL, 0) },
}, {
	.name = "mapped level SPI -> HW bit and physical INTID, no EOI bit",
	.rule = POPULATE_HW_LINK, .gics = ALL,
	.irq = { MAPPED_SPI, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING,
	.want = { WANT(LR_HW, 1), WANT(LR_PINTID, 72), WANT(LR_EOI, 0), WANT(LR_VINTID, 40) },
}, {
	.name = "mapped level PPI, active, line high -> written active only, the line stays noted",
	.rule = POPULATE_NO_PENDING_ACTIVE_FOR_HW, .gics = ALL,
	.irq = { TIMER, USUAL, .line_level = true, .active = true },
	.made = TRUTH_LINE | TRUTH_ACKED,
	.written = LR_ACTIVE,
	.want = { WANT(LR_PENDING, 0), WANT(LR_ACTIVE, 1), WANT(LR_HW, 1), WANT(LINE_LEVEL, 1) },
}, {
	.name = "mapped level PPI, line high but disabled -> in no list register, the line stays noted",
	.rule = POPULATE_NEEDS_LR, .gics = ALL,
	.irq = { TIMER, DISABLED, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_EMPTY,
	.want = { WANT(IN_LR, 0), WANT(LINE_LEVEL, 1) },
}, {
	.name = "timer on a GIC that ignores the HW bit -> HW=0",
	.rule = POPULATE_SW_RESAMPLE_WITHOUT_HW, .gics = ALL,
	.irq = { SW_TIMER, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING,
	.want = { WANT(LR_HW, 0), WANT(LR_PINTID, 0), WANT(LR_PENDING, 1) },
}, {
	.name = "timer on a GIC that ignores the HW bit -> EOI=1",
	.rule = POPULATE_EOI_FOR_LEVEL, .gics = ALL,
	.irq = { SW_TIMER, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING,
	.want = { WANT(LR_EOI, 1), WANT(LR_HW, 0) },
}, {
	.name = "timer on a GIC that ignores the HW bit, line high -> KVM's copy lowered",
	.rule = POPULATE_LOWERS_MAPPED_LEVEL, .gics = ALL,
	.irq = { SW_TIMER, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING,
	.want = { WANT(LINE_LEVEL, 0) },
}, {
	.name = "timer on a GIC that ignores the HW bit, active, line high -> active only, EOI=1",
	.rule = POPULATE_NO_PENDING_ACTIVE_FOR_LEVEL, .gics = ALL,
	.irq = { SW_TIMER, USUAL, .line_level = true, .active = true },
	.made = TRUTH_LINE | TRUTH_ACKED,
	.written = LR_ACTIVE,
	.want = { WANT(LR_PENDING, 0), WANT(LR_ACTIVE, 1), WANT(LR_EOI, 1), WANT(LINE_LEVEL, 1) },
},

/* --- populate: mapped edge interrupts --- */
{
	.name = "mapped edge SPI -> written pending with the HW bit, latch consumed",
	.rule = POPULATE_HW_LINK, .gics = ALL,
	.irq = { MAPPED_EDGE, USUAL, .pending_latch = true }, .made = TRUTH_EDGE,
	.written = LR_PENDING,
	.want = { WANT(LR_HW, 1), WANT(LR_PINTID, 73), WANT(LR_PENDING, 1), WANT(LR_EOI, 0),
		  WANT(PENDING_LATCH, 0) },
}, {
	.name = "mapped edge SPI, active, another edge -> written active only",
	.rule = POPULATE_NO_PENDING_ACTIVE_FOR_HW, .gics = ALL,
	.irq = { MAPPED_EDGE, USUAL, .pending_latch = true, .active = true },
	.made = TRUTH_ACKED | TRUTH_EDGE,
	.written = LR_ACTIVE,
	.want = { WANT(LR_PENDING, 0), WANT(LR_ACTIVE, 1) },
}, {
	.name = "mapped edge SPI, active, another edge -> the edge stays latched",
	.rule = POPULATE_KEEPS_UNSENT_EDGE, .gics = ALL,
	.irq = { MAPPED_EDGE, USUAL, .pending_latch = true, .active = true },
	.made = TRUTH_ACKED | TRUTH_EDGE,
	.written = LR_ACTIVE,
	.want = { WANT(PENDING_LATCH, 1) },
},

/* --- populate: unmapped level interrupts --- */
{
	.name = "unmapped level SPI, line high -> EOI bit, no HW bit",
	.rule = POPULATE_EOI_FOR_LEVEL, .gics = ALL,
	.irq = { LEVEL_SPI, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING,
	.want = { WANT(LR_EOI, 1), WANT(LR_PENDING, 1), WANT(LR_HW, 0), WANT(LR_PINTID, 0) },
}, {
	.name = "unmapped level SPI, line high -> KVM's copy of the line is the device's to change",
	.rule = POPULATE_KEEPS_LINE_LEVEL, .gics = ALL,
	.irq = { LEVEL_SPI, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING,
	.want = { WANT(LINE_LEVEL, 1) },
}, {
	.name = "unmapped level SPI, active, line still high -> written active only, EOI bit",
	.rule = POPULATE_NO_PENDING_ACTIVE_FOR_LEVEL, .gics = ALL,
	.irq = { LEVEL_SPI, USUAL, .line_level = true, .active = true },
	.made = TRUTH_LINE | TRUTH_ACKED,
	.written = LR_ACTIVE,
	.want = { WANT(LR_PENDING, 0), WANT(LR_ACTIVE, 1), WANT(LR_EOI, 1) },
}, {
	.name = "unmapped level SPI, active, soft-pending -> written active only",
	.rule = POPULATE_NO_PENDING_ACTIVE_FOR_LEVEL, .gics = ALL,
	.irq = { LEVEL_SPI, USUAL, .pending_latch = true, .active = true },
	.made = TRUTH_ACKED | TRUTH_SOFT,
	.written = LR_ACTIVE,
	.want = { WANT(LR_PENDING, 0), WANT(LR_ACTIVE, 1), WANT(PENDING_LATCH, 1) },
}, {
	.name = "unmapped level PPI, soft-pending -> the latch stays until the acknowledge",
	.rule = POPULATE_KEEPS_SOFT_PENDING, .gics = ALL,
	.irq = { LEVEL_PPI, USUAL, .pending_latch = true }, .made = TRUTH_SOFT,
	.written = LR_PENDING,
	.want = { WANT(PENDING_LATCH, 1), WANT(LR_PENDING, 1) },
},

/* --- populate: edge interrupts and what is the same for all --- */
{
	.name = "edge SPI -> the latch goes into the list register",
	.rule = POPULATE_CONSUMES_EDGE_LATCH, .gics = ALL,
	.irq = { EDGE_SPI, USUAL, .pending_latch = true }, .made = TRUTH_EDGE,
	.written = LR_PENDING,
	.want = { WANT(PENDING_LATCH, 0), WANT(LR_PENDING, 1) },
}, {
	.name = "edge SPI -> no EOI bit",
	.rule = POPULATE_NO_EOI_FOR_EDGE, .gics = ALL,
	.irq = { EDGE_SPI, USUAL, .pending_latch = true }, .made = TRUTH_EDGE,
	.written = LR_PENDING,
	.want = { WANT(LR_EOI, 0), WANT(LR_HW, 0) },
}, {
	.name = "edge SPI, active, another edge -> written pending and active",
	.rule = POPULATE_PENDING, .gics = ALL,
	.irq = { EDGE_SPI, USUAL, .pending_latch = true, .active = true },
	.made = TRUTH_ACKED | TRUTH_EDGE,
	.written = LR_PENDING_ACTIVE,
	.want = { WANT(LR_PENDING, 1), WANT(LR_ACTIVE, 1), WANT(PENDING_LATCH, 0) },
}, {
	.name = "edge SPI, active, another edge, disabled -> written active only, the edge stays",
	.rule = POPULATE_DISABLED_NOT_PENDING, .gics = ALL,
	.irq = { EDGE_SPI, DISABLED, .pending_latch = true, .active = true },
	.made = TRUTH_ACKED | TRUTH_EDGE,
	.written = LR_ACTIVE,
	.want = { WANT(LR_PENDING, 0), WANT(LR_ACTIVE, 1), WANT(PENDING_LATCH, 1) },
}, {
	.name = "edge SPI, disabled -> in no list register, the edge stays latched",
	.rule = POPULATE_NEEDS_LR, .gics = ALL,
	.irq = { EDGE_SPI, DISABLED, .pending_latch = true }, .made = TRUTH_EDGE,
	.written = LR_EMPTY,
	.want = { WANT(IN_LR, 0), WANT(PENDING_LATCH, 1) },
}, {
	.name = "unmapped level SPI, line high and soft-pending, disabled -> nothing of it changes",
	.rule = POPULATE_UNSENT_UNCHANGED, .gics = ALL,
	.irq = { LEVEL_SPI, DISABLED, .line_level = true, .pending_latch = true },
	.made = TRUTH_LINE | TRUTH_SOFT,
	.written = LR_EMPTY,
	.want = { WANT(LINE_LEVEL, 1), WANT(PENDING_LATCH, 1), WANT(ACTIVE, 0), WANT(IN_LR, 0) },
}, {
	.name = "edge SPI, active and disabled -> still in a list register, for the guest to end it",
	.rule = POPULATE_ACTIVE, .gics = ALL,
	.irq = { EDGE_SPI, DISABLED, .active = true }, .made = TRUTH_ACKED,
	.written = LR_ACTIVE,
	.want = { WANT(LR_ACTIVE, 1), WANT(LR_PENDING, 0), WANT(IN_LR, 1) },
}, {
	.name = "edge SPI, enabled, nothing happened -> in no list register",
	.rule = POPULATE_NEEDS_LR, .gics = ALL,
	.irq = { EDGE_SPI, USUAL }, .made = TRUTH_IDLE,
	.written = LR_EMPTY,
	.want = { WANT(IN_LR, 0), WANT(PENDING_LATCH, 0), WANT(ACTIVE, 0) },
}, {
	.name = "SPI of INTID 991 -> that INTID in the list register, reserved bits zero",
	.rule = POPULATE_LR_IDENTITY, .gics = ALL,
	.irq = { .intid = 991, USUAL, .pending_latch = true }, .made = TRUTH_EDGE,
	.written = LR_PENDING,
	.want = { WANT(LR_VINTID, 991), WANT(LR_STRAY, 0), WANT(LR_CPUID, 0) },
}, {
	.name = "interrupt of group 0 -> group 0 in the list register",
	.rule = POPULATE_GROUP, .gics = ALL,
	.irq = { EDGE_SPI, .enabled = true, .group = 0, .priority = 0xa0, .pending_latch = true },
	.made = TRUTH_EDGE,
	.written = LR_PENDING,
	.want = { WANT(LR_GROUP, 0) },
}, {
	.name = "interrupt of group 1 -> group 1 in the list register",
	.rule = POPULATE_GROUP, .gics = TRUTH_V3,
	.irq = { EDGE_SPI, USUAL, .pending_latch = true }, .made = TRUTH_EDGE,
	.written = LR_PENDING,
	.want = { WANT(LR_GROUP, 1) },
}, {
	.name = "interrupt of priority 0x58 -> priority 0x58 in the list register",
	.rule = POPULATE_PRIORITY, .gics = ALL,
	.irq = { EDGE_SPI, .enabled = true, .group = 1, .priority = 0x58, .pending_latch = true },
	.made = TRUTH_EDGE,
	.written = LR_PENDING,
	.want = { WANT(LR_PRIORITY, 0x58) },
},

/* --- populate: SGIs --- */
{
	.name = "GICv2 guest's SGI from vCPU 3 -> CPUID 3, no EOI bit, no source left",
	.rule = POPULATE_SGI_SOURCE, .gics = V2_GUEST,
	.irq = { SGI, USUAL, .pending_latch = true, .source = 0x08 }, .made = TRUTH_SGI,
	.written = LR_PENDING,
	.want = { WANT(LR_CPUID, 3), WANT(LR_EOI, 0), WANT(SOURCE, 0), WANT(PENDING_LATCH, 0),
		  WANT(LR_VINTID, 5), WANT(LR_STRAY, 0) },
}, {
	.name = "GICv2 guest's SGI from two vCPUs -> EOI bit, because one source has to wait",
	.rule = POPULATE_SGI_MULTI_SOURCE_EOI, .gics = V2_GUEST,
	.irq = { SGI, USUAL, .pending_latch = true, .source = 0x06 }, .made = TRUTH_SGI,
	.written = LR_PENDING,
	.want = { WANT(LR_EOI, 1), WANT(LR_PENDING, 1) },
}, {
	.name = "GICv2 guest's SGI from two vCPUs -> still latched, for the source that waits",
	.rule = POPULATE_SGI_KEEPS_OTHER_SOURCES, .gics = V2_GUEST,
	.irq = { SGI, USUAL, .pending_latch = true, .source = 0x06 }, .made = TRUTH_SGI,
	.written = LR_PENDING,
	.want = { WANT(PENDING_LATCH, 1) },
}, {
	.name = "GICv2 guest's SGI active from vCPU 1, sent by vCPU 2 -> active only, CPUID 1, EOI bit",
	.rule = POPULATE_NO_PENDING_ACTIVE_FOR_SGI_SOURCES, .gics = V2_GUEST,
	.irq = { SGI, USUAL, .pending_latch = true, .source = 0x04, .active = true,
		 .active_source = 1 },
	.made = TRUTH_ACKED | TRUTH_SGI,
	.written = LR_ACTIVE,
	.want = { WANT(LR_PENDING, 0), WANT(LR_ACTIVE, 1), WANT(LR_CPUID, 1), WANT(LR_EOI, 1),
		  WANT(SOURCE, 0x04), WANT(PENDING_LATCH, 1), WANT(ACTIVE_SOURCE, 1) },
}, {
	.name = "GICv2 guest's SGI active, not sent again -> active only, no EOI bit",
	.rule = POPULATE_SGI_MULTI_SOURCE_EOI, .gics = V2_GUEST,
	.irq = { SGI, USUAL, .active = true, .active_source = 1 }, .made = TRUTH_ACKED,
	.written = LR_ACTIVE,
	.want = { WANT(LR_EOI, 0), WANT(LR_CPUID, 1), WANT(LR_PENDING, 0), WANT(ACTIVE_SOURCE, 1) },
}, {
	.name = "GICv3 guest's SGI -> an edge interrupt without a source",
	.rule = POPULATE_LR_IDENTITY, .gics = TRUTH_V3,
	.irq = { SGI, USUAL, .pending_latch = true }, .made = TRUTH_SGI,
	.written = LR_PENDING,
	.want = { WANT(LR_VINTID, 5), WANT(LR_CPUID, 0), WANT(LR_EOI, 0), WANT(PENDING_LATCH, 0) },
},

/* --- fold: mapped level interrupts --- */
{
	.name = "mapped level PPI, un-acked, line still high -> sampled, pending again",
	.rule = FOLD_SAMPLES_UNACKED_MAPPED_LEVEL, .gics = ALL, .fold = true,
	.irq = { MAPPED_PPI, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING, .left = LR_PENDING, .line = true, .phys_active = true,
	.want = { WANT(LINE_LEVEL, 1), WANT(ASKED_IRQCHIP, 1), WANT(PENDING_LATCH, 0),
		  WANT(ACTIVE, 0) },
}, {
	.name = "mapped level PPI, un-acked, line still high -> physical interrupt stays active",
	.rule = FOLD_HIGH_SAMPLE_KEEPS_PHYSICAL_ACTIVE, .gics = ALL, .fold = true,
	.irq = { MAPPED_PPI, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING, .left = LR_PENDING, .line = true, .phys_active = true,
	.want = { WANT(PHYS_ACTIVE, 1), WANT(CLEARED_PHYS_ACTIVE, 0) },
}, {
	.name = "mapped level PPI, un-acked, line falls inside -> no longer pending",
	.rule = FOLD_SAMPLES_UNACKED_MAPPED_LEVEL, .gics = ALL, .fold = true,
	.irq = { MAPPED_PPI, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING, .left = LR_PENDING, .line = false, .phys_active = true,
	.want = { WANT(LINE_LEVEL, 0), WANT(ASKED_IRQCHIP, 1), WANT(PENDING_LATCH, 0) },
}, {
	.name = "mapped level PPI, un-acked, line falls inside -> physical active cleared",
	.rule = FOLD_LOW_SAMPLE_CLEARS_PHYSICAL_ACTIVE, .gics = ALL, .fold = true,
	.irq = { MAPPED_PPI, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING, .left = LR_PENDING, .line = false, .phys_active = true,
	.want = { WANT(CLEARED_PHYS_ACTIVE, 1), WANT(PHYS_ACTIVE, 0), WANT(HOST_DEAF, 0) },
}, {
	.name = "mapped level PPI with a callback, un-acked -> the device is asked, not the irqchip",
	.rule = FOLD_SAMPLE_SOURCE, .gics = ALL, .fold = true,
	.irq = { TIMER, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING, .left = LR_PENDING, .line = true, .phys_active = true,
	.want = { WANT(ASKED_IRQCHIP, 0), WANT(ASKED_CALLBACK, 1), WANT(LINE_LEVEL, 1) },
}, {
	.name = "mapped level SPI without a callback, un-acked -> the irqchip is asked",
	.rule = FOLD_SAMPLE_SOURCE, .gics = ALL, .fold = true,
	.irq = { MAPPED_SPI, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING, .left = LR_PENDING, .line = true, .phys_active = true,
	.want = { WANT(ASKED_CALLBACK, 0), WANT(ASKED_IRQCHIP, 1), WANT(LINE_LEVEL, 1) },
}, {
	.name = "mapped level PPI, acked, line still high -> active, the line is not asked for",
	.rule = FOLD_ACKED_NOT_SAMPLED, .gics = ALL, .fold = true,
	.irq = { TIMER, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING, .left = LR_ACTIVE, .line = true, .phys_active = true,
	.want = { WANT(ASKED_CALLBACK, 0), WANT(ASKED_IRQCHIP, 0), WANT(LINE_LEVEL, 0),
		  WANT(ACTIVE, 1), WANT(PHYS_ACTIVE, 1) },
}, {
	.name = "mapped level PPI, acked, line falls inside -> physical interrupt left alone",
	.rule = FOLD_ACKED_NOT_SAMPLED, .gics = ALL, .fold = true,
	.irq = { TIMER, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING, .left = LR_ACTIVE, .line = false, .phys_active = true,
	.want = { WANT(CLEARED_PHYS_ACTIVE, 0), WANT(PHYS_ACTIVE, 1), WANT(ASKED_CALLBACK, 0),
		  WANT(ACTIVE, 1) },
}, {
	.name = "mapped level PPI, acked and deactivated -> nothing to ask, nothing pending",
	.rule = FOLD_ACKED_NOT_SAMPLED, .gics = ALL, .fold = true,
	.irq = { TIMER, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING, .left = LR_EMPTY, .line = false, .phys_active = false,
	.want = { WANT(LINE_LEVEL, 0), WANT(ASKED_CALLBACK, 0), WANT(ACTIVE, 0),
		  WANT(PENDING_LATCH, 0), WANT(PHYS_ACTIVE, 0) },
}, {
	.name = "mapped level PPI, active with its line noted, deactivated, line low -> sampled low",
	.rule = FOLD_DEACTIVATED_WITH_LINE_SAMPLES, .gics = ALL, .fold = true,
	.irq = { TIMER, USUAL, .line_level = true, .active = true },
	.made = TRUTH_ACKED | TRUTH_LINE,
	.written = LR_ACTIVE, .left = LR_EMPTY, .line = false, .phys_active = false,
	.want = { WANT(LINE_LEVEL, 0), WANT(ASKED_CALLBACK, 1), WANT(ACTIVE, 0),
		  WANT(PHYS_ACTIVE, 0) },
}, {
	.name = "mapped level PPI, active with its line noted, deactivated, line high -> pending again",
	.rule = FOLD_DEACTIVATED_WITH_LINE_SAMPLES, .gics = ALL, .fold = true,
	.irq = { TIMER, USUAL, .line_level = true, .active = true },
	.made = TRUTH_ACKED | TRUTH_LINE,
	.written = LR_ACTIVE, .left = LR_EMPTY, .line = true, .phys_active = false,
	.want = { WANT(LINE_LEVEL, 1), WANT(ASKED_CALLBACK, 1), WANT(ACTIVE, 0) },
}, {
	.name = "mapped level PPI, active with its line noted, still active -> not sampled",
	.rule = FOLD_ACKED_NOT_SAMPLED, .gics = ALL, .fold = true,
	.irq = { TIMER, USUAL, .line_level = true, .active = true },
	.made = TRUTH_ACKED | TRUTH_LINE,
	.written = LR_ACTIVE, .left = LR_ACTIVE, .line = false, .phys_active = true,
	.want = { WANT(LINE_LEVEL, 1), WANT(ASKED_CALLBACK, 0), WANT(ACTIVE, 1),
		  WANT(PHYS_ACTIVE, 1) },
}, {
	.name = "mapped level PPI, soft-pending, un-acked, line low -> still soft-pending",
	.rule = FOLD_SOFT_PENDING_NOT_LOST, .gics = ALL, .fold = true,
	.irq = { MAPPED_PPI, USUAL, .pending_latch = true }, .made = TRUTH_SOFT,
	.written = LR_PENDING, .left = LR_PENDING, .line = false, .phys_active = true,
	.want = { WANT(PENDING_LATCH, 1), WANT(LINE_LEVEL, 0), WANT(PHYS_ACTIVE, 0) },
}, {
	.name = "mapped level PPI, soft-pending, acked and deactivated -> latch cleared",
	.rule = FOLD_ACKED_LEVEL_CLEARS_LATCH, .gics = ALL, .fold = true,
	.irq = { MAPPED_PPI, USUAL, .pending_latch = true }, .made = TRUTH_SOFT,
	.written = LR_PENDING, .left = LR_EMPTY, .line = false, .phys_active = false,
	.want = { WANT(PENDING_LATCH, 0), WANT(LINE_LEVEL, 0), WANT(ASKED_IRQCHIP, 0) },
}, {
	.name = "mapped level SPI, deactivated -> the ack notifier is not told",
	.rule = FOLD_NOTIFIES_EOI_OF_UNMAPPED_LEVEL_SPI, .gics = ALL, .fold = true,
	.irq = { MAPPED_SPI, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING, .left = LR_EMPTY, .line = false, .phys_active = false,
	.want = { WANT(ACK_NOTICES, 0) },
},

/* --- fold: software resampling --- */
{
	.name = "timer on a GIC that ignores the HW bit, un-acked, line high -> not sampled",
	.rule = FOLD_SW_RESAMPLE_NOT_SAMPLED, .gics = ALL, .fold = true,
	.irq = { SW_TIMER, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING, .left = LR_PENDING, .line = true, .phys_active = true,
	.want = { WANT(ASKED_CALLBACK, 0), WANT(ASKED_IRQCHIP, 0), WANT(LINE_LEVEL, 0) },
}, {
	.name = "timer on a GIC that ignores the HW bit, un-acked -> physical active cleared, the host hears the line again",
	.rule = FOLD_SW_RESAMPLE_DEACTIVATES, .gics = ALL, .fold = true,
	.irq = { SW_TIMER, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING, .left = LR_PENDING, .line = true, .phys_active = true,
	.want = { WANT(CLEARED_PHYS_ACTIVE, 1), WANT(PHYS_ACTIVE, 0), WANT(PENDING_LATCH, 0) },
}, {
	.name = "timer on a GIC that ignores the HW bit, acked -> physical interrupt stays active",
	.rule = FOLD_SW_RESAMPLE_DEACTIVATES, .gics = ALL, .fold = true,
	.irq = { SW_TIMER, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING, .left = LR_ACTIVE, .line = true, .phys_active = true,
	.want = { WANT(CLEARED_PHYS_ACTIVE, 0), WANT(PHYS_ACTIVE, 1), WANT(ACTIVE, 1) },
}, {
	.name = "timer on a GIC that ignores the HW bit, deactivated -> physical active cleared",
	.rule = FOLD_SW_RESAMPLE_DEACTIVATES, .gics = ALL, .fold = true,
	.irq = { SW_TIMER, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING, .left = LR_EMPTY, .line = false, .phys_active = true,
	.want = { WANT(CLEARED_PHYS_ACTIVE, 1), WANT(PHYS_ACTIVE, 0), WANT(ACTIVE, 0) },
}, {
	.name = "timer on a GIC that ignores the HW bit, soft-pending, un-acked -> physical interrupt stays active",
	.rule = FOLD_SW_RESAMPLE_DEACTIVATES, .gics = ALL, .fold = true,
	.irq = { SW_TIMER, USUAL, .line_level = true, .pending_latch = true },
	.made = TRUTH_LINE | TRUTH_SOFT,
	.written = LR_PENDING, .left = LR_PENDING, .line = true, .phys_active = true,
	.want = { WANT(CLEARED_PHYS_ACTIVE, 0), WANT(PHYS_ACTIVE, 1), WANT(PENDING_LATCH, 1) },
},

/* --- fold: unmapped level interrupts --- */
{
	.name = "unmapped level SPI, un-acked, line falls inside -> no longer pending",
	.rule = FOLD_LEVEL_PENDING_NOT_KEPT, .gics = ALL, .fold = true,
	.irq = { LEVEL_SPI, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING, .left = LR_PENDING, .line = false,
	.want = { WANT(PENDING_LATCH, 0), WANT(LINE_LEVEL, 0), WANT(ACTIVE, 0),
		  WANT(ACK_NOTICES, 0) },
}, {
	.name = "unmapped level SPI, un-acked, line high -> KVM's copy stays high, nobody is asked",
	.rule = FOLD_KEEPS_UNMAPPED_LINE, .gics = ALL, .fold = true,
	.irq = { LEVEL_SPI, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING, .left = LR_PENDING, .line = true,
	.want = { WANT(LINE_LEVEL, 1), WANT(PENDING_LATCH, 0), WANT(ASKED_IRQCHIP, 0),
		  WANT(ASKED_CALLBACK, 0) },
}, {
	.name = "unmapped level SPI, acked -> active, the ack notifier not told yet",
	.rule = FOLD_ACTIVE_FOLLOWS_LR, .gics = ALL, .fold = true,
	.irq = { LEVEL_SPI, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING, .left = LR_ACTIVE, .line = true,
	.want = { WANT(ACTIVE, 1), WANT(ACK_NOTICES, 0), WANT(LINE_LEVEL, 1) },
}, {
	.name = "unmapped level SPI 33, acked and deactivated -> the ack notifier is told of pin 1, once",
	.rule = FOLD_NOTIFIES_EOI_OF_UNMAPPED_LEVEL_SPI, .gics = ALL, .fold = true,
	.irq = { LEVEL_SPI, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING, .left = LR_EMPTY, .line = true,
	.want = { WANT(ACK_NOTICES, 1), WANT(ACK_PIN, 1), WANT(ACTIVE, 0), WANT(LINE_LEVEL, 1) },
}, {
	.name = "unmapped level SPI, acked earlier, deactivated -> told without irq_lock or ap_list_lock",
	.rule = FOLD_NOTIFIES_WITHOUT_LOCKS, .gics = ALL, .fold = true,
	.irq = { LEVEL_SPI, USUAL, .line_level = true, .active = true },
	.made = TRUTH_LINE | TRUTH_ACKED,
	.written = LR_ACTIVE, .left = LR_EMPTY, .line = true,
	.want = { WANT(ACK_LOCKS, 0), WANT(ACK_NOTICES, 1), WANT(ACK_PIN, 1), WANT(LINE_LEVEL, 1) },
}, {
	.name = "unmapped level PPI, deactivated -> the ack notifier is not told",
	.rule = FOLD_NOTIFIES_EOI_OF_UNMAPPED_LEVEL_SPI, .gics = ALL, .fold = true,
	.irq = { LEVEL_PPI, USUAL, .line_level = true }, .made = TRUTH_LINE,
	.written = LR_PENDING, .left = LR_EMPTY, .line = true,
	.want = { WANT(ACK_NOTICES, 0), WANT(LINE_LEVEL, 1) },
}, {
	.name = "unmapped level SPI, soft-pending, acked and deactivated -> latch cleared",
	.rule = FOLD_ACKED_LEVEL_CLEARS_LATCH, .gics = ALL, .fold = true,
	.irq = { LEVEL_SPI, USUAL, .pending_latch = true }, .made = TRUTH_SOFT,
	.written = LR_PENDING, .left = LR_EMPTY, .line = false,
	.want = { WANT(PENDING_LATCH, 0), WANT(ACTIVE, 0), WANT(ACK_NOTICES, 1) },
}, {
	.name = "unmapped level SPI, soft-pending, un-acked -> still soft-pending",
	.rule = FOLD_SOFT_PENDING_NOT_LOST, .gics = ALL, .fold = true,
	.irq = { LEVEL_SPI, USUAL, .pending_latch = true }, .made = TRUTH_SOFT,
	.written = LR_PENDING, .left = LR_PENDING, .line = false,
	.want = { WANT(PENDING_LATCH, 1), WANT(LINE_LEVEL, 0) },
}, {
	.name = "unmapped level SPI, made soft-pending while active, deactivated -> still soft-pending",
	.rule = FOLD_SOFT_PENDING_NOT_LOST, .gics = ALL, .fold = true,
	.irq = { LEVEL_SPI, USUAL, .pending_latch = true, .active = true },
	.made = TRUTH_ACKED | TRUTH_SOFT,
	.written = LR_ACTIVE, .left = LR_EMPTY, .line = false,
	.want = { WANT(PENDING_LATCH, 1), WANT(ACTIVE, 0), WANT(ACK_NOTICES, 1) },
}, {
	.name = "unmapped level SPI, soft-pending, acked in an earlier run, deactivated -> latch cleared",
	.rule = FOLD_ACKED_LEVEL_CLEARS_LATCH, .gics = ALL, .fold = true,
	.irq = { LEVEL_SPI, USUAL, .pending_latch = true, .active = true,
		 .latch_age = SPEC_LATCH_ACKED },
	.made = TRUTH_SOFT | TRUTH_ACKED,
	.written = LR_ACTIVE, .left = LR_EMPTY, .line = false,
	.want = { WANT(PENDING_LATCH, 0), WANT(ACTIVE, 0), WANT(ACK_NOTICES, 1) },
},

/* --- fold: edge interrupts --- */
{
	.name = "edge SPI, un-acked -> latched again",
	.rule = FOLD_EDGE_PENDING_KEPT, .gics = ALL, .fold = true,
	.irq = { EDGE_SPI, USUAL, .pending_latch = true }, .made = TRUTH_EDGE,
	.written = LR_PENDING, .left = LR_PENDING,
	.want = { WANT(PENDING_LATCH, 1), WANT(ACTIVE, 0) },
}, {
	.name = "edge SPI, acked -> active, no longer latched",
	.rule = FOLD_EDGE_ACKED_NOT_PENDING, .gics = ALL, .fold = true,
	.irq = { EDGE_SPI, USUAL, .pending_latch = true }, .made = TRUTH_EDGE,
	.written = LR_PENDING, .left = LR_ACTIVE,
	.want = { WANT(PENDING_LATCH, 0), WANT(ACTIVE, 1) },
}, {
	.name = "edge SPI, acked and deactivated, another edge inside -> that one is latched",
	.rule = FOLD_EDGE_ACKED_NOT_PENDING, .gics = ALL, .fold = true,
	.irq = { EDGE_SPI, USUAL, .pending_latch = true }, .made = TRUTH_EDGE,
	.written = LR_PENDING, .left = LR_EMPTY, .edge_inside = true,
	.want = { WANT(PENDING_LATCH, 1), WANT(ACTIVE, 0), WANT(ACK_NOTICES, 0) },
}, {
	.name = "edge SPI, pending and active, deactivated -> pending only",
	.rule = FOLD_EDGE_PENDING_KEPT, .gics = ALL, .fold = true,
	.irq = { EDGE_SPI, USUAL, .pending_latch = true, .active = true },
	.made = TRUTH_ACKED | TRUTH_EDGE,
	.written = LR_PENDING_ACTIVE, .left = LR_PENDING,
	.want = { WANT(PENDING_LATCH, 1), WANT(ACTIVE, 0) },
}, {
	.name = "edge SPI, pending and active, both handled -> nothing remains",
	.rule = FOLD_EDGE_ACKED_NOT_PENDING, .gics = ALL, .fold = true,
	.irq = { EDGE_SPI, USUAL, .pending_latch = true, .active = true },
	.made = TRUTH_ACKED | TRUTH_EDGE,
	.written = LR_PENDING_ACTIVE, .left = LR_EMPTY,
	.want = { WANT(PENDING_LATCH, 0), WANT(ACTIVE, 0) },
}, {
	.name = "mapped edge SPI, un-acked -> latched again, nothing sampled, physical interrupt stays active",
	.rule = FOLD_SAMPLES_MAPPED_LEVEL_ONLY, .gics = ALL, .fold = true,
	.irq = { MAPPED_EDGE, USUAL, .pending_latch = true }, .made = TRUTH_EDGE,
	.written = LR_PENDING, .left = LR_PENDING, .line = false, .phys_active = true,
	.want = { WANT(CLEARED_PHYS_ACTIVE, 0), WANT(ASKED_IRQCHIP, 0), WANT(PHYS_ACTIVE, 1),
		  WANT(PENDING_LATCH, 1) },
}, {
	.name = "mapped edge SPI, acked and deactivated -> the hardware has deactivated the physical one",
	.rule = HOST_NEXT_EDGE_HEARD, .gics = ALL, .fold = true,
	.irq = { MAPPED_EDGE, USUAL, .pending_latch = true }, .made = TRUTH_EDGE,
	.written = LR_PENDING, .left = LR_EMPTY, .line = false, .phys_active = false,
	.want = { WANT(HOST_DEAF, 0), WANT(SET_PHYS_ACTIVE, 0), WANT(PHYS_ACTIVE, 0),
		  WANT(PENDING_LATCH, 0) },
},

/* --- fold: a GICv2 guest's SGIs --- */
{
	.name = "GICv2 guest's SGI from two vCPUs, un-acked -> pending from both again",
	.rule = FOLD_SGI_SOURCE_KEPT, .gics = V2_GUEST, .fold = true,
	.irq = { SGI, USUAL, .pending_latch = true, .source = 0x06 }, .made = TRUTH_SGI,
	.written = LR_PENDING, .left = LR_PENDING,
	.want = { WANT(SOURCE, 0x06), WANT(PENDING_LATCH, 1), WANT(ACTIVE, 0) },
}, {
	.name = "GICv2 guest's SGI from vCPU 2, acked -> active, its sender remembered",
	.rule = FOLD_SGI_ACTIVE_SOURCE, .gics = V2_GUEST, .fold = true,
	.irq = { SGI, USUAL, .pending_latch = true, .source = 0x04 }, .made = TRUTH_SGI,
	.written = LR_PENDING, .left = LR_ACTIVE,
	.want = { WANT(ACTIVE_SOURCE, 2), WANT(ACTIVE, 1), WANT(SOURCE, 0),
		  WANT(PENDING_LATCH, 0) },
}, {
	.name = "GICv2 guest's SGI active from vCPU 1, sent by vCPU 2, deactivated -> pending from vCPU 2, nobody told",
	.rule = FOLD_SGI_SOURCE_KEPT, .gics = V2_GUEST, .fold = true,
	.irq = { SGI, USUAL, .pending_latch = true, .source = 0x04, .active = true,
		 .active_source = 1 },
	.made = TRUTH_ACKED | TRUTH_SGI,
	.written = LR_ACTIVE, .left = LR_EMPTY,
	.want = { WANT(SOURCE, 0x04), WANT(PENDING_LATCH, 1), WANT(ACTIVE, 0),
		  WANT(ACK_NOTICES, 0) },
},
};

const unsigned int truth_rows = sizeof(truth_table) / sizeof(truth_table[0]);

struct spec_machine truth_machine(unsigned int gic)
{
	return (struct spec_machine){
		.host = gic == TRUTH_V2 ? VGIC_GICV2 : VGIC_GICV3,
		.guest = gic == TRUTH_V3 ? VGIC_GICV3 : VGIC_GICV2,
	};
}

struct spec_fold_in truth_fold_in(const struct truth_row *row,
				  const struct spec_populate *populated)
{
	struct spec_fold_in in = {
		.irq = populated->after,
		.written = populated->lr,
		.left = populated->lr,
		.line = row->line,
		.phys_active = row->phys_active,
	};

	lr_set_state(&in.left, row->left);
	if (row->edge_inside)
		in.irq.pending_latch = true;
	if (!row->irq.hw && row->irq.level) {
		in.irq.line_level = row->line;
		in.line = false;
	}
	return in;
}
