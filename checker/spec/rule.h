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

#endif
