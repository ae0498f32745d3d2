/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The configuration under which the tree's own headers are read for the comparison with the
 * mocks: what every arm64 kernel with KVM selects, and no debugging options, so that they
 * compile. What arch/arm64/kvm/Kconfig selects is added from the tree (kbuild.py).
 *
 * Where the mocks' configuration (mocks/include/mock/config.h) names an option too, both must
 * agree as far as the compared headers look at it.
 */
#define CONFIG_64BIT 1
#define CONFIG_ARM64 1
#define CONFIG_ARM64_4K_PAGES 1
#define CONFIG_ARM64_CONT_PMD_SHIFT 4
#define CONFIG_ARM64_CONT_PTE_SHIFT 4
#define CONFIG_ARM64_PAGE_SHIFT 12
#define CONFIG_ARM64_PA_BITS 48
#define CONFIG_ARM64_VA_BITS 48
#define CONFIG_ARM64_MODULE_PLTS 1
#define CONFIG_ARM_ARCH_TIMER 1
#define CONFIG_ARM_GIC_V3 1
#define CONFIG_BASE_SMALL 0
#define CONFIG_HZ 250
#define CONFIG_KVM 1
#define CONFIG_MMU 1
#define CONFIG_NR_CPUS 256
#define CONFIG_PAGE_SHIFT 12
#define CONFIG_PGTABLE_LEVELS 4
#define CONFIG_PHYS_ADDR_T_64BIT 1
#define CONFIG_PREEMPT_COUNT 1
#define CONFIG_SMP 1
#define CONFIG_THREAD_INFO_IN_TASK 1

/* What the architecture brings itself: without these, asm/ and asm-generic/ define things twice. */
#define CONFIG_ARCH_DMA_ADDR_T_64BIT 1
#define CONFIG_ARCH_HAS_PTE_DEVMAP 1
#define CONFIG_ARCH_HAS_PTE_SPECIAL 1
#define CONFIG_ARCH_USE_GNU_PROPERTY 1
#define CONFIG_HAVE_ARCH_COMPILER_H 1
#define CONFIG_HAVE_ARCH_HUGE_VMAP 1
#define CONFIG_HAVE_ARCH_JUMP_LABEL 1
#define CONFIG_HAVE_ARCH_JUMP_LABEL_RELATIVE 1
#define CONFIG_HAVE_ARCH_THREAD_STRUCT_WHITELIST 1
#define CONFIG_HAVE_ARCH_PFN_VALID 1
#define CONFIG_HAVE_MOD_ARCH_SPECIFIC 1
#define CONFIG_SET_FS 1

/* Parts of the kernel whose declarations the mocks stand in for. */
#define CONFIG_BUG 1
#define CONFIG_DEBUG_FS 1
#define CONFIG_GENERIC_BUG 1
#define CONFIG_GENERIC_MSI_IRQ 1
#define CONFIG_GENERIC_MSI_IRQ_DOMAIN 1
#define CONFIG_HAS_IOMEM 1
#define CONFIG_IRQ_DOMAIN 1
#define CONFIG_IRQ_DOMAIN_HIERARCHY 1
#define CONFIG_JUMP_LABEL 1
#define CONFIG_MMU_NOTIFIER 1
#define CONFIG_MODULES 1
#define CONFIG_OF 1
#define CONFIG_PRINTK 1
#define CONFIG_RCU_STALL_COMMON 1
#define CONFIG_SPARSEMEM 1
#define CONFIG_SPARSEMEM_EXTREME 1
#define CONFIG_SPARSEMEM_VMEMMAP 1
#define CONFIG_SPARSE_IRQ 1
#define CONFIG_SLUB 1
#define CONFIG_SRCU 1
#define CONFIG_TREE_RCU 1
#define CONFIG_TREE_SRCU 1
