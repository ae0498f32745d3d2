/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The frames of a guest's GIC, register by register: what lies at an offset and which accesses of it are legal; what a legal one
 * reads, and which bits of that are certain; what it changes.
 *
 * registers.c: the map, and what is read; registers-write.c: what is written, and what interrupts become of it. All of the
 * INTIDs are there, unlike in gic.h, and no CPU interfaces: these two meet in what the guest acknowledges (regs_due()).
 *
 * Source: IHI 0048B 4.1.4, 4.3 (GICD_); IHI 0069 12.1.3, 12.9 (GICD_), 12.10, 12.11 (GICR_); a GIC with one Security state and, GICv3,
 * affinity routing only. What is IMPLEMENTATION DEFINED is found out once (regs_learn()) and must then stay so.
 */
#ifndef CHECKER_SPEC_GIC_REGISTERS_H
#define CHECKER_SPEC_GIC_REGISTERS_H

#include <stddef.h>

#include "checker/spec/ideal.h"

#define REGS_VCPUS	8
#define REGS_INTS	1020u		/* 1020 to 1023 are no interrupts */
#define REGS_PRIVATE	32u		/* INTIDs below are banked */
#define REGS_SGIS	16u

enum regs_frame { REGS_GICD, REGS_GICR, REGS_GICR_SGI };

enum regs_what {
	REG_RESERVED, REG_IMPDEF, REG_CTLR, REG_TYPER, REG_IIDR, REG_PIDR2, REG_STATUSR, REG_RD_CTLR, REG_RD_TYPER, REG_WAKER,
	REG_PROPBASER, REG_PENDBASER, REG_SYNCR, REG_WRITE_ONLY, REG_SGIR,
	/* From here on, of each interrupt some bits. */
	REG_IGROUPR, REG_ISENABLER, REG_ICENABLER, REG_ISPENDR, REG_ICPENDR, REG_ISACTIVER, REG_ICACTIVER, REG_IPRIORITYR,
	REG_ITARGETSR, REG_ICFGR, REG_CPENDSGIR, REG_SPENDSGIR, REG_IROUTER,
};

/* What an access meets. */
struct regs_at {
	enum regs_what what;
	const char *name;
	bool legal;		/* of that width and alignment; one that is not changes nothing */
	uint8_t bits;		/* of each interrupt; 0: it is of no interrupts */
	uint32_t first;		/* the first interrupt that it reaches */
	uint32_t inside;	/* its offset in the register */
};
struct regs_at regs_at(bool v2, enum regs_frame frame, uint32_t offset, unsigned int len);

struct regs_int {
	struct ideal state;
	uint8_t group, priority, targets;
	bool doubt_level, doubt_pending;	/* ICFGR was written while it was enabled: UNPREDICTABLE */
	uint64_t router;
};

struct regs {
	bool v2;
	uint8_t nr_vcpus;
	uint16_t nr_irqs;
	uint8_t ctlr;			/* bit g: group g is forwarded */
	bool sgis_always_enabled;	/* IHI 0048B 4.3.5: IMPLEMENTATION DEFINED */
	bool ppis_fixed;		/* their trigger mode cannot be written; IHI 0048B 4.3.13: IMPLEMENTATION DEFINED */
	/*
	 * ICC_SGI1R_EL1 generates SGIs of group 0, too. "Under certain conditions" it does (IHI 0069 ICC_SGI1R_EL1); for one Security
	 * state KVM and QEMU read the table of these conditions differently.
	 */
	bool sgi1r_group0;
	bool aff3;			/* GICD_TYPER.A3V */
	bool one_of_n;			/* GICD_TYPER.No1N is 0 */
	uint32_t iidr[2];		/* GICD_, GICR_ */
	struct regs_int private[REGS_VCPUS][REGS_PRIVATE], spi[REGS_INTS - REGS_PRIVATE];
};

/* At reset, with both groups forwarded. What reset leaves UNKNOWN regs_learn() is told. */
void regs_init(struct regs *r, bool v2, unsigned int nr_vcpus, unsigned int nr_irqs);
/* At reset the register @what of interrupts @first on reads @value in @len bytes. */
void regs_learn(struct regs *r, unsigned int owner, const struct regs_at *at, unsigned int len, uint64_t value);

/* NULL: there is no such interrupt. @owner counts for private ones. */
struct regs_int *regs_int(struct regs *r, unsigned int owner, uint32_t intid);

/*
 * regs_read() - what a legal access of @len bytes reads; *@certain: those bits. @owner: GICv2, the vCPU that accesses; of a
 * redistributor, the vCPU it belongs to. An illegal one reads 0, or gives an abort.
 */
uint64_t regs_read(const struct regs *r, enum regs_frame frame, unsigned int owner, uint32_t offset, unsigned int len,
		   uint64_t *certain);
void regs_write(struct regs *r, enum regs_frame frame, unsigned int owner, uint32_t offset, unsigned int len, uint64_t value);

/*
 * GICv3: vCPU @from writes ICC_SGI1R_EL1, of group 1, or ICC_SGI0R_EL1. Affinities are those of vCPU n, 0.0.0.n. *@to: bit v: vCPU
 * v is named (IHI 0069 ICC_SGI1R_EL1), whether or not it has the SGI in that group.
 */
void regs_send(struct regs *r, unsigned int from, unsigned int group, uint64_t value, uint32_t *to);

/* A device's line, or its edge. */
void regs_line(struct regs *r, unsigned int owner, uint32_t intid, bool high);
/*
 * regs_due() - must vCPU @v be given it, if it lets priorities below @mask through? GICv2 SGIs: the senders, else bit 0. And
 * acknowledge and deactivation, as its CPU interface does them.
 */
unsigned int regs_due(const struct regs *r, unsigned int v, uint32_t intid, unsigned int mask);
void regs_ack(struct regs *r, unsigned int v, uint32_t intid, unsigned int sender);
void regs_deactivate(struct regs *r, unsigned int v, uint32_t intid);

#endif
