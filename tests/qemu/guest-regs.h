/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The registers of the CPU interface as a guest sees it, and their names in scripts. Included
 * several times, from C and from assembly, with V3(name, CRn, CRm, op2) or V2(name, offset)
 * defined.
 *
 * Source: IHI 0069, the encodings of ICC_*_EL1 (op0 3, op1 0); IHI 0048B 5.5, GICV_*.
 */
#ifdef V3
V3(pmr, 4, 6, 0)
V3(iar0, 12, 8, 0)
V3(eoir0, 12, 8, 1)
V3(hppir0, 12, 8, 2)
V3(bpr0, 12, 8, 3)
V3(ap0r0, 12, 8, 4)
V3(ap0r1, 12, 8, 5)
V3(ap0r2, 12, 8, 6)
V3(ap0r3, 12, 8, 7)
V3(ap1r0, 12, 9, 0)
V3(ap1r1, 12, 9, 1)
V3(ap1r2, 12, 9, 2)
V3(ap1r3, 12, 9, 3)
V3(dir, 12, 11, 1)
V3(rpr, 12, 11, 3)
V3(iar1, 12, 12, 0)
V3(eoir1, 12, 12, 1)
V3(hppir1, 12, 12, 2)
V3(bpr1, 12, 12, 3)
V3(ctlr, 12, 12, 4)
V3(sre, 12, 12, 5)
V3(igrpen0, 12, 12, 6)
V3(igrpen1, 12, 12, 7)
#endif
#ifdef V2
V2(ctlr, 0x00)
V2(pmr, 0x04)
V2(bpr, 0x08)
V2(iar, 0x0c)
V2(eoir, 0x10)
V2(rpr, 0x14)
V2(hppir, 0x18)
V2(abpr, 0x1c)
V2(aiar, 0x20)
V2(aeoir, 0x24)
V2(ahppir, 0x28)
V2(apr, 0xd0)
V2(dir, 0x1000)
#endif
#undef V2
#undef V3
