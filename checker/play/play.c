// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a verb does: on the machine first, then to the ideal GIC.
 */
#include "checker/play/play.h"

#include <stdio.h>
#include <string.h>

#include "checker/machine/tell.h"
#include "checker/play/hosts.h"
#include "checker/run/table.h"

#define GROUPS 3u
#define ENDED_TOO_OFTEN 20

static struct glance before[IDEAL_INTS];

/* --- a step, for people --- */

static void look_at(struct play *p, const struct ideal_int *i)
{
	const struct play_mapped *m = play_mapped(p, i->owner, i->intid);

	machine.intid = i->intid;
	machine.owner = i->intid < IDEAL_PRIVATE ? i->owner :
			i->targets ? (uint8_t)__builtin_ctz(i->targets) : 0;
	machine.mapped = m;
	machine.irq = m ? m->irq : 0;
}

static void begin_step(struct play *p, const struct verb *verb)
{
	char text[VERB_TEXT_MAX], words[VERB_WORDS_MAX];

	if (!row_recording(p->row))
		return;
	for (unsigned int n = 0; n < p->ideal.nr; n++) {
		look_at(p, &p->ideal.irq[n]);
		before[n] = glance();
		/* Who is told of a deactivation is said once. */
		before[n].acks = n ? UINT8_MAX : before[n].acks;
	}
	verb_print(verb, text, sizeof(text));
	verb_words(verb, p->ideal.v2, words, sizeof(words));
	row_record_step(p->row, "%s\n# %s", text, words);
}

static void end_step(struct play *p, const struct verb *verb, unsigned int nr)
{
	char whose[24];

	/* Those of settling are steps of their own. */
	if (!row_recording(p->row) || verb->what >= VERB_SETTLE)
		return;
	for (unsigned int n = 0; n < nr; n++) {
		const struct ideal_int *i = &p->ideal.irq[n];

		look_at(p, i);
		snprintf(whose, sizeof(whose), i->intid < IDEAL_PRIVATE && i->owner ? "INTID %u@%u: " : "INTID %u: ",
			 i->intid, i->owner);
		tell_changes(p->row, &before[n], whose);
	}
}

/* --- whom the ideal GIC has in the guest --- */

struct play_mapped *play_mapped(struct play *p, unsigned int owner, uint32_t intid)
{
	for (unsigned int n = 0; n < p->nr_mapped; n++) {
		struct play_mapped *m = &p->mapped[n];

		if (m->intid == intid && (intid >= IDEAL_PRIVATE || m->owner == owner))
			return m;
	}
	return NULL;
}

static bool in_list_register(unsigned int v, uint32_t intid)
{
	const struct gic_cpu *cpu = &machine.gic.cpu[machine.vcpu[v].cpu];

	for (unsigned int n = 0; n < machine.gic.config.nr_lrs; n++) {
		struct lr lr = lr_decode(machine.model.host, machine.model.guest, cpu->lr[n]);

		if ((lr.pending || lr.active) && lr.vintid == intid)
			return true;
	}
	return false;
}

/*
 * KVM sees of a mapped interrupt the rising edge only. When the line falls before the guest was given the interrupt, the guest may
 * be given it all the same, once; when it was offered and not taken, the exit finds out (docs/design.md 4, rules 2 and 3).
 */
static void offered(struct play *p, unsigned int v)
{
	for (unsigned int n = 0; n < p->nr_mapped; n++) {
		struct play_mapped *m = &p->mapped[n];

		if (m->owner == v || m->intid >= IDEAL_PRIVATE)
			m->offered |= (uint8_t)(in_list_register(v, m->intid) << v);
	}
}

static void found_out(struct play *p, unsigned int v)
{
	for (unsigned int n = 0; n < p->nr_mapped; n++) {
		struct play_mapped *m = &p->mapped[n];

		if (!(m->offered & 1u << v))
			continue;
		ideal_gic_int(&p->ideal, m->owner, m->intid)->state.maybe = false;
		m->offered &= ~(1u << v);
	}
}

void play_left(struct play *p)
{
	unsigned int who = follow_exits(&p->follow, &p->ideal);

	for (unsigned int v = 0; who; who >>= 1, v++) {
		if (!(who & 1))
			continue;
		play_note_exit(p, v);
		found_out(p, v);
	}
}

void play_entered(struct play *p)
{
	unsigned int who = follow_entries(&p->follow, &p->ideal);

	for (unsigned int v = 0; who; who >>= 1, v++)
		if (who & 1)
			offered(p, v);
}

bool play_physical_due(const struct play *p, unsigned int v)
{
	for (unsigned int n = 0; n < p->nr_mapped; n++)
		if (gic_deliverable(&machine.gic, machine.vcpu[v].cpu, p->mapped[n].irq))
			return true;
	return false;
}

void play_enter(struct play *p, unsigned int v)
{
	if (!run_enter(v))
		play_differs(p, LIFE_ENTERS, COLUMN_GUEST, "entry", "the guest runs", "given up again and again");
}

/* What another vCPU's access has halted goes on when the access is done. */
static void resume(struct play *p, const bool was_in_guest[])
{
	for (unsigned int v = 0; v < machine.nr_vcpus; v++)
		if (was_in_guest[v] && machine.vcpu[v].place == VCPU_LOADED)
			play_enter(p, v);
}

/* Is nothing loaded on that CPU? */
bool play_cpu_is_free(unsigned int cpu)
{
	for (unsigned int v = 0; v < machine.nr_vcpus; v++)
		if (machine.vcpu[v].cpu == cpu &&
		    (machine.vcpu[v].place == VCPU_LOADED || machine.vcpu[v].place == VCPU_IN_GUEST))
			return false;
	return true;
}

bool play_can_load(unsigned int v)
{
	return play_cpu_is_free(machine.vcpu[v].cpu);
}

bool play_in_guest(struct play *p, unsigned int v)
{
	struct machine_vcpu *vcpu = &machine.vcpu[v];

	if (v >= machine.nr_vcpus || vcpu->place == VCPU_ASLEEP)
		return false;
	if (vcpu->place == VCPU_PUT) {
		if (!play_cpu_is_free(vcpu->cpu))
			return false;
		run_load(v, vcpu->cpu);
	}
	if (vcpu->place == VCPU_LOADED)
		play_enter(p, v);
	play_entered(p);
	return machine.vcpu[v].place == VCPU_IN_GUEST;
}

/* --- a vCPU's thread --- */

static void silent(struct play *p, unsigned int v)
{
	if (gic_misr(&machine.gic, machine.vcpu[v].cpu))
		play_differs(p, LIFE_SILENT, COLUMN_HOST, "maintenance interrupt", "silent", "asserted");
}

static void leave(struct play *p, unsigned int v)
{
	if (machine.vcpu[v].place != VCPU_IN_GUEST)
		return;
	run_exit(v);
	silent(p, v);
}

static bool has_mapped_ppi(struct play *p, unsigned int v)
{
	for (unsigned int n = 0; n < p->nr_mapped; n++)
		if (p->mapped[n].intid < IDEAL_PRIVATE && p->mapped[n].owner == v)
			return true;
	return false;
}

/* The PPI of a device belongs to its CPU: the timers' own code moves theirs. */
static void move(struct play *p, unsigned int v, unsigned int cpu)
{
	struct machine_vcpu *vcpu = &machine.vcpu[v];

	if (vcpu->place == VCPU_ASLEEP || vcpu->cpu == cpu || has_mapped_ppi(p, v) || !play_cpu_is_free(cpu) ||
	    cpu >= machine.gic.config.nr_cpus)
		return;
	leave(p, v);
	if (vcpu->place == VCPU_LOADED)
		run_put(v);
	p->vcpu[v].stale_mask = false;
	run_load(v, cpu);
}

/* Is it more urgent than the priority mask, or was it until lately? */
static bool unmasked(const struct play *p, unsigned int v, const struct ideal_int *i)
{
	return i->priority < p->ideal.cpuif[v].pmr || (i->in_doubt && i->old_priority < p->ideal.cpuif[v].pmr);
}

/*
 * WFI: sleeping is right unless an interrupt is signalled; going on is right when one is pending, enabled and more urgent than the
 * priority mask, whatever else keeps it from being signalled: an idle guest that masks its interrupts with ICC_PMR_EL1 is to
 * sleep (Arm ARM D1.6, IHI 0069 4.8.3). That what is being handled, and a group enable, keep it from sleeping does less harm.
 */
static void wfi(struct play *p, unsigned int v)
{
	bool asleep, cause = false;
	const struct ideal_int *i;
	char text[PLAY_TEXT] = "sleeps";

	if (!play_in_guest(p, v))
		return;
	asleep = run_wfi(v);
	if (asleep)
		p->vcpu[v].stale_mask = false;
	play_left(p);
	for (unsigned int n = 0; n < p->ideal.nr; n++) {
		i = &p->ideal.irq[n];
		cause |= (i->targets & 1u << v) && !i->state.active && ideal_allowed(&i->state) && unmasked(p, v, i);
		if (play_circumstances(p, v, i))
			play_print(p, v, i, " must not keep it from sleeping", text, sizeof(text));
	}
	i = ideal_gic_signalled(&p->ideal, v, false);
	if (asleep && i && !play_physical_due(p, v))
		play_waits(p, v, i, LIFE_WAKES, COLUMN_GUEST, "WFI", "sleeps");
	if (!asleep && !cause)
		play_differs(p, LIFE_SLEEPS, COLUMN_GUEST, "WFI", text, "goes on");
	if (!asleep)
		play_enter(p, v);
}

/* False: it cannot be done now. */
static bool thread_verb(struct play *p, const struct verb *verb)
{
	unsigned int v = verb->vcpu;
	struct machine_vcpu *vcpu = &machine.vcpu[v];

	switch (verb->what) {
	case VERB_LOAD:
		if (vcpu->place != VCPU_PUT || verb->number >= machine.gic.config.nr_cpus || !play_cpu_is_free(verb->number))
			return false;
		run_load(v, verb->number);
		return true;
	case VERB_PUT:
		leave(p, v);
		if (vcpu->place != VCPU_LOADED)
			return false;
		run_put(v);
		p->vcpu[v].stale_mask = false;
		return true;
	case VERB_ENTER:
		return play_in_guest(p, v);
	case VERB_GIVE_UP:
		leave(p, v);
		if (vcpu->place != VCPU_LOADED)
			return false;
		run_give_up(v);
		return true;
	case VERB_EXIT:
		leave(p, v);
		return true;
	case VERB_MOVE:
		move(p, v, verb->number);
		return true;
	default:
		wfi(p, v);
		return true;
	}
}

/* --- a guest at its CPU interface --- */

static void hold(struct play *p, unsigned int v, uint32_t ack, unsigned int group)
{
	struct play_vcpu *vcpu = &p->vcpu[v];

	if (vcpu->nr_held == PLAY_HELD) {
		play_differs(p, LIFE_SPURIOUS, COLUMN_GUEST, "acknowledge", "an end", "interrupts without end");
		return;
	}
	vcpu->held[vcpu->nr_held++] = (struct play_held){
		.ack = ack, .group = (uint8_t)group, .since = machine.vcpu[v].exits,
	};
}

static void acknowledge(struct play *p, unsigned int v, unsigned int group)
{
	bool exit_due = run_exit_due(v);
	uint32_t ack = guest_ack(v, group), intid = guest_intid(ack);

	play_judge_ack(p, v, group, ack, exit_due);
	if (p->over || (intid >= IDEAL_SPECIAL && intid <= IDEAL_SPURIOUS))
		return;
	play_note_ack(p, v, intid);
	ideal_gic_ack(&p->ideal, v, intid, guest_sender(ack));
	hold(p, v, ack, group);
}

static void forget(struct play_vcpu *vcpu, unsigned int n)
{
	vcpu->nr_held--;
	memmove(&vcpu->held[n], &vcpu->held[n + 1], (vcpu->nr_held - n) * sizeof(vcpu->held[0]));
}

/* Who waits for the end of an unmapped level SPI is told of its deactivation, not of a register write. */
static void deactivates(struct play *p, unsigned int v, uint32_t intid, unsigned int since)
{
	const struct ideal_int *i = ideal_gic_find(&p->ideal, v, intid);

	if (!i || !i->state.active || !i->state.level || intid < IDEAL_PRIVATE || play_mapped(p, 0, intid))
		return;
	p->notices++;
	p->within_stay += since == machine.vcpu[v].exits;
}

/* The one acknowledged last whose priority is still active. */
static bool end_last(struct play *p, unsigned int v)
{
	struct play_vcpu *vcpu = &p->vcpu[v];
	unsigned int n = vcpu->nr_held;
	struct play_held *held;

	while (n && vcpu->held[n - 1].dropped)
		n--;
	if (!n)
		return false;
	held = &vcpu->held[n - 1];
	if (!p->ideal.cpuif[v].eoimode)
		deactivates(p, v, guest_intid(held->ack), held->since);
	play_note_end(p, v, guest_intid(held->ack));
	guest_eoi(v, held->group, held->ack);
	ideal_gic_eoi(&p->ideal, v, guest_intid(held->ack));
	held->dropped = true;
	if (!p->ideal.cpuif[v].eoimode)
		forget(vcpu, n - 1);
	return true;
}

/* What was dropped and then made inactive by ICACTIVER, nobody deactivates any more. */
static void no_longer_active(struct play *p, unsigned int owner, uint32_t intid)
{
	for (unsigned int v = 0; v < machine.nr_vcpus; v++)
		for (unsigned int n = p->vcpu[v].nr_held; n--;)
			if (p->vcpu[v].held[n].dropped && guest_intid(p->vcpu[v].held[n].ack) == intid &&
			    (intid >= IDEAL_PRIVATE || v == owner))
				forget(&p->vcpu[v], n);
}

/* Any vCPU may deactivate an SPI; who has acknowledged it then has not to do it. */
static bool dir(struct play *p, unsigned int v, uint32_t intid)
{
	for (unsigned int w = 0; w < machine.nr_vcpus; w++) {
		struct play_vcpu *vcpu = &p->vcpu[w];

		for (unsigned int n = 0; n < vcpu->nr_held; n++) {
			struct play_held held = vcpu->held[n];

			if (guest_intid(held.ack) != intid || !held.dropped || (w != v && intid < IDEAL_PRIVATE) ||
			    !p->ideal.cpuif[v].eoimode)
				continue;
			deactivates(p, v, intid, w == v ? held.since : ~0u);
			play_note_end(p, v, intid);
			play_note_dir(p, v, intid);
			guest_deactivate(v, held.ack);
			play_left(p);
			ideal_gic_dir(&p->ideal, v, intid);
			forget(vcpu, n);
			return true;
		}
	}
	return false;
}

static bool cpuif_verb(struct play *p, const struct verb *verb)
{
	struct ideal_cpuif *c = &p->ideal.cpuif[verb->vcpu];
	unsigned int v = verb->vcpu;

	if (!play_in_guest(p, v))
		return false;
	switch (verb->what) {
	case VERB_ACK:
		acknowledge(p, v, verb->number & 1);
		return true;
	case VERB_END:
		return end_last(p, v);
	case VERB_DEACTIVATE:
		return dir(p, v, verb->intid);
	case VERB_MASK:
		guest_mask(v, (uint8_t)verb->value);
		ideal_gic_mask(&p->ideal, v, (uint8_t)verb->value);
		p->vcpu[v].stale_mask = true;
		break;
	case VERB_GROUP_ENABLE:
		c->group_enable[verb->number & 1] = verb->value;
		guest_groups(v, c->group_enable[0], c->group_enable[1], c->eoimode);
		break;
	case VERB_EOIMODE:
		/* A guest changes it only while it handles nothing (IHI 0069 ICC_CTLR_EL1.EOImode). */
		if (p->vcpu[v].nr_held)
			return false;
		c->eoimode = verb->number;
		guest_groups(v, c->group_enable[0], c->group_enable[1], c->eoimode);
		break;
	default:
		if (p->vcpu[v].nr_held)
			return false;
		guest_binary_point(v, verb->number & 1, verb->value & 7);
		c->bpr[verb->number & 1] = (uint8_t)(verb->value & 7) < 2 + (verb->number & 1) ?
			(uint8_t)(2 + (verb->number & 1)) : (uint8_t)(verb->value & 7);
		break;
	}
	play_left(p);
	ideal_gic_changed(&p->ideal);
	return true;
}

/* --- devices and the host --- */

static bool kvm_has_heard(unsigned int v, uint32_t intid)
{
	struct vgic_irq_view view = { 0 };

	return machine.subject->view_irq(v, intid, &view) && view.line_level;
}

static void set_line(struct play *p, unsigned int v, uint32_t intid, bool high)
{
	struct play_mapped *m = play_mapped(p, v, intid);

	if (m) {
		unsigned int cpu = machine.vcpu[m->owner].cpu;

		if (!high && !m->offered &&
		    (gic_phys(&machine.gic, cpu, m->irq)->active || kvm_has_heard(v, intid)))
			ideal_gic_int(&p->ideal, v, intid)->state.maybe = true;
		gic_line(&machine.gic, cpu, m->irq, high);
	} else {
		machine.subject->inject(v, intid, high);
	}
	play_left(p);
	ideal_gic_line(&p->ideal, v, intid, high);
}

static bool edge(struct play *p, unsigned int v, uint32_t intid)
{
	const struct ideal_int *i = ideal_gic_int(&p->ideal, v, intid);

	if (!i || i->state.level)
		return false;
	machine.subject->inject(v, intid, true);
	play_left(p);
	ideal_gic_edge(&p->ideal, v, intid);
	return true;
}

static bool map(struct play *p, const struct verb *verb)
{
	struct play_mapped *m = &p->mapped[p->nr_mapped];

	if (play_mapped(p, verb->owner, verb->intid) ||
	    p->nr_mapped == sizeof(p->mapped) / sizeof(p->mapped[0]) || !ideal_gic_int(&p->ideal, verb->owner, verb->intid))
		return false;
	*m = (struct play_mapped){ .intid = verb->intid, .owner = verb->owner, .irq = machine_irq_number(verb->number) };
	machine.subject->map(verb->owner, verb->intid, m->irq, 0);
	p->nr_mapped++;
	return true;
}

/* The host does so when the device is quiet. */
static bool unmap(struct play *p, const struct verb *verb)
{
	struct play_mapped *m = play_mapped(p, verb->owner, verb->intid);
	const struct ideal_int *i = ideal_gic_find(&p->ideal, verb->owner, verb->intid);

	if (!m || m->offered || i->state.line || i->state.active || ideal_allowed(&i->state))
		return false;
	machine.subject->unmap(verb->owner, verb->intid);
	*m = p->mapped[--p->nr_mapped];
	return true;
}

/* A physical interrupt makes the vCPU on its CPU exit. */
static bool host(struct play *p, unsigned int owner, uint32_t intid)
{
	struct play_mapped *m = play_mapped(p, owner, intid);
	unsigned int cpu = m ? machine.vcpu[m->owner].cpu : 0;

	if (!m || !gic_deliverable(&machine.gic, cpu, m->irq))
		return false;
	for (unsigned int v = 0; v < machine.nr_vcpus; v++)
		if (machine.vcpu[v].cpu == cpu)
			leave(p, v);
	gic_host_take(&machine.gic, cpu, m->irq);
	machine.subject->on_cpu(cpu);
	machine.subject->inject(m->owner, intid, true);
	machine.subject->on_cpu(0);
	return true;
}

/* --- all of them --- */

static bool do_verb(struct play *p, const struct verb *verb)
{
	switch (verb->what) {
	case VERB_LOAD ... VERB_MOVE:
		return thread_verb(p, verb);
	case VERB_ACK ... VERB_BINARY_POINT:
		return cpuif_verb(p, verb);
	case VERB_SEND ... VERB_FORWARD:
		return play_in_guest(p, verb->vcpu) && play_access(p, verb);
	case VERB_LOOK:
	case VERB_LOOK_ALL:
		if (!play_in_guest(p, verb->vcpu))
			return false;
		play_look(p, verb->vcpu, verb->what == VERB_LOOK_ALL);
		return true;
	case VERB_LOOK_CONTROL:
		if (!play_in_guest(p, verb->vcpu))
			return false;
		play_look_control(p, verb->vcpu);
		return true;
	case VERB_LINE:
		set_line(p, verb->owner, verb->intid, verb->number);
		return true;
	case VERB_EDGE:
		return edge(p, verb->owner, verb->intid);
	case VERB_MAP:
		return map(p, verb);
	case VERB_UNMAP:
		return unmap(p, verb);
	case VERB_HOST:
		return host(p, verb->owner, verb->intid);
	case VERB_MIGRATE:
		return play_migrate(p);
	case VERB_REST:
		play_rest(p);
		return true;
	default:
		play_settle(p);
		return true;
	}
}

/* The verb of a row's own script, for vgicheck play. */
static void write_line(struct play *p, const struct verb *verb)
{
	char text[VERB_TEXT_MAX];

	if (p->within || !p->written)
		return;
	verb_print(verb, text, sizeof(text));
	row_record_line(p->row, "%s", text);
}

void play_verb(struct play *p, const struct verb *verb)
{
	bool was_in_guest[VGIC_MAX_VCPUS];
	unsigned int nr = p->ideal.nr, had;

	write_line(p, verb);
	if (p->over || verb->vcpu >= machine.nr_vcpus || verb->owner >= machine.nr_vcpus)
		return;
	p->within++;
	for (unsigned int v = 0; v < machine.nr_vcpus; v++)
		was_in_guest[v] = machine.vcpu[v].place == VCPU_IN_GUEST && v != verb->vcpu;
	begin_step(p, verb);
	play_note(p, verb);
	had = play_had(p, verb);
	do_verb(p, verb);
	if (verb->what == VERB_CLEAR_ACTIVE)
		no_longer_active(p, verb->owner, verb->intid);
	play_left(p);
	play_note_route(p, verb, had);
	if (verb->what >= VERB_ACK && verb->what <= VERB_LOOK_CONTROL)
		resume(p, was_in_guest);
	play_entered(p);
	end_step(p, verb, nr);
	if (!p->over)
		play_judge_quiet(p);
	p->within--;
}

void play_differs(struct play *p, enum gic_rule rule, enum column column, const char *field, const char *expected,
		  const char *seen)
{
	if (!p->over)
		row_differs(p->row, gic_rule(rule), column, field, expected, seen);
	p->over |= row_judges(p->row, column);
}

void play_waits(struct play *p, unsigned int v, const struct ideal_int *i, enum gic_rule rule, enum column column,
		const char *field, const char *seen)
{
	unsigned int bits = play_circumstances(p, v, i);
	char want[PLAY_TEXT];

	if (p->over || (bits && !(bits & ~p->told[rule])))
		return;
	play_print(p, v, i, "", want, sizeof(want));
	row_differs(p->row, gic_rule(rule), column, field, want, seen);
	p->told[rule] |= bits;
	p->over = !bits && row_judges(p->row, column);
}

/* What vgicheck play makes the machine of. Another machine than those it knows cannot be played. */
static bool write_machine(struct row *row)
{
	const struct block *b = row->block;
	const struct play_host *host = play_host_of(&b->machine, b->vm.gic);

	if (!host)
		return false;
	row_record_line(row, "machine %s", host->name);
	row_record_line(row, "lrs %u", machine.gic.config.nr_lrs);
	row_record_line(row, "cpus %u", machine.gic.config.nr_cpus);
	row_record_line(row, "vcpus %u", b->vm.nr_vcpus);
	row_record_line(row, "irqs %u", b->vm.nr_irqs);
	return true;
}

void play_begin(struct play *p, struct row *row)
{
	memset(p, 0, sizeof(*p));
	p->row = row;
	ideal_gic_init(&p->ideal, machine.model.guest == VGIC_GICV2, machine.nr_vcpus, row->block->vm.nr_irqs);
	/* The machine is given to rows with the distributor on. */
	ideal_gic_set_ctlr(&p->ideal, GROUPS);
	follow_begin(&p->follow);
	machine_listen();
	p->written = row_recording(row) && write_machine(row);
}

/* It has been run, scheduled out and in again: neither its first run nor its first setting up is what rows are about. */
void play_schedule(unsigned int v, unsigned int cpu)
{
	if (machine.vcpu[v].place == VCPU_LOADED)
		run_enter(v);
	run_exit(v);
	run_put(v);
	run_load(v, cpu);
	run_enter(v);
}

void play_open(struct play *p, unsigned int v, unsigned int cpu, bool eoimode)
{
	if (p->written)
		row_record_line(p->row, "open %u %u %s", v, cpu, eoimode ? "on" : "off");
	if (row_recording(p->row))
		row_record_step(p->row, "vCPU %u on CPU %u opens its CPU interface, EOImode %s", v, cpu, eoimode ? "on" : "off");
	if (machine.vcpu[v].place == VCPU_PUT)
		run_load(v, cpu);
	play_schedule(v, cpu);
	guest_open(v, eoimode);
	play_schedule(v, cpu);
	ideal_gic_open(&p->ideal, v, eoimode);
	/* Group enables have their maintenance interrupts. */
	for (unsigned int n = 0; run_exit_due(v) && n < ENDED_TOO_OFTEN; n++) {
		run_exit(v);
		run_enter(v);
	}
	play_left(p);
	play_entered(p);
}
