// SPDX-License-Identifier: GPL-2.0-only
/*
 * Smoke test of one tree: for each host and guest model a VM is made, every part of the vgic is
 * put to work once, and the VM is destroyed. Nothing may be reported, nothing may stay allocated,
 * and what was injected must reach a list register. The tables judge; this one only looks for
 * smoke, in files that no table reaches: ITS, MSIs, irqfds, debugfs, attributes, timers, and the
 * hypervisor's emulation of the CPU interfaces.
 *
 * usage: smoke_test SUBJECT.so
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "mocks/gic/regs.h"
#include "tests/self/host.h"
#include "tests/smoke/its.h"

#define PPI_VTIMER	27u
#define PPI_PTIMER	30u
#define IRQ_VTIMER	11u	/* Linux numbers */
#define IRQ_PTIMER	12u
#define IRQ_SPI		13u
#define SPI_MAPPED	40u
#define SPI_EDGE	34u
#define SPI_IRQFD	36u

#define CNTV_CTL	GIC_SYSREG(3, 3, 14, 3, 1)
#define CNTV_CVAL	GIC_SYSREG(3, 3, 14, 3, 2)
#define ICC_PMR_EL1	GIC_SYSREG(3, 0, 4, 6, 0)
#define ICC_IAR1_EL1	GIC_SYSREG(3, 0, 12, 12, 0)
#define ICC_EOIR1_EL1	GIC_SYSREG(3, 0, 12, 12, 1)
#define ICC_IGRPEN1_EL1	GIC_SYSREG(3, 0, 12, 12, 7)

/* KVM_DEV_ARM_VGIC_GRP_*, from the documented ABI (Documentation/virt/kvm/devices/). */
#define GRP_DIST_REGS	1u
#define GRP_NR_IRQS	3u
#define GRP_CPU_SYSREGS	6u	/* attribute: MPIDR << 32 | encoding */

struct machine {
	const char *name;
	struct vgic_machine_config config;
	enum vgic_gic guest;
	const char *feature;	/* that the tree must have; NULL: none */
};

static const struct machine machines[] = {
	{ "GICv2", { .gic = VGIC_GICV2, .vhe = true }, VGIC_GICV2, NULL },
	{ "GICv2, no VHE, GICV trapped", { .gic = VGIC_GICV2, .gicv_trapped = true }, VGIC_GICV2, NULL },
	{ "GICv3", { .gic = VGIC_GICV3, .vhe = true }, VGIC_GICV3, NULL },
	{ "GICv3, no VHE", { .gic = VGIC_GICV3 }, VGIC_GICV3, NULL },
	{ "GICv2 on GICv3", { .gic = VGIC_GICV3, .vhe = true, .v2_cpuif = true }, VGIC_GICV2, NULL },
	{ "GICv3, hardware does not deactivate", { .gic = VGIC_GICV3, .vhe = true,
	  .no_hw_deactivation = true }, VGIC_GICV3, "VGIC_SW_RESAMPLE" },
	{ "GICv5", { .gic = VGIC_GICV5, .vhe = true }, VGIC_GICV5, "VGIC_GICV5_GUEST" },
};
#define NR(array) (sizeof(array) / sizeof((array)[0]))

static const struct vgic_subject *subject;

static bool has(const char *feature)
{
	for (const char *const *f = subject->info.features; *f; f++)
		if (!strcmp(*f, feature))
			return true;
	return false;
}

/* Is there a kernel file of that name in the subject? */
static bool compiled(const char *name)
{
	for (const struct vgic_source *s = subject->info.sources; s->path; s++)
		if (strstr(s->path, name))
			return true;
	return false;
}

#define EXPECT(condition) do { \
	if (!(condition)) \
		dprintf(host_report_fd, "line %d: not so: %s\n", __LINE__, #condition); \
} while (0)

/* The list register that shows @intid, or -1. */
static int find_lr(const struct machine *m, uint32_t intid)
{
	for (unsigned int i = 0; i < host_gic.config.nr_lrs; i++) {
		uint64_t lr = host_gic.cpu[0].lr[i];
		uint32_t state = m->config.gic == VGIC_GICV2 ? lr >> 28 & 3 : lr >> 62 & 3;

		if (state && (lr & (m->config.gic == VGIC_GICV2 ? 0x3ff : 0xffffffff)) == intid)
			return (int)i;
	}
	return -1;
}

/* Enter; the guest handles @intid, and everything else that is shown; exit. */
static void enter_and_handle(const struct machine *m, uint32_t intid)
{
	subject->flush(0);
	if (intid)
		EXPECT(find_lr(m, intid) >= 0);
	for (unsigned int i = 0; i < host_gic.config.nr_lrs; i++) {
		gic_guest_ack(&host_gic, 0, i);
		gic_guest_deactivate(&host_gic, 0, i);
	}
	subject->sync(0);
}

/* Every register of a frame is read, word by word, as a curious guest would. */
static void read_frame(uint64_t gpa, unsigned int size)
{
	uint64_t value;

	for (unsigned int offset = 0; offset < size; offset += 4)
		subject->mmio_read(0, gpa + offset, 4, &value);
}

static void enable(const struct machine *m)
{
	bool v3 = m->guest == VGIC_GICV3;

	EXPECT(!subject->mmio_write(0, VGIC_GPA_DIST, 4, 3));
	for (unsigned int word = 0; word < 3; word++) {
		uint64_t base = v3 && !word ? VGIC_GPA_REDIST + 0x10000 : VGIC_GPA_DIST;

		EXPECT(!subject->mmio_write(0, base + 0x80 + 4 * word, 4, ~0u));	/* IGROUPR */
		EXPECT(!subject->mmio_write(0, base + 0x100 + 4 * word, 4, ~0u));	/* ISENABLER */
	}
	if (!v3)	/* all SPIs to vCPU 0, ITARGETSR */
		for (unsigned int n = 32; n < 96; n += 4)
			EXPECT(!subject->mmio_write(0, VGIC_GPA_DIST + 0x800 + n, 4, 0x01010101));
	EXPECT(!subject->mmio_write(0, VGIC_GPA_DIST + 0xc00 + SPI_EDGE / 16 * 4, 4,
				    2u << SPI_EDGE % 16 * 2));			/* ICFGR */
}

static void use_interrupts(const struct machine *m)
{
	EXPECT(!subject->inject(0, SPI_EDGE, true));
	subject->pending(0);	/* its answer depends on a priority mask that is not set up */
	enter_and_handle(m, SPI_EDGE);

	/* The host has more than one list register, and KVM has found out (ICH_VTR_EL2.ListRegs). */
	EXPECT(!subject->inject(0, SPI_EDGE, true) && !subject->irqfd(SPI_IRQFD - 32, true));
	subject->flush(0);
	EXPECT(find_lr(m, SPI_EDGE) >= 0 && find_lr(m, SPI_IRQFD) >= 0);
	subject->sync(0);
	enter_and_handle(m, SPI_EDGE);

	EXPECT(!subject->irqfd(SPI_IRQFD - 32, true));
	enter_and_handle(m, SPI_IRQFD);
	EXPECT(!subject->irqfd(SPI_IRQFD - 32, false));

	/* SGI 5 to itself: GICD_SGIR with a target list, ICC_SGI1R_EL1. */
	if (m->guest == VGIC_GICV2)
		EXPECT(!subject->mmio_write(0, VGIC_GPA_DIST + 0xf00, 4, 1u << 16 | 5));
	else
		EXPECT(!subject->sgi(0, 5ull << 24 | 1, true));
	enter_and_handle(m, 5);

	EXPECT(!subject->map(0, SPI_MAPPED, IRQ_SPI, 0));
	gic_line(&host_gic, 0, IRQ_SPI, true);
	EXPECT(gic_host_take(&host_gic, 0, IRQ_SPI));
	EXPECT(!subject->inject(0, SPI_MAPPED, true));
	gic_line(&host_gic, 0, IRQ_SPI, false);
	enter_and_handle(m, SPI_MAPPED);
	EXPECT(!subject->unmap(0, SPI_MAPPED));
}

/* The guest's virtual timer fires, is handled, and is switched off by the guest. */
static void use_timer(const struct machine *m)
{
	const struct vgic_context cpu0 = { 0 };

	gic_sysreg_write(&host_gic, &cpu0, CNTV_CVAL, 1000);
	gic_sysreg_write(&host_gic, &cpu0, CNTV_CTL, 1);
	host_time = 2000;
	gic_line(&host_gic, 0, IRQ_VTIMER, true);
	if (gic_deliverable(&host_gic, 0, IRQ_VTIMER)) {
		gic_host_take(&host_gic, 0, IRQ_VTIMER);
		subject->interrupt(IRQ_VTIMER);
	}
	/*
	 * Scheduled out and in while the timer is due: the host must not be interrupted again. Where
	 * the hardware cannot deactivate, KVM's own irqchip masks the interrupt instead.
	 */
	subject->put(0);
	subject->load(0);
	if (m->config.no_hw_deactivation)
		EXPECT(gic_phys(&host_gic, 0, IRQ_VTIMER)->masked);
	EXPECT(m->guest == VGIC_GICV5 || !gic_deliverable(&host_gic, 0, IRQ_VTIMER));
	subject->flush(0);
	EXPECT(m->guest == VGIC_GICV5 || find_lr(m, PPI_VTIMER) >= 0);
	gic_sysreg_write(&host_gic, &cpu0, CNTV_CTL, 0);
	gic_line(&host_gic, 0, IRQ_VTIMER, false);
	for (unsigned int i = 0; i < host_gic.config.nr_lrs; i++) {
		gic_guest_ack(&host_gic, 0, i);
		gic_guest_deactivate(&host_gic, 0, i);
	}
	subject->sync(0);
	/* Scheduled out with the timer armed, and in again. */
	gic_sysreg_write(&host_gic, &cpu0, CNTV_CVAL, 5000);
	gic_sysreg_write(&host_gic, &cpu0, CNTV_CTL, 1);
	subject->put(0);
	EXPECT(!(gic_sysreg_read(&host_gic, &cpu0, CNTV_CTL) & 1));
	subject->load(0);
	EXPECT(gic_sysreg_read(&host_gic, &cpu0, CNTV_CTL) & 1);
	EXPECT(gic_sysreg_read(&host_gic, &cpu0, CNTV_CVAL) == 5000);
	gic_sysreg_write(&host_gic, &cpu0, CNTV_CTL, 0);
}

/* The CPU interface emulated by the hypervisor's half, on the list registers of an entry. */
static void use_icc(const struct machine *m)
{
	uint64_t value = 1;

	EXPECT(subject->trap_icc(0, ICC_IGRPEN1_EL1, true, &value));
	value = 0xf0;
	EXPECT(subject->trap_icc(0, ICC_PMR_EL1, true, &value));
	value = 0;
	EXPECT(subject->trap_icc(0, ICC_PMR_EL1, false, &value));
	EXPECT(value == 0xf0);
	EXPECT(!subject->inject(0, SPI_EDGE, true));
	subject->flush(0);
	EXPECT(subject->trap_icc(0, ICC_IAR1_EL1, false, &value));
	EXPECT(value == SPI_EDGE);
	EXPECT(subject->trap_icc(0, ICC_EOIR1_EL1, true, &value));
	EXPECT(find_lr(m, SPI_EDGE) < 0);
	subject->sync(0);
}

static void use_gicv(void)
{
	uint32_t value = 0x15;

	EXPECT(subject->trap_gicv(0, 0x4, true, &value) == 1);
	value = 0;
	EXPECT(subject->trap_gicv(0, 0x4, false, &value) == 1);
	EXPECT(value == 0x15 && host_gicv[1] == 0x15);
	EXPECT(subject->trap_gicv(0, 0x2, false, &value) == -1);
	EXPECT(subject->trap_gicv(0, 0x4000, false, &value) == 0);
}

static void use_its(const struct machine *m)
{
	size_t blocks;
	int step;

	EXPECT(!subject->its_create(ITS_GPA));
	step = its_driver(subject);
	if (step)
		dprintf(host_report_fd, "the ITS driver failed at step %d\n", step);
	EXPECT(subject->msi(ITS_TRANSLATER, ITS_EVENT, ITS_DEVICE) > 0);
	enter_and_handle(m, ITS_LPI);
	/* One that is still pending when its event is discarded. */
	EXPECT(subject->msi(ITS_TRANSLATER, ITS_EVENT, ITS_DEVICE) > 0);
	EXPECT(subject->debug_show() > 0);
	EXPECT(!its_driver_stop(subject));
	EXPECT(subject->msi(ITS_TRANSLATER, ITS_EVENT, ITS_DEVICE) <= 0);
	enter_and_handle(m, 0);
	/* The LPI is gone for good: the same once more takes no more memory. */
	blocks = subject->live_blocks(NULL);
	EXPECT(!its_driver(subject));
	EXPECT(subject->msi(ITS_TRANSLATER, ITS_EVENT, ITS_DEVICE) > 0);
	enter_and_handle(m, ITS_LPI);
	EXPECT(!its_driver_stop(subject));
	EXPECT(subject->live_blocks(NULL) == blocks);
	read_frame(ITS_GPA, 0x200);
}

static void run(const void *argument)
{
	const struct machine *m = argument;
	const struct gic_config gic = {
		.gic = m->config.gic == VGIC_GICV2 ? VGIC_GICV2 : VGIC_GICV3,
		.v2_cpuif = m->config.v2_cpuif, .no_hw_deactivation = m->config.no_hw_deactivation,
	};
	const struct vgic_vm_config vm = { m->guest, 2, 96, .timers = true };
	struct vgic_machine_config config = m->config;
	size_t blocks;
	uint64_t value;

	config.nr_cpus = 2;
	config.vtimer_irq = IRQ_VTIMER;
	config.ptimer_irq = IRQ_PTIMER;
	gic_init(&host_gic, &gic);
	gic_irq_add(&host_gic, IRQ_VTIMER, PPI_VTIMER, true);
	gic_irq_add(&host_gic, IRQ_PTIMER, PPI_PTIMER, true);
	gic_irq_add(&host_gic, IRQ_SPI, 99, true);

	EXPECT(!subject->boot(&config));
	blocks = subject->live_blocks(NULL);
	if (subject->vm_create(&vm)) {
		dprintf(host_report_fd, "the VM cannot be made\n");
		return;
	}
	if (m->guest == VGIC_GICV3) {
		EXPECT(!subject->attr_set(GRP_CPU_SYSREGS, ICC_PMR_EL1, 0xe8));
		EXPECT(!subject->attr_get(GRP_CPU_SYSREGS, ICC_PMR_EL1, &value) && value == 0xe8);
		EXPECT(subject->attr_get(GRP_CPU_SYSREGS, CNTV_CTL, &value));	/* not one of them */
	}
	subject->load(0);
	if (m->guest != VGIC_GICV5) {
		EXPECT(!subject->attr_get(GRP_NR_IRQS, 0, &value) && value == 96);
		EXPECT(!subject->attr_get(GRP_DIST_REGS, 4, &value));	/* GICD_TYPER */
		enable(m);
		use_interrupts(m);
	}
	use_timer(m);
	if (m->guest == VGIC_GICV3)
		use_its(m);
	if (m->guest == VGIC_GICV3 && m->config.gic == VGIC_GICV3)
		use_icc(m);
	if (m->config.gicv_trapped)
		use_gicv();
	EXPECT(m->guest == VGIC_GICV5 || subject->debug_show() > 0);
	if (m->guest != VGIC_GICV5)
		read_frame(VGIC_GPA_DIST, 0x1000);
	if (m->guest == VGIC_GICV3)
		read_frame(VGIC_GPA_REDIST, 0x20000);
	subject->put(0);
	subject->vm_destroy();
	if (subject->live_blocks(NULL) != blocks)
		dprintf(host_report_fd, "%zu blocks stay allocated\n",
			subject->live_blocks(NULL) - blocks);
	dprintf(host_report_fd, "done\n");
}

static void test_machine(void **state)
{
	const struct machine *m = *state;

	/* A probe that says no must not hide a file that is there. */
	if (m->guest == VGIC_GICV5 && !has(m->feature) && compiled("vgic-v5.c"))
		fail_msg("vgic-v5.c is compiled, but %s was not found: see vgic/probes.list", m->feature);
	if (m->feature && !has(m->feature)) {
		print_message("skipped: the subject lacks %s\n", m->feature);
		skip();
	}
	assert_string_equal(host_in_child(run, m), "done\n");
}

int main(int argc, char **argv)
{
	static struct CMUnitTest tests[NR(machines)];

	if (argc != 2) {
		fprintf(stderr, "usage: smoke_test SUBJECT.so\n");
		return 2;
	}
	subject = host_open(argv[1]);
	for (size_t i = 0; i < NR(machines); i++)
		tests[i] = (struct CMUnitTest){ machines[i].name, test_machine, NULL, NULL,
						(void *)&machines[i] };
	return _cmocka_run_group_tests("smoke", tests, NR(tests), NULL, NULL);
}
