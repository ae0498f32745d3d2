/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the tables are made of: GIC models, kinds of interrupt, and the states that one can be in
 * before the guest is entered. A kind and a model make a block, a state (and more) makes a row.
 *
 * Numbers are mixed-radix codes, decoded here, so that a row is found again by its index alone.
 */
#ifndef TESTS_TABLES_CASE_H
#define TESTS_TABLES_CASE_H

#include "checker/machine/machine.h"
#include "checker/run/table.h"

struct model {
	const char *name, *words;
	struct vgic_machine_config machine;
	enum vgic_gic guest;
};

enum { MODEL_V2, MODEL_V3, MODEL_V2_ON_V3, MODEL_V3_NVHE, NR_MODELS };
extern const struct model models[NR_MODELS];

struct kind {
	const char *name;
	uint32_t intid;
	bool level;
	bool mapped;
	uint32_t hwintid;	/* mapped: the physical interrupt behind it */
	unsigned int map_flags;	/* VGIC_MAP_* */
	unsigned int nr_irqs;	/* of the VM */
};

/* Every kind there is: {SGI, PPI, first SPI, last SPI} x {edge, level} x how it is mapped. */
unsigned int nr_kinds(void);
const struct kind *kind(unsigned int number);
/* NULL, or why this kind cannot occur for that model's guest. */
const char *kind_impossible(const struct kind *kind, const struct model *model);
/* The feature without which a tree cannot have this kind; NULL: none. */
const char *kind_needs_feature(const struct kind *kind);
/* Is it an SGI of a GICv2 guest, pending by source? */
bool kind_has_sources(const struct kind *kind, const struct model *model);

/* Is the interrupt forwarded to the vCPU, and if not, why not? */
enum forwarding {
	FORWARD_ENABLED,
	FORWARD_DISABLED,	/* ICENABLER */
	FORWARD_OFF,		/* GICD_CTLR */
	FORWARD_NOWHERE,	/* an SPI that is routed to no vCPU */
};

/* The state of an interrupt before the guest is entered. */
struct state {
	bool line, latch, active;
	enum forwarding forwarding;
	unsigned int group;
	uint8_t priority;
	uint8_t sources;	/* GICv2 SGI: pending from these vCPUs */
	uint8_t active_source;	/* GICv2 SGI that is active */
};

/* How many states a kind can be asked for; @priorities: 1 or NR_PRIORITIES. */
#define NR_PRIORITIES 4
unsigned int nr_states(const struct kind *kind, const struct model *model, unsigned int priorities);
struct state state(const struct kind *kind, const struct model *model, unsigned int priorities,
		   unsigned int number);
/* "line-high.soft.active.enabled.g1.prio-a0"; returns the length. */
int state_name(const struct kind *kind, const struct model *model, const struct state *s,
	       char *buffer, size_t size);
/* "GICv2 guest; PPI 27, level, mapped; line low, soft-pending, ..."; returns the length. */
int state_words(const struct kind *kind, const struct model *model, const struct state *s,
		char *buffer, size_t size);
/* The first half of that: model and kind. */
int kind_words(const struct kind *kind, const struct model *model, char *buffer, size_t size);
/* In the specification's terms. */
struct spec_irq state_irq(const struct kind *kind, const struct state *s);
struct spec_machine model_spec(const struct model *model);

/*
 * Bring the interrupt under test into that state, through the real code only: MMIO, injection,
 * mapping; an SGI of a GICv2 guest becomes active by being taken. Differences between the state
 * asked for and the one reached are told to the row; returns whether there were none.
 */
bool reach(struct row *row, const struct model *model, const struct kind *kind,
	   const struct state *s);

/*
 * Guest: bring list register @lr, which holds a pending and/or active interrupt, into state
 * @left by acknowledging and deactivating.
 */
void guest_leaves(struct row *row, int lr, enum lr_state left);
/* "left-pending" and so on; and in words, what the guest has done that leaves it so. */
const char *left_name(enum lr_state left);
const char *left_words(enum lr_state left);

#endif
