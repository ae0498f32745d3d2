/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Offsets, encodings and fields of the registers that the simulated GIC has.
 *
 * Sources: IHI 0048B (GICv2) chapter 5, the GICH_* and GICV_* registers; IHI 0069 (GICv3 and v4),
 * the ICH_*_EL2, ICC_*_EL1, ICV_*_EL1 and ICC_SRE_ELx registers; Arm ARM D24.10, the generic timer.
 * Names are those of the documents.
 */
#ifndef MOCKS_GIC_REGS_H
#define MOCKS_GIC_REGS_H

/* GICH frame, byte offsets, 32-bit registers. IHI 0048B 5.3. */
#define GICH_HCR		0x000u
#define GICH_VTR		0x004u
#define GICH_VMCR		0x008u
#define GICH_MISR		0x010u
#define GICH_EISR0		0x020u
#define GICH_EISR1		0x024u
#define GICH_ELRSR0		0x030u
#define GICH_ELRSR1		0x034u
#define GICH_APR		0x0f0u
#define GICH_LR0		0x100u

/* GICV frame, byte offsets, 32-bit registers. IHI 0048B 5.5. */
#define GICV_CTLR		0x0000u
#define GICV_PMR		0x0004u
#define GICV_BPR		0x0008u
#define GICV_IAR		0x000cu
#define GICV_EOIR		0x0010u
#define GICV_RPR		0x0014u
#define GICV_HPPIR		0x0018u
#define GICV_ABPR		0x001cu
#define GICV_AIAR		0x0020u
#define GICV_AEOIR		0x0024u
#define GICV_AHPPIR		0x0028u
#define GICV_APR(n)		(0x00d0u + 4 * (n))
#define GICV_IIDR		0x00fcu
#define GICV_DIR		0x1000u

/* System registers, as subject.h numbers them: the order of the fields in an MRS. */
#define GIC_SYSREG(op0, op1, crn, crm, op2) \
	((uint32_t)(op0) << 14 | (op1) << 11 | (crn) << 7 | (crm) << 3 | (op2))

#define SYSREG_HCR_EL2		GIC_SYSREG(3, 4, 1, 1, 0)
#define HCR_EL2_FMO		(1ull << 3)
#define HCR_EL2_IMO		(1ull << 4)
#define HCR_EL2_VF		(1ull << 6)
#define HCR_EL2_VI		(1ull << 7)
#define HCR_EL2_TGE		(1ull << 27)
#define SYSREG_ICC_SRE_EL1	GIC_SYSREG(3, 0, 12, 12, 5)
#define SYSREG_ICC_SRE_EL2	GIC_SYSREG(3, 4, 12, 9, 5)
#define SYSREG_ICH_AP0R(n)	GIC_SYSREG(3, 4, 12, 8, (n))
#define SYSREG_ICH_AP1R(n)	GIC_SYSREG(3, 4, 12, 9, (n))
#define SYSREG_ICH_HCR_EL2	GIC_SYSREG(3, 4, 12, 11, 0)
#define SYSREG_ICH_VTR_EL2	GIC_SYSREG(3, 4, 12, 11, 1)
#define SYSREG_ICH_MISR_EL2	GIC_SYSREG(3, 4, 12, 11, 2)
#define SYSREG_ICH_EISR_EL2	GIC_SYSREG(3, 4, 12, 11, 3)
#define SYSREG_ICH_ELRSR_EL2	GIC_SYSREG(3, 4, 12, 11, 5)
#define SYSREG_ICH_VMCR_EL2	GIC_SYSREG(3, 4, 12, 11, 7)
#define SYSREG_ICH_LR(n)	GIC_SYSREG(3, 4, 12, 12 + (n) / 8, (n) % 8)

/* The CPU interface as a guest sees it: ICV_<name> is reached under the name ICC_<name>. */
#define SYSREG_ICC_PMR_EL1	GIC_SYSREG(3, 0, 4, 6, 0)
#define SYSREG_ICC_IAR0_EL1	GIC_SYSREG(3, 0, 12, 8, 0)
#define SYSREG_ICC_EOIR0_EL1	GIC_SYSREG(3, 0, 12, 8, 1)
#define SYSREG_ICC_HPPIR0_EL1	GIC_SYSREG(3, 0, 12, 8, 2)
#define SYSREG_ICC_BPR0_EL1	GIC_SYSREG(3, 0, 12, 8, 3)
#define SYSREG_ICC_AP0R(n)	GIC_SYSREG(3, 0, 12, 8, 4 + (n))
#define SYSREG_ICC_AP1R(n)	GIC_SYSREG(3, 0, 12, 9, (n))
#define SYSREG_ICC_DIR_EL1	GIC_SYSREG(3, 0, 12, 11, 1)
#define SYSREG_ICC_RPR_EL1	GIC_SYSREG(3, 0, 12, 11, 3)
#define SYSREG_ICC_SGI1R_EL1	GIC_SYSREG(3, 0, 12, 11, 5)
#define SYSREG_ICC_ASGI1R_EL1	GIC_SYSREG(3, 0, 12, 11, 6)
#define SYSREG_ICC_SGI0R_EL1	GIC_SYSREG(3, 0, 12, 11, 7)
#define SYSREG_ICC_IAR1_EL1	GIC_SYSREG(3, 0, 12, 12, 0)
#define SYSREG_ICC_EOIR1_EL1	GIC_SYSREG(3, 0, 12, 12, 1)
#define SYSREG_ICC_HPPIR1_EL1	GIC_SYSREG(3, 0, 12, 12, 2)
#define SYSREG_ICC_BPR1_EL1	GIC_SYSREG(3, 0, 12, 12, 3)
#define SYSREG_ICC_CTLR_EL1	GIC_SYSREG(3, 0, 12, 12, 4)
#define SYSREG_ICC_IGRPEN0_EL1	GIC_SYSREG(3, 0, 12, 12, 6)
#define SYSREG_ICC_IGRPEN1_EL1	GIC_SYSREG(3, 0, 12, 12, 7)

/* The generic timer. */
#define SYSREG_CNTPCT_EL0	GIC_SYSREG(3, 3, 14, 0, 1)
#define SYSREG_CNTVCT_EL0	GIC_SYSREG(3, 3, 14, 0, 2)
#define SYSREG_CNTP_TVAL_EL0	GIC_SYSREG(3, 3, 14, 2, 0)
#define SYSREG_CNTP_CTL_EL0	GIC_SYSREG(3, 3, 14, 2, 1)
#define SYSREG_CNTP_CVAL_EL0	GIC_SYSREG(3, 3, 14, 2, 2)
#define SYSREG_CNTV_TVAL_EL0	GIC_SYSREG(3, 3, 14, 3, 0)
#define SYSREG_CNTV_CTL_EL0	GIC_SYSREG(3, 3, 14, 3, 1)
#define SYSREG_CNTV_CVAL_EL0	GIC_SYSREG(3, 3, 14, 3, 2)
#define SYSREG_CNTVOFF_EL2	GIC_SYSREG(3, 4, 14, 0, 3)
#define CNT_CTL_ENABLE		(1u << 0)
#define CNT_CTL_IMASK		(1u << 1)
#define CNT_CTL_ISTATUS		(1u << 2)

/* GICH_HCR and ICH_HCR_EL2 have these in common. */
#define HCR_EN			(1u << 0)
#define HCR_UIE			(1u << 1)
#define HCR_LRENPIE		(1u << 2)
#define HCR_NPIE		(1u << 3)
#define HCR_VGRP0EIE		(1u << 4)
#define HCR_VGRP0DIE		(1u << 5)
#define HCR_VGRP1EIE		(1u << 6)
#define HCR_VGRP1DIE		(1u << 7)
#define HCR_EOICOUNT		(0x1fu << 27)
#define HCR_EOICOUNT_ONE	(1u << 27)
/* ICH_HCR_EL2 only: which of a guest's accesses trap. */
#define ICH_HCR_TC		(1u << 10)	/* what both groups have in common */
#define ICH_HCR_TALL0		(1u << 11)
#define ICH_HCR_TALL1		(1u << 12)
#define ICH_HCR_TDIR		(1u << 14)	/* ICC_DIR_EL1, where ICH_VTR_EL2.TDS is 1 */

/* GICH_MISR and ICH_MISR_EL2. */
#define MISR_EOI		(1u << 0)
#define MISR_U			(1u << 1)
#define MISR_LRENP		(1u << 2)
#define MISR_NP			(1u << 3)
#define MISR_VGRP0E		(1u << 4)
#define MISR_VGRP0D		(1u << 5)
#define MISR_VGRP1E		(1u << 6)
#define MISR_VGRP1D		(1u << 7)

/* GICH_VMCR and ICH_VMCR_EL2. Those of GICV_CTLR have the same bits there. */
#define VMCR_ENG0		(1u << 0)
#define VMCR_ENG1		(1u << 1)
#define VMCR_ACKCTL		(1u << 2)
#define VMCR_FIQEN		(1u << 3)
#define VMCR_CBPR		(1u << 4)
#define VMCR_EOIM		(1u << 9)
#define VMCR_CTLR		(VMCR_ENG0 | VMCR_ENG1 | VMCR_ACKCTL | VMCR_FIQEN | VMCR_CBPR | VMCR_EOIM)
#define VMCR_BPR1_SHIFT		18
#define VMCR_BPR0_SHIFT		21
#define VMCR_PMR_SHIFT		24		/* GICH_VMCR has its upper five bits */

/* ICV_CTLR_EL1. */
#define ICV_CTLR_CBPR		(1u << 0)
#define ICV_CTLR_EOIMODE	(1u << 1)
#define ICV_CTLR_PRIBITS_SHIFT	8
#define ICV_CTLR_A3V		(1u << 15)

/* INTIDs that are none, and where those of LPIs begin. */
#define INTID_SPECIAL		1020u		/* to 1023 */
#define INTID_OTHER_GROUP	1022u
#define INTID_SPURIOUS		1023u
#define INTID_LPI		8192u
#define PRIORITY_IDLE		0xffu

/* ICC_SRE_ELx. */
#define ICC_SRE_SRE		(1u << 0)
#define ICC_SRE_DFB		(1u << 1)
#define ICC_SRE_DIB		(1u << 2)
#define ICC_SRE_ENABLE		(1u << 3)	/* ICC_SRE_EL2 only */

/* ICH_VTR_EL2 above the fields that are computed. */
#define ICH_VTR_A3V		(1u << 21)	/* SGIs to a non-zero Aff3 */
#define ICH_VTR_NV4		(1u << 20)	/* no direct injection of virtual interrupts */
#define ICH_VTR_TDS		(1u << 19)	/* ICH_HCR_EL2.TDIR is implemented */

#endif
