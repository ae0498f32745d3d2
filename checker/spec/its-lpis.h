/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The LPIs of an ideal ITS's redistributors, for its.c: how commands and MSIs change them.
 */
#ifndef CHECKER_SPEC_ITS_LPIS_H
#define CHECKER_SPEC_ITS_LPIS_H

#include "checker/spec/its.h"

static inline bool vcpu_is_one(uint8_t set)
{
	return set && !(set & (set - 1));
}

/* It is pending at one of @targets; or perhaps. */
enum its_answer lpi_pend(struct ideal_its *its, struct its_lpi *lpi, uint8_t targets, bool surely);
/* It is pending no more at @targets, if that is sure and these are one; else it may be. */
void lpi_unpend(const struct ideal_its *its, struct its_lpi *lpi, uint8_t targets, bool surely, enum its_gone gone);
/* Nobody answers for its pending state any more. */
void lpi_lose(struct its_lpi *lpi);
/* Whoever has cached its configuration reads it again. */
void lpi_refresh(const struct ideal_its *its, struct its_lpi *lpi);

#endif
