// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tables and machine layer for the toy subject: canaries that must fail, each in its own way,
 * among rows that must pass.
 */
#include <stdio.h>

#include "checker/run/run.h"
#include "checker/run/machine.h"
#include "checker/run/table.h"

LISTED static const struct rule rule_toy = {
	"toy-rule", "A toy counts to what it was told.", "the toy box", "A child miscounts.",
};

LISTED static const struct rule rule_other = {
	"other-rule", "A toy has another side.", "the toy box", NULL,
};

/* The machine layer's state: counts what was done to it. */
#define PREPARED	7
static unsigned int resets, saved_resets;

static void toy_host(struct vgic_host *host)
{
	(void)host;
}

static int toy_prepare(const struct vgic_subject *subject,
		       const struct vgic_machine_config *machine,
		       const struct vgic_vm_config *vm)
{
	int error = subject->boot(machine);

	resets = PREPARED;
	if (row_current())
		row_step(row_current(), "boot");
	return error ? error : subject->vm_create(vm);
}

static void toy_save(void)
{
	saved_resets = resets;
}

static void toy_reset_row(void)
{
	resets = saved_resets + 1;
}

const struct machine_ops machine_ops = {
	.host = toy_host, .prepare = toy_prepare, .save = toy_save, .reset_row = toy_reset_row,
};

static uint32_t count(struct row *row, uint32_t by)
{
	struct vgic_irq_view view;

	row_step(row, "count(%u)", by);
	row->subject->inject(0, by, true);
	row->subject->view_irq(0, 0, &view);
	row_changed(row, CHANGED_IRQ, "counter is %u", view.intid);
	return view.intid;
}

static void words_canary(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	snprintf(buffer, size, "toy number %u of %u", i + 1, block->nr_rows);
}

/* A row that passes, if and only if it starts from the saved state. */
static void run_good(struct row *row, const struct block *block, unsigned int i)
{
	(void)block;
	expect_u64(row, &rule_toy, COLUMN_GUEST, "counter", i + 1, count(row, i + 1));
	expect_bool(row, &rule_toy, COLUMN_HOST, "reset once", true, resets == PREPARED + 1);
	expect_text(row, &rule_other, COLUMN_LR, "text", "same", "same");
}

static void name_number(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	(void)block;
	snprintf(buffer, size, "row-%05u", i);
}

/* Rows by name: what the subject is told to do, or what the row does itself. */
struct canary {
	const char *name;
	const char *selftest;
	void (*run)(struct row *row);
};

static void name_canary(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	const struct canary *canaries = block->arg;

	snprintf(buffer, size, "%s", canaries[i].name);
}

static void run_canary(struct row *row, const struct block *block, unsigned int i)
{
	const struct canary *canary = (const struct canary *)block->arg + i;

	count(row, 3);
	if (canary->selftest) {
		row_step(row, "selftest(%s)", canary->selftest);
		row->subject->selftest(canary->selftest);
		row_changed(row, CHANGED_IRQ, "survived");
	}
	if (canary->run)
		canary->run(row);
	expect_u64(row, &rule_toy, COLUMN_GUEST, "counter", 6, count(row, 3));
}

static void must_fail(struct row *row)
{
	count(row, 1);
	row_changed(row, CHANGED_PHYS, "one line\nand another");
	row_changed(row, CHANGED_PHYS, "a \x1b é");
	expect_hex(row, &rule_other, COLUMN_LR, "lr", 0x8000000000000001, 0x10);
	expect_bool(row, &rule_other, COLUMN_LR, "flag", false, true);
	expect_s64(row, &rule_other, COLUMN_HOST, "pin", -1, -2);
	expect_text(row, &rule_other, COLUMN_HOST, "text", "a \"b\"\n", "\\ \x01 \xff \xc3\xa9");
}

static void internal_only(struct row *row)
{
	expect_u64(row, &rule_other, COLUMN_INTERNAL, "inside", 1, 2);
}

/* A static that no saved state holds: what a row must not have. */
static void first_time_only(struct row *row)
{
	static unsigned int runs;

	if (!runs++)
		row_differs(row, &rule_other, COLUMN_GUEST, "run", "any", "first");
}

static void different_each_time(struct row *row)
{
	static unsigned int runs;

	expect_u64(row, &rule_other, COLUMN_GUEST, "runs", 0, ++runs);
}

static void crash_second_time(struct row *row)
{
	static unsigned int runs;

	row_differs(row, &rule_other, COLUMN_GUEST, "run", "any", "first");
	if (runs++)
		row->subject->selftest("write-null");
}

static void skip_it(struct row *row)
{
	row_skip(row, "the toy has no \"wheels\"");
}

static void flood(struct row *row)
{
	unsigned int i;

	for (i = 0; i < 1000; i++)
		expect_u64(row, i % 2 ? &rule_toy : &rule_other, COLUMN_INTERNAL, "flood",
			   0, i + 1);
	row_differs(row, &rule_other, COLUMN_GUEST, "last", "kept", "dropped");
}

static void many_steps(struct row *row)
{
	unsigned int i;

	for (i = 0; i < 4; i++) {
		row_step(row, "in");
		row_step(row, "out");
	}
	for (i = 0; i < 100000; i++)
		row_step(row, "step %u", i);
	row_differs(row, &rule_other, COLUMN_GUEST, "end", "of steps", "none");
}

static void known_first(struct row *row)
{
	expect_u64(row, &rule_other, COLUMN_GUEST, "line_level", 0, 1);
}

static void known_both(struct row *row)
{
	known_first(row);
	expect_u64(row, &rule_other, COLUMN_LR, "pending", 1, 0);
}

static void known_and_internal(struct row *row)
{
	known_first(row);
	internal_only(row);
}

static void known_and_flood(struct row *row)
{
	known_first(row);
	flood(row);
}

static void other_rule_same_field(struct row *row)
{
	expect_u64(row, &rule_toy, COLUMN_GUEST, "line_level", 0, 1);
}

static void warn_twice(struct row *row)
{
	row->subject->selftest("warn");
	row->subject->selftest("warn");
}

/* The row before it warned alike. */
static void differs_and_warns(struct row *row)
{
	internal_only(row);
	row->subject->selftest("warn");
}

static const struct canary reports[] = {
	{ .name = "good" },
	{ .name = "must-fail", .run = must_fail },
	{ .name = "internal-only", .run = internal_only },
	{ .name = "skipped", .run = skip_it },
	{ .name = "flood", .run = flood },
	{ .name = "many-steps", .run = many_steps },
	{ .name = "speaks", .selftest = "speak" },
	{ .name = "good-again" },
};

static const struct canary faults[] = {
	{ .name = "before" },
	{ .name = "warn", .selftest = "warn" },
	{ .name = "warn-twice", .run = warn_twice },
	{ .name = "differs-and-warns", .run = differs_and_warns },
	{ .name = "lock", .selftest = "lock" },
	{ .name = "context", .selftest = "context" },
	{ .name = "refcount", .selftest = "refcount" },
	{ .name = "memory", .selftest = "memory" },
	{ .name = "bug", .selftest = "bug" },
	{ .name = "unmocked", .selftest = "unmocked" },
	{ .name = "after" },
};

static const struct canary deaths[] = {
	{ .name = "before" },
	{ .name = "write-null", .selftest = "write-null" },
	{ .name = "between" },
	{ .name = "call-null", .selftest = "call-null" },
	{ .name = "abort", .selftest = "abort" },
	{ .name = "loop", .selftest = "loop" },
	{ .name = "overflow-stack", .selftest = "overflow-stack" },
	{ .name = "exit", .selftest = "exit" },
	{ .name = "kill", .selftest = "kill" },
	{ .name = "after" },
};

static const struct canary sanitized[] = {
	{ .name = "before" },
	{ .name = "read-past-end", .selftest = "read-past-end" },
	{ .name = "between" },
	{ .name = "overflow-int", .selftest = "overflow-int" },
	{ .name = "overflow-int-again", .selftest = "overflow-int" },
	{ .name = "read-past-end-again", .selftest = "read-past-end" },
	{ .name = "after" },
};

static const struct canary unsteady[] = {
	{ .name = "before" },
	{ .name = "first-time-only", .run = first_time_only },
	{ .name = "different-each-time", .run = different_each_time },
	{ .name = "crash-second-time", .run = crash_second_time },
	{ .name = "after" },
};

static const struct canary knowns[] = {
	{ .name = "good" },
	{ .name = "known", .run = known_first },
	{ .name = "known-and-new", .run = known_both },
	{ .name = "known-and-internal", .run = known_and_internal },
	{ .name = "known-and-flood", .run = known_and_flood },
	{ .name = "other-rule", .run = other_rule_same_field },
	{ .name = "warn", .selftest = "warn" },
	{ .name = "skipped", .run = skip_it },
};

static const struct canary odd_names[] = {
	{ .name = "it's [odd] * \"quoted\" \\", .run = known_first },
	{ .name = "bytes-\xff\xed\xa0\x80\xc0\xaf\xe0\x80\x80\xf0\x80\x80\x80\xf4\x90\x80\x80-\xe2\x82\xac-\xf0\x9f\x90\x98",
	  .run = known_first },
	{ .name = "part/of/a/path" },
	{ .name = "part/of/another" },
	{ .name = "<tag> & more" },
};

static const struct canary killers[] = {
	{ .name = "kill-0", .selftest = "write-null" },
	{ .name = "kill-1", .selftest = "write-null" },
	{ .name = "kill-2", .selftest = "write-null" },
	{ .name = "kill-3", .selftest = "write-null" },
	{ .name = "kill-4", .selftest = "write-null" },
	{ .name = "good" },
};

static const struct exclusion excluded[] = {
	{ "an edge has no level", 7 }, { "a \"quoted\" reason", 5 }, { 0 },
};

#define VM(irqs) .vm = { .gic = VGIC_GICV3, .nr_vcpus = 1, .nr_irqs = (irqs) }, \
	.machine = { .gic = VGIC_GICV3, .nr_cpus = 1 }
#define BLOCK(title, rows, ...) \
	{ .name = (title), .arg = (rows), .nr_rows = sizeof(rows) / sizeof((rows)[0]), VM(64), \
	  __VA_ARGS__ }

static const struct block canary_blocks[] = {
	BLOCK("toy/reports", reports, .excluded = excluded),
	BLOCK("toy/faults", faults),
	BLOCK("toy/deaths", deaths),
	BLOCK("toy/sanitized", sanitized),
	BLOCK("toy/unsteady", unsteady),
	BLOCK("toy/known", knowns),
	BLOCK("toy/names", odd_names),
	BLOCK("toy/killers", killers),
	BLOCK("toy/feature/here", killers, .needs_feature = "no-such-feature"),
	{ .name = "toy/prepare/refused", .arg = sanitized, .nr_rows = 3, VM(96) },
	{ .name = "toy/prepare/warns", .arg = deaths, .nr_rows = 1, VM(128) },
	{ .name = "toy/prepare/crashes", .arg = sanitized, .nr_rows = 3, VM(160) },
};

static unsigned int nr_canary_blocks(void)
{
	return sizeof(canary_blocks) / sizeof(canary_blocks[0]);
}

static const struct block *canary_block(unsigned int number)
{
	return &canary_blocks[number];
}

static const struct table canary_table = {
	.name = "toy", .nr_blocks = nr_canary_blocks, .block = canary_block,
	.row_name = name_canary, .row_words = words_canary, .row_run = run_canary,
};

/* Many rows in many blocks: what a real run is like, and how fast. */
#define MANY_BLOCKS	60
#define MANY_ROWS	1000

static unsigned int nr_many_blocks(void)
{
	return MANY_BLOCKS;
}

static const struct block *many_block(unsigned int number)
{
	static struct block blocks[MANY_BLOCKS];
	static char names[MANY_BLOCKS][16];

	snprintf(names[number], sizeof(names[number]), "many/%02u", number);
	blocks[number] = (struct block) { .name = names[number], .nr_rows = MANY_ROWS, VM(64) };
	return &blocks[number];
}

static const struct table many_table = {
	.name = "many", .nr_blocks = nr_many_blocks, .block = many_block,
	.row_name = name_number, .row_run = run_good,
};

/* Many rows that fail alike, and among them some that do not. */
#define ALIKE_ROWS	200

static void run_alike(struct row *row, const struct block *block, unsigned int i)
{
	static unsigned int runs;
	uint32_t seen = count(row, i);

	(void)block;
	if (i % 10 == 0)
		return;
	if (i % 10 == 5) {
		known_first(row);
		return;
	}
	expect_u64(row, &rule_toy, COLUMN_GUEST, "counter", 0, seen ? 1 : 2);
	expect_text(row, &rule_other, COLUMN_LR, "which", "none", i % 2 ? "odd" : "even");
	if (i == 101 || (i > 120 && i < 150))
		row->subject->selftest(i == 141 ? "warn-anew" : "warn");
	if (i == 102)
		row->subject->selftest("write-null");
	if (i == 103)
		expect_u64(row, &rule_other, COLUMN_HOST, "of its own", 0, 1);
	if (i == 104)
		expect_u64(row, &rule_other, COLUMN_LR, "which", 0, ++runs);
}

static const struct block alike_blocks[] = {
	{ .name = "alike/rows", .nr_rows = ALIKE_ROWS, VM(64) },
	{ .name = "alike/refused", .nr_rows = ALIKE_ROWS, VM(96) },
};

static unsigned int nr_alike_blocks(void)
{
	return sizeof(alike_blocks) / sizeof(alike_blocks[0]);
}

static const struct block *alike_block(unsigned int number)
{
	return &alike_blocks[number];
}

static const struct table alike_table = {
	.name = "alike", .nr_blocks = nr_alike_blocks, .block = alike_block,
	.row_name = name_number, .row_words = words_canary, .row_run = run_alike,
};

const struct command more_commands[] = { { 0 } };
const struct table *const tables[] = { &canary_table, &many_table, &alike_table, NULL };
