// SPDX-License-Identifier: GPL-2.0-only
/*
 * The texts of the rules.
 */
#include "checker/spec/gic/rules.h"

LISTED static const struct rule rules[NR_GIC_RULES] = {
	[LIFE_SPURIOUS] = {
		"life-nothing-spurious", "A guest acknowledges an interrupt only if it is pending and enabled.",
		"IHI 0069 4.1.2, 4.8; IHI 0048B 3.2.4; docs/design.md 5",
		"The handler runs without a cause; at every EOI again, it is a storm." },
	[LIFE_FORGOTTEN] = {
		"life-nothing-forgotten",
		"An interrupt that is due is signalled to the running vCPU, or an exit that will bring it is due.",
		"IHI 0069 4.8; IHI 0048B 3.3; docs/design.md 5",
		"The interrupt waits for an exit that has nothing to do with it: a guest that computes waits for ever." },
	[LIFE_URGENT_FIRST] = {
		"life-urgent-first", "The most urgent of the interrupts that are due is given first.",
		"IHI 0069 4.8.1; IHI 0048B 3.3; docs/design.md 5",
		"A less urgent interrupt is handled first, as long as its handler takes." },
	[LIFE_PRIORITY] = {
		"life-priority-suffices",
		"A guest is given an interrupt only if it is more urgent than PMR and than the one that it handles.",
		"IHI 0069 4.8.3, 4.8.5 (preemption, priority masking); IHI 0048B 3.3.2, 3.3.3",
		"A handler that masks interrupts is interrupted all the same." },
	[LIFE_ONCE] = {
		"life-active-once", "An active interrupt is not given again before its deactivation.",
		"IHI 0069 4.1.2; IHI 0048B 3.2.4", "The handler is entered again before its EOI." },
	[LIFE_SOURCE] = {
		"life-sender-is-pending", "An SGI of a GICv2 guest is given with a sender that has sent it.",
		"IHI 0048B 4.4.4 (GICC_IAR.CPUID)", "An inter-processor interrupt is answered to the wrong CPU." },
	[LIFE_SILENT] = {
		"life-maintenance-silent-outside", "When the vCPU has left the guest no maintenance interrupt is asserted.",
		"IHI 0069 ICH_MISR_EL2, ICH_HCR_EL2.En; IHI 0048B 5.3.3",
		"None: the host is interrupted without end." },
	[LIFE_KICKED] = {
		"life-due-interrupt-kicks", "When an interrupt becomes due its vCPU is kicked, or it would sleep or run on without it.",
		"Documentation/virt/kvm/vcpu-requests.rst; docs/design.md 5",
		"The interrupt comes late, at the next exit; a vCPU in WFI sleeps on." },
	[LIFE_SLEEPS] = {
		"life-wfi-sleeps", "A vCPU executes WFI and sleeps when no interrupt is pending, enabled and inactive.",
		"Arm ARM D1.6 (Wait For Interrupt); Documentation/virt/kvm/vcpu-requests.rst; docs/design.md 5",
		"An idle guest keeps a physical CPU busy." },
	[LIFE_WAKES] = {
		"life-wfi-wakes", "A vCPU in WFI goes on when an interrupt is signalled to it.",
		"Arm ARM D1.6 (Wait For Interrupt); docs/design.md 5", "The vCPU sleeps on: the guest hangs." },
	[LIFE_NOTIFIED] = {
		"life-eoi-notified", "Who waits for the end of an unmapped level SPI is told once of each deactivation.",
		"Documentation/virt/kvm/api.rst, KVM_IRQFD_FLAG_RESAMPLE; docs/design.md 5",
		"A device whose interrupt is unmasked at its EOI (VFIO INTx) falls silent." },
	[LIFE_AT_REST] = {
		"life-all-is-at-rest",
		"When everything is handled no interrupt is pending or active, queued, in a list register, or physically active.",
		"IHI 0069 4.1.2; IHI 0048B 3.2.4; docs/design.md 5",
		"The interrupt is blocked for ever, or comes once more." },
	[LIFE_ENTERS] = {
		"life-vcpu-enters", "An entry of the guest is not given up for ever.",
		"Documentation/virt/kvm/vcpu-requests.rst", "The vCPU never runs again." },
	[LIFE_CPUIF] = {
		"life-cpu-interface-answers", "The guest reads back from its CPU interface what it has written there.",
		"IHI 0069 ICC_PMR_EL1, ICC_SRE_EL1.SRE; IHI 0048B 4.4.2 (GICC_PMR)",
		"It finds no CPU interface, and no interrupt ever comes." },
	[LIFE_READ_BACK] = {
		"life-read-back", "The distributor reads as what was written to it and what has happened say.",
		"IHI 0048B 4.3; IHI 0069 12.9, 12.11 (GICD_, GICR_ registers); docs/design.md 5",
		"A driver that looks, or reads, changes and writes, goes by what is not true." },
	[REGISTER_READS] = {
		"register-reads",
		"Each register of the guest's distributor and redistributors reads as what was written and what it stands for say.",
		"IHI 0048B 4.3; IHI 0069 12.9 to 12.11 (GICD_, GICR_ registers)",
		"A driver that looks, or reads, changes and writes, goes by what is not true." },
	[REGISTER_WIDTH] = {
		"register-width",
		"An access of a width or alignment that a register does not have changes nothing, and reads 0; the others are done.",
		"IHI 0048B 4.1.4; IHI 0069 12.1.3",
		"A wrong access changes an interrupt that it does not name, or shows what is the host's." },
};

const struct rule *gic_rule(enum gic_rule rule)
{
	return &rules[rule];
}

enum gic_rule gic_rule_of(enum ideal_fault fault, const struct ideal_int *given)
{
	switch (fault) {
	case IDEAL_NOT_PENDING:
		return given && given->state.active ? LIFE_ONCE : LIFE_SPURIOUS;
	case IDEAL_NOT_SENT:
		return LIFE_SOURCE;
	case IDEAL_MASKED:
		return LIFE_PRIORITY;
	case IDEAL_LESS_URGENT:
		return LIFE_URGENT_FIRST;
	default:
		return LIFE_FORGOTTEN;
	}
}
