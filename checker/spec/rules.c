// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules in words. Sources: docs/design.md n is section n of that file; IHI 0048B is the GICv2
 * architecture, IHI 0069 that of GICv3 and v4;
 * arm-vgic-v3.rst is in the kernel's Documentation/virt/kvm/devices.
 */
#include <string.h>

#include "checker/spec/rules.h"

static const struct rule rules[SPEC_NR_RULES] = {
[RULE_NONE] = { "none", "No rule.", "-" },

[POPULATE_NEEDS_LR] = {
	"populate-needs-lr",
	"An interrupt is put into a list register exactly when it is active, or enabled and pending.",
	"docs/design.md 5 (nothing lost, nothing spurious); IHI 0048B 3.2.4",
},
[POPULATE_LR_IDENTITY] = {
	"populate-lr-identity",
	"The list register names the interrupt by its INTID, once, with every reserved bit zero.",
	"IHI 0048B 5.3 GICH_LRn.VirtualID; IHI 0069 ICH_LR<n>_EL2.vINTID",
},
[POPULATE_PENDING] = {
	"populate-pending",
	"The list register is pending when the interrupt is: an edge that was latched, a level whose line is high or that was made pending by software.",
	"IHI 0048B 3.2.4 and 4.3.7 GICD_ISPENDRn; arm-vgic-v3.rst GRP_DIST_REGS",
},
[POPULATE_DISABLED_NOT_PENDING] = {
	"populate-disabled-not-pending",
	"An active interrupt that the guest has disabled is not made pending in the list register: it stays pending in the distributor until it is enabled.",
	"IHI 0048B 4.3.6 GICD_ICENABLERn (a disabled interrupt is not forwarded); docs/design.md 5 (nothing spurious)",
},
[POPULATE_ACTIVE] = {
	"populate-active",
	"The list register is active exactly when the interrupt is; populate does not change that.",
	"IHI 0048B 5.3 GICH_LRn.State; IHI 0069 ICH_LR<n>_EL2.State",
},
[POPULATE_NO_PENDING_ACTIVE_FOR_HW] = {
	"populate-no-pending-active-for-hw",
	"A list register with the HW bit is never pending and active: the deactivation would reach the physical interrupt while the next one is pending already.",
	"docs/design.md 4; IHI 0048B 5.3 GICH_LRn.State and IHI 0069 ICH_LR<n>_EL2.State (pending and active only for interrupts that software originates)",
},
[POPULATE_NO_PENDING_ACTIVE_FOR_LEVEL] = {
	"populate-no-pending-active-for-level",
	"A level interrupt is never written pending and active: its line may fall before the guest deactivates it, and the pending bit would then be spurious.",
	"docs/design.md 4; IHI 0048B 3.2.4 (level: pending follows the input)",
},
[POPULATE_NO_PENDING_ACTIVE_FOR_SGI_SOURCES] = {
	"populate-no-pending-active-for-sgi-sources",
	"An SGI that is active from one source is not made pending from another in the same list register: it has one CPUID field, and a second list register with that INTID is forbidden.",
	"docs/design.md 4; IHI 0048B 5.3 GICH_LRn.CPUID and VirtualID",
},
[POPULATE_HW_LINK] = {
	"populate-hw-link",
	"A mapped interrupt has HW=1 and its physical INTID, so that the guest's deactivation deactivates the physical interrupt; an unmapped one has HW=0.",
	"docs/design.md 4; IHI 0048B 5.3 GICH_LRn.HW, PhysicalID; IHI 0069 ICH_LR<n>_EL2.HW, pINTID",
},
[POPULATE_SW_RESAMPLE_WITHOUT_HW] = {
	"populate-sw-resample-without-hw",
	"A mapped interrupt that needs software resampling has HW=0: this GIC would not deactivate the physical interrupt.",
	"docs/design.md 4 (software resampling)",
},
[POPULATE_EOI_FOR_LEVEL] = {
	"populate-eoi-for-level",
	"A level interrupt without HW asks for a maintenance interrupt on deactivation: its line may still be high, and somebody may wait for the EOI.",
	"docs/design.md 4; IHI 0048B 5.3 GICH_LRn.EOI; IHI 0069 ICH_LR<n>_EL2.EOI",
},
[POPULATE_NO_EOI_FOR_EDGE] = {
	"populate-no-eoi-for-edge",
	"An edge interrupt does not ask for a maintenance interrupt: nothing is left to do when it is deactivated.",
	"docs/design.md 4; IHI 0048B 5.3 GICH_LRn.EOI",
},
[POPULATE_GROUP] = {
	"populate-group",
	"The list register has the interrupt's group.",
	"IHI 0048B 4.3.4 GICD_IGROUPRn, 5.3 GICH_LRn.Grp1; IHI 0069 ICH_LR<n>_EL2.Group",
},
[POPULATE_PRIORITY] = {
	"populate-priority",
	"The list register has the interrupt's priority, on a GICv2 host its upper five bits.",
	"IHI 0048B 5.3 GICH_LRn.Priority; IHI 0069 ICH_LR<n>_EL2.Priority",
},
[POPULATE_SGI_SOURCE] = {
	"populate-sgi-source",
	"A GICv2 guest's SGI carries the CPU that sent it: one of the pending sources, or the source of the active one.",
	"IHI 0048B 4.4.4 GICC_IAR.CPUID, 5.3 GICH_LRn.CPUID; IHI 0069 ICH_LR<n>_EL2.vINTID (note)",
},
[POPULATE_SGI_MULTI_SOURCE_EOI] = {
	"populate-sgi-multi-source-eoi",
	"A GICv2 guest's SGI asks for a maintenance interrupt exactly while sources remain that are not in the list register.",
	"docs/design.md 5 (nothing forgotten); IHI 0048B 5.3 GICH_LRn.EOI",
},
[POPULATE_SGI_KEEPS_OTHER_SOURCES] = {
	"populate-sgi-keeps-other-sources",
	"Only the source that is in the list register as pending stops being pending in the distributor.",
	"IHI 0048B 4.3.16 GICD_CPENDSGIRn, 4.3.17 GICD_SPENDSGIRn (pending per source)",
},
[POPULATE_LOWERS_MAPPED_LEVEL] = {
	"populate-lowers-mapped-level",
	"When a mapped level interrupt is written pending, KVM's copy of its line is lowered, so that the next observed edge can be injected and no stale one is.",
	"docs/design.md 4, rule 1",
},
[POPULATE_KEEPS_LINE_LEVEL] = {
	"populate-keeps-line-level",
	"The line belongs to the device: populate lowers KVM's copy only for a mapped level interrupt that it writes pending.",
	"docs/design.md 4, rule 1; arm-vgic-v3.rst GRP_LEVEL_INFO",
},
[POPULATE_CONSUMES_EDGE_LATCH] = {
	"populate-consumes-edge-latch",
	"An edge that is pending in the list register is no longer latched, or it would be delivered again.",
	"IHI 0048B 3.2.4; arm-vgic-v3.rst GRP_DIST_REGS",
},
[POPULATE_KEEPS_UNSENT_EDGE] = {
	"populate-keeps-unsent-edge",
	"An edge that is not pending in the list register stays latched.",
	"IHI 0048B 3.2.4; docs/design.md 5 (nothing lost)",
},
[POPULATE_KEEPS_SOFT_PENDING] = {
	"populate-keeps-soft-pending",
	"A level interrupt's pending latch stays until the guest has acknowledged it.",
	"IHI 0048B 4.3.7 GICD_ISPENDRn; arm-vgic-v3.rst GRP_DIST_REGS; docs/design.md 4",
},
[POPULATE_UNSENT_UNCHANGED] = {
	"populate-unsent-unchanged",
	"An interrupt that is not put into a list register does not change.",
	"docs/design.md 5 (nothing lost)",
},

[FOLD_ACTIVE_FOLLOWS_LR] = {
	"fold-active-follows-lr",
	"After the exit the interrupt is active exactly when its list register is.",
	"IHI 0048B 5.3 GICH_LRn.State; IHI 0069 ICH_LR<n>_EL2.State",
},
[FOLD_EDGE_PENDING_KEPT] = {
	"fold-edge-pending-kept",
	"An edge whose list register is still pending was not acknowledged and is latched again.",
	"docs/design.md 4; IHI 0048B 3.2.4",
},
[FOLD_EDGE_ACKED_NOT_PENDING] = {
	"fold-edge-acked-not-pending",
	"An edge whose list register is no longer pending was acknowledged: only one that came since is latched.",
	"IHI 0048B 3.2.4; arm-vgic-v3.rst GRP_DIST_REGS",
},
[FOLD_SGI_SOURCE_KEPT] = {
	"fold-sgi-source-kept",
	"A GICv2 guest's SGI whose list register is still pending is pending again from the source in it; sources that wait stay.",
	"IHI 0048B 4.3.17 GICD_SPENDSGIRn (pending per source)",
},
[FOLD_SGI_ACTIVE_SOURCE] = {
	"fold-sgi-active-source",
	"Who sent a GICv2 guest's active SGI is remembered: the guest writes that CPUID back when it ends it.",
	"IHI 0048B 4.4.5 GICC_EOIR.CPUID",
},
[FOLD_LEVEL_PENDING_NOT_KEPT] = {
	"fold-level-pending-not-kept",
	"A level interrupt's pending bit is not latched on fold: whether it is still pending is for its line to say.",
	"docs/design.md 4; IHI 0048B 3.2.4 (level: pending follows the input)",
},
[FOLD_ACKED_LEVEL_CLEARS_LATCH] = {
	"fold-acked-level-clears-latch",
	"The guest's acknowledge ends a level interrupt's soft-pending state: the latch is clear at the latest when the list register comes back neither pending nor active.",
	"docs/design.md 4; IHI 0048B 4.3.7 GICD_ISPENDRn; arm-vgic-v3.rst GRP_DIST_REGS",
},
[FOLD_SOFT_PENDING_NOT_LOST] = {
	"fold-soft-pending-not-lost",
	"A level interrupt that software made pending stays pending until it is acknowledged, a deactivation in between notwithstanding.",
	"IHI 0048B 3.2.4 (active and pending to pending), 4.3.7 GICD_ISPENDRn; arm-vgic-v3.rst GRP_DIST_REGS",
},
[FOLD_KEEPS_UNMAPPED_LINE] = {
	"fold-keeps-unmapped-line",
	"Fold does not change the line of an interrupt that is not mapped: the device tells when it does.",
	"arm-vgic-v3.rst GRP_LEVEL_INFO",
},
[FOLD_SAMPLES_UNACKED_MAPPED_LEVEL] = {
	"fold-samples-unacked-mapped-level",
	"A mapped level interrupt whose list register is still pending was not acknowledged: its physical line is sampled, and the sample becomes KVM's copy of the line.",
	"docs/design.md 4, rule 2",
},
[FOLD_LOW_SAMPLE_CLEARS_PHYSICAL_ACTIVE] = {
	"fold-low-sample-clears-physical-active",
	"When the sample is low the physical interrupt is deactivated, or nobody would hear its next edge.",
	"docs/design.md 4, rule 3",
},
[FOLD_HIGH_SAMPLE_KEEPS_PHYSICAL_ACTIVE] = {
	"fold-high-sample-keeps-physical-active",
	"When the sample is high the physical interrupt stays active: it is still the guest's to deactivate, and the host would be interrupted at once.",
	"docs/design.md 4, rules 2 and 3",
},
[FOLD_SAMPLE_SOURCE] = {
	"fold-sample-source",
	"The line is sampled by asking the in-kernel device's callback when there is one, else the irqchip.",
	"docs/design.md 4, rule 4",
},
[FOLD_ACKED_NOT_SAMPLED] = {
	"fold-acked-not-sampled",
	"A mapped interrupt that the guest acknowledged is folded without sampling or touching the physical interrupt, whose state is the hardware's business.",
	"docs/design.md 4, rules 5 and 6",
},
[FOLD_DEACTIVATED_WITH_LINE_SAMPLES] = {
	"fold-deactivated-with-line-samples",
	"When a mapped level interrupt was deactivated while KVM's copy of its line is high, the line is sampled, or the stale copy is delivered.",
	"docs/design.md 4, rule 5",
},
[FOLD_SW_RESAMPLE_NOT_SAMPLED] = {
	"fold-sw-resample-not-sampled",
	"A mapped interrupt that needs software resampling is not sampled on fold: deactivating the physical interrupt makes the host hear a line that is high.",
	"docs/design.md 4 (software resampling)",
},
[FOLD_SW_RESAMPLE_DEACTIVATES] = {
	"fold-sw-resample-deactivates",
	"For a mapped interrupt that needs software resampling, fold deactivates the physical interrupt exactly when the virtual one is neither active nor latched pending.",
	"docs/design.md 4 (software resampling)",
},
[FOLD_SAMPLES_MAPPED_LEVEL_ONLY] = {
	"fold-samples-mapped-level-only",
	"Fold neither samples nor deactivates a physical interrupt for an edge or an unmapped interrupt.",
	"docs/design.md 4, rules 2 and 3",
},
[HOST_NEXT_EDGE_HEARD] = {
	"host-next-edge-heard",
	"After fold a physical interrupt is active only while the virtual one is active or pending: else no deactivation would follow and its next edge is never heard.",
	"docs/design.md 4 and 5 (host side)",
},

[FOLD_NOTIFIES_EOI_OF_UNMAPPED_LEVEL_SPI] = {
	"fold-notifies-eoi-of-unmapped-level-spi",
	"The ack notifier is told once, with the pin, when an unmapped level SPI was deactivated in its list register, and of nothing else.",
	"docs/design.md 5 (host side)",
},
[FOLD_NOTIFIES_WITHOUT_LOCKS] = {
	"fold-notifies-without-locks",
	"No irq_lock and no ap_list_lock is held while the ack notifier runs: it may inject, which takes both.",
	"docs/design.md 6",
},

[HOST_OWN_INTERRUPT_ONLY] = {
	"host-own-interrupt-only",
	"Of the host's interrupts only the one behind this one is asked about and changed, and of it only the active state is changed.",
	"docs/design.md 4, rules 2 to 5",
},
[ENTRY_INTERFACE_ENABLED] = {
	"entry-interface-enabled",
	"While a list register holds an interrupt the virtual CPU interface is enabled, or the guest is never interrupted.",
	"IHI 0048B 5.3.1 GICH_HCR.En; IHI 0069 ICH_HCR_EL2.En",
},
[EXIT_EMPTIES_LIST_REGISTERS] = {
	"exit-empties-list-registers",
	"After an exit no list register holds an interrupt: the next entry writes only those that it needs.",
	"IHI 0048B 5.3 GICH_LRn, IHI 0069 ICH_LR<n>_EL2 (what a list register holds is presented to whoever runs)",
},
};

const struct rule *spec_rule(enum spec_rule rule)
{
	return &rules[(unsigned int)rule < SPEC_NR_RULES ? rule : RULE_NONE];
}

enum spec_rule spec_rule_find(const char *name)
{
	unsigned int i;

	for (i = RULE_NONE + 1; i < SPEC_NR_RULES; i++)
		if (rules[i].name && !strcmp(rules[i].name, name))
			return i;
	return RULE_NONE;
}
