// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ideal GIC (checker/spec/gic) against the architecture's own words, one scene each: what a CPU interface must be given, may be
 * given and must not be given. Scenes are short, so that each can be read beside the section that it names.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "checker/spec/gic/gic.h"

#define EDGE 40u
#define LEVEL 41u
#define TIMER 27u
#define SGI 3u
#define NONE IDEAL_SPURIOUS

static struct ideal_gic g;

static void interrupt(uint32_t intid, bool level, uint8_t priority)
{
	ideal_gic_set_level(&g, 0, intid, level);
	ideal_gic_set_group(&g, 0, intid, !g.v2);
	ideal_gic_set_priority(&g, 0, intid, priority);
	ideal_gic_set_targets(&g, intid, 1);
	ideal_gic_set_router(&g, intid, 0);
	ideal_gic_write_bit(&g, 0, intid, IDEAL_SET_ENABLE);
}

static void power_on(bool v2, bool eoimode)
{
	ideal_gic_init(&g, v2, 3, 64);
	ideal_gic_set_ctlr(&g, 3);
	interrupt(EDGE, false, 0x80);
	interrupt(LEVEL, true, 0x80);
	interrupt(TIMER, true, 0x80);
	interrupt(SGI, false, 0x80);
	for (unsigned int v = 0; v < 3; v++) {
		g.cpuif[v] = (struct ideal_cpuif){
			.pmr = 0xf8, .bpr = { 2, 3 }, .group_enable = { true, true }, .eoimode = eoimode,
		};
		ideal_gic_enter(&g, v);
	}
}

static int setup(void **state)
{
	(void)state;
	power_on(false, false);
	return 0;
}

static enum ideal_fault answers(unsigned int v, uint32_t intid, unsigned int sender)
{
	const struct ideal_int *better;

	return ideal_gic_judge(&g, v, !g.v2, intid, sender, &better);
}

static void again(unsigned int v)
{
	ideal_gic_exit(&g, v);
	ideal_gic_enter(&g, v);
}

/* The one right answer; it is acknowledged. */
static void must_give(unsigned int v, uint32_t intid)
{
	assert_int_equal(answers(v, NONE, 0), IDEAL_NOTHING);
	assert_int_equal(answers(v, intid, 0), IDEAL_RIGHT);
	ideal_gic_ack(&g, v, intid, 0);
}

static void must_give_nothing(unsigned int v, uint32_t instead_of)
{
	assert_int_equal(answers(v, NONE, 0), IDEAL_RIGHT);
	assert_int_not_equal(answers(v, instead_of, 0), IDEAL_RIGHT);
}

static void may_give(unsigned int v, uint32_t intid)
{
	assert_int_equal(answers(v, NONE, 0), IDEAL_RIGHT);
	assert_int_equal(answers(v, intid, 0), IDEAL_RIGHT);
}

/* IHI 0069 4.1.2: pending, active, inactive. An edge is taken once. */
static void edge_is_taken_once(void **state)
{
	(void)state;
	must_give_nothing(0, EDGE);
	ideal_gic_edge(&g, 0, EDGE);
	again(0);
	must_give(0, EDGE);
	assert_true(ideal_gic_active(&g, 0, EDGE));
	assert_false(ideal_gic_pending(&g, 0, EDGE));
	ideal_gic_eoi(&g, 0, EDGE);
	must_give_nothing(0, EDGE);
	again(0);
	must_give_nothing(0, EDGE);
	assert_false(ideal_gic_active(&g, 0, EDGE));
}

/* docs/design.md 5: what comes after the entry, the CPU interface may or may not know. */
static void an_edge_after_the_entry_may_be_given(void **state)
{
	(void)state;
	ideal_gic_edge(&g, 0, EDGE);
	may_give(0, EDGE);
}

/* A level interrupt is pending as long as its line is high; it comes again after its end. */
static void level_follows_its_line(void **state)
{
	(void)state;
	ideal_gic_line(&g, 0, LEVEL, true);
	again(0);
	must_give(0, LEVEL);
	assert_true(ideal_gic_pending(&g, 0, LEVEL));
	again(0);
	must_give_nothing(0, LEVEL);
	ideal_gic_eoi(&g, 0, LEVEL);
	again(0);
	must_give(0, LEVEL);
	ideal_gic_line(&g, 0, LEVEL, false);
	ideal_gic_eoi(&g, 0, LEVEL);
	again(0);
	must_give_nothing(0, LEVEL);
}

/* The line falls after the entry: the CPU interface may not have heard; after the next entry it must have. */
static void a_fallen_line_may_be_given_until_the_next_entry(void **state)
{
	(void)state;
	ideal_gic_line(&g, 0, LEVEL, true);
	again(0);
	ideal_gic_line(&g, 0, LEVEL, false);
	may_give(0, LEVEL);
	again(0);
	must_give_nothing(0, LEVEL);
}

/* IHI 0048B 4.3.8: ICPENDR takes away what ISPENDR gave, not the input. */
static void icpendr_does_not_lower_a_line(void **state)
{
	(void)state;
	ideal_gic_line(&g, 0, LEVEL, true);
	ideal_gic_write_bit(&g, 0, LEVEL, IDEAL_SET_PENDING);
	ideal_gic_write_bit(&g, 0, LEVEL, IDEAL_CLEAR_PENDING);
	assert_true(ideal_gic_pending(&g, 0, LEVEL));
	ideal_gic_line(&g, 0, LEVEL, false);
	assert_false(ideal_gic_pending(&g, 0, LEVEL));
	ideal_gic_write_bit(&g, 0, LEVEL, IDEAL_SET_PENDING);
	assert_true(ideal_gic_pending(&g, 0, LEVEL));
	again(0);
	must_give(0, LEVEL);
	/* The acknowledge takes the latch. */
	assert_false(ideal_gic_pending(&g, 0, LEVEL));
}

/* A second edge may have merged with the first or not; once nobody can have acknowledged between, it has. */
static void edges_merge(void **state)
{
	(void)state;
	ideal_gic_edge(&g, 0, EDGE);
	again(0);
	ideal_gic_edge(&g, 0, EDGE);
	must_give(0, EDGE);
	ideal_gic_eoi(&g, 0, EDGE);
	again(0);
	may_give(0, EDGE);

	power_on(false, false);
	ideal_gic_edge(&g, 0, EDGE);
	again(0);
	ideal_gic_edge(&g, 0, EDGE);
	again(0);
	must_give(0, EDGE);
	ideal_gic_eoi(&g, 0, EDGE);
	again(0);
	must_give_nothing(0, EDGE);
}

/* IHI 0069 4.8: priority mask, group enables, running priority. */
static void what_is_not_let_through_is_not_given(void **state)
{
	(void)state;
	ideal_gic_edge(&g, 0, EDGE);
	again(0);
	g.cpuif[0].pmr = 0x80;
	must_give_nothing(0, EDGE);
	g.cpuif[0].pmr = 0x88;
	g.cpuif[0].group_enable[1] = false;
	must_give_nothing(0, EDGE);
	g.cpuif[0].group_enable[1] = true;
	must_give(0, EDGE);
	assert_int_equal(ideal_gic_running(&g, 0), 0x80);
	ideal_gic_line(&g, 0, LEVEL, true);
	again(0);
	must_give_nothing(0, LEVEL);
	ideal_gic_set_priority(&g, 0, LEVEL, 0x78);
	again(0);
	must_give(0, LEVEL);
	assert_int_equal(ideal_gic_running(&g, 0), 0x78);
	ideal_gic_eoi(&g, 0, LEVEL);
	assert_int_equal(ideal_gic_running(&g, 0), 0x80);
}

/* IHI 0069 4.8.4: the binary point groups priorities; no preemption within a group. */
static void a_coarse_binary_point_does_not_preempt(void **state)
{
	(void)state;
	g.cpuif[0].bpr[1] = 5;
	ideal_gic_set_priority(&g, 0, EDGE, 0x98);
	ideal_gic_edge(&g, 0, EDGE);
	again(0);
	must_give(0, EDGE);
	ideal_gic_set_priority(&g, 0, LEVEL, 0x88);
	ideal_gic_line(&g, 0, LEVEL, true);
	again(0);
	must_give_nothing(0, LEVEL);
	ideal_gic_set_priority(&g, 0, LEVEL, 0x60);
	again(0);
	must_give(0, LEVEL);
}

/* The most urgent one first; of equals, either. */
static void the_most_urgent_is_given_first(void **state)
{
	(void)state;
	ideal_gic_edge(&g, 0, EDGE);
	ideal_gic_line(&g, 0, LEVEL, true);
	again(0);
	assert_int_equal(answers(0, EDGE, 0), IDEAL_RIGHT);
	assert_int_equal(answers(0, LEVEL, 0), IDEAL_RIGHT);
	ideal_gic_set_priority(&g, 0, LEVEL, 0x40);
	/* It has not heard of the new priority. */
	assert_int_equal(answers(0, EDGE, 0), IDEAL_RIGHT);
	again(0);
	assert_int_equal(answers(0, EDGE, 0), IDEAL_LESS_URGENT);
	ideal_gic_set_priority(&g, 0, LEVEL, 0xc0);
	assert_int_equal(answers(0, EDGE, 0), IDEAL_RIGHT);
	assert_int_equal(answers(0, LEVEL, 0), IDEAL_RIGHT);
	again(0);
	assert_int_equal(answers(0, LEVEL, 0), IDEAL_LESS_URGENT);
	must_give(0, EDGE);
}

/* Disabled, not forwarded, routed elsewhere: each keeps it from being given, and none clears it. */
static void conditions_of_the_distributor(void **state)
{
	(void)state;
	ideal_gic_edge(&g, 0, EDGE);
	ideal_gic_write_bit(&g, 0, EDGE, IDEAL_CLEAR_ENABLE);
	again(0);
	must_give_nothing(0, EDGE);
	ideal_gic_write_bit(&g, 0, EDGE, IDEAL_SET_ENABLE);
	ideal_gic_set_ctlr(&g, 1);
	again(0);
	must_give_nothing(0, EDGE);
	ideal_gic_set_ctlr(&g, 3);
	ideal_gic_set_router(&g, EDGE, 1);
	again(0);
	must_give_nothing(0, EDGE);
	again(1);
	must_give(1, EDGE);
	ideal_gic_set_router(&g, EDGE, 0x77);
	ideal_gic_edge(&g, 0, EDGE);
	ideal_gic_eoi(&g, 1, EDGE);
	again(0);
	again(1);
	must_give_nothing(0, EDGE);
	must_give_nothing(1, EDGE);
	assert_true(ideal_gic_pending(&g, 0, EDGE));
}

/* EOImode 1 (IHI 0069 ICC_DIR_EL1): dropped is still active; any vCPU deactivates an SPI. */
static void drop_and_deactivation(void **state)
{
	(void)state;
	power_on(false, true);
	ideal_gic_edge(&g, 0, EDGE);
	again(0);
	must_give(0, EDGE);
	ideal_gic_eoi(&g, 0, EDGE);
	assert_int_equal(ideal_gic_running(&g, 0), IDEAL_IDLE);
	assert_true(ideal_gic_active(&g, 0, EDGE));
	ideal_gic_edge(&g, 0, EDGE);
	again(0);
	must_give_nothing(0, EDGE);
	ideal_gic_dir(&g, 1, EDGE);
	again(0);
	must_give(0, EDGE);
	/* While EOImode is 0, DIR does nothing. */
	power_on(false, false);
	ideal_gic_write_bit(&g, 0, EDGE, IDEAL_SET_ACTIVE);
	ideal_gic_dir(&g, 0, EDGE);
	assert_true(ideal_gic_active(&g, 0, EDGE));
}

/* IHI 0048B 3.2.4, 4.4.4: a GICv2's SGI is pending from each sender, and given with it. */
static void sgis_have_senders(void **state)
{
	(void)state;
	power_on(true, false);
	ideal_gic_sgi(&g, 1, 0, SGI, 0);
	ideal_gic_sgi(&g, 2, 0, SGI, 0);
	again(0);
	assert_int_equal(answers(0, SGI, 0), IDEAL_NOT_SENT);
	assert_int_equal(answers(0, SGI, 1), IDEAL_RIGHT);
	assert_int_equal(answers(0, SGI, 2), IDEAL_RIGHT);
	ideal_gic_ack(&g, 0, SGI, 2);
	again(0);
	must_give_nothing(0, SGI);
	ideal_gic_eoi(&g, 0, SGI);
	again(0);
	assert_int_equal(answers(0, SGI, 2), IDEAL_NOT_SENT);
	assert_int_equal(answers(0, SGI, 1), IDEAL_RIGHT);
	/* GICD_ISPENDR0 is read-only for them. */
	ideal_gic_ack(&g, 0, SGI, 1);
	ideal_gic_eoi(&g, 0, SGI);
	ideal_gic_write_bit(&g, 0, SGI, IDEAL_SET_PENDING);
	must_give_nothing(0, SGI);
	again(0);
	must_give_nothing(0, SGI);
	/* Sent twice by one sender before an exit: once. */
	ideal_gic_sgi(&g, 1, 0, SGI, 0);
	again(0);
	ideal_gic_sgi(&g, 1, 0, SGI, 0);
	again(0);
	ideal_gic_ack(&g, 0, SGI, 1);
	ideal_gic_eoi(&g, 0, SGI);
	again(0);
	assert_int_equal(answers(0, SGI, 1), IDEAL_NOT_PENDING);
}

/* A GICv3's SGI reaches its target only in the group that it is sent in. */
static void sgis_have_groups(void **state)
{
	(void)state;
	ideal_gic_sgi(&g, 1, 0, SGI, 0);
	again(0);
	must_give_nothing(0, SGI);
	ideal_gic_sgi(&g, 1, 0, SGI, 1);
	again(0);
	must_give(0, SGI);
}

/* Private interrupts are each vCPU's own. */
static void private_interrupts_are_banked(void **state)
{
	(void)state;
	ideal_gic_line(&g, 0, TIMER, true);
	again(0);
	again(1);
	must_give_nothing(1, TIMER);
	must_give(0, TIMER);
	assert_false(ideal_gic_enabled(&g, 1, TIMER));
}

/* A group 0 interrupt that is more urgent keeps group 1's acknowledge from giving anything (ICC_IAR1_EL1). */
static void the_other_group_comes_first(void **state)
{
	(void)state;
	ideal_gic_set_group(&g, 0, LEVEL, 0);
	ideal_gic_set_priority(&g, 0, LEVEL, 0x40);
	ideal_gic_line(&g, 0, LEVEL, true);
	ideal_gic_edge(&g, 0, EDGE);
	again(0);
	assert_int_equal(answers(0, NONE, 0), IDEAL_RIGHT);
	assert_int_equal(answers(0, LEVEL, 0), IDEAL_MASKED);
	assert_int_equal(answers(0, EDGE, 0), IDEAL_LESS_URGENT);
}

/* IHI 0048B 4.3.12, IHI 0069 GICD_IROUTER<n>: bits that stand for nothing. */
static void routes_are_what_exists(void **state)
{
	(void)state;
	ideal_gic_set_router(&g, EDGE, 0xffffffff80000001ull);
	assert_int_equal(ideal_gic_find(&g, 0, EDGE)->router, 0xff00000001ull);
	ideal_gic_set_priority(&g, 0, EDGE, 0x87);
	assert_int_equal(ideal_gic_find(&g, 0, EDGE)->priority, 0x80);
	power_on(true, false);
	ideal_gic_set_targets(&g, EDGE, 0xff);
	assert_int_equal(ideal_gic_find(&g, 0, EDGE)->targets, 7);
	assert_null(ideal_gic_int(&g, 0, 64));
	assert_null(ideal_gic_int(&g, 0, IDEAL_SPECIAL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(edge_is_taken_once, setup),
		cmocka_unit_test_setup(an_edge_after_the_entry_may_be_given, setup),
		cmocka_unit_test_setup(level_follows_its_line, setup),
		cmocka_unit_test_setup(a_fallen_line_may_be_given_until_the_next_entry, setup),
		cmocka_unit_test_setup(icpendr_does_not_lower_a_line, setup),
		cmocka_unit_test_setup(edges_merge, setup),
		cmocka_unit_test_setup(what_is_not_let_through_is_not_given, setup),
		cmocka_unit_test_setup(a_coarse_binary_point_does_not_preempt, setup),
		cmocka_unit_test_setup(the_most_urgent_is_given_first, setup),
		cmocka_unit_test_setup(conditions_of_the_distributor, setup),
		cmocka_unit_test_setup(drop_and_deactivation, setup),
		cmocka_unit_test_setup(sgis_have_senders, setup),
		cmocka_unit_test_setup(sgis_have_groups, setup),
		cmocka_unit_test_setup(private_interrupts_are_banked, setup),
		cmocka_unit_test_setup(the_other_group_comes_first, setup),
		cmocka_unit_test_setup(routes_are_what_exists, setup),
	};

	return cmocka_run_group_tests_name("ideal", tests, NULL, NULL);
}
