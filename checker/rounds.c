// SPDX-License-Identifier: GPL-2.0-only
/*
 * vgicheck-rounds: how long one round takes, for ci/bench. An edge-triggered SPI is injected, vCPU 0 enters the guest,
 * acknowledges and ends it through its CPU interface, and exits: the real code, the run loop and the simulated
 * hardware. Nanoseconds, the best of several runs, for each model of GIC.
 *
 * usage: vgicheck-rounds SUBJECT [ROUNDS]
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "checker/machine/guest.h"
#include "checker/machine/runloop.h"
#include "checker/machine/verbs.h"
#include "checker/run/machine.h"
#include "checker/run/row.h"
#include "checker/run/subject.h"

#define SPI	40
#define RUNS	7

static const struct {
	const char *name;
	struct vgic_machine_config machine;
	enum vgic_gic guest;
} hosts[] = {
	{ "GICv2 guest", { .gic = VGIC_GICV2, .nr_cpus = 2, .vhe = true }, VGIC_GICV2 },
	{ "GICv3 guest", { .gic = VGIC_GICV3, .nr_cpus = 2, .vhe = true }, VGIC_GICV3 },
	{ "GICv2 guest on GICv3", { .gic = VGIC_GICV3, .nr_cpus = 2, .vhe = true, .v2_cpuif = true }, VGIC_GICV2 },
	{ "GICv3 guest, no VHE", { .gic = VGIC_GICV3, .nr_cpus = 2 }, VGIC_GICV3 },
};

/* Of the processor, in ns: others that compute at the same time do not count. */
static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void configure(unsigned int group)
{
	struct row row = { .subject = machine.subject };

	verb_choose(&row, SPI);
	verb_group(&row, group);
	verb_priority(&row, 0xa0);
	verb_config(&row, false);
	verb_enable(&row);
	verb_open(&row);
}

/* Returns whether the guest was given what was injected, each time. */
static bool rounds(unsigned int n, unsigned int group)
{
	bool right = true;

	while (n--) {
		uint32_t ack;

		machine.subject->inject(0, SPI, true);
		run_enter(0);
		ack = guest_ack(0, group);
		right &= guest_intid(ack) == SPI;
		guest_eoi(0, group, ack);
		run_exit(0);
	}
	return right;
}

int main(int argc, char **argv)
{
	const struct vgic_subject *subject;
	unsigned int n = argc == 3 ? (unsigned int)strtoul(argv[2], NULL, 10) : 200000;
	size_t size;
	void *pristine;

	if (argc < 2 || argc > 3 || !n) {
		fprintf(stderr, "usage: vgicheck-rounds SUBJECT [ROUNDS]\n");
		return 2;
	}
	subject = subject_open(argv[1], &machine_ops);
	size = subject->state_size();
	pristine = malloc(size);
	subject->state_save(pristine);
	for (unsigned int i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		const struct vgic_vm_config vm = { .gic = hosts[i].guest, .nr_vcpus = 2, .nr_irqs = 64 };
		unsigned int group = hosts[i].guest == VGIC_GICV3;
		double best = 1e18;

		subject->state_restore(pristine);
		if (machine_ops.prepare(subject, &hosts[i].machine, &vm)) {
			fprintf(stderr, "vgicheck-rounds: no VM with a %s\n", hosts[i].name);
			return 2;
		}
		configure(group);
		for (unsigned int run = 0; run < RUNS; run++) {
			double from = now();

			if (!rounds(n, group)) {
				fprintf(stderr, "vgicheck-rounds: %s: an interrupt was lost\n", hosts[i].name);
				return 1;
			}
			from = (now() - from) / n;
			best = from < best ? from : best;
		}
		printf("%s\t%.0f\n", hosts[i].name, best);
	}
	free(pristine);
	return 0;
}
