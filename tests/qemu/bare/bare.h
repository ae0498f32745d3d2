/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the parts of the bare-metal program share, and the addresses of QEMU's machine "virt" (its
 * documentation and device tree).
 */
#ifndef TESTS_QEMU_BARE_H
#define TESTS_QEMU_BARE_H

#include "../script.h"

#define SCRIPTS		0x48000000ull	/* where the text is; machines.py knows it too */
#define UART		0x09000000ull	/* PL011 */
#define GICD		0x08000000ull
#define GICC		0x08010000ull	/* GICv2 only */
#define GICH		0x08030000ull	/* GICv2 only */
#define GICV		0x08040000ull
#define GICR		0x080a0000ull	/* GICv3 only */

/*
 * Registers that both distributors have at the same place (GICv3: for SPIs). IHI 0048B 4.3, IHI
 * 0069 12.9.
 */
#define GICD_ISACTIVER(n)	(GICD + 0x300 + 4 * (n))
#define GICD_ICACTIVER(n)	(GICD + 0x380 + 4 * (n))

struct guest_exit {
	uint64_t x0, esr;
};

/*
 * How the guest's code ended, from ESR_EL2; @reading and @encoding (of an MRS, 0 when it was none)
 * are checked.
 */
enum outcome guest_outcome(struct guest_exit exit, bool reading, uint32_t encoding);

struct guest_exit guest_enter(uint64_t x0, uint64_t x1, const void *code);
_Noreturn void died(uint64_t esr, uint64_t elr);

/* One GIC's registers, as hw_*() of script.h. */
struct backend {
	uint32_t (*vtr)(void);
	void (*init)(void);
	uint64_t (*hyp_read)(enum hyp_reg reg);
	void (*hyp_write)(enum hyp_reg reg, uint64_t value);
	enum outcome (*guest_read)(unsigned int where, uint64_t *value);
	enum outcome (*guest_write)(unsigned int where, uint64_t value);
	void (*activate)(unsigned int intid);
	uint64_t isactiver0;		/* addresses: of SGIs and PPIs */
	uint64_t icactiver0;
};
extern const struct backend backend_v2, backend_v3;

static inline uint32_t read32(uint64_t address)
{
	return *(volatile uint32_t *)address;
}

static inline void write32(uint64_t address, uint32_t value)
{
	*(volatile uint32_t *)address = value;
}

#define read_sysreg(name) ({ uint64_t v_; __asm__ volatile("mrs %0, " #name : "=r"(v_)); v_; })
#define write_sysreg(name, value) \
	__asm__ volatile("msr " #name ", %0\n\tisb" : : "r"((uint64_t)(value)) : "memory")

#endif
