// SPDX-License-Identifier: GPL-2.0-only
/*
 * vgicheck rules: what rows are judged by.
 */
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checker/run/die.h"
#include "checker/run/rule.h"
#include "checker/run/run.h"

static void show(const struct rule *rule, bool names_only)
{
	puts(rule->name);
	if (names_only)
		return;
	printf("    %s\n    source  %s\n", rule->text, rule->source);
	if (rule->guest)
		printf("    guest   %s\n", rule->guest);
}

static bool asked_for(const struct options *options, const struct rule *rule)
{
	for (unsigned int i = 0; i < options->nr_patterns; i++)
		if (!fnmatch(options->patterns[i], rule->name, 0))
			return true;
	return !options->nr_patterns;
}

static void must_match(const char *pattern)
{
	for (const struct rule *rule = LISTED_RULES; rule < LISTED_RULES_END; rule++)
		if (rule->name && !fnmatch(pattern, rule->name, 0))
			return;
	die("no rule is called '%s'; 'vgicheck rules -q' shows their names", pattern);
}

static int by_name(const void *a, const void *b)
{
	const struct rule *const *left = a, *const *right = b;

	return strcmp((*left)->name, (*right)->name);
}

int command_rules(const struct options *options)
{
	const struct rule **rules = calloc(LISTED_RULES_END - LISTED_RULES, sizeof(*rules));
	unsigned int n = 0;

	if (!rules)
		die("out of memory");
	for (unsigned int i = 0; i < options->nr_patterns; i++)
		must_match(options->patterns[i]);
	for (const struct rule *rule = LISTED_RULES; rule < LISTED_RULES_END; rule++)
		if (rule->name && asked_for(options, rule))
			rules[n++] = rule;
	/* In the order of the files they would come as compiler and linker like it. */
	qsort(rules, n, sizeof(*rules), by_name);
	for (unsigned int i = 0; i < n; i++)
		show(rules[i], options->verbosity < 0);
	free(rules);
	return 0;
}
