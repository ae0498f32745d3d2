/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Boot-time patching of instructions, <asm/alternative.h>. Kind: fake.
 *
 * The kernel code under test has placeholders "=r" (value) in inline assembly, which a callback
 * of its own replaces with MOVZ and MOVK of a constant. Here the callback is run when the machine
 * boots and its instructions are executed (mocks/kernel/alternative.c); the placeholder loads the
 * result. A callback that is not known there is refused by vgic/link-subject.
 */
#ifndef MOCK_ALTERNATIVE_H
#define MOCK_ALTERNATIVE_H

#include <mock/types.h>

struct alt_instr;

/* The callbacks that are known: X(name). */
#define MOCK_ALTERNATIVES(X) \
	X(kvm_compute_ich_hcr_trap_bits) \
	X(kvm_patch_ich_vtr_el2)

#if defined(__aarch64__)
#define MOCK_LOAD(variable) "adrp %x0, " variable "\n\tldr %x0, [%x0, :lo12:" variable "]"
#elif defined(__x86_64__)
#define MOCK_LOAD(variable) "movq " variable "(%%rip), %q0"
#else
#error "mock/alternative.h: say how to load a 64-bit variable into operand 0 on this machine"
#endif
#define ALTERNATIVE_CB(placeholder, cap, callback) MOCK_LOAD("mock_value_" #callback)

/* Run the callbacks that the tree has. */
void mock_apply_alternatives(void);


#endif
