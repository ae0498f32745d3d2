/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sequence: what its files share. sequence.c: the table, its hosts and rows; sequence-verbs.c: the states that a row begins in
 * and the verbs that then happen.
 */
#ifndef TESTS_TABLES_SEQUENCE_H
#define TESTS_TABLES_SEQUENCE_H

#include "checker/play/play.h"
#include "tests/tables/case.h"

/* The kinds of the interrupt that a row is about. */
enum sequence_kind { SEQ_EDGE_SPI, SEQ_LEVEL_SPI, SEQ_PPI, SEQ_SGI, SEQ_MAPPED_PPI, SEQ_MAPPED_SPI, NR_SEQ_KINDS };

extern const char *const sequence_kind_names[NR_SEQ_KINDS];
uint32_t sequence_intid(enum sequence_kind kind);

/* How the states are numbered, and the verbs; 0 is the verb that does nothing. */
unsigned int sequence_nr_states(void);
const char *sequence_state_name(unsigned int state);
unsigned int sequence_nr_verbs(void);
const char *sequence_verb_name(unsigned int verb);

/* NULL, or why a kind has no such state, or no such verb. */
const char *sequence_state_impossible(enum sequence_kind kind, unsigned int state, bool v2);
const char *sequence_verb_impossible(enum sequence_kind kind, unsigned int verb, bool v2);

/* Bring the interrupt into that state, from play_begin() on; do that verb. */
void sequence_reach(struct play *p, enum sequence_kind kind, unsigned int state);
void sequence_do(struct play *p, enum sequence_kind kind, unsigned int verb);
/* Its device signals it. */
void sequence_raise(struct play *p, enum sequence_kind kind);

#endif
