/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Migrate: what the files of the table share. migrate.c: rows and their names; migrate-row.c: how one goes;
 * migrate-frames.c: what the guest reads.
 */
#ifndef TESTS_TABLES_MIGRATE_H
#define TESTS_TABLES_MIGRATE_H

#include "checker/machine/guest.h"
#include "checker/machine/migrate.h"
#include "checker/machine/runloop.h"
#include "checker/machine/verbs.h"
#include "checker/spec/ideal.h"
#include "tests/tables/case.h"

enum migrate_kind {
	MIGRATE_SGI,		/* sent by the vCPU itself */
	MIGRATE_SGI_OTHER,	/* sent by another one */
	MIGRATE_PPI, MIGRATE_SPI_EDGE, MIGRATE_SPI_LEVEL, MIGRATE_PPI_MAPPED,
	NR_MIGRATE_KINDS
};

/* The state in which the interrupt is migrated. */
enum migrate_state {
	STATE_IDLE,
	STATE_DEVICE,		/* pending by its device: the line is high, an edge came, an SGI was sent */
	STATE_SOFT,		/* pending by ISPENDR */
	STATE_DEVICE_SOFT,	/* level: by both */
	STATE_SHOWN,		/* pending, in a list register, and not acknowledged */
	STATE_ACTIVE,
	STATE_ACTIVE_PENDING,	/* acknowledged, and signalled again */
	STATE_DROPPED,		/* EOImode 1: the priority was dropped, it is not deactivated */
	STATE_DROPPED_PENDING,
	NR_MIGRATE_STATES
};

/* What the guest has set up in its CPU interface. */
enum migrate_cpuif {
	CPUIF_OPEN,
	CPUIF_MASKED,		/* PMR lets nothing through */
	CPUIF_MASKED_AT,	/* PMR is the interrupt's priority */
	CPUIF_GROUP_OFF,	/* the interrupt's group is disabled */
	CPUIF_COMMON_BPR,	/* a coarser binary point for both groups */
	NR_MIGRATE_CPUIFS
};

struct migrate_case {
	enum migrate_kind kind;
	enum migrate_state state;
	enum migrate_cpuif cpuif;
	enum migrate_order order;
	unsigned int group;
	bool enabled, eoimode;
	bool nested;		/* a less urgent interrupt is being handled */
	bool falls;		/* the line is high when it is saved, and falls before the guest goes on */
};

struct migrate_irq { const char *name; uint32_t intid; bool level; uint32_t hwintid; };
extern const struct migrate_irq migrate_irqs[NR_MIGRATE_KINDS];

enum migrate_rule {
	MIG_DONE, MIG_REGISTERS, MIG_CPUIF, MIG_DUE, MIG_SPURIOUS, MIG_AT_REST, MIG_MEMORY, NR_MIG_RULES,
};
extern const struct rule migrate_rules[NR_MIG_RULES];

/* --- migrate-row.c --- */

void migrate_row(struct row *row, const struct vgic_vm_config *vm, const struct migrate_case *c);

/* --- migrate-frames.c --- */

#define MIGRATE_WORDS 600
struct migrate_frames {
	unsigned int nr;
	uint64_t gpa[MIGRATE_WORDS];
	uint32_t value[MIGRATE_WORDS];
	uint8_t vcpu[MIGRATE_WORDS];
};
void migrate_read_frames(struct migrate_frames *f);
/* Tell the row each word that differs. */
void migrate_compare_frames(struct row *row, const struct migrate_frames *before, const struct migrate_frames *after);

#endif
