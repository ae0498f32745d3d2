/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A file of verbs, as vgicheck play runs it: the machine first, then interrupts, vCPUs, and verbs, in any order, one a line.
 *
 *	machine v3			a name of checker/play/hosts.c (default: v3)
 *	lrs 2				list registers (default: 2)
 *	vcpus 2				(default: 2)
 *	cpus 2				physical ones (default: as many as vCPUs, 2 to 4)
 *	irqs 64				INTIDs of the distributor, a multiple of 32 (default: 64)
 *	interrupt 40 level 0x80 1 0	INTID, level or edge, priority, group, the vCPU it goes to; of another vCPU: 27@1
 *	open 0 0 off			vCPU 0 on CPU 0 opens its CPU interface, EOImode off
 *	line 40 on			a verb (checker/machine/verb.list)
 *
 * A failing row writes itself so (play_begin(), play_configure(), play_open() and play_verb() do).
 */
#ifndef CHECKER_PLAY_SCRIPT_H
#define CHECKER_PLAY_SCRIPT_H

#include <stdio.h>

#include "checker/machine/verb.h"
#include "checker/play/hosts.h"
#include "checker/play/play.h"
#include "checker/run/options.h"

enum script_what { SCRIPT_VERB, SCRIPT_INTERRUPT, SCRIPT_OPEN };

struct script_item {
	enum script_what what;
	unsigned int line;		/* of the file */
	struct verb verb;
	/* SCRIPT_INTERRUPT, SCRIPT_OPEN */
	unsigned int vcpu, cpu;
	uint32_t intid;
	bool eoimode;
	struct play_config config;
};

struct script {
	const struct play_host *host;
	unsigned int lrs, vcpus, irqs;
	unsigned int cpus;		/* 0: not said */
	struct script_item *items;
	unsigned int nr_items;
};

#define SCRIPT_WRONG_MAX 160

/*
 * script_read() - read all of @file. Returns 0, or the number of the line that is wrong, and in @wrong a sentence that says what is
 * wrong and what to do. script_free() gives its memory back in both cases.
 */
unsigned int script_read(struct script *s, FILE *file, char wrong[SCRIPT_WRONG_MAX]);
/*
 * script_check() - can its machine do all of it? After the host or the vCPUs have been changed, too. Returns as script_read().
 */
unsigned int script_check(const struct script *s, char wrong[SCRIPT_WRONG_MAX]);
void script_free(struct script *s);

/* The machine and the VM. */
struct vgic_machine_config script_machine(const struct script *s);
struct vgic_vm_config script_vm(const struct script *s);
/* The command. */
int command_play(const struct options *options);

#endif
