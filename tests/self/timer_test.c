// SPDX-License-Identifier: GPL-2.0-only
/*
 * The simulated timers (mocks/gic/timer.c) and the ideal one (checker/spec/timer.c): each against numbers worked out by
 * hand, and both against each other.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "checker/spec/timer.h"
#include "mocks/gic/gic.h"
#include "mocks/gic/regs.h"

#define VIRQ 5
#define PIRQ 6

static struct gic gic;
static const struct vgic_context on_cpu[2] = { { .cpu = 0 }, { .cpu = 1 } };

static uint64_t get(uint32_t reg)
{
	return timer_sysreg_read(&gic, &on_cpu[0], reg);
}

static void set(uint32_t reg, uint64_t value)
{
	timer_sysreg_write(&gic, &on_cpu[0], reg, value);
}

static bool line(unsigned int cpu, uint32_t irq)
{
	return gic_phys(&gic, cpu, irq)->line;
}

static int power_on(void **state)
{
	const struct gic_config config = { .gic = VGIC_GICV3, .nr_cpus = 2 };

	(void)state;
	gic_init(&gic, &config);
	gic_irq_add(&gic, VIRQ, 27, true);
	gic_irq_add(&gic, PIRQ, 30, true);
	gic.time = 1000;
	timer_wire(&gic, VIRQ, PIRQ);
	return 0;
}

static void the_output_drives_the_line_of_its_cpu(void **state)
{
	(void)state;
	set(SYSREG_CNTVOFF_EL2, 400);
	set(SYSREG_CNTV_CVAL_EL0, 610);
	set(SYSREG_CNTV_CTL_EL0, CNT_CTL_ENABLE);
	set(SYSREG_CNTP_CVAL_EL0, 1020);
	set(SYSREG_CNTP_CTL_EL0, CNT_CTL_ENABLE);
	assert_int_equal(get(SYSREG_CNTVCT_EL0), 600);
	timer_pass(&gic, 9);
	assert_false(line(0, VIRQ) || line(0, PIRQ));
	timer_pass(&gic, 1);
	assert_true(line(0, VIRQ) && !line(0, PIRQ) && !line(1, VIRQ));
	timer_pass(&gic, 10);
	assert_true(line(0, VIRQ) && line(0, PIRQ) && !line(1, PIRQ));
	set(SYSREG_CNTVOFF_EL2, 500);
	assert_false(line(0, VIRQ));
	set(SYSREG_CNTVOFF_EL2, 0);
	assert_true(line(0, VIRQ));
}

static void imask_and_enable_lower_the_output(void **state)
{
	(void)state;
	set(SYSREG_CNTP_CTL_EL0, CNT_CTL_ENABLE);
	assert_true(line(0, PIRQ));
	set(SYSREG_CNTP_CTL_EL0, CNT_CTL_ENABLE | CNT_CTL_IMASK);
	assert_false(line(0, PIRQ));
	assert_int_equal(get(SYSREG_CNTP_CTL_EL0), 7);
	set(SYSREG_CNTP_CTL_EL0, 0);
	assert_false(line(0, PIRQ));
	set(SYSREG_CNTP_CTL_EL0, ~0ull);
	assert_int_equal(get(SYSREG_CNTP_CTL_EL0), 7);
}

static void tval_is_a_signed_view_of_cval(void **state)
{
	(void)state;
	set(SYSREG_CNTP_TVAL_EL0, 50);
	assert_int_equal(get(SYSREG_CNTP_CVAL_EL0), 1050);
	timer_pass(&gic, 60);
	assert_int_equal(get(SYSREG_CNTP_TVAL_EL0), 0xfffffff6u);
	set(SYSREG_CNTP_TVAL_EL0, 0xffffffffu);
	assert_int_equal(get(SYSREG_CNTP_CVAL_EL0), 1059);
	set(SYSREG_CNTVOFF_EL2, 60);
	set(SYSREG_CNTV_TVAL_EL0, 5);
	assert_int_equal(get(SYSREG_CNTV_CVAL_EL0), 1005);
}

static void the_ideal_timer_does_as_it_is_told(void **state)
{
	struct ideal_timer t = { .offset = 100, .cval = 50, .enable = true };

	(void)state;
	assert_false(ideal_timer_output(&t, 149));
	assert_true(ideal_timer_output(&t, 150));
	t.imask = true;
	assert_true(ideal_timer_condition(&t, 150) && !ideal_timer_output(&t, 150));
	t.imask = t.enable = false;
	assert_false(ideal_timer_output(&t, 150));
	ideal_timer_tval(&t, 150, -1);
	assert_int_equal(t.cval, 49);
	assert_int_equal(ideal_timer_count(&t, 150), 50);
}

/* Numbers around where something changes: now, offset, CVAL; every CTL. */
static void hardware_and_ideal_agree(void **state)
{
	static const uint64_t numbers[] = { 0, 1, 2, 1000, 1001, 1ull << 32, 1ull << 63, ~0ull - 1, ~0ull };
	enum { NR = sizeof(numbers) / sizeof(numbers[0]) };

	(void)state;
	for (unsigned int i = 0; i < NR * NR * NR * 4; i++) {
		unsigned int ctl = i % 4;
		struct ideal_timer t = {
			.offset = numbers[i / 4 % NR], .cval = numbers[i / 4 / NR % NR],
			.enable = ctl & CNT_CTL_ENABLE, .imask = ctl & CNT_CTL_IMASK,
		};

		gic.time = numbers[i / 4 / NR / NR];
		set(SYSREG_CNTVOFF_EL2, t.offset);
		set(SYSREG_CNTV_CVAL_EL0, t.cval);
		set(SYSREG_CNTV_CTL_EL0, ctl);
		assert_int_equal(line(0, VIRQ), ideal_timer_output(&t, gic.time));
		assert_int_equal(get(SYSREG_CNTVCT_EL0), ideal_timer_count(&t, gic.time));
		if (t.enable)
			assert_int_equal(get(SYSREG_CNTV_CTL_EL0) / CNT_CTL_ISTATUS,
					 ideal_timer_condition(&t, gic.time));
		ideal_timer_tval(&t, gic.time, -7);
		set(SYSREG_CNTV_TVAL_EL0, (uint32_t)-7);
		assert_int_equal(get(SYSREG_CNTV_CVAL_EL0), t.cval);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(the_output_drives_the_line_of_its_cpu, power_on),
		cmocka_unit_test_setup(imask_and_enable_lower_the_output, power_on),
		cmocka_unit_test_setup(tval_is_a_signed_view_of_cval, power_on),
		cmocka_unit_test_setup(the_ideal_timer_does_as_it_is_told, power_on),
		cmocka_unit_test_setup(hardware_and_ideal_agree, power_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
