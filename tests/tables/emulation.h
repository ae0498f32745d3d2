/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The table emulation: one access of a guest to its GICv3 CPU interface is done twice from the same
 * registers, once by KVM's own emulation of a trapped access, once by the simulated hardware, and
 * must give the same result and leave the same registers.
 */
#ifndef TESTS_TABLES_EMULATION_H
#define TESTS_TABLES_EMULATION_H

#include "checker/machine/machine.h"
#include "checker/run/table.h"
#include "mocks/gic/regs.h"

#define NR(array) (sizeof(array) / sizeof((array)[0]))

#define EMU_MAX_LRS	16

/* ICH_LR<n>_EL2, IHI 0069 12.4. */
#define LR_VINTID	0xffffffffull
#define LR_PINTID_SHIFT	32
#define LR_EOI		(1ull << 41)
#define LR_PRIO_SHIFT	48
#define LR_GROUP	(1ull << 60)
#define LR_HW		(1ull << 61)
#define LR_STATE_SHIFT	62
#define HCR_EOICOUNT_SHIFT 27

enum { STATE_EMPTY, STATE_PENDING, STATE_ACTIVE, STATE_PENDING_ACTIVE };	/* LR.State */

/* The physical interrupts that list registers with HW=1 stand for; all level, see machine.h. */
#define EMU_NR_PHYS	4
extern const uint32_t emu_phys[EMU_NR_PHYS];

/* What there is before an access, and after it. */
struct emu_regs {
	uint64_t lr[EMU_MAX_LRS];
	uint32_t hcr, vmcr;
	uint32_t ap0r[4], ap1r[4];
	uint32_t phys_active;	/* bit n: emu_phys[n] */
	uint32_t unused;	/* no padding: two of these are compared as bytes */
};

enum emu_class {
	EMU_ACKNOWLEDGES,	/* ICC_IARn */
	EMU_ENDS,		/* ICC_EOIRn */
	EMU_DEACTIVATES,	/* ICC_DIR */
	EMU_SHOWS_PENDING,	/* ICC_HPPIRn */
	EMU_SHOWS_RUNNING,	/* ICC_RPR */
	EMU_CONTROLS,		/* a view of ICH_VMCR_EL2 */
	EMU_PRIORITIES,		/* ICC_APmRn */
	EMU_WRONG_WAY,		/* a read of a write-only register, or the other way round */
	EMU_ELSEWHERE,		/* not the business of the trap emulation */
};

struct emu_access {
	const char *name;	/* "ICC_IAR1_EL1" */
	uint32_t reg;
	bool write;
	enum emu_class class;
	unsigned int group;
	const char *why;	/* EMU_ELSEWHERE: where it goes instead */
};

/* The registers of one block; the accesses end with a NULL name. */
struct emu_register {
	const char *name;	/* "iar1" */
	const struct emu_access *accesses;
};
extern const struct emu_register emu_registers[];
extern const unsigned int emu_nr_registers;

/* What the hardware is like. */
struct emu_config {
	const char *name;
	uint8_t pri_bits, pre_bits, nr_lrs;
};

/* A comparison that is going on: of one row. */
struct emu {
	struct row *row;
	const struct emu_config *config;
	const struct emu_access *access;
	unsigned int nr_lrs;		/* that KVM believes to have filled */
	uint64_t random;
	unsigned long states;		/* compared so far */
	unsigned long differing;
	char situation[120];		/* of the difference at hand, behind each field's name */
	bool done;			/* nothing more to be learned from this row */
	struct gic_phys *phys[EMU_NR_PHYS];
	struct gic before;
	unsigned int told_stories, nr_told;
	uint64_t told[128];		/* differences that the row has been told, hashed */
	uint64_t seen[4096];		/* pairs of results that are told, hashed; see seen_before() */
};

/*
 * emu_begin() - make KVM fill @nr_lrs list registers, so that its emulation looks into as many.
 * emu_try() - compare one access; @value: written. emu_end() - see that nothing else has changed.
 */
bool emu_begin(struct emu *e, struct row *row, const struct emu_config *config,
	       const struct emu_access *access, unsigned int nr_lrs);
void emu_try(struct emu *e, const struct emu_regs *start, uint64_t value);
void emu_end(struct emu *e);

/* A number below @n, the same in every run of a row. */
static inline unsigned int emu_draw(struct emu *e, unsigned int n)
{
	e->random ^= e->random << 13;
	e->random ^= e->random >> 7;
	e->random ^= e->random << 17;
	return (e->random >> 32) * n >> 32;
}

/* The fields of struct emu_regs and the result, for what the architecture leaves open. */
enum {
	EMU_VALUE = 1, EMU_LRS = 2, EMU_EOICOUNT = 4, EMU_VMCR = 8, EMU_ACTIVE = 16, EMU_PHYS = 32,
	EMU_OUTCOME = 64,
};
uint32_t emu_facts(const struct emu *e, const struct emu_regs *start, uint64_t value);
/* " (EOImode 1, special INTID)": what of the start matters to a difference; or nothing. */
void emu_situation(const struct emu *e, const struct emu_regs *start, uint64_t value, char *text,
		   size_t size);
/* Which of them may differ after this access, because the architecture says so. */
unsigned int emu_left_open(const struct emu *e, const struct emu_regs *start, uint64_t value);

/* States in words, as steps of the row; what has changed; the differences. */
struct emu_result {
	bool done;		/* carried out, and not refused */
	uint64_t value;		/* that was read */
	struct emu_regs regs;
};
void emu_tell_start(struct emu *e, const struct emu_regs *start);
void emu_tell_changes(struct emu *e, const struct emu_regs *start, const struct emu_result *result);
/* Returns whether one of the differences is new to this row; @tell: let the row know of those. */
bool emu_differences(struct emu *e, const struct emu_regs *start, const struct emu_result *model,
		     const struct emu_result *kvm, unsigned int open, bool tell);

/* The rows of a block, and what they run: emulation-states.c. */
enum emu_shape { EMU_ONE, EMU_LEVELS, EMU_TWO, EMU_EVERY_CONTROL, EMU_RANDOM, EMU_REFUSED };
struct emu_row {
	const struct emu_access *access;
	enum emu_shape shape;
	uint32_t code;
};
struct exclusion;
/* How many codes this shape has for that access; 0: it has no such rows. */
unsigned int emu_nr_codes(const struct emu_access *access, enum emu_shape shape);
/* NULL, or why the code cannot occur or would say nothing new. */
const char *emu_impossible(const struct emu_config *config, const struct emu_access *access,
			   enum emu_shape shape, unsigned int code);
/* Is it a register of active priorities that this GIC does not have? */
bool emu_absent(const struct emu_config *config, const struct emu_access *access);
void emu_row_name(const struct emu_row *r, char *buffer, size_t size);
void emu_row_words(const struct emu_row *r, char *buffer, size_t size);
void emu_row_run(struct row *row, const struct emu_config *config, const struct emu_row *r);

/* Where the random states start: the environment's VGICHECK_SEED, or always the same. */
uint64_t emu_seed(void);

#endif
