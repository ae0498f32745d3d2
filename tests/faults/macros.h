/* SPDX-License-Identifier: GPL-2.0-only */
/* Tells spatch how to parse the kernel's macros that its own list does not know. */
#define scoped_guard YACFE_ITERATOR
#define scoped_cond_guard YACFE_ITERATOR
