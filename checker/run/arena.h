/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the subject's arena lies: far from where Linux maps anything by itself, and where
 * AddressSanitizer lets a program have memory. The same in every process, so that saved states
 * can be handed around.
 */
#ifndef CHECKER_RUN_ARENA_H
#define CHECKER_RUN_ARENA_H

#ifdef __aarch64__
/*
 * Address spaces of arm64 have from 39 to 52 bits, and AddressSanitizer's own areas move with
 * that size. What is below 64 GB is a program's in all of them.
 */
#define ARENA_ADDRESS	((void *)0x800000000ul)
#else
#define ARENA_ADDRESS	((void *)0x500000000000ul)
#endif

#endif
