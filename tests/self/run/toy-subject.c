// SPDX-License-Identifier: GPL-2.0-only
/*
 * A subject with no kernel in it, for the tests of the run core: its state is one counter in the
 * arena, and selftest() goes wrong in every way that the run core must survive and report.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "vgic/subject.h"

/* What the toy's vm_create() is told by the number of interrupts. */
#define TOY_IRQS_REFUSED	96
#define TOY_IRQS_WARN		128
#define TOY_IRQS_CRASH		160

struct toy {
	uint32_t counter;
	bool booted, created;
};

static const struct vgic_host *host;
static struct toy *toy;
/* Stands for coverage counters: not part of the saved state. */
static unsigned long calls;

static struct vgic_context context = { .held = 1u << VGIC_LOCK_IRQ, .irqs_off = true };

__attribute__((noinline)) static void toy_write_null(void)
{
	volatile int *volatile nowhere = NULL;

	*nowhere = 1;
}

__attribute__((noinline)) static void toy_call_null(void)
{
	void (*volatile nowhere)(void) = NULL;

	nowhere();
	calls++;
}

__attribute__((noinline)) static void toy_loop(void)
{
	volatile unsigned int turns = 0;

	for (;;)
		turns++;
}

__attribute__((noinline)) static unsigned int toy_overflow_stack(unsigned int depth)
{
	static volatile unsigned int deep_enough = UINT_MAX;
	volatile char frame[4096];

	if (depth == deep_enough)
		return 0;
	frame[0] = (char)depth;
	return toy_overflow_stack(depth + 1) + frame[0];
}

__attribute__((noinline)) static void toy_read_past_end(void)
{
	static volatile unsigned int size = 24;
	volatile char *bytes = calloc(1, size);
	static volatile char sink;

	sink = bytes[size];
	(void)sink;
	free((void *)bytes);
}

__attribute__((noinline)) static void toy_overflow_int(void)
{
	volatile int most = INT_MAX;

	most = most + 1;
}

__attribute__((noinline)) static void toy_fault(enum vgic_fault what, const char *text)
{
	host->fault(&context, what, "/somewhere/linux/arch/arm64/kvm/vgic/toy.c", 42, text);
	calls++;
}

static bool toy_selftest(const char *what)
{
	calls++;
	if (!strcmp(what, "write-null"))
		toy_write_null();
	else if (!strcmp(what, "call-null"))
		toy_call_null();
	else if (!strcmp(what, "abort"))
		abort();
	else if (!strcmp(what, "loop"))
		toy_loop();
	else if (!strcmp(what, "overflow-stack"))
		toy_overflow_stack(0);
	else if (!strcmp(what, "exit"))
		exit(7);
	else if (!strcmp(what, "kill"))
		raise(SIGKILL);
	else if (!strcmp(what, "read-past-end"))
		toy_read_past_end();
	else if (!strcmp(what, "overflow-int"))
		toy_overflow_int();
	else if (!strcmp(what, "speak"))
		fputs("a word on standard error\n", stderr);
	else if (!strcmp(what, "warn"))
		toy_fault(VGIC_FAULT_WARN, "toy warns");
	else if (!strcmp(what, "warn-anew"))
		toy_fault(VGIC_FAULT_WARN, "toy warns anew");
	else if (!strcmp(what, "lock"))
		toy_fault(VGIC_FAULT_LOCK, "toy locks twice");
	else if (!strcmp(what, "context"))
		toy_fault(VGIC_FAULT_CONTEXT, "toy has irqs off");
	else if (!strcmp(what, "refcount"))
		toy_fault(VGIC_FAULT_REFCOUNT, "toy drops a dead reference");
	else if (!strcmp(what, "memory"))
		toy_fault(VGIC_FAULT_MEMORY, "toy frees twice");
	else if (!strcmp(what, "bug"))
		toy_fault(VGIC_FAULT_BUG, "toy bugs");
	else if (!strcmp(what, "unmocked"))
		host->fault(&context, VGIC_FAULT_UNMOCKED, NULL, 0,
			    "unmocked kernel function toy_missing, called from toy_selftest");
	else
		return false;
	return true;
}

static int toy_boot(const struct vgic_machine_config *config)
{
	(void)config;
	if (toy->booted)
		return -EBUSY;
	toy->booted = true;
	return 0;
}

static int toy_vm_create(const struct vgic_vm_config *config)
{
	if (config->nr_irqs == TOY_IRQS_REFUSED)
		return -EINVAL;
	if (config->nr_irqs == TOY_IRQS_WARN)
		toy_fault(VGIC_FAULT_WARN, "toy warns at its birth");
	if (config->nr_irqs == TOY_IRQS_CRASH)
		toy_write_null();
	toy->created = true;
	return 0;
}

/* Counts, and shows the count as the interrupt's id. */
static int toy_inject(unsigned int vcpu, uint32_t intid, bool level)
{
	(void)vcpu;
	(void)level;
	calls++;
	toy->counter += intid;
	return 0;
}

static bool toy_view_irq(unsigned int vcpu, uint32_t intid, struct vgic_irq_view *view)
{
	(void)vcpu;
	(void)intid;
	*view = (struct vgic_irq_view) { .intid = toy->counter };
	return toy->created;
}

static size_t toy_state_size(void)
{
	return sizeof(*toy);
}

static void toy_state_save(void *buffer)
{
	memcpy(buffer, toy, sizeof(*toy));
}

static void toy_state_restore(const void *buffer)
{
	memcpy(toy, buffer, sizeof(*toy));
}

/* A line for each reset and dump, in the file that the test names. */
static void note(const char *what)
{
	const char *path = getenv("TOY_COVERAGE");
	FILE *file = path ? fopen(path, "a") : NULL;

	if (!file)
		return;
	fprintf(file, "%s %d %lu\n", what, (int)getpid(), calls);
	fclose(file);
}

static void toy_coverage_reset(void)
{
	note("reset");
	calls = 0;
}

static void toy_coverage_dump(void)
{
	note("dump");
}

static const struct vgic_source sources[] = {
	{ "arch/arm64/kvm/vgic/toy.c", "0123456789abcdef0123456789abcdef01234567" }, { 0 },
};
static const char *const features[] = { "toy-feature", NULL };
static const char *const unmocked[] = { "toy_missing", NULL };

static struct vgic_subject subject = {
	.abi = VGIC_DOOR_ABI,
	.info = {
		.build = "fast", .compiler = "a \"toy\" compiler", .sources = sources,
		.features = features, .unmocked = unmocked,
	},
	.boot = toy_boot, .vm_create = toy_vm_create, .inject = toy_inject,
	.view_irq = toy_view_irq, .state_size = toy_state_size, .state_save = toy_state_save,
	.state_restore = toy_state_restore, .selftest = toy_selftest,
	.coverage_reset = toy_coverage_reset, .coverage_dump = toy_coverage_dump,
};

const struct vgic_subject *vgic_subject_open(const struct vgic_host *given, unsigned int abi);

const struct vgic_subject *vgic_subject_open(const struct vgic_host *given, unsigned int abi)
{
	const char *mood = getenv("TOY_OPEN");

	(void)abi;
	host = given;
	toy = given->arena;
	if (mood && !strcmp(mood, "crash"))
		toy_write_null();
	if (mood && !strcmp(mood, "warn"))
		toy_fault(VGIC_FAULT_WARN, "toy warns when opened");
	if (mood && !strcmp(mood, "other-abi"))
		subject.abi = VGIC_DOOR_ABI + 1;
	if (mood && !strcmp(mood, "refuse"))
		return NULL;
	return &subject;
}
