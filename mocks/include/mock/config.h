/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kernel configuration that the subject is compiled with, included before everything else
 * (-include). Only options that the vgic or the headers linked from the tree look at.
 */
#ifndef MOCK_CONFIG_H
#define MOCK_CONFIG_H

#define __KERNEL__			1
#define CONFIG_ARM64			1
#define CONFIG_64BIT			1
#define CONFIG_SMP			1
#define CONFIG_PREEMPT_COUNT		1
#define CONFIG_KVM			1
#define CONFIG_HAVE_KVM_IRQCHIP		1
#define CONFIG_HAVE_KVM_IRQ_ROUTING	1
#define CONFIG_HAVE_KVM_MSI		1
#define CONFIG_ARM_ARCH_TIMER		1
#define CONFIG_ARM64_PA_BITS		48
#define CONFIG_ARM64_VA_BITS		48
#define CONFIG_PGTABLE_LEVELS		4
#define CONFIG_ARM64_PAGE_SHIFT		12
#define CONFIG_ARM64_4K_PAGES		1
/* Without it phys_addr_t, and so gpa_t arithmetic, would silently be 32 bits wide. */
#define CONFIG_PHYS_ADDR_T_64BIT	1
/* Switches on the vgic's own check that interrupts are off around flush and sync. */
#define CONFIG_DEBUG_SPINLOCK		1

/* kconfig.h's questions, for options that are built in or absent; there are no modules here. */
#define MOCK_CONFIG_1			,
#define MOCK_SECOND(ignored, value, ...) value
#define MOCK_IS_SET(comma)		MOCK_SECOND(comma 1, 0, 0)
#define MOCK_PASTE(value)		MOCK_IS_SET(MOCK_CONFIG_##value)
#define IS_ENABLED(option)		MOCK_PASTE(option)
#define IS_BUILTIN(option)		MOCK_PASTE(option)
#define IS_REACHABLE(option)		MOCK_PASTE(option)
#define IS_MODULE(option)		0

#include <mock/compiler.h>

#endif
