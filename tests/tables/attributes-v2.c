// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attributes: scripts of a GICv2. Source: Documentation/virt/kvm/devices/arm-vgic.rst; offsets: IHI 0048B tables 4-1
 * and 4-2.
 */
#include "tests/tables/attributes.h"

#define GICD_CTLR	0x000
#define GICD_TYPER	0x004
#define GICD_IIDR	0x008
#define GICC_CTLR	0x000
#define GICC_PMR	0x004
#define GICC_BPR	0x008
#define GICC_IAR	0x00c
#define GICC_EOIR	0x010
#define GICC_ABPR	0x01c
#define GICC_APR0	0x0d0

#define BAD_ADDRESSES(type, size) \
	STEPS(SET(GRP_ADDR, type, 0x08000001, -EINVAL), SET(GRP_ADDR, type, 0x08000800, -EINVAL), \
	      SET(GRP_ADDR, type, 0x08000ffe, -EINVAL), SET(GRP_ADDR, type, IPA_END, -E2BIG), \
	      SET(GRP_ADDR, type, IPA_END + 0x10000, -E2BIG), SET(GRP_ADDR, type, IPA_END - (size) + 0x1000, -E2BIG), \
	      SET(GRP_ADDR, type, 1ull << 48, -E2BIG), SET(GRP_ADDR, type, 1ull << 63, -E2BIG), \
	      SET(GRP_ADDR, type, ~0ull << 12, ANY_ERROR), SET(GRP_ADDR, type, ~0ull, ANY_ERROR), \
	      SET(GRP_ADDR, type, IPA_END + 1, ANY_ERROR), FAULT_SET(GRP_ADDR, type, -EFAULT), \
	      SET_GET(GRP_ADDR, type, IPA_END - (size)), FAULT_GET(GRP_ADDR, type, -EFAULT))

#define PLACED_TWICE(type, at) \
	STEPS(SET_GET(GRP_ADDR, type, at), SET(GRP_ADDR, type, at, -EEXIST), SET(GRP_ADDR, type, at + 0x10000, -EEXIST), \
	      SET(GRP_ADDR, type, at + 1, ANY_ERROR), SET(GRP_ADDR, type, IPA_END, ANY_ERROR), GET(GRP_ADDR, type, at))

/* Every call with registers of either vCPU while one is in KVM_RUN. */
#define WHILE_RUNS(group, offset, v) \
	STEPS(SET(group, OF(0, offset), 0, 0), BUSY(v), SET(group, OF(0, offset), 1, -EBUSY), \
	      GET_FAILS(group, OF(0, offset), -EBUSY), SET(group, OF(1, offset), 1, -EBUSY), \
	      GET_FAILS(group, OF(1, offset), -EBUSY), IDLE(v), GET(group, OF(0, offset), 0))

/* Offsets that are no register, and vCPUs that are not there. */
#define BAD_REGISTERS(group, good) \
	STEPS(GET_FAILS(group, OF(0, good + 1), ANY_ERROR), SET(group, OF(0, good + 2), 0, ANY_ERROR), \
	      GET_FAILS(group, OF(0, good + 3), ANY_ERROR), GET_FAILS(group, OF(0, 0x2000), -ENXIO), \
	      SET(group, OF(0, 0x2000), 0, -ENXIO), GET_FAILS(group, OF(0, 0x10000), -ENXIO), \
	      GET_FAILS(group, OF(0, 0xfffffffc), -ENXIO), SET(group, OF(0, 0xfffffffc), 1, -ENXIO), \
	      GET_FAILS(group, OF(ATTR_VCPUS, good), -EINVAL), SET(group, OF(ATTR_VCPUS, good), 0, -EINVAL), \
	      GET_FAILS(group, OF(7, good), -EINVAL), GET_FAILS(group, OF(255, good), -EINVAL), \
	      SET(group, OF(255, good), 0, -EINVAL), FAULT_SET(group, OF(0, good), ANY_ERROR), \
	      FAULT_GET(group, OF(0, good), ANY_ERROR), GET(group, OF(1, good), 0))

#define READ_BACK(offset, value) SET_GET(GRP_DIST, offset, value)

const struct script attr_v2[] = {
	{ "create-twice", "a second GIC", AT_GIC, NULL,
	  STEPS(CREATE(VGIC_GICV2, -EEXIST), CREATE(VGIC_GICV3, ANY_ERROR), INIT(0)), NULL },
	{ "addr-dist-bad", "GICD at bad addresses", AT_GIC, NULL, BAD_ADDRESSES(V2_DIST, 0x1000), NULL },
	{ "addr-cpu-bad", "GICC at bad addresses", AT_GIC, NULL, BAD_ADDRESSES(V2_CPU, 0x2000), NULL },
	{ "addr-dist-twice", "GICD is placed once", AT_GIC, NULL, PLACED_TWICE(V2_DIST, 0x1000), NULL },
	{ "addr-cpu-twice", "GICC is placed once", AT_GIC, NULL, PLACED_TWICE(V2_CPU, 0x2000), NULL },
	{ "addr-after-run", "frames are not moved after the first KVM_RUN", AT_RUN, NULL,
	  STEPS(SET(GRP_ADDR, V2_DIST, 0x1000, -EEXIST), SET(GRP_ADDR, V2_CPU, 0x2000, -EEXIST),
		GET(GRP_ADDR, V2_DIST, VGIC_GPA_DIST), GET(GRP_ADDR, V2_CPU, VGIC_GPA_CPU)), NULL },
	{ "addr-unknown", "frames that a GICv2 does not have", AT_GIC, NULL,
	  STEPS(HAS(GRP_ADDR, V2_DIST, 0), HAS(GRP_ADDR, V2_CPU, 0), HAS(GRP_ADDR, V3_DIST, -ENXIO),
		SET(GRP_ADDR, V3_DIST, 0x10000, -ENXIO), GET_FAILS(GRP_ADDR, V3_DIST, -ENXIO),
		HAS(GRP_ADDR, V3_REDIST, -ENXIO), SET(GRP_ADDR, V3_REDIST, 0x10000, -ENXIO),
		GET_FAILS(GRP_ADDR, V3_REDIST, -ENXIO), HAS(GRP_ADDR, ITS_ADDR, -ENXIO),
		SET(GRP_ADDR, ITS_ADDR, 0x10000, -ENXIO), HAS(GRP_ADDR, V3_REGION, -ENXIO),
		SET(GRP_ADDR, V3_REGION, REGION(1, 0x10000, 0, 0), -ENXIO), GET_NO_REGION(0, -ENXIO),
		HAS(GRP_ADDR, 6, -ENXIO), SET(GRP_ADDR, 6, 0x10000, -ENXIO), GET_FAILS(GRP_ADDR, ~0ull, -ENXIO),
		SET(GRP_ADDR, 1ull << 32, 0x10000, -ENXIO)), NULL },
	{ "addr-legacy", "frames placed by KVM_ARM_SET_DEVICE_ADDR", AT_GIC, NULL,
	  STEPS(LEGACY(V2_DIST, 0x801, ANY_ERROR), LEGACY(V2_DIST, IPA_END, -E2BIG), LEGACY(V2_CPU, 0x2800, ANY_ERROR),
		LEGACY(V2_CPU, IPA_END - 0x1000, -E2BIG), LEGACY(V3_DIST, 0x10000, ANY_ERROR),
		LEGACY(6, 0x10000, ANY_ERROR), LEGACY(V2_DIST, 0x1000, 0), LEGACY(V2_DIST, 0x1000, -EEXIST),
		LEGACY(V2_CPU, 0x2000, 0), SET(GRP_ADDR, V2_CPU, 0x8000, -EEXIST), GET(GRP_ADDR, V2_DIST, 0x1000),
		GET(GRP_ADDR, V2_CPU, 0x2000), INIT(0), RUN(0)), NULL },
	{ "addr-overlap", "GICC over GICD: the VM does not run", AT_GIC, NULL,
	  STEPS(SET(GRP_ADDR, V2_DIST, 0x8000, OPEN), SET(GRP_ADDR, V2_CPU, 0x8000, OPEN), INIT(OPEN), RUN(OPEN),
		SOME_FAILED()), NULL },
	{ "addr-overlap-second-page", "GICD over the second page of GICC", AT_GIC, NULL,
	  STEPS(SET(GRP_ADDR, V2_CPU, 0x8000, OPEN), SET(GRP_ADDR, V2_DIST, 0x9000, OPEN), INIT(OPEN), RUN(OPEN),
		SOME_FAILED()), NULL },
	{ "addr-adjacent", "GICC right behind GICD", AT_GIC, NULL,
	  STEPS(SET(GRP_ADDR, V2_DIST, 0x7000, 0), SET(GRP_ADDR, V2_CPU, 0x8000, 0), INIT(0), RUN(0)), NULL },
	{ "addr-dist-missing", "the VM does not run without GICD", AT_GIC, NULL,
	  STEPS(SET(GRP_ADDR, V2_CPU, 0x8000, 0), INIT(OPEN), RUN(ANY_ERROR)), NULL },
	{ "addr-cpu-missing", "the VM does not run without GICC", AT_GIC, NULL,
	  STEPS(SET(GRP_ADDR, V2_DIST, 0x8000, 0), INIT(OPEN), RUN(ANY_ERROR)), NULL },
	{ "run-without-init", "KVM_RUN without CTRL_INIT", AT_GIC, NULL,
	  STEPS(SET(GRP_ADDR, V2_DIST, 0x8000, 0), SET(GRP_ADDR, V2_CPU, 0xa000, 0), RUN(OPEN)), NULL },

	{ "dist-while-vcpu-0-runs", "GICD while vCPU 0 is in KVM_RUN", AT_RUN, NULL, WHILE_RUNS(GRP_DIST, 0x104, 0), NULL },
	{ "dist-while-vcpu-1-runs", "GICD while vCPU 1 is in KVM_RUN", AT_RUN, NULL, WHILE_RUNS(GRP_DIST, 0x104, 1), NULL },
	{ "cpu-while-vcpu-0-runs", "GICC while vCPU 0 is in KVM_RUN", AT_RUN, NULL, WHILE_RUNS(GRP_CPU, GICC_PMR, 0), NULL },
	{ "cpu-while-vcpu-1-runs", "GICC while vCPU 1 is in KVM_RUN", AT_RUN, NULL, WHILE_RUNS(GRP_CPU, GICC_PMR, 1), NULL },
	{ "dist-bad", "what is no register of GICD, and vCPUs that are not there", AT_RUN, NULL,
	  BAD_REGISTERS(GRP_DIST, 0x104), NULL },
	{ "cpu-bad", "what is no register of GICC, and vCPUs that are not there", AT_RUN, NULL,
	  BAD_REGISTERS(GRP_CPU, GICC_APR0), NULL },
	{ "registers-before-init", "registers before CTRL_INIT", AT_GIC, NULL,
	  STEPS(GET_FAILS(GRP_DIST, GICD_IIDR, OPEN), SET(GRP_DIST, 0x104, 1, OPEN), SET(GRP_CPU, GICC_PMR, 4, OPEN),
		SET(GRP_DIST, OF(5, 0x104), 1, -EINVAL), GET_FAILS(GRP_CPU, OF(5, GICC_PMR), -EINVAL), INIT(OPEN)), NULL },

	{ "iidr", "GICD_IIDR is written back, and with other fields", AT_INIT, NULL,
	  STEPS(KEEP(GRP_DIST, GICD_IIDR), SET_KEPT(GRP_DIST, GICD_IIDR, 0, 0), KEPT(GRP_DIST, GICD_IIDR),
		SET_KEPT(GRP_DIST, GICD_IIDR, 0x1000, OPEN), LAST(GRP_DIST, GICD_IIDR),
		SET_KEPT(GRP_DIST, GICD_IIDR, 0xf000, OPEN), LAST(GRP_DIST, GICD_IIDR),
		SET_KEPT(GRP_DIST, GICD_IIDR, 0, 0), KEPT(GRP_DIST, GICD_IIDR)), NULL },
	{ "iidr-other-product", "GICD_IIDR of another implementation is not taken", AT_INIT, NULL,
	  STEPS(KEEP(GRP_DIST, GICD_IIDR), SET_KEPT(GRP_DIST, GICD_IIDR, 0x1, OPEN), KEPT(GRP_DIST, GICD_IIDR),
		SET_KEPT(GRP_DIST, GICD_IIDR, 0x01000000, OPEN), KEPT(GRP_DIST, GICD_IIDR)), NULL },
	{ "igroupr-after-iidr", "GICD_IGROUPR is ignored until GICD_IIDR is set", AT_INIT, NULL,
	  STEPS(KEEP(GRP_DIST, 0x084), SET_KEPT(GRP_DIST, 0x084, 0xff, 0), KEPT(GRP_DIST, 0x084),
		KEEP(GRP_DIST, OF(1, 0x080)), SET_KEPT(GRP_DIST, OF(1, 0x080), 0xff, 0), KEPT(GRP_DIST, OF(1, 0x080)),
		KEEP(GRP_DIST, GICD_IIDR), SET_KEPT(GRP_DIST, GICD_IIDR, 0, 0), SET_GET(GRP_DIST, 0x084, 0x0ff05a5a),
		SET_GET(GRP_DIST, OF(1, 0x080), 0xff00a5a5), SET_GET(GRP_DIST, OF(0, 0x080), 0x3c000c30),
		GET(GRP_DIST, OF(1, 0x080), 0xff00a5a5)), NULL },
	{ "typer", "GICD_TYPER says how many interrupts and vCPUs there are, and is read-only", AT_INIT, NULL,
	  STEPS(GET(GRP_DIST, GICD_TYPER, 0x22), SET(GRP_DIST, GICD_TYPER, 0xffffffff, 0), GET(GRP_DIST, GICD_TYPER, 0x22)),
	  NULL },
	{ "dist-read-back", "registers of SPIs in GICD", AT_RUN, NULL,
	  STEPS(READ_BACK(GICD_CTLR, 1), READ_BACK(0x104, 0x5a5a00ff), GET(GRP_DIST, 0x184, 0x5a5a00ff),
		READ_BACK(0x204, 0x00ff5a5a), READ_BACK(0x304, 0x11224488), GET(GRP_DIST, 0x384, 0x11224488),
		READ_BACK(0x420, 0xf8a05008), READ_BACK(0x828, 0x01020301), READ_BACK(0xc08, 0xaa0080aa)), NULL },
	{ "dist-banked", "registers of private interrupts in GICD are each vCPU's", AT_RUN, NULL,
	  STEPS(SET_GET(GRP_DIST, OF(1, 0x204), 0x100), GET(GRP_DIST, OF(0, 0x204), 0x100),
		SET(GRP_DIST, OF(0, 0x180), 0xffff0000, 0), SET(GRP_DIST, OF(1, 0x180), 0xffff0000, 0),
		SET(GRP_DIST, OF(0, 0x100), 0x00f00000, 0), SET(GRP_DIST, OF(1, 0x100), 0x0f000000, 0),
		GET(GRP_DIST, OF(0, 0x180), 0x00f0ffff), GET(GRP_DIST, OF(1, 0x180), 0x0f00ffff),
		SET_GET(GRP_DIST, OF(1, 0x300), 0x00ff0010), GET(GRP_DIST, OF(0, 0x300), 0),
		SET_GET(GRP_DIST, OF(1, 0x410), 0x10204080), GET(GRP_DIST, OF(0, 0x410), 0),
		SET_GET(GRP_DIST, OF(1, 0x200), 0x00f00000), GET(GRP_DIST, OF(0, 0x200), 0)), NULL },
	{ "dist-sgi-senders", "pending SGIs by sender", AT_RUN, NULL,
	  STEPS(SET_GET(GRP_DIST, OF(0, 0xf20), 0x00000201), GET(GRP_DIST, OF(1, 0xf20), 0),
		SET(GRP_DIST, OF(0, 0xf10), 0x00000001, 0), GET(GRP_DIST, OF(0, 0xf20), 0x00000200)), NULL },
	{ "cpu-read-back", "registers of GICC, each vCPU's; GICC_PMR in five bits", AT_RUN, NULL,
	  STEPS(SET_GET(GRP_CPU, OF(0, GICC_PMR), 0x1f), SET_GET(GRP_CPU, OF(1, GICC_PMR), 0x0a),
		GET(GRP_CPU, OF(0, GICC_PMR), 0x1f), SET_GET(GRP_CPU, OF(0, GICC_PMR), 0),
		SET_GET(GRP_CPU, OF(1, GICC_CTLR), 0x203), SET_GET(GRP_CPU, OF(1, GICC_CTLR), 0x1),
		GET(GRP_CPU, OF(0, GICC_CTLR), 0), SET_GET(GRP_CPU, OF(1, GICC_BPR), 4),
		SET_GET(GRP_CPU, OF(1, GICC_ABPR), 6), GET(GRP_CPU, OF(1, GICC_BPR), 4),
		SET_GET(GRP_CPU, OF(1, GICC_APR0), 0x80000101), GET(GRP_CPU, OF(0, GICC_APR0), 0)), NULL },
	{ "cpu-all-aprs", "GICC_APR0 to GICC_APR3 are always there; levels that do not exist are RAZ/WI", AT_RUN, NULL,
	  STEPS(SET(GRP_CPU, OF(0, GICC_APR0 + 4), 0xffffffff, 0), GET(GRP_CPU, OF(0, GICC_APR0 + 4), 0),
		SET(GRP_CPU, OF(0, GICC_APR0 + 8), 0xffffffff, 0), GET(GRP_CPU, OF(0, GICC_APR0 + 8), 0),
		SET(GRP_CPU, OF(0, GICC_APR0 + 12), 0xffffffff, 0), GET(GRP_CPU, OF(0, GICC_APR0 + 12), 0),
		GET(GRP_CPU, OF(0, GICC_APR0), 0)), NULL },
	{ "save-pending-unknown", "a GICv2 has no pending tables", AT_RUN, NULL,
	  STEPS(HAS(GRP_CTRL, CTRL_SAVE_PENDING, -ENXIO), SET(GRP_CTRL, CTRL_SAVE_PENDING, 0, -ENXIO)), NULL },
	{ NULL, NULL, AT_VM, NULL, NULL, NULL },
};
