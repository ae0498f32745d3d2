// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table its: GITS_* and the command queue (IHI 0069 5.3, 12.19).
 */
#include "tests/tables/its.h"

#include <stdio.h>

#define FRAME_SIZE 0x10000u

static void end(struct its_run *r)
{
	its_probe(r);
	its_destroy(r);
}

static void expect_register(struct its_run *r, const char *name, uint64_t expected, uint64_t seen)
{
	expect_hex(r->row, &its_rules[ITS_RULE_REGISTER], COLUMN_GUEST, name, expected, seen);
}

/* Round and round: commands are executed across the end of the queue. */
static void queue_wraps(struct its_run *r)
{
	if (!its_start(r))
		return;
	for (unsigned int n = 0; n < 3; n++) {
		for (unsigned int i = 0; i < ITS_QUEUE_SIZE / 32 - 4; i++) {
			its_queue(r, "SYNC of vCPU 0", cmd_sync(0).w);
			if (i % 16 == 15)
				its_ring(r);
		}
		its_ring(r);
		its_begin(r, BEGIN_TAKEN);
		its_unmap_all(r);
	}
	end(r);
}

/* Many commands, one GITS_CWRITER, some of them in error. */
static void batch(struct its_run *r)
{
	if (!its_start(r))
		return;
	its_config(r, 0, true, 0x80);
	its_queue(r, "MAPTI of a device that is not mapped", cmd_mapti(0, 0, 8192, 0).w);
	its_queue(r, "MAPC 0 to vCPU 0", cmd_mapc(0, 0, true).w);
	its_queue(r, "MAPD 8192", cmd_mapd(8192, 5, true).w);
	its_queue(r, "MAPD 0", cmd_mapd(0, its_bits(0), true).w);
	its_queue(r, "a command that there is not", cmd_event(0x7f, 0, 0, 0).w);
	its_queue(r, "MAPTI 0.0 to 8192", cmd_mapti(0, 0, 8192, 0).w);
	its_queue(r, "INV 0.0", cmd_event(ITS_INV, 0, 0, 0).w);
	its_queue(r, "INT 0.0", cmd_event(ITS_INT, 0, 0, 0).w);
	its_ring(r);
	end(r);
}

/* Commands that were queued while the ITS was off are executed when it is switched on. */
static void queued_while_off(struct its_run *r)
{
	uint32_t before;

	if (!its_start(r))
		return;
	its_begin(r, BEGIN_MAPPED);
	before = r->written;
	its_on(r, false);
	its_command(r, "INT 0.0", cmd_event(ITS_INT, 0, 0, 0));
	its_command(r, "MOVI 0.1 to collection 0", cmd_event(ITS_MOVI, 0, 1, 0));
	expect_hex(r->row, &its_rules[ITS_RULE_QUEUE], COLUMN_GUEST, "GITS_CREADR while off", before, its_read(r, GITS_CREADR, 8));
	its_collect_all(r);
	its_on(r, true);
	its_collect_all(r);
	end(r);
}

/* An MSI that was translated before is not, while the ITS is off; what is pending stays so. */
static void switched_off(struct its_run *r)
{
	if (!its_start(r))
		return;
	its_begin(r, BEGIN_TAKEN);
	its_signal(r, 0, 0);
	its_on(r, false);
	its_signal(r, 0, 0);
	its_signal(r, 0, 1);
	its_collect_all(r);
	its_signal(r, 1, 0);
	its_collect_all(r);
	its_on(r, true);
	its_signal(r, 0, 1);
	its_collect_all(r);
	its_on(r, false);
	end(r);
}

/*
 * A GITS_CWRITER outside of the queue is CONSTRAINED UNPREDICTABLE (12.19): nothing more is executed, or some value
 * inside of it is taken; after a good one all goes on. Retry and reserved bits are not part of the offset.
 */
static void cwriter_outside(struct its_run *r)
{
	static const uint64_t bad[] = { ITS_QUEUE_SIZE, ITS_QUEUE_SIZE + 0x20, 0xfffe0, ~0ull };

	if (!its_start(r))
		return;
	its_begin(r, BEGIN_MAPPED);
	for (unsigned int i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		uint64_t seen;

		row_step(r->row, "guest writes GITS_CWRITER: 0x%llx", (unsigned long long)bad[i]);
		its_write(r, GITS_CWRITER, 8, bad[i]);
		seen = its_read(r, GITS_CREADR, 8);
		expect_bool(r->row, &its_rules[ITS_RULE_QUEUE], COLUMN_GUEST, "GITS_CREADR inside of the queue", true,
			    !(seen & 0x1f) && seen < ITS_QUEUE_SIZE);
		its_command(r, "INT 0.0", cmd_event(ITS_INT, 0, 0, 0));
		its_collect_all(r);
	}
	its_queue(r, "INT 0.0", cmd_event(ITS_INT, 0, 0, 0).w);
	row_step(r->row, "guest writes GITS_CWRITER with reserved bits set");
	its_write(r, GITS_CWRITER, 8, r->written | 0x1e | 0xfff0000000000000ull);
	its_ring(r);
	its_collect_all(r);
	end(r);
}

/* 64-bit registers by halves. */
static void halves(struct its_run *r)
{
	if (!its_start(r))
		return;
	its_begin(r, BEGIN_MAPPED);
	its_queue(r, "INT 0.0", cmd_event(ITS_INT, 0, 0, 0).w);
	row_step(r->row, "guest writes GITS_CWRITER by halves");
	its_write(r, GITS_CWRITER + 4, 4, 0);
	its_write(r, GITS_CWRITER, 4, r->written);
	its_ring(r);
	its_collect_all(r);
	expect_register(r, "GITS_CREADR, low half", r->written, its_read(r, GITS_CREADR, 4));
	expect_register(r, "GITS_CREADR, high half", 0, its_read(r, GITS_CREADR + 4, 4));
	expect_register(r, "GITS_CBASER by halves", its_read(r, GITS_CBASER, 8),
			its_read(r, GITS_CBASER, 4) | its_read(r, GITS_CBASER + 4, 4) << 32);
	end(r);
}

/* GITS_CREADR, TYPER and IIDR are read-only; while it is on, so are the queue and the tables (else UNPREDICTABLE). */
static void read_only(struct its_run *r)
{
	static const struct { const char *name; unsigned int offset, len; } registers[] = {
		{ "GITS_CREADR", GITS_CREADR, 8 }, { "GITS_TYPER", GITS_TYPER, 8 }, { "GITS_IIDR", GITS_IIDR, 4 },
		{ "GITS_CBASER", GITS_CBASER, 8 }, { "GITS_BASER0", GITS_BASER(0), 8 }, { "GITS_BASER1", GITS_BASER(1), 8 },
		{ "GITS_BASER2", GITS_BASER(2), 8 },
	};
	uint64_t typer;

	if (!its_start(r))
		return;
	its_begin(r, BEGIN_TAKEN);
	for (unsigned int i = 0; i < sizeof(registers) / sizeof(registers[0]); i++) {
		uint64_t before = its_read(r, registers[i].offset, registers[i].len);

		row_step(r->row, "guest writes %s", registers[i].name);
		its_write(r, registers[i].offset, registers[i].len, ~before);
		expect_register(r, registers[i].name, before, its_read(r, registers[i].offset, registers[i].len));
	}
	typer = its_read(r, GITS_TYPER, 8);
	expect_register(r, "GITS_TYPER.Physical", 1, typer & 1);
	expect_register(r, "GITS_TYPER.ITT_entry_size", 8 - 1, typer >> 4 & 15);
	expect_register(r, "GITS_TYPER.ID_bits", 16 - 1, typer >> 8 & 31);
	expect_register(r, "GITS_TYPER.Devbits", 16 - 1, typer >> 13 & 31);
	expect_register(r, "GITS_TYPER.PTA", 0, typer >> 19 & 1);
	expect_register(r, "GITS_BASER0.Type", 1, its_read(r, GITS_BASER(0), 8) >> 56 & 7);
	expect_register(r, "GITS_BASER1.Type", 4, its_read(r, GITS_BASER(1), 8) >> 56 & 7);
	expect_register(r, "GITS_BASER0.Entry_Size", 8 - 1, its_read(r, GITS_BASER(0), 8) >> 48 & 31);
	end(r);
}

/* A new queue starts at its beginning; what stands in the old one is not executed. */
static void new_queue(struct its_run *r)
{
	if (!its_start(r))
		return;
	its_begin(r, BEGIN_MAPPED);
	its_on(r, false);
	its_command(r, "DISCARD 0.0", cmd_event(ITS_DISCARD, 0, 0, 0));
	row_step(r->row, "guest gives the ITS its queue again");
	its_write(r, GITS_CBASER, 8, ITS_VALID | ITS_QUEUE);
	expect_register(r, "GITS_CREADR after GITS_CBASER", 0, its_read(r, GITS_CREADR, 8));
	its_write(r, GITS_CWRITER, 8, 0);
	r->written = 0;
	r->nr_waiting = r->nr_rung = 0;
	its_on(r, true);
	end(r);
}

/* Tables that are written again as they were keep what is mapped; another one does not. */
static void table_written(struct its_run *r, unsigned int n, uint64_t value)
{
	if (!its_start(r))
		return;
	its_begin(r, BEGIN_PENDING);
	its_on(r, false);
	row_step(r->row, "guest writes GITS_BASER%u: 0x%llx", n, (unsigned long long)value);
	its_write(r, GITS_BASER(n), 8, value);
	its_forget(&r->ideal);
	its_collect_all(r);
	row_step(r->row, "guest writes GITS_BASER%u as before", n);
	its_write(r, GITS_BASER(n), 8, ITS_VALID | (n ? ITS_COLLECTION_TABLE : ITS_DEVICE_TABLE));
	its_on(r, true);
	/* Of the other table nothing need be forgotten: all is unmapped and mapped again. */
	its_unmap_all(r);
	its_begin(r, BEGIN_MAPPED);
	end(r);
}

static void device_table_moved(struct its_run *r) { table_written(r, 0, ITS_VALID | (ITS_DEVICE_TABLE + 0x10000)); }
static void device_table_invalid(struct its_run *r) { table_written(r, 0, ITS_DEVICE_TABLE); }
static void device_table_nowhere(struct its_run *r) { table_written(r, 0, ITS_VALID | 0xff0000000ull); }
static void collection_table_invalid(struct its_run *r) { table_written(r, 1, ITS_COLLECTION_TABLE); }
static void collection_table_nowhere(struct its_run *r) { table_written(r, 1, ITS_VALID | 0xff0000000ull); }

/* Tables in memory that there is not: what is mapped there is an error, and harms nobody. */
static void no_memory(struct its_run *r)
{
	if (!its_start(r))
		return;
	its_on(r, false);
	its_write(r, GITS_BASER(0), 8, ITS_VALID | 0xff0000000ull);
	its_write(r, GITS_BASER(1), 8, ITS_VALID | 0xff0000000ull);
	row_step(r->row, "guest gives the ITS tables and a queue where there is no memory");
	its_on(r, true);
	/* The commands are in a memory that there is: that they are in error follows from the tables. */
	for (uint32_t d = 0; d < 2; d++) {
		its_queue(r, "MAPD", cmd_mapd(d, 5, true).w);
		its_queue(r, "MAPC", cmd_mapc(d, d, true).w);
		its_queue(r, "MAPTI", cmd_mapti(d, 0, 8192, d).w);
	}
	r->nr_waiting = 0;
	its_ring(r);
	expect_bool(r->row, &its_rules[ITS_RULE_SIGNAL], COLUMN_GUEST, "MSI delivered", false,
		    r->subject->msi(ITS_TRANSLATER, 0, 0) > 0);
	its_on(r, false);
	its_write(r, GITS_CBASER, 8, ITS_VALID | 0xff0000000ull);
	its_on(r, true);
	its_write(r, GITS_CWRITER, 8, 0x60);
	its_on(r, false);
	its_set_registers(r, true);
	its_begin(r, BEGIN_MAPPED);
	end(r);
}

/* A configuration table where there is no memory: no LPI can be mapped, and nothing is left of those that were tried. */
static void no_configuration(struct its_run *r)
{
	size_t blocks;

	if (!its_start(r))
		return;
	its_command(r, "MAPC 0 to vCPU 0", cmd_mapc(0, 0, true));
	its_command(r, "MAPD 0", cmd_mapd(0, its_bits(0), true));
	its_lpis(r, 0, false);
	its_lpis(r, 1, false);
	row_step(r->row, "guest gives the redistributors a configuration table where there is no memory");
	for (unsigned int v = 0; v < ITS_VCPUS; v++)
		gicr_write(r, v, GICR_PROPBASER, 8, 0xff0000000ull | ITS_ID_BITS);
	blocks = r->subject->live_blocks(NULL);
	for (uint32_t event = 0; event < 3; event++) {
		its_queue(r, "MAPTI", cmd_mapti(0, event, 8192 + event, event ? 3 : 0).w);
		r->nr_waiting = 0;
		its_ring(r);
	}
	expect_u64(r->row, &its_rules[ITS_RULE_FREED], COLUMN_HOST, "blocks allocated after failed commands", blocks,
		   r->subject->live_blocks(NULL));
	for (unsigned int v = 0; v < ITS_VCPUS; v++) {
		gicr_write(r, v, GICR_PROPBASER, 8, ITS_PROP | ITS_ID_BITS);
		its_lpis(r, v, true);
	}
	its_begin(r, BEGIN_MAPPED);
	end(r);
}

/* Switched on without valid tables or queue: UNPREDICTABLE; with them it works. */
static void not_valid(struct its_run *r)
{
	if (!its_start(r))
		return;
	for (unsigned int i = 0; i < 3; i++) {
		its_on(r, false);
		its_write(r, i ? GITS_BASER(i - 1) : GITS_CBASER, 8, i == 1 ? ITS_DEVICE_TABLE : i ? ITS_COLLECTION_TABLE : ITS_QUEUE);
		row_step(r->row, "guest switches the ITS on without valid %s", i ? "tables" : "queue");
		its_write(r, GITS_CTLR, 4, 1);
		its_write(r, GITS_CWRITER, 8, 0x20);
		its_write(r, GITS_CTLR, 4, 0);
		its_set_registers(r, true);
	}
	its_begin(r, BEGIN_MAPPED);
	end(r);
}

/* A device table of two levels (GITS_BASER0.Indirect): a DeviceID whose second level is not there is out of range. */
static void two_levels(struct its_run *r)
{
	uint64_t first = ITS_VALID | ITS_PAGE(2);	/* the page of vCPU 1's pending table, of which 2 KiB are used */

	if (!its_start(r))
		return;
	its_on(r, false);
	r->subject->ram(true, ITS_DEVICE_TABLE, &first, 8);
	row_step(r->row, "guest gives the ITS a device table of two levels");
	its_write(r, GITS_BASER(0), 8, ITS_VALID | 1ull << 62 | ITS_DEVICE_TABLE);
	if (!(its_read(r, GITS_BASER(0), 8) >> 62 & 1)) {
		row_skip(r->row, "GITS_BASER0.Indirect is 0: tables of one level only");
		return;
	}
	its_on(r, true);
	its_begin(r, BEGIN_TAKEN);
	its_command(r, "MAPD 8192, whose second level is not valid", cmd_mapd(8192, 5, true));
	end(r);
}

/* A curious guest reads and writes the whole frame, all widths. */
static void whole_frame(struct its_run *r)
{
	uint64_t value;

	if (!its_start(r))
		return;
	its_begin(r, BEGIN_TAKEN);
	row_step(r->row, "guest reads and writes the whole frame of the ITS, at all widths");
	for (unsigned int offset = 0; offset < 2 * FRAME_SIZE; offset += offset < 0x200 || offset > 0xfe00 ? 1 : 0x64)
		for (unsigned int len = 1; len <= 8; len *= 2) {
			r->subject->mmio_read(ITS_DRIVER, ITS_GPA + offset, len, &value);
			/* Not what the row itself relies on: GITS_CTLR, CBASER, CWRITER, BASERn. */
			if (offset + len > GITS_CREADR + 8 && (offset + len <= GITS_BASER(0) || offset >= GITS_BASER(8)))
				r->subject->mmio_write(ITS_DRIVER, ITS_GPA + offset, len, ~0ull);
		}
	end(r);
}

const struct its_script its_register_scripts[] = {
	{ "queue-wraps", "commands across the end of the queue", queue_wraps },
	{ "batch", "many commands at once, some in error", batch },
	{ "queued-while-off", "commands queued while the ITS is off", queued_while_off },
	{ "switched-off", "MSIs while the ITS is off", switched_off },
	{ "cwriter-outside", "GITS_CWRITER outside of the queue, and with reserved bits", cwriter_outside },
	{ "halves", "64-bit registers by halves", halves },
	{ "read-only", "registers that are read-only, or while the ITS is on", read_only },
	{ "new-queue", "GITS_CBASER is written with commands left over", new_queue },
	{ "device-table-moved", "GITS_BASER0 is changed with events mapped", device_table_moved },
	{ "device-table-invalid", "GITS_BASER0 is made invalid with events mapped", device_table_invalid },
	{ "device-table-nowhere", "GITS_BASER0 leads where there is no memory", device_table_nowhere },
	{ "collection-table-invalid", "GITS_BASER1 is made invalid with events mapped", collection_table_invalid },
	{ "collection-table-nowhere", "GITS_BASER1 leads where there is no memory", collection_table_nowhere },
	{ "no-memory", "tables and queue where there is no memory", no_memory },
	{ "no-configuration", "LPIs are mapped whose configuration cannot be read", no_configuration },
	{ "not-valid", "the ITS is switched on without tables or queue", not_valid },
	{ "two-levels", "a device table of two levels", two_levels },
	{ "whole-frame", "every byte of the frame, every width", whole_frame },
	{ NULL, NULL, NULL }
};
