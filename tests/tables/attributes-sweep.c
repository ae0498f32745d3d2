// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attributes: rows that go over everything there is, and the view of a VM that they and the scripts compare.
 */
#include "tests/tables/attributes.h"

#include <stdio.h>

#define FRAME		0x1000u		/* bytes of a frame that have registers; IROUTER and the ID registers beyond */
#define SGI_BASE	0x10000u
#define IROUTER		0x6000u
#define ID_REGISTERS	0xffd0u
#define TOLD		8	/* differences of one comparison */

#define GICD_ICENABLER	0x180u
#define GICD_ISPENDR	0x200u
#define GICD_ICPENDR	0x280u
#define GICD_ICACTIVER	0x380u
#define GICD_SGIR	0xf00u
#define GICD_CPENDSGIR	0xf10u
#define BANK		0x80u		/* a bit for each of 1024 interrupts */

#define ICC(op1, crn, crm, op2) GIC_SYSREG(3, op1, crn, crm, op2)

/* The registers that arm-vgic-v3.rst names for KVM_DEV_ARM_VGIC_GRP_CPU_SYSREGS, of a guest without EL2. */
static const uint32_t sysregs[] = {
	SYSREG_ICC_PMR_EL1, SYSREG_ICC_BPR0_EL1, SYSREG_ICC_AP0R(0), SYSREG_ICC_AP0R(1), SYSREG_ICC_AP0R(2),
	SYSREG_ICC_AP0R(3), SYSREG_ICC_AP1R(0), SYSREG_ICC_AP1R(1), SYSREG_ICC_AP1R(2), SYSREG_ICC_AP1R(3),
	SYSREG_ICC_BPR1_EL1, SYSREG_ICC_CTLR_EL1, SYSREG_ICC_SRE_EL1, SYSREG_ICC_IGRPEN0_EL1, SYSREG_ICC_IGRPEN1_EL1,
};

/* Those of an ITS: its place, GITS_CTLR to GITS_TYPER, GITS_CBASER to GITS_CREADR, GITS_BASER0, GITS_BASER1. */
static const struct { uint32_t group, attr; } its_registers[] = {
	{ OF_ITS(GRP_ADDR), ITS_ADDR }, { OF_ITS(GRP_ITS), 0x0 }, { OF_ITS(GRP_ITS), 0x4 }, { OF_ITS(GRP_ITS), 0x8 },
	{ OF_ITS(GRP_ITS), 0x80 }, { OF_ITS(GRP_ITS), 0x88 }, { OF_ITS(GRP_ITS), 0x90 }, { OF_ITS(GRP_ITS), 0x100 },
	{ OF_ITS(GRP_ITS), 0x108 },
};

struct range { uint32_t group, first, end; bool each_vcpu; };

static const struct range v2_ranges[] = {
	{ GRP_DIST, 0, FRAME, true }, { GRP_CPU, 0, 0x100, true },
}, v3_ranges[] = {
	{ GRP_DIST, 0, FRAME, false }, { GRP_DIST, IROUTER, IROUTER + 8 * ATTR_IRQS, false },
	{ GRP_DIST, ID_REGISTERS, SGI_BASE, false },
	{ GRP_REDIST, 0, 0x100, true }, { GRP_REDIST, ID_REGISTERS, SGI_BASE, true },
	{ GRP_REDIST, SGI_BASE, SGI_BASE + FRAME, true },
};

typedef void visit_fn(struct attributes *a, uint32_t group, uint64_t attr, void *arg);

/* Is this a word of registers that have some bits for each interrupt, and none for those that there are? */
static bool beyond_interrupts(uint32_t offset)
{
	offset %= SGI_BASE;
	if (offset >= 0x80 && offset < 0x400)
		return offset % BANK >= ATTR_IRQS / 8;
	if (offset >= 0x400 && offset < 0xc00)
		return offset % 0x400 >= ATTR_IRQS;
	return offset >= 0xc00 && offset < 0xd00 && offset % 0x100 >= ATTR_IRQS / 4;
}

/* Each attribute of the registers, with @all those that do not exist; and of the rest those that can be read. */
static void each_register(struct attributes *a, visit_fn *visit, void *arg, bool all)
{
	const struct range *range = a->guest == VGIC_GICV2 ? v2_ranges : v3_ranges;
	unsigned int nr = a->guest == VGIC_GICV2 ? NR(v2_ranges) : NR(v3_ranges);

	for (unsigned int i = 0; i < nr; i++)
		for (unsigned int v = 0; v < (range[i].each_vcpu ? a->vcpus : 1); v++)
			for (uint32_t offset = range[i].first; offset < range[i].end; offset += 4)
				if (all || !beyond_interrupts(offset))
					visit(a, range[i].group, OF(v, offset), arg);
	if (a->guest == VGIC_GICV2)
		return;
	for (unsigned int v = 0; v < a->vcpus; v++) {
		for (unsigned int i = 0; i < NR(sysregs); i++)
			visit(a, GRP_SYSREGS, OF(v, sysregs[i]), arg);
		for (unsigned int intid = 0; intid < ATTR_IRQS; intid += 32)
			visit(a, GRP_LEVEL, OF(v, intid), arg);
	}
}

static void add(struct attributes *a, uint32_t group, uint64_t attr, void *arg)
{
	struct attr_view *view = arg;

	view->at[view->nr].value = 0;
	view->at[view->nr].ret = attr_get(a, group, attr, &view->at[view->nr].value);
	view->nr++;
}

/* Registers are read only if that cannot initialise the GIC. */
static void each(struct attributes *a, visit_fn *visit, void *arg, bool all)
{
	visit(a, GRP_NR_IRQS, 0, arg);
	if (a->guest == VGIC_GICV2) {
		visit(a, GRP_ADDR, V2_DIST, arg);
		visit(a, GRP_ADDR, V2_CPU, arg);
	} else {
		visit(a, GRP_ADDR, V3_DIST, arg);
		visit(a, GRP_ADDR, V3_REDIST, arg);
	}
	if (a->initialised)
		each_register(a, visit, arg, all);
	for (unsigned int i = 0; a->its && i < NR(its_registers); i++)
		visit(a, its_registers[i].group, its_registers[i].attr, arg);
}

void attr_look(struct attributes *a, struct attr_view *view)
{
	view->nr = 0;
	each(a, add, view, false);
}

struct compared {
	const struct attr_view *before, *after;
	unsigned int at, told;
	enum attr_rule rule;
	const char *what;
};

static void compare(struct attributes *a, uint32_t group, uint64_t attr, void *arg)
{
	struct compared *c = arg;
	unsigned int i = c->at++;
	char text[60], field[100], expected[30], seen[30];

	if (c->told == TOLD || i >= c->after->nr ||
	    (c->before->at[i].ret == c->after->at[i].ret && c->before->at[i].value == c->after->at[i].value))
		return;
	c->told++;
	snprintf(field, sizeof(field), "%s %s", attr_text(group, attr, text, sizeof(text)), c->what);
	snprintf(expected, sizeof(expected), "%d, 0x%llx", c->before->at[i].ret,
		 (unsigned long long)c->before->at[i].value);
	snprintf(seen, sizeof(seen), "%d, 0x%llx", c->after->at[i].ret, (unsigned long long)c->after->at[i].value);
	row_differs(a->row, &attr_rules[c->rule], COLUMN_HOST, field, expected, seen);
}

bool attr_compare(struct attributes *a, const struct attr_view *before, const struct attr_view *after,
		  enum attr_rule rule, const char *what)
{
	struct compared c = { before, after, 0, before->nr != after->nr, rule, what };

	if (c.told)
		expect_u64(a->row, &attr_rules[rule], COLUMN_HOST, "attributes that there are", before->nr, after->nr);
	else
		each(a, compare, &c, false);
	return c.told;
}

/* Some of every state, written by userspace: two vCPUs, private and shared interrupts. */
static void make_busy(struct attributes *a)
{
	static const struct { uint32_t offset; uint64_t value; } some[] = {
		{ 0x100, 0x5a5affff }, { 0x200, 0x00990000 }, { 0x300, 0x03030000 },
		{ 0x410, 0x80a0c0e8 }, { 0x418, 0x10203040 },
	}, spi[] = {
		{ 0x104, 0x0ff0a5a5 }, { 0x204, 0x00ff1188 }, { 0x304, 0x000f1c00 }, { 0x420, 0x40506070 },
		{ 0xc08, 0x88aa00aa }, { 0x000, 3 },
	};
	bool v3 = a->guest == VGIC_GICV3;

	row_step(a->row, "SET: interrupts enabled, pending, active, some lines high");
	for (unsigned int i = 0; i < NR(spi); i++)
		a->subject->attr_set(GRP_DIST, spi[i].offset, spi[i].value);
	for (unsigned int v = 0; v < a->vcpus; v++) {
		for (unsigned int i = 0; i < NR(some); i++)
			a->subject->attr_set(v3 ? GRP_REDIST : GRP_DIST,
					     OF(v, (v3 ? SGI_BASE : 0) + some[i].offset), some[i].value << v);
		a->subject->inject(v, 27, true);
	}
	a->subject->inject(0, 34, true);
	a->subject->inject(0, 50, true);
}

/* HAS */

/*
 * What HAS does not know is refused, or is reserved and reads as zero (IHI 0069 12.1.3, IHI 0048B 4.1.1): the
 * documentation says one, and "as on real hardware".
 */
static void has(struct attributes *a, uint32_t group, uint64_t attr, void *arg)
{
	int has = a->subject->attr_has(group, attr), get;
	char text[60], seen[60], number[2][20];
	uint64_t value;

	if (group == GRP_CTRL || group == GRP_ITS)
		return;
	get = a->subject->attr_get(group, attr, &value);
	++*(unsigned int *)arg;
	if (has ? has == -ENXIO && (get || !value) : !get)
		return;
	attr_text(group, attr, text, sizeof(text));
	snprintf(seen, sizeof(seen), "HAS: %s; GET: %s", attr_errno(has, number[0], sizeof(number[0])),
		 attr_errno(get, number[1], sizeof(number[1])));
	row_differs(a->row, &attr_rules[ATTR_HAS], COLUMN_HOST, text,
		    has ? "HAS: -ENXIO; GET: an error" : "HAS: 0, done; GET: 0, done", seen);
}

/* Every word of each frame; each register of the CPU interface by all of its encodings. */
void attr_sweep_has(struct attributes *a)
{
	unsigned int asked = 0;

	row_step(a->row, "HAS and GET of each register's attribute");
	each(a, has, &asked, true);
	for (uint32_t reg = 0; a->guest == VGIC_GICV3 && reg < 0x400; reg++) {
		static const uint32_t bases[] = { ICC(0, 12, 8, 0), ICC(0, 4, 6, 0), ICC(4, 12, 8, 0) };

		for (unsigned int i = 0; reg < 64 && i < NR(bases); i++)
			has(a, GRP_SYSREGS, OF(0, bases[i] + reg), &asked);
	}
	expect_bool(a->row, &attr_rules[ATTR_HAS], COLUMN_HOST, "registers", true, asked > 100);
}

void attr_sweep_unknown(struct attributes *a)
{
	static const uint32_t v2[] = { GRP_REDIST, GRP_SYSREGS, GRP_LEVEL, GRP_ITS, GRP_MAINT, 10, 11, 255, 0x80000000, ~0u },
		v3[] = { GRP_CPU, GRP_ITS, 10, 11, 255, 0x80000000, ~0u };
	bool is_v2 = a->guest == VGIC_GICV2;
	static const uint64_t attrs[] = { 0, 4, OF(1, 0), OF(255, 0x100), ~0ull };

	for (unsigned int i = 0; i < (is_v2 ? NR(v2) : NR(v3)); i++)
		for (unsigned int j = 0; j < NR(attrs); j++) {
			uint32_t group = is_v2 ? v2[i] : v3[i];
			const struct step_of steps[] = {
				HAS(group, attrs[j], -ENXIO), GET_FAILS(group, attrs[j], -ENXIO),
				SET(group, attrs[j], 0, -ENXIO), { .call = CALL_END },
			};

			attr_steps(a, steps);
		}
}

/* What GET gave is SET again */

/* A write that clears what is set, or sends; what one reads there is what another register has. */
static bool clears(struct attributes *a, uint32_t group, uint64_t attr)
{
	uint32_t offset = (uint32_t)attr;

	if (group == GRP_REDIST)
		offset = offset >= SGI_BASE ? offset - SGI_BASE : 0;
	else if (group != GRP_DIST)
		return false;
	return (offset >= GICD_ICENABLER && offset < GICD_ICENABLER + BANK) ||
	       (offset >= GICD_ICPENDR && offset < GICD_ICPENDR + BANK) ||
	       (offset >= GICD_ICACTIVER && offset < GICD_ICACTIVER + BANK) ||
	       (a->guest == VGIC_GICV2 && offset >= GICD_SGIR && offset < GICD_CPENDSGIR + 0x10);
}

static struct attr_view first, second;

static void write_back(struct attributes *a, uint32_t group, uint64_t attr, void *arg)
{
	uint64_t value;
	char text[60];
	int ret;

	if (group == GRP_ADDR || group == GRP_NR_IRQS || clears(a, group, attr) ||
	    a->subject->attr_get(group, attr, &value))
		return;
	ret = a->subject->attr_set(group, attr, value);
	++*(unsigned int *)arg;
	if (ret) {
		attr_text(group, attr, text, sizeof(text));
		expect_s64(a->row, &attr_rules[ATTR_SAME], COLUMN_HOST, text, 0, ret);
	}
}

void attr_sweep_write_back(struct attributes *a)
{
	unsigned int written = 0;

	attr_look(a, &first);
	attr_look(a, &second);
	if (attr_compare(a, &first, &second, ATTR_SAME, "read twice"))
		return;
	row_step(a->row, "each register is SET to what GET gives");
	each_register(a, write_back, &written, false);
	expect_bool(a->row, &attr_rules[ATTR_SAME], COLUMN_HOST, "registers", true, written > 50);
	attr_look(a, &second);
	attr_compare(a, &first, &second, ATTR_SAME, "after SET of what GET gave");
}

void attr_sweep_write_back_busy(struct attributes *a)
{
	make_busy(a);
	attr_sweep_write_back(a);
}

/* As the guest */

/*
 * Registers that arm-vgic-v3.rst excepts (ISPENDR, ICPENDR); and those that a guest only writes. Of a GICv2, the same:
 * pending is read as latched.
 */
static bool differs_by_design(struct attributes *a, uint32_t group, uint64_t attr)
{
	uint32_t offset = (uint32_t)attr;

	if (group == GRP_REDIST)
		offset = offset >= SGI_BASE ? offset - SGI_BASE : ~0u;
	if (offset >= GICD_ISPENDR && offset < GICD_ICPENDR + BANK)
		return true;
	return a->guest == VGIC_GICV2 && offset == GICD_SGIR;
}

static void as_guest(struct attributes *a, uint32_t group, uint64_t attr, void *arg)
{
	unsigned int v = a->guest == VGIC_GICV2 || group == GRP_REDIST ? (unsigned int)(attr >> 32) : 0;
	uint64_t gpa = VGIC_GPA_DIST + (uint32_t)attr, seen = 0, value = 0;
	char text[60];

	if ((group != GRP_DIST && group != GRP_REDIST) || differs_by_design(a, group, attr) ||
	    a->subject->attr_get(group, attr, &value))
		return;
	if (group == GRP_REDIST)
		gpa = VGIC_GPA_REDIST + v * 0x20000 + (uint32_t)attr;
	if (a->subject->mmio_read(v, gpa, 4, &seen))
		return;
	++*(unsigned int *)arg;
	expect_hex(a->row, &attr_rules[ATTR_AS_GUEST], COLUMN_GUEST, attr_text(group, attr, text, sizeof(text)), seen, value);
}

void attr_sweep_as_guest(struct attributes *a)
{
	unsigned int compared = 0;

	make_busy(a);
	row_step(a->row, "each register is read by GET and by a guest");
	each_register(a, as_guest, &compared, true);
	expect_bool(a->row, &attr_rules[ATTR_AS_GUEST], COLUMN_GUEST, "registers", true, compared > 50);
}
