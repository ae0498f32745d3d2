// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table its: what the vCPUs are given, and whether they had to be, by the ideal ITS.
 */
#include "tests/tables/its.h"

#include <stdarg.h>
#include <stdio.h>

#define TOO_OFTEN 64

/* Events that are asked: those that the scripts map, and one that none does. */
static const struct { uint32_t device, event; } events[] = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 }, { 1, 8195 }, { 2, 0 } };
#define NR_EVENTS (sizeof(events) / sizeof(events[0]))

__attribute__((format(printf, 5, 6)))
static void differs(struct its_run *r, enum its_rule rule, const char *expected, const char *seen, const char *format, ...)
{
	char name[64];
	va_list args;

	va_start(args, format);
	vsnprintf(name, sizeof(name), format, args);
	va_end(args);
	row_differs(r->row, &its_rules[rule], COLUMN_GUEST, name, expected, seen);
}

void its_note_held(struct its_run *r)
{
	for (unsigned int n = 0; n < ITS_LPIS; n++)
		for (unsigned int v = 0; v < ITS_VCPUS; v++)
			if (r->held[n] == ITS_NOBODY && r->ideal.lpi[n].where == 1u << v &&
			    machine.vcpu[v].place == VCPU_IN_GUEST)
				r->held[n] = (uint8_t)v;
}

void its_enter(struct its_run *r, unsigned int v)
{
	run_enter(v);
	its_note_held(r);
	r->settled[v] = 0;
	for (unsigned int n = 0; n < ITS_LPIS; n++)
		r->settled[v] |= (uint8_t)(its_due(&r->ideal, n, v) << n);
}

void its_exit(struct its_run *r, unsigned int v)
{
	run_exit(v);
	for (unsigned int n = 0; n < ITS_LPIS; n++)
		if (r->held[n] == v)
			r->held[n] = ITS_NOBODY;
}

/* A vCPU in the guest has it, and another one must be given it. */
static bool held_elsewhere(const struct its_run *r, unsigned int n)
{
	return r->held[n] != ITS_NOBODY && r->ideal.lpi[n].where & ~(1u << r->held[n]);
}

/* vCPU @v was given an LPI that it may not be given. Then the ideal goes on as if all were well. */
static void wrongly(struct its_run *r, unsigned int n, unsigned int v)
{
	static const enum its_rule rules[] = {
		[ITS_NEVER] = ITS_RULE_SPURIOUS, [ITS_TAKEN] = ITS_RULE_ONCE, [ITS_CLEARED] = ITS_RULE_CLEARED,
		[ITS_DISCARDED] = ITS_RULE_DISCARDED, [ITS_SWITCHED_OFF] = ITS_RULE_SWITCHED_OFF,
	};
	struct its_lpi *lpi = &r->ideal.lpi[n];
	char seen[32];

	snprintf(seen, sizeof(seen), "given to vCPU %u", v);
	if (!lpi->must && (lpi->gone == ITS_CLEARED || lpi->gone == ITS_DISCARDED) && lpi->gone_from >> v & 1)
		differs(r, rules[lpi->gone], "not given", seen, "LPI %u", ITS_FIRST_LPI + n);
	else if (lpi->where >> v & 1 && !lpi->maybe_enabled)
		differs(r, ITS_RULE_DISABLED, "not given: disabled", seen, "LPI %u", ITS_FIRST_LPI + n);
	else if (!(r->ideal.lpis >> v & 1))
		differs(r, ITS_RULE_SWITCHED_OFF, "not given: LPIs are off", seen, "LPI %u", ITS_FIRST_LPI + n);
	else if (lpi->where)
		differs(r, ITS_RULE_TARGET, v ? "given to vCPU 0" : "given to vCPU 1", seen, "LPI %u", ITS_FIRST_LPI + n);
	else
		differs(r, rules[lpi->gone], "not given", seen, "LPI %u", ITS_FIRST_LPI + n);
	its_take(&r->ideal, n, v);
	lpi->where = 0;
}

/* No LPI that must be given to @v, and of which its CPU interface knows (docs/design.md 5), is surely more urgent. */
static void judge_priority(struct its_run *r, unsigned int n, unsigned int v)
{
	for (unsigned int i = 0; i < ITS_LPIS; i++) {
		char expected[32], seen[32];

		if (i == n || !its_due(&r->ideal, i, v) || !(r->settled[v] >> i & 1) || r->ideal.lpi[i].moved || held_elsewhere(r, i) ||
		    r->ideal.lpi[i].most >= r->ideal.lpi[n].least)
			continue;
		snprintf(expected, sizeof(expected), "LPI %u", ITS_FIRST_LPI + i);
		snprintf(seen, sizeof(seen), "LPI %u", ITS_FIRST_LPI + n);
		differs(r, ITS_RULE_URGENT, expected, seen, "given first to vCPU %u", v);
	}
}

static void given(struct its_run *r, uint32_t intid, unsigned int v)
{
	unsigned int n = intid - ITS_FIRST_LPI;

	row_step(r->row, "vCPU %u acknowledges INTID %u", v, intid);
	if (n >= ITS_LPIS) {
		differs(r, ITS_RULE_SPURIOUS, "an LPI that is mapped", "another INTID", "INTID %u", intid);
	} else if (its_allowed(&r->ideal, n, v)) {
		judge_priority(r, n, v);
		its_take(&r->ideal, n, v);
		r->settled[v] &= (uint8_t)~(1u << n);
		if (r->held[n] == ITS_NOBODY)
			r->held[n] = (uint8_t)v;
	} else {
		wrongly(r, n, v);
	}
}

/* Returns how many. */
static unsigned int take_all(struct its_run *r, unsigned int v)
{
	unsigned int taken = 0;
	bool was_in_guest = machine.vcpu[v].place == VCPU_IN_GUEST;

	row_step(r->row, "vCPU %u runs, and takes what it is given", v);
	if (!was_in_guest)
		its_enter(r, v);
	for (unsigned int i = 0; i < TOO_OFTEN; i++) {
		uint32_t ack = guest_ack(v, 1);

		if (guest_intid(ack) != GUEST_SPURIOUS) {
			given(r, guest_intid(ack), v);
			guest_eoi(v, 1, ack);
			taken++;
		} else if (run_exit_due(v)) {
			its_exit(r, v);
			its_enter(r, v);
		} else {
			break;
		}
	}
	if (!was_in_guest)
		its_exit(r, v);
	return taken;
}

static void nothing_forgotten(struct its_run *r, unsigned int v)
{
	for (unsigned int n = 0; n < ITS_LPIS; n++) {
		struct its_lpi *lpi = &r->ideal.lpi[n];

		if (v < ITS_VCPUS ? !its_due(&r->ideal, n, v) : !its_due_somewhere(&r->ideal, n))
			continue;
		differs(r, held_elsewhere(r, n) ? ITS_RULE_KICKS : ITS_RULE_FORGOTTEN, lpi->where == 1 ? "given to vCPU 0" : lpi->where == 2 ? "given to vCPU 1" : "given",
			"not given", "LPI %u", ITS_FIRST_LPI + n);
		lpi->must = false;
	}
}

void its_take_one(struct its_run *r, unsigned int v)
{
	r->handled = guest_ack(v, 1);
	if (guest_intid(r->handled) == GUEST_SPURIOUS && run_exit_due(v)) {
		its_exit(r, v);
		its_enter(r, v);
		r->handled = guest_ack(v, 1);
	}
	if (guest_intid(r->handled) == GUEST_SPURIOUS)
		nothing_forgotten(r, v);
	else
		given(r, guest_intid(r->handled), v);
}

void its_end_one(struct its_run *r, unsigned int v)
{
	row_step(r->row, "vCPU %u ends it", v);
	if (guest_intid(r->handled) != GUEST_SPURIOUS)
		guest_eoi(v, 1, r->handled);
}

void its_collect(struct its_run *r, unsigned int v)
{
	take_all(r, v);
	nothing_forgotten(r, v);
}

/*
 * They run by turns until none is given any more: what was moved is handed over when the vCPU that has it in its list
 * registers leaves the guest.
 */
void its_collect_all(struct its_run *r)
{
	for (unsigned int i = 0, idle = 0; idle < ITS_VCPUS && i < TOO_OFTEN; i++)
		idle = take_all(r, i % ITS_VCPUS) || i < ITS_VCPUS ? 0 : idle + 1;
	nothing_forgotten(r, ITS_VCPUS);
}

/* Does KVM say that vCPU @v has something to do? */
static void judge_wakes(struct its_run *r, unsigned int v)
{
	bool must = false, may = false, does;
	static const char *const field[] = { "vCPU 0 has something to do", "vCPU 1 has something to do" };

	if (machine.vcpu[v].place == VCPU_IN_GUEST)
		return;
	for (unsigned int n = 0; n < ITS_LPIS; n++) {
		const struct its_lpi *lpi = &r->ideal.lpi[n];

		must |= its_due(&r->ideal, n, v) && !lpi->moved;
		may |= its_allowed(&r->ideal, n, v) || lpi->moved;
		/* That a discarded one is pending is told when it is given. */
		may |= lpi->gone == ITS_DISCARDED && lpi->gone_from >> v & 1;
	}
	/* It is asked of those that sleep. */
	run_put(v);
	does = r->subject->pending(v);
	run_load(v, v);
	if (does ? !may : must)
		expect_bool(r->row, &its_rules[ITS_RULE_WAKES], COLUMN_GUEST, field[v], !does, does);
}

static void judge_queue(struct its_run *r)
{
	uint64_t ctlr = its_read(r, GITS_CTLR, 4);

	expect_bool(r->row, &its_rules[ITS_RULE_REGISTER], COLUMN_GUEST, "GITS_CTLR.Enabled", r->ideal.enabled,
		    ctlr & ITS_ENABLED);
	expect_hex(r->row, &its_rules[ITS_RULE_REGISTER], COLUMN_GUEST, "GITS_CWRITER", r->written,
		   its_read(r, GITS_CWRITER, 8));
	if (r->ideal.enabled)
		expect_hex(r->row, &its_rules[ITS_RULE_QUEUE], COLUMN_GUEST, "GITS_CREADR", r->written,
			   its_read(r, GITS_CREADR, 8));
	else
		expect_bool(r->row, &its_rules[ITS_RULE_QUIESCENT], COLUMN_GUEST, "GITS_CTLR.Quiescent", true,
			    ctlr & ITS_QUIESCENT);
}

static void signal_all(struct its_run *r)
{
	for (unsigned int i = 0; i < NR_EVENTS; i++)
		its_signal(r, events[i].device, events[i].event);
}

void its_probe(struct its_run *r)
{
	judge_queue(r);
	for (unsigned int v = 0; v < ITS_VCPUS; v++)
		judge_wakes(r, v);
	its_collect_all(r);
	signal_all(r);
	its_collect_all(r);
	/* All are enabled, the last one most urgent; who is masked is pending still. */
	for (unsigned int n = 0; n < ITS_LPIS; n++)
		its_config(r, n, true, 0xa0 - 8 * n);
	for (unsigned int i = 0; i < NR_EVENTS; i++)
		its_command(r, "INV", cmd_event(ITS_INV, events[i].device, events[i].event, 0));
	signal_all(r);
	its_collect_all(r);
	its_unmap_all(r);
}

void its_unmap_all(struct its_run *r)
{
	if (!r->ideal.enabled)
		its_on(r, true);
	for (unsigned int i = 0; i < NR_EVENTS; i++)
		its_command(r, "DISCARD", cmd_event(ITS_DISCARD, events[i].device, events[i].event, 0));
	for (uint32_t d = 0; d < ITS_DEVICES; d++)
		its_command(r, "MAPD, not valid", cmd_mapd(d, 1, false));
	for (uint32_t c = 0; c < ITS_COLLECTIONS; c++)
		its_command(r, "MAPC, not valid", cmd_mapc(c, 0, false));
	for (unsigned int v = 0; v < ITS_VCPUS; v++)
		its_exit(r, v);
	r->ideal.running = 0;
	its_collect_all(r);
	expect_u64(r->row, &its_rules[ITS_RULE_FREED], COLUMN_HOST, "blocks allocated", r->blocks,
		   r->subject->live_blocks(NULL));
}

void its_destroy(struct its_run *r)
{
	for (unsigned int v = 0; v < machine.nr_vcpus; v++) {
		run_exit(v);
		if (machine.vcpu[v].place == VCPU_LOADED)
			run_put(v);
	}
	row_step(r->row, "the VM is destroyed");
	r->subject->vm_destroy();
	expect_u64(r->row, &its_rules[ITS_RULE_DESTROYED], COLUMN_HOST, "blocks allocated", machine.blocks_at_boot,
		   r->subject->live_blocks(NULL));
}
