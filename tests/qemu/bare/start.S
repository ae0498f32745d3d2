/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The bare-metal program's assembly: entry at EL2, exception vectors of EL2 and EL1, and the
 * guest: for each register an instruction at EL1 that reads it and one that writes it, each
 * followed by an HVC back.
 */
	.section .text.entry, "ax"
	.global _start
_start:
	ldr	x0, =stack_top
	mov	sp, x0
	ldr	x0, =vectors_el2
	msr	vbar_el2, x0
	ldr	x0, =vectors_el1
	msr	vbar_el1, x0
	isb
	bl	main
	b	power_off

	.text
/* PSCI SYSTEM_OFF; on a machine with EL2, PSCI is called by SMC. */
	.global power_off
power_off:
	ldr	x0, =0x84000008
	smc	#0
1:	wfi
	b	1b

/*
 * struct guest_exit guest_enter(uint64_t x0, uint64_t x1, const void *code): run @code at EL1 with
 * these registers, until an exception is taken to EL2. Returns x0 as the guest left it, and
 * ESR_EL2. The code changes no other register than x0, and no exception is taken to EL2 but its
 * last.
 */
	.global guest_enter
guest_enter:
	str	x30, [sp, #-16]!
	msr	elr_el2, x2
	mov	x3, #0x3c5		/* EL1h, DAIF masked */
	msr	spsr_el2, x3
	eret

from_guest:
	mrs	x1, esr_el2
	ldr	x30, [sp], #16
	ret

unexpected:
	mrs	x0, esr_el2
	mrs	x1, elr_el2
	b	died

	.macro	vector target
	.balign	0x80
	b	\target
	.endm

	.balign	0x800
vectors_el2:
	.rept	8
	vector	unexpected		/* from EL2 itself */
	.endr
	vector	from_guest		/* from EL1, synchronous */
	.rept	7
	vector	unexpected
	.endr

/* An exception that EL1 takes is passed on: the HVC's immediate is 1, and x0 is ESR_EL1. */
	.balign	0x800
vectors_el1:
	.rept	16
	.balign	0x80
	mrs	x0, esr_el1
	hvc	#1
	.endr

/* GICv3: 16 bytes for each line of guest-regs.h: read, back, write, back. */
	.balign	16
	.global guest_v3
guest_v3:
#define REG(n, m, op) S3_0_C##n##_C##m##_##op
#define V3(name, n, m, op) mrs x0, REG(n, m, op); hvc #0; msr REG(n, m, op), x0; hvc #0;
#include "../guest-regs.h"

/* GICv2: the address is in x1. */
	.global guest_v2
guest_v2:
	ldr	w0, [x1]
	hvc	#0
	str	w0, [x1]
	hvc	#0

/*
 * Which virtual interrupts are signalled: at EL1, with HCR_EL2.IMO and FMO set, ISR_EL1 has those.
 */
	.global guest_isr
guest_isr:
	mrs	x0, isr_el1
	hvc	#0
