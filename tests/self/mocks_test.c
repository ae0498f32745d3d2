// SPDX-License-Identifier: GPL-2.0-only
/*
 * The mocks' own tests: each misuse of mocks/kernel/selftest.c must be reported, as what it is;
 * right use must not be; a state that is restored is the state that was saved.
 *
 * usage: mocks_test SUBJECT.so
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/self/host.h"

static const struct vgic_subject *subject;
static const char *reported;

static void misuse(const void *name)
{
	const struct vgic_machine_config machine = { .gic = VGIC_GICV3, .nr_cpus = 2, .vhe = true };
	const struct vgic_vm_config vm = { .gic = VGIC_GICV3, .nr_vcpus = 2, .nr_irqs = 64 };

	if (subject->boot(&machine) || subject->vm_create(&vm))
		dprintf(host_report_fd, "no VM\n");
	if (!subject->selftest(name))
		dprintf(host_report_fd, "no such case\n");
}

struct misuse_case { const char *name, *expected; };

/* The name of a case, and what its report must contain; "": no report at all. */
static const struct misuse_case cases[] = {
	{ "lock-twice", "lock: irq_lock: taken twice by the same CPU" },
	{ "unlock-free", "lock: irq_lock: released while it is free" },
	{ "unlock-by-another", "lock: irq_lock: released by a CPU that does not hold it" },
	{ "lock-held-by-another", "lock: irq_lock: held by another CPU" },
	{ "wrong-order", "lock: wrong order: ap_list_lock is taken while irq_lock is held" },
	{ "wrong-mutex-order", "lock: wrong order: kvm->lock is taken while config_lock is held" },
	{ "not-nested", "lock: irq_lock: a second lock of this class" },
	{ "wrong-vcpu-order", "lock: ap_list_lock: wrong order: the lower vcpu_id comes first" },
	{ "right-order", "" },
	{ "irqs-on", "lock: irq_lock: taken with interrupts on" },
	{ "irqs-on-while-held", "lock: irq_lock: still held when interrupts are switched on" },
	{ "left-held", "lock: irq_lock: left held by left_held()" },
	{ "left-masked", "context: left_masked() returns with interrupts off" },
	{ "never-initialised", "taken before it was initialised" },
	{ "not-held", "lock: irq_lock: must be held here and is not" },
	{ "sleep-in-atomic", "context: may sleep in atomic context, preemption is off" },
	{ "alloc-in-atomic", "context: may sleep in atomic context, interrupts are off" },
	{ "rcu-unbalanced", "context: rcu_read_unlock() without rcu_read_lock()" },
	{ "free-twice", "memory: memory freed twice" },
	{ "free-foreign", "memory: memory freed that was never allocated" },
	{ "ref-from-zero", "refcount: reference taken on an object that has 0" },
	{ "ref-below-zero", "refcount: reference dropped on an object that has 0" },
	{ "ref-not-from-zero", "" },
	{ "hrtimers", "" },
	{ "warn", "warn: WARN_ON(1)" },
	{ "bug", "bug: BUG_ON(1)" },
	{ "xarray", "" },
	{ "xarray-unlocked", "lock: __xa_store() without the xa_lock" },
	{ "sorting", "" },
	{ "bits", "" },
	{ "preempt-unbalanced", "context: preempt_enable() without preempt_disable()" },
	{ "srcu-unbalanced", "context: srcu_read_unlock() without srcu_read_lock()" },
	{ "irqs-never-saved", "context: interrupts restored from flags never saved" },
	{ "trylock-in-atomic", "context: may sleep in atomic context, preemption is off" },
	{ "too-many-locks", "lock: irq_lock: too many locks held" },
	{ "arena-full", "memory: no room for 1073741824 bytes in the arena" },
	{ "free-rcu-inside", "context: freed after a grace period inside an RCU read-side section" },
	{ "unmocked", "unmocked: unmocked kernel function some_function" },
	{ "xarray-erase-unlocked", "lock: __xa_erase() without the xa_lock" },
	{ "sorting-itself", "warn: WARN(a == b)" },
};

/* Only AddressSanitizer sees these: they are for the checked subject. */
static const struct misuse_case checked_cases[] = {
	{ "use-after-free", "use-after-poison" },
	{ "past-the-end", "use-after-poison" },
};

static void test_misuse(void **state)
{
	const struct misuse_case *c = *state;

	reported = host_in_child(misuse, c->name);
	if (!strstr(reported, c->expected) || (!*c->expected && *reported))
		fail_msg("%s: expected \"%s\", reported:\n%s", c->name, c->expected, reported);
}

/* The state after @create is restored bit for bit, whatever happens in between. */
static void restores(const void *unused)
{
	const struct vgic_machine_config machine = { .gic = VGIC_GICV3, .nr_cpus = 2, .vhe = true };
	const struct vgic_vm_config vm = { .gic = VGIC_GICV3, .nr_vcpus = 2, .nr_irqs = 64 };
	struct vgic_irq_view view;
	size_t size, bytes, blocks;
	void *pristine, *first, *again;

	(void)unused;
	size = subject->state_size();
	pristine = malloc(size);
	subject->state_save(pristine);
	if (subject->boot(&machine) || subject->vm_create(&vm))
		dprintf(host_report_fd, "no VM\n");
	size = subject->state_size();
	first = calloc(1, size);
	again = calloc(1, size);
	subject->state_save(first);
	blocks = subject->live_blocks(&bytes);

	subject->mmio_write(0, VGIC_GPA_DIST, 4, 3);
	subject->mmio_write(0, VGIC_GPA_DIST + 0x104, 4, ~0u);
	subject->inject(0, 40, true);
	if (!subject->view_irq(0, 40, &view) || !view.pending_latch || !view.enabled)
		dprintf(host_report_fd, "the injection was not seen\n");
	subject->vm_destroy();
	if (subject->live_blocks(NULL))
		dprintf(host_report_fd, "%zu blocks left after vm_destroy()\n", subject->live_blocks(NULL));

	subject->state_restore(first);
	if (subject->live_blocks(NULL) != blocks || subject->state_size() != size)
		dprintf(host_report_fd, "sizes differ after restoring\n");
	subject->state_save(again);
	if (memcmp(first, again, size))
		dprintf(host_report_fd, "the restored state is another one\n");
	if (!subject->view_irq(0, 40, &view) || view.pending_latch || view.enabled)
		dprintf(host_report_fd, "the VM has not come back\n");
	subject->vm_destroy();

	/* Boot can be undone, too: another machine in the same process. */
	subject->state_restore(pristine);
	if (subject->boot(&machine) || subject->vm_create(&vm))
		dprintf(host_report_fd, "no second VM\n");
}

static void test_state(void **state)
{
	(void)state;
	reported = host_in_child(restores, NULL);
	assert_string_equal(reported, "");
}

/* Every guest model on every host, created and destroyed: nothing stays allocated. */
static void create_and_destroy(const void *unused)
{
	static const struct { struct vgic_machine_config machine; enum vgic_gic guest; int ret; } all[] = {
		{ { .gic = VGIC_GICV2, .nr_cpus = 1, .vhe = true }, VGIC_GICV2, 0 },
		{ { .gic = VGIC_GICV3, .nr_cpus = 1, .vhe = true }, VGIC_GICV3, 0 },
		{ { .gic = VGIC_GICV3, .nr_cpus = 1 }, VGIC_GICV3, 0 },
		{ { .gic = VGIC_GICV3, .nr_cpus = 1, .v2_cpuif = true }, VGIC_GICV2, 0 },
		{ { .gic = VGIC_GICV3, .nr_cpus = 1 }, VGIC_GICV2, -19 },	/* -ENODEV */
		{ { .gic = VGIC_GICV2, .nr_cpus = 1 }, VGIC_GICV3, -19 },
	};
	void *pristine = malloc(subject->state_size());

	(void)unused;
	subject->state_save(pristine);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		const struct gic_config config = {
			.gic = all[i].machine.gic, .v2_cpuif = all[i].machine.v2_cpuif,
		};
		const struct vgic_vm_config vm = { .gic = all[i].guest, .nr_vcpus = 8, .nr_irqs = 96 };
		int ret;

		subject->state_restore(pristine);
		gic_init(&host_gic, &config);
		ret = subject->boot(&all[i].machine);
		if (ret)
			dprintf(host_report_fd, "%zu: boot: %d\n", i, ret);
		ret = subject->vm_create(&vm);
		if (ret != all[i].ret)
			dprintf(host_report_fd, "%zu: vm_create: %d\n", i, ret);
		if (ret)
			continue;
		subject->vm_destroy();
		if (subject->live_blocks(NULL))
			dprintf(host_report_fd, "%zu: %zu blocks left\n", i, subject->live_blocks(NULL));
	}
}

static void test_create_and_destroy(void **state)
{
	(void)state;
	reported = host_in_child(create_and_destroy, NULL);
	assert_string_equal(reported, "");
}

#define NR(array) (sizeof(array) / sizeof((array)[0]))

int main(int argc, char **argv)
{
	static struct CMUnitTest tests[NR(cases) + NR(checked_cases) + 2];
	const struct gic_config config = { .gic = VGIC_GICV3 };
	vgic_subject_open_fn *open_door;
	size_t n = 0;

	if (argc != 2) {
		fprintf(stderr, "usage: mocks_test SUBJECT.so\n");
		return 2;
	}
	gic_init(&host_gic, &config);
	subject = host_open(argv[1]);
	open_door = (vgic_subject_open_fn *)dlsym(dlopen(argv[1], RTLD_NOW), VGIC_DOOR_SYMBOL);
	if (open_door(&plain_host, VGIC_DOOR_ABI + 1)) {
		fprintf(stderr, "mocks_test: a door with another ABI number was opened\n");
		return 1;
	}
	for (size_t i = 0; i < NR(cases); i++)
		tests[n++] = (struct CMUnitTest){ cases[i].name, test_misuse, NULL, NULL, (void *)&cases[i] };
	for (size_t i = 0; i < NR(checked_cases) && !strcmp(subject->info.build, "checked"); i++)
		tests[n++] = (struct CMUnitTest){ checked_cases[i].name, test_misuse, NULL, NULL,
						  (void *)&checked_cases[i] };
	tests[n++] = (struct CMUnitTest){ "state", test_state, NULL, NULL, NULL };
	tests[n++] = (struct CMUnitTest){ "create-and-destroy", test_create_and_destroy, NULL, NULL, NULL };
	return _cmocka_run_group_tests("mocks", tests, n, NULL, NULL);
}
