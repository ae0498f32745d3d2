/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Error numbers are the tree's own; error pointers are the top 4095 values of a pointer.
 */
#ifndef MOCK_ERRNO_H
#define MOCK_ERRNO_H

#include <asm-generic/errno.h>
#include <mock/types.h>

#define ERESTARTSYS		512

#define MAX_ERRNO		4095
#define IS_ERR_VALUE(x)		((unsigned long)(void *)(x) >= (unsigned long)-MAX_ERRNO)
#define IS_ERR(p)		IS_ERR_VALUE(p)
#define IS_ERR_OR_NULL(p)	(!(p) || IS_ERR(p))
#define ERR_PTR(error)		((void *)(long)(error))
#define PTR_ERR(p)		((long)(p))
#define PTR_ERR_OR_ZERO(p)	(IS_ERR(p) ? (int)PTR_ERR(p) : 0)
#define ERR_CAST(p)		((void *)(p))

#endif
