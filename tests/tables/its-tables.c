// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table its: its tables saved and restored, as Documentation/virt/kvm/devices/arm-vgic-its.rst lays them out
 * ("the document" here).
 */
#include "tests/tables/its.h"

#include <stdio.h>
#include <stdlib.h>

/* <asm/kvm.h>: groups and attributes of the devices. */
#define GRP_CTRL	4
#define GRP_REDIST_REGS	5
#define GRP_ITS_REGS	8
#define CTRL_SAVE_TABLES 1
#define CTRL_RESTORE_TABLES 2
#define CTRL_SAVE_PENDING 3
#define CTRL_RESET	4

static int control(struct its_run *r, uint64_t attr)
{
	return r->subject->its_attr(true, GRP_CTRL, attr, NULL);
}

static uint64_t saved_register(struct its_run *r, unsigned int offset)
{
	uint64_t value = 0;

	expect_s64(r->row, &its_rules[ITS_RULE_ACCESS], COLUMN_HOST, "GITS register saved", 0,
		   r->subject->its_attr(false, GRP_ITS_REGS, offset, &value));
	return value;
}

static void restore_register(struct its_run *r, unsigned int offset, uint64_t value)
{
	expect_s64(r->row, &its_rules[ITS_RULE_ACCESS], COLUMN_HOST, "GITS register restored", 0,
		   r->subject->its_attr(true, GRP_ITS_REGS, offset, &value));
}

static uint64_t entry_at(struct its_run *r, uint64_t gpa)
{
	uint64_t value = 0;

	r->subject->ram(false, gpa, &value, 8);
	return value;
}

/* --- registers, in the document's order: GITS_CBASER first, CTLR last --- */

static const unsigned int saved_offsets[] = {
	GITS_CBASER, GITS_CWRITER, GITS_CREADR, GITS_BASER(0), GITS_BASER(1), GITS_IIDR, GITS_CTLR,
};
#define NR_SAVED (sizeof(saved_offsets) / sizeof(saved_offsets[0]))

static void save_registers(struct its_run *r, uint64_t saved[NR_SAVED])
{
	for (unsigned int i = 0; i < NR_SAVED; i++)
		saved[i] = saved_register(r, saved_offsets[i]);
}

/* All but GITS_CTLR. */
static void restore_registers(struct its_run *r, const uint64_t saved[NR_SAVED])
{
	row_step(r->row, "userspace restores GITS_CBASER, CWRITER, CREADR, BASERn and IIDR");
	for (unsigned int i = 0; i + 1 < NR_SAVED; i++)
		restore_register(r, saved_offsets[i], saved[i]);
}

static bool save_tables(struct its_run *r)
{
	int ret;

	row_step(r->row, "userspace has the ITS tables saved");
	ret = control(r, CTRL_SAVE_TABLES);
	expect_s64(r->row, &its_rules[ITS_RULE_SAVED], COLUMN_HOST, "KVM_DEV_ARM_ITS_SAVE_TABLES", 0, ret);
	return !ret;
}

static int restore_tables(struct its_run *r)
{
	row_step(r->row, "userspace has the ITS tables restored");
	return control(r, CTRL_RESTORE_TABLES);
}

static void reset(struct its_run *r)
{
	row_step(r->row, "userspace resets the ITS");
	expect_s64(r->row, &its_rules[ITS_RULE_ACCESS], COLUMN_HOST, "KVM_DEV_ARM_ITS_CTRL_RESET", 0, control(r, CTRL_RESET));
}

/* --- layout --- */

static void expect_entry(struct its_run *r, const char *name, uint64_t expected, uint64_t gpa)
{
	expect_hex(r->row, &its_rules[ITS_RULE_SAVED], COLUMN_HOST, name, expected, entry_at(r, gpa));
}

static uint64_t dte(uint32_t device, uint64_t next)
{
	return 1ull << 63 | next << 49 | (uint64_t)(ITS_ITT(device) >> 8) << 5 | (its_bits(device) - 1);
}

static uint64_t ite(uint64_t next, uint64_t lpi, uint64_t icid)
{
	return next << 48 | lpi << 16 | icid;
}

static uint64_t cte(uint64_t vcpu, uint64_t icid)
{
	return 1ull << 63 | vcpu << 16 | icid;
}

/* The collections "in no particular order", and one entry that is not valid behind them. */
static void expect_collections(struct its_run *r)
{
	uint64_t a = entry_at(r, ITS_COLLECTION_TABLE), b = entry_at(r, ITS_COLLECTION_TABLE + 8);

	expect_hex(r->row, &its_rules[ITS_RULE_SAVED], COLUMN_HOST, "collection table entry of collection 0", cte(0, 0),
		   a & 0xffff ? b : a);
	expect_hex(r->row, &its_rules[ITS_RULE_SAVED], COLUMN_HOST, "collection table entry of collection 1", cte(1, 1),
		   a & 0xffff ? a : b);
	expect_u64(r->row, &its_rules[ITS_RULE_SAVED], COLUMN_HOST, "valid bit behind the last collection", 0,
		   entry_at(r, ITS_COLLECTION_TABLE + 16) >> 63);
}

static void layout(struct its_run *r)
{
	if (!its_start(r))
		return;
	its_begin(r, BEGIN_PENDING);
	if (save_tables(r)) {
		expect_entry(r, "device table entry 0", dte(0, 1), ITS_DEVICE_TABLE);
		expect_entry(r, "device table entry 1", dte(1, 0), ITS_DEVICE_TABLE + 8);
		expect_entry(r, "translation entry 0.0", ite(1, 8192, 0), ITS_ITT(0));
		expect_entry(r, "translation entry 0.1", ite(0, 8193, 1), ITS_ITT(0) + 8);
		expect_entry(r, "translation entry 1.0", ite(0, 8194, 0), ITS_ITT(1));
		expect_collections(r);
	}
	/* Nothing has changed for the guest. */
	its_probe(r);
	its_destroy(r);
}

/* Entries of what was unmapped are not valid any more, and the ones before lead past them. */
static void layout_of_unmapped(struct its_run *r)
{
	if (!its_start(r))
		return;
	its_begin(r, BEGIN_TAKEN);
	its_command(r, "MAPTI 0.3 to 8195, collection 0", cmd_mapti(0, 3, 8195, 0));
	save_tables(r);
	its_command(r, "DISCARD 0.1", cmd_event(ITS_DISCARD, 0, 1, 0));
	its_command(r, "MAPD 1, not valid", cmd_mapd(1, 1, false));
	if (save_tables(r)) {
		expect_entry(r, "device table entry 0", dte(0, 0), ITS_DEVICE_TABLE);
		expect_u64(r->row, &its_rules[ITS_RULE_SAVED], COLUMN_HOST, "valid bit of device table entry 1", 0,
			   entry_at(r, ITS_DEVICE_TABLE + 8) >> 63);
		expect_entry(r, "translation entry 0.0", ite(3, 8192, 0), ITS_ITT(0));
		expect_u64(r->row, &its_rules[ITS_RULE_SAVED], COLUMN_HOST, "pINTID of translation entry 0.1", 0,
			   entry_at(r, ITS_ITT(0) + 8) >> 16 & 0xffffffff);
		expect_entry(r, "translation entry 0.3", ite(0, 8195, 0), ITS_ITT(0) + 24);
	}
	its_probe(r);
	its_destroy(r);
}

/* Pending bits: 5.1.2, LPI n is bit n of its redistributor's table. */
static void pending_bits(struct its_run *r)
{
	static const uint8_t expected[2] = { 1 << 0 | 1 << 2, 1 << 1 };
	int ret;

	if (!its_start(r))
		return;
	its_begin(r, BEGIN_PENDING);
	row_step(r->row, "userspace has the pending tables saved");
	ret = r->subject->attr_set(GRP_CTRL, CTRL_SAVE_PENDING, 0);
	expect_s64(r->row, &its_rules[ITS_RULE_SAVED], COLUMN_HOST, "KVM_DEV_ARM_VGIC_SAVE_PENDING_TABLES", 0, ret);
	for (unsigned int v = 0; v < ITS_VCPUS; v++)
		expect_hex(r->row, &its_rules[ITS_RULE_SAVED], COLUMN_HOST, v ? "pending table of vCPU 1" : "pending table of vCPU 0",
			   expected[v], entry_at(r, ITS_PEND(v) + ITS_FIRST_LPI / 8));
	its_collect_all(r);
	r->subject->attr_set(GRP_CTRL, CTRL_SAVE_PENDING, 0);
	for (unsigned int v = 0; v < ITS_VCPUS; v++)
		expect_hex(r->row, &its_rules[ITS_RULE_SAVED], COLUMN_HOST, "pending table when all was taken", 0,
			   entry_at(r, ITS_PEND(v) + ITS_FIRST_LPI / 8));
	its_probe(r);
	its_destroy(r);
}

/* --- reset, and restored in the same VM --- */

/* @levels: of the device table. */
static void saved_and_restored(struct its_run *r, unsigned int levels)
{
	uint64_t saved[NR_SAVED], second = ITS_VALID | ITS_PAGE(2);
	struct ideal_its before;
	int ret;

	if (!its_start(r))
		return;
	if (levels == 2) {
		its_on(r, false);
		row_step(r->row, "guest gives the ITS a device table of two levels");
		r->subject->ram(true, ITS_DEVICE_TABLE, &second, 8);
		its_write(r, GITS_BASER(0), 8, ITS_VALID | 1ull << 62 | ITS_DEVICE_TABLE);
		its_on(r, true);
	}
	its_begin(r, BEGIN_TAKEN);
	save_tables(r);
	save_registers(r, saved);
	before = r->ideal;
	reset(r);
	its_forget(&r->ideal);
	its_switch(&r->ideal, false);
	expect_hex(r->row, &its_rules[ITS_RULE_REGISTER], COLUMN_HOST, "GITS_CTLR after reset", ITS_QUIESCENT,
		   saved_register(r, GITS_CTLR));
	for (unsigned int i = 0; i < 3; i++)
		expect_hex(r->row, &its_rules[ITS_RULE_REGISTER], COLUMN_HOST, "GITS_CBASER, CREADR, CWRITER after reset", 0,
			   saved_register(r, GITS_CBASER + 8 * i));
	for (unsigned int i = 0; i < 2; i++)
		expect_u64(r->row, &its_rules[ITS_RULE_REGISTER], COLUMN_HOST, "GITS_BASERn.Valid after reset", 0,
			   saved_register(r, GITS_BASER(i)) >> 63);
	its_signal(r, 0, 0);
	its_signal(r, 0, 1);
	restore_registers(r, saved);
	ret = restore_tables(r);
	expect_s64(r->row, &its_rules[ITS_RULE_RESTORED], COLUMN_HOST, "KVM_DEV_ARM_ITS_RESTORE_TABLES", 0, ret);
	restore_register(r, GITS_CTLR, saved[NR_SAVED - 1]);
	r->ideal = before;
	its_reload(&r->ideal);
	its_probe(r);
	its_destroy(r);
}

static void round_trip(struct its_run *r) { saved_and_restored(r, 1); }
static void round_trip_two_levels(struct its_run *r) { saved_and_restored(r, 2); }

/* Restoring what was never saved: nothing is mapped; and with tables that are not valid, nothing is read. */
static void restore_nothing(struct its_run *r)
{
	if (!its_start(r))
		return;
	its_on(r, false);
	expect_s64(r->row, &its_rules[ITS_RULE_RESTORED], COLUMN_HOST, "KVM_DEV_ARM_ITS_RESTORE_TABLES", 0, restore_tables(r));
	its_write(r, GITS_BASER(0), 8, 0);
	its_write(r, GITS_BASER(1), 8, 0);
	expect_s64(r->row, &its_rules[ITS_RULE_RESTORED], COLUMN_HOST, "with tables that are not valid", 0, restore_tables(r));
	save_tables(r);
	its_set_registers(r, true);
	its_probe(r);
	its_destroy(r);
}

/* Attributes that the document knows not, and GITS registers at the edges of what it knows. */
static void attributes(struct its_run *r)
{
	static const struct { const char *name; uint32_t group; uint64_t attr, value; int set, get; } tries[] = {
		{ "no such register", GRP_ITS_REGS, 0x40, 0, -6, -6 },
		{ "GITS_TYPER misaligned", GRP_ITS_REGS, 0xc, 0, -22, -22 },
		{ "GITS_CTLR misaligned", GRP_ITS_REGS, 0x2, 0, -22, -22 },
		{ "behind the frame", GRP_ITS_REGS, 0x20000, 0, -6, -6 },
		{ "GITS_TYPER is ignored", GRP_ITS_REGS, GITS_TYPER, ~0ull, 0, 0 },
		{ "GITS_CREADR while it is on", GRP_ITS_REGS, GITS_CREADR, 0, -16, 0 },
		{ "GITS_IIDR of a revision that there is not", GRP_ITS_REGS, GITS_IIDR, 15 << 12, -22, 0 },
		{ "no such group", 42, 0, 0, -6, -6 },
	};

	if (!its_start(r))
		return;
	its_begin(r, BEGIN_MAPPED);
	for (unsigned int i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
		uint64_t value = tries[i].value;

		row_step(r->row, "userspace: %s", tries[i].name);
		expect_s64(r->row, &its_rules[ITS_RULE_ACCESS], COLUMN_HOST, tries[i].name, tries[i].set,
			   r->subject->its_attr(true, tries[i].group, tries[i].attr, &value));
		expect_s64(r->row, &its_rules[ITS_RULE_ACCESS], COLUMN_HOST, tries[i].name, tries[i].get,
			   r->subject->its_attr(false, tries[i].group, tries[i].attr, &value));
	}
	its_on(r, false);
	restore_register(r, GITS_CREADR, r->written);
	expect_s64(r->row, &its_rules[ITS_RULE_ACCESS], COLUMN_HOST, "GITS_CREADR outside of the queue", -22,
		   r->subject->its_attr(true, GRP_ITS_REGS, GITS_CREADR, &(uint64_t){ ITS_QUEUE_SIZE }));
	its_probe(r);
	its_destroy(r);
}

/* --- in another VM --- */

static void copy_ram(struct its_run *r, bool write, uint8_t *copy)
{
	r->subject->ram(write, VGIC_GPA_RAM, copy, VGIC_RAM_SIZE);
}

static const unsigned int redist_offsets[] = { GICR_PROPBASER, GICR_PROPBASER + 4, GICR_PENDBASER, GICR_PENDBASER + 4, GICR_CTLR };
#define NR_REDIST (sizeof(redist_offsets) / sizeof(redist_offsets[0]))

static void redist(struct its_run *r, bool restore, uint64_t saved[ITS_VCPUS][NR_REDIST])
{
	for (uint64_t v = 0; v < ITS_VCPUS; v++)
		for (unsigned int i = 0; i < NR_REDIST; i++) {
			uint64_t attr = v << 32 | redist_offsets[i];

			expect_s64(r->row, &its_rules[ITS_RULE_ACCESS], COLUMN_HOST, "GICR register", 0,
				   restore ? r->subject->attr_set(GRP_REDIST_REGS, attr, saved[v][i]) :
					     r->subject->attr_get(GRP_REDIST_REGS, attr, &saved[v][i]));
		}
}

static void schedule_out(void)
{
	for (unsigned int v = 0; v < machine.nr_vcpus; v++) {
		run_exit(v);
		if (machine.vcpu[v].place == VCPU_LOADED)
			run_put(v);
	}
}

/* The distributor is another table's; here both groups are on, as they were. */
static bool new_vm(struct its_run *r, const struct vgic_vm_config *config)
{
	int ret;

	row_step(r->row, "the VM is destroyed, and a new one is made");
	r->subject->vm_destroy();
	expect_u64(r->row, &its_rules[ITS_RULE_DESTROYED], COLUMN_HOST, "blocks allocated", machine.blocks_at_boot,
		   r->subject->live_blocks(NULL));
	ret = r->subject->vm_create(config);
	if (!ret)
		ret = r->subject->its_create(ITS_GPA);
	if (!ret)
		ret = r->subject->mmio_write(0, VGIC_GPA_DIST, 4, 0x12);
	expect_s64(r->row, &its_rules[ITS_RULE_ACCESS], COLUMN_HOST, "new VM", 0, ret);
	return !ret;
}

bool its_migrate(struct its_run *r, const struct vgic_vm_config *config)
{
	static uint8_t memory[VGIC_RAM_SIZE];
	uint64_t gits[NR_SAVED], gicr[ITS_VCPUS][NR_REDIST];

	schedule_out();
	row_step(r->row, "userspace has the pending tables saved");
	expect_s64(r->row, &its_rules[ITS_RULE_SAVED], COLUMN_HOST, "KVM_DEV_ARM_VGIC_SAVE_PENDING_TABLES", 0,
		   r->subject->attr_set(GRP_CTRL, CTRL_SAVE_PENDING, 0));
	if (!save_tables(r))
		return false;
	save_registers(r, gits);
	redist(r, false, gicr);
	copy_ram(r, false, memory);
	if (!new_vm(r, config))
		return false;
	copy_ram(r, true, memory);
	row_step(r->row, "userspace restores the redistributors");
	redist(r, true, gicr);
	restore_registers(r, gits);
	expect_s64(r->row, &its_rules[ITS_RULE_RESTORED], COLUMN_HOST, "KVM_DEV_ARM_ITS_RESTORE_TABLES", 0, restore_tables(r));
	restore_register(r, GITS_CTLR, gits[NR_SAVED - 1]);
	/* What nothing maps any more has nobody to remember that it is pending: it never must. */
	for (unsigned int v = 0; v < ITS_VCPUS; v++)
		r->settled[v] = 0;
	memset(r->held, ITS_NOBODY, sizeof(r->held));
	r->ideal.running = 0;
	its_reload(&r->ideal);
	its_open_guests(r);
	/* How many blocks there are when nothing is mapped: as many as before, for it is the same VM. */
	return true;
}

/* --- tables that no ITS has saved --- */

static const struct { const char *name; uint64_t gpa; } entries[] = {
	{ "dte0", ITS_DEVICE_TABLE }, { "dte1", ITS_DEVICE_TABLE + 8 }, { "ite00", ITS_ITT(0) }, { "ite01", ITS_ITT(0) + 8 },
	{ "ite10", ITS_ITT(1) }, { "cte0", ITS_COLLECTION_TABLE }, { "cte1", ITS_COLLECTION_TABLE + 8 },
	{ "cte-behind", ITS_COLLECTION_TABLE + 16 },
};
#define NR_ENTRIES (sizeof(entries) / sizeof(entries[0]))

unsigned int its_nr_corruptions(void)
{
	return NR_ENTRIES * 64;
}

void its_corruption_name(unsigned int i, char *buffer, size_t size)
{
	snprintf(buffer, size, "%s.bit-%u", entries[i / 64].name, i % 64);
}

/*
 * What contradicts itself or the registers has to be refused (the document: -EINVAL, inconsistent restored data; or
 * -EFAULT, when the LPI's configuration cannot be read): an
 * INTID that is no LPI or that GICR_PROPBASER.IDbits does not allow, a collection that there is not, a vCPU that there
 * is not, more EventID bits than GITS_TYPER allows, a next entry outside of the translation table.
 */
static bool inconsistent(unsigned int which, uint64_t entry)
{
	if (which < 2)
		return entry >> 63 && (entry & 31) + 1 > 16;
	if (which < 5) {
		uint32_t lpi = (uint32_t)(entry >> 16), bits = which == 4 ? its_bits(1) : its_bits(0);
		uint64_t event = which == 3;

		return lpi && (lpi < ITS_FIRST_LPI || lpi >= 1u << (ITS_ID_BITS + 1) || (entry & 0xffff) > 1 ||
			       event + (entry >> 48) >= 1ull << bits);
	}
	return entry >> 63 && (entry >> 16 & 0xfffffffff) > ITS_DRIVER;
}

void its_corrupt(struct its_run *r, unsigned int i)
{
	uint64_t saved[NR_SAVED], entry;
	int ret;

	if (!its_start(r))
		return;
	its_begin(r, BEGIN_TAKEN);
	if (!save_tables(r))
		return;
	save_registers(r, saved);
	reset(r);
	expect_u64(r->row, &its_rules[ITS_RULE_FREED], COLUMN_HOST, "blocks allocated after reset", r->blocks,
		   r->subject->live_blocks(NULL));
	entry = entry_at(r, entries[i / 64].gpa) ^ 1ull << i % 64;
	row_step(r->row, "bit %u of %s is wrong: it is 0x%llx", i % 64, entries[i / 64].name, (unsigned long long)entry);
	r->subject->ram(true, entries[i / 64].gpa, &entry, 8);
	restore_registers(r, saved);
	ret = restore_tables(r);
	row_step(r->row, "KVM_DEV_ARM_ITS_RESTORE_TABLES gives %d", ret);
	if (inconsistent(i / 64, entry))
		expect_bool(r->row, &its_rules[ITS_RULE_REFUSED], COLUMN_HOST, "tables refused", true, ret < 0);
	if (ret)
		expect_u64(r->row, &its_rules[ITS_RULE_REFUSED], COLUMN_HOST, "blocks allocated after a refusal", r->blocks,
			   r->subject->live_blocks(NULL));
	/* Whatever was restored harms nobody: MSIs, commands, another save. */
	restore_register(r, GITS_CTLR, 1);
	for (uint32_t event = 0; event < 4; event++) {
		r->subject->msi(ITS_TRANSLATER, event, 0);
		r->subject->msi(ITS_TRANSLATER, event, 1);
	}
	its_command(r, "INVALL 0", cmd_event(ITS_INVALL, 0, 0, 0));
	control(r, CTRL_SAVE_TABLES);
	reset(r);
	its_destroy(r);
}

const struct its_script its_table_scripts[] = {
	{ "layout", "the layout of saved tables", layout },
	{ "layout-of-unmapped", "saved once more after some was unmapped", layout_of_unmapped },
	{ "pending-bits", "the pending tables", pending_bits },
	{ "round-trip", "saved, reset, restored", round_trip },
	{ "round-trip-two-levels", "the same with a device table of two levels", round_trip_two_levels },
	{ "restore-nothing", "tables are restored that are empty, or not valid", restore_nothing },
	{ "attributes", "the ITS's attributes at their edges", attributes },
	{ NULL, NULL, NULL }
};
