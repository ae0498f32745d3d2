// SPDX-License-Identifier: GPL-2.0-only
/*
 * Boot-time patching: callbacks of the tree make MOVZ and MOVK instructions, which are executed
 * here once; see mock/alternative.h. The encoding is that of the Arm ARM, C6.2 MOVZ and MOVK.
 */
#include "state.h"
#include <asm/insn.h>
#include <mock/alternative.h>

#define MOVZ		0xd2800000u	/* 64 bits */
#define MOVK		0xf2800000u
#define MOVE_MASK	0xff800000u
#define MAX_INSNS	8

typedef void callback(struct alt_instr *alt, __le32 *original, __le32 *update, int count);

/* Saved with the kernel's statics (vgic/statics.ld): another machine has another value. */
#define MOCK_VALUE(name) \
	extern callback name __attribute__((weak, visibility("hidden"))); \
	extern u64 mock_value_##name; \
	u64 mock_value_##name __attribute__((section(".mock_saved"), visibility("hidden")));
MOCK_ALTERNATIVES(MOCK_VALUE)

u32 aarch64_insn_gen_movewide(enum aarch64_insn_register rd, int imm16, int shift,
			      enum aarch64_insn_variant variant, enum aarch64_insn_movewide_type type)
{
	u32 base = type == AARCH64_INSN_MOVEWIDE_KEEP ? MOVK : MOVZ;

	return base | (u32)shift / 16 << 21 | ((u32)imm16 & 0xffff) << 5 | (u32)rd;
}

u32 aarch64_insn_decode_register(enum aarch64_insn_register_type type, u32 insn)
{
	if (type != AARCH64_INSN_REGTYPE_RD)
		mock_fault(VGIC_FAULT_UNMOCKED, NULL, 0, "register field %d of an instruction", type);
	return insn & 0x1f;
}

static u64 execute(const char *name, const __le32 *insns)
{
	u64 value = 0;

	for (int i = 0; i < MAX_INSNS && insns[i]; i++) {
		u32 shift = (insns[i] >> 21 & 3) * 16, imm = insns[i] >> 5 & 0xffff;

		if ((insns[i] & MOVE_MASK) == MOVZ)
			value = (u64)imm << shift;
		else if ((insns[i] & MOVE_MASK) == MOVK)
			value = (value & ~(0xffffull << shift)) | (u64)imm << shift;
		else
			mock_fault(VGIC_FAULT_UNMOCKED, NULL, 0, "%s() made instruction %#x", name, insns[i]);
	}
	return value;
}

static u64 patch(const char *name, callback *make)
{
	__le32 original[MAX_INSNS] = { MOVZ }, update[MAX_INSNS] = { 0 };

	if (!make)
		return 0;
	make(NULL, original, update, 1);
	return execute(name, update);
}

void mock_apply_alternatives(void)
{
#define MOCK_PATCH(name) mock_value_##name = patch(#name, name);
	MOCK_ALTERNATIVES(MOCK_PATCH)
}
