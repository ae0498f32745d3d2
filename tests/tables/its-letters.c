// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table its: the alphabet of short sequences, and the states in which they begin. Two devices, two events, two
 * collections, two vCPUs; commands that work, commands in error, and what devices, guest and vCPUs do between them.
 */
#include "tests/tables/its.h"

static void mapd0(struct its_run *r) { its_command(r, "MAPD 0", cmd_mapd(0, its_bits(0), true)); }
static void mapd0_off(struct its_run *r) { its_command(r, "MAPD 0, not valid", cmd_mapd(0, 1, false)); }
static void mapd1(struct its_run *r) { its_command(r, "MAPD 1", cmd_mapd(1, its_bits(1), true)); }
static void mapd0_one_bit(struct its_run *r) { its_command(r, "MAPD 0 with 1 bit of EventID", cmd_mapd(0, 1, true)); }
static void mapd0_17_bits(struct its_run *r) { its_command(r, "MAPD 0 with 17 bits", cmd_mapd(0, 17, true)); }
static void mapd_8192(struct its_run *r) { its_command(r, "MAPD 8192", cmd_mapd(8192, 5, true)); }
static void mapd_65536(struct its_run *r) { its_command(r, "MAPD 65536", cmd_mapd(65536, 5, true)); }

static void mapc0_v0(struct its_run *r) { its_command(r, "MAPC 0 to vCPU 0", cmd_mapc(0, 0, true)); }
static void mapc0_v1(struct its_run *r) { its_command(r, "MAPC 0 to vCPU 1", cmd_mapc(0, 1, true)); }
static void mapc1_v1(struct its_run *r) { its_command(r, "MAPC 1 to vCPU 1", cmd_mapc(1, 1, true)); }
static void mapc2_v0(struct its_run *r) { its_command(r, "MAPC 2 to vCPU 0", cmd_mapc(2, 0, true)); }
static void mapc0_off(struct its_run *r) { its_command(r, "MAPC 0, not valid", cmd_mapc(0, 0, false)); }
static void mapc1_off(struct its_run *r) { its_command(r, "MAPC 1, not valid", cmd_mapc(1, 0, false)); }
static void mapc0_v3(struct its_run *r) { its_command(r, "MAPC 0 to vCPU 3, which there is not", cmd_mapc(0, 3, true)); }
static void mapc_8192(struct its_run *r) { its_command(r, "MAPC 8192", cmd_mapc(8192, 0, true)); }

static void mapti00_c0(struct its_run *r) { its_command(r, "MAPTI 0.0 to 8192, collection 0", cmd_mapti(0, 0, 8192, 0)); }
static void mapti00_c1(struct its_run *r) { its_command(r, "MAPTI 0.0 to 8192, collection 1", cmd_mapti(0, 0, 8192, 1)); }
static void mapti00_other(struct its_run *r) { its_command(r, "MAPTI 0.0 to 8196, collection 0", cmd_mapti(0, 0, 8196, 0)); }
static void mapti01(struct its_run *r) { its_command(r, "MAPTI 0.1 to 8193, collection 1", cmd_mapti(0, 1, 8193, 1)); }
static void mapti11(struct its_run *r) { its_command(r, "MAPTI 1.1 to 8197, collection 1", cmd_mapti(1, 1, 8197, 1)); }
static void mapti11_shared(struct its_run *r) { its_command(r, "MAPTI 1.1 to 8192, collection 0", cmd_mapti(1, 1, 8192, 0)); }
static void mapti11_c2(struct its_run *r) { its_command(r, "MAPTI 1.1 to 8197, collection 2", cmd_mapti(1, 1, 8197, 2)); }
static void mapti_8191(struct its_run *r) { its_command(r, "MAPTI 1.1 to 8191", cmd_mapti(1, 1, 8191, 0)); }
static void mapti_16384(struct its_run *r) { its_command(r, "MAPTI 1.1 to 16384", cmd_mapti(1, 1, 16384, 0)); }
static void mapti_event_32(struct its_run *r) { its_command(r, "MAPTI 0.32", cmd_mapti(0, 32, 8197, 0)); }
static void mapti_device_2(struct its_run *r) { its_command(r, "MAPTI 2.0", cmd_mapti(2, 0, 8197, 0)); }
static void mapti_c8192(struct its_run *r) { its_command(r, "MAPTI 1.1, collection 8192", cmd_mapti(1, 1, 8197, 8192)); }
static void mapi_8195(struct its_run *r) { its_command(r, "MAPI 1.8195, collection 1", cmd_event(ITS_MAPI, 1, 8195, 1)); }
static void mapi_0(struct its_run *r) { its_command(r, "MAPI 1.1: INTID 1", cmd_event(ITS_MAPI, 1, 1, 0)); }

static void movi00_c1(struct its_run *r) { its_command(r, "MOVI 0.0 to collection 1", cmd_event(ITS_MOVI, 0, 0, 1)); }
static void movi00_c0(struct its_run *r) { its_command(r, "MOVI 0.0 to collection 0", cmd_event(ITS_MOVI, 0, 0, 0)); }
static void movi01_c0(struct its_run *r) { its_command(r, "MOVI 0.1 to collection 0", cmd_event(ITS_MOVI, 0, 1, 0)); }
static void movi00_c3(struct its_run *r) { its_command(r, "MOVI 0.0 to collection 3, not mapped", cmd_event(ITS_MOVI, 0, 0, 3)); }
static void movi03(struct its_run *r) { its_command(r, "MOVI 0.3, not mapped", cmd_event(ITS_MOVI, 0, 3, 1)); }
static void movall01(struct its_run *r) { its_command(r, "MOVALL, vCPU 0 to 1", cmd_movall(0, 1)); }
static void movall10(struct its_run *r) { its_command(r, "MOVALL, vCPU 1 to 0", cmd_movall(1, 0)); }
static void movall00(struct its_run *r) { its_command(r, "MOVALL, vCPU 0 to 0", cmd_movall(0, 0)); }
static void movall03(struct its_run *r) { its_command(r, "MOVALL, vCPU 0 to 3, which there is not", cmd_movall(0, 3)); }

static void inv00(struct its_run *r) { its_command(r, "INV 0.0", cmd_event(ITS_INV, 0, 0, 0)); }
static void inv03(struct its_run *r) { its_command(r, "INV 0.3, not mapped", cmd_event(ITS_INV, 0, 3, 0)); }
static void invall0(struct its_run *r) { its_command(r, "INVALL 0", cmd_event(ITS_INVALL, 0, 0, 0)); }
static void invall1(struct its_run *r) { its_command(r, "INVALL 1", cmd_event(ITS_INVALL, 0, 0, 1)); }
static void invall3(struct its_run *r) { its_command(r, "INVALL 3, not mapped", cmd_event(ITS_INVALL, 0, 0, 3)); }

static void int00(struct its_run *r) { its_command(r, "INT 0.0", cmd_event(ITS_INT, 0, 0, 0)); }
static void int01(struct its_run *r) { its_command(r, "INT 0.1", cmd_event(ITS_INT, 0, 1, 0)); }
static void int03(struct its_run *r) { its_command(r, "INT 0.3, not mapped", cmd_event(ITS_INT, 0, 3, 0)); }
static void clear00(struct its_run *r) { its_command(r, "CLEAR 0.0", cmd_event(ITS_CLEAR, 0, 0, 0)); }
static void clear03(struct its_run *r) { its_command(r, "CLEAR 0.3, not mapped", cmd_event(ITS_CLEAR, 0, 3, 0)); }
static void discard00(struct its_run *r) { its_command(r, "DISCARD 0.0", cmd_event(ITS_DISCARD, 0, 0, 0)); }
static void discard10(struct its_run *r) { its_command(r, "DISCARD 1.0", cmd_event(ITS_DISCARD, 1, 0, 0)); }
static void discard03(struct its_run *r) { its_command(r, "DISCARD 0.3, not mapped", cmd_event(ITS_DISCARD, 0, 3, 0)); }
static void sync0(struct its_run *r) { its_command(r, "SYNC of vCPU 0", cmd_sync(0)); }
static void unknown(struct its_run *r) { its_command(r, "a command that there is not", cmd_event(0x7f, 0, 0, 0)); }

static void msi00(struct its_run *r) { its_signal(r, 0, 0); }
static void disable(struct its_run *r) { its_config(r, 0, false, 0x80); }
static void enable(struct its_run *r) { its_config(r, 0, true, 0x80); }
static void urgent(struct its_run *r) { its_config(r, 2, true, 0x20); }
static void lpis0_off(struct its_run *r) { its_lpis(r, 0, false); }
static void lpis0_on(struct its_run *r) { its_lpis(r, 0, true); }
static void its_off(struct its_run *r) { its_on(r, false); }
static void its_back_on(struct its_run *r) { its_on(r, true); }

static const struct letter {
	const char *name;
	void (*run)(struct its_run *r);
} letters[] = {
#define CORE_LETTERS 25
	{ "mapd0", mapd0 }, { "mapd0-off", mapd0_off }, { "mapc0-v0", mapc0_v0 }, { "mapc0-v1", mapc0_v1 },
	{ "mapc0-off", mapc0_off }, { "mapti00-c0", mapti00_c0 }, { "mapti00-c1", mapti00_c1 },
	{ "mapti00-other", mapti00_other }, { "mapti11", mapti11 }, { "mapti11-shared", mapti11_shared },
	{ "movi00-c1", movi00_c1 }, { "movi00-c0", movi00_c0 }, { "movall01", movall01 }, { "movall10", movall10 },
	{ "inv00", inv00 }, { "invall0", invall0 }, { "int00", int00 }, { "clear00", clear00 }, { "discard00", discard00 },
	{ "msi00", msi00 }, { "disable", disable }, { "enable", enable }, { "lpis0-off", lpis0_off }, { "lpis0-on", lpis0_on },
	{ "take", its_collect_all },
	/* The rest is in sequences of two only. */
	{ "mapd1", mapd1 }, { "mapd0-one-bit", mapd0_one_bit }, { "mapd0-17-bits", mapd0_17_bits }, { "mapd-8192", mapd_8192 },
	{ "mapd-65536", mapd_65536 }, { "mapc1-v1", mapc1_v1 }, { "mapc2-v0", mapc2_v0 }, { "mapc1-off", mapc1_off },
	{ "mapc0-v3", mapc0_v3 }, { "mapc-8192", mapc_8192 }, { "mapti01", mapti01 }, { "mapti11-c2", mapti11_c2 },
	{ "mapti-8191", mapti_8191 }, { "mapti-16384", mapti_16384 }, { "mapti-event-32", mapti_event_32 },
	{ "mapti-device-2", mapti_device_2 }, { "mapti-c8192", mapti_c8192 }, { "mapi-8195", mapi_8195 }, { "mapi-0", mapi_0 },
	{ "movi01-c0", movi01_c0 }, { "movi00-c3", movi00_c3 }, { "movi03", movi03 }, { "movall00", movall00 },
	{ "movall03", movall03 }, { "inv03", inv03 }, { "invall1", invall1 }, { "invall3", invall3 }, { "int01", int01 },
	{ "int03", int03 }, { "clear03", clear03 }, { "discard10", discard10 }, { "discard03", discard03 }, { "sync0", sync0 },
	{ "unknown", unknown }, { "urgent", urgent }, { "its-off", its_off }, { "its-on", its_back_on },
};

unsigned int its_nr_letters(void)
{
	return sizeof(letters) / sizeof(letters[0]);
}

unsigned int its_nr_core_letters(void)
{
	return CORE_LETTERS;
}

const char *its_letter_name(unsigned int letter)
{
	return letters[letter].name;
}

void its_letter(struct its_run *r, unsigned int letter)
{
	letters[letter].run(r);
}

const char *its_begin_name(enum its_begin begin)
{
	static const char *const names[] = { "empty", "mapped", "pending", "taken" };

	return names[begin];
}

/* Device 0 has events 0 and 1, device 1 event 0; collection n goes to vCPU n; LPIs 8192 to 8194. */
void its_begin(struct its_run *r, enum its_begin begin)
{
	if (begin == BEGIN_EMPTY)
		return;
	for (unsigned int n = 0; n < 3; n++)
		its_config(r, n, true, 0x80 + 8 * n);
	mapc0_v0(r);
	mapc1_v1(r);
	mapd0(r);
	mapd1(r);
	mapti00_c0(r);
	mapti01(r);
	its_command(r, "MAPTI 1.0 to 8194, collection 0", cmd_mapti(1, 0, 8194, 0));
	invall0(r);
	invall1(r);
	if (begin == BEGIN_MAPPED)
		return;
	msi00(r);
	its_signal(r, 0, 1);
	its_signal(r, 1, 0);
	if (begin == BEGIN_TAKEN)
		its_collect_all(r);
}
