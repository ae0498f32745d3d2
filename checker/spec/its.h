/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An ideal ITS and the LPIs of a VM's redistributors: which MSI reaches which vCPU as which LPI.
 *
 * Source: IHI 0069 chapter 5 (5.1 LPIs, 5.2 the ITS, 5.3 its commands), 12.19 (GITS_*), 12.11 (GICR_CTLR,
 * GICR_PROPBASER, GICR_PENDBASER). Where these leave something open (UNPREDICTABLE, or that a redistributor may or may
 * not cache) the ideal holds a set: an event has several mappings of which one is true, an LPI is pending at one of
 * several vCPUs, its configuration has several values. What is certain has one element. Each widening says why it is
 * one. What was never written in a command queue's memory, such as what a translation table holds before it is
 * given to an ITS, is zero: that is the guest's duty (5.2.2).
 */
#ifndef CHECKER_SPEC_ITS_H
#define CHECKER_SPEC_ITS_H

#include <stdbool.h>
#include <stdint.h>

#define ITS_MAX_VCPUS	4
#define ITS_DEVICES	4	/* DeviceIDs 0 to 3 */
#define ITS_EVENTS	8	/* EventIDs 0 to 3, and 8192 to 8195, which MAPI needs */
#define ITS_COLLECTIONS	4	/* ICIDs 0 to 3 */
#define ITS_LPIS	8	/* INTIDs 8192 to 8199 */
#define ITS_FIRST_LPI	8192u
#define ITS_MAPPINGS	4	/* of an event, of which one is true */

/* IHI 0069 5.3: command numbers. */
enum its_command {
	ITS_MOVI = 0x01, ITS_INT = 0x03, ITS_CLEAR = 0x04, ITS_SYNC = 0x05, ITS_MAPD = 0x08, ITS_MAPC = 0x09,
	ITS_MAPTI = 0x0a, ITS_MAPI = 0x0b, ITS_INV = 0x0c, ITS_INVALL = 0x0d, ITS_MOVALL = 0x0e, ITS_DISCARD = 0x0f,
};

/* What IDs the hardware and the guest's tables have room for. */
struct its_limits {
	unsigned int vcpus;
	uint32_t devices, collections;	/* entries of the tables, or of what the ID's width allows */
	uint32_t intids;		/* 1 << (GICR_PROPBASER.IDbits + 1) */
	unsigned int event_bits;	/* GITS_TYPER.ID_bits + 1 */
};

struct its_mapping { uint8_t lpi, icid; };	/* lpi: index */

struct its_event {
	uint8_t nr;			/* possible mappings; 0: not mapped */
	bool maybe_none;		/* or it is not mapped after all */
	struct its_mapping map[ITS_MAPPINGS];
};

struct its_device {
	bool mapped;
	uint8_t bits;			/* of its EventIDs */
	struct its_event event[ITS_EVENTS];
};

/* By what an LPI was last made not pending. */
enum its_gone { ITS_NEVER, ITS_TAKEN, ITS_CLEARED, ITS_DISCARDED, ITS_SWITCHED_OFF };

struct its_lpi {
	uint8_t where;			/* bit n: may be pending at vCPU n */
	bool must;			/* it is pending at one of these */
	uint8_t again;			/* bit n: signalled again when vCPU n had been given it: merged, or taken twice (docs/design.md 5) */
	bool moved;			/* from one vCPU to another while it was pending: that takes its time */
	bool open;			/* two events were mapped to it: anything */
	uint8_t table;			/* its byte of the configuration table */
	bool maybe_enabled, maybe_disabled;
	uint8_t least, most;		/* its priority is in between, 8 bits */
	enum its_gone gone;
	uint8_t gone_from;		/* where it was then */
};

struct ideal_its {
	struct its_limits limits;
	bool enabled;			/* GITS_CTLR.Enabled */
	uint8_t lpis;			/* bit n: GICR_CTLR.EnableLPIs of vCPU n */
	/*
	 * Bit n: vCPU n is in the guest. What its CPU interface has been given is not taken back before it exits: KVM's
	 * choice for interrupts of all kinds (docs/design.md 5).
	 */
	uint8_t running;
	struct its_device device[ITS_DEVICES];
	uint8_t collection[ITS_COLLECTIONS];	/* bit n: may target vCPU n; 0: not mapped */
	struct its_lpi lpi[ITS_LPIS];
};

enum its_answer { ITS_NO, ITS_YES, ITS_MAYBE };

void its_init(struct ideal_its *its, const struct its_limits *limits);

/*
 * its_execute() - the enabled ITS executes a command (5.3: four doublewords). ITS_NO: it is in error and changes
 * nothing; ITS_MAYBE: whether it is depends on what is open.
 */
enum its_answer its_execute(struct ideal_its *its, const uint64_t words[4]);

/* its_msi() - @device writes @event to GITS_TRANSLATER. Does that make an LPI pending? */
enum its_answer its_msi(struct ideal_its *its, uint32_t device, uint32_t event);

/* The guest writes an LPI's byte of the configuration table; no command tells anybody. */
void its_configure(struct ideal_its *its, unsigned int lpi, uint8_t config);
/* GICR_INVLPIR, GICR_INVALLR (12.11): the redistributor of @vcpu reads the table again. */
void its_invalidate_lpi(struct ideal_its *its, unsigned int lpi);
/* GITS_CTLR.Enabled, GICR_CTLR.EnableLPIs. */
void its_switch(struct ideal_its *its, bool on);
void its_switch_lpis(struct ideal_its *its, unsigned int vcpu, bool on);
/* Nobody has cached anything: the redistributors are new ones. */
void its_reload(struct ideal_its *its);
/* All device and collection tables are void: GITS_BASERn was written, or the ITS was reset. */
void its_forget(struct ideal_its *its);

/* Must, may the CPU interface of @vcpu be given the LPI? */
bool its_due(const struct ideal_its *its, unsigned int lpi, unsigned int vcpu);
bool its_allowed(const struct ideal_its *its, unsigned int lpi, unsigned int vcpu);
/* Must one of the vCPUs be given it? */
bool its_due_somewhere(const struct ideal_its *its, unsigned int lpi);
/* @vcpu acknowledges it. LPIs have no active state (4.1.2). */
void its_take(struct ideal_its *its, unsigned int lpi, unsigned int vcpu);

/* The event's place in struct its_device; -1: not one of those that are followed. */
int its_event_number(uint32_t event);
/* Whether the event is mapped to an LPI of a collection that is mapped, and to just one of each: then where. */
bool its_translates(const struct ideal_its *its, uint32_t device, uint32_t event, struct its_mapping *map,
		    uint8_t *targets);

#endif
