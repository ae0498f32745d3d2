// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules that the run core itself watches over, in every row.
 */
#include "checker/run/rules.h"

LISTED const struct rule rule_no_crash = {
	"no-crash", "The code under test accesses only memory that is there, and does not abort.",
	"the C language",
	"The host panics (oops), or memory of the kernel is overwritten.",
};

LISTED const struct rule rule_terminates = {
	"terminates", "Every row ends; the code under test does not loop for ever.",
	"vgicheck --row-timeout",
	"The vCPU hangs inside the kernel: a soft lockup of the host.",
};

LISTED const struct rule rule_sanitizer = {
	"sanitizer", "No access outside of a live object and no undefined behaviour.",
	"AddressSanitizer, UndefinedBehaviorSanitizer",
	"Memory of the kernel is read or overwritten where it must not be: a leak, or a panic of the host.",
};

LISTED const struct rule rule_repeatable = {
	"repeatable", "A row that is run again from the same saved state ends in the same way.",
	"vgicheck's own",
	NULL,
};

LISTED const struct rule rule_prepare = {
	"prepare", "The machine boots and its virtual machine can be made.",
	"vgicheck's own",
	NULL,
};

LISTED static const struct rule fault_rules[] = {
	[VGIC_FAULT_WARN] = {
		"no-warn", "No WARN fires, whatever guest, devices and userspace do.",
		"Linux Documentation/process/deprecated.rst, BUG() and BUG_ON()",
		"The host's log fills; with panic_on_warn the host goes down.",
	},
	[VGIC_FAULT_BUG] = {
		"no-bug", "No BUG fires, whatever guest, devices and userspace do.",
		"Linux Documentation/process/deprecated.rst, BUG() and BUG_ON()",
		"The host panics.",
	},
	[VGIC_FAULT_LOCK] = {
		"lock-rules", "Locks are taken once, in their documented order, and released by their owner.",
		"Linux vgic.c, the comment at its top; Documentation/locking/",
		"The host deadlocks, or two CPUs change the same interrupt at once.",
	},
	[VGIC_FAULT_CONTEXT] = {
		"context", "Interrupts, preemption and RCU are in the state that a function asks for.",
		"Linux Documentation/locking/, Documentation/RCU/",
		"The host deadlocks or sleeps where it must not.",
	},
	[VGIC_FAULT_REFCOUNT] = {
		"refcount", "A reference is taken on a live object only and dropped as often as taken.",
		"Linux include/linux/refcount.h, kref.h",
		"An interrupt (an LPI) is freed while in use, or never: a use-after-free, or a leak in the host.",
	},
	[VGIC_FAULT_MEMORY] = {
		"memory", "Memory is freed once, by the allocator it came from.",
		"Linux Documentation/core-api/memory-allocation.rst",
		"Kernel memory is corrupted: a panic of the host.",
	},
	[VGIC_FAULT_UNMOCKED] = {
		"unmocked", "The code under test uses only kernel functions and variables that a mock stands for; the harness lacks this one.",
		"vgicheck's own",
		NULL,
	},
};

static const char *const fault_fields[] = {
	[VGIC_FAULT_WARN] = "WARN",
	[VGIC_FAULT_BUG] = "BUG",
	[VGIC_FAULT_LOCK] = "lock",
	[VGIC_FAULT_CONTEXT] = "context",
	[VGIC_FAULT_REFCOUNT] = "reference count",
	[VGIC_FAULT_MEMORY] = "memory",
	[VGIC_FAULT_UNMOCKED] = "call",
};

/* A subject of another make may know more kinds of faults. */
static enum vgic_fault kind_of(enum vgic_fault what)
{
	return (unsigned int)what < sizeof(fault_fields) / sizeof(fault_fields[0]) ? what : VGIC_FAULT_WARN;
}

const struct rule *fault_rule(enum vgic_fault what)
{
	return &fault_rules[kind_of(what)];
}

const char *fault_field(enum vgic_fault what)
{
	return fault_fields[kind_of(what)];
}

bool fault_is_fatal(enum vgic_fault what)
{
	return what == VGIC_FAULT_BUG || what == VGIC_FAULT_UNMOCKED;
}

const char *fault_lock_name(enum vgic_lock lock)
{
	static const char *const names[] = {
		[VGIC_LOCK_KVM] = "kvm", [VGIC_LOCK_VCPU] = "vcpu", [VGIC_LOCK_SLOTS] = "slots",
		[VGIC_LOCK_CONFIG] = "config", [VGIC_LOCK_ITS_CMD] = "its_cmd",
		[VGIC_LOCK_ITS] = "its", [VGIC_LOCK_AP_LIST] = "ap_list",
		[VGIC_LOCK_LPI] = "lpi", [VGIC_LOCK_IRQ] = "irq", [VGIC_LOCK_OTHER] = "other",
	};

	return names[lock];
}
