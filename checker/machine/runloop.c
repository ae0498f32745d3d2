// SPDX-License-Identifier: GPL-2.0-only
/*
 * The run loop: which vCPU is where, and what makes it leave.
 */
#include "checker/machine/runloop.h"

#define GIVEN_UP_TOO_OFTEN 10

/* What is done for @v is done on its CPU. */
static struct machine_vcpu *on_its_cpu(unsigned int v)
{
	machine.subject->on_cpu(machine.vcpu[v].cpu);
	return &machine.vcpu[v];
}

static void back(void)
{
	machine.subject->on_cpu(0);
}

void run_load(unsigned int v, unsigned int cpu)
{
	machine.vcpu[v].cpu = cpu;
	on_its_cpu(v)->place = VCPU_LOADED;
	machine.subject->load(v);
	back();
}

void run_put(unsigned int v)
{
	on_its_cpu(v)->place = VCPU_PUT;
	machine.subject->put(v);
	back();
}

bool run_enter(unsigned int v)
{
	struct machine_vcpu *vcpu = on_its_cpu(v);
	unsigned int i = 0;

	vcpu->kicked = false;
	while (!machine.subject->enter(v, false) && ++i < GIVEN_UP_TOO_OFTEN)
		vcpu->kicked = false;
	back();
	if (i == GIVEN_UP_TOO_OFTEN)
		return false;
	vcpu->place = VCPU_IN_GUEST;
	vcpu->entries++;
	return true;
}

void run_give_up(unsigned int v)
{
	on_its_cpu(v);
	machine.subject->enter(v, true);
	back();
}

void run_exit(unsigned int v)
{
	struct machine_vcpu *vcpu = on_its_cpu(v);

	if (vcpu->place == VCPU_IN_GUEST) {
		machine.subject->exit(v);
		vcpu->place = VCPU_LOADED;
		vcpu->exits++;
	}
	back();
}

/* The host takes all interrupts at EL2, its own and those it forwards. */
static bool physical_due(unsigned int cpu)
{
	bool due;

	for (uint32_t irq = 0; irq < GIC_NR_IRQS; irq++)
		if (gic_deliverable(&machine.gic, cpu, irq))
			return true;
	if (!machine.timers)
		return false;
	machine.subject->on_cpu(cpu);
	due = machine.subject->hrtimers_next() <= machine.gic.time;
	back();
	return due;
}

void run_pass(uint64_t ticks)
{
	timer_pass(&machine.gic, ticks);
}

bool run_timer_irq(unsigned int cpu, enum gic_timers which)
{
	uint32_t irq = machine.gic.timer_irq[which];

	if (!irq || !gic_host_take(&machine.gic, cpu, irq))
		return false;
	/* Such an irqchip acknowledges by masking, and has no active state. */
	if (machine.gic.config.no_hw_deactivation) {
		gic_phys(&machine.gic, cpu, irq)->active = false;
		gic_phys(&machine.gic, cpu, irq)->masked = true;
	}
	machine.subject->on_cpu(cpu);
	machine.subject->interrupt(irq);
	back();
	return true;
}

void run_hrtimers(unsigned int cpu, uint64_t early)
{
	machine.subject->on_cpu(cpu);
	machine.subject->hrtimers_expire(early);
	back();
}

unsigned int run_exit_due(unsigned int v)
{
	const struct machine_vcpu *vcpu = &machine.vcpu[v];

	if (vcpu->place != VCPU_IN_GUEST)
		return 0;
	return (vcpu->kicked ? EXIT_KICK : 0) |
	       (gic_misr(&machine.gic, vcpu->cpu) ? EXIT_MAINTENANCE : 0) |
	       (physical_due(vcpu->cpu) ? EXIT_PHYSICAL : 0);
}

bool run_wfi(unsigned int v)
{
	struct machine_vcpu *vcpu;
	bool sleeps;

	run_exit(v);
	vcpu = on_its_cpu(v);
	vcpu->kicked = false;
	sleeps = machine.subject->wfi(v);
	if (sleeps)
		vcpu->place = VCPU_ASLEEP;
	back();
	return sleeps;
}

bool run_wake(unsigned int v, unsigned int cpu)
{
	struct machine_vcpu *vcpu = &machine.vcpu[v];
	bool awake;

	vcpu->cpu = cpu;
	vcpu->kicked = false;
	on_its_cpu(v);
	awake = machine.subject->wake(v);
	if (awake)
		vcpu->place = VCPU_LOADED;
	back();
	return awake;
}

void run_halted(unsigned int cpu)
{
	for (unsigned int v = 0; v < machine.nr_vcpus; v++) {
		struct machine_vcpu *vcpu = &machine.vcpu[v];

		if (vcpu->place != VCPU_IN_GUEST || vcpu->cpu == cpu)
			continue;
		vcpu->place = VCPU_LOADED;
		vcpu->exits++;
	}
}
