/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A rule, as specification and findings name it.
 */
#ifndef CHECKER_SPEC_RULE_H
#define CHECKER_SPEC_RULE_H

struct rule {
	const char *name;	/* short, lower case, words joined by hyphens */
	const char *text;	/* the rule in one sentence */
	const char *source;	/* where it comes from: document and section, or docs/design.md */
	const char *guest;	/* what a guest suffers when it is broken; NULL: nothing to say */
};

/*
 * Stands in the definition of each rule and of each array of rules, those without a name left out: what is LISTED is
 * what the program knows, from LISTED_RULES to LISTED_RULES_END. tests/self/specification-test looks for one that is not.
 */
#define LISTED __attribute__((section("vgicheck_rules"), used, aligned(8)))
extern const struct rule __start_vgicheck_rules[], __stop_vgicheck_rules[];
#define LISTED_RULES		__start_vgicheck_rules
#define LISTED_RULES_END	__stop_vgicheck_rules

#endif
