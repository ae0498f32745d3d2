// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is unusual about an interrupt, in words that stand beside a difference. Nothing is judged by them: people read them, and the
 * records in tests/known name them, so that a known fault is not taken for another one in the same row.
 */
#include "checker/play/play.h"

#include <stdio.h>
#include <string.h>

static const struct { unsigned int bit; const char *words; } circumstances[] = {
	{ PLAY_REROUTED, "re-routed, and the vCPU that had it has not exited" },
	{ PLAY_AGAIN, "pending again while active" },
	{ PLAY_SOFT, "set pending by software while active" },
	{ PLAY_ENDED_ELSEWHERE, "deactivated by another vCPU" },
	{ PLAY_CLEARED, "cleared by another vCPU while in a list register" },
	{ PLAY_OTHERS_BANK, "a mapped PPI accessed by another vCPU" },
	{ PLAY_SOFT_MAPPED, "mapped, set pending by software" },
	{ PLAY_TARGETS, "several targets" },
	{ PLAY_NO_TARGET, "no target" },
	{ PLAY_GROUP_0, "only group 0 forwarded" },
	{ PLAY_GROUP_1, "only group 1 forwarded" },
	{ PLAY_OTHER_GROUP, "a more urgent one is of the other" },
	{ PLAY_INACTIVE, "made inactive by another vCPU" },
	{ PLAY_SOFT_ACKED, "set pending by software, then acknowledged" },
	{ PLAY_STALE_MASK, "its priority mask was written since it was last scheduled out" },
	{ PLAY_GROUP_OFF, "those of a group that is off fill the list registers" },
	{ PLAY_UNQUEUED, "pending while it was not forwarded" },
	{ PLAY_LINE_NOTED, "its line noted while it was active" },
	{ PLAY_MIGRATED, "migrated while active on a vCPU that it was no longer routed to" },
	{ PLAY_NOTED_REROUTED, "its line noted after it was re-routed" },
	{ PLAY_FULL, "active ones fill the list registers" },
};

const struct play_history *play_history(const struct play *p, const struct ideal_int *i)
{
	return &p->history[i - p->ideal.irq];
}

static struct play_history *history(struct play *p, const struct ideal_int *i)
{
	return &p->history[i - p->ideal.irq];
}

/* A vCPU other than @but is in the guest and has it, pending, or active and perhaps pending. */
static bool has_in_guest(const struct play *p, const struct ideal_int *i, unsigned int but)
{
	unsigned int acked_by = p->history[i - p->ideal.irq].acked_by;

	if (i->state.active && acked_by != but && p->ideal.cpuif[acked_by].in_guest)
		return true;
	for (unsigned int v = 0; v < machine.nr_vcpus && i->state.active; v++)
		if (v != but && p->ideal.cpuif[v].in_guest && (i->targets & 1u << v))
			return true;
	for (unsigned int v = 0; v < machine.nr_vcpus; v++)
		if (v != but && p->ideal.cpuif[v].in_guest && i->window[v])
			return true;
	return false;
}

void play_note_dir(struct play *p, unsigned int v, uint32_t intid)
{
	const struct ideal_int *i = ideal_gic_find(&p->ideal, v, intid);

	if (!i || !i->state.active || history(p, i)->acked_by == v)
		return;
	history(p, i)->bits |= PLAY_ENDED_ELSEWHERE;
	p->ended_elsewhere |= i->state.level;
}

/* Does the distributor forward it to anybody? */
static bool forwarded(const struct play *p, const struct ideal_int *i)
{
	return i->targets && (p->ideal.ctlr & 1u << i->group);
}

/* Signalled anew: whatever kept it from being forwarded before is over. */
static void note_signal(struct play *p, const struct verb *verb, const struct ideal_int *i)
{
	bool rises = verb->what == VERB_LINE && verb->number && !i->state.line && !play_mapped(p, i->owner, i->intid);

	if (forwarded(p, i) && (rises || verb->what == VERB_EDGE || verb->what == VERB_SEND || verb->what == VERB_SET_PENDING))
		history(p, i)->bits &= ~PLAY_UNQUEUED;
}

void play_note(struct play *p, const struct verb *verb)
{
	const struct ideal_int *i;
	bool mapped, foreign;

	if (verb->what == VERB_SEND)
		i = ideal_gic_find(&p->ideal, verb->number, verb->intid);
	else
		i = ideal_gic_find(&p->ideal, verb->owner, verb->intid);
	if (!i || verb->what <= VERB_DEACTIVATE)
		return;
	note_signal(p, verb, i);
	mapped = play_mapped(p, i->owner, i->intid);
	foreign = i->intid < IDEAL_PRIVATE && verb->vcpu != i->owner;
	switch (verb->what) {
	case VERB_SET_PENDING:
		if (i->state.level && (i->state.active || history(p, i)->ended))
			history(p, i)->bits |= PLAY_SOFT;
		if (mapped)
			history(p, i)->bits |= PLAY_SOFT_MAPPED;
		/* fall through */
	case VERB_EDGE:
	case VERB_SEND:
		/* A level interrupt is pending as long as its line is high, whatever happened when. */
		if (i->state.active && !i->state.level)
			history(p, i)->bits |= PLAY_AGAIN;
		break;
	case VERB_SET_ENABLE:
		if (mapped && i->state.active && i->state.line)
			history(p, i)->bits |= PLAY_LINE_NOTED;
		if (mapped && i->state.line && (history(p, i)->bits & PLAY_REROUTED))
			history(p, i)->bits |= PLAY_NOTED_REROUTED;
		break;
	case VERB_CLEAR_PENDING:
		if (has_in_guest(p, i, verb->vcpu))
			history(p, i)->bits |= PLAY_CLEARED;
		break;
	case VERB_CLEAR_ACTIVE:
		if (i->state.active && history(p, i)->acked_by != verb->vcpu)
			history(p, i)->bits |= PLAY_INACTIVE;
		break;
	default:
		break;
	}
	if (mapped && foreign && verb->what > VERB_SEND && verb->what < VERB_LINE)
		history(p, i)->bits |= PLAY_OTHERS_BANK;
}

void play_note_migrate(struct play *p)
{
	for (unsigned int n = 0; n < p->ideal.nr; n++) {
		const struct ideal_int *i = &p->ideal.irq[n];

		if (!i->state.active || (i->targets & 1u << p->history[n].acked_by))
			continue;
		p->history[n].bits |= PLAY_MIGRATED;
		p->migrated_active |= i->state.level;
	}
}

bool play_foreign(struct play *p, unsigned int v, const struct ideal_int *i)
{
	return i->intid < IDEAL_PRIVATE && i->owner != v && play_mapped(p, i->owner, i->intid);
}

unsigned int play_had(const struct play *p, const struct verb *verb)
{
	const struct ideal_int *i = ideal_gic_find(&p->ideal, 0, verb->intid);

	if (verb->what != VERB_ROUTE || !i || (!i->state.active && !ideal_allowed(&i->state)))
		return 0;
	/* What has no target, KVM leaves with vCPU 0, or where it was. */
	return i->targets | (i->targets ? 0 : 1);
}

void play_note_route(struct play *p, const struct verb *verb, unsigned int had)
{
	const struct ideal_int *i = ideal_gic_find(&p->ideal, 0, verb->intid);

	if (!had || i->targets == had)
		return;
	history(p, i)->bits |= PLAY_REROUTED;
	history(p, i)->had |= had;
}

void play_note_ack(struct play *p, unsigned int v, uint32_t intid)
{
	const struct ideal_int *i = ideal_gic_find(&p->ideal, v, intid);

	if (!i)
		return;
	history(p, i)->acked_by = (uint8_t)v;
	history(p, i)->bits &= PLAY_REROUTED | PLAY_OTHERS_BANK | PLAY_NOTED_REROUTED;
	if (i->state.level && i->state.latch)
		history(p, i)->bits |= PLAY_SOFT_ACKED;
}

void play_note_end(struct play *p, unsigned int v, uint32_t intid)
{
	const struct ideal_int *i = ideal_gic_find(&p->ideal, v, intid);

	if (i)
		history(p, i)->ended |= 1u << v;
}

void play_note_exit(struct play *p, unsigned int v)
{
	for (unsigned int n = 0; n < p->ideal.nr; n++) {
		struct play_history *h = &p->history[n];

		const struct ideal_int *i = &p->ideal.irq[n];

		h->ended &= ~(1u << v);
		/* KVM keeps an active one where it is. */
		if (!i->state.active)
			h->had &= ~(1u << v);
		if (!h->had)
			h->bits &= ~PLAY_REROUTED;
		if (ideal_pending(&i->state) && !forwarded(p, i))
			h->bits |= PLAY_UNQUEUED;
	}
}

/*
 * How many list registers active ones fill; what another vCPU has deactivated may still be in one, too. And how many those fill that
 * are due but of a group that is off at the CPU interface.
 */
static unsigned int active(const struct play *p, unsigned int v)
{
	unsigned int nr = 0;

	for (unsigned int n = 0; n < p->ideal.nr; n++)
		nr += p->history[n].acked_by == v &&
		      (p->ideal.irq[n].state.active || (p->history[n].bits & PLAY_ENDED_ELSEWHERE));
	return nr;
}

static unsigned int group_off(const struct play *p, unsigned int v)
{
	unsigned int nr = 0;

	for (unsigned int n = 0; n < p->ideal.nr; n++)
		nr += ideal_gic_due(&p->ideal, &p->ideal.irq[n], v) &&
		      !p->ideal.cpuif[v].group_enable[p->ideal.irq[n].group];
	return nr;
}

/* A GICv2 guest's SPI without a target: interrupt @i itself, or one that stands in its way on vCPU 0. */
static bool untargeted(const struct play *p, unsigned int v, const struct ideal_int *i)
{
	for (unsigned int n = 0; n < p->ideal.nr && p->ideal.v2 && !v; n++) {
		const struct ideal_int *other = &p->ideal.irq[n];

		if (other->intid >= IDEAL_PRIVATE && !other->targets &&
		    (other == i || other->state.active || ideal_allowed(&other->state)))
			return true;
	}
	return false;
}

static bool has_device(const struct play *p, const struct ideal_int *i)
{
	for (unsigned int n = 0; n < p->nr_mapped; n++)
		if (p->mapped[n].intid == i->intid && (i->intid >= IDEAL_PRIVATE || p->mapped[n].owner == i->owner))
			return true;
	return false;
}

/* One that is at least as urgent, but of the group that is not forwarded. */
static bool other_group_first(const struct play *p, unsigned int v, const struct ideal_int *i)
{
	for (unsigned int n = 0; n < p->ideal.nr; n++) {
		const struct ideal_int *other = &p->ideal.irq[n];

		if ((other->targets & 1u << v) && !(p->ideal.ctlr & 1u << other->group) && !other->state.active &&
		    ideal_allowed(&other->state) && other->priority <= i->priority)
			return true;
	}
	return false;
}

unsigned int play_circumstances(const struct play *p, unsigned int v, const struct ideal_int *i)
{
	unsigned int bits = p->history[i - p->ideal.irq].bits;

	/* Not for the first of them. */
	if (i->intid >= IDEAL_PRIVATE && p->ideal.v2 && (i->targets & (i->targets - 1) & 1u << v))
		bits |= PLAY_TARGETS;
	/* A line that is high keeps it pending, whatever became of what software did; of a mapped one KVM only knows what it heard. */
	if (i->state.line && !has_device(p, i))
		bits &= ~PLAY_SOFT;
	if (untargeted(p, v, i))
		bits |= PLAY_NO_TARGET;
	if (p->ideal.ctlr == 1 || p->ideal.ctlr == 2)
		bits |= (p->ideal.ctlr == 1 ? PLAY_GROUP_0 : PLAY_GROUP_1) |
			(other_group_first(p, v, i) ? PLAY_OTHER_GROUP : 0);
	if (p->vcpu[v].stale_mask)
		bits |= PLAY_STALE_MASK;
	if (active(p, v) + group_off(p, v) >= machine.gic.config.nr_lrs)
		bits |= group_off(p, v) ? PLAY_GROUP_OFF : PLAY_FULL;
	return bits;
}

void play_print(const struct play *p, unsigned int v, const struct ideal_int *i, const char *what, char *buffer, size_t size)
{
	unsigned int bits = play_circumstances(p, v, i);
	size_t used = (size_t)snprintf(buffer, size, "INTID %u%s", i->intid, what);

	for (unsigned int n = 0; n < sizeof(circumstances) / sizeof(circumstances[0]) && used < size; n++)
		if (bits & circumstances[n].bit)
			used += (size_t)snprintf(buffer + used, size - used, "; %s", circumstances[n].words);
}
