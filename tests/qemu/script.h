/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Scripts for a virtual CPU interface, and what is printed of it. The interpreter (script.c) is
 * linked into two programs: the bare-metal one that runs under QEMU, and the one that drives our
 * model. Each provides the hw_*() functions below, so that only the hardware differs, not the
 * reading of the text.
 *
 * The text: one operation a line; '#' begins a comment. A number is decimal, or hexadecimal after
 * 0x.
 *
 *	script NAME		a new script begins: every register below is reset
 *
 *  The hypervisor, at EL2:
 *	lr N VALUE		write list register N, raw, or in words:
 *	lr N STATE INTID [priority P] [group 1] [hw PINTID] [eoi] [cpuid C]
 *				STATE: empty, pending, active or both; P has 8 bits; without a
 *				group it is of group 0
 *	hcr WORD ...		GICH_HCR, ICH_HCR_EL2; each WORD a bit (en uie lrenpie npie vgrp0eie
 *				vgrp0die vgrp1eie vgrp1die tc tall0 tall1 tdir), a
 *				number, or: eoicount N
 *	vmcr WORD ...		GICH_VMCR, ICH_VMCR_EL2; bits (g0 g1 ackctl fiqen cbpr eoimode), a
 *				number, or: pmr P, bpr0 B, bpr1 B; what is not named is 0
 *	ap0r N VALUE		ICH_AP0R<N>_EL2; GICv2: GICH_APR is ap0r 0
 *	ap1r N VALUE		ICH_AP1R<N>_EL2
 *	activate INTID		a physical interrupt (16..63) is made active in the distributor
 *
 *  The guest, at EL1:
 *	read REG		guest-regs.h has the names
 *	write REG VALUE
 *	write REG @K		the value that an acknowledgement gave: @0 the last one, @1 the one
 *				before, and so on, special INTIDs left out; 1023 if there is none
 *
 * Each line that holds an operation gives one line of output: the result (ok; a value that was
 * read; trapped: to EL2; undefined: exception at EL1), and behind a bar what the operation has
 * changed: lr<n>, hcr (with EOIcount), vmcr, ap0r<n>, ap1r<n>, misr, eisr, elrsr, virq (bit 0:
 * IRQ, bit 1: FIQ is signalled to the guest), phys (bit n: physical interrupt n is active).
 * 'script' shows what is not 0 after the reset. Output begins with a line that says what the
 * hardware is like and ends with the line "end"; a line that cannot be read ends it with "error:
 * ...".
 */
#ifndef TESTS_QEMU_SCRIPT_H
#define TESTS_QEMU_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The registers that the hypervisor sees, numbered alike for both GICs. LRs come last. */
enum hyp_reg {
	HYP_HCR, HYP_VMCR, HYP_AP0R, HYP_AP1R = HYP_AP0R + 4, HYP_MISR = HYP_AP1R + 4,
	HYP_EISR, HYP_ELRSR, HYP_VIRQ, HYP_PHYS, HYP_LR, NR_HYP = HYP_LR + 64
};

enum outcome { DONE, TRAPPED, UNDEFINED };

/* What this hardware is like, from GICH_VTR or ICH_VTR_EL2. */
struct hw {
	unsigned int gic;		/* 2 or 3 */
	unsigned int nr_lrs, pri_bits, pre_bits;
};

/*
 * A guest's register. @where: GICv2: offset in the GICV frame; GICv3: number of its line in guest-
 * regs.h.
 */
struct guest_reg {
	const char *name;
	unsigned int where;
};

/* script_run() - run @text, up to a NUL; false when a line could not be read. */
bool script_run(const struct hw *hw, const char *text);

/* Of the program that the interpreter is linked into. */
void hw_put(const char *text);
void hw_reset(const struct hw *hw);
uint64_t hw_hyp_read(enum hyp_reg reg);
void hw_hyp_write(enum hyp_reg reg, uint64_t value);
void hw_activate(unsigned int intid);
enum outcome hw_guest_read(unsigned int where, uint64_t *value);
enum outcome hw_guest_write(unsigned int where, uint64_t value);

#endif
