// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs a table of accesses to the simulated GIC (gic_steps.h) on CPU 1 of it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/self/gic_steps.h"

#define CPU 1	/* not 0: a forgotten index shows */

static struct gic gic, before;
static const struct vgic_context here = { .cpu = CPU };

static uint64_t hyp_read(uint32_t reg)
{
	return reg < 0x1000 ? gic_gich_read(&gic, &here, reg) : gic_sysreg_read(&gic, &here, reg);
}

static void hyp_write(uint32_t reg, uint64_t value)
{
	if (reg < 0x1000)
		gic_gich_write(&gic, &here, reg, (uint32_t)value);
	else
		gic_sysreg_write(&gic, &here, reg, value);
}

/* What the step gives; *@expected is changed where that is not the step's value. */
static uint64_t step(const struct gic_step *s, uint64_t *expected)
{
	uint64_t value = 0x5a5a;

	switch (s->op) {
	case STEP_GUEST_READ:
		return gic_icv_read(&gic, CPU, s->reg, &value) == GIC_DONE ? value : ~0ull;
	case STEP_GUEST_WRITE:
		*expected = GIC_DONE;
		return gic_icv_write(&gic, CPU, s->reg, s->value);
	case STEP_READ_TRAPS:
	case STEP_READ_UNDEFINED:
		*expected = s->op == STEP_READ_TRAPS ? GIC_TRAPPED : GIC_UNDEFINED;
		return gic_icv_read(&gic, CPU, s->reg, &value);
	case STEP_WRITE_TRAPS:
	case STEP_WRITE_UNDEFINED:
		*expected = s->op == STEP_WRITE_TRAPS ? GIC_TRAPPED : GIC_UNDEFINED;
		return gic_icv_write(&gic, CPU, s->reg, 0xff);
	case STEP_FRAME_READ:
		return gic_gicv_read(&gic, &here, s->reg);
	case STEP_FRAME_WRITE:
		gic_gicv_write(&gic, &here, s->reg, (uint32_t)s->value);
		return s->value;
	case STEP_HYP_READ:
		return hyp_read(s->reg);
	case STEP_HYP_WRITE:
		hyp_write(s->reg, s->value);
		return s->value;
	case STEP_VIRQ:
		return gic_virq(&gic, CPU);
	case STEP_VFIQ:
		return gic_vfiq(&gic, CPU);
	case STEP_MAINTENANCE:
		return gic_misr(&gic, CPU);
	case STEP_HOST_TAKES:
		gic_line(&gic, CPU, s->reg, true);
		return !gic_host_take(&gic, CPU, s->reg);
	case STEP_PHYS_ACTIVE:
		return gic_phys(&gic, CPU, s->reg)->active;
	case STEP_END:
		break;
	}
	return ~0ull;
}

static bool changes_nothing(enum gic_step_op op)
{
	return op >= STEP_READ_TRAPS && op <= STEP_WRITE_UNDEFINED;
}

static void run_case(void **state)
{
	const struct gic_case *c = *state;
	unsigned int i;

	assert_true(gic_init(&gic, &c->config));
	assert_true(gic_irq_add(&gic, TIMER, 27, true));
	assert_true(gic_irq_add(&gic, NIC, 72, true));
	for (i = 0; c->steps[i].op != STEP_END; i++) {
		const struct gic_step *s = &c->steps[i];
		uint64_t expected = s->value, got;

		before = gic;
		got = step(s, &expected);
		if (got != expected)
			fail_msg("%s, step %u (op %d, reg 0x%x): 0x%llx expected, 0x%llx seen",
				 c->name, i, s->op, s->reg, (unsigned long long)expected,
				 (unsigned long long)got);
		if (changes_nothing(s->op) && memcmp(&gic, &before, sizeof(gic)))
			fail_msg("%s, step %u (reg 0x%x): something happened", c->name, i, s->reg);
	}
	if (gic.surprises.undefined || gic.surprises.unknown_reads)
		fail_msg("%s: a register that does not exist was accessed", c->name);
}

int gic_run_cases(const char *group, const struct gic_case *cases, unsigned int count)
{
	struct CMUnitTest *tests = calloc(count, sizeof(*tests));
	unsigned int i;
	int failed;

	if (!tests)
		return 1;
	for (i = 0; i < count; i++)
		tests[i] = (struct CMUnitTest){
			.name = cases[i].name, .test_func = run_case,
			.initial_state = (void *)&cases[i],
		};
	failed = _cmocka_run_group_tests(group, tests, count, NULL, NULL);
	free(tests);
	return failed;
}
