/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The simulated interrupt controller of the host: physical interrupts, the way the host handles
 * one that it forwards to a guest, the virtual CPU interface of each physical CPU, and its timer.
 *
 * A struct gic holds no pointer: an instance is saved, restored and compared with memcpy and
 * memcmp. Time does not pass in it: everything happens at the call that makes it happen.
 * No kernel header; of vgic/subject.h only the plain types of the door.
 */
#ifndef MOCKS_GIC_GIC_H
#define MOCKS_GIC_GIC_H

#include "vgic/subject.h"

#define GIC_MAX_CPUS	VGIC_MAX_CPUS
#define GIC_MAX_LRS	VGIC_MAX_LRS
#define GIC_NR_IRQS	64	/* Linux irq numbers 0..63 */
#define GIC_LOG		32	/* accesses that the spy keeps */
#define GIC_EXTRA	32	/* system registers without a meaning here, per CPU */

/* What the hardware is like. All-zero members take the default that is named. */
struct gic_config {
	enum vgic_gic gic;		/* default VGIC_GICV3 */
	uint8_t nr_cpus;		/* default GIC_MAX_CPUS */
	uint8_t nr_lrs;			/* default 4; at most 64 (GICv2) or 16 (GICv3) */
	uint8_t pri_bits;		/* of the virtual interface; default 5, 5..8 on GICv3 */
	uint8_t pre_bits;		/* preemption bits, default 5, 5..7 */
	bool v2_cpuif;			/* GICv3 that can do GICv2: SRE can be 0 */
	bool no_hw_deactivation;	/* the HW bit of an LR deactivates nothing */
	bool no_tdir;			/* GICv3 without ICH_HCR_EL2.TDIR: ICH_VTR_EL2.TDS is 0 */
};

/* One physical interrupt as one CPU sees it; all CPUs see bank 0 of an SPI. */
struct gic_phys {
	bool line;	/* input, 1 is asserted */
	bool latch;	/* edge: edge seen; level: set by GICD_ISPENDR */
	bool active;
	bool masked;	/* not enabled in the distributor */
};

struct gic_irq {
	int32_t hwirq;			/* physical INTID; -1: this Linux irq does not exist */
	bool level;			/* level-sensitive, else edge-triggered */
	struct gic_phys bank[GIC_MAX_CPUS];
};

/* One call of gic_phys_get() or gic_phys_set(), refused ones too. */
struct gic_access {
	uint32_t irq;
	enum vgic_phys_state which;
	bool write;
	bool value;			/* written, or returned by the read */
	bool refused;			/* -EINVAL */
	struct vgic_context context;
};

struct gic_spy {
	uint32_t reads[4], writes[4];	/* by enum vgic_phys_state, refused ones too */
	uint32_t accesses;		/* all; the first GIC_LOG of them are in log[] */
	struct gic_access log[GIC_LOG];
};

/* The EL1 timers of one physical CPU, of which a guest's are the ones while it is loaded. */
enum gic_timers { GIC_VTIMER, GIC_PTIMER, GIC_NR_TIMERS };
struct gic_timer {
	uint64_t cval;			/* CNTV_CVAL_EL0, CNTP_CVAL_EL0 */
	uint32_t ctl;			/* ENABLE and IMASK */
};

/* The virtual CPU interface of one physical CPU and the system registers around it. */
struct gic_cpu {
	uint64_t lr[GIC_MAX_LRS];	/* GICH_LR or ICH_LR layout */
	uint32_t hcr, vmcr;		/* vmcr: the guest's control state, GICV_* and ICV_* are views of it */
	uint32_t apr;			/* GICH_APR */
	uint32_t ap0r[4], ap1r[4];	/* ICH_AP0R, ICH_AP1R */
	uint64_t sre_el1, sre_el2;
	uint64_t hcr_el2;
	uint64_t cntvoff;		/* CNTVOFF_EL2 */
	struct gic_timer timer[GIC_NR_TIMERS];
	uint32_t nr_extra;
	struct { uint32_t reg; uint64_t value; } extra[GIC_EXTRA];
};

/* Accesses that software should not have made. Cleared by the test that looks at them. */
struct gic_surprises {
	uint32_t unknown_reads;		/* unmodelled system register, read and never written */
	uint32_t last_unknown;		/* its encoding */
	uint32_t undefined;		/* no such register or interrupt, or read-only and written */
	uint32_t last_undefined;	/* GICH offset or system register encoding */
	uint32_t extra_lost;		/* writes for which extra[] had no room */
};

struct gic {
	struct gic_config config;
	struct gic_irq irq[GIC_NR_IRQS];
	struct gic_cpu cpu[GIC_MAX_CPUS];
	struct gic_spy spy;
	struct gic_surprises surprises;
	uint64_t time;			/* CNTPCT_EL0; passed by timer_pass() */
	uint32_t timer_irq[GIC_NR_TIMERS]; /* Linux irqs that the timers' outputs drive; 0: none */
};

/*
 * gic_init() - power on: no physical interrupt exists, every register is 0 but the SRE ones and
 * the binary points, which have their minimum.
 * @config: copied, defaults filled in. Returns false, and leaves @g untouched, when @config
 * describes no possible GIC.
 */
bool gic_init(struct gic *g, const struct gic_config *config);

/* --- physical interrupts (phys.c) --- */

/*
 * gic_irq_add() - let Linux irq number @irq (0..63) be physical interrupt @hwirq: a PPI
 * (16..31), banked per CPU, or an SPI (32..1019). Returns false for any other number and for a
 * @hwirq that another irq has.
 */
bool gic_irq_add(struct gic *g, uint32_t irq, int32_t hwirq, bool level);

/* gic_has_hwirq() - is there a physical interrupt @hwirq? */
bool gic_has_hwirq(const struct gic *g, uint32_t hwirq);

/* gic_phys() - the state of @irq on @cpu, to look at without the spy; NULL: no such irq. */
struct gic_phys *gic_phys(struct gic *g, unsigned int cpu, uint32_t irq);

/* gic_line() - a device drives the input of @irq (a PPI: of @cpu) to @level. */
void gic_line(struct gic *g, unsigned int cpu, uint32_t irq, bool level);

/* gic_pending() - is @irq pending on @cpu? Level: latch or line. Edge: latch. */
bool gic_pending(const struct gic *g, unsigned int cpu, uint32_t irq);

/* gic_deliverable() - pending, not masked and not active: the CPU is interrupted. */
bool gic_deliverable(const struct gic *g, unsigned int cpu, uint32_t irq);

/*
 * gic_host_take() - the host on @cpu acknowledges @irq, which it forwards to a guest, and
 * drops the running priority without deactivating (GICC_CTLR.EOImode or ICC_CTLR_EL1.EOImode
 * is 1). Returns true when it was deliverable; it is then active.
 */
bool gic_host_take(struct gic *g, unsigned int cpu, uint32_t irq);

/*
 * gic_hw_deactivate() - a virtual interrupt with HW=1 and physical id @pintid is deactivated on
 * @cpu. Returns true when a physical interrupt went from active to inactive.
 */
bool gic_hw_deactivate(struct gic *g, unsigned int cpu, uint32_t pintid);

/*
 * gic_phys_get(), gic_phys_set() - irq_get_irqchip_state(), irq_set_irqchip_state() as a GIC
 * driver answers them: pending, active and masked, on the bank of the CPU in @c. Return 0, or
 * -EINVAL for an irq that does not exist and for VGIC_PHYS_LEVEL: the GIC has no register that
 * tells the line of a level-sensitive interrupt apart from its pending state. Recorded.
 */
int gic_phys_get(struct gic *g, const struct vgic_context *c, uint32_t irq,
		 enum vgic_phys_state which, bool *value);
int gic_phys_set(struct gic *g, const struct vgic_context *c, uint32_t irq,
		 enum vgic_phys_state which, bool value);

/*
 * gic_host_deactivate() - the host on @cpu deactivates physical interrupt @pintid by a register of its own CPU
 * interface: GICC_DIR (byte 0x1000 of the frame that gic_gicc_write() writes), ICC_DIR_EL1. Returns whether it was active.
 */
bool gic_host_deactivate(struct gic *g, unsigned int cpu, uint32_t pintid);
void gic_gicc_write(struct gic *g, const struct vgic_context *c, uint32_t offset, uint32_t value);

/* gic_phys_hwirq() - physical INTID of Linux irq @irq; -1: no such irq. */
int32_t gic_phys_hwirq(const struct gic *g, uint32_t irq);

/* gic_spy_clear() - forget the recorded accesses and their counts. */
void gic_spy_clear(struct gic *g);

/* --- virtual CPU interface (vif.c) --- */

/* GICH frame of the CPU in @c: byte @offset, 32 bits. GICv2 only; else counted undefined. */
uint32_t gic_gich_read(struct gic *g, const struct vgic_context *c, uint32_t offset);
void gic_gich_write(struct gic *g, const struct vgic_context *c, uint32_t offset, uint32_t value);

/*
 * System registers of the CPU in @c, encoding as in subject.h. One that is not modelled is kept
 * as written; reading it before that returns 0 and is counted in surprises.
 */
uint64_t gic_sysreg_read(struct gic *g, const struct vgic_context *c, uint32_t reg);
void gic_sysreg_write(struct gic *g, const struct vgic_context *c, uint32_t reg, uint64_t value);


/* Bit n of each: LR n. Empty: may be used for another interrupt. Eoi: maintenance due. */
uint64_t gic_elrsr(const struct gic *g, unsigned int cpu);
uint64_t gic_eisr(const struct gic *g, unsigned int cpu);
/*
 * gic_misr() - why a maintenance interrupt is asserted, MISR_*; 0: it is not, or En is 0. (The
 * register shows the reasons without regard to En.)
 */
uint32_t gic_misr(const struct gic *g, unsigned int cpu);

/* gic_virq(), gic_vfiq() - does the virtual CPU interface of @cpu, or the hypervisor by HCR_EL2.VI or VF, signal its vCPU? */
bool gic_virq(const struct gic *g, unsigned int cpu);
bool gic_vfiq(const struct gic *g, unsigned int cpu);

/* --- the CPU interface as the guest on a CPU sees it: gicv.c, icv.c; what both do is cpuif.c --- */

/* What becomes of a guest's MRS or MSR. */
enum gic_reached {
	GIC_DONE,	/* the virtual CPU interface has done it */
	GIC_TRAPPED,	/* it traps to EL2, and nothing has happened yet */
	GIC_UNDEFINED,	/* no such register, or SRE is 0: an exception to EL1; nothing has happened */
};

/*
 * A guest at EL1 of @cpu reads or writes the CPU interface register @reg (ICC_*_EL1, encoding as in
 * subject.h); HCR_EL2.IMO and FMO are 1, so it reaches the ICV_ register of that name or traps as
 * ICH_HCR_EL2 and ICC_SRE_EL2 say. GICv3 only. Reading has the register's side effects.
 */
enum gic_reached gic_icv_read(struct gic *g, unsigned int cpu, uint32_t reg, uint64_t *value);
enum gic_reached gic_icv_write(struct gic *g, unsigned int cpu, uint32_t reg, uint64_t value);

/*
 * GICV frame of the CPU in @c: byte @offset (GICV_DIR is 0x1000), 32 bits; whoever accesses it, the
 * guest or KVM for it. GICv2, or GICv3 with v2_cpuif; reading has the register's side effects. A
 * register that is not there reads as zero.
 */
uint32_t gic_gicv_read(struct gic *g, const struct vgic_context *c, uint32_t offset);
void gic_gicv_write(struct gic *g, const struct vgic_context *c, uint32_t offset, uint32_t value);

/*
 * What a guest does to the interrupt in list register @lr, as seen from the LR alone: neither
 * priorities nor group enables nor GICH_HCR.En are looked at.
 *
 * gic_guest_ack(): pending to active. False when it cannot be acknowledged: it is not pending,
 * or active already. gic_guest_deactivate(): active to inactive, pending and active to pending;
 * HW=1 deactivates the physical interrupt, EOI=1 shows in gic_eisr() when the LR is empty.
 * False when it is not active.
 */
bool gic_guest_ack(struct gic *g, unsigned int cpu, unsigned int lr);
bool gic_guest_deactivate(struct gic *g, unsigned int cpu, unsigned int lr);

/* --- the generic timer (timer.c) --- */

/*
 * As gic_sysreg_read() and gic_sysreg_write(), but the generic timer's registers are what they are:
 * CNTPCT_EL0 is gic.time, CNTVCT_EL0 what of it CNTVOFF_EL2 leaves; a name ending in _EL02 is that of the
 * guest's register on a VHE host; CTL shows that the timer's condition is met; TVAL is a view of CVAL.
 */
uint64_t timer_sysreg_read(struct gic *g, const struct vgic_context *c, uint32_t reg);
void timer_sysreg_write(struct gic *g, const struct vgic_context *c, uint32_t reg, uint64_t value);

/* timer_wire() - from now on, the outputs of each CPU's timers drive the PPIs with these Linux irqs; 0: none. */
void timer_wire(struct gic *g, uint32_t vtimer_irq, uint32_t ptimer_irq);
/* timer_output() - is the output of timer @which of @cpu asserted? */
bool timer_output(const struct gic *g, unsigned int cpu, enum gic_timers which);
/* timer_pass() - @ticks of the counter pass, the same for all CPUs. */
void timer_pass(struct gic *g, uint64_t ticks);

#endif
