// SPDX-License-Identifier: GPL-2.0-only
/*
 * Smoke: MSIs through an ITS, with a guest's driver as small as can be: one device, one event, one
 * collection. Registers and commands: IHI 0069, chapter 12 (GITS_*, GICR_*) and 5.3.
 */
#include <stdio.h>

#include "tests/tables/smoke.h"

#define ITS_GPA		0x08080000u
#define ITS_TRANSLATER	(ITS_GPA + 0x10040)
#define DEVICE		3u
#define EVENT		5u
#define LPI		8192u

/* Guest memory, in pages of 64 KiB, the alignment that all of these are content with. */
#define PAGE(n)		(VGIC_GPA_RAM + 0x10000u * (n))
#define PROP		PAGE(0)		/* LPI configuration */
#define PEND		PAGE(1)		/* pending bits of vCPU 0 */
#define DEVICES		PAGE(2)
#define COLLECTIONS	PAGE(3)
#define COMMANDS	PAGE(4)
#define ITT		PAGE(5)

#define GICR_CTLR	0x0
#define GICR_PROPBASER	0x70
#define GICR_PENDBASER	0x78
#define GITS_CTLR	0x0
#define GITS_CBASER	0x80
#define GITS_CWRITER	0x88
#define GITS_CREADR	0x90
#define GITS_BASER(n)	(0x100 + 8 * (n))
#define VALID		(1ull << 63)

static bool command(struct smoke *s, const char *name, uint64_t w0, uint64_t w1, uint64_t w2)
{
	uint64_t words[4] = { w0, w1, w2, 0 }, read = ~0ull;
	int ret;

	row_step(s->row, "guest gives the ITS command %s", name);
	ret = s->subject->ram(true, COMMANDS + s->its_written, words, sizeof(words));
	if (!smoke_accepted(s, SMOKE_ITS, name, ret))
		return false;
	s->its_written += sizeof(words);
	ret = s->subject->mmio_write(0, ITS_GPA + GITS_CWRITER, 8, s->its_written);
	if (!smoke_accepted(s, SMOKE_ITS, name, ret))
		return false;
	s->subject->mmio_read(0, ITS_GPA + GITS_CREADR, 8, &read);
	expect_hex(s->row, &smoke_rules[SMOKE_ITS], COLUMN_GUEST, "GITS_CREADR", s->its_written, read);
	return read == s->its_written;
}

static bool create(struct smoke *s)
{
	if (s->its)
		return true;
	row_step(s->row, "userspace gives the VM an ITS");
	s->its = smoke_accepted(s, SMOKE_ITS, "creation", s->subject->its_create(ITS_GPA));
	return s->its;
}

/* The guest writes the LPI's byte in its configuration table: priority, enabled. */
static bool configure(struct smoke *s, bool enabled)
{
	uint8_t config = 0xa0 | enabled;

	row_step(s->row, "guest %s LPI %u in its configuration table", enabled ? "enables" : "disables", LPI);
	return smoke_accepted(s, SMOKE_ITS, "guest memory",
			      s->subject->ram(true, PROP + (LPI - 8192), &config, 1));
}

/* A command that is about the event. */
static bool event_command(struct smoke *s, const char *name, unsigned int number, uint64_t w2)
{
	return command(s, name, number | (uint64_t)DEVICE << 32, EVENT, w2);
}

/* Tables in guest memory, LPIs of vCPU 0 on, the event mapped to the LPI. */
static bool start(struct smoke *s)
{
	s->its_written = 0;
	return configure(s, true) &&
	       /* IDbits 13: LPIs 8192 to 16383 */
	       smoke_write(s, "GICR_PROPBASER", VGIC_GPA_REDIST + GICR_PROPBASER, 8, PROP | 13) &&
	       smoke_write(s, "GICR_PENDBASER", VGIC_GPA_REDIST + GICR_PENDBASER, 8, PEND) &&
	       smoke_write(s, "GICR_CTLR", VGIC_GPA_REDIST + GICR_CTLR, 4, 1) &&
	       smoke_write(s, "GITS_BASER0", ITS_GPA + GITS_BASER(0), 8, VALID | DEVICES) &&
	       smoke_write(s, "GITS_BASER1", ITS_GPA + GITS_BASER(1), 8, VALID | COLLECTIONS) &&
	       smoke_write(s, "GITS_CBASER", ITS_GPA + GITS_CBASER, 8, VALID | COMMANDS) &&
	       smoke_write(s, "GITS_CTLR", ITS_GPA + GITS_CTLR, 4, 1) &&
	       command(s, "MAPC, collection 0 to vCPU 0", 0x09, 0, VALID) &&
	       command(s, "MAPD, 5 event bits", 0x08 | (uint64_t)DEVICE << 32, 4, VALID | ITT) &&
	       command(s, "MAPTI", 0x0a | (uint64_t)DEVICE << 32, EVENT | (uint64_t)LPI << 32, 0) &&
	       event_command(s, "INV", 0x0c, 0);
}

static bool discard(struct smoke *s)
{
	return event_command(s, "DISCARD", 0x0f, 0);
}

/* The guest unmaps device and collection. */
static bool unmap(struct smoke *s)
{
	return command(s, "MAPD, no longer valid", 0x08 | (uint64_t)DEVICE << 32, 4, ITT) &&
	       command(s, "MAPC, no longer valid", 0x09, 0, 0);
}

static void switch_off(struct smoke *s)
{
	smoke_write(s, "GITS_CTLR", ITS_GPA + GITS_CTLR, 4, 0);
}

static void msi(struct smoke *s, enum smoke_rule rule, bool delivered)
{
	row_step(s->row, "device %u sends an MSI, event %u", DEVICE, EVENT);
	expect_bool(s->row, &smoke_rules[rule], COLUMN_GUEST, "MSI delivered", delivered,
		    s->subject->msi(ITS_TRANSLATER, EVENT, DEVICE) > 0);
}

void smoke_msi(struct smoke *s)
{
	smoke_forward(s);
	if (!create(s) || !start(s))
		return;
	msi(s, SMOKE_MSI, true);
	smoke_enter_and_handle(s, LPI);
	if (discard(s) && unmap(s))
		switch_off(s);
}

static void expect_not_shown(struct smoke *s, const char *why)
{
	smoke_enter(s);
	expect_bool(s->row, &smoke_rules[SMOKE_ITS], COLUMN_GUEST, why, false, smoke_is_shown(LPI));
	smoke_leave(s);
}

/* Each command by which a driver changes what is mapped. */
void smoke_its_commands(struct smoke *s)
{
	smoke_forward(s);
	if (!create(s) || !start(s))
		return;
	event_command(s, "INT", 0x03, 0);
	smoke_enter_and_handle(s, LPI);

	event_command(s, "INT", 0x03, 0);
	event_command(s, "CLEAR", 0x04, 0);
	expect_not_shown(s, "shown after CLEAR");

	configure(s, false);
	event_command(s, "INV", 0x0c, 0);
	event_command(s, "INT", 0x03, 0);
	expect_not_shown(s, "shown while disabled");
	configure(s, true);
	command(s, "INVALL of collection 0", 0x0d, 0, 0);
	command(s, "SYNC of vCPU 0", 0x05, 0, 0);
	smoke_enter_and_handle(s, LPI);

	command(s, "MAPC, collection 1 to vCPU 1", 0x09, 0, VALID | 1 << 16 | 1);
	event_command(s, "MOVI to collection 1", 0x01, 1);
	command(s, "MOVALL from vCPU 1 to vCPU 0", 0x0e, 0, 1 << 16);
	event_command(s, "MOVI to collection 0", 0x01, 0);
	event_command(s, "INT", 0x03, 0);
	smoke_enter_and_handle(s, LPI);

	command(s, "MAPC, collection 1 no longer valid", 0x09, 0, 1);
	if (discard(s) && unmap(s))
		switch_off(s);
}

/* An LPI that is still pending when its event is discarded; debugfs shows it before that. */
void smoke_lpi_discarded(struct smoke *s)
{
	smoke_forward(s);
	if (!create(s) || !start(s))
		return;
	msi(s, SMOKE_MSI, true);
	smoke_debugfs(s);
	if (!discard(s))
		return;
	msi(s, SMOKE_DISCARDED, false);
	if (!unmap(s))
		return;
	msi(s, SMOKE_DISCARDED, false);
	smoke_enter(s);
	smoke_handle(s);
	smoke_leave(s);
	switch_off(s);
}

/* The LPI is gone for good: the same once more takes no more memory. */
void smoke_lpi_freed(struct smoke *s)
{
	size_t blocks = 0;

	smoke_forward(s);
	if (!create(s))
		return;
	for (int round = 0; round < 2; round++) {
		if (!start(s))
			return;
		msi(s, SMOKE_MSI, true);
		smoke_enter_and_handle(s, LPI);
		if (!discard(s) || !unmap(s))
			return;
		switch_off(s);
		if (round)
			expect_u64(s->row, &smoke_rules[SMOKE_FREED], COLUMN_HOST, "blocks allocated", blocks,
				   s->subject->live_blocks(NULL));
		blocks = s->subject->live_blocks(NULL);
	}
}

void smoke_its_frame_read(struct smoke *s)
{
	if (create(s))
		smoke_read_frame(s, "GITS", ITS_GPA, 0x200);
}
