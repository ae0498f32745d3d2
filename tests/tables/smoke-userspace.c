// SPDX-License-Identifier: GPL-2.0-only
/*
 * Smoke: what userspace reads and writes through device attributes, as a VMM that migrates a guest.
 */
#include <stdio.h>

#include "mocks/gic/regs.h"
#include "tests/tables/smoke.h"

#define GICD_CTLR	0x000
#define GICD_TYPER	0x004
#define GICD_IIDR	0x008
#define GICC_PMR	0x004
#define GICR_SGI_FRAME	0x10000

/* KVM_DEV_ARM_VGIC_GRP_*, from the documented ABI (Documentation/virt/kvm/devices/). */
#define GRP_DIST_REGS	1u	/* attribute: MPIDR or vCPU << 32 | offset */
#define GRP_CPU_REGS	2u
#define GRP_NR_IRQS	3u
#define GRP_REDIST_REGS	5u
#define GRP_CPU_SYSREGS	6u	/* attribute: MPIDR << 32 | encoding */

static void expect_attribute(struct smoke *s, const char *name, uint32_t group, uint64_t attr,
			     uint64_t expected)
{
	uint64_t value = 0;

	row_step(s->row, "userspace reads %s", name);
	if (smoke_accepted(s, SMOKE_ATTRIBUTE, name, s->subject->attr_get(group, attr, &value)))
		expect_hex(s->row, &smoke_rules[SMOKE_ATTRIBUTE], COLUMN_GUEST, name, expected, value);
}

static void set_and_read(struct smoke *s, const char *name, uint32_t group, uint64_t attr, uint64_t value)
{
	row_step(s->row, "userspace writes %s: 0x%llx", name, (unsigned long long)value);
	smoke_accepted(s, SMOKE_ATTRIBUTE, name, s->subject->attr_set(group, attr, value));
	expect_attribute(s, name, group, attr, value);
}

/* Userspace sees the distributor as the guest does, while a vCPU is loaded but not running, too. */
void smoke_attributes(struct smoke *s)
{
	uint64_t typer = 0;

	expect_attribute(s, "NR_IRQS", GRP_NR_IRQS, 0, SMOKE_IRQS);
	row_step(s->row, "guest reads GICD_TYPER");
	smoke_accepted(s, SMOKE_ACCESS, "GICD_TYPER",
		       s->subject->mmio_read(0, VGIC_GPA_DIST + GICD_TYPER, 4, &typer));
	expect_attribute(s, "GICD_TYPER", GRP_DIST_REGS, GICD_TYPER, typer);
}

#define FRAME_WITH_REGISTERS 0x1000	/* all but GICD_IROUTER and ID registers */

/* Each word that is a register is read; the others are refused. */
static void save_frame(struct smoke *s, const char *name, uint32_t group, uint32_t base)
{
	unsigned int there = 0;

	row_step(s->row, "userspace reads all of %s", name);
	for (unsigned int offset = 0; offset < FRAME_WITH_REGISTERS; offset += 4) {
		uint64_t value;

		there += !s->subject->attr_get(group, base + offset, &value);
	}
	expect_bool(s->row, &smoke_rules[SMOKE_ATTRIBUTE], COLUMN_GUEST, name, true, there);
}

static void write_back(struct smoke *s, const char *name, uint32_t group, uint64_t attr)
{
	uint64_t value = 0;

	row_step(s->row, "userspace reads %s", name);
	if (smoke_accepted(s, SMOKE_ATTRIBUTE, name, s->subject->attr_get(group, attr, &value)))
		set_and_read(s, name, group, attr, value);
}

void smoke_userspace_registers(struct smoke *s)
{
	static const struct { const char *name; uint32_t offset; } of_spis[] = {
		{ "GICD_CTLR", GICD_CTLR }, { "GICD_IIDR", GICD_IIDR }, { "GICD_IGROUPR1", 0x084 },
		{ "GICD_ISENABLER1", 0x104 }, { "GICD_ISPENDR1", 0x204 }, { "GICD_ISACTIVER1", 0x304 },
		{ "GICD_IPRIORITYR8", 0x420 }, { "GICD_ICFGR2", 0xc08 },
	}, of_sgis[] = {
		{ "GICR_IGROUPR0", 0x080 }, { "GICR_ISENABLER0", 0x100 }, { "GICR_ISPENDR0", 0x200 },
		{ "GICR_ISACTIVER0", 0x300 }, { "GICR_IPRIORITYR0", 0x400 },
	};

	smoke_forward(s);
	smoke_out(s);
	save_frame(s, "GICD", GRP_DIST_REGS, 0);
	for (unsigned int i = 0; i < sizeof(of_spis) / sizeof(of_spis[0]); i++)
		write_back(s, of_spis[i].name, GRP_DIST_REGS, of_spis[i].offset);
	if (s->guest == VGIC_GICV3) {
		save_frame(s, "GICR, RD_base", GRP_REDIST_REGS, 0);
		save_frame(s, "GICR, SGI_base", GRP_REDIST_REGS, GICR_SGI_FRAME);
		for (unsigned int i = 0; i < sizeof(of_sgis) / sizeof(of_sgis[0]); i++)
			write_back(s, of_sgis[i].name, GRP_REDIST_REGS, GICR_SGI_FRAME + of_sgis[i].offset);
	}
	smoke_in(s);
}

/* The CPU interface's registers, while no vCPU is loaded. */
void smoke_userspace_cpuif(struct smoke *s)
{
	uint64_t value;
	int ret;

	smoke_out(s);
	if (s->guest == VGIC_GICV2) {
		/* As GICH_VMCR has it, in 5 bits: arm-vgic.rst, KVM_DEV_ARM_VGIC_GRP_CPU_REGS. */
		set_and_read(s, "GICC_PMR", GRP_CPU_REGS, GICC_PMR, 0x1d);
	} else {
		set_and_read(s, "ICC_PMR_EL1", GRP_CPU_SYSREGS, SYSREG_ICC_PMR_EL1, 0xe8);
		row_step(s->row, "userspace reads CNTV_CTL_EL0, which is no register of the CPU interface");
		ret = s->subject->attr_get(GRP_CPU_SYSREGS, SYSREG_CNTV_CTL_EL0, &value);
		expect_bool(s->row, &smoke_rules[SMOKE_ATTRIBUTE], COLUMN_GUEST, "CNTV_CTL_EL0 refused", true,
			    ret);
	}
	smoke_in(s);
}
