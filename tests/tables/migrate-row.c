// SPDX-License-Identifier: GPL-2.0-only
/*
 * Migrate: an interrupt is brought into a state, the VM is saved, destroyed, and restored into another one; the guest
 * goes on, judged by the ideal GIC (checker/spec/ideal.h) as if nothing had happened.
 */
#include "tests/tables/migrate.h"

#include <stdio.h>

#include "mocks/gic/regs.h"

#define PRIORITY	0x80
#define NESTED_INTID	50u
#define NESTED_PRIORITY	0xc0
#define SGI_BASE	0x10000u
#define GICD_ITARGETSR	0x800u
#define GICD_IROUTER	0x6000u
#define OTHER_VCPU	1u
#define CPUIF_REGS	9

/* A row while it runs. */
struct moving {
	struct row *row;
	const struct migrate_case *c;
	struct migration *saved;
	struct ideal irq;
	bool dropped;		/* its priority */
	bool over;		/* something differed: what follows from it is no news */
	uint32_t held, nested_held;
	uint64_t cpuif[CPUIF_REGS];
};

static void differs(struct moving *m, enum migrate_rule rule, enum column column, const char *field, const char *expected,
		    const char *seen)
{
	if (!m->over)
		row_differs(m->row, &migrate_rules[rule], column, field, expected, seen);
	m->over = true;
}

static bool is_v2(void)
{
	return machine.model.guest == VGIC_GICV2;
}

static const struct migrate_irq *what(const struct moving *m)
{
	return &migrate_irqs[m->c->kind];
}

static bool is_sgi(const struct moving *m)
{
	return m->c->kind == MIGRATE_SGI || m->c->kind == MIGRATE_SGI_OTHER;
}

static unsigned int sender(const struct moving *m)
{
	return m->c->kind == MIGRATE_SGI_OTHER ? OTHER_VCPU : 0;
}

/* The guest's CPU interface */

static void write_cpuif(uint32_t v2, uint32_t v3, uint64_t value)
{
	guest_cpuif(0, is_v2() ? v2 : v3, true, &value);
}

static uint64_t read_cpuif(uint32_t v2, uint32_t v3)
{
	uint64_t value = 0;

	guest_cpuif(0, is_v2() ? v2 : v3, false, &value);
	return value;
}

static const char *const cpuif_names[CPUIF_REGS] = {
	"CTLR", "PMR", "BPR0", "BPR1", "RPR", "AP0R0 or APR0", "AP1R0", "IGRPEN0", "IGRPEN1",
};

/* All that the guest can read there without a side effect, in that order. */
static void read_cpuif_all(uint64_t value[CPUIF_REGS])
{
	value[0] = read_cpuif(GICV_CTLR, SYSREG_ICC_CTLR_EL1);
	value[1] = read_cpuif(GICV_PMR, SYSREG_ICC_PMR_EL1);
	value[2] = read_cpuif(GICV_BPR, SYSREG_ICC_BPR0_EL1);
	value[3] = read_cpuif(GICV_ABPR, SYSREG_ICC_BPR1_EL1);
	value[4] = read_cpuif(GICV_RPR, SYSREG_ICC_RPR_EL1);
	value[5] = read_cpuif(GICV_APR(0), SYSREG_ICC_AP0R(0));
	value[6] = is_v2() ? 0 : read_cpuif(0, SYSREG_ICC_AP1R(0));
	value[7] = is_v2() ? 0 : read_cpuif(0, SYSREG_ICC_IGRPEN0_EL1);
	value[8] = is_v2() ? 0 : read_cpuif(0, SYSREG_ICC_IGRPEN1_EL1);
}

#define V2_EOIMODE	(1u << 9)
#define V2_CBPR		(1u << 4)
#define V3_EOIMODE	(1u << 1)
#define V3_CBPR		(1u << 0)

static void set_groups(const struct moving *m, unsigned int groups, bool cbpr)
{
	if (is_v2()) {
		write_cpuif(GICV_CTLR, 0, groups | (cbpr ? V2_CBPR : 0) | (m->c->eoimode ? V2_EOIMODE : 0));
		return;
	}
	write_cpuif(0, SYSREG_ICC_CTLR_EL1, (cbpr ? V3_CBPR : 0) | (m->c->eoimode ? V3_EOIMODE : 0));
	write_cpuif(0, SYSREG_ICC_IGRPEN0_EL1, groups & 1);
	write_cpuif(0, SYSREG_ICC_IGRPEN1_EL1, groups >> 1);
}

/* The guest sets up its CPU interface as the row wants it, and reads it. */
static void set_cpuif(struct moving *m)
{
	row_step(m->row, "guest sets up its CPU interface");
	switch (m->c->cpuif) {
	case CPUIF_MASKED:
		guest_mask(0, 0);
		break;
	case CPUIF_MASKED_AT:
		guest_mask(0, PRIORITY);
		break;
	case CPUIF_GROUP_OFF:
		set_groups(m, 3 & ~(1u << m->c->group), false);
		break;
	case CPUIF_COMMON_BPR:
		write_cpuif(GICV_BPR, SYSREG_ICC_BPR0_EL1, 4);
		write_cpuif(GICV_ABPR, SYSREG_ICC_BPR1_EL1, 5);
		set_groups(m, 3, true);
		break;
	default:
		break;
	}
	read_cpuif_all(m->cpuif);
}

static bool masked(const struct moving *m)
{
	return m->c->cpuif == CPUIF_MASKED || m->c->cpuif == CPUIF_MASKED_AT || m->c->cpuif == CPUIF_GROUP_OFF;
}

static void open_cpuif(struct moving *m)
{
	if (!masked(m))
		return;
	row_step(m->row, "guest masks nothing any more");
	guest_mask(0, 0xff);
	set_groups(m, 3, false);
}

/* Signals */

/* What arch_timer.c does when its vCPU is loaded, for any mapped interrupt: what the guest has is physically active. */
static void load_mapped(struct moving *m)
{
	struct gic_phys *phys = gic_phys(&machine.gic, 0, machine.irq);

	phys->active = m->irq.line || m->irq.latch || m->irq.active;
	machine.subject->inject(0, machine.intid, m->irq.line);
}

static void signal(struct moving *m)
{
	if (is_sgi(m)) {
		verb_send_sgi(m->row, sender(m), m->c->group);
		ideal_send(&m->irq, sender(m));
	} else if (what(m)->level) {
		verb_line(m->row, true);
		verb_host(m->row, 0);
		m->irq.line = true;
	} else {
		verb_edge(m->row);
		ideal_edge(&m->irq);
	}
}

static void serve(struct moving *m)
{
	if (!m->irq.line)
		return;
	verb_line(m->row, false);
	m->irq.line = false;
}

/* Exit, the host takes what its device has, entry. */
static void exit_and_enter(struct moving *m)
{
	verb_exit(m->row);
	verb_host(m->row, 0);
	verb_enter(m->row);
}

/* The guest acknowledges; what it gets must be due. */
static void acknowledge(struct moving *m, bool due)
{
	char seen[40], expected[40];
	uint32_t ack, intid;

	row_step(m->row, "guest acknowledges (IAR)");
	ack = guest_ack(0, m->c->group);
	intid = guest_intid(ack);
	row_changed(m->row, CHANGED_IRQ, "INTID %u", intid);
	snprintf(seen, sizeof(seen), "INTID %u", intid);
	snprintf(expected, sizeof(expected), "INTID %u", machine.intid);
	if (intid == machine.intid) {
		if (!due && !(m->irq.maybe && ideal_allowed(&m->irq) && !m->irq.active))
			differs(m, MIG_SPURIOUS, COLUMN_GUEST, "acknowledge", "none (1023)", seen);
		else if (is_v2() && is_sgi(m) && !(m->irq.sources & 1u << guest_sender(ack)))
			differs(m, MIG_SPURIOUS, COLUMN_GUEST, "sender", "one that has sent it", "another");
		m->held = ack;
		m->dropped = false;
		ideal_ack(&m->irq, guest_sender(ack));
	} else if (intid != GUEST_SPURIOUS || due) {
		differs(m, due ? MIG_DUE : MIG_SPURIOUS, COLUMN_GUEST, "acknowledge", due ? expected : "none (1023)",
			intid == GUEST_SPURIOUS ? "none (1023)" : seen);
	}
}

static void drop(struct moving *m)
{
	row_step(m->row, "guest ends it (EOIR)");
	guest_eoi(0, m->c->group, m->held);
	m->dropped = true;
	if (!m->c->eoimode)
		ideal_deactivate(&m->irq);
}

/* The guest ends what it handles, and its device is served. */
static void finish(struct moving *m)
{
	if (!m->irq.active || m->over)
		return;
	serve(m);
	if (!m->dropped)
		drop(m);
	if (m->c->eoimode) {
		row_step(m->row, "guest deactivates it (DIR)");
		guest_deactivate(0, m->held);
		ideal_deactivate(&m->irq);
	}
	exit_and_enter(m);
}

/* The rows' beginning */

static void write_mmio(uint64_t gpa, unsigned int len, uint64_t value)
{
	machine.subject->mmio_write(0, gpa, len, value);
}

static void configure(struct moving *m, uint32_t intid, uint8_t priority, bool level)
{
	machine.intid = intid;
	verb_group(m->row, m->c->group);
	verb_priority(m->row, priority);
	if (intid >= 32)
		verb_config(m->row, level);
	if (intid >= 32 && is_v2())
		write_mmio(VGIC_GPA_DIST + GICD_ITARGETSR + intid, 1, 1);
	verb_enable(m->row);
}

static void choose(struct moving *m)
{
	verb_choose(m->row, what(m)->intid);
	if (what(m)->hwintid)
		verb_map(m->row, machine_irq_number(what(m)->hwintid), 0);
}

/* Another vCPU has settings of its own, which must not be mixed up. */
static void set_other(void)
{
	run_load(OTHER_VCPU, 1);
	run_enter(OTHER_VCPU);
	guest_open(OTHER_VCPU, true);
	guest_mask(OTHER_VCPU, 0x50);
	run_exit(OTHER_VCPU);
	run_put(OTHER_VCPU);
}

/* Interrupts that have no part in the row, and must be found again as they are: of each register, other bits. */
static void set_bystanders(void)
{
	uint64_t private = is_v2() ? VGIC_GPA_DIST : VGIC_GPA_REDIST + OTHER_VCPU * 0x20000 + SGI_BASE;
	const struct { unsigned int vcpu, len; uint64_t gpa, value; } writes[] = {
		{ 0, 4, VGIC_GPA_DIST + 0x084, 0x0000c030 },	/* groups */
		{ 0, 4, VGIC_GPA_DIST + 0x424, 0x18385878 },	/* priorities of INTIDs 36 to 39 */
		{ 0, 4, VGIC_GPA_DIST + 0xc08, 0x000a2200 },	/* edge: 36, 38, 40, 41 */
		{ 0, 4, VGIC_GPA_DIST + 0x104, 0x00000030 },	/* enabled: 36, 37 */
		{ 0, 4, VGIC_GPA_DIST + 0x204, 0x000000c0 },	/* pending, disabled: 38, 39 */
		{ OTHER_VCPU, 4, private + 0x080, 0x00f000f0 },
		{ OTHER_VCPU, 4, private + 0x414, 0x08284868 },
		{ OTHER_VCPU, 4, private + 0x180, 0x00000060 },	/* SGIs 5 and 6 disabled */
		{ OTHER_VCPU, 4, private + 0x100, 0x00300000 },	/* PPIs 20 and 21 enabled */
		{ OTHER_VCPU, 4, private + 0x200, 0x00c00000 },	/* 22 and 23 pending, disabled */
		{ OTHER_VCPU, 4, private + 0x300, 0x01000020 },	/* 24 and SGI 5 active */
	};

	for (unsigned int i = 0; i < sizeof(writes) / sizeof(writes[0]); i++)
		machine.subject->mmio_write(writes[i].vcpu, writes[i].gpa, writes[i].len, writes[i].value);
	if (is_v2())
		machine.subject->mmio_write(0, VGIC_GPA_DIST + GICD_ITARGETSR + 36, 4, 0x03020102);
	else
		machine.subject->mmio_write(0, VGIC_GPA_DIST + GICD_IROUTER + 8 * 36, 8, OTHER_VCPU);
}

static void begin(struct moving *m)
{
	row_step(m->row, "guest sets up other interrupts");
	set_bystanders();
	configure(m, NESTED_INTID, NESTED_PRIORITY, false);
	choose(m);
	configure(m, what(m)->intid, PRIORITY, what(m)->level);
	m->irq = (struct ideal){ .level = what(m)->level, .by_source = is_sgi(m) && is_v2(), .enabled = true };
	set_other();
	verb_open(m->row);
	verb_enter(m->row);
	set_groups(m, 3, false);
	if (!m->c->nested)
		return;
	verb_exit(m->row);
	row_step(m->row, "INTID %u, less urgent, is signalled and acknowledged", NESTED_INTID);
	machine.subject->inject(0, NESTED_INTID, true);
	run_enter(0);
	m->nested_held = guest_ack(0, m->c->group);
}

/* vCPU 0 is in the guest before, and outside afterwards. */
static void reach_state(struct moving *m)
{
	enum migrate_state s = m->c->state;

	if (s <= STATE_SHOWN)
		set_cpuif(m);
	verb_exit(m->row);
	if (s == STATE_SOFT || s == STATE_DEVICE_SOFT) {
		verb_pend(m->row);
		ideal_pend(&m->irq);
	}
	if (s != STATE_IDLE && s != STATE_SOFT)
		signal(m);
	if (s <= STATE_DEVICE_SOFT)
		return;
	verb_enter(m->row);
	if (s != STATE_SHOWN) {
		acknowledge(m, true);
		if (s == STATE_DROPPED || s == STATE_DROPPED_PENDING)
			drop(m);
		if (s == STATE_ACTIVE || s == STATE_DROPPED)
			serve(m);
		set_cpuif(m);
	}
	verb_exit(m->row);
	if ((s == STATE_ACTIVE_PENDING || s == STATE_DROPPED_PENDING) && !what(m)->level)
		signal(m);
}

static struct migrate_frames before, after;	/* too large for a stack; written before it is read */

static void compare_cpuif(struct moving *m)
{
	uint64_t now[CPUIF_REGS];

	read_cpuif_all(now);
	for (unsigned int i = 0; i < CPUIF_REGS; i++)
		expect_hex(m->row, &migrate_rules[MIG_CPUIF], COLUMN_GUEST, cpuif_names[i], m->cpuif[i], now[i]);
}

/* Migration */

static bool accepted(struct moving *m, const char *doing, int ret)
{
	char field[60], seen[20];

	if (!ret)
		return true;
	snprintf(field, sizeof(field), "%s, group %u attribute 0x%llx", doing, m->saved->group,
		 (unsigned long long)m->saved->attr);
	snprintf(seen, sizeof(seen), "%d", ret);
	differs(m, MIG_DONE, COLUMN_HOST, field, "0", seen);
	return false;
}

/* A trap of its own (no-gicv-on-first-run in tests/known), which the table life is about. */
static void scheduled_out_and_in(void)
{
	run_enter(0);
	run_exit(0);
	run_put(0);
	run_load(0, 0);
}

static bool move(struct moving *m, const struct vgic_vm_config *vm)
{
	row_step(m->row, "vCPUs are scheduled out; userspace reads all state (GET)");
	run_put(0);
	migrate_read_frames(&before);
	if (!accepted(m, "GET", migrate_save(m->saved, vm, m->c->order)))
		return false;
	row_step(m->row, "the VM is destroyed");
	machine.subject->vm_destroy();
	expect_u64(m->row, &migrate_rules[MIG_MEMORY], COLUMN_HOST, "blocks allocated", machine.blocks_at_boot,
		   machine.subject->live_blocks(NULL));
	for (unsigned int v = 0; v < machine.nr_vcpus; v++)
		machine.vcpu[v] = (struct machine_vcpu){ .place = VCPU_PUT };
	if (machine.mapped)
		gic_phys(&machine.gic, 0, machine.irq)->active = false;
	row_step(m->row, "a new VM is made, userspace writes that state (SET)");
	if (!accepted(m, "SET", migrate_load(m->saved)))
		return false;
	if (machine.mapped) {
		verb_map(m->row, machine.irq, 0);
		load_mapped(m);
	} else if (m->irq.line && is_v2()) {
		/* The device model in userspace knows its line; no attribute of a GICv2 does. */
		row_step(m->row, "userspace's device asserts its line again");
		machine.subject->inject(0, machine.intid, true);
		m->irq.maybe = true;
	}
	migrate_read_frames(&after);
	migrate_compare_frames(m->row, &before, &after);
	if (m->c->falls)
		serve(m);
	run_load(0, 0);
	if (is_v2() && machine.model.host == VGIC_GICV3)
		scheduled_out_and_in();
	verb_enter(m->row);
	compare_cpuif(m);
	return true;
}

/* The rows' end */

static void at_rest(struct moving *m)
{
	struct vgic_irq_view view = { .vcpu = -1 };
	char seen[80];

	verb_exit(m->row);
	verb_enter(m->row);
	verb_exit(m->row);
	machine.subject->view_irq(0, machine.intid, &view);
	if (view.active || view.vcpu >= 0 || machine_phys_active() || machine_lrs_in_use()) {
		snprintf(seen, sizeof(seen), "%s%s%s%s", view.active ? "active " : "", view.vcpu < 0 ? "" : "queued ",
			 machine_phys_active() ? "physically active " : "",
			 machine_lrs_in_use() ? "in a list register" : "");
		differs(m, MIG_AT_REST, COLUMN_HOST, "at rest", "nothing", seen);
	}
	verb_enter(m->row);
}

static void handle(struct moving *m)
{
	if (m->over)
		return;
	acknowledge(m, ideal_due(&m->irq));
	finish(m);
}

static void go_on(struct moving *m)
{
	if (masked(m)) {
		acknowledge(m, false);
		open_cpuif(m);
	}
	/* What was pending beside active comes now if it may, and else after the deactivation. */
	handle(m);
	finish(m);
	handle(m);
	if (m->c->nested && !m->over) {
		row_step(m->row, "guest ends the less urgent one");
		guest_eoi(0, m->c->group, m->nested_held);
		if (m->c->eoimode)
			guest_deactivate(0, m->nested_held);
		exit_and_enter(m);
	}
	if (!m->c->enabled && !m->over) {
		verb_exit(m->row);
		verb_enable(m->row);
		m->irq.enabled = true;
		verb_enter(m->row);
		handle(m);
	}
	if (m->over)
		return;
	at_rest(m);
	if (m->over)
		return;
	verb_exit(m->row);
	signal(m);
	verb_enter(m->row);
	handle(m);
	at_rest(m);
}

void migrate_row(struct row *row, const struct vgic_vm_config *vm, const struct migrate_case *c)
{
	static struct migration saved;
	struct moving m = { .row = row, .c = c, .saved = &saved };

	begin(&m);
	reach_state(&m);
	if (!c->enabled) {
		verb_disable(row);
		m.irq.enabled = false;
	}
	if (!m.over && move(&m, vm))
		go_on(&m);
}
