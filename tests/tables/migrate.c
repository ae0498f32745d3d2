// SPDX-License-Identifier: GPL-2.0-only
/*
 * Migrate: save and restore in every state. {kind of interrupt} x {state} x {enabled or not} x {group} x {CPU interface}
 * x {EOImode} x {order of the attributes} x {nested in another one or not}, for each GIC model.
 */
#include "tests/tables/migrate.h"

#include <stdio.h>
#include <stdlib.h>

#define NR_IRQS		64
#define MAX_REASONS	10
#define NR(array)	(sizeof(array) / sizeof((array)[0]))
#define ABI "Documentation/virt/kvm/devices/arm-vgic.rst, arm-vgic-v3.rst"

LISTED const struct rule migrate_rules[NR_MIG_RULES] = {
	[MIG_DONE] = {
		"migrate-attributes-accepted", "Userspace can read all state of a stopped VM, and write it into another one.",
		ABI, "It cannot be migrated." },
	[MIG_REGISTERS] = {
		"migrate-same-registers", "After a migration a guest reads in the frames of its GIC what it would have read before.",
		ABI, "Interrupts are lost, or come without a cause, after a migration." },
	[MIG_CPUIF] = {
		"migrate-same-cpu-interface", "After a migration a guest reads in its CPU interface what it would have read before.",
		ABI, "Interrupts that it masks come, or those come no more that it waits for." },
	[MIG_DUE] = {
		"migrate-same-due", "What was due before a migration is due after it.",
		ABI "; IHI 0069 4.1.2, IHI 0048B 3.2.4", "The interrupt never comes: the guest hangs after a migration." },
	[MIG_SPURIOUS] = {
		"migrate-nothing-spurious", "What was not due before a migration is not due after it.",
		ABI "; IHI 0069 4.1.2, IHI 0048B 3.2.4", "The handler runs without a cause, or twice." },
	[MIG_AT_REST] = {
		"migrate-comes-to-rest", "When the guest has handled all that was migrated, nothing is pending, active or queued.",
		ABI "; IHI 0069 4.1.2, IHI 0048B 3.2.4", "The interrupt is blocked for ever, or comes once more." },
	[MIG_MEMORY] = {
		"migrate-nothing-stays-allocated", "A VM that was saved and destroyed leaves no memory allocated.",
		"docs/design.md 3, decision 4", "None: the host loses memory." },
};

const struct migrate_irq migrate_irqs[NR_MIGRATE_KINDS] = {
	[MIGRATE_SGI] = { "sgi", 3, false, 0 },
	[MIGRATE_SGI_OTHER] = { "sgi-other", 3, false, 0 },
	[MIGRATE_PPI] = { "ppi-level", 20, true, 0 },
	[MIGRATE_SPI_EDGE] = { "spi-edge", 40, false, 0 },
	[MIGRATE_SPI_LEVEL] = { "spi-level", 41, true, 0 },
	[MIGRATE_PPI_MAPPED] = { "ppi-mapped", 27, true, 27 },
};

static const char *const state_names[NR_MIGRATE_STATES] = {
	"idle", "signalled", "soft", "signalled-soft", "shown", "active", "active-signalled", "dropped", "dropped-signalled",
};
static const char *const state_texts[NR_MIGRATE_STATES] = {
	"idle", "pending by its device", "pending by ISPENDR", "pending by its device and by ISPENDR",
	"pending in a list register", "active", "active and pending", "active, priority dropped",
	"active and pending, priority dropped",
};
static const char *const order_names[NR_MIGRATE_ORDERS] = { "config-first", "state-first", "ctlr-last" };
static const char *const order_texts[NR_MIGRATE_ORDERS] = { "configuration first", "state first", "GICD_CTLR last" };
static const char *const cpuif_words[NR_MIGRATE_CPUIFS] = { "open", "masked", "masked-at", "group-off", "common-bpr" };

static const int guests[] = { MODEL_V2, MODEL_V3, MODEL_V2_ON_V3 };

/* Mixed radix, the least significant digit first. */
static unsigned int digit(unsigned int *code, unsigned int radix)
{
	unsigned int d = *code % radix;

	*code /= radix;
	return d;
}
#define NR_CODES (2 * NR_MIGRATE_ORDERS * 2 * 2 * 2 * 2 * NR_MIGRATE_CPUIFS * NR_MIGRATE_STATES)

static struct migrate_case decode(enum migrate_kind kind, unsigned int code)
{
	struct migrate_case c = { .kind = kind };

	c.falls = digit(&code, 2);
	c.order = digit(&code, NR_MIGRATE_ORDERS);
	c.nested = digit(&code, 2);
	c.eoimode = digit(&code, 2);
	c.group = digit(&code, 2);
	c.enabled = !digit(&code, 2);
	c.cpuif = digit(&code, NR_MIGRATE_CPUIFS);
	c.state = digit(&code, NR_MIGRATE_STATES);
	return c;
}

static const char *impossible(const struct migrate_case *c, bool v2)
{
	bool sgi = c->kind == MIGRATE_SGI || c->kind == MIGRATE_SGI_OTHER;

	if (c->state == STATE_DEVICE_SOFT && !migrate_irqs[c->kind].level)
		return "an edge and software set the same latch";
	if (c->state == STATE_SOFT && sgi && v2)
		return "GICD_ISPENDR0 is read-only for a GICv2's SGIs";
	if ((c->state == STATE_DROPPED || c->state == STATE_DROPPED_PENDING) && !c->eoimode)
		return "with EOImode 0 the priority drop deactivates";
	if (c->state >= STATE_ACTIVE && c->kind == MIGRATE_SGI_OTHER && v2)
		return "no attribute has the sender of a GICv2's SGI that is active";
	if (c->falls && (!migrate_irqs[c->kind].level || c->state == STATE_IDLE || c->state == STATE_SOFT ||
			 c->state == STATE_ACTIVE || c->state == STATE_DROPPED))
		return "no line that could fall";
	if (c->falls && c->kind == MIGRATE_PPI_MAPPED)
		return "the line of a mapped interrupt falls unseen by KVM: docs/guide.md, known limits";
	if (c->falls && (c->cpuif != CPUIF_OPEN || c->order != MIGRATE_CONFIG_FIRST))
		return "the line falls: CPU interface and order have no part in it";
	if (c->order == MIGRATE_CTLR_LAST && (c->cpuif != CPUIF_OPEN || c->nested))
		return "GICD_CTLR last: the CPU interface has no part in it";
	return NULL;
}

struct block_arg { const struct model *model; enum migrate_kind kind; unsigned int *codes; };

static const struct block_arg *arg_of(const struct block *block)
{
	return block->arg;
}

static void *must(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

static void count(struct exclusion *excluded, const char *reason)
{
	unsigned int i;

	for (i = 0; i < MAX_REASONS - 1 && excluded[i].reason; i++)
		if (!strcmp(excluded[i].reason, reason))
			break;
	excluded[i].reason = reason;
	excluded[i].count++;
}

static void make_block(struct block *block, const struct model *model, enum migrate_kind kind)
{
	struct exclusion *excluded = must(calloc(MAX_REASONS, sizeof(*excluded)));
	unsigned int *codes = must(calloc(NR_CODES, sizeof(*codes)));
	struct block_arg *arg = must(calloc(1, sizeof(*arg)));
	char *name = must(malloc(80));

	*arg = (struct block_arg){ model, kind, codes };
	snprintf(name, 80, "migrate/%s/%s", model->name, migrate_irqs[kind].name);
	*block = (struct block){
		.name = name, .arg = arg, .machine = model->machine, .vm = { model->guest, 2, NR_IRQS }, .excluded = excluded,
	};
	for (unsigned int code = 0; code < NR_CODES; code++) {
		struct migrate_case c = decode(kind, code);
		const char *reason = impossible(&c, model->guest == VGIC_GICV2);

		if (reason)
			count(excluded, reason);
		else
			codes[block->nr_rows++] = code;
	}
}

static unsigned int nr_blocks(void)
{
	return NR(guests) * NR_MIGRATE_KINDS;
}

static const struct block *block(unsigned int number)
{
	static struct block blocks[NR(guests) * NR_MIGRATE_KINDS];

	if (!blocks[number].name)
		make_block(&blocks[number], &models[guests[number / NR_MIGRATE_KINDS]], number % NR_MIGRATE_KINDS);
	return &blocks[number];
}

static struct migrate_case case_of(const struct block *block, unsigned int i)
{
	return decode(arg_of(block)->kind, arg_of(block)->codes[i]);
}

static void row_name(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	struct migrate_case c = case_of(block, i);

	snprintf(buffer, size, "%s.%s.%s.g%u.eoimode-%d.%s.%s%s", state_names[c.state], c.enabled ? "enabled" : "disabled",
		 cpuif_words[c.cpuif], c.group, c.eoimode, c.nested ? "nested" : "alone",
		 order_names[c.order], c.falls ? ".line-falls" : "");
}

static void row_words(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	struct migrate_case c = case_of(block, i);

	snprintf(buffer, size, "%s; INTID %u, %s, group %u, %s, %s%s, is migrated; CPU interface: %s, EOImode %d; %s%s",
		 arg_of(block)->model->words, migrate_irqs[c.kind].intid, migrate_irqs[c.kind].level ? "level" : "edge", c.group,
		 state_texts[c.state], c.enabled ? "enabled" : "disabled", c.nested ? ", while another one is handled" : "",
		 cpuif_words[c.cpuif], c.eoimode, order_texts[c.order],
		 c.falls ? "; then its line falls" : "");
}

static void row_run(struct row *row, const struct block *block, unsigned int i)
{
	struct migrate_case c = case_of(block, i);

	migrate_row(row, &block->vm, &c);
}

const struct table table_migrate = {
	.name = "migrate", .nr_blocks = nr_blocks, .block = block, .row_name = row_name, .row_words = row_words,
	.row_run = row_run,
	.reference_lacks = "interface for userspace",
};
