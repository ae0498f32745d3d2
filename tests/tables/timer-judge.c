// SPDX-License-Identifier: GPL-2.0-only
/*
 * Timer: the rules, and what is held against the ideal timer and the ideal GIC.
 */
#include "tests/tables/timer.h"

#include <stdio.h>

#include "mocks/gic/regs.h"

LISTED const struct rule timer_rules[] = {
	[TIMER_SPURIOUS] = {
		"timer-nothing-spurious",
		"A guest is given a timer's interrupt only if its output was high when the vCPU last entered, or is since.",
		"Arm ARM D11.2.4; IHI 0069 4.1.2; IHI 0048B 3.2.4; docs/design.md 5",
		"The handler finds no timer that is due; at every entry again, it is a storm." },
	[TIMER_FORGOTTEN] = {
		"timer-nothing-forgotten",
		"While a timer's output is high, and its interrupt enabled and not active, it is signalled to the running vCPU, or "
		"an exit that will bring it is due.",
		"Arm ARM D11.2.4; IHI 0069 4.8; IHI 0048B 3.3; docs/design.md 4, rule 3",
		"Time stands still: no scheduler tick comes any more." },
	[TIMER_PRIORITY] = {
		"timer-priority-suffices",
		"A guest is given an interrupt only if it is more urgent than PMR and than the one that it handles.",
		"IHI 0069 4.8.3, 4.8.5; IHI 0048B 3.3.2, 3.3.3",
		"A handler that masks interrupts is interrupted all the same." },
	[TIMER_URGENT_FIRST] = {
		"timer-urgent-first", "The most urgent of the interrupts that are due is given first.",
		"IHI 0069 4.8.1; IHI 0048B 3.3; docs/design.md 5",
		"A timer that is more urgent, or less, than a device waits for it, or the device for the timer." },
	[TIMER_ONCE] = {
		"timer-active-once", "A timer's active interrupt is not given again before its deactivation.",
		"IHI 0069 4.1.2; IHI 0048B 3.2.4", "The handler is entered again before its EOI." },
	[TIMER_HOST_ONCE] = {
		"timer-interrupts-host-once",
		"A timer whose output stays high interrupts the host once until the guest deactivates its interrupt; a vCPU that is "
		"loaded with it high, not at all.",
		"docs/design.md 4, rule 6; IHI 0069 4.1.2 (an active interrupt is not signalled again)",
		"The guest is interrupted by the host again and again, and gets nowhere." },
	[TIMER_STORM] = {
		"timer-exits-end", "A vCPU that has nothing to do need not exit without end.",
		"Documentation/virt/kvm/vcpu-requests.rst; docs/design.md 11", "The host is busy with exits that bring nothing." },
	[TIMER_WAKES] = {
		"timer-wakes-vcpu", "A vCPU in WFI goes on when one of its timers is due.",
		"Arm ARM D1.6 (Wait For Interrupt), D11.2.4", "The vCPU sleeps on: the guest hangs until something else wakes it." },
	[TIMER_SLEEPS] = {
		"timer-lets-vcpu-sleep", "A vCPU in WFI sleeps until one of its timers is due.",
		"Arm ARM D1.6 (Wait For Interrupt); Documentation/virt/kvm/vcpu-requests.rst",
		"An idle guest keeps a physical CPU busy." },
	[TIMER_REGISTERS] = {
		"timer-is-the-guests", "A guest reads from its timer what it wrote there, and from its counter what time it is.",
		"Arm ARM D11.2.3, D11.2.4, D24.10", "The timer fires early, late or never; the guest's clock jumps." },
	[TIMER_OUTPUT] = {
		"timer-output-as-programmed",
		"The output of a loaded vCPU's timer is high when the guest has enabled it and its condition is met, else low.",
		"Arm ARM D11.2.4", "The timer fires early, late or never." },
	[TIMER_QUIET] = {
		"timer-quiet-when-scheduled-out", "A vCPU that is scheduled out leaves no timer running.",
		"Arm ARM D11.2.4; docs/design.md 4, rule 6", "The host is interrupted for a vCPU that is not there." },
	[TIMER_PENDING_READ] = {
		"timer-pending-can-be-read", "ISPENDR shows a timer's interrupt pending while its output is high.",
		"IHI 0048B 4.3.7; IHI 0069 GICD_ISPENDR<n>, GICR_ISPENDR0",
		"A driver that polls, or that stops its timer for a restart, sees nothing." },
	[TIMER_AT_REST] = {
		"timer-all-is-at-rest",
		"When its timers are off and all is handled, no interrupt of theirs is pending or active, queued, in a list register, "
		"or physically active.",
		"IHI 0069 4.1.2; IHI 0048B 3.2.4; docs/design.md 4, rule 3", "The interrupt is blocked for ever, or comes once more." },
	[TIMER_ENTERS] = {
		"timer-vcpu-enters", "An entry of the guest is not given up for ever.",
		"Documentation/virt/kvm/vcpu-requests.rst", "The vCPU never runs again." },
};

void timer_differs(struct timer_stage *s, unsigned int rule, enum column column, const char *field, const char *expected,
		   const char *seen)
{
	if (!s->over)
		row_differs(s->row, &timer_rules[rule], column, field, expected, seen);
	s->over = true;
}

static struct timer_state *timer_of(struct timer_stage *s, uint32_t intid)
{
	for_each_used(t, s)
		if (t->intid == intid)
			return t;
	return NULL;
}

/* Nothing was given: nothing may be due that is not on its way. That is more than the acknowledge has to know. */
static void judge_nothing(struct timer_stage *s, bool exit_due)
{
	const struct ideal_int *due = ideal_gic_signalled(&s->ideal, 0, false);
	char text[40];

	if (exit_due || !due)
		return;
	snprintf(text, sizeof(text), "INTID %u", due->intid);
	timer_differs(s, TIMER_FORGOTTEN, COLUMN_GUEST, "acknowledge", text, "none (1023), and no exit is due");
}

/* PMR, or the priority of what is being handled: only what is more urgent comes through. */
static unsigned int limit(const struct timer_stage *s)
{
	unsigned int running = ideal_gic_running(&s->ideal, 0), pmr = s->ideal.cpuif[0].pmr;

	return pmr < running ? pmr : running;
}

const struct ideal_int *timer_judge_ack(struct timer_stage *s, uint32_t ack, bool exit_due)
{
	const struct ideal_int *better, *given = ideal_gic_find(&s->ideal, 0, guest_intid(ack));
	enum ideal_fault fault = ideal_gic_judge(&s->ideal, 0, s->group, guest_intid(ack), guest_sender(ack), &better);
	struct timer_state *t = timer_of(s, guest_intid(ack));
	char text[80], wanted[40];

	snprintf(text, sizeof(text), "INTID %u", guest_intid(ack));
	switch (fault) {
	case IDEAL_RIGHT:
	case IDEAL_NOTHING:
		if (!given)
			judge_nothing(s, exit_due);
		break;
	case IDEAL_MASKED:
		snprintf(wanted, sizeof(wanted), "a priority above 0x%02x", limit(s));
		timer_differs(s, TIMER_PRIORITY, COLUMN_GUEST, "acknowledge", wanted, text);
		break;
	case IDEAL_LESS_URGENT:
		if (exit_due)
			break;
		snprintf(wanted, sizeof(wanted), "INTID %u", better->intid);
		timer_differs(s, TIMER_URGENT_FIRST, COLUMN_GUEST, "acknowledge", wanted, text);
		break;
	default:
		if (given && given->state.active) {
			timer_differs(s, TIMER_ONCE, COLUMN_GUEST, "acknowledge", "what is not active", text);
			break;
		}
		snprintf(text, sizeof(text), "INTID %u%s", guest_intid(ack),
			 t && t->unlisted ? ", whose line fell when no list register had it" : "");
		timer_differs(s, TIMER_SPURIOUS, COLUMN_GUEST, "acknowledge", "what is pending", text);
		return NULL;
	}
	return given;
}

static void judge_number(struct timer_stage *s, unsigned int rule, const struct timer_state *t, const char *name,
			 uint64_t expected, uint64_t seen)
{
	char field[40], texts[2][24];

	if (expected == seen)
		return;
	snprintf(field, sizeof(field), "%s of INTID %u's timer", name, t->intid);
	snprintf(texts[0], sizeof(texts[0]), "0x%llx", (unsigned long long)expected);
	snprintf(texts[1], sizeof(texts[1]), "0x%llx", (unsigned long long)seen);
	timer_differs(s, rule, COLUMN_GUEST, field, texts[0], texts[1]);
}

void timer_judge_registers(struct timer_stage *s)
{
	for_each_used(t, s) {
		enum gic_timers which = t - s->timer;
		uint64_t now = machine.gic.time;
		uint32_t ctl = (t->ideal.enable ? CNT_CTL_ENABLE : 0) | (t->ideal.imask ? CNT_CTL_IMASK : 0);

		/* Without ENABLE, ISTATUS is unknown. */
		if (t->ideal.enable && ideal_timer_condition(&t->ideal, now))
			ctl |= CNT_CTL_ISTATUS;
		judge_number(s, TIMER_REGISTERS, t, "counter", ideal_timer_count(&t->ideal, now), guest_counter(0, which));
		judge_number(s, TIMER_REGISTERS, t, "CVAL", t->ideal.cval, guest_timer_read(0, which, VGIC_TIMER_CVAL));
		judge_number(s, TIMER_REGISTERS, t, "CTL", ctl, guest_timer_read(0, which, VGIC_TIMER_CTL) &
			     (CNT_CTL_ENABLE | CNT_CTL_IMASK | (t->ideal.enable ? CNT_CTL_ISTATUS : 0)));
		timer_entered(s);
		if (t->direct)
			judge_number(s, TIMER_OUTPUT, t, "output", ideal_timer_output(&t->ideal, now),
				     timer_output(&machine.gic, machine.vcpu[0].cpu, which));
	}
}

void timer_judge_quiet(struct timer_stage *s, unsigned int cpu)
{
	for (unsigned int i = 0; i < GIC_NR_TIMERS; i++)
		if (machine.gic.cpu[cpu].timer[i].ctl & CNT_CTL_ENABLE)
			timer_differs(s, TIMER_QUIET, COLUMN_HOST, i == GIC_VTIMER ? "CNTV_CTL_EL0" : "CNTP_CTL_EL0",
				      "ENABLE is 0", "ENABLE is 1");
}

void timer_judge_at_rest(struct timer_stage *s)
{
	for_each_used(t, s) {
		const struct gic_phys *phys = t->direct ? gic_phys(&machine.gic, machine.vcpu[0].cpu, t->irq) : NULL;
		struct vgic_irq_view view = { .vcpu = -1 };
		char seen[80];

		machine.subject->view_irq(0, t->intid, &view);
		if (!view.active && view.vcpu < 0 && !(phys && (phys->active || phys->masked)))
			continue;
		snprintf(seen, sizeof(seen), "INTID %u:%s%s%s%s", t->intid, view.active ? " active" : "",
			 view.vcpu < 0 ? "" : " queued", phys && phys->active ? " physically active" : "",
			 phys && phys->masked ? " physically masked" : "");
		timer_differs(s, TIMER_AT_REST, COLUMN_HOST, "at rest", "nothing", seen);
	}
	if (machine_lrs_in_use())
		timer_differs(s, TIMER_AT_REST, COLUMN_GUEST, "list registers", "empty", "in use");
}
