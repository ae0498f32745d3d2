// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which failing rows get their story told.
 */
#include <stddef.h>
#include <string.h>

#include "checker/run/outcome.h"
#include "checker/run/record.h"
#include "checker/run/stories.h"

/*
 * Differences of one kind: in the same field by the same rule, and all of them known or all new. Of
 * faults, at the same place and in the same words: each WARN is a kind of its own.
 */
static uint64_t kind_of(const struct outcome *outcome, const struct finding *finding,
			const struct difference *difference)
{
	uint64_t kind = outcome->status;

	kind = signature_add(kind, &finding->rule, sizeof(finding->rule));
	kind = signature_add(kind, &finding->column, sizeof(finding->column));
	kind = signature_add(kind, difference->field, strlen(difference->field));
	if (finding->nr_pcs) {
		kind = signature_add(kind, difference->seen, strlen(difference->seen));
		kind = signature_add(kind, finding->pcs, sizeof(*finding->pcs));
	}
	return kind;
}

/* How many stories there are of this kind; NULL: there is no room to count them. */
static uint32_t *told(struct stories *stories, uint64_t kind)
{
	uint32_t i;

	for (i = 0; i < stories->nr; i++) {
		if (stories->kinds[i].kind == kind)
			return &stories->kinds[i].told;
	}
	if (i == STORIES_KINDS)
		return NULL;
	stories->kinds[i].kind = kind;
	stories->kinds[i].told = 0;
	stories->nr++;
	return &stories->kinds[i].told;
}

bool stories_want(struct stories *stories, const struct outcome *outcome)
{
	const struct difference *difference;
	const struct finding *finding;
	bool wanted = false;
	uint32_t *number;

	for (finding = outcome->findings; finding; finding = finding->next) {
		for (difference = finding->differs; difference; difference = difference->next) {
			number = told(stories, kind_of(outcome, finding, difference));
			wanted |= number && *number < STORIES_OF_A_KIND;
		}
	}
	for (finding = outcome->findings; wanted && finding; finding = finding->next) {
		for (difference = finding->differs; difference; difference = difference->next) {
			number = told(stories, kind_of(outcome, finding, difference));
			if (number)
				++*number;
		}
	}
	return wanted;
}
