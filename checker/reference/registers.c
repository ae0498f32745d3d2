// SPDX-License-Identifier: GPL-2.0-only
/*
 * The registers of the reference subject's distributor and redistributors: where each is, and what it does to the ideal GIC.
 * What is not here reads as zero and ignores writes.
 *
 * Source: IHI 0048B table 4-1, 4.3; IHI 0069 tables 12-25 (GICD), 12-27 and 12-29 (GICR), 12.9, 12.11.
 */
#include <errno.h>

#include "checker/machine/frames.h"
#include "checker/reference/reference.h"

#define GICD_TYPER	0x004
#define GICD_IIDR	0x008
#define GICD_CPENDSGIR	0xf10
#define GICD_SPENDSGIR	0xf20
#define GICR_TYPER	0x008
#define GICR_LAST	(1ull << 4)
#define FRAME		0x10000u
#define IIDR		0x43bu		/* Arm; no variant, no revision */
#define CTLR_V3		0x50u		/* ARE and DS: affinity routing, one security state */
#define NO_LPIS		(9ull << 19)	/* GICD_TYPER.IDbits: ten bits of INTID */

/* A register with so many bits for each INTID. */
static const struct field { uint32_t base; unsigned int bits; } fields[] = {
	{ GIC_IGROUPR, 1 }, { GIC_ISENABLER, 1 }, { GIC_ICENABLER, 1 }, { GIC_ISPENDR, 1 }, { GIC_ICPENDR, 1 },
	{ GIC_ISACTIVER, 1 }, { GIC_ICACTIVER, 1 }, { GIC_IPRIORITYR, 8 }, { GICD_ITARGETSR, 8 }, { GIC_ICFGR, 2 },
	{ GICD_CPENDSGIR, 8 }, { GICD_SPENDSGIR, 8 },
};

/* Where an access goes: whose private interrupts, or none of the private ones, or no others. */
struct access {
	unsigned int v;
	bool privates, others, redist;
	uint32_t offset;
};

static const struct field *field_of(uint32_t offset)
{
	for (unsigned int n = 0; n < sizeof(fields) / sizeof(fields[0]); n++) {
		uint32_t nr = fields[n].base >= GICD_CPENDSGIR ? GIC_NR_SGIS : 1024;

		if (offset >= fields[n].base && offset < fields[n].base + nr * fields[n].bits / 8)
			return &fields[n];
	}
	return NULL;
}

static struct ideal_int *interrupt(const struct access *a, uint32_t intid)
{
	if (intid < GIC_NR_PRIVATE ? !a->privates : !a->others)
		return NULL;
	return ideal_gic_int(&reference->gic, a->v, intid);
}

static uint32_t read_field(uint32_t base, const struct ideal_int *i)
{
	switch (base) {
	case GIC_IGROUPR:
		return i->group;
	case GIC_ISENABLER:
	case GIC_ICENABLER:
		return i->state.enabled;
	case GIC_ISPENDR:
	case GIC_ICPENDR:
		return ideal_pending(&i->state);
	case GIC_ISACTIVER:
	case GIC_ICACTIVER:
		return i->state.active;
	case GIC_IPRIORITYR:
		return i->priority;
	case GICD_ITARGETSR:
		return reference->gic.v2 ? i->targets : 0;
	case GIC_ICFGR:
		return i->state.level ? 0 : 2;
	default:
		return reference->gic.v2 ? i->state.sources : 0;
	}
}

/* GICD_CPENDSGIRn, GICD_SPENDSGIRn: bit n is the SGI that vCPU n has sent. GICv2 only. */
static void write_sources(struct ideal_int *i, bool set, uint32_t value)
{
	if (!reference->gic.v2)
		return;
	i->state.sources = (uint8_t)(set ? i->state.sources | value : i->state.sources & ~value);
	ideal_gic_changed(&reference->gic);
}

static void write_bit(const struct access *a, uint32_t intid, uint32_t value, enum ideal_bit what)
{
	if (value)
		ideal_gic_write_bit(&reference->gic, a->v, intid, what);
}

static void write_field(const struct access *a, uint32_t base, struct ideal_int *i, uint32_t value)
{
	struct ideal_gic *g = &reference->gic;

	switch (base) {
	case GIC_IGROUPR:
		ideal_gic_set_group(g, a->v, i->intid, value);
		break;
	case GIC_ISENABLER:
		write_bit(a, i->intid, value, IDEAL_SET_ENABLE);
		break;
	case GIC_ICENABLER:
		write_bit(a, i->intid, value, IDEAL_CLEAR_ENABLE);
		break;
	case GIC_ISPENDR:
		write_bit(a, i->intid, value, IDEAL_SET_PENDING);
		break;
	case GIC_ICPENDR:
		write_bit(a, i->intid, value, IDEAL_CLEAR_PENDING);
		break;
	case GIC_ISACTIVER:
		write_bit(a, i->intid, value, IDEAL_SET_ACTIVE);
		break;
	case GIC_ICACTIVER:
		write_bit(a, i->intid, value, IDEAL_CLEAR_ACTIVE);
		break;
	case GIC_IPRIORITYR:
		ideal_gic_set_priority(g, a->v, i->intid, (uint8_t)value);
		break;
	case GICD_ITARGETSR:
		ideal_gic_set_targets(g, i->intid, (uint8_t)value);
		break;
	case GIC_ICFGR:
		ideal_gic_set_level(g, a->v, i->intid, !(value & 2));
		break;
	default:
		write_sources(i, base == GICD_SPENDSGIR, value);
	}
	/* Its CPU interfaces hear of everything at once. */
	i->in_doubt = false;
}

static uint64_t access_fields(const struct access *a, const struct field *f, unsigned int len, bool write, uint64_t value)
{
	uint32_t first = (a->offset - f->base) * 8 / f->bits, mask = (1u << f->bits) - 1;
	uint64_t read = 0;

	for (unsigned int n = 0; n < len * 8 / f->bits; n++) {
		struct ideal_int *i = interrupt(a, first + n);

		if (i && write)
			write_field(a, f->base, i, value >> n * f->bits & mask);
		else if (i)
			read |= (uint64_t)read_field(f->base, i) << n * f->bits;
	}
	return read;
}

/* GICD_SGIR: IHI 0048B 4.3.15. */
static void send(unsigned int v, uint32_t value)
{
	unsigned int filter = value >> 24 & 3;
	uint32_t targets = filter == 0 ? value >> 16 & 0xff : filter == 1 ? ~(1u << v) : 1u << v;

	for (unsigned int to = 0; to < reference->vm.nr_vcpus; to++)
		if (targets & 1u << to)
			ideal_gic_sgi(&reference->gic, v, to, value & 15, 0);
}

static uint64_t read_single(const struct access *a)
{
	const struct vgic_vm_config *vm = &reference->vm;
	bool v2 = reference->gic.v2, last = a->v + 1 == vm->nr_vcpus;

	if (a->redist)
		return a->offset == GICR_TYPER ? (uint64_t)a->v << 32 | a->v << 8 | (last ? GICR_LAST : 0) :
		       a->offset == GICD_TYPER ? IIDR : 0;
	switch (a->offset) {
	case GICD_CTLR:
		return reference->gic.ctlr | (v2 ? 0 : CTLR_V3);
	case GICD_TYPER:
		return (vm->nr_irqs / 32 - 1) | (v2 ? (vm->nr_vcpus - 1) << 5 : NO_LPIS);
	case GICD_IIDR:
		return IIDR;
	default:
		return 0;
	}
}

static uint64_t access_single(const struct access *a, unsigned int len, bool write, uint64_t value)
{
	/* Of an aligned word, any part. */
	struct access word = { .v = a->v, .redist = a->redist, .offset = a->offset & ~(a->redist ? 7u : 3u) };
	unsigned int shift = (a->offset - word.offset) * 8;

	if (!write)
		return read_single(&word) >> shift;
	if (a->redist || len < 4)
		return 0;
	if (a->offset == GICD_CTLR)
		ideal_gic_set_ctlr(&reference->gic, (uint32_t)value);
	else if (a->offset == GICD_SGIR && reference->gic.v2)
		send(a->v, (uint32_t)value);
	return 0;
}

/* GICD_IROUTER<n>: 64 bits, which may be accessed as two words. */
static uint64_t access_router(const struct access *a, unsigned int len, bool write, uint64_t value)
{
	uint32_t intid = (a->offset - GICD_IROUTER) / 8;
	unsigned int shift = a->offset % 8 * 8;
	uint64_t mask = (len == 8 ? ~0ull : (1ull << len * 8) - 1) << shift;
	const struct ideal_int *i = intid < GIC_NR_PRIVATE ? NULL : interrupt(a, intid);

	if (!i)
		return 0;
	if (write)
		ideal_gic_set_router(&reference->gic, intid, (i->router & ~mask) | (value << shift & mask));
	return i->router >> shift;
}

static bool find(unsigned int v, uint64_t gpa, struct access *a)
{
	bool v2 = reference->gic.v2;
	uint64_t end = VGIC_GPA_REDIST + (uint64_t)reference->vm.nr_vcpus * GICR_STRIDE;

	if (gpa >= VGIC_GPA_DIST && gpa < VGIC_GPA_DIST + (v2 ? 0x1000u : FRAME)) {
		*a = (struct access){ .v = v, .privates = v2, .others = true, .offset = (uint32_t)(gpa - VGIC_GPA_DIST) };
		return true;
	}
	if (v2 || gpa < VGIC_GPA_REDIST || gpa >= end)
		return false;
	*a = (struct access){
		.v = (unsigned int)((gpa - VGIC_GPA_REDIST) / GICR_STRIDE), .redist = true,
		.offset = (uint32_t)((gpa - VGIC_GPA_REDIST) % GICR_STRIDE),
	};
	if (a->offset >= GICR_SGI_FRAME) {
		a->privates = true;
		a->offset -= GICR_SGI_FRAME;
	}
	return true;
}

static uint64_t access(const struct access *a, unsigned int len, bool write, uint64_t value)
{
	const struct field *f = a->privates || a->others ? field_of(a->offset) : NULL;

	if (f)
		return access_fields(a, f, len, write, value);
	if (!reference->gic.v2 && a->others && a->offset >= GICD_IROUTER && a->offset < GICD_IROUTER + 8 * IDEAL_SPECIAL)
		return access_router(a, len, write, value);
	return a->redist && a->privates ? 0 : access_single(a, len, write, value);
}

static bool possible(unsigned int v, uint64_t gpa, unsigned int len)
{
	return v < reference->vm.nr_vcpus && len && len <= 8 && !(len & (len - 1)) && !(gpa % len);
}

/* The caller has left the guest. A GICv2 guest's CPU interface is in another frame, which traps by another way, too. */
static int do_access(unsigned int v, uint64_t gpa, unsigned int len, bool write, uint64_t *value)
{
	struct access a;
	uint64_t read;

	if (!possible(v, gpa, len) || !find(v, gpa, &a))
		return -ENXIO;
	reference_sample();
	read = access(&a, len, write, *value);
	reference_changed(NOBODY);
	if (!write)
		*value = len == 8 ? read : read & ((1ull << len * 8) - 1);
	return 0;
}

int reference_mmio_write(unsigned int v, uint64_t gpa, unsigned int len, uint64_t value)
{
	return do_access(v, gpa, len, true, &value);
}

int reference_mmio_read(unsigned int v, uint64_t gpa, unsigned int len, uint64_t *value)
{
	*value = 0;
	return do_access(v, gpa, len, false, value);
}
