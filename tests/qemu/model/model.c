// SPDX-License-Identifier: GPL-2.0-only
/*
 * The scripts of script.h on our model of the GIC (mocks/gic).
 *
 *	qemu-model GIC LRS PRI PRE [--break NAME] <SCRIPTS
 *	qemu-model --breakages GIC
 *
 * GIC is 2 or 3; LRS, PRI and PRE say what QEMU's is like: number of list registers, bits of
 * priority and of preemption. --break makes the model wrong on purpose, to see that the comparison
 * finds it; --breakages prints the names that it takes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mocks/gic/gic.h"
#include "mocks/gic/regs.h"
#include "tests/qemu/model/breakage.h"
#include "tests/qemu/script.h"

static struct gic gic;
static const struct vgic_context context;	/* CPU 0 */

void hw_put(const char *text)
{
	fputs(text, stdout);
}

void hw_reset(const struct hw *hw)
{
	struct gic_config config = {
		.gic = hw->gic == 2 ? VGIC_GICV2 : VGIC_GICV3, .nr_cpus = 1, .nr_lrs = hw->nr_lrs,
		.pri_bits = hw->pri_bits, .pre_bits = hw->pre_bits,
	};
	int intid;

	if (!gic_init(&gic, &config)) {
		fprintf(stderr, "qemu-model: mocks/gic cannot be a GICv%u with %u LRs, %u and "
			"%u bits\n", hw->gic, hw->nr_lrs, hw->pri_bits, hw->pre_bits);
		exit(2);
	}
	for (intid = 16; intid < 64; intid++)
		gic_irq_add(&gic, intid, intid, true);
	hw_hyp_write(HYP_VMCR, 0);
}

void hw_activate(unsigned int intid)
{
	bool done = gic_phys_set(&gic, &context, intid, VGIC_PHYS_ACTIVE, true) == 0;

	if (!done)
		fprintf(stderr, "qemu-model: mocks/gic has no physical interrupt %u\n", intid);
}

static uint64_t physically_active(void)
{
	uint64_t bits = 0;
	int intid;

	for (intid = 16; intid < 64; intid++)
		bits |= (uint64_t)gic_phys(&gic, 0, intid)->active << intid;
	return bits;
}

static uint32_t ich(enum hyp_reg reg)
{
	switch ((int)reg) {
	case HYP_HCR:	return SYSREG_ICH_HCR_EL2;
	case HYP_VMCR:	return SYSREG_ICH_VMCR_EL2;
	case HYP_MISR:	return SYSREG_ICH_MISR_EL2;
	case HYP_EISR:	return SYSREG_ICH_EISR_EL2;
	case HYP_ELRSR:	return SYSREG_ICH_ELRSR_EL2;
	}
	if (reg >= HYP_LR)
		return SYSREG_ICH_LR(reg - HYP_LR);
	return reg >= HYP_AP1R ? SYSREG_ICH_AP1R(reg - HYP_AP1R) : SYSREG_ICH_AP0R(reg - HYP_AP0R);
}

/* @high: the second word of a register that is two. */
static uint32_t gich(enum hyp_reg reg, bool high)
{
	switch ((int)reg) {
	case HYP_HCR:	return GICH_HCR;
	case HYP_VMCR:	return GICH_VMCR;
	case HYP_MISR:	return GICH_MISR;
	case HYP_EISR:	return high ? GICH_EISR1 : GICH_EISR0;
	case HYP_ELRSR:	return high ? GICH_ELRSR1 : GICH_ELRSR0;
	case HYP_AP0R:	return GICH_APR;
	}
	return GICH_LR0 + 4 * (reg - HYP_LR);
}

static uint64_t model_read(enum hyp_reg reg)
{
	uint64_t value;

	if (reg == HYP_VIRQ) {
		breakage_spoil(&gic);
		value = gic_virq(&gic, 0) | gic_vfiq(&gic, 0) << 1;
		breakage_mend(&gic);
		return value;
	}
	if (reg == HYP_PHYS)
		return physically_active();
	if (gic.config.gic == VGIC_GICV3)
		return gic_sysreg_read(&gic, &context, ich(reg));
	value = gic_gich_read(&gic, &context, gich(reg, false));
	if (reg == HYP_EISR || reg == HYP_ELRSR)
		value |= (uint64_t)gic_gich_read(&gic, &context, gich(reg, true)) << 32;
	return value;
}

uint64_t hw_hyp_read(enum hyp_reg reg)
{
	uint64_t value = model_read(reg);

	return value & ~breakage_hidden(reg);
}

void hw_hyp_write(enum hyp_reg reg, uint64_t value)
{
	if (gic.config.gic == VGIC_GICV3)
		gic_sysreg_write(&gic, &context, ich(reg), value);
	else
		gic_gich_write(&gic, &context, gich(reg, false), value);
}

static const uint32_t icc[] = {
#define V3(name, n, m, op) GIC_SYSREG(3, 0, n, m, op),
#include "tests/qemu/guest-regs.h"
};

static enum outcome outcome(enum gic_reached reached)
{
	return reached == GIC_DONE ? DONE : reached == GIC_TRAPPED ? TRAPPED : UNDEFINED;
}

/* Is it a register of the guest's by which something happens, and not one that holds a value? */
static bool acts(unsigned int where)
{
	if (gic.config.gic == VGIC_GICV2)
		return where == GICV_IAR || where == GICV_EOIR || where == GICV_RPR ||
		       where == GICV_HPPIR || where == GICV_AIAR || where == GICV_AEOIR ||
		       where == GICV_AHPPIR || where == GICV_DIR;
	switch (icc[where]) {
	case SYSREG_ICC_PMR_EL1:
	case SYSREG_ICC_CTLR_EL1:
		/* Of these, only the trap. */
		return breakage_of_hcr();
	case SYSREG_ICC_IAR0_EL1:
	case SYSREG_ICC_EOIR0_EL1:
	case SYSREG_ICC_HPPIR0_EL1:
	case SYSREG_ICC_IAR1_EL1:
	case SYSREG_ICC_EOIR1_EL1:
	case SYSREG_ICC_HPPIR1_EL1:
	case SYSREG_ICC_RPR_EL1:
	case SYSREG_ICC_DIR_EL1:
		return true;
	}
	return false;
}

enum outcome hw_guest_read(unsigned int where, uint64_t *value)
{
	enum gic_reached reached = GIC_DONE;

	if (acts(where))
		breakage_spoil(&gic);
	if (gic.config.gic == VGIC_GICV3)
		reached = gic_icv_read(&gic, 0, icc[where], value);
	else
		*value = gic_gicv_read(&gic, &context, where);
	if (acts(where))
		breakage_mend(&gic);
	return outcome(reached);
}

enum outcome hw_guest_write(unsigned int where, uint64_t value)
{
	enum gic_reached reached = GIC_DONE;

	if (acts(where))
		breakage_spoil(&gic);
	if (gic.config.gic == VGIC_GICV3)
		reached = gic_icv_write(&gic, 0, icc[where], value);
	else
		gic_gicv_write(&gic, &context, where, (uint32_t)value);
	if (acts(where))
		breakage_mend(&gic);
	return outcome(reached);
}

/* All of stdin, with a NUL behind it. */
static char *read_all(void)
{
	size_t size = 0, room = 1 << 16, n;
	char *text = malloc(room);

	while (text && (n = fread(text + size, 1, room - size - 1, stdin)) > 0) {
		size += n;
		if (size == room - 1)
			text = realloc(text, room *= 2);
	}
	if (!text) {
		perror("qemu-model");
		exit(2);
	}
	text[size] = '\0';
	return text;
}

static bool number(const char *text, unsigned int *value, unsigned int from, unsigned int to)
{
	char *end;

	*value = (unsigned int)strtoul(text, &end, 10);
	return *text && !*end && *value >= from && *value <= to;
}

static int usage(void)
{
	fputs("usage: qemu-model GIC LRS PRI PRE [--break NAME] <SCRIPTS\n"
	      "   or: qemu-model --breakages GIC\n", stderr);
	return 2;
}

int main(int argc, char **argv)
{
	struct hw hw;

	if (argc == 3 && !strcmp(argv[1], "--breakages") && number(argv[2], &hw.gic, 2, 3)) {
		breakage_list(hw.gic);
		return 0;
	}
	if ((argc != 5 && argc != 7) || !number(argv[1], &hw.gic, 2, 3) ||
	    !number(argv[2], &hw.nr_lrs, 1, 64) || !number(argv[3], &hw.pri_bits, 1, 8) ||
	    !number(argv[4], &hw.pre_bits, 1, 8))
		return usage();
	if (argc == 7) {
		if (strcmp(argv[5], "--break"))
			return usage();
		if (!breakage_choose(argv[6], hw.gic)) {
			fprintf(stderr, "qemu-model: no breakage of GICv%u is called '%s'; "
				"--breakages %u lists them\n", hw.gic, argv[6], hw.gic);
			return 2;
		}
	}
	return script_run(&hw, read_all()) ? 0 : 2;
}
