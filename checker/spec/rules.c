// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules in words. Sources: docs/design.md n is section n of that file; IHI 0048B is the GICv2
 * architecture, IHI 0069 that of GICv3 and v4;
 * arm-vgic-v3.rst is in the kernel's Documentation/virt/kvm/devices.
 */
#include <string.h>

#include "checker/spec/rules.h"

LISTED static const struct rule rules[SPEC_NR_RULES] = {
[POPULATE_NEEDS_LR] = {
	"populate-needs-lr",
	"An interrupt is put into a list register exactly when it is active, or enabled and pending.",
	"docs/design.md 5 (nothing lost, nothing spurious); IHI 0048B 3.2.4",
	"Not in one: the interrupt never arrives, and a guest that waits for it hangs. In one without reason: it is interrupted for nothing.",
},
[POPULATE_LR_IDENTITY] = {
	"populate-lr-identity",
	"The list register names the interrupt by its INTID, once, with every reserved bit zero.",
	"IHI 0048B 5.3 GICH_LRn.VirtualID; IHI 0069 ICH_LR<n>_EL2.vINTID",
	"It is interrupted by another device than the one that called, or twice; or the hardware does what nobody can foretell.",
},
[POPULATE_PENDING] = {
	"populate-pending",
	"The list register is pending when the interrupt is: an edge that was latched, a level whose line is high or that was made pending by software.",
	"IHI 0048B 3.2.4 and 4.3.7 GICD_ISPENDRn; arm-vgic-v3.rst GRP_DIST_REGS",
	"The interrupt never arrives, and a guest that waits for it hangs; or it arrives without a cause.",
},
[POPULATE_DISABLED_NOT_PENDING] = {
	"populate-disabled-not-pending",
	"An active interrupt that the guest has disabled is not made pending in the list register: it stays pending in the distributor until it is enabled.",
	"IHI 0048B 4.3.6 GICD_ICENABLERn (a disabled interrupt is not forwarded); docs/design.md 5 (nothing spurious)",
	"An interrupt that it has disabled in its handler comes all the same, right after the EOI.",
},
[POPULATE_ACTIVE] = {
	"populate-active",
	"The list register is active exactly when the interrupt is; populate does not change that.",
	"IHI 0048B 5.3 GICH_LRn.State; IHI 0069 ICH_LR<n>_EL2.State",
	"Active without its acknowledge: the interrupt is blocked for ever. Not active after it: the handler is entered again before its EOI, and that EOI deactivates nothing.",
},
[POPULATE_NO_PENDING_ACTIVE_FOR_HW] = {
	"populate-no-pending-active-for-hw",
	"A list register with the HW bit is never pending and active: the deactivation would reach the physical interrupt while the next one is pending already.",
	"docs/design.md 4; IHI 0048B 5.3 GICH_LRn.State and IHI 0069 ICH_LR<n>_EL2.State (pending and active only for interrupts that software originates)",
	"Right after its EOI it gets the interrupt once more though the line may have fallen: a spurious timer tick; the second EOI reaches a physical interrupt that has gone on without it.",
},
[POPULATE_NO_PENDING_ACTIVE_FOR_LEVEL] = {
	"populate-no-pending-active-for-level",
	"A level interrupt is never written pending and active: its line may fall before the guest deactivates it, and the pending bit would then be spurious.",
	"docs/design.md 4; IHI 0048B 3.2.4 (level: pending follows the input)",
	"Right after its EOI it gets the interrupt once more though its handler has quieted the device: spurious, \"nobody cared\".",
},
[POPULATE_NO_PENDING_ACTIVE_FOR_SGI_SOURCES] = {
	"populate-no-pending-active-for-sgi-sources",
	"An SGI that is active from one source is not made pending from another in the same list register: it has one CPUID field, and a second list register with that INTID is forbidden.",
	"docs/design.md 4; IHI 0048B 5.3 GICH_LRn.CPUID and VirtualID",
	"An inter-processor interrupt is taken for that of another CPU, or one is lost: a CPU waits for an answer that never comes.",
},
[POPULATE_HW_LINK] = {
	"populate-hw-link",
	"A mapped interrupt has HW=1 and its physical INTID, so that the guest's deactivation deactivates the physical interrupt; an unmapped one has HW=0.",
	"docs/design.md 4; IHI 0048B 5.3 GICH_LRn.HW, PhysicalID; IHI 0069 ICH_LR<n>_EL2.HW, pINTID",
	"Its deactivation does not reach the physical interrupt, which stays active: the host never hears the device (a timer, say) again, and the guest hangs. Or it deactivates somebody else's.",
},
[POPULATE_SW_RESAMPLE_WITHOUT_HW] = {
	"populate-sw-resample-without-hw",
	"A mapped interrupt that needs software resampling has HW=0: this GIC would not deactivate the physical interrupt.",
	"docs/design.md 4 (software resampling)",
	"Neither hardware nor KVM deactivates the physical interrupt: the device (a timer, say) fires once and never again.",
},
[POPULATE_EOI_FOR_LEVEL] = {
	"populate-eoi-for-level",
	"A level interrupt without HW asks for a maintenance interrupt on deactivation: its line may still be high, and somebody may wait for the EOI.",
	"docs/design.md 4; IHI 0048B 5.3 GICH_LRn.EOI; IHI 0069 ICH_LR<n>_EL2.EOI",
	"A device whose line is still high after the EOI is served only at the next exit, whenever that is; with VFIO's INTx the device stays masked.",
},
[POPULATE_NO_EOI_FOR_EDGE] = {
	"populate-no-eoi-for-edge",
	"An edge interrupt does not ask for a maintenance interrupt: nothing is left to do when it is deactivated.",
	"docs/design.md 4; IHI 0048B 5.3 GICH_LRn.EOI",
	"It still gets what it is due, but exits after every edge interrupt.",
},
[POPULATE_GROUP] = {
	"populate-group",
	"The list register has the interrupt's group.",
	"IHI 0048B 4.3.4 GICD_IGROUPRn, 5.3 GICH_LRn.Grp1; IHI 0069 ICH_LR<n>_EL2.Group",
	"The interrupt comes as FIQ instead of IRQ or the other way round, or not at all if that group is off.",
},
[POPULATE_PRIORITY] = {
	"populate-priority",
	"The list register has the interrupt's priority, on a GICv2 host its upper five bits.",
	"IHI 0048B 5.3 GICH_LRn.Priority; IHI 0069 ICH_LR<n>_EL2.Priority",
	"The interrupt preempts what it must not, or is masked by GICC_PMR or ICC_PMR_EL1 and does not come.",
},
[POPULATE_SGI_SOURCE] = {
	"populate-sgi-source",
	"A GICv2 guest's SGI carries the CPU that sent it: one of the pending sources, or the source of the active one.",
	"IHI 0048B 4.4.4 GICC_IAR.CPUID, 5.3 GICH_LRn.CPUID; IHI 0069 ICH_LR<n>_EL2.vINTID (note)",
	"GICC_IAR names the wrong sender: the handler answers the wrong CPU, and its EOI with that CPUID ends nothing.",
},
[POPULATE_SGI_MULTI_SOURCE_EOI] = {
	"populate-sgi-multi-source-eoi",
	"A GICv2 guest's SGI asks for a maintenance interrupt exactly while sources remain that are not in the list register.",
	"docs/design.md 5 (nothing forgotten); IHI 0048B 5.3 GICH_LRn.EOI",
	"Without it the SGI of the next sender waits for an exit that may be far: the sender spins. With it and no need, exits are wasted.",
},
[POPULATE_SGI_KEEPS_OTHER_SOURCES] = {
	"populate-sgi-keeps-other-sources",
	"Only the source that is in the list register as pending stops being pending in the distributor.",
	"IHI 0048B 4.3.16 GICD_CPENDSGIRn, 4.3.17 GICD_SPENDSGIRn (pending per source)",
	"The inter-processor interrupt of another CPU is lost, and that CPU waits for ever; or one is delivered twice.",
},
[POPULATE_LOWERS_MAPPED_LEVEL] = {
	"populate-lowers-mapped-level",
	"When a mapped level interrupt is written pending, KVM's copy of its line is lowered, so that the next observed edge can be injected and no stale one is.",
	"docs/design.md 4, rule 1",
	"It gets the interrupt again after its EOI though the device is quiet: a spurious timer tick at every turn.",
},
[POPULATE_KEEPS_LINE_LEVEL] = {
	"populate-keeps-line-level",
	"The line belongs to the device: populate lowers KVM's copy only for a mapped level interrupt that it writes pending.",
	"docs/design.md 4, rule 1; arm-vgic-v3.rst GRP_LEVEL_INFO",
	"The device still asserts its line, but KVM has forgotten that: the interrupt does not come again after the EOI, and the device is never served.",
},
[POPULATE_CONSUMES_EDGE_LATCH] = {
	"populate-consumes-edge-latch",
	"An edge that is pending in the list register is no longer latched, or it would be delivered again.",
	"IHI 0048B 3.2.4; arm-vgic-v3.rst GRP_DIST_REGS",
	"It gets every edge again and again: acknowledge, EOI, and the next entry delivers the same one.",
},
[POPULATE_KEEPS_UNSENT_EDGE] = {
	"populate-keeps-unsent-edge",
	"An edge that is not pending in the list register stays latched.",
	"IHI 0048B 3.2.4; docs/design.md 5 (nothing lost)",
	"An edge that could not be shown yet is lost; the device does not repeat it.",
},
[POPULATE_KEEPS_SOFT_PENDING] = {
	"populate-keeps-soft-pending",
	"A level interrupt's pending latch stays until the guest has acknowledged it.",
	"IHI 0048B 4.3.7 GICD_ISPENDRn; arm-vgic-v3.rst GRP_DIST_REGS; docs/design.md 4",
	"What it made pending through GICD_ISPENDR is lost if it happens to exit before it acknowledges.",
},
[POPULATE_UNSENT_UNCHANGED] = {
	"populate-unsent-unchanged",
	"An interrupt that is not put into a list register does not change.",
	"docs/design.md 5 (nothing lost)",
	"An interrupt that had to wait (disabled, say) is lost by the time it could come, or comes out of nothing.",
},

[FOLD_ACTIVE_FOLLOWS_LR] = {
	"fold-active-follows-lr",
	"After the exit the interrupt is active exactly when its list register is.",
	"IHI 0048B 5.3 GICH_LRn.State; IHI 0069 ICH_LR<n>_EL2.State",
	"Still active: the interrupt is blocked for ever. Not any more: the handler is entered again before its EOI.",
},
[FOLD_EDGE_PENDING_KEPT] = {
	"fold-edge-pending-kept",
	"An edge whose list register is still pending was not acknowledged and is latched again.",
	"docs/design.md 4; IHI 0048B 3.2.4",
	"An edge that came while it had interrupts masked is lost at the next exit; the device does not repeat it.",
},
[FOLD_EDGE_ACKED_NOT_PENDING] = {
	"fold-edge-acked-not-pending",
	"An edge whose list register is no longer pending was acknowledged: only one that came since is latched.",
	"IHI 0048B 3.2.4; arm-vgic-v3.rst GRP_DIST_REGS",
	"It gets an edge that it has handled once more.",
},
[FOLD_SGI_SOURCE_KEPT] = {
	"fold-sgi-source-kept",
	"A GICv2 guest's SGI whose list register is still pending is pending again from the source in it; sources that wait stay.",
	"IHI 0048B 4.3.17 GICD_SPENDSGIRn (pending per source)",
	"An inter-processor interrupt is lost at an exit: the CPU that sent it waits for ever.",
},
[FOLD_SGI_ACTIVE_SOURCE] = {
	"fold-sgi-active-source",
	"Who sent a GICv2 guest's active SGI is remembered: the guest writes that CPUID back when it ends it.",
	"IHI 0048B 4.4.5 GICC_EOIR.CPUID",
	"The SGI stays active after its EOI: no further one of that number arrives.",
},
[FOLD_LEVEL_PENDING_NOT_KEPT] = {
	"fold-level-pending-not-kept",
	"A level interrupt's pending bit is not latched on fold: whether it is still pending is for its line to say.",
	"docs/design.md 4; IHI 0048B 3.2.4 (level: pending follows the input)",
	"A spurious interrupt: once it unmasks, it gets one for a line that fell long ago.",
},
[FOLD_ACKED_LEVEL_CLEARS_LATCH] = {
	"fold-acked-level-clears-latch",
	"The guest's acknowledge ends a level interrupt's soft-pending state: the latch is clear at the latest when the list register comes back neither pending nor active.",
	"docs/design.md 4; IHI 0048B 4.3.7 GICD_ISPENDRn; arm-vgic-v3.rst GRP_DIST_REGS",
	"What it made pending through GICD_ISPENDR once comes for ever: an interrupt storm.",
},
[FOLD_SOFT_PENDING_NOT_LOST] = {
	"fold-soft-pending-not-lost",
	"A level interrupt that software made pending stays pending until it is acknowledged, a deactivation in between notwithstanding.",
	"IHI 0048B 3.2.4 (active and pending to pending), 4.3.7 GICD_ISPENDRn; arm-vgic-v3.rst GRP_DIST_REGS",
	"An interrupt that it made pending through GICD_ISPENDR never comes.",
},
[FOLD_KEEPS_UNMAPPED_LINE] = {
	"fold-keeps-unmapped-line",
	"Fold does not change the line of an interrupt that is not mapped: the device tells when it does.",
	"arm-vgic-v3.rst GRP_LEVEL_INFO",
	"The device asserts its line and is not heard, or comes again though it is quiet.",
},
[FOLD_SAMPLES_UNACKED_MAPPED_LEVEL] = {
	"fold-samples-unacked-mapped-level",
	"A mapped level interrupt whose list register is still pending was not acknowledged: its physical line is sampled, and the sample becomes KVM's copy of the line.",
	"docs/design.md 4, rule 2",
	"KVM lowered its copy of the line at the entry and never looks again: a guest that had interrupts masked loses its timer though the line is high, or gets a stale one.",
},
[FOLD_LOW_SAMPLE_CLEARS_PHYSICAL_ACTIVE] = {
	"fold-low-sample-clears-physical-active",
	"When the sample is low the physical interrupt is deactivated, or nobody would hear its next edge.",
	"docs/design.md 4, rule 3",
	"The host never hears the device again: the guest's timer is dead after one tick that went away unseen, and the guest hangs.",
},
[FOLD_HIGH_SAMPLE_KEEPS_PHYSICAL_ACTIVE] = {
	"fold-high-sample-keeps-physical-active",
	"When the sample is high the physical interrupt stays active: it is still the guest's to deactivate, and the host would be interrupted at once.",
	"docs/design.md 4, rules 2 and 3",
	"The host is interrupted again before the guest has handled it, at the worst without end.",
},
[FOLD_SAMPLE_SOURCE] = {
	"fold-sample-source",
	"The line is sampled by asking the in-kernel device's callback when there is one, else the irqchip.",
	"docs/design.md 4, rule 4",
	"The answer is wrong (an irqchip does not know the line of a device that KVM emulates): a timer tick is lost or spurious.",
},
[FOLD_ACKED_NOT_SAMPLED] = {
	"fold-acked-not-sampled",
	"A mapped interrupt that the guest acknowledged is folded without sampling or touching the physical interrupt, whose state is the hardware's business.",
	"docs/design.md 4, rules 5 and 6",
	"A physical interrupt that it is still handling is deactivated under its feet: the host is interrupted again at once, and the guest twice.",
},
[FOLD_DEACTIVATED_WITH_LINE_SAMPLES] = {
	"fold-deactivated-with-line-samples",
	"When a mapped level interrupt was deactivated while KVM's copy of its line is high, the line is sampled, or the stale copy is delivered.",
	"docs/design.md 4, rule 5",
	"It gets an interrupt once more that went away while its handler ran: spurious.",
},
[FOLD_SW_RESAMPLE_NOT_SAMPLED] = {
	"fold-sw-resample-not-sampled",
	"A mapped interrupt that needs software resampling is not sampled on fold: deactivating the physical interrupt makes the host hear a line that is high.",
	"docs/design.md 4 (software resampling)",
	"An interrupt is lost or comes twice, for line and physical active state no longer agree.",
},
[FOLD_SW_RESAMPLE_DEACTIVATES] = {
	"fold-sw-resample-deactivates",
	"For a mapped interrupt that needs software resampling, fold deactivates the physical interrupt exactly when the virtual one is neither active nor latched pending.",
	"docs/design.md 4 (software resampling)",
	"Never deactivated: the device (a timer, say) fires once and never again. Too early: the host is interrupted without end.",
},
[FOLD_SAMPLES_MAPPED_LEVEL_ONLY] = {
	"fold-samples-mapped-level-only",
	"Fold neither samples nor deactivates a physical interrupt for an edge or an unmapped interrupt.",
	"docs/design.md 4, rules 2 and 3",
	"A physical interrupt that is somebody else's business is deactivated: an edge is delivered twice or lost.",
},
[HOST_NEXT_EDGE_HEARD] = {
	"host-next-edge-heard",
	"After fold a physical interrupt is active only while the virtual one is active or pending: else no deactivation would follow and its next edge is never heard.",
	"docs/design.md 4 and 5 (host side)",
	"The device (a timer, say) fires, the host does not hear it, and the guest waits for ever.",
},

[FOLD_NOTIFIES_EOI_OF_UNMAPPED_LEVEL_SPI] = {
	"fold-notifies-eoi-of-unmapped-level-spi",
	"The ack notifier is told once, with the pin, when an unmapped level SPI was deactivated in its list register, and of nothing else.",
	"docs/design.md 5 (host side)",
	"irqfd's resampler does not unmask the device (VFIO INTx) after its EOI, so that it falls silent; or unmasks too early, and it storms.",
},
[FOLD_NOTIFIES_WITHOUT_LOCKS] = {
	"fold-notifies-without-locks",
	"No irq_lock and no ap_list_lock is held while the ack notifier runs: it may inject, which takes both.",
	"docs/design.md 6",
	"The host deadlocks when the notifier injects the next interrupt.",
},

[HOST_OWN_INTERRUPT_ONLY] = {
	"host-own-interrupt-only",
	"Of the host's interrupts only the one behind this one is asked about and changed, and of it only the active state is changed.",
	"docs/design.md 4, rules 2 to 5",
	"Another device, of the host or of another guest, loses an interrupt.",
},
[ENTRY_INTERFACE_ENABLED] = {
	"entry-interface-enabled",
	"While a list register holds an interrupt the virtual CPU interface is enabled, or the guest is never interrupted.",
	"IHI 0048B 5.3.1 GICH_HCR.En; IHI 0069 ICH_HCR_EL2.En",
	"It runs on and is not interrupted, whatever is pending.",
},
[EXIT_EMPTIES_LIST_REGISTERS] = {
	"exit-empties-list-registers",
	"After an exit no list register holds an interrupt: the next entry writes only those that it needs.",
	"IHI 0048B 5.3 GICH_LRn, IHI 0069 ICH_LR<n>_EL2 (what a list register holds is presented to whoever runs)",
	"It gets an interrupt that is over already, or that is meant for another vCPU.",
},
};

const struct rule *spec_rule(enum spec_rule rule)
{
	static const struct rule none = { "none", "No rule.", "-", NULL };

	return rule > RULE_NONE && rule < SPEC_NR_RULES ? &rules[rule] : &none;
}

enum spec_rule spec_rule_find(const char *name)
{
	unsigned int i;

	for (i = RULE_NONE + 1; i < SPEC_NR_RULES; i++)
		if (rules[i].name && !strcmp(rules[i].name, name))
			return i;
	return RULE_NONE;
}
