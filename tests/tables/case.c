// SPDX-License-Identifier: GPL-2.0-only
/*
 * Models, kinds and states of interrupts, and how a state is reached.
 */
#include "tests/tables/case.h"

#include <stdarg.h>
#include <stdio.h>

#include "checker/machine/verbs.h"

#define NR_IRQS_SMALL	64	/* the fewest that KVM allows */
#define NR_IRQS_LARGE	992	/* the most */

const struct model models[NR_MODELS] = {
	[MODEL_V2] = { "v2", "GICv2 guest", { .gic = VGIC_GICV2, .nr_cpus = 2, .vhe = true }, VGIC_GICV2 },
	[MODEL_V3] = { "v3", "GICv3 guest", { .gic = VGIC_GICV3, .nr_cpus = 2, .vhe = true }, VGIC_GICV3 },
	[MODEL_V2_ON_V3] = {
		"v2-on-v3", "GICv2 guest on a GICv3 host",
		{ .gic = VGIC_GICV3, .nr_cpus = 2, .vhe = true, .v2_cpuif = true }, VGIC_GICV2,
	},
	[MODEL_V3_NVHE] = { "v3-nvhe", "GICv3 guest, host without VHE", { .gic = VGIC_GICV3, .nr_cpus = 2 }, VGIC_GICV3 },
};

/* Kinds */

static const struct { const char *name; uint32_t intid; unsigned int nr_irqs; } places[] = {
	{ "sgi", 3, NR_IRQS_SMALL },
	{ "ppi", 27, NR_IRQS_SMALL },
	{ "first-spi", 32, NR_IRQS_SMALL },
	{ "last-spi", NR_IRQS_LARGE - 1, NR_IRQS_LARGE },
};

static const struct { const char *name; bool mapped; unsigned int flags; } mappings[] = {
	{ "", false, 0 },
	{ "-mapped", true, 0 },
	{ "-mapped-callback", true, VGIC_MAP_CALLBACK },
	{ "-mapped-sw", true, VGIC_MAP_SW_RESAMPLE },
	{ "-mapped-sw-callback", true, VGIC_MAP_SW_RESAMPLE | VGIC_MAP_CALLBACK },
};

/* Appends to a text of @n characters in @buffer; returns the new length. */
__attribute__((format(printf, 4, 5)))
static int append(char *buffer, size_t size, int n, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if ((size_t)n < size)
		n += vsnprintf(buffer + n, size - n, format, args);
	va_end(args);
	return n;
}

int kind_words(const struct kind *kind, const struct model *model, char *buffer, size_t size)
{
	int n = append(buffer, size, 0, "%s; %s %u, %s", model->words,
		       kind->intid < 16 ? "SGI" : kind->intid < 32 ? "PPI" : "SPI", kind->intid,
		       kind->level ? "level" : "edge");

	if (kind->mapped)
		n = append(buffer, size, n, ", mapped to a physical interrupt");
	if (kind->map_flags & VGIC_MAP_SW_RESAMPLE)
		n = append(buffer, size, n, " that software must deactivate");
	if (kind->map_flags & VGIC_MAP_CALLBACK)
		n = append(buffer, size, n, ", whose line an in-kernel device knows (get_input_level)");
	return n;
}

#define NR(array) (sizeof(array) / sizeof((array)[0]))
#define NR_KINDS (NR(places) * 2 * NR(mappings))

unsigned int nr_kinds(void)
{
	return NR_KINDS;
}

const struct kind *kind(unsigned int number)
{
	static struct kind kinds[NR_KINDS];
	static char names[NR_KINDS][40];
	struct kind *k = &kinds[number];
	unsigned int mapping = number % NR(mappings), place = number / NR(mappings) / 2;

	if (k->name)
		return k;
	k->level = number / NR(mappings) % 2;
	k->intid = places[place].intid;
	k->nr_irqs = places[place].nr_irqs;
	k->mapped = mappings[mapping].mapped;
	k->map_flags = mappings[mapping].flags;
	if (k->mapped)
		k->hwintid = k->intid < 32 ? 27 : k->level ? 1019 : 73;
	snprintf(names[number], sizeof(names[number]), "%s-%s%s", places[place].name,
		 k->level ? "level" : "edge", mappings[mapping].name);
	k->name = names[number];
	return k;
}

struct spec_machine model_spec(const struct model *model)
{
	return (struct spec_machine){ model->machine.gic, model->guest };
}

const char *kind_needs_feature(const struct kind *kind)
{
	return kind->map_flags & VGIC_MAP_SW_RESAMPLE ? "VGIC_SW_RESAMPLE" : NULL;
}

bool kind_has_sources(const struct kind *kind, const struct model *model)
{
	return kind->intid < 16 && model->guest == VGIC_GICV2;
}

const char *kind_impossible(const struct kind *kind, const struct model *model)
{
	struct spec_machine m = model_spec(model);
	struct state s = { .priority = 0 };
	struct spec_irq irq = state_irq(kind, &s);

	if (kind->intid >= 16 && kind->intid < 32 && !kind->level)
		return "KVM offers PPIs as level-triggered (GICD_ICFGR1 may be read-only: IHI 0048B 4.3.13)";
	return spec_irq_impossible(&m, &irq);
}

/* States */

static const uint8_t priorities_of_a_row[NR_PRIORITIES] = { 0xa0, 0x00, 0x08, 0xf8 };
static const struct { uint8_t set; const char *name; } source_sets[] = {
	{ 0x00, "from-none" }, { 0x01, "from-0" }, { 0x04, "from-2" },
	{ 0x03, "from-0-and-1" }, { 0x22, "from-1-and-5" }, { 0xff, "from-all-eight" },
};

static const char *const forwarding_names[] = { "enabled", "disabled", "distributor-off", "nowhere" };
#define NR_FORWARDINGS(kind) ((kind)->intid < 32 ? 3 : 4)

#define ACTIVE_FROM	3	/* whose SGI the third choice of "active" is */

/* Take the next digit off @number. */
static unsigned int digit(unsigned int *number, unsigned int radix)
{
	unsigned int d = *number % radix;

	*number /= radix;
	return d;
}

unsigned int nr_states(const struct kind *kind, const struct model *model, unsigned int priorities)
{
	unsigned int line = kind->intid < 16 ? 1 : 2;
	unsigned int latch = kind_has_sources(kind, model) ? NR(source_sets) : 2;
	unsigned int active = kind_has_sources(kind, model) ? 3 : 2;

	return line * latch * active * NR_FORWARDINGS(kind) * 2 * priorities;
}

struct state state(const struct kind *kind, const struct model *model, unsigned int priorities,
		   unsigned int number)
{
	bool by_source = kind_has_sources(kind, model);
	struct state s = { 0 };
	unsigned int d;

	s.line = digit(&number, kind->intid < 16 ? 1 : 2);
	d = digit(&number, by_source ? NR(source_sets) : 2);
	s.latch = d;
	if (by_source) {
		s.sources = source_sets[d].set;
		s.latch = s.sources;
	}
	d = digit(&number, by_source ? 3 : 2);
	s.active = d;
	s.active_source = d == 2 ? ACTIVE_FROM : 0;
	s.forwarding = digit(&number, NR_FORWARDINGS(kind));
	s.group = digit(&number, 2);
	s.priority = priorities_of_a_row[digit(&number, priorities)];
	return s;
}

int state_name(const struct kind *kind, const struct model *model, const struct state *s,
	       char *buffer, size_t size)
{
	const char *latch = kind->level ? s->latch ? "soft" : "nosoft" : s->latch ? "edge" : "noedge";
	const char *line = kind->intid < 16 ? "" : s->line ? "line-high." : "line-low.";
	const char *active = s->active ? "active" : "inactive";

	if (kind_has_sources(kind, model)) {
		for (unsigned int i = 0; i < NR(source_sets); i++)
			if (source_sets[i].set == s->sources)
				latch = source_sets[i].name;
		if (s->active)
			active = s->active_source ? "active-from-3" : "active-from-0";
	}
	return snprintf(buffer, size, "%s%s.%s.%s.g%u.prio-%02x", line, latch, active,
			forwarding_names[s->forwarding], s->group, s->priority);
}

static int pending_words(const struct state *s, const struct kind *kind, char *buffer, size_t size,
			 int n)
{
	if (!s->sources)
		return append(buffer, size, n, !s->latch ? "" : kind->level ?
			      "soft-pending (ISPENDR), " : "an edge pending, ");
	n = append(buffer, size, n, "pending from vCPU");
	for (unsigned int from = 0; from < 8; from++)
		if (s->sources & 1u << from)
			n = append(buffer, size, n, " %u", from);
	return append(buffer, size, n, ", ");
}

int state_words(const struct kind *kind, const struct model *model, const struct state *s,
		char *buffer, size_t size)
{
	static const char *const forwardings[] = {
		[FORWARD_ENABLED] = "enabled", [FORWARD_DISABLED] = "disabled",
		[FORWARD_OFF] = "distributor off", [FORWARD_NOWHERE] = "routed to no vCPU",
	};
	int n = kind_words(kind, model, buffer, size);

	n = append(buffer, size, n, "; %s", kind->intid < 16 ? "" : s->line ? "line high, " : "line low, ");
	n = pending_words(s, kind, buffer, size, n);
	n = append(buffer, size, n, s->active ? "active" : "inactive");
	if (s->active && kind_has_sources(kind, model))
		n = append(buffer, size, n, " (sent by vCPU %u)", s->active_source);
	return append(buffer, size, n, ", %s, group %u, priority 0x%02x", forwardings[s->forwarding],
		      s->group, s->priority);
}

struct spec_irq state_irq(const struct kind *kind, const struct state *s)
{
	return (struct spec_irq){
		.intid = kind->intid,
		.hwintid = kind->hwintid,
		.level = kind->level,
		.hw = kind->mapped,
		.sw_resample = kind->map_flags & VGIC_MAP_SW_RESAMPLE,
		.callback = kind->map_flags & VGIC_MAP_CALLBACK,
		.line_level = s->line,
		.pending_latch = s->latch,
		.active = s->active,
		.enabled = s->forwarding == FORWARD_ENABLED,
		.group = s->group,
		.priority = s->priority,
		.source = s->sources,
		.active_source = s->active_source,
	};
}

/* Reaching a state */

LISTED static const struct rule reached = {
	"setup-reaches-state",
	"Configuration and injection bring the interrupt into the state that the row is about.",
	"Documentation/virt/kvm/devices/arm-vgic.rst, arm-vgic-v3.rst; IHI 0048B 4.3; IHI 0069 12.9",
	"What it writes to the distributor, or what a device injects, does not take effect.",
};

static void raise_line(struct row *row)
{
	verb_line(row, true);
	verb_host(row, 0);
}

static void make_pending(struct row *row, const struct kind *kind, const struct state *s)
{
	if (s->sources) {
		for (unsigned int from = 0; from < 8; from++)
			if (s->sources & 1u << from)
				verb_send_sgi(row, from, s->group);
	} else if (kind->intid < 16) {
		verb_send_sgi(row, 1, s->group);
	} else if (kind->level || machine_phys_active()) {
		/* No edge reaches the host while the physical interrupt is active. */
		verb_pend(row);
	} else {
		verb_edge(row);
		verb_host(row, 0);
	}
}

static void make_active(struct row *row, bool by_source, const struct state *s)
{
	if (!by_source) {
		verb_activate(row);
		return;
	}
	verb_send_sgi(row, s->active_source, s->group);
	verb_enter(row);
	guest_leaves(row, machine_find_lr(), LR_ACTIVE);
	verb_exit(row);
}

static bool check_reached(struct row *row, const struct kind *kind, const struct state *s,
			  bool by_source)
{
	struct spec_irq want = state_irq(kind, s), irq = machine_irq();
	const struct { const char *name; unsigned int want, is; } fields[] = {
		{ "line_level", want.line_level, irq.line_level },
		{ "pending_latch", want.pending_latch, irq.pending_latch },
		{ "active", want.active, irq.active },
		{ "enabled", want.enabled, irq.enabled },
		{ "level", want.level, irq.level },
		{ "hw", want.hw, irq.hw },
		{ "hwintid", want.hwintid, irq.hwintid },
		{ "sw_resample", want.sw_resample, irq.sw_resample },
		{ "group", want.group, irq.group },
		{ "priority", want.priority, irq.priority },
		{ "source", want.source, irq.source },
		{ "active_source", by_source && s->active ? want.active_source : irq.active_source,
		  irq.active_source },
	};
	bool ok = true;

	for (unsigned int i = 0; i < NR(fields); i++) {
		expect_u64(row, &reached, COLUMN_GUEST, fields[i].name, fields[i].want, fields[i].is);
		ok &= fields[i].want == fields[i].is;
	}
	return ok;
}

bool reach(struct row *row, const struct model *model, const struct kind *kind,
	   const struct state *s)
{
	bool by_source = kind_has_sources(kind, model);

	verb_choose(row, kind->intid);
	verb_open(row);
	if (kind->mapped)
		verb_map(row, machine_irq_number(kind->hwintid), kind->map_flags);
	verb_group(row, s->group);
	verb_priority(row, s->priority);
	/* Level-sensitive at first, so that an edge-triggered one can have a high line, too. */
	if (kind->intid >= 32)
		verb_config(row, true);
	if (s->line)
		raise_line(row);
	if (kind->intid >= 32 && !kind->level)
		verb_config(row, false);
	/* An SGI is enabled from the start, and has to be while it is made active. */
	if (kind->intid >= 16 && s->forwarding != FORWARD_DISABLED)
		verb_enable(row);
	if (s->active && by_source)
		make_active(row, by_source, s);
	if (s->latch)
		make_pending(row, kind, s);
	if (s->active && !by_source)
		make_active(row, by_source, s);
	if (kind->intid < 16 && s->forwarding == FORWARD_DISABLED)
		verb_disable(row);
	if (s->forwarding == FORWARD_OFF)
		verb_distributor_off(row);
	if (s->forwarding == FORWARD_NOWHERE)
		verb_route_nowhere(row);
	return check_reached(row, kind, s, by_source);
}

/* The guest */

const char *left_name(enum lr_state left)
{
	static const char *const names[] = {
		[LR_EMPTY] = "left-empty",
		[LR_PENDING] = "left-pending",
		[LR_ACTIVE] = "left-active",
		[LR_PENDING_ACTIVE] = "left-pending-active",
	};

	return names[left];
}

const char *left_words(enum lr_state left)
{
	static const char *const words[] = {
		[LR_EMPTY] = "the guest acknowledges and deactivates it",
		[LR_PENDING] = "the guest leaves it pending",
		[LR_ACTIVE] = "the guest leaves it active",
		[LR_PENDING_ACTIVE] = "the guest leaves it pending and active",
	};

	return words[left];
}

void guest_leaves(struct row *row, int lr, enum lr_state left)
{
	/* At most: deactivate the old one, acknowledge and deactivate the new one. */
	for (int i = 0; i < 3 && lr >= 0; i++) {
		struct lr now = machine_lr(lr);

		if (lr_state(&now) == left)
			return;
		if (now.active)
			verb_deactivate(row, lr);
		else
			verb_ack(row, lr);
	}
}
