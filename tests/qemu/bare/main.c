// SPDX-License-Identifier: GPL-2.0-only
/*
 * The bare-metal program under QEMU: started at EL2, it runs the scripts that lie in memory and
 * powers off. This file has what does not depend on the GIC's version; v2.c and v3.c have the
 * rest.
 */
#include "bare.h"

extern const uint32_t guest_isr[];

static const struct backend *backend;

void hw_put(const char *text)
{
	while (*text)
		write32(UART, *text++);
}

static void put_hex(uint64_t value)
{
	char digit[2] = "";
	int shift;

	for (shift = 60; shift >= 0; shift -= 4) {
		digit[0] = "0123456789abcdef"[value >> shift & 15];
		hw_put(digit);
	}
}

extern _Noreturn void power_off(void);

_Noreturn void died(uint64_t esr, uint64_t elr)
{
	hw_put("\nerror: unexpected exception, ESR_EL2 ");
	put_hex(esr);
	hw_put(", ELR_EL2 ");
	put_hex(elr);
	hw_put("\n");
	power_off();
}

/* Exception classes of ESR_ELx. */
enum { EC_UNKNOWN = 0, EC_HVC = 0x16, EC_SYSREG = 0x18 };

/*
 * The ISS of a trapped MRS or MSR has the encoding; op0<<14 | op1<<11 | CRn<<7 | CRm<<3 | op2 as
 * elsewhere here.
 */
static uint32_t trapped_encoding(uint64_t esr)
{
	return (esr >> 20 & 3) << 14 | (esr >> 14 & 7) << 11 | (esr >> 10 & 15) << 7 |
	       (esr >> 1 & 15) << 3 | (esr >> 17 & 7);
}

enum outcome guest_outcome(struct guest_exit exit, bool reading, uint32_t encoding)
{
	uint64_t class = exit.esr >> 26 & 0x3f;

	if (class == EC_HVC && (exit.esr & 0xffff) == 0)
		return DONE;
	if (class == EC_HVC && (exit.x0 >> 26 & 0x3f) == EC_UNKNOWN)
		return UNDEFINED;
	if (class == EC_SYSREG && encoding && trapped_encoding(exit.esr) == encoding &&
	    (exit.esr & 1) == reading)
		return TRAPPED;
	died(exit.esr, exit.x0);
}

void hw_reset(const struct hw *hw)
{
	unsigned int i, implemented = 1u << (hw->pre_bits > 5 ? hw->pre_bits - 5 : 0);

	backend->hyp_write(HYP_HCR, 0);
	backend->hyp_write(HYP_VMCR, 0);
	for (i = 0; i < implemented; i++) {
		backend->hyp_write(HYP_AP0R + i, 0);
		if (hw->gic == 3)
			backend->hyp_write(HYP_AP1R + i, 0);
	}
	for (i = 0; i < hw->nr_lrs; i++)
		backend->hyp_write(HYP_LR + i, 0);
	write32(backend->icactiver0, 0xffffffff);
	write32(GICD_ICACTIVER(1), 0xffffffff);
}

void hw_activate(unsigned int intid)
{
	backend->activate(intid);
}

static uint64_t virtual_interrupts(void)
{
	uint64_t isr = guest_enter(0, 0, guest_isr).x0;

	return (isr >> 7 & 1) | (isr >> 6 & 1) << 1;
}

uint64_t hw_hyp_read(enum hyp_reg reg)
{
	switch (reg) {
	case HYP_VIRQ:
		return virtual_interrupts();
	case HYP_PHYS:
		return read32(backend->isactiver0) | (uint64_t)read32(GICD_ISACTIVER(1)) << 32;
	default:
		return backend->hyp_read(reg);
	}
}

void hw_hyp_write(enum hyp_reg reg, uint64_t value)
{
	backend->hyp_write(reg, value);
}

enum outcome hw_guest_read(unsigned int where, uint64_t *value)
{
	return backend->guest_read(where, value);
}

enum outcome hw_guest_write(unsigned int where, uint64_t value)
{
	return backend->guest_write(where, value);
}

#define HCR_EL2_RW	(1ull << 31)
#define HCR_EL2_IMO	(1ull << 4)
#define HCR_EL2_FMO	(1ull << 3)

void main(void)
{
	struct hw hw = { .gic = 2 };
	uint32_t vtr;

	/* ID_AA64PFR0_EL1.GIC: are there system registers of the CPU interface? */
	if (read_sysreg(id_aa64pfr0_el1) >> 24 & 15)
		hw.gic = 3;
	backend = hw.gic == 3 ? &backend_v3 : &backend_v2;
	write_sysreg(hcr_el2, HCR_EL2_RW | HCR_EL2_IMO | HCR_EL2_FMO);
	write_sysreg(sctlr_el1, 0x30d00800);	/* MMU and caches off; RES1 bits */
	if (backend->init)
		backend->init();
	vtr = backend->vtr();
	hw.nr_lrs = (vtr & (hw.gic == 3 ? 0x1f : 0x3f)) + 1;
	hw.pre_bits = (vtr >> 26 & 7) + 1;
	hw.pri_bits = (vtr >> 29 & 7) + 1;
	script_run(&hw, (const char *)SCRIPTS);
	power_off();
}
