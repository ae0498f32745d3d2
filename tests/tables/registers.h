/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Registers: what its files share. registers.c: the table, its blocks and rows; registers-access.c: an access, held against the
 * specification (checker/spec/gic/registers.h), and reading everything back; registers-states.c: the states of the machine that a row
 * begins in, and the guest that handles what is left in the end; registers-sgi.c: who receives an SGI.
 */
#ifndef TESTS_TABLES_REGISTERS_H
#define TESTS_TABLES_REGISTERS_H

#include "checker/machine/machine.h"
#include "checker/run/table.h"
#include "checker/spec/gic/registers.h"
#include "checker/spec/gic/rules.h"

enum registers_state {
	REGS_IDLE, REGS_ENABLED, REGS_PENDING, REGS_ACTIVE, REGS_MIXED, REGS_RUNNING, REGS_MAPPED, NR_REGS_STATES
};
extern const char *const registers_state_names[NR_REGS_STATES], *const registers_state_words[NR_REGS_STATES];

struct registers {
	struct row *row;
	struct regs ideal;
	unsigned int by;	/* the vCPU that accesses */
	bool running;		/* vCPU 0 is in the guest between two accesses */
	uint32_t random;
	uint32_t constants;	/* registers_constants() at reset */
	uint32_t told;		/* bit n: enum regs_what n has differed */
	bool cleared;		/* another vCPU has written ICPENDR while vCPU 0 ran */
	bool switched;		/* what kept pending interrupts from being forwarded has been written */
	bool over;		/* something differed: what follows from it is no news */
};

/* Where an access goes. */
struct registers_place {
	enum regs_frame frame;
	unsigned int owner;	/* of a redistributor: whose; of a GICv2 guest's distributor: who accesses it */
};

/* The VM as it is made, no interrupt touched; @by is loaded. */
void registers_begin(struct registers *g, struct row *row, unsigned int by);
void registers_reach(struct registers *g, enum registers_state state);
/*
 * All that is left is handled: lines fall, what is active becomes inactive, both groups are forwarded, every vCPU acknowledges and ends
 * what it is given, which must be what is due; and then nothing may be due.
 */
void registers_handle_all(struct registers *g);

/*
 * One access by vCPU g->by. A read is held against the specification. After a write, what is read at the same place is, and
 * registers_read_bank() reads the rest that a legal one can have changed.
 */
void registers_read(struct registers *g, struct registers_place at, uint32_t offset, unsigned int len);
void registers_write(struct registers *g, struct registers_place at, uint32_t offset, unsigned int len, uint64_t value);
void registers_read_bank(struct registers *g, struct registers_place at, uint32_t intid);
/* All registers of all frames, a GICv2 guest's by each vCPU. */
void registers_read_all(struct registers *g);
uint32_t registers_constants(struct registers *g);
/* Does vCPU 0 run while another one accesses? Then a pending state in its list registers is not known to anybody else. */
bool registers_unsure(const struct registers *g);
/* It enters the guest again, if it has been there. */
void registers_resume(struct registers *g);

uint32_t registers_random(struct registers *g);
void registers_differs(struct registers *g, enum gic_rule rule, const char *field, const char *expected, const char *seen);
/* The accesses as they are, unjudged. False: an abort. */
bool registers_mmio(struct registers *g, struct registers_place at, uint32_t offset, unsigned int len, bool write,
		    uint64_t *value);

/* registers-sgi.c: the rows of the blocks that send. */
unsigned int registers_sgi_rows(bool v2);
void registers_sgi_name(bool v2, unsigned int i, char *buffer, size_t size);
void registers_sgi_words(bool v2, unsigned int i, char *buffer, size_t size);
void registers_sgi_run(struct registers *g, unsigned int i);

#endif
