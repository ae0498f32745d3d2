// SPDX-License-Identifier: GPL-2.0-only
/*
 * Registers: each offset of each frame, by each width, read and written with several values, in each state of the machine; held
 * against the frames as the architecture defines them. And in blocks of their own, who receives an SGI.
 *
 * A row is some offsets, a width, values and a state: 0x0280.by-4.walking.mixed. What is accessed one after the other in a row goes on
 * from what was before it.
 */
#include "tests/tables/registers.h"

#include <stdio.h>

#include "checker/machine/runloop.h"

#define HOST(name, words, host_gic, guest_gic, ...) \
	{ name, words, { .gic = VGIC_GICV##host_gic, .nr_cpus = 2, .vhe = true, __VA_ARGS__ }, VGIC_GICV##guest_gic }
#define V2	HOST("v2", "GICv2 guest", 2, 2)
#define V3	HOST("v3", "GICv3 guest", 3, 3)
#define V2_ON_V3 HOST("v2-on-v3", "GICv2 guest on a GICv3 host", 3, 2, .v2_cpuif = true)

struct host {
	const char *name, *words;
	struct vgic_machine_config machine;
	enum vgic_gic guest;
};

/* Which frame, and whose access. */
enum view { DIST, DIST_BY_LAST, REDIST, LAST_REDIST, SGI_FRAME, LAST_SGI_FRAME, SGI_FRAME_BY_LAST, SGIS, NR_VIEWS };
static const struct {
	const char *name, *words;
	enum regs_frame frame;
	bool of_last, by_last, v2, v3;
} views[NR_VIEWS] = {
	[DIST] = { "dist", "the distributor", REGS_GICD, false, false, true, true },
	[DIST_BY_LAST] = { "dist-by-last", "the distributor, accessed by the last vCPU", REGS_GICD, false, true, true, true },
	[REDIST] = { "redist", "vCPU 0's redistributor", REGS_GICR, false, false, false, true },
	[LAST_REDIST] = { "last-redist", "the last vCPU's redistributor", REGS_GICR, true, false, false, true },
	[SGI_FRAME] = { "sgi-frame", "the SGI frame of vCPU 0's redistributor", REGS_GICR_SGI, false, false, false, true },
	[LAST_SGI_FRAME] = { "last-sgi-frame", "the SGI frame of the last vCPU's redistributor", REGS_GICR_SGI, true, false, false, true },
	[SGI_FRAME_BY_LAST] = {
		"sgi-frame-by-last", "the SGI frame of vCPU 0's redistributor, accessed by the last vCPU", REGS_GICR_SGI, false, true,
		false, true,
	},
	[SGIS] = { "sgis", "sending", REGS_GICD, false, false, true, true },
};

/* The VMs, and what is accessed in each: where there is more of the same, only what differs. */
#define ALL ((1u << NR_VIEWS) - 1)
static const struct vm {
	struct host host;
	uint16_t nr_irqs;
	uint8_t nr_vcpus;
	unsigned int views;
	bool few;		/* it has so many registers that one state is enough */
} vms[] = {
	{ V2, 64, 1, 1u << DIST, false },
	{ V2, 96, 2, ALL, false },
	{ V2, 64, 8, 1u << DIST_BY_LAST | 1u << SGIS, false },
	{ V2, 992, 2, 1u << DIST, true },
	{ V3, 64, 1, 1u << DIST | 1u << REDIST, false },
	{ V3, 96, 2, ALL, false },
	{ V3, 64, 8, 1u << LAST_REDIST | 1u << LAST_SGI_FRAME | 1u << SGIS, false },
	{ V3, 992, 2, 1u << DIST, true },
	{ V2_ON_V3, 96, 2, ALL, false },
};
#define NR_VMS (sizeof(vms) / sizeof(vms[0]))

enum values { READ, ONES, RANDOM, ZEROS, WALKING, NR_VALUES };
static const char *const value_names[NR_VALUES] = { "read", "ones", "random", "zeros", "walking" };
static const uint8_t widths[] = { 1, 2, 4, 8 };
#define NR_WIDTHS 4

/* Offsets from start to end, in chunks: where nothing is, large ones, in which less is tried. */
struct area { uint32_t end, chunk; };
static const struct area areas_v2[] = { { 0x1000, 0x10 }, { 0 } };
static const struct area areas_v3[] = { { 0x1000, 0x10 }, { 0x6000, 0x1000 }, { 0x8000, 0x40 }, { 0x10000, 0x1000 }, { 0 } };
static const struct area areas_redist[] = { { 0x100, 0x10 }, { 0x1000, 0xf00 }, { 0x10000, 0x1000 }, { 0 } };
static const struct area areas_sgi_frame[] = { { 0x1000, 0x40 }, { 0x10000, 0x1000 }, { 0 } };
#define LARGE 0x100

static const struct area *areas(enum regs_frame frame, bool v2)
{
	return v2 ? areas_v2 : frame == REGS_GICD ? areas_v3 : frame == REGS_GICR ? areas_redist : areas_sgi_frame;
}

/* What a row of a block is. */
struct access {
	uint32_t start, chunk;
	unsigned int width;
	enum values values;
	enum registers_state state;
};

struct list {
	const struct vm *vm;
	enum view view;
};

static struct block blocks[NR_VMS * NR_VIEWS];
static struct list lists[NR_VMS * NR_VIEWS];
static char names[NR_VMS * NR_VIEWS][60];
static unsigned int nr_made;

static bool is_v2(const struct list *l)
{
	return l->vm->host.guest == VGIC_GICV2;
}

static unsigned int last(const struct list *l)
{
	return l->vm->nr_vcpus - 1u;
}

static unsigned int accessor(const struct list *l)
{
	return views[l->view].by_last ? last(l) : 0;
}

/* The chunks, with the values that each is given; one after the other in all, or that with number @n. Returns how many there are. */
static unsigned int chunks(const struct list *l, unsigned int n, struct access *a)
{
	unsigned int nr = 0;
	uint32_t start = 0;

	for (const struct area *area = areas(views[l->view].frame, is_v2(l)); area->end; area++) {
		for (; start < area->end; start += area->chunk) {
			unsigned int values = area->chunk > LARGE ? ZEROS : NR_VALUES;

			if (a && n >= nr && n < nr + values) {
				a->start = start;
				a->chunk = area->chunk;
				a->values = n - nr;
			}
			nr += values;
		}
	}
	return nr;
}

static unsigned int states(const struct list *l)
{
	return l->vm->few ? 1 : NR_REGS_STATES;
}

static struct access decode(const struct list *l, unsigned int row)
{
	struct access a = { 0 };

	a.state = l->vm->few ? REGS_RUNNING : row % states(l);
	row /= states(l);
	a.width = widths[row % NR_WIDTHS];
	chunks(l, row / NR_WIDTHS, &a);
	return a;
}

static void make(const struct vm *vm, enum view view)
{
	struct list *l = &lists[nr_made];
	bool v2 = vm->host.guest == VGIC_GICV2;

	if ((v2 && !views[view].v2) || (!v2 && !views[view].v3))
		return;
	if (!(vm->views & 1u << view))
		return;
	*l = (struct list){ vm, view };
	snprintf(names[nr_made], sizeof(names[0]), "registers/%s/%u-irqs-%u-vcpus/%s", vm->host.name, vm->nr_irqs, vm->nr_vcpus,
		 views[view].name);
	blocks[nr_made] = (struct block){
		.name = names[nr_made], .arg = l, .machine = vm->host.machine,
		.nr_rows = view == SGIS ? registers_sgi_rows(v2) : chunks(l, 0, NULL) * NR_WIDTHS * states(l),
		.vm = { .gic = vm->host.guest, .nr_vcpus = vm->nr_vcpus, .nr_irqs = vm->nr_irqs },
	};
	nr_made++;
}

static unsigned int nr_blocks(void)
{
	if (nr_made)
		return nr_made;
	for (unsigned int i = 0; i < NR_VMS; i++)
		for (unsigned int view = 0; view < NR_VIEWS; view++)
			make(&vms[i], view);
	return nr_made;
}

static const struct block *block(unsigned int number)
{
	nr_blocks();
	return &blocks[number];
}

static void row_name(const struct block *b, unsigned int i, char *buffer, size_t size)
{
	const struct list *l = b->arg;
	struct access a;

	if (l->view == SGIS) {
		registers_sgi_name(is_v2(l), i, buffer, size);
		return;
	}
	a = decode(l, i);
	snprintf(buffer, size, "0x%04x.by-%u.%s.%s", a.start, a.width, value_names[a.values], registers_state_names[a.state]);
}

static void row_words(const struct block *b, unsigned int i, char *buffer, size_t size)
{
	const struct list *l = b->arg;
	struct access a;

	if (l->view == SGIS) {
		registers_sgi_words(is_v2(l), i, buffer, size);
		return;
	}
	a = decode(l, i);
	snprintf(buffer, size, "%s, %u INTIDs, %u vCPUs; %s, each offset from 0x%x to 0x%x; %u bytes, %s%s; interrupts: %s",
		 l->vm->host.words, l->vm->nr_irqs, l->vm->nr_vcpus, views[l->view].words, a.start, a.start + a.chunk - 1, a.width,
		 a.values ? "written: " : "", a.values == WALKING ? "one bit after the other" : value_names[a.values],
		 registers_state_words[a.state]);
}

/* --- a row --- */

/* Value number @n that is written at an offset; false: there is none. */
static bool value(struct registers *g, const struct access *a, unsigned int n, uint64_t *value)
{
	switch (a->values) {
	case ZEROS:
		*value = 0;
		return n < 1;
	case ONES:
		*value = ~0ull;
		return n < 1;
	case RANDOM:
		*value = (uint64_t)registers_random(g) << 32 | registers_random(g);
		return n < 2;
	case WALKING:
		*value = 1ull << n % 64;
		return n < a->width * 8;
	default:
		return false;
	}
}

static void write_at(struct registers *g, struct registers_place at, const struct access *a, uint32_t offset)
{
	struct regs_at where = regs_at(g->ideal.v2, at.frame, offset, a->width);
	uint64_t what;

	for (unsigned int n = 0; value(g, a, n, &what) && !g->over; n++) {
		registers_write(g, at, offset, a->width, what);
		if (a->chunk > LARGE)
			continue;
		registers_read(g, at, offset, a->width);
		if (where.what == REG_IROUTER)
			registers_read(g, at, offset & ~7u, 8);
		if (where.legal && where.bits && where.bits < 64)
			registers_read_bank(g, at, where.first);
		registers_resume(g);
	}
}

static void run(struct registers *g, const struct list *l, const struct access *a)
{
	const bool v2 = is_v2(l);
	struct registers_place at = { views[l->view].frame, views[l->view].of_last ? last(l) : 0 };

	if (v2)
		at.owner = accessor(l);
	registers_reach(g, a->state);
	for (uint32_t offset = a->start; offset < a->start + a->chunk && !g->over; offset++) {
		if (a->values == READ) {
			registers_read(g, at, offset, a->width);
			registers_resume(g);
		} else {
			write_at(g, at, a, offset);
		}
	}
	run_exit(0);
	registers_read_all(g);
	registers_handle_all(g);
}

static void row_run(struct row *row, const struct block *b, unsigned int i)
{
	const struct list *l = b->arg;
	struct registers g;
	struct access a;

	registers_begin(&g, row, accessor(l));
	if (l->view == SGIS) {
		registers_sgi_run(&g, i);
		return;
	}
	a = decode(l, i);
	run(&g, l, &a);
}

const struct table table_registers = {
	.name = "registers",
	.nr_blocks = nr_blocks,
	.block = block,
	.row_name = row_name,
	.row_words = row_words,
	.row_run = row_run,
};
