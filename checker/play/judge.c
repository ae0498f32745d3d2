// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is judged: each acknowledge; after each verb, that no vCPU waits for an exit that has no cause; and in the end, that all
 * is at rest. The continuation has no exits but those that are due (docs/design.md 5).
 */
#include "checker/play/play.h"

#include <stdio.h>

#include "checker/machine/frames.h"

#define UNQUIET 40	/* rounds: far more than any script needs */

/* --- each acknowledge --- */

/* Why it is not due. */
static const char *why_not(const struct play *p, unsigned int v, const struct ideal_int *i)
{
	if (i->state.active)
		return ", active";
	if (!ideal_allowed(&i->state) && i->state.enabled)
		return ", not pending";
	if (!i->state.enabled)
		return ", disabled";
	if (!(p->ideal.ctlr & 1u << i->group))
		return ", not forwarded";
	return i->targets & 1u << v ? "" : ", routed elsewhere";
}

void play_judge_ack(struct play *p, unsigned int v, unsigned int group, uint32_t ack, bool exit_due)
{
	const struct ideal_int *better;
	uint32_t intid = guest_intid(ack);
	enum ideal_fault fault = ideal_gic_judge(&p->ideal, v, group, intid, guest_sender(ack), &better);
	const struct ideal_int *given = ideal_gic_find(&p->ideal, v, intid);
	char want[PLAY_TEXT] = "what is pending, enabled and let through", got[PLAY_TEXT] = "none (1023)";
	char what[60];

	if (fault == IDEAL_RIGHT || (exit_due && (fault == IDEAL_NOTHING || fault == IDEAL_LESS_URGENT)))
		return;
	if (fault == IDEAL_NOTHING) {
		play_waits(p, v, better, LIFE_FORGOTTEN, COLUMN_GUEST, "acknowledge", got);
		return;
	}
	if (better)
		play_print(p, v, better, "", want, sizeof(want));
	snprintf(what, sizeof(what), "%s", given ? why_not(p, v, given) : ", which does not exist");
	if (fault == IDEAL_NOT_SENT)
		snprintf(what, sizeof(what), " of vCPU %u", guest_sender(ack));
	if (given)
		play_print(p, v, given, what, got, sizeof(got));
	else
		snprintf(got, sizeof(got), "INTID %u%s", intid, what);
	play_differs(p, gic_rule_of(fault, given), COLUMN_GUEST, "acknowledge", want, got);
}

/* --- after each verb --- */

static bool any_exit_due(void)
{
	for (unsigned int v = 0; v < machine.nr_vcpus; v++)
		if (run_exit_due(v))
			return true;
	return false;
}

/* The most urgent that is signalled and of which the CPU interface cannot believe anything else. */
static const struct ideal_int *certain(const struct play *p, unsigned int v)
{
	const struct ideal_int *best = NULL;

	for (unsigned int n = 0; n < p->ideal.nr; n++) {
		const struct ideal_int *i = &p->ideal.irq[n];

		if (!i->in_doubt && ideal_gic_due(&p->ideal, i, v) && ideal_gic_passes(&p->ideal, v, i->group, i->priority) &&
		    (!best || i->priority < best->priority))
			best = i;
	}
	return best;
}

void play_judge_quiet(struct play *p)
{
	for (unsigned int v = 0; v < machine.nr_vcpus; v++) {
		const struct ideal_int *i;

		if (machine.vcpu[v].place != VCPU_IN_GUEST && machine.vcpu[v].place != VCPU_ASLEEP)
			continue;
		i = certain(p, v);
		if (!i)
			continue;
		if (machine.vcpu[v].place == VCPU_ASLEEP) {
			if (!machine.vcpu[v].kicked && !any_exit_due() && !play_physical_due(p, v))
				play_waits(p, v, i, LIFE_KICKED, COLUMN_HOST, "vCPU asleep", "not kicked");
		} else if (!guest_signalled(v) && !any_exit_due()) {
			play_waits(p, v, i, LIFE_FORGOTTEN, COLUMN_GUEST, "signalled", "none, and no exit is due");
		}
	}
}

/* --- until all is quiet --- */

static bool take_physical(struct play *p)
{
	bool taken = false;

	for (unsigned int n = 0; n < p->nr_mapped && !p->over; n++) {
		const struct play_mapped *m = &p->mapped[n];
		const struct verb verb = { .what = VERB_HOST, .intid = m->intid, .owner = m->owner };

		if (!gic_deliverable(&machine.gic, machine.vcpu[m->owner].cpu, m->irq))
			continue;
		play_verb(p, &verb);
		taken = true;
	}
	return taken;
}

static void play_one(struct play *p, enum verb_what what, unsigned int v)
{
	const struct verb verb = { .what = (uint8_t)what, .vcpu = (uint8_t)v };

	play_verb(p, &verb);
}

static bool wake(struct play *p, unsigned int v)
{
	const struct ideal_int *i;
	unsigned int cpu = machine.vcpu[v].cpu;

	/* Who was put on the CPU of one that slept is not driven away. */
	for (unsigned int other = 0; !play_cpu_is_free(cpu) && other < machine.gic.config.nr_cpus; other++)
		cpu = play_cpu_is_free(other) ? other : cpu;
	if (!play_cpu_is_free(cpu))
		return false;
	if (run_wake(v, cpu))
		return true;
	i = ideal_gic_signalled(&p->ideal, v, false);
	if (i)
		play_waits(p, v, i, LIFE_WAKES, COLUMN_GUEST, "wake-up from WFI", "sleeps on");
	return false;
}

/* What vCPU @v does without any further cause. */
static bool moves(struct play *p, unsigned int v)
{
	struct machine_vcpu *vcpu = &machine.vcpu[v];
	bool due = run_exit_due(v);

	if (vcpu->place == VCPU_ASLEEP)
		return vcpu->kicked && wake(p, v);
	if (vcpu->place == VCPU_IN_GUEST && due) {
		play_one(p, VERB_EXIT, v);
		return true;
	}
	/* Who has been scheduled out will be scheduled in; whoever never ran is not there. */
	if (vcpu->place == VCPU_LOADED || (vcpu->place == VCPU_PUT && vcpu->entries && play_can_load(v))) {
		play_one(p, VERB_ENTER, v);
		return true;
	}
	return false;
}

void play_settle(struct play *p)
{
	bool moved = true;

	for (unsigned int n = 0; moved && !p->over; n++) {
		moved = false;
		for (unsigned int v = 0; v < machine.nr_vcpus && !p->over; v++)
			moved |= moves(p, v);
		moved |= take_physical(p);
		if (n == UNQUIET)
			play_differs(p, LIFE_ENTERS, COLUMN_HOST, "all is quiet", "after some time", "never: exits without end");
	}
}

/* --- at rest --- */

/* A device that is served does not ask any longer. */
static void serve(struct play *p, unsigned int v, uint32_t intid)
{
	const struct ideal_int *i = ideal_gic_find(&p->ideal, v, intid);
	const struct verb verb = { .what = VERB_LINE, .intid = intid, .owner = i ? i->owner : 0 };

	if (i && i->state.line)
		play_verb(p, &verb);
}

/* vCPU @v ends all that it has acknowledged. */
static void end_all(struct play *p, unsigned int v)
{
	struct play_vcpu *vcpu = &p->vcpu[v];

	while (vcpu->nr_held && !p->over) {
		unsigned int before = vcpu->nr_held;
		uint32_t intid = guest_intid(vcpu->held[before - 1].ack);
		const struct verb deactivate = { .what = VERB_DEACTIVATE, .vcpu = (uint8_t)v, .owner = (uint8_t)v, .intid = intid };

		serve(p, v, intid);
		if (!vcpu->held[before - 1].dropped)
			play_one(p, VERB_END, v);
		if (vcpu->nr_held == before)
			play_verb(p, &deactivate);
		if (vcpu->nr_held == before)
			return;
	}
}

/* It handles what it is given; returns whether that was anything. */
static bool handle(struct play *p, unsigned int v)
{
	bool any = false;

	for (unsigned int group = 0; group < 2 && !p->over; group++) {
		const struct verb ack = { .what = VERB_ACK, .vcpu = (uint8_t)v, .number = (uint8_t)group };

		play_verb(p, &ack);
		any |= p->vcpu[v].nr_held;
		end_all(p, v);
	}
	return any;
}

static void open_all(struct play *p, unsigned int v)
{
	const struct verb verbs[] = {
		{ .what = VERB_MASK, .vcpu = (uint8_t)v, .value = 0xff },
		{ .what = VERB_GROUP_ENABLE, .vcpu = (uint8_t)v, .number = 0, .value = 1 },
		{ .what = VERB_GROUP_ENABLE, .vcpu = (uint8_t)v, .number = 1, .value = 1 },
	};

	end_all(p, v);
	for (unsigned int n = 0; n < 3; n++)
		if (n ? !p->ideal.cpuif[v].group_enable[n - 1] : p->ideal.cpuif[v].pmr != 0xf8)
			play_verb(p, &verbs[n]);
}

static void rests(struct play *p, const struct ideal_int *i, const char *what, const char *want, const char *got)
{
	char field[PLAY_TEXT], whose[PLAY_TEXT - 40];

	play_print(p, i->owner, i, "", whose, sizeof(whose));
	snprintf(field, sizeof(field), "%s%s", what, whose);
	play_differs(p, LIFE_AT_REST, COLUMN_HOST, field, want, got);
}

static void judge_notices(struct play *p)
{
	char want[120], got[100];

	if (machine.seen.acks == p->notices || p->over)
		return;
	snprintf(want, sizeof(want), "%u times%s%s", p->notices, p->ended_elsewhere ? "; deactivated by another vCPU" : "",
		 p->migrated_active ? "; migrated while active on a vCPU that it was no longer routed to" : "");
	if (machine.seen.acks < p->notices && machine.seen.acks + p->within_stay >= p->notices)
		snprintf(got, sizeof(got), "less often: not of what was acknowledged and ended without an exit between");
	else
		snprintf(got, sizeof(got), "%s often: %u times", machine.seen.acks < p->notices ? "less" : "more", machine.seen.acks);
	/* Nothing follows from it; it is said once. */
	row_differs(p->row, gic_rule(LIFE_NOTIFIED), COLUMN_HOST, "ack notifier told", want, got);
	p->notices = machine.seen.acks;
	p->within_stay = 0;
}

/* Do all vCPUs that it goes to run? */
static bool ran(const struct ideal_int *i)
{
	for (unsigned int v = 0; v < machine.nr_vcpus; v++)
		if ((i->targets & 1u << v) && machine.vcpu[v].place != VCPU_LOADED)
			return false;
	return true;
}

static void exit_all(struct play *p)
{
	for (unsigned int v = 0; v < machine.nr_vcpus && !p->over; v++)
		play_one(p, VERB_EXIT, v);
}

/* What is left pending or active must be left so in the ideal GIC, too, and nowhere else. */
static void judge_rest(struct play *p)
{
	unsigned int lrs = 0;

	for (unsigned int n = 0; n < p->ideal.nr && !p->over; n++) {
		const struct ideal_int *i = &p->ideal.irq[n];
		const struct play_mapped *m = play_mapped(p, i->owner, i->intid);
		struct vgic_irq_view view;

		/* Of one that goes nowhere nobody needs to hear the next edge, before that has changed. */
		/* Nor of one whose vCPU has not run since. */
		if (m && ran(i) && i->state.enabled && i->targets && (p->ideal.ctlr & 1u << i->group) && !i->state.active &&
		    !ideal_pending(&i->state) &&
		    gic_phys(&machine.gic, machine.vcpu[m->owner].cpu, m->irq)->active)
			rests(p, i, "physical interrupt of ", "inactive", "active");
		if (i->state.active || ideal_pending(&i->state))
			lrs++;
		else if (machine.subject->view_irq(i->owner, i->intid, &view) && view.vcpu >= 0 &&
			 machine.vcpu[view.vcpu].place == VCPU_LOADED)
			rests(p, i, "queue with ", "no", "yes");
	}
	if (!lrs && machine_lrs_in_use() && !p->over)
		play_differs(p, LIFE_AT_REST, COLUMN_LR, "list registers", "empty", "in use");
	for (unsigned int v = 0; v < machine.nr_vcpus && !p->over; v++)
		play_one(p, VERB_LOOK, v);
	judge_notices(p);
}

/* All vCPUs handle what they are given, until there is nothing more. */
static void handle_all(struct play *p)
{
	bool busy = true;

	for (unsigned int n = 0; busy && !p->over; n++) {
		busy = false;
		play_settle(p);
		for (unsigned int v = 0; v < machine.nr_vcpus && !p->over; v++) {
			if (machine.vcpu[v].place != VCPU_IN_GUEST)
				continue;
			open_all(p, v);
			busy |= handle(p, v);
		}
		if (n == UNQUIET)
			play_differs(p, LIFE_AT_REST, COLUMN_GUEST, "all is handled", "after some time", "never");
	}
}

/* Once more after each has exited: by then what an exit was needed for, which was said to be missing, has come, too. */
void play_rest(struct play *p)
{
	p->within++;
	handle_all(p);
	exit_all(p);
	handle_all(p);
	exit_all(p);
	if (!p->over)
		judge_rest(p);
	p->within--;
}
