// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table its: longer scripts about LPIs and their vCPUs: more LPIs than list registers, LPIs that are switched off
 * while one is handled, invalidation by GICR registers, pending tables, debugfs.
 */
#include "tests/tables/its.h"

#include <stdio.h>
#include <stdlib.h>

#define NR_MANY 4

/* Four LPIs of vCPU 0, on device 0's events 0 to 3; @step is added to each next one's priority. */
static bool many(struct its_run *r, int step)
{
	if (!its_start(r))
		return false;
	its_command(r, "MAPC 0 to vCPU 0", cmd_mapc(0, 0, true));
	its_command(r, "MAPC 1 to vCPU 1", cmd_mapc(1, 1, true));
	its_command(r, "MAPD 0", cmd_mapd(0, its_bits(0), true));
	for (unsigned int n = 0; n < NR_MANY; n++) {
		its_config(r, n, true, (uint8_t)(0x80 + (int)n * step));
		its_command(r, "MAPTI", cmd_mapti(0, n, ITS_FIRST_LPI + n, 0));
		its_command(r, "INV", cmd_event(ITS_INV, 0, n, 0));
	}
	return true;
}

static void signal_many(struct its_run *r)
{
	for (unsigned int n = 0; n < NR_MANY; n++)
		its_signal(r, 0, n);
}

static void end(struct its_run *r)
{
	its_probe(r);
	its_destroy(r);
}

/* More than there are list registers, before the vCPU enters, and while it is in the guest. */
static void overflow(struct its_run *r, int step)
{
	if (!many(r, step))
		return;
	signal_many(r);
	its_collect(r, 0);
	its_run_guests(r);
	signal_many(r);
	its_collect(r, 0);
	/* Each is signalled while the one before is handled. */
	for (unsigned int n = 0; n < NR_MANY; n++) {
		its_signal(r, 0, n);
		its_take_one(r, 0);
		its_signal(r, 0, (n + 1) % NR_MANY);
		its_signal(r, 0, n);
		its_end_one(r, 0);
	}
	its_collect(r, 0);
	end(r);
}

static void equal(struct its_run *r) { overflow(r, 0); }
static void rising(struct its_run *r) { overflow(r, -8); }
static void falling(struct its_run *r) { overflow(r, 8); }

/* The vCPU handles one, has another in a list register, and a third only queued, when its LPIs are switched off. */
static void off_while_handled(struct its_run *r, bool exits)
{
	if (!many(r, 8))
		return;
	signal_many(r);
	its_enter(r, 0);
	its_take_one(r, 0);
	if (exits) {
		its_exit(r, 0);
		its_lpis(r, 0, false);
		its_enter(r, 0);
	} else {
		r->ideal.running = 1;
		its_lpis(r, 0, false);
	}
	its_end_one(r, 0);
	its_collect_all(r);
	its_exit(r, 0);
	r->ideal.running = 0;
	its_collect_all(r);
	signal_many(r);
	its_collect_all(r);
	its_lpis(r, 0, true);
	signal_many(r);
	its_collect_all(r);
	end(r);
}

static void off_outside(struct its_run *r) { off_while_handled(r, true); }
static void off_in_guest(struct its_run *r) { off_while_handled(r, false); }

/* Off with LPIs queued and never given; the same MSIs after it is on again. */
static void off_queued(struct its_run *r)
{
	if (!many(r, 8))
		return;
	signal_many(r);
	its_lpis(r, 0, false);
	its_collect_all(r);
	its_lpis(r, 0, true);
	its_collect_all(r);
	signal_many(r);
	its_collect_all(r);
	end(r);
}

/* What an MSI made known stays unknown to a redistributor that is off: the next MSI is dropped, on any way. */
static void off_after_cached(struct its_run *r)
{
	if (!many(r, 8))
		return;
	signal_many(r);
	its_collect_all(r);
	its_lpis(r, 0, false);
	signal_many(r);
	its_collect_all(r);
	its_lpis(r, 0, true);
	its_collect_all(r);
	end(r);
}

/* The pending table is read when LPIs are switched on, PTZ being 0 (IHI 0069 12.11 GICR_PENDBASER, 5.1.2). */
static void pending_table(struct its_run *r)
{
	uint8_t byte = 0x0a;	/* LPIs 8193 and 8195 */

	if (!many(r, 8))
		return;
	its_lpis(r, 0, false);
	its_lpis(r, 1, false);
	row_step(r->row, "LPIs 8193 and 8195 are pending in vCPU 0's pending table");
	r->subject->ram(true, ITS_PEND(0) + ITS_FIRST_LPI / 8, &byte, 1);
	its_lpis(r, 1, true);
	its_collect_all(r);
	its_lpis(r, 0, true);
	for (unsigned int n = 1; n < NR_MANY; n += 2) {
		r->ideal.lpi[n].where = 1;
		r->ideal.lpi[n].must = true;
	}
	its_collect_all(r);
	end(r);
}

/* GICR_INVLPIR and GICR_INVALLR, where GICR_CTLR.IR says that they are there. */
static void invalidate(struct its_run *r, bool all)
{
	if (!many(r, 8))
		return;
	if (!(gicr_read(r, 0, GICR_CTLR, 4) & 4)) {
		row_skip(r->row, "GICR_CTLR.IR is 0: the redistributors have no such registers");
		return;
	}
	for (unsigned int round = 0; round < 4; round++) {
		its_config(r, 1, round & 1, 0x80);
		its_config(r, 3, round & 1, round & 2 ? 0x20 : 0xc0);
		row_step(r->row, "guest writes GICR_%s", all ? "INVALLR" : "INVLPIR");
		gicr_write(r, 0, all ? GICR_INVALLR : GICR_INVLPIR, 8, all ? 0 : ITS_FIRST_LPI + 1);
		if (!all)
			gicr_write(r, 0, GICR_INVLPIR, 8, ITS_FIRST_LPI + 3);
		expect_u64(r->row, &its_rules[ITS_RULE_REGISTER], COLUMN_GUEST, "GICR_SYNCR", 0, gicr_read(r, 0, GICR_SYNCR, 4));
		its_invalidate_lpi(&r->ideal, 1);
		its_invalidate_lpi(&r->ideal, 3);
		signal_many(r);
		its_collect_all(r);
	}
	/* INTIDs that are no LPIs or not mapped, and another vCPU's register: nothing happens. */
	gicr_write(r, 0, GICR_INVLPIR, 8, 40);
	gicr_write(r, 0, GICR_INVLPIR, 8, 16384);
	gicr_write(r, 0, GICR_INVLPIR, 8, 8199);
	gicr_write(r, 1, GICR_INVALLR, 8, 0);
	end(r);
}

static void invalidate_one(struct its_run *r) { invalidate(r, false); }
static void invalidate_all(struct its_run *r) { invalidate(r, true); }

/* An LPI that was moved while its old vCPU has it in a list register, pending or being handled. */
static void moved_in_lr(struct its_run *r, bool handled, bool all)
{
	if (!many(r, 8))
		return;
	its_signal(r, 0, 0);
	its_enter(r, 0);
	if (handled)
		its_take_one(r, 0);
	its_exit(r, 0);
	its_command(r, all ? "MOVALL, vCPU 0 to 1" : "MOVI 0.0 to collection 1",
		    all ? cmd_movall(0, 1) : cmd_event(ITS_MOVI, 0, 0, 1));
	its_signal(r, 0, 0);
	if (handled) {
		its_enter(r, 0);
		its_end_one(r, 0);
		its_exit(r, 0);
	}
	its_collect_all(r);
	end(r);
}

static void moved_pending(struct its_run *r) { moved_in_lr(r, false, false); }
static void moved_handled(struct its_run *r) { moved_in_lr(r, true, false); }
static void moved_all_pending(struct its_run *r) { moved_in_lr(r, false, true); }
static void moved_all_handled(struct its_run *r) { moved_in_lr(r, true, true); }

/* Its device is unmapped, the event discarded, while the vCPU handles the LPI. */
static void unmapped_handled(struct its_run *r)
{
	if (!many(r, 8))
		return;
	signal_many(r);
	its_enter(r, 0);
	its_take_one(r, 0);
	its_command(r, "DISCARD 0.0", cmd_event(ITS_DISCARD, 0, 0, 0));
	its_command(r, "MAPD 0, not valid", cmd_mapd(0, 1, false));
	its_end_one(r, 0);
	its_exit(r, 0);
	its_collect_all(r);
	end(r);
}

/* Does a number stand in the text as a word? */
static bool mentions(const char *text, unsigned int number)
{
	char word[16];

	snprintf(word, sizeof(word), " %u ", number);
	return strstr(text, word);
}

static void debug_shows(struct its_run *r, const char *when, unsigned int first, unsigned int end)
{
	static char text[1 << 16];
	char field[64];
	size_t n;

	row_step(r->row, "the VM's debugfs files are read");
	n = r->subject->debug_text(text, sizeof(text));
	expect_bool(r->row, &its_rules[ITS_RULE_DEBUG], COLUMN_HOST, "anything printed", true, n > 0 && n < sizeof(text));
	for (unsigned int i = 0; i < ITS_LPIS; i++) {
		snprintf(field, sizeof(field), "LPI %u shown %s", ITS_FIRST_LPI + i, when);
		expect_bool(r->row, &its_rules[ITS_RULE_DEBUG], COLUMN_HOST, field, i >= first && i < end,
			    mentions(text, ITS_FIRST_LPI + i));
	}
}

static void debugfs(struct its_run *r)
{
	if (!many(r, 8))
		return;
	debug_shows(r, "when mapped", 0, NR_MANY);
	signal_many(r);
	debug_shows(r, "when pending", 0, NR_MANY);
	its_enter(r, 0);
	debug_shows(r, "when in a list register", 0, NR_MANY);
	its_take_one(r, 0);
	its_exit(r, 0);
	debug_shows(r, "when handled", 0, NR_MANY);
	its_enter(r, 0);
	its_end_one(r, 0);
	its_exit(r, 0);
	its_collect_all(r);
	debug_shows(r, "when taken", 0, NR_MANY);
	its_command(r, "DISCARD 0.0", cmd_event(ITS_DISCARD, 0, 0, 0));
	debug_shows(r, "when discarded", 1, NR_MANY);
	its_unmap_all(r);
	debug_shows(r, "when nothing is mapped", 0, 0);
	its_destroy(r);
}

/* No ITS: a VM without one has no LPIs, and says so. */
static void without_its(struct its_run *r)
{
	uint64_t value = 0;

	row_step(r->row, "an MSI is sent in a VM without an ITS");
	expect_bool(r->row, &its_rules[ITS_RULE_SIGNAL], COLUMN_GUEST, "MSI delivered", false,
		    r->subject->msi(ITS_TRANSLATER, 0, 0) > 0);
	expect_bool(r->row, &its_rules[ITS_RULE_ACCESS], COLUMN_GUEST, "its frame answers", false,
		    !r->subject->mmio_read(0, ITS_GPA, 4, &value));
	its_destroy(r);
}

/*
 * The host's @nth allocation fails while command @c is executed: that is a command in error, which has changed nothing. Returns
 * whether there was such an allocation.
 */
static bool without_memory(struct its_run *r, const char *name, struct its_words c, unsigned int nth)
{
	size_t blocks = r->subject->live_blocks(NULL);
	bool to_come;

	its_queue(r, name, c.w);
	r->waiting[r->nr_waiting - 1] = cmd_sync(0);	/* as far as the ideal ITS is concerned */
	row_step(r->row, "of the host's allocations, number %u fails", nth);
	r->subject->allocation_fails(nth);
	its_ring(r);
	to_come = r->subject->allocation_fails(0);
	if (to_come)
		its_execute(&r->ideal, c.w);
	else
		expect_u64(r->row, &its_rules[ITS_RULE_FREED], COLUMN_HOST, "blocks allocated after a command that found no memory",
			   blocks, r->subject->live_blocks(NULL));
	return !to_come;
}

static void each_fails(struct its_run *r, const char *name, struct its_words c)
{
	for (unsigned int nth = 1; without_memory(r, name, c, nth); nth++)
		continue;
}

/* MAPTI of a collection that is not mapped notes the collection, too. */
static void allocations_fail(struct its_run *r)
{
	if (!its_start(r))
		return;
	for (unsigned int n = 0; n < 3; n++)
		its_config(r, n, true, 0x80);
	each_fails(r, "MAPC 0 to vCPU 0", cmd_mapc(0, 0, true));
	each_fails(r, "MAPD 0", cmd_mapd(0, its_bits(0), true));
	each_fails(r, "MAPTI 0.0 to 8192, collection 0", cmd_mapti(0, 0, 8192, 0));
	each_fails(r, "MAPTI 0.1 to 8193, collection 1", cmd_mapti(0, 1, 8193, 1));
	each_fails(r, "MAPC 1 to vCPU 1", cmd_mapc(1, 1, true));
	its_signal(r, 0, 0);
	its_signal(r, 0, 1);
	its_collect_all(r);
	end(r);
}

/* An MSI that cannot be remembered for the next time comes all the same, through KVM_SIGNAL_MSI and through an irqfd. */
static void allocations_fail_msi(struct its_run *r)
{
	if (!its_start(r))
		return;
	its_begin(r, BEGIN_MAPPED);
	for (unsigned int event = 0; event < 2; event++) {
		row_step(r->row, "the host's next allocation fails");
		r->subject->allocation_fails(1);
		its_signal(r, 0, event);
		r->subject->allocation_fails(0);
		its_signal(r, 0, event);
	}
	its_collect_all(r);
	end(r);
}

const struct its_script its_scripts[] = {
	{ "overflow-equal", "four LPIs of one priority, two list registers", equal },
	{ "overflow-rising", "four LPIs, each more urgent than the one before, two list registers", rising },
	{ "overflow-falling", "four LPIs, each less urgent than the one before, two list registers", falling },
	{ "off-queued", "LPIs are switched off while some are queued", off_queued },
	{ "off-handled-outside", "LPIs are switched off while one is handled and others are queued; the vCPU is not in the guest",
	  off_outside },
	{ "off-handled-in-guest", "LPIs are switched off while one is handled and others are queued; the vCPU is in the guest",
	  off_in_guest },
	{ "off-after-cached", "LPIs are switched off after MSIs of theirs", off_after_cached },
	{ "pending-table", "LPIs are pending in the table when they are switched on", pending_table },
	{ "invalidate-lpi", "the redistributor's GICR_INVLPIR after a change of the configuration table", invalidate_one },
	{ "invalidate-all", "the redistributor's GICR_INVALLR after a change of the configuration table", invalidate_all },
	{ "moved-pending", "an LPI is moved that was pending in a list register", moved_pending },
	{ "moved-handled", "an LPI is moved while it is handled, and signalled again", moved_handled },
	{ "moved-all-pending", "the same by MOVALL, pending", moved_all_pending },
	{ "moved-all-handled", "the same by MOVALL, handled", moved_all_handled },
	{ "unmapped-handled", "an LPI is unmapped while it is handled", unmapped_handled },
	{ "debugfs", "debugfs shows LPIs in every state", debugfs },
	{ "allocations-fail", "the host has no memory, once, at each place where a command asks for it", allocations_fail },
	{ "allocations-fail-msi", "the host has no memory when an MSI comes for the first time", allocations_fail_msi },
	{ "without-its", "a VM has no ITS", without_its },
	{ NULL, NULL, NULL }
};
