/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The table its: what its files share. its.c: blocks and rows; its-guest.c: the guest's driver and the devices, which
 * act on the machine and on the ideal ITS alike; its-judge.c: what is asked after a script; its-letters.c: the alphabet
 * of short sequences; its-scripts.c: longer scripts; its-registers.c, its-tables.c: GITS_* and the saved tables.
 */
#ifndef TESTS_TABLES_ITS_H
#define TESTS_TABLES_ITS_H

#include "checker/machine/guest.h"
#include "checker/machine/runloop.h"
#include "checker/spec/its.h"

#define ITS_VCPUS	2u	/* that LPIs go to */
#define ITS_DRIVER	2u	/* the vCPU on which the ITS's driver runs */
#define ITS_GPA		0x08080000u
#define ITS_TRANSLATER	(ITS_GPA + 0x10040)

/* Guest memory, in pages of 64 KiB. */
#define ITS_PAGE(n)	(VGIC_GPA_RAM + 0x10000u * (n))
#define ITS_PROP	ITS_PAGE(0)		/* LPI configuration, 8192 bytes */
#define ITS_ITT(d)	(ITS_PAGE(0) + 0x4000 + 0x2000 * (d))	/* device 1's is the largest, and goes into the next page */
#define ITS_PEND(v)	ITS_PAGE(1 + (v))	/* 2 KiB used */
#define ITS_DEVICE_TABLE ITS_PAGE(3)
#define ITS_COLLECTION_TABLE ITS_PAGE(4)
#define ITS_QUEUE	ITS_PAGE(5)		/* 4 KiB: 128 commands */
#define ITS_QUEUE_SIZE	0x1000u
#define ITS_ID_BITS	13u			/* GICR_PROPBASER.IDbits: INTIDs below 16384 */
#define ITS_EVENT_BITS	5u			/* of devices but device 1, which has 14 */

/* Registers: IHI 0069 12.11 and 12.19. */
#define GICR_CTLR	0x0
#define GICR_TYPER	0x8
#define GICR_PROPBASER	0x70
#define GICR_PENDBASER	0x78
#define GICR_INVLPIR	0xa0
#define GICR_INVALLR	0xb0
#define GICR_SYNCR	0xc0
#define GITS_CTLR	0x0
#define GITS_IIDR	0x4
#define GITS_TYPER	0x8
#define GITS_CBASER	0x80
#define GITS_CWRITER	0x88
#define GITS_CREADR	0x90
#define GITS_BASER(n)	(0x100 + 8 * (n))
#define ITS_VALID	(1ull << 63)
#define ITS_ENABLED	1u
#define ITS_QUIESCENT	(1u << 31)

enum its_rule {
	ITS_RULE_ACCESS, ITS_RULE_QUEUE, ITS_RULE_QUIESCENT, ITS_RULE_SIGNAL, ITS_RULE_SPURIOUS, ITS_RULE_CLEARED,
	ITS_RULE_DISCARDED, ITS_RULE_SWITCHED_OFF, ITS_RULE_ONCE, ITS_RULE_TARGET, ITS_RULE_DISABLED, ITS_RULE_FORGOTTEN,
	ITS_RULE_URGENT, ITS_RULE_KICKS, ITS_RULE_WAKES, ITS_RULE_FREED, ITS_RULE_DESTROYED, ITS_RULE_REGISTER, ITS_RULE_SAVED,
	ITS_RULE_RESTORED, ITS_RULE_REFUSED, ITS_RULE_DEBUG, NR_ITS_RULES
};
extern const struct rule its_rules[];

struct its_words { uint64_t w[4]; };
#define ITS_WAITING 32
#define ITS_NOBODY 0xff

/* A row while it runs. */
struct its_run {
	struct row *row;
	const struct vgic_subject *subject;
	struct ideal_its ideal;
	uint32_t written;		/* GITS_CWRITER: bytes */
	/* Which vCPU was given the LPI and has not exited since; ITS_NOBODY. */
	uint8_t held[ITS_LPIS];
	struct its_words waiting[ITS_WAITING];	/* commands that the ideal ITS has not executed; of which the first... */
	unsigned int nr_waiting, nr_rung;	/* ... so many were announced by GITS_CWRITER */
	uint8_t settled[ITS_VCPUS];	/* bit n: LPI n was due when the vCPU last entered the guest, and has been since */
	uint32_t handled;		/* what IAR gave for the LPI that is being handled */
	size_t blocks;			/* allocated when the ITS was on and nothing mapped */
};

/* --- its-guest.c --- */

/* Userspace makes the ITS, the guest sets it up with the LPIs of two vCPUs on; nothing is mapped. */
bool its_start(struct its_run *r);
/* The vCPUs are loaded, and open their CPU interfaces. */
void its_open_guests(struct its_run *r);
/* The vCPUs that LPIs go to enter the guest, and stay there while something happens. */
void its_run_guests(struct its_run *r);
/* As a driver goes on after a reset of the ITS or in another VM: tables, queue, GITS_CTLR. */
void its_set_registers(struct its_run *r, bool enabled);

bool its_write(struct its_run *r, unsigned int offset, unsigned int len, uint64_t value);
uint64_t its_read(struct its_run *r, unsigned int offset, unsigned int len);
bool gicr_write(struct its_run *r, unsigned int vcpu, unsigned int offset, unsigned int len, uint64_t value);
uint64_t gicr_read(struct its_run *r, unsigned int vcpu, unsigned int offset, unsigned int len);

/* Put a command into the queue; and ring GITS_CWRITER. @name for the steps. */
void its_queue(struct its_run *r, const char *name, const uint64_t words[4]);
void its_ring(struct its_run *r);

/* Commands. */
struct its_words cmd_mapd(uint32_t device, unsigned int bits, bool valid);
struct its_words cmd_mapc(uint32_t icid, uint32_t vcpu, bool valid);
struct its_words cmd_mapti(uint32_t device, uint32_t event, uint32_t intid, uint32_t icid);
/* MAPI, MOVI, INT, CLEAR, DISCARD, INV, and INVALL: what a command has no use for is 0. */
struct its_words cmd_event(enum its_command what, uint32_t device, uint32_t event, uint32_t icid);
struct its_words cmd_movall(uint32_t from, uint32_t to);
struct its_words cmd_sync(uint32_t vcpu);
/* Queue one, and ring. */
void its_command(struct its_run *r, const char *name, struct its_words c);

void its_signal(struct its_run *r, uint32_t device, uint32_t event);
void its_config(struct its_run *r, unsigned int lpi, bool enabled, uint8_t priority);
void its_lpis(struct its_run *r, unsigned int vcpu, bool on);
void its_on(struct its_run *r, bool on);
/* The bits of a device's EventIDs in these tables. */
unsigned int its_bits(uint32_t device);

/* --- its-judge.c --- */

/* vCPU @v enters, takes all LPIs that it is given, and leaves; then: nothing due may be left over. */
void its_collect(struct its_run *r, unsigned int v);
/* vCPU @v enters the guest, leaves it. */
void its_enter(struct its_run *r, unsigned int v);
void its_exit(struct its_run *r, unsigned int v);
void its_collect_all(struct its_run *r);
/* vCPU @v, in the guest, acknowledges one LPI, which must be there if one is due; it ends that. */
void its_take_one(struct its_run *r, unsigned int v);
void its_end_one(struct its_run *r, unsigned int v);
/* All that may be asked after a script, ending with everything unmapped. */
void its_probe(struct its_run *r);
/* Everything is unmapped: all LPIs are freed. */
void its_unmap_all(struct its_run *r);
/* Something was signalled: a vCPU in the guest may have it now. */
void its_note_held(struct its_run *r);
/* The VM is destroyed. */
void its_destroy(struct its_run *r);

/* --- its-tables.c --- */

/*
 * The VM is saved, destroyed, and restored in a new one, in the documented order. False: it cannot go on.
 */
bool its_migrate(struct its_run *r, const struct vgic_vm_config *config);
/* Row @i of those in which one bit of the saved tables is wrong; how many there are. */
unsigned int its_nr_corruptions(void);
void its_corruption_name(unsigned int i, char *buffer, size_t size);
void its_corrupt(struct its_run *r, unsigned int i);

/* --- its-letters.c --- */

/* In which state a sequence begins. */
enum its_begin { BEGIN_EMPTY, BEGIN_MAPPED, BEGIN_PENDING, BEGIN_TAKEN, NR_BEGINS };
const char *its_begin_name(enum its_begin begin);
void its_begin(struct its_run *r, enum its_begin begin);

unsigned int its_nr_letters(void);
/* Of these, the first so many are what longer sequences are made of. */
unsigned int its_nr_core_letters(void);
const char *its_letter_name(unsigned int letter);
void its_letter(struct its_run *r, unsigned int letter);

/* --- scripts: a name, what it does, in words --- */

struct its_script {
	const char *name, *words;
	void (*run)(struct its_run *r);
};
extern const struct its_script its_scripts[], its_register_scripts[], its_table_scripts[];

#endif
