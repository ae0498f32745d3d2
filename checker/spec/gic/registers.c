// SPDX-License-Identifier: GPL-2.0-only
/*
 * The map of the frames, and what they read.
 */
#include "checker/spec/gic/registers.h"

#define W1 1u
#define W4 4u
#define W8 8u
#define ANY (W1 | 2u | W4 | W8)

/* A range of a frame: widths that are legal, bits of each interrupt. */
struct range {
	uint32_t start, end;
	enum regs_what what;
	const char *name;
	uint8_t widths, bits;
};

#define OF_INTS(prefix, at, size, reg, widths, bits) { at, (at) + (size), REG_##reg, prefix #reg, widths, bits }

/* IHI 0048B table 4-1. Byte accesses: 4.1.4. GICD_NSACR and the rest of the Security Extensions are not there: reserved. */
static const struct range gicd_v2[] = {
	{ 0x000, 0x004, REG_CTLR, "GICD_CTLR", W4, 0 },
	{ 0x004, 0x008, REG_TYPER, "GICD_TYPER", W4, 0 },
	{ 0x008, 0x00c, REG_IIDR, "GICD_IIDR", W4, 0 },
	{ 0x020, 0x040, REG_IMPDEF, "GICD, IMPLEMENTATION DEFINED", ANY, 0 },
	OF_INTS("GICD_", 0x080, 0x80, IGROUPR, W4, 1),
	OF_INTS("GICD_", 0x100, 0x80, ISENABLER, W4, 1),
	OF_INTS("GICD_", 0x180, 0x80, ICENABLER, W4, 1),
	OF_INTS("GICD_", 0x200, 0x80, ISPENDR, W4, 1),
	OF_INTS("GICD_", 0x280, 0x80, ICPENDR, W4, 1),
	OF_INTS("GICD_", 0x300, 0x80, ISACTIVER, W4, 1),
	OF_INTS("GICD_", 0x380, 0x80, ICACTIVER, W4, 1),
	OF_INTS("GICD_", 0x400, 0x400, IPRIORITYR, W1 | W4, 8),
	OF_INTS("GICD_", 0x800, 0x400, ITARGETSR, W1 | W4, 8),
	OF_INTS("GICD_", 0xc00, 0x100, ICFGR, W4, 2),
	{ 0xd00, 0xe00, REG_IMPDEF, "GICD, IMPLEMENTATION DEFINED", ANY, 0 },
	{ 0xf00, 0xf04, REG_SGIR, "GICD_SGIR", W4, 0 },
	OF_INTS("GICD_", 0xf10, 0x10, CPENDSGIR, W1 | W4, 8),
	OF_INTS("GICD_", 0xf20, 0x10, SPENDSGIR, W1 | W4, 8),
	{ 0xfe8, 0xfec, REG_PIDR2, "ICPIDR2", W4, 0 },
	{ 0xfd0, 0x1000, REG_IMPDEF, "GICD, identification", ANY, 0 },
	{ 0 }
};

/*
 * IHI 0069 table 12-25; message-based SPIs, extended SPIs and NMIs are not there. GICD_IGRPMODR and GICD_NSACR are RES0 with one Security
 * state, GICD_ITARGETSR, GICD_SGIR and GICD_[CS]PENDSGIR with affinity routing.
 */
static const struct range gicd_v3[] = {
	{ 0x000, 0x004, REG_CTLR, "GICD_CTLR", W4, 0 },
	{ 0x004, 0x008, REG_TYPER, "GICD_TYPER", W4, 0 },
	{ 0x008, 0x00c, REG_IIDR, "GICD_IIDR", W4, 0 },
	{ 0x00c, 0x010, REG_IMPDEF, "GICD_TYPER2", ANY, 0 },
	{ 0x010, 0x014, REG_STATUSR, "GICD_STATUSR", W4, 0 },
	{ 0x020, 0x040, REG_IMPDEF, "GICD, IMPLEMENTATION DEFINED", ANY, 0 },
	OF_INTS("GICD_", 0x080, 0x80, IGROUPR, W4, 1),
	OF_INTS("GICD_", 0x100, 0x80, ISENABLER, W4, 1),
	OF_INTS("GICD_", 0x180, 0x80, ICENABLER, W4, 1),
	OF_INTS("GICD_", 0x200, 0x80, ISPENDR, W4, 1),
	OF_INTS("GICD_", 0x280, 0x80, ICPENDR, W4, 1),
	OF_INTS("GICD_", 0x300, 0x80, ISACTIVER, W4, 1),
	OF_INTS("GICD_", 0x380, 0x80, ICACTIVER, W4, 1),
	OF_INTS("GICD_", 0x400, 0x400, IPRIORITYR, W1 | W4, 8),
	OF_INTS("GICD_", 0xc00, 0x100, ICFGR, W4, 2),
	OF_INTS("GICD_", 0x6000, 0x2000, IROUTER, W4 | W8, 64),
	{ 0xc000, 0xffd0, REG_IMPDEF, "GICD, IMPLEMENTATION DEFINED", ANY, 0 },
	{ 0xffe8, 0xffec, REG_PIDR2, "GICD_PIDR2", W4, 0 },
	{ 0xffd0, 0x10000, REG_IMPDEF, "GICD, identification", ANY, 0 },
	{ 0 }
};

/* IHI 0069 table 12-27. */
static const struct range gicr[] = {
	{ 0x0000, 0x0004, REG_RD_CTLR, "GICR_CTLR", W4, 0 },
	{ 0x0004, 0x0008, REG_IIDR, "GICR_IIDR", W4, 0 },
	{ 0x0008, 0x0010, REG_RD_TYPER, "GICR_TYPER", W4 | W8, 0 },
	{ 0x0010, 0x0014, REG_STATUSR, "GICR_STATUSR", W4, 0 },
	{ 0x0014, 0x0018, REG_WAKER, "GICR_WAKER", W4, 0 },
	{ 0x0018, 0x0040, REG_IMPDEF, "GICR, IMPLEMENTATION DEFINED", ANY, 0 },
	{ 0x0040, 0x0050, REG_WRITE_ONLY, "GICR_SETLPIR, GICR_CLRLPIR", W4 | W8, 0 },
	{ 0x0070, 0x0078, REG_PROPBASER, "GICR_PROPBASER", W4 | W8, 0 },
	{ 0x0078, 0x0080, REG_PENDBASER, "GICR_PENDBASER", W4 | W8, 0 },
	{ 0x00a0, 0x00a8, REG_WRITE_ONLY, "GICR_INVLPIR", W4 | W8, 0 },
	{ 0x00b0, 0x00b8, REG_WRITE_ONLY, "GICR_INVALLR", W4 | W8, 0 },
	{ 0x00c0, 0x00c4, REG_SYNCR, "GICR_SYNCR", W4, 0 },
	{ 0x0100, 0x0120, REG_IMPDEF, "GICR, IMPLEMENTATION DEFINED", ANY, 0 },
	{ 0xc000, 0xffd0, REG_IMPDEF, "GICR, IMPLEMENTATION DEFINED", ANY, 0 },
	{ 0xffe8, 0xffec, REG_PIDR2, "GICR_PIDR2", W4, 0 },
	{ 0xffd0, 0x10000, REG_IMPDEF, "GICR, identification", ANY, 0 },
	{ 0 }
};

/* IHI 0069 table 12-29: as GICD's, of private interrupts. */
static const struct range gicr_sgi[] = {
	OF_INTS("GICR_", 0x080, 4, IGROUPR, W4, 1),
	OF_INTS("GICR_", 0x100, 4, ISENABLER, W4, 1),
	OF_INTS("GICR_", 0x180, 4, ICENABLER, W4, 1),
	OF_INTS("GICR_", 0x200, 4, ISPENDR, W4, 1),
	OF_INTS("GICR_", 0x280, 4, ICPENDR, W4, 1),
	OF_INTS("GICR_", 0x300, 4, ISACTIVER, W4, 1),
	OF_INTS("GICR_", 0x380, 4, ICACTIVER, W4, 1),
	OF_INTS("GICR_", 0x400, 32, IPRIORITYR, W1 | W4, 8),
	OF_INTS("GICR_", 0xc00, 8, ICFGR, W4, 2),
	{ 0xc000, 0x10000, REG_IMPDEF, "GICR_SGI, IMPLEMENTATION DEFINED", ANY, 0 },
	{ 0 }
};

static const struct range reserved = { .what = REG_RESERVED, .name = "reserved", .widths = ANY };

static const struct range *find(bool v2, enum regs_frame frame, uint32_t offset)
{
	const struct range *r = frame == REGS_GICR ? gicr : frame == REGS_GICR_SGI ? gicr_sgi : v2 ? gicd_v2 : gicd_v3;

	for (; r->end; r++)
		if (offset >= r->start && offset < r->end)
			return r;
	return &reserved;
}

struct regs_at regs_at(bool v2, enum regs_frame frame, uint32_t offset, unsigned int len)
{
	const struct range *r = find(v2, frame, offset);

	return (struct regs_at){
		.what = r->what, .name = r->name, .bits = r->bits,
		.legal = (r->widths & len) && !(offset % len),
		.first = r->bits ? (offset - r->start) * 8 / r->bits : 0,
		.inside = r->bits == 64 ? (offset - r->start) % 8 : offset - r->start,
	};
}

/* --- what is read of an interrupt --- */

static const struct regs_int *get(const struct regs *r, unsigned int owner, uint32_t intid)
{
	return regs_int((struct regs *)r, owner, intid);
}

/* GICv3: those of private interrupts are in the redistributor, and RES0 in the distributor (IHI 0069 GICD_ISENABLER<n>). */
static bool elsewhere(const struct regs *r, enum regs_frame frame, uint32_t intid)
{
	return !r->v2 && frame == REGS_GICD && intid < REGS_PRIVATE;
}

static uint64_t one(bool value, bool certain, uint64_t *is_certain)
{
	*is_certain = certain;
	return value;
}

static uint64_t targets(const struct regs *r, const struct regs_int *i, uint32_t intid, unsigned int owner, uint64_t *certain)
{
	/* IHI 0048B 4.3.12: RAZ/WI in a uniprocessor implementation; whether a GIC with one CPU interface is such a one is open. */
	*certain = r->nr_vcpus == 1 ? 0xfe : 0xff;
	return intid < REGS_PRIVATE ? 1u << owner : i->targets;
}

static uint64_t field(const struct regs *r, enum regs_what what, unsigned int owner, uint32_t intid, uint64_t *certain)
{
	const struct regs_int *i = get(r, owner, intid);

	*certain = ~0ull;
	if (!i)
		return 0;
	switch (what) {
	case REG_IGROUPR:
		return i->group;
	case REG_ISENABLER:
	case REG_ICENABLER:
		return i->state.enabled;
	case REG_ISPENDR:
	case REG_ICPENDR:
		return one(ideal_pending(&i->state), !i->doubt_pending, certain);
	case REG_ISACTIVER:
	case REG_ICACTIVER:
		return i->state.active;
	case REG_IPRIORITYR:
		return i->priority;
	case REG_ITARGETSR:
		return targets(r, i, intid, owner, certain);
	case REG_ICFGR:
		*certain = i->doubt_level ? 1 : 3;
		return i->state.level ? 0 : 2;
	case REG_CPENDSGIR:
	case REG_SPENDSGIR:
		return i->state.sources;
	default:
		return i->router;
	}
}

static uint64_t of_interrupts(const struct regs *r, enum regs_frame frame, unsigned int owner, const struct regs_at *at,
			      unsigned int len, uint64_t *certain)
{
	uint64_t value = 0;

	*certain = 0;
	for (unsigned int n = 0; n * at->bits < len * 8; n++) {
		uint64_t mask = at->bits == 64 ? ~0ull : (1ull << at->bits) - 1, known = ~0ull, one_value = 0;

		if (!elsewhere(r, frame, at->first + n))
			one_value = field(r, at->what, owner, at->first + n, &known);
		value |= (one_value & mask) << n * at->bits;
		*certain |= (known & mask) << n * at->bits;
	}
	if (at->bits != 64)
		return value;
	*certain >>= at->inside * 8;
	return value >> at->inside * 8;
}

/* --- and of the rest --- */

static uint64_t typer(const struct regs *r, uint64_t *certain)
{
	uint64_t value = r->nr_irqs / 32 - 1u;

	/* IHI 0048B 4.3.2; LSPI is reserved without Security Extensions. IHI 0069 GICD_TYPER: CPUNumber is 0 with affinity routing. */
	*certain = r->v2 ? 0xffffffff : 0x5ff;
	return r->v2 ? value | (r->nr_vcpus - 1u) << 5 : value;
}

static uint64_t rd_typer(const struct regs *r, unsigned int owner, uint64_t *certain)
{
	/* The affinity, Last, and no virtual LPIs; Processor_Number is the GIC's own choice. */
	*certain = 0xffffffff00000012ull;
	return (uint64_t)owner << 32 | (owner + 1u == r->nr_vcpus ? 0x10 : 0);
}

static uint64_t other(const struct regs *r, enum regs_frame frame, unsigned int owner, enum regs_what what, uint64_t *certain)
{
	*certain = 0xffffffff;
	switch (what) {
	case REG_CTLR:
		/* GICv3: ARE and DS are RAO/WI here; E1NWF and nASSGIreq are the GIC's own choice. */
		if (!r->v2)
			*certain = 0xfffffe7f;
		return r->ctlr | (r->v2 ? 0 : 0x50);
	case REG_TYPER:
		return typer(r, certain);
	case REG_IIDR:
		return r->iidr[frame != REGS_GICD];
	case REG_PIDR2:
		*certain = 0xf0;
		return r->v2 ? 0x20 : 0x30;
	case REG_STATUSR:
		*certain = 0xfffffff0;
		return 0;
	case REG_RD_CTLR:
		/* Nothing is waited for; EnableLPIs, CES, IR and DPG* are the GIC's own choice. */
		*certain = 0xf8fffff8;
		return 0;
	case REG_RD_TYPER:
		return rd_typer(r, owner, certain);
	case REG_WAKER:
		*certain = 0x7ffffff8;
		return 0;
	case REG_PROPBASER:
		*certain = 0xf8f0000000000060ull;
		return 0;
	case REG_PENDBASER:
		*certain = 0xf8f000000000f07full;
		return 0;
	case REG_RESERVED:
		*certain = ~0ull;
		return 0;
	case REG_SYNCR:
		return 0;
	default:
		*certain = 0;
		return 0;
	}
}

uint64_t regs_read(const struct regs *r, enum regs_frame frame, unsigned int owner, uint32_t offset, unsigned int len,
		   uint64_t *certain)
{
	struct regs_at at = regs_at(r->v2, frame, offset, len);
	uint64_t width = len == 8 ? ~0ull : (1ull << len * 8) - 1, value;

	*certain = width;
	if (!at.legal)
		return 0;
	if (at.bits) {
		value = of_interrupts(r, frame, owner, &at, len, certain);
	} else {
		value = other(r, frame, owner, at.what, certain) >> at.inside % 8 * 8;
		*certain >>= at.inside % 8 * 8;
	}
	*certain &= width;
	return value & width;
}
