// SPDX-License-Identifier: GPL-2.0-only
/*
 * Life: the interrupts and devices of a row on the machine, and the vCPU's way in and out of the guest.
 */
#include "tests/tables/life.h"

#include <stdarg.h>
#include <stdio.h>

#define URGENT_PRIORITY	0x08
#define PATIENT_PRIORITY 0xe8

/* INTIDs of each kind; the last is the one that comes later. Mapped ones: the physical interrupts that there are. */
static const uint32_t intids[NR_LIFE_KINDS][LIFE_MAX + 1] = {
	[LIFE_EDGE] = { 40, 41, 42, 43, 44 },
	[LIFE_LEVEL] = { 40, 41, 42, 43, 44 },
	[LIFE_PPI] = { 20, 21, 22, 23, 24 },
	[LIFE_MAPPED] = { 27, 28, 40, 41, 44 },
	[LIFE_SGI] = { 1, 2, 3, 4, 5 },
	[LIFE_SGI_SOURCES] = { 1, 1, 1, 1, 5 },
	[LIFE_MIXED] = { 3, 40, 22, 41, 44 },
	[LIFE_RESAMPLED] = { 40, 41, 42, 43, 44 },
};
static const uint32_t hwintids[LIFE_MAX + 1] = { 27, 28, 72, 1019, 0 };

static struct glance before[LIFE_MAX + 1];

static void look_at(const struct device *d)
{
	machine.intid = d->intid;
	machine.mapped = d->mapped;
	machine.callback = false;
	machine.irq = d->irq;
}

void stage_step(struct stage *s, const char *format, ...)
{
	char text[200];
	va_list args;

	if (!row_recording(s->row))
		return;
	for (unsigned int i = 0; i <= LIFE_MAX; i++) {
		look_at(&s->device[i]);
		before[i] = glance();
		/* Who is told of a deactivation is said once. */
		before[i].acks = i ? UINT8_MAX : before[i].acks;
	}
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	row_record_step(s->row, "%s", text);
}

void stage_done(struct stage *s)
{
	char whose[20];

	if (!row_recording(s->row))
		return;
	for (unsigned int i = 0; i <= LIFE_MAX; i++) {
		if (i && s->device[i].intid == s->device[i - 1].intid)
			continue;
		look_at(&s->device[i]);
		snprintf(whose, sizeof(whose), "INTID %u: ", s->device[i].intid);
		tell_changes(s->row, &before[i], whose);
	}
}

void stage_differs(struct stage *s, unsigned int rule, enum column column, const char *field, const char *expected,
		   const char *seen)
{
	if (!s->over)
		row_differs(s->row, gic_rule(rule), column, field, expected, seen);
	s->over |= row_judges(s->row, column);
}

static uint8_t priority(const struct life *life, unsigned int i)
{
	if (i == LIFE_MAX)
		return life->event == EVENT_LESS_URGENT ? PATIENT_PRIORITY : URGENT_PRIORITY;
	return life->order == ORDER_EQUAL ? 0xa0 : life->order == ORDER_FALLING ? 0x40 + 8 * i : 0x80 - 8 * i;
}

static struct device device(const struct life *life, unsigned int i)
{
	struct device d = { .intid = intids[life->kind][i] };

	d.spi = d.intid >= 32;
	d.level = life->kind == LIFE_LEVEL || life->kind == LIFE_PPI || life->kind == LIFE_MAPPED ||
		  (life->kind == LIFE_MIXED && i >= 1 && i <= 2);
	if (i == LIFE_MAX)
		d.level = d.intid >= 16 && d.intid < 32;
	d.resampled = life->kind == LIFE_RESAMPLED && i < LIFE_MAX;
	d.level |= d.resampled;
	d.mapped = life->kind == LIFE_MAPPED && i < LIFE_MAX;
	if (d.mapped)
		d.irq = machine_irq_number(hwintids[i]);
	return d;
}

/* In KVM, by what the guest writes to the distributor and the host maps. */
static void configure(struct stage *s, unsigned int i)
{
	const struct device *d = &s->device[i];

	look_at(d);
	if (d->mapped)
		verb_map(s->row, d->irq, 0);
	verb_group(s->row, s->group);
	verb_priority(s->row, priority(&s->life, i));
	if (d->spi) {
		verb_config(s->row, d->level);
		/* Reset leaves it UNKNOWN where an SPI goes to. */
		verb_route(s->row);
	}
	if (d->intid >= 16)
		verb_enable(s->row);
	if (d->resampled)
		machine.subject->irqfd_resample(d->intid - 32);
}

static void scheduled_out_and_in(struct stage *s)
{
	stage_leave(s);
	stage_step(s, "vCPU 0 is put, and loaded again");
	run_put(0);
	run_load(0, 0);
	stage_done(s);
	stage_enter(s);
}

/* The last one comes later, if at all. */
static bool takes_part(const struct life *life, unsigned int i)
{
	return i < life->nr || (i == LIFE_MAX && (life->event == EVENT_URGENT || life->event == EVENT_LESS_URGENT ||
					 life->event == EVENT_WFI));
}

void stage_set(struct stage *s, const struct life *life)
{
	s->life = *life;
	s->group = machine.model.guest == VGIC_GICV3;
	ideal_gic_init(&s->ideal, !s->group, machine.nr_vcpus, s->row->block->vm.nr_irqs);
	/* The machine is given to rows with the distributor on. */
	ideal_gic_set_ctlr(&s->ideal, 3);
	follow_begin(&s->follow);
	for (unsigned int i = 0; i <= LIFE_MAX; i++) {
		s->device[i] = device(life, i);
		if (ideal_gic_find(&s->ideal, 0, s->device[i].intid) || !takes_part(life, i))
			continue;
		configure(s, i);
		ideal_gic_set_up(&s->ideal, 0, s->device[i].intid, s->device[i].level, s->group, priority(life, i));
	}
	machine_listen();
	stage_enter(s);
	if (life->event != EVENT_FIRST_RUN)
		scheduled_out_and_in(s);
	stage_step(s, "guest opens its CPU interface, EOImode %d", life->style >= STYLE_DIR);
	guest_open(0, life->style >= STYLE_DIR);
	ideal_gic_open(&s->ideal, 0, life->style >= STYLE_DIR);
	stage_expect(s, LIFE_CPUIF, COLUMN_GUEST, "PMR", guest_masked_from(0) > URGENT_PRIORITY, "what was written", "0");
	if (life->event == EVENT_MASKED) {
		guest_mask(0, 0);
		ideal_gic_mask(&s->ideal, 0, 0);
	}
	stage_done(s);
}

void stage_other_enters(struct stage *s)
{
	stage_step(s, "vCPU 1 is in the guest on CPU 1, EOImode 1");
	run_load(OTHER_VCPU, OTHER_CPU);
	run_enter(OTHER_VCPU);
	if (s->life.event != EVENT_FIRST_RUN) {
		run_exit(OTHER_VCPU);
		run_put(OTHER_VCPU);
		run_load(OTHER_VCPU, OTHER_CPU);
		run_enter(OTHER_VCPU);
	}
	guest_open(OTHER_VCPU, true);
	ideal_gic_open(&s->ideal, OTHER_VCPU, true);
	/* Group enables have their maintenance interrupts: from here on, only a kick makes it exit. */
	while (run_exit_due(OTHER_VCPU)) {
		run_exit(OTHER_VCPU);
		run_enter(OTHER_VCPU);
	}
	stage_done(s);
}

static bool due(const struct stage *s, uint32_t intid)
{
	return ideal_gic_due(&s->ideal, ideal_gic_find(&s->ideal, 0, intid), 0);
}

/* An interrupt of vCPU 0 that was not due and is: whoever sleeps or runs must hear of it. */
static void must_be_kicked(struct stage *s, bool was_due, uint32_t intid)
{
	if (was_due || !due(s, intid) || machine.vcpu[0].place == VCPU_LOADED)
		return;
	stage_expect(s, LIFE_KICKED, COLUMN_HOST, "vCPU 0", machine.vcpu[0].kicked, "kicked", "not kicked");
}

void stage_raise(struct stage *s, unsigned int i)
{
	struct device *d = &s->device[i];
	bool was_due = due(s, d->intid);
	unsigned int from = machine.model.guest == VGIC_GICV2 ? 1 + i % (LIFE_MAX + 1) : 1;

	look_at(d);
	if (d->intid < 16) {
		verb_send_sgi(s->row, from, s->group);
		ideal_gic_sgi(&s->ideal, from, 0, d->intid, s->group);
	} else if (d->resampled) {
		d->line = true;
		/* Who waits to be told does not trigger again before. */
		if (d->triggered)
			return;
		d->triggered = true;
		verb_irqfd(s->row);
		ideal_gic_line(&s->ideal, 0, d->intid, true);
	} else if (d->level) {
		verb_line(s->row, true);
		d->line = true;
		ideal_gic_line(&s->ideal, 0, d->intid, true);
	} else {
		verb_edge(s->row);
		ideal_gic_edge(&s->ideal, 0, d->intid);
	}
	if (d->mapped && machine.vcpu[0].place != VCPU_IN_GUEST)
		verb_host(s->row, 0);
	if (!d->mapped || machine.vcpu[0].place != VCPU_IN_GUEST)
		must_be_kicked(s, was_due, d->intid);
}

void stage_serve(struct stage *s, unsigned int i)
{
	struct device *d = &s->device[i];

	if (!d->level || !d->line)
		return;
	if (s->life.event == EVENT_LINE_STAYS && !i && !s->stayed) {
		s->stayed = true;
		return;
	}
	look_at(d);
	if (d->resampled) {
		/* KVM is not told: it tells. */
		row_step(s->row, "device of INTID %u is served", d->intid);
		d->line = false;
		return;
	}
	verb_line(s->row, false);
	d->line = false;
	ideal_gic_line(&s->ideal, 0, d->intid, false);
}

void stage_ended(struct stage *s, unsigned int i)
{
	if (s->device[i].resampled)
		ideal_gic_line(&s->ideal, 0, s->device[i].intid, false);
}

void stage_told(struct stage *s)
{
	uint64_t told = machine.seen.acked;

	machine.seen.acked = 0;
	for (unsigned int i = 0; told && i < LIFE_MAX; i++) {
		struct device *d = &s->device[i];

		if (!d->resampled || !(told & 1ull << (d->intid - 32)))
			continue;
		d->triggered = false;
		if (d->line)
			stage_raise(s, i);
	}
}

void stage_signal(struct stage *s, unsigned int n)
{
	while (n-- && s->signalled < s->life.nr)
		stage_raise(s, s->signalled++);
}

void stage_leave(struct stage *s)
{
	if (machine.vcpu[0].place == VCPU_IN_GUEST) {
		stage_step(s, "vCPU 0 exits");
		run_exit(0);
		stage_done(s);
	}
	stage_follow(s);
	stage_notified(s);
	stage_expect(s, LIFE_SILENT, COLUMN_HOST, "maintenance interrupt", !gic_misr(&machine.gic, machine.vcpu[0].cpu),
		     "silent", "asserted");
	for (unsigned int i = 0; i <= LIFE_MAX; i++) {
		if (!s->device[i].mapped)
			continue;
		look_at(&s->device[i]);
		verb_host(s->row, 0);
	}
}

void stage_enter(struct stage *s)
{
	stage_step(s, "vCPU 0 enters the guest");
	stage_expect(s, LIFE_ENTERS, COLUMN_GUEST, "entry", run_enter(0), "the guest runs", "given up again and again");
	stage_entered(s);
	stage_done(s);
}

void stage_follow(struct stage *s)
{
	follow_exits(&s->follow, &s->ideal);
	follow_entries(&s->follow, &s->ideal);
}

void stage_entered(struct stage *s)
{
	stage_follow(s);
	stage_told(s);
}

/* Another VM's vCPU, of which vCPU 1 plays the part: what it leaves behind on the CPU must not matter. */
static void another_runs(struct stage *s)
{
	unsigned int cpu = machine.vcpu[0].cpu;

	stage_step(s, "vCPU 0 is put, vCPU 1 runs on its CPU, vCPU 0 is loaded again");
	run_put(0);
	run_load(OTHER_VCPU, cpu);
	run_enter(OTHER_VCPU);
	run_exit(OTHER_VCPU);
	run_put(OTHER_VCPU);
	run_load(0, cpu);
	stage_done(s);
}

void stage_exit_and_enter(struct stage *s)
{
	stage_leave(s);
	if (s->life.event == EVENT_OTHER_VM)
		another_runs(s);
	if (s->life.exits == EXITS_GIVE_UP) {
		stage_step(s, "an entry of vCPU 0 is given up");
		run_give_up(0);
		stage_done(s);
	}
	stage_enter(s);
}
