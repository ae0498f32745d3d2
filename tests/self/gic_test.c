// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is the simulated GIC (mocks/gic) a GIC? Each test states a piece of the architecture and uses
 * literal register values, laid out by hand from IHI 0048B 5.3 and IHI 0069.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "mocks/gic/gic.h"
#include "mocks/gic/regs.h"

#define TIMER	3	/* Linux irq numbers used here */
#define NIC	4
#define PULSE	5

static const struct vgic_context on_cpu[4] = {
	{ .cpu = 0 }, { .cpu = 1 }, { .cpu = 2 }, { .cpu = 3 },
};

static struct gic gic;

static void power_on(const struct gic_config *config)
{
	assert_true(gic_init(&gic, config));
	assert_true(gic_irq_add(&gic, TIMER, 27, true));
	assert_true(gic_irq_add(&gic, NIC, 72, true));
	assert_true(gic_irq_add(&gic, PULSE, 73, false));
}

static int gicv2(void **state)
{
	(void)state;
	power_on(&(struct gic_config){ .gic = VGIC_GICV2 });
	return 0;
}

static int gicv3(void **state)
{
	(void)state;
	power_on(&(struct gic_config){ .gic = VGIC_GICV3 });
	return 0;
}

static bool phys(unsigned int cpu, uint32_t irq, enum vgic_phys_state which)
{
	bool value;

	assert_int_equal(gic_phys_get(&gic, &on_cpu[cpu], irq, which, &value), 0);
	return value;
}

static void phys_set(unsigned int cpu, uint32_t irq, enum vgic_phys_state which, bool value)
{
	assert_int_equal(gic_phys_set(&gic, &on_cpu[cpu], irq, which, value), 0);
}

static uint64_t sysreg(uint32_t reg)
{
	return gic_sysreg_read(&gic, &on_cpu[0], reg);
}

static void sysreg_set(uint32_t reg, uint64_t value)
{
	gic_sysreg_write(&gic, &on_cpu[0], reg, value);
}

static uint32_t gich(uint32_t offset)
{
	return gic_gich_read(&gic, &on_cpu[0], offset);
}

static void gich_set(uint32_t offset, uint32_t value)
{
	gic_gich_write(&gic, &on_cpu[0], offset, value);
}

/* --- configuration --- */

static void impossible_configurations_are_refused(void **state)
{
	static const struct gic_config bad[] = {
		{ .gic = 4 },
		{ .nr_cpus = GIC_MAX_CPUS + 1 },
		{ .gic = VGIC_GICV2, .nr_lrs = 65 },
		{ .gic = VGIC_GICV3, .nr_lrs = 17 },
		{ .pri_bits = 4 },
		{ .pri_bits = 9 },
		{ .pri_bits = 6, .pre_bits = 7 },
		{ .pri_bits = 8, .pre_bits = 8 },
		{ .gic = VGIC_GICV2, .pri_bits = 7 },
		{ .gic = VGIC_GICV2, .v2_cpuif = true },
	};
	unsigned int i;

	(void)state;
	memset(&gic, 0x5a, sizeof(gic));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_false(gic_init(&gic, &bad[i]));
		assert_int_equal(gic.config.nr_lrs, 0x5a);
	}
}

static void defaults_are_filled_in(void **state)
{
	(void)state;
	assert_true(gic_init(&gic, &(struct gic_config){ .nr_lrs = 0 }));
	assert_int_equal(gic.config.gic, VGIC_GICV3);
	assert_int_equal(gic.config.nr_cpus, 4);
	assert_int_equal(gic.config.nr_lrs, 4);
	assert_int_equal(gic.config.pri_bits, 5);
	assert_int_equal(gic.config.pre_bits, 5);
}

static void only_ppis_and_spis_can_be_added(void **state)
{
	(void)state;
	assert_false(gic_irq_add(&gic, 6, 15, true));
	assert_false(gic_irq_add(&gic, 6, 1020, true));
	assert_false(gic_irq_add(&gic, GIC_NR_IRQS, 40, true));
	assert_false(gic_irq_add(&gic, 6, 72, true));	/* irq NIC has it */
	assert_true(gic_irq_add(&gic, 6, 16, true));
	assert_true(gic_irq_add(&gic, 7, 1019, true));
	assert_int_equal(gic_phys_hwirq(&gic, 7), 1019);
	assert_int_equal(gic_phys_hwirq(&gic, 8), -1);
	assert_int_equal(gic_phys_hwirq(&gic, GIC_NR_IRQS), -1);
}

static void a_copy_goes_its_own_way(void **state)
{
	struct gic copy;

	(void)state;
	gic_line(&gic, 0, NIC, true);
	memcpy(&copy, &gic, sizeof(copy));
	assert_true(gic_host_take(&gic, 0, NIC));
	assert_true(gic_deliverable(&copy, 0, NIC));
	assert_true(gic_host_take(&copy, 0, NIC));
	assert_memory_equal(&copy, &gic, sizeof(copy));
}

/* --- physical interrupts --- */

static void level_pending_follows_the_line(void **state)
{
	(void)state;
	gic_line(&gic, 0, NIC, true);
	assert_true(phys(0, NIC, VGIC_PHYS_PENDING));
	gic_line(&gic, 0, NIC, false);
	assert_false(phys(0, NIC, VGIC_PHYS_PENDING));
}

static void edge_pending_is_latched(void **state)
{
	(void)state;
	gic_line(&gic, 0, PULSE, true);
	gic_line(&gic, 0, PULSE, false);
	assert_true(phys(0, PULSE, VGIC_PHYS_PENDING));
	assert_true(gic_host_take(&gic, 0, PULSE));
	assert_false(phys(0, PULSE, VGIC_PHYS_PENDING));
	/* A line that only stays high is no new edge. */
	gic_line(&gic, 0, PULSE, true);
	phys_set(0, PULSE, VGIC_PHYS_PENDING, false);
	gic_line(&gic, 0, PULSE, true);
	assert_false(phys(0, PULSE, VGIC_PHYS_PENDING));
}

static void level_soft_pending_lasts_until_the_acknowledge(void **state)
{
	(void)state;
	phys_set(0, NIC, VGIC_PHYS_PENDING, true);
	gic_line(&gic, 0, NIC, true);
	gic_line(&gic, 0, NIC, false);
	assert_true(phys(0, NIC, VGIC_PHYS_PENDING));
	assert_true(gic_host_take(&gic, 0, NIC));
	assert_false(phys(0, NIC, VGIC_PHYS_PENDING));
	assert_true(phys(0, NIC, VGIC_PHYS_ACTIVE));
}

static void clearing_pending_does_not_lower_a_line(void **state)
{
	(void)state;
	gic_line(&gic, 0, NIC, true);
	phys_set(0, NIC, VGIC_PHYS_PENDING, false);
	assert_true(phys(0, NIC, VGIC_PHYS_PENDING));
	phys_set(0, PULSE, VGIC_PHYS_PENDING, true);
	phys_set(0, PULSE, VGIC_PHYS_PENDING, false);
	assert_false(phys(0, PULSE, VGIC_PHYS_PENDING));
}

static void ppis_are_banked_and_spis_are_not(void **state)
{
	(void)state;
	gic_line(&gic, 1, TIMER, true);
	assert_false(phys(0, TIMER, VGIC_PHYS_PENDING));
	assert_true(phys(1, TIMER, VGIC_PHYS_PENDING));
	phys_set(2, TIMER, VGIC_PHYS_ACTIVE, true);
	assert_false(phys(1, TIMER, VGIC_PHYS_ACTIVE));
	assert_true(phys(2, TIMER, VGIC_PHYS_ACTIVE));

	gic_line(&gic, 1, NIC, true);
	assert_true(phys(0, NIC, VGIC_PHYS_PENDING));
	phys_set(3, NIC, VGIC_PHYS_ACTIVE, true);
	assert_true(phys(0, NIC, VGIC_PHYS_ACTIVE));
}

static void an_active_interrupt_is_not_heard_again(void **state)
{
	(void)state;
	gic_line(&gic, 0, NIC, true);
	assert_true(gic_host_take(&gic, 0, NIC));
	assert_true(phys(0, NIC, VGIC_PHYS_ACTIVE));
	assert_false(gic_host_take(&gic, 0, NIC));
	gic_line(&gic, 0, NIC, false);
	gic_line(&gic, 0, NIC, true);
	assert_false(gic_deliverable(&gic, 0, NIC));
	phys_set(0, NIC, VGIC_PHYS_ACTIVE, false);
	assert_true(gic_deliverable(&gic, 0, NIC));

	/* An edge that comes while it is active waits. */
	gic_line(&gic, 0, PULSE, true);
	assert_true(gic_host_take(&gic, 0, PULSE));
	gic_line(&gic, 0, PULSE, false);
	gic_line(&gic, 0, PULSE, true);
	assert_false(gic_deliverable(&gic, 0, PULSE));
	phys_set(0, PULSE, VGIC_PHYS_ACTIVE, false);
	assert_true(gic_deliverable(&gic, 0, PULSE));
}

static void a_masked_interrupt_stays_pending(void **state)
{
	(void)state;
	phys_set(0, NIC, VGIC_PHYS_MASKED, true);
	assert_true(phys(0, NIC, VGIC_PHYS_MASKED));
	gic_line(&gic, 0, NIC, true);
	assert_true(gic_pending(&gic, 0, NIC));
	assert_false(gic_host_take(&gic, 0, NIC));
	phys_set(0, NIC, VGIC_PHYS_MASKED, false);
	assert_true(gic_host_take(&gic, 0, NIC));
}

static void hw_deactivation_finds_the_interrupt_by_its_intid(void **state)
{
	(void)state;
	phys_set(1, TIMER, VGIC_PHYS_ACTIVE, true);
	phys_set(0, NIC, VGIC_PHYS_ACTIVE, true);
	assert_false(gic_hw_deactivate(&gic, 0, 27));	/* active on CPU 1 only */
	assert_true(phys(1, TIMER, VGIC_PHYS_ACTIVE));
	assert_true(gic_hw_deactivate(&gic, 1, 27));
	assert_false(phys(1, TIMER, VGIC_PHYS_ACTIVE));
	assert_false(gic_hw_deactivate(&gic, 1, 27));
	assert_false(gic_hw_deactivate(&gic, 0, NIC));	/* an irq number is no INTID */
	assert_true(gic_hw_deactivate(&gic, 2, 72));
	assert_false(phys(0, NIC, VGIC_PHYS_ACTIVE));
}

/* Its own ICC_DIR_EL1, also where the GIC ignores what an LR says. */
static void the_host_deactivates_by_intid(void **state)
{
	(void)state;
	gic.config.no_hw_deactivation = true;
	phys_set(0, NIC, VGIC_PHYS_ACTIVE, true);
	gic_sysreg_write(&gic, &on_cpu[0], GIC_SYSREG(3, 0, 12, 11, 1), 27);
	assert_true(phys(0, NIC, VGIC_PHYS_ACTIVE));
	gic_sysreg_write(&gic, &on_cpu[0], GIC_SYSREG(3, 0, 12, 11, 1), 72);
	assert_false(phys(0, NIC, VGIC_PHYS_ACTIVE));
	assert_int_equal(gic.surprises.undefined, 0);
	gic_sysreg_write(&gic, &on_cpu[0], GIC_SYSREG(3, 0, 12, 11, 1), 512);
	assert_int_equal(gic.surprises.undefined, 1);
}

/* HighestPriorityVirtualInterrupt: with eight bits of priority, 0xff is idle. */
static void the_idle_priority_is_never_shown(void **state)
{
	uint64_t value = 0;

	(void)state;
	power_on(&(struct gic_config){ .gic = VGIC_GICV3, .pri_bits = 8, .pre_bits = 7 });
	gic.cpu[0].hcr = HCR_EN;
	gic.cpu[0].vmcr = 0xff000000 | 1u << 18 | VMCR_ENG1 | VMCR_FIQEN;
	gic.cpu[0].lr[0] = 0x50ff000000000048;
	assert_int_equal(gic_icv_read(&gic, 0, SYSREG_ICC_HPPIR1_EL1, &value), GIC_DONE);
	assert_int_equal(value, 1023);
	gic.cpu[0].lr[0] = 0x50fe000000000048;
	assert_int_equal(gic_icv_read(&gic, 0, SYSREG_ICC_HPPIR1_EL1, &value), GIC_DONE);
	assert_int_equal(value, 72);
}

static void a_gic_may_ignore_the_hw_bit(void **state)
{
	(void)state;
	power_on(&(struct gic_config){ .no_hw_deactivation = true });
	phys_set(0, NIC, VGIC_PHYS_ACTIVE, true);
	assert_false(gic_hw_deactivate(&gic, 0, 72));
	assert_true(phys(0, NIC, VGIC_PHYS_ACTIVE));
}

static void unknown_irqs_and_the_line_are_refused(void **state)
{
	bool value = true;

	(void)state;
	assert_int_equal(gic_phys_get(&gic, &on_cpu[0], 9, VGIC_PHYS_ACTIVE, &value), -EINVAL);
	assert_int_equal(gic_phys_set(&gic, &on_cpu[0], 9, VGIC_PHYS_ACTIVE, true), -EINVAL);
	assert_int_equal(gic_phys_get(&gic, &on_cpu[0], 99, VGIC_PHYS_ACTIVE, &value), -EINVAL);
	assert_int_equal(gic_phys_get(&gic, &on_cpu[0], NIC, VGIC_PHYS_LEVEL, &value), -EINVAL);
	assert_int_equal(gic_phys_set(&gic, &on_cpu[0], NIC, VGIC_PHYS_LEVEL, true), -EINVAL);
	assert_true(value);
	assert_null(gic_phys(&gic, 0, 9));
	assert_false(gic_host_take(&gic, 0, 9));
	gic_line(&gic, 0, 9, true);
	assert_int_equal(gic.spy.accesses, 5);
	assert_true(gic.spy.log[0].refused);
	assert_int_equal(gic.spy.reads[VGIC_PHYS_LEVEL], 1);
}

static void a_cpu_that_is_not_there_has_no_interrupts(void **state)
{
	(void)state;
	power_on(&(struct gic_config){ .nr_cpus = 2 });
	assert_non_null(gic_phys(&gic, 1, TIMER));
	assert_null(gic_phys(&gic, 2, TIMER));
}

static void the_spy_remembers_who_asked_for_what(void **state)
{
	struct vgic_context c = { .held = 1u << VGIC_LOCK_IRQ, .cpu = 2, .irqs_off = true };
	bool value;
	unsigned int i;

	(void)state;
	gic_line(&gic, 2, TIMER, true);
	gic_phys_get(&gic, &c, TIMER, VGIC_PHYS_PENDING, &value);
	gic_phys_set(&gic, &c, NIC, VGIC_PHYS_MASKED, true);
	gic_phys_set(&gic, &c, NIC, VGIC_PHYS_ACTIVE, false);
	assert_int_equal(gic.spy.reads[VGIC_PHYS_PENDING], 1);
	assert_int_equal(gic.spy.writes[VGIC_PHYS_PENDING], 0);
	assert_int_equal(gic.spy.writes[VGIC_PHYS_ACTIVE], 1);
	assert_int_equal(gic.spy.accesses, 3);
	assert_int_equal(gic.spy.log[0].irq, TIMER);
	assert_int_equal(gic.spy.log[0].which, VGIC_PHYS_PENDING);
	assert_false(gic.spy.log[0].write);
	assert_true(gic.spy.log[0].value);
	assert_false(gic.spy.log[0].refused);
	assert_int_equal(gic.spy.log[0].context.held, 1u << VGIC_LOCK_IRQ);
	assert_int_equal(gic.spy.log[0].context.cpu, 2);
	assert_true(gic.spy.log[0].context.irqs_off);
	assert_true(gic.spy.log[1].write);
	assert_true(gic.spy.log[1].value);
	assert_true(gic.spy.log[2].write);
	assert_false(gic.spy.log[2].value);

	for (i = 0; i < 100; i++)
		gic_phys_get(&gic, &c, NIC, VGIC_PHYS_ACTIVE, &value);
	assert_int_equal(gic.spy.accesses, 103);
	assert_int_equal(gic.spy.reads[VGIC_PHYS_ACTIVE], 100);
	assert_int_equal(gic.spy.log[0].irq, TIMER);
	assert_int_equal(gic.spy.log[GIC_LOG - 1].irq, NIC);
	assert_int_equal(gic.surprises.undefined, 0);	/* what lies behind the log */

	gic_spy_clear(&gic);
	assert_int_equal(gic.spy.accesses, 0);
	assert_int_equal(gic.spy.reads[VGIC_PHYS_ACTIVE], 0);
	assert_true(gic_phys(&gic, 2, TIMER)->line);
}

/* --- virtual CPU interface, GICv2 --- */

static void gich_describes_itself(void **state)
{
	(void)state;
	assert_int_equal(gich(GICH_VTR), 0x90000003);	/* 5 bits, 5 bits, 4 LRs */
	power_on(&(struct gic_config){ .gic = VGIC_GICV2, .nr_lrs = 64 });
	assert_int_equal(gich(GICH_VTR), 0x9000003f);
}

static void gich_registers_keep_what_is_written(void **state)
{
	(void)state;
	gich_set(GICH_HCR, 0xffffffff);
	gich_set(GICH_VMCR, 0xf84c021f);
	gich_set(GICH_APR, 0x00000104);
	gich_set(GICH_LR0 + 12, 0xffffffff);
	assert_int_equal(gich(GICH_HCR), 0xf80000ff);
	assert_int_equal(gich(GICH_VMCR), 0xf84c021f);
	assert_int_equal(gich(GICH_APR), 0x00000104);
	assert_int_equal(gich(GICH_LR0 + 12), 0xff8fffff);
	assert_int_equal(gich(GICH_LR0 + 8), 0);
	assert_int_equal(gic_gich_read(&gic, &on_cpu[1], GICH_APR), 0);
	assert_int_equal(gic.surprises.undefined, 0);
}

static void gich_counts_what_does_not_exist(void **state)
{
	(void)state;
	assert_int_equal(gich(GICH_LR0 + 16), 0);		/* the fifth of four */
	assert_int_equal(gic.surprises.undefined, 1);
	assert_int_equal(gic.surprises.last_undefined, GICH_LR0 + 16);
	gich_set(GICH_LR0 + 16, 1);
	gich_set(GICH_ELRSR0, 0);			/* read-only */
	gich_set(GICH_LR0 + 2, 0);
	assert_int_equal(gich(0x00c), 0);
	assert_int_equal(gic.surprises.undefined, 5);
	assert_int_equal(gich(GICH_ELRSR0), 0xf);

	power_on(&(struct gic_config){ .gic = VGIC_GICV3 });
	gich_set(GICH_HCR, 1);
	assert_int_equal(gich(GICH_HCR), 0);
	assert_int_equal(gic.surprises.undefined, 2);
}

static void gich_tells_empty_lrs_from_ended_ones(void **state)
{
	(void)state;
	power_on(&(struct gic_config){ .gic = VGIC_GICV2, .nr_lrs = 40 });
	gich_set(GICH_LR0 + 4 * 0, 0x10000021);		/* pending */
	gich_set(GICH_LR0 + 4 * 1, 0x20000021);		/* active */
	gich_set(GICH_LR0 + 4 * 2, 0x30000021);		/* both */
	gich_set(GICH_LR0 + 4 * 3, 0x00000021);		/* empty, something left in it */
	gich_set(GICH_LR0 + 4 * 4, 0x00080021);		/* ended, EOI=1 */
	gich_set(GICH_LR0 + 4 * 5, 0x80080021);		/* HW=1: bit 19 is of the physical id */
	gich_set(GICH_LR0 + 4 * 6, 0x10080021);		/* pending, EOI=1 */
	gich_set(GICH_LR0 + 4 * 37, 0x00080021);
	assert_int_equal(gich(GICH_ELRSR0), 0xffffffa8);
	assert_int_equal(gich(GICH_ELRSR1), 0x000000df);
	assert_int_equal(gich(GICH_EISR0), 0x00000010);
	assert_int_equal(gich(GICH_EISR1), 0x00000020);
}

static void maintenance_interrupts_have_their_reasons(void **state)
{
	(void)state;
	gich_set(GICH_HCR, HCR_EN);
	assert_int_equal(gich(GICH_MISR), 0);
	gich_set(GICH_LR0, 0x00080021);				/* ended, EOI=1 */
	assert_int_equal(gich(GICH_MISR), 0x01);
	assert_int_equal(gic_misr(&gic, 0), 0x01);
	gich_set(GICH_HCR, 0);					/* a reason, but no interrupt */
	assert_int_equal(gich(GICH_MISR), 0x01);
	assert_int_equal(gic_misr(&gic, 0), 0);
	gich_set(GICH_LR0, 0);

	gich_set(GICH_HCR, HCR_EN | HCR_UIE);
	gich_set(GICH_LR0, 0x20000021);
	assert_int_equal(gich(GICH_MISR), 0x02);		/* one is valid */
	gich_set(GICH_LR0 + 4, 0x20000022);
	assert_int_equal(gich(GICH_MISR), 0);			/* two are */

	gich_set(GICH_HCR, HCR_EN | HCR_LRENPIE);
	assert_int_equal(gich(GICH_MISR), 0);
	gich_set(GICH_HCR, HCR_EN | HCR_LRENPIE | 1u << 27);
	assert_int_equal(gich(GICH_MISR), 0x04);

	gich_set(GICH_HCR, HCR_EN | HCR_NPIE);
	assert_int_equal(gich(GICH_MISR), 0x08);		/* two active, none pending */
	gich_set(GICH_LR0 + 4, 0x10000022);
	assert_int_equal(gich(GICH_MISR), 0);

	gich_set(GICH_HCR, HCR_EN | HCR_VGRP0EIE | HCR_VGRP0DIE | HCR_VGRP1EIE | HCR_VGRP1DIE);
	assert_int_equal(gich(GICH_MISR), 0xa0);
	gich_set(GICH_VMCR, 3);
	assert_int_equal(gich(GICH_MISR), 0x50);
	gich_set(GICH_HCR, HCR_EN);
	assert_int_equal(gich(GICH_MISR), 0);
}

static void guest_handles_a_gich_lr(void **state)
{
	(void)state;
	gich_set(GICH_LR0, 0x10000021);
	assert_false(gic_guest_deactivate(&gic, 0, 0));
	assert_true(gic_guest_ack(&gic, 0, 0));
	assert_int_equal(gich(GICH_LR0), 0x20000021);
	assert_false(gic_guest_ack(&gic, 0, 0));
	assert_true(gic_guest_deactivate(&gic, 0, 0));
	assert_int_equal(gich(GICH_LR0), 0x00000021);
	assert_false(gic_guest_ack(&gic, 0, 0));
	assert_false(gic_guest_deactivate(&gic, 0, 0));

	gich_set(GICH_LR0, 0x30000021);			/* pending and active */
	assert_false(gic_guest_ack(&gic, 0, 0));
	assert_true(gic_guest_deactivate(&gic, 0, 0));
	assert_int_equal(gich(GICH_LR0), 0x10000021);

	gic.cpu[0].lr[4] = 0x10000021;			/* no such LR */
	assert_false(gic_guest_ack(&gic, 0, 4));
	gic.cpu[0].lr[4] = 0x20000021;
	assert_false(gic_guest_deactivate(&gic, 0, 4));
	gic.config.nr_cpus = 2;				/* no such CPU */
	gic.cpu[2].lr[0] = 0x10000021;
	assert_false(gic_guest_ack(&gic, 2, 0));
	gic.cpu[2].lr[0] = 0x20000021;
	assert_false(gic_guest_deactivate(&gic, 2, 0));
}

static void guest_deactivation_reaches_the_physical_interrupt(void **state)
{
	(void)state;
	gic_line(&gic, 0, NIC, true);
	assert_true(gic_host_take(&gic, 0, NIC));
	gich_set(GICH_LR0 + 4, 0x90012021);			/* HW, physical id 72 */
	assert_true(gic_guest_ack(&gic, 0, 1));
	assert_true(phys(0, NIC, VGIC_PHYS_ACTIVE));
	assert_true(gic_guest_deactivate(&gic, 0, 1));
	assert_false(phys(0, NIC, VGIC_PHYS_ACTIVE));
	assert_true(gic_deliverable(&gic, 0, NIC));

	assert_true(gic_host_take(&gic, 0, NIC));
	gich_set(GICH_LR0 + 4, 0x20012021);			/* HW=0 */
	assert_true(gic_guest_deactivate(&gic, 0, 1));
	assert_true(phys(0, NIC, VGIC_PHYS_ACTIVE));
}

static void guest_deactivation_asks_for_maintenance(void **state)
{
	(void)state;
	gich_set(GICH_HCR, HCR_EN);
	gich_set(GICH_LR0, 0x10080021);				/* pending, EOI=1 */
	assert_true(gic_guest_ack(&gic, 0, 0));
	assert_int_equal(gic_misr(&gic, 0), 0);
	assert_true(gic_guest_deactivate(&gic, 0, 0));
	assert_int_equal(gic_misr(&gic, 0), MISR_EOI);
	assert_int_equal(gic_elrsr(&gic, 0), 0xe);
}

/* --- virtual CPU interface, GICv3 --- */

static void ich_describes_itself(void **state)
{
	(void)state;
	assert_int_equal(sysreg(SYSREG_ICH_VTR_EL2), 0x90380003);
	power_on(&(struct gic_config){ .nr_lrs = 16, .pri_bits = 7, .pre_bits = 6 });
	assert_int_equal(sysreg(SYSREG_ICH_VTR_EL2), 0xd438000f);
}

static void system_registers_are_numbered_as_in_an_mrs(void **state)
{
	static const struct { uint32_t reg, number; } regs[] = {
		{ SYSREG_HCR_EL2, 0xe088 },
		{ SYSREG_ICC_PMR_EL1, 0xc230 },
		{ SYSREG_ICC_IAR0_EL1, 0xc640 }, { SYSREG_ICC_EOIR0_EL1, 0xc641 },
		{ SYSREG_ICC_HPPIR0_EL1, 0xc642 }, { SYSREG_ICC_BPR0_EL1, 0xc643 },
		{ SYSREG_ICC_AP0R(0), 0xc644 }, { SYSREG_ICC_AP0R(3), 0xc647 },
		{ SYSREG_ICC_AP1R(0), 0xc648 }, { SYSREG_ICC_AP1R(3), 0xc64b },
		{ SYSREG_ICC_DIR_EL1, 0xc659 }, { SYSREG_ICC_RPR_EL1, 0xc65b },
		{ SYSREG_ICC_SGI1R_EL1, 0xc65d }, { SYSREG_ICC_ASGI1R_EL1, 0xc65e },
		{ SYSREG_ICC_SGI0R_EL1, 0xc65f },
		{ SYSREG_ICC_IAR1_EL1, 0xc660 }, { SYSREG_ICC_EOIR1_EL1, 0xc661 },
		{ SYSREG_ICC_HPPIR1_EL1, 0xc662 }, { SYSREG_ICC_BPR1_EL1, 0xc663 },
		{ SYSREG_ICC_CTLR_EL1, 0xc664 }, { SYSREG_ICC_SRE_EL1, 0xc665 },
		{ SYSREG_ICC_IGRPEN0_EL1, 0xc666 }, { SYSREG_ICC_IGRPEN1_EL1, 0xc667 },
		{ SYSREG_ICC_SRE_EL2, 0xe64d },
		{ SYSREG_ICH_AP0R(0), 0xe640 }, { SYSREG_ICH_AP1R(0), 0xe648 },
		{ SYSREG_ICH_HCR_EL2, 0xe658 }, { SYSREG_ICH_VTR_EL2, 0xe659 },
		{ SYSREG_ICH_MISR_EL2, 0xe65a }, { SYSREG_ICH_EISR_EL2, 0xe65b },
		{ SYSREG_ICH_ELRSR_EL2, 0xe65d }, { SYSREG_ICH_VMCR_EL2, 0xe65f },
		{ SYSREG_ICH_LR(0), 0xe660 }, { SYSREG_ICH_LR(15), 0xe66f },
	};
	unsigned int i;

	(void)state;
	for (i = 0; i < sizeof(regs) / sizeof(regs[0]); i++)
		assert_int_equal(regs[i].reg, regs[i].number);
}

static void frames_have_their_offsets(void **state)
{
	static const uint32_t gicv[] = {
		GICV_CTLR, GICV_PMR, GICV_BPR, GICV_IAR, GICV_EOIR, GICV_RPR, GICV_HPPIR,
		GICV_ABPR, GICV_AIAR, GICV_AEOIR, GICV_AHPPIR,
	};
	unsigned int i;

	(void)state;
	for (i = 0; i < sizeof(gicv) / sizeof(gicv[0]); i++)
		assert_int_equal(gicv[i], 4 * i);
	assert_int_equal(GICV_APR(3), 0xdc);
	assert_int_equal(GICV_IIDR, 0xfc);
	assert_int_equal(GICV_DIR, 0x1000);
	assert_int_equal(GICH_MISR, 0x10);
	assert_int_equal(GICH_ELRSR0, 0x30);
	assert_int_equal(GICH_APR, 0xf0);
	assert_int_equal(GICH_LR0, 0x100);
}

static void ich_registers_keep_what_they_implement(void **state)
{
	(void)state;
	sysreg_set(SYSREG_ICH_HCR_EL2, ~0ull);
	sysreg_set(SYSREG_ICH_AP0R(0), 0x11);
	sysreg_set(SYSREG_ICH_AP1R(0), 0x22);
	sysreg_set(SYSREG_ICH_LR(3), ~0ull);
	sysreg_set(SYSREG_HCR_EL2, 0x123456789);
	assert_int_equal(sysreg(SYSREG_ICH_HCR_EL2), 0xf8005cff);	/* no TSEI, no DVIM */
	assert_int_equal(sysreg(SYSREG_ICH_AP0R(0)), 0x11);
	assert_int_equal(sysreg(SYSREG_ICH_AP1R(0)), 0x22);
	/* 5 bits of priority, 16 bits of vINTID */
	assert_true(sysreg(SYSREG_ICH_LR(3)) == 0xf0f81fff0000ffffull);
	assert_int_equal(sysreg(SYSREG_ICH_LR(2)), 0);
	assert_true(sysreg(SYSREG_HCR_EL2) == 0x123456789ull);
	assert_int_equal(gic_sysreg_read(&gic, &on_cpu[1], SYSREG_HCR_EL2), 0);
	assert_int_equal(gic.surprises.undefined, 0);
}

static void ich_counts_what_does_not_exist(void **state)
{
	(void)state;
	sysreg_set(SYSREG_ICH_LR(4), 1);			/* the fifth of four */
	assert_int_equal(sysreg(SYSREG_ICH_LR(4)), 0);
	assert_int_equal(gic.surprises.undefined, 2);
	assert_int_equal(gic.surprises.last_undefined, SYSREG_ICH_LR(4));
	sysreg_set(SYSREG_ICH_AP1R(1), 1);			/* 5 preemption bits: one each */
	assert_int_equal(sysreg(SYSREG_ICH_AP0R(1)), 0);
	sysreg_set(SYSREG_ICH_VTR_EL2, 0);			/* read-only */
	sysreg_set(SYSREG_ICH_ELRSR_EL2, 0);
	assert_int_equal(gic.surprises.undefined, 6);

	power_on(&(struct gic_config){ .pri_bits = 7, .pre_bits = 7 });
	sysreg_set(SYSREG_ICH_AP1R(3), 7);
	assert_int_equal(sysreg(SYSREG_ICH_AP1R(3)), 7);
	assert_int_equal(gic.surprises.undefined, 0);
}

static void ich_tells_empty_lrs_from_ended_ones(void **state)
{
	(void)state;
	power_on(&(struct gic_config){ .nr_lrs = 6 });
	sysreg_set(SYSREG_ICH_HCR_EL2, HCR_EN);
	sysreg_set(SYSREG_ICH_LR(0), 0x4000000000000021);	/* pending */
	sysreg_set(SYSREG_ICH_LR(1), 0x8000000000000021);	/* active */
	sysreg_set(SYSREG_ICH_LR(2), 0x0000000000000021);	/* empty, something left in it */
	sysreg_set(SYSREG_ICH_LR(3), 0x0000020000000021);	/* ended, EOI=1 */
	sysreg_set(SYSREG_ICH_LR(4), 0x2000020000000021);	/* HW=1: part of the physical id */
	sysreg_set(SYSREG_ICH_LR(5), 0xc000020000000021);	/* pending and active */
	assert_int_equal(sysreg(SYSREG_ICH_ELRSR_EL2), 0x14);
	assert_int_equal(sysreg(SYSREG_ICH_EISR_EL2), 0x08);
	assert_int_equal(sysreg(SYSREG_ICH_MISR_EL2), 0x01);
}

static void guest_handles_an_ich_lr(void **state)
{
	(void)state;
	phys_set(0, TIMER, VGIC_PHYS_ACTIVE, true);
	sysreg_set(SYSREG_ICH_LR(2), 0x70a0001b0000001b);	/* pending, HW, pINTID 27 */
	assert_true(gic_guest_ack(&gic, 0, 2));
	assert_true(sysreg(SYSREG_ICH_LR(2)) == 0xb0a0001b0000001bull);
	assert_true(gic_guest_deactivate(&gic, 0, 2));
	assert_true(sysreg(SYSREG_ICH_LR(2)) == 0x30a0001b0000001bull);
	assert_false(phys(0, TIMER, VGIC_PHYS_ACTIVE));

	/* All 13 bits of pINTID count: 8192 - 27 is another interrupt. */
	phys_set(0, TIMER, VGIC_PHYS_ACTIVE, true);
	sysreg_set(SYSREG_ICH_LR(2), 0xb0a0101b0000001b);
	assert_true(gic_guest_deactivate(&gic, 0, 2));
	assert_true(phys(0, TIMER, VGIC_PHYS_ACTIVE));
}

static void sre_is_fixed_without_a_gicv2_interface(void **state)
{
	(void)state;
	assert_int_equal(sysreg(SYSREG_ICC_SRE_EL1), 0x7);
	sysreg_set(SYSREG_ICC_SRE_EL1, 0);
	sysreg_set(SYSREG_ICC_SRE_EL2, 0);
	assert_int_equal(sysreg(SYSREG_ICC_SRE_EL1), 0x7);
	assert_int_equal(sysreg(SYSREG_ICC_SRE_EL2), 0xf);

	power_on(&(struct gic_config){ .v2_cpuif = true });
	assert_int_equal(sysreg(SYSREG_ICC_SRE_EL1), 0x7);
	assert_int_equal(sysreg(SYSREG_ICC_SRE_EL2), 0xf);
	sysreg_set(SYSREG_ICC_SRE_EL2, 0);
	assert_int_equal(sysreg(SYSREG_ICC_SRE_EL2), 0x6);
	sysreg_set(SYSREG_ICC_SRE_EL1, 0);
	sysreg_set(SYSREG_ICC_SRE_EL2, 9);
	assert_int_equal(sysreg(SYSREG_ICC_SRE_EL1), 0x6);
	assert_int_equal(sysreg(SYSREG_ICC_SRE_EL2), 0xf);
	sysreg_set(SYSREG_ICC_SRE_EL1, 1);
	assert_int_equal(sysreg(SYSREG_ICC_SRE_EL1), 0x7);
}

static void vmcr_depends_on_sre(void **state)
{
	(void)state;
	power_on(&(struct gic_config){ .v2_cpuif = true });
	sysreg_set(SYSREG_ICH_VMCR_EL2, 0xf04c0207);
	assert_int_equal(sysreg(SYSREG_ICH_VMCR_EL2), 0xf04c020b);	/* FIQEn, no AckCtl */
	sysreg_set(SYSREG_ICC_SRE_EL1, 0);
	sysreg_set(SYSREG_ICH_VMCR_EL2, 0xf04c0207);
	assert_int_equal(sysreg(SYSREG_ICH_VMCR_EL2), 0xf04c0207);
}

static void other_system_registers_are_kept_and_missed(void **state)
{
	const uint32_t cntkctl_el1 = GIC_SYSREG(3, 0, 14, 1, 0);
	const uint32_t cntkctl_el12 = GIC_SYSREG(3, 5, 14, 1, 0);
	unsigned int i;

	(void)state;
	sysreg_set(cntkctl_el1, 5);
	assert_int_equal(sysreg(cntkctl_el1), 5);
	sysreg_set(cntkctl_el1, 6);
	assert_int_equal(sysreg(cntkctl_el1), 6);
	assert_int_equal(gic.surprises.unknown_reads, 0);
	assert_int_equal(sysreg(cntkctl_el12), 0);
	assert_int_equal(gic.surprises.unknown_reads, 1);
	assert_int_equal(gic.surprises.last_unknown, cntkctl_el12);
	assert_int_equal(gic_sysreg_read(&gic, &on_cpu[1], cntkctl_el1), 0);
	assert_int_equal(gic.surprises.unknown_reads, 2);

	for (i = 1; i < GIC_EXTRA; i++)
		sysreg_set(0x8000 + i, i);
	assert_int_equal(gic.surprises.extra_lost, 0);
	sysreg_set(0x9000, 1);
	assert_int_equal(gic.surprises.extra_lost, 1);
	sysreg_set(cntkctl_el1, 7);
	assert_int_equal(sysreg(cntkctl_el1), 7);
	assert_int_equal(gic.surprises.extra_lost, 1);
}

static void a_gicv2_has_no_ich_registers(void **state)
{
	(void)state;
	assert_int_equal(sysreg(SYSREG_ICH_VTR_EL2), 0);
	assert_int_equal(gic.surprises.unknown_reads, 1);
}

/* The generic timer */

#define CNTV_CTL_EL02	GIC_SYSREG(3, 5, 14, 3, 1)
#define CNTV_CVAL_EL02	GIC_SYSREG(3, 5, 14, 3, 2)

static uint64_t timer(uint32_t reg)
{
	return timer_sysreg_read(&gic, &on_cpu[0], reg);
}

static void timer_set(uint32_t reg, uint64_t value)
{
	timer_sysreg_write(&gic, &on_cpu[0], reg, value);
}

static void the_virtual_timer_counts_from_its_offset(void **state)
{
	(void)state;
	gic.time = 1500;
	assert_int_equal(timer(GIC_SYSREG(3, 3, 14, 0, 1)), 1500);	/* CNTPCT_EL0 */
	timer_set(GIC_SYSREG(3, 4, 14, 0, 3), 500);			/* CNTVOFF_EL2 */
	timer_set(SYSREG_CNTV_CVAL_EL0, 1001);
	timer_set(SYSREG_CNTV_CTL_EL0, 1);
	assert_int_equal(timer(SYSREG_CNTV_CTL_EL0), 1);
	gic.time = 1501;
	assert_int_equal(timer(SYSREG_CNTV_CTL_EL0), 5);
	/* ISTATUS tells nothing while the timer is off. */
	timer_set(SYSREG_CNTV_CTL_EL0, 0);
	assert_int_equal(timer(SYSREG_CNTV_CTL_EL0), 0);
}

static void el02_names_are_those_of_the_guests_registers(void **state)
{
	(void)state;
	timer_set(CNTV_CVAL_EL02, 77);
	assert_int_equal(timer(SYSREG_CNTV_CVAL_EL0), 77);
	timer_set(SYSREG_CNTV_CTL_EL0, 3);
	assert_int_equal(timer(CNTV_CTL_EL02) & 3, 3);
	/* CNTKCTL_EL12 is none of them, and what is not the timer's passes through. */
	timer_set(GIC_SYSREG(3, 5, 14, 1, 0), 9);
	assert_int_equal(timer(GIC_SYSREG(3, 3, 14, 1, 0)), 0);
	timer_set(SYSREG_ICH_HCR_EL2, 1);
	assert_int_equal(timer(SYSREG_ICH_HCR_EL2), 1);
	assert_int_equal(sysreg(SYSREG_ICH_HCR_EL2), 1);
	assert_int_equal(timer_sysreg_read(&gic, &on_cpu[1], SYSREG_CNTV_CVAL_EL0), 0);
}

#define V2(test)	cmocka_unit_test_setup(test, gicv2)
#define V3(test)	cmocka_unit_test_setup(test, gicv3)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(impossible_configurations_are_refused),
		cmocka_unit_test(defaults_are_filled_in),
		V3(only_ppis_and_spis_can_be_added),
		V3(a_copy_goes_its_own_way),
		V3(level_pending_follows_the_line),
		V3(edge_pending_is_latched),
		V3(level_soft_pending_lasts_until_the_acknowledge),
		V3(clearing_pending_does_not_lower_a_line),
		V3(ppis_are_banked_and_spis_are_not),
		V3(an_active_interrupt_is_not_heard_again),
		V3(a_masked_interrupt_stays_pending),
		V3(hw_deactivation_finds_the_interrupt_by_its_intid),
		V3(the_host_deactivates_by_intid),
		V3(the_idle_priority_is_never_shown),
		V3(a_gic_may_ignore_the_hw_bit),
		V3(unknown_irqs_and_the_line_are_refused),
		V3(a_cpu_that_is_not_there_has_no_interrupts),
		V3(the_spy_remembers_who_asked_for_what),
		V2(gich_describes_itself),
		V2(gich_registers_keep_what_is_written),
		V2(gich_counts_what_does_not_exist),
		V2(gich_tells_empty_lrs_from_ended_ones),
		V2(maintenance_interrupts_have_their_reasons),
		V2(guest_handles_a_gich_lr),
		V2(guest_deactivation_reaches_the_physical_interrupt),
		V2(guest_deactivation_asks_for_maintenance),
		V3(ich_describes_itself),
		V3(system_registers_are_numbered_as_in_an_mrs),
		V2(frames_have_their_offsets),
		V3(ich_registers_keep_what_they_implement),
		V3(ich_counts_what_does_not_exist),
		V3(ich_tells_empty_lrs_from_ended_ones),
		V3(guest_handles_an_ich_lr),
		V3(sre_is_fixed_without_a_gicv2_interface),
		V3(vmcr_depends_on_sre),
		V3(other_system_registers_are_kept_and_missed),
		V2(a_gicv2_has_no_ich_registers),
		V3(the_virtual_timer_counts_from_its_offset),
		V3(el02_names_are_those_of_the_guests_registers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
