// SPDX-License-Identifier: GPL-2.0-only
/*
 * A guest's ITS driver. Registers and commands: IHI 0069, chapter 12 (GITS_*, GICR_*) and 5.3.
 */
#include "tests/smoke/its.h"

/* Guest memory, in pages of 64 KiB, the alignment that all of these are content with. */
#define PAGE(n)		(VGIC_GPA_RAM + 0x10000u * (n))
#define PROP		PAGE(0)		/* LPI configuration */
#define PEND		PAGE(1)		/* pending bits of vCPU 0 */
#define DEVICES		PAGE(2)
#define COLLECTIONS	PAGE(3)
#define COMMANDS	PAGE(4)
#define ITT		PAGE(5)

#define GICR_CTLR	0x0
#define GICR_PROPBASER	0x70
#define GICR_PENDBASER	0x78
#define GITS_CTLR	0x0
#define GITS_CBASER	0x80
#define GITS_CWRITER	0x88
#define GITS_BASER(n)	(0x100 + 8 * (n))
#define VALID		(1ull << 63)

static uint32_t written;	/* GITS_CWRITER */

static int command(const struct vgic_subject *s, uint64_t w0, uint64_t w1, uint64_t w2)
{
	uint64_t words[4] = { w0, w1, w2, 0 };

	if (s->ram(true, COMMANDS + written, words, sizeof(words)))
		return -1;
	written += sizeof(words);
	return s->mmio_write(0, ITS_GPA + GITS_CWRITER, 8, written);
}

#define TRY(step, call) do { if (call) return step; } while (0)

int its_driver(const struct vgic_subject *s)
{
	uint8_t config = 0xa0 | 1;	/* priority, enabled */

	written = 0;
	TRY(1, s->ram(true, PROP + (ITS_LPI - 8192), &config, 1));
	/* PROPBASER.IDbits 13: LPIs 8192 to 16383 */
	TRY(2, s->mmio_write(0, VGIC_GPA_REDIST + GICR_PROPBASER, 8, PROP | 13));
	TRY(3, s->mmio_write(0, VGIC_GPA_REDIST + GICR_PENDBASER, 8, PEND));
	TRY(4, s->mmio_write(0, VGIC_GPA_REDIST + GICR_CTLR, 4, 1));
	TRY(5, s->mmio_write(0, ITS_GPA + GITS_BASER(0), 8, VALID | DEVICES));
	TRY(6, s->mmio_write(0, ITS_GPA + GITS_BASER(1), 8, VALID | COLLECTIONS));
	TRY(7, s->mmio_write(0, ITS_GPA + GITS_CBASER, 8, VALID | COMMANDS));
	TRY(8, s->mmio_write(0, ITS_GPA + GITS_CTLR, 4, 1));
	TRY(9, command(s, 0x09, 0, VALID | 0));					/* MAPC collection 0, vCPU 0 */
	TRY(10, command(s, 0x08 | (uint64_t)ITS_DEVICE << 32, 4, VALID | ITT));	/* MAPD, 5 event bits */
	TRY(11, command(s, 0x0a | (uint64_t)ITS_DEVICE << 32,			/* MAPTI */
			ITS_EVENT | (uint64_t)ITS_LPI << 32, 0));
	TRY(12, command(s, 0x0c | (uint64_t)ITS_DEVICE << 32, ITS_EVENT, 0));	/* INV */
	return 0;
}

int its_driver_stop(const struct vgic_subject *s)
{
	TRY(1, command(s, 0x0f | (uint64_t)ITS_DEVICE << 32, ITS_EVENT, 0));	/* DISCARD */
	TRY(2, command(s, 0x08 | (uint64_t)ITS_DEVICE << 32, 4, ITT));		/* MAPD, V=0 */
	TRY(3, command(s, 0x09, 0, 0));						/* MAPC, V=0 */
	return 0;
}
