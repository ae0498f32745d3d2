// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table its: its rules.
 */
#include "tests/tables/its.h"

#define DEVICES_DOC "Documentation/virt/kvm/devices/arm-vgic-its.rst"

LISTED const struct rule its_rules[NR_ITS_RULES] = {
	[ITS_RULE_ACCESS] = {
		"its-accepts", "What is documented for guest and userspace to do to an ITS is accepted.",
		"IHI 0069 12.11, 12.19; " DEVICES_DOC, "It has no MSIs." },
	[ITS_RULE_QUEUE] = {
		"its-queue-is-executed", "An enabled ITS executes all commands up to GITS_CWRITER, past those in error, and GITS_CREADR says so.",
		"IHI 0069 5.3, 12.19 (GITS_CREADR); that a command in error does not stall is KVM's choice", "Its driver waits for ever." },
	[ITS_RULE_QUIESCENT] = {
		"its-off-is-quiescent", "An ITS that is switched off becomes quiescent.",
		"IHI 0069 12.19 (GITS_CTLR.Quiescent)", "A driver that resets the ITS, as after kexec, waits until it gives up." },
	[ITS_RULE_SIGNAL] = {
		"its-msi-translated", "An MSI is delivered if its event is mapped to an LPI whose redistributor has LPIs on, and only then.",
		"IHI 0069 5.2, 12.11 (GICR_CTLR.EnableLPIs); Documentation/virt/kvm/api.rst, KVM_SIGNAL_MSI",
		"A device's interrupt is lost, or comes from a device that was taken away." },
	[ITS_RULE_SPURIOUS] = {
		"its-nothing-spurious", "An LPI is given only if it is pending.", "IHI 0069 4.1.2, 5.1",
		"The handler runs without a cause." },
	[ITS_RULE_CLEARED] = {
		"its-clear-removes-pending", "CLEAR makes the LPI not pending.", "IHI 0069 5.3, CLEAR",
		"An interrupt that the guest has cleared comes all the same." },
	[ITS_RULE_DISCARDED] = {
		"its-discard-removes-pending", "DISCARD makes the LPI not pending.", "IHI 0069 5.3, DISCARD",
		"An interrupt comes whose handler has been freed, or one for the next owner of that LPI." },
	[ITS_RULE_SWITCHED_OFF] = {
		"its-lpis-off-are-silent", "A redistributor whose LPIs are switched off signals none.",
		"IHI 0069 5.1, 12.11 (GICR_CTLR.EnableLPIs)", "An LPI comes after its tables were given back: after kexec, say." },
	[ITS_RULE_ONCE] = {
		"its-taken-once", "An LPI that was acknowledged is pending no more until it is signalled again.", "IHI 0069 4.1.2, 5.1",
		"The handler runs twice." },
	[ITS_RULE_TARGET] = {
		"its-lpi-goes-to-its-vcpu", "An LPI is given to the vCPU to which its collection is mapped when it becomes pending, or to which it was moved.",
		"IHI 0069 5.2, 5.3 (MAPC, MOVI, MOVALL)", "The interrupt comes on a CPU that does not expect it: one that is being unplugged, say." },
	[ITS_RULE_DISABLED] = {
		"its-lpi-is-enabled", "An LPI is given only if it is enabled, as the configuration table was when it was last read: at INV or INVALL at the latest.",
		"IHI 0069 5.1 (LPI configuration tables), 5.3 (INV, INVALL)", "A masked interrupt comes." },
	[ITS_RULE_FORGOTTEN] = {
		"its-nothing-forgotten", "A pending, enabled LPI is given to the vCPU.", "IHI 0069 4.8, 5.1", "A device's interrupt is lost." },
	[ITS_RULE_URGENT] = {
		"its-urgent-first", "The most urgent of the pending LPIs is given first.", "IHI 0069 4.8, 5.1 (LPI configuration tables)",
		"A less urgent interrupt is handled first." },
	[ITS_RULE_KICKS] = {
		"its-moved-lpi-is-handed-over",
		"An LPI that was moved and becomes pending is given to its new vCPU, also when the old one is in the guest and does not exit by itself.",
		"IHI 0069 5.3 (MOVI, MOVALL); Documentation/virt/kvm/vcpu-requests.rst; docs/design.md 5",
		"The interrupt waits for the old vCPU to exit for another reason: as long as it computes." },
	[ITS_RULE_WAKES] = {
		"its-lpi-wakes", "A vCPU has something to do exactly if an LPI is due.",
		"Arm ARM D1.6 (Wait For Interrupt); IHI 0069 4.8", "It sleeps on, or does not sleep." },
	[ITS_RULE_FREED] = {
		"its-unmapped-is-freed", "When nothing is mapped nor pending, no LPI is allocated.",
		"Documentation/virt/kvm/locking.rst; docs/design.md 3, decision 4", "None: the host loses memory, as much as the guest likes." },
	[ITS_RULE_DESTROYED] = {
		"its-destroyed-is-freed", "A VM that is destroyed gives back all memory, whatever is mapped.",
		"Documentation/virt/kvm/locking.rst; docs/design.md 3, decision 4", "None: the host loses memory." },
	[ITS_RULE_REGISTER] = {
		"its-register-reads", "GITS_* registers read as they were written, or as the architecture says of their read-only fields.",
		"IHI 0069 12.19; " DEVICES_DOC, "Its driver finds tables or a queue that it has not set." },
	[ITS_RULE_SAVED] = {
		"its-saved-tables", "Saved tables have the documented layout, and hold what is mapped and pending.", DEVICES_DOC ", ITS Table ABI REV0",
		"After a migration devices have no interrupts." },
	[ITS_RULE_RESTORED] = {
		"its-restore-accepted", "Tables that were saved are restored.", DEVICES_DOC ", ITS Restore Sequence", "It cannot be migrated." },
	[ITS_RULE_REFUSED] = {
		"its-corrupt-table-refused", "Tables that no ITS has saved are refused or restored in part, and nothing is left over of them.",
		DEVICES_DOC ", KVM_DEV_ARM_ITS_RESTORE_TABLES", "None: a guest that writes its own tables harms the host." },
	[ITS_RULE_DEBUG] = {
		"its-debug-shows-lpi", "The VM's debugfs files show every LPI that is mapped, and none that is not.",
		"arch/arm64/kvm/vgic/vgic-debug.c: \"the vgic state\"", NULL },
};
