// SPDX-License-Identifier: GPL-2.0-only
/*
 * An ideal ITS: the LPIs at the redistributors (IHI 0069 5.1, 12.11).
 */
#include "checker/spec/its-lpis.h"

static uint8_t everybody(const struct ideal_its *its)
{
	return (uint8_t)((1u << its->limits.vcpus) - 1);
}

/*
 * 5.1, 4.8: the redistributors of @targets are told that it is pending; one of several targets is true. Where LPIs
 * are off nobody listens (GICR_CTLR.EnableLPIs).
 */
enum its_answer lpi_pend(struct ideal_its *its, struct its_lpi *lpi, uint8_t targets, bool surely)
{
	uint8_t listening = targets & its->lpis;

	if (lpi->open) {
		lpi->again |= lpi->where & its->running;
		lpi->where |= everybody(its);
		return ITS_MAYBE;
	}
	lpi->again |= lpi->where & listening & its->running;
	lpi->where |= listening;
	lpi->gone = ITS_NEVER;
	if (!listening)
		return ITS_NO;
	if (!surely || listening != targets)
		return ITS_MAYBE;
	lpi->must = true;
	return ITS_YES;
}

/* It is pending no more at @targets, if these are certain; else it may be. */
void lpi_unpend(const struct ideal_its *its, struct its_lpi *lpi, uint8_t targets, bool surely, enum its_gone gone)
{
	uint8_t was = lpi->where;

	lpi->must = lpi->must && !(was & targets);
	if (!surely || !vcpu_is_one(targets) || lpi->open || was & its->running)
		return;
	lpi->where &= (uint8_t)~targets;
	lpi->gone = gone;
	lpi->gone_from = was;
}

/* Nobody answers for its pending state any more. */
void lpi_lose(struct its_lpi *lpi)
{
	lpi->must = false;
}

/* Whoever has cached its configuration reads it again. */
void lpi_refresh(const struct ideal_its *its, struct its_lpi *lpi)
{
	lpi->maybe_enabled = lpi->table & 1 || (lpi->maybe_enabled && lpi->where & its->running);
	lpi->maybe_disabled = !(lpi->table & 1);
	lpi->least = lpi->most = lpi->table & 0xfc;
}

void its_configure(struct ideal_its *its, unsigned int n, uint8_t config)
{
	struct its_lpi *lpi = &its->lpi[n];
	uint8_t priority = config & 0xfc;

	/* 5.1.1: a redistributor may cache the table, or not; it is sure to have read it only after INV or INVALL. */
	lpi->table = config;
	lpi->maybe_enabled |= config & 1;
	lpi->maybe_disabled |= !(config & 1);
	lpi->least = priority < lpi->least ? priority : lpi->least;
	lpi->most = priority > lpi->most ? priority : lpi->most;
}

void its_invalidate_lpi(struct ideal_its *its, unsigned int lpi)
{
	lpi_refresh(its, &its->lpi[lpi]);
}

bool its_allowed(const struct ideal_its *its, unsigned int lpi, unsigned int vcpu)
{
	const struct its_lpi *l = &its->lpi[lpi];

	return (l->where & (its->lpis | its->running)) >> vcpu & 1 && l->maybe_enabled;
}

bool its_due_somewhere(const struct ideal_its *its, unsigned int lpi)
{
	const struct its_lpi *l = &its->lpi[lpi];

	return l->must && !l->maybe_disabled && !(l->where & ~its->lpis);
}

bool its_due(const struct ideal_its *its, unsigned int lpi, unsigned int vcpu)
{
	return its_due_somewhere(its, lpi) && its->lpi[lpi].where == 1u << vcpu;
}

void its_take(struct ideal_its *its, unsigned int lpi, unsigned int vcpu)
{
	struct its_lpi *l = &its->lpi[lpi];

	l->must = l->moved = false;
	l->where &= (uint8_t)~(1u << vcpu & ~l->again);
	l->again &= (uint8_t)~(1u << vcpu);
	l->gone = ITS_TAKEN;
}

void its_switch_lpis(struct ideal_its *its, unsigned int vcpu, bool on)
{
	uint8_t bit = (uint8_t)(1u << vcpu);

	/*
	 * Off: the redistributor may write its pending LPIs to its table, which the next switching on reads (PTZ 0), or not
	 * (IMPLEMENTATION DEFINED caching, 5.1.2); until then it signals none.
	 */
	for (unsigned int i = 0; i < ITS_LPIS; i++) {
		struct its_lpi *lpi = &its->lpi[i];

		if (on || !(its->lpis & lpi->where & bit))
			continue;
		lpi_lose(lpi);
		lpi->gone = ITS_SWITCHED_OFF;
		lpi->gone_from = lpi->where;
	}
	its->lpis = on ? its->lpis | bit : its->lpis & (uint8_t)~bit;
}

void its_reload(struct ideal_its *its)
{
	for (unsigned int i = 0; i < ITS_LPIS; i++)
		lpi_refresh(its, &its->lpi[i]);
}
