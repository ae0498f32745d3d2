/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The physical CPU: per-CPU data, static keys, capabilities, I/O accessors, system registers.
 * Kind: fake; registers go to the simulated GIC of the current CPU (struct vgic_host).
 */
#ifndef MOCK_CPU_H
#define MOCK_CPU_H

#include <mock/errno.h>
#include <mock/lock.h>
#include <mock/print.h>
#include <mock/types.h>
#include "vgic/subject.h"

static inline unsigned int mock_cpu(void)
{
	return mock_locks->now.cpu;
}

#define smp_processor_id()		((int)mock_cpu())
#define raw_smp_processor_id()		((int)mock_cpu())
#define get_cpu()			({ preempt_disable(); (int)mock_cpu(); })
#define put_cpu()			preempt_enable()
#define NR_CPUS				VGIC_MAX_CPUS
#define nr_cpu_ids			((unsigned int)VGIC_MAX_CPUS)

/* A per-CPU variable is an array of one cell a simulated CPU; a pointer to it names cell 0. */
#define DEFINE_PER_CPU(type, name)	typeof(type) name[VGIC_MAX_CPUS]
#define DECLARE_PER_CPU(type, name)	extern typeof(type) name[VGIC_MAX_CPUS]
#define this_cpu_ptr(cells)		(&(*(cells))[0] + mock_cpu())
#define per_cpu(name, cpu)		((name)[cpu])
#define __this_cpu_read(name)		((name)[mock_cpu()])
#define this_cpu_read(name)		((name)[mock_cpu()])
#define __this_cpu_write(name, value)	((name)[mock_cpu()] = (value))
#define this_cpu_write(name, value)	((name)[mock_cpu()] = (value))

struct static_key { bool enabled; };
struct static_key_false { struct static_key key; };
struct static_key_true { struct static_key key; };
#define STATIC_KEY_FALSE_INIT		{ { false } }
#define STATIC_KEY_TRUE_INIT		{ { true } }
#define DEFINE_STATIC_KEY_FALSE(name)	struct static_key_false name = STATIC_KEY_FALSE_INIT
#define DECLARE_STATIC_KEY_FALSE(name)	extern struct static_key_false name
#define static_branch_unlikely(k)	((k)->key.enabled)
#define static_branch_likely(k)		((k)->key.enabled)
#define static_branch_enable(k)		((void)((k)->key.enabled = true))
#define static_branch_disable(k)	((void)((k)->key.enabled = false))

/* CPU hotplug: every simulated CPU is up, so @startup is called on each at once. */
enum cpuhp_state { CPUHP_AP_KVM_ARM_VGIC_INIT_STARTING, CPUHP_AP_KVM_ARM_TIMER_STARTING };
int cpuhp_setup_state(enum cpuhp_state state, const char *name, int (*startup)(unsigned int cpu),
		      int (*teardown)(unsigned int cpu));

struct device_node;
bool mock_has_vhe(void);
#define has_vhe()			mock_has_vhe()
#define has_hvhe()			false
#define is_kernel_in_hyp_mode()		mock_has_vhe()
#define is_hyp_mode_available()		true
#define HVC_GET_ICH_VTR_EL2		4
#define HVC_STUB_ERR			0xbadca11ul
struct arm_smccc_res { unsigned long a0, a1, a2, a3; };
void mock_hvc(unsigned long function, struct arm_smccc_res *res);
#define arm_smccc_1_1_hvc(function, res) mock_hvc(function, res)
#define system_supports_pmuv3()		true
#if __has_include(<asm/cpucap-defs.h>)
#include <asm/cpucap-defs.h>
#else
#include <asm/cpucaps.h>
#endif
/* A CPU without errata and without optional features but those of its GIC and VHE. */
bool mock_have_cap(unsigned int cap);
#define cpus_have_cap(cap)		mock_have_cap(cap)
#define read_sanitised_ftr_reg(reg)	((u64)0)	/* only to find errata */
#define cpus_have_final_cap(cap)	mock_have_cap(cap)
#define cpus_have_const_cap(cap)	mock_have_cap(cap)
#define cpucap_is_possible(cap)		true

u32 mock_readl(const volatile void *address);
void mock_writel(u32 value, volatile void *address);
#define readl_relaxed(a)		mock_readl(a)
#define writel_relaxed(v, a)		mock_writel(v, a)
#define readl(a)			mock_readl(a)
#define writel(v, a)			mock_writel(v, a)
/* The simulated registers answer at once: one more read would say the same. */
#define readl_poll_timeout_atomic(a, value, condition, delay, timeout) \
	(((value) = readl_relaxed(a)), (condition) ? 0 : -ETIMEDOUT)
#define readl_poll_timeout(a, value, condition, delay, timeout) \
	readl_poll_timeout_atomic(a, value, condition, delay, timeout)
#define USEC_PER_MSEC			1000L
struct resource { resource_size_t start, end; const char *name; unsigned long flags; };
#define resource_size(r)		((r)->end - (r)->start + 1)

#define iounmap(a)			((void)(a))
#define gic_flush_dcache_to_poc(a, n)	((void)(a))

/*
 * @reg is the kernel's sys_reg() encoding of the register; the door's has the same five fields, but
 * they begin at bit 0 instead of 5.
 */
extern const struct vgic_host *mock_host;

static inline u64 mock_sysreg_read(u32 reg)
{
	return mock_host->sysreg_read(&mock_locks->now, reg >> 5);
}

static inline void mock_sysreg_write(u32 reg, u64 value)
{
	mock_host->sysreg_write(&mock_locks->now, reg >> 5, value);
}

#endif
