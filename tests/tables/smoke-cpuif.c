// SPDX-License-Identifier: GPL-2.0-only
/*
 * Smoke: the CPU interfaces as the hypervisor's half emulates them.
 */
#include "mocks/gic/regs.h"
#include "tests/tables/smoke.h"

#define GICV_SIZE	0x2000u

static bool icc(struct smoke *s, const char *name, uint32_t reg, bool write, uint64_t *value)
{
	bool done;

	if (write)
		row_step(s->row, "guest writes %s: 0x%llx, trapped", name, (unsigned long long)*value);
	else
		row_step(s->row, "guest reads %s, trapped", name);
	done = s->subject->trap_icc(0, reg, write, value);
	expect_bool(s->row, &smoke_rules[SMOKE_ICC], COLUMN_GUEST, name, true, done);
	return done;
}

/* On the list registers of an entry. */
void smoke_trapped_cpuif(struct smoke *s)
{
	uint64_t value = 1;

	smoke_forward(s);
	icc(s, "ICC_IGRPEN1_EL1", SYSREG_ICC_IGRPEN1_EL1, true, &value);
	value = 0xf0;
	icc(s, "ICC_PMR_EL1", SYSREG_ICC_PMR_EL1, true, &value);
	value = 0;
	if (icc(s, "ICC_PMR_EL1", SYSREG_ICC_PMR_EL1, false, &value))
		expect_hex(s->row, &smoke_rules[SMOKE_ICC], COLUMN_GUEST, "ICC_PMR_EL1 read", 0xf0, value);
	row_step(s->row, "device signals an edge on SPI %u", SMOKE_SPI);
	smoke_accepted(s, SMOKE_DEVICE, "injection", s->subject->inject(0, SMOKE_SPI, true));
	smoke_enter(s);
	if (icc(s, "ICC_IAR1_EL1", SYSREG_ICC_IAR1_EL1, false, &value))
		expect_u64(s->row, &smoke_rules[SMOKE_ICC], COLUMN_GUEST, "ICC_IAR1_EL1 read",
			   SMOKE_SPI, value);
	value = SMOKE_SPI;
	icc(s, "ICC_EOIR1_EL1", SYSREG_ICC_EOIR1_EL1, true, &value);
	expect_bool(s->row, &smoke_rules[SMOKE_ICC], COLUMN_GUEST,
		    "in a list register after ICC_EOIR1_EL1", false, smoke_is_shown(SMOKE_SPI));
	smoke_leave(s);
}

static void gicv(struct smoke *s, uint32_t offset, bool write, uint32_t *value,
		 const char *what, int expected)
{
	row_step(s->row, "guest %s GICV offset 0x%x, trapped", write ? "writes" : "reads", offset);
	expect_s64(s->row, &smoke_rules[SMOKE_GICV], COLUMN_GUEST, what, expected,
		   s->subject->trap_gicv(0, offset, write, value));
}

void smoke_trapped_gicv(struct smoke *s)
{
	uint32_t value = 0xa8;	/* five bits */

	gicv(s, GICV_PMR, true, &value, "GICV_PMR, write", 1);
	value = 0;
	gicv(s, GICV_PMR, false, &value, "GICV_PMR, read", 1);
	expect_hex(s->row, &smoke_rules[SMOKE_GICV], COLUMN_GUEST, "GICV_PMR read", 0xa8, value);
	expect_hex(s->row, &smoke_rules[SMOKE_GICV], COLUMN_HOST, "GICH_VMCR.VMPriMask", 0x15,
		   machine.gic.cpu[0].vmcr >> 27);
	gicv(s, GICV_PMR - 2, false, &value, "unaligned access", -1);
	gicv(s, 2 * GICV_SIZE, false, &value, "access outside of the frame", 0);
}
