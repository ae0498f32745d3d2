/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Offsets, encodings and fields of the registers that the simulated GIC has.
 *
 * Sources: IHI 0048B (GICv2) chapter 5, the GICH_* registers; IHI 0069 (GICv3 and v4), the
 * ICH_*_EL2 and ICC_SRE_ELx registers; Arm ARM D24.10, the generic timer. Names are those of the documents.
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

/* System registers, as subject.h numbers them: the order of the fields in an MRS. */
#define GIC_SYSREG(op0, op1, crn, crm, op2) \
	((uint32_t)(op0) << 14 | (op1) << 11 | (crn) << 7 | (crm) << 3 | (op2))

#define SYSREG_HCR_EL2		GIC_SYSREG(3, 4, 1, 1, 0)
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

/* The CPU interface as a guest sees it. */
#define SYSREG_ICC_PMR_EL1	GIC_SYSREG(3, 0, 4, 6, 0)
#define SYSREG_ICC_IAR1_EL1	GIC_SYSREG(3, 0, 12, 12, 0)
#define SYSREG_ICC_EOIR1_EL1	GIC_SYSREG(3, 0, 12, 12, 1)
#define SYSREG_ICC_IGRPEN1_EL1	GIC_SYSREG(3, 0, 12, 12, 7)

/* The generic timer. */
#define SYSREG_CNTPCT_EL0	GIC_SYSREG(3, 3, 14, 0, 1)
#define SYSREG_CNTV_CTL_EL0	GIC_SYSREG(3, 3, 14, 3, 1)
#define SYSREG_CNTV_CVAL_EL0	GIC_SYSREG(3, 3, 14, 3, 2)
#define SYSREG_CNTVOFF_EL2	GIC_SYSREG(3, 4, 14, 0, 3)
#define CNT_CTL_ENABLE		(1u << 0)
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

/* GICH_MISR and ICH_MISR_EL2. */
#define MISR_EOI		(1u << 0)
#define MISR_U			(1u << 1)
#define MISR_LRENP		(1u << 2)
#define MISR_NP			(1u << 3)
#define MISR_VGRP0E		(1u << 4)
#define MISR_VGRP0D		(1u << 5)
#define MISR_VGRP1E		(1u << 6)
#define MISR_VGRP1D		(1u << 7)

/* GICH_VMCR and ICH_VMCR_EL2, as far as this simulation looks into them. */
#define VMCR_ENG0		(1u << 0)
#define VMCR_ENG1		(1u << 1)
#define VMCR_ACKCTL		(1u << 2)
#define VMCR_FIQEN		(1u << 3)

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
