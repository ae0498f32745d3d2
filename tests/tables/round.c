// SPDX-License-Identifier: GPL-2.0-only
/*
 * Round: an interrupt is signalled, the guest is entered, does its part or is masked, the device
 * changes its line before or after that, the guest leaves and is entered again; then everything
 * calms down, and a new signal must come through. Judged by an ideal GIC (checker/spec/ideal.h):
 * at every entry the list register shows what the guest is due, and nothing else.
 */
#include <stdio.h>

#include "checker/machine/verbs.h"
#include "checker/spec/ideal.h"
#include "tests/tables/blocks.h"

/* How the interrupt becomes pending at first. */
enum cause { CAUSE_DEVICE, CAUSE_SOFTWARE, CAUSE_TWICE, CAUSE_GONE, NR_CAUSES };
/* What the guest does while it runs. */
enum guest { GUEST_MASKED, GUEST_ACKS, GUEST_ACKS_AND_DEACTIVATES, NR_GUEST };
/* What happens outside, before and after that. */
enum event { EVENT_NONE, EVENT_LOWER, EVENT_SIGNAL, EVENT_PULSE, EVENT_SOFTWARE, NR_EVENTS };
/* What the guest does in the distributor after it has left. */
enum distributor { DISTRIBUTOR_NONE, DISTRIBUTOR_DISABLE, NR_DISTRIBUTOR };

struct round {
	enum cause cause;
	enum event before, after;
	enum guest guest;
	enum distributor distributor;
	unsigned int group;
};

static const char *const cause_names[] = { "device", "software", "twice", "gone-again" };
static const char *const guest_names[] = { "masked", "acks", "acks-and-deactivates" };
static const char *const event_names[] = { "none", "lower", "signal", "pulse", "software" };

LISTED static const struct rule rules[] = {
	{ "round-nothing-spurious",
	  "A guest is shown an interrupt as pending only if it is pending and enabled.",
	  "IHI 0048B 3.2.4, 4.3.6; IHI 0069 4.1.2; docs/design.md 5",
	  "A spurious interrupt: the handler runs without a cause; at every EOI again, it is a storm." },
	{ "round-nothing-lost",
	  "A guest that is entered is shown every interrupt that is pending, enabled and inactive.",
	  "IHI 0048B 3.2.4; IHI 0069 4.1.2; docs/design.md 5",
	  "The interrupt never comes, and a guest that waits for it hangs." },
	{ "round-active-is-the-guests",
	  "An interrupt is active from its acknowledge until its deactivation by the guest.",
	  "IHI 0048B 3.2.4; IHI 0069 4.1.2",
	  "The handler is entered again before its EOI, or the interrupt is blocked for ever." },
	{ "round-source-is-pending",
	  "An SGI is shown with a source that has sent it, and stays with that source while active.",
	  "IHI 0048B 3.2.4, 4.4.4 (GICC_IAR.CPUID, GICC_EOIR.CPUID)",
	  "GICC_IAR names the wrong sender: an inter-processor interrupt is answered to the wrong CPU." },
	{ "round-next-signal-heard",
	  "When all is quiet the physical interrupt is inactive, so that the host hears the next edge.",
	  "docs/design.md 4, rules 3 and 6; IHI 0048B 3.2.4",
	  "The device (a timer, say) fires, the host does not hear it, and the guest waits for ever." },
	{ "round-due-interrupt-kicks",
	  "When an interrupt becomes due its vCPU is kicked, or it would sleep or run on without it.",
	  "Documentation/virt/kvm/vcpu-requests.rst; docs/design.md 5",
	  "The interrupt comes late, at the next exit; a vCPU in WFI sleeps on." },
	{ "round-nothing-stays-queued",
	  "When all is quiet the interrupt is on no vCPU's list, or it could not be taken by another.",
	  "IHI 0048B 4.3.12, IHI 0069 GICD_IROUTER (a change of route takes effect when it is inactive)",
	  "An interrupt that it moves to another CPU (GICD_ITARGETSR, GICD_IROUTER) goes on coming to this one, or to none." },
};
enum { SPURIOUS, LOST, ACTIVE, SOURCE, NEXT, KICK, QUEUED };

static unsigned int nr_codes(const struct kind *kind, const struct model *model)
{
	(void)kind, (void)model;
	return NR_CAUSES * NR_EVENTS * NR_EVENTS * NR_GUEST * NR_DISTRIBUTOR * 2;
}

static struct round decode(unsigned int code)
{
	struct round r;

	r.cause = code % NR_CAUSES, code /= NR_CAUSES;
	r.before = code % NR_EVENTS, code /= NR_EVENTS;
	r.guest = code % NR_GUEST, code /= NR_GUEST;
	r.after = code % NR_EVENTS, code /= NR_EVENTS;
	r.distributor = code % NR_DISTRIBUTOR, code /= NR_DISTRIBUTOR;
	r.group = code;
	return r;
}

static const char *event_impossible(const struct kind *kind, enum event event)
{
	if (kind->intid < 16 && event == EVENT_SOFTWARE)
		return "an SGI is always sent by software";
	if (!kind->level && (event == EVENT_LOWER || event == EVENT_PULSE))
		return "only a level interrupt has a line to lower";
	return NULL;
}

static const char *impossible(const struct kind *kind, const struct model *model, unsigned int code)
{
	struct round r = decode(code);
	const char *reason = event_impossible(kind, r.before);

	(void)model;
	if (!reason)
		reason = event_impossible(kind, r.after);
	if (!reason && kind->intid < 16 && r.cause == CAUSE_SOFTWARE)
		reason = "an SGI is always sent by software";
	if (!reason && r.cause == CAUSE_GONE && !kind->level)
		reason = "only a level interrupt has a line to lower";
	if (!reason && r.cause == CAUSE_GONE && kind->mapped)
		reason = "nobody tells KVM that the line of a mapped interrupt falls: fold samples it (docs/design.md 4)";
	return reason;
}

static const struct generator generator = {
	"round", 1u << MODEL_V2 | 1u << MODEL_V3 | 1u << MODEL_V2_ON_V3 | 1u << MODEL_V3_NVHE,
	nr_codes, impossible,
};
GENERATED_BLOCKS(generator)

static void row_name(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	struct round r = decode(block_arg(block)->codes[i]);

	snprintf(buffer, size, "%s.before-%s.%s.after-%s.%s.g%u", cause_names[r.cause],
		 event_names[r.before], guest_names[r.guest], event_names[r.after],
		 r.distributor == DISTRIBUTOR_DISABLE ? "disabled" : "enabled", r.group);
}

static void row_words(const struct block *block, unsigned int i, char *buffer, size_t size)
{
	static const char *const causes[] = {
		"it is signalled", "the guest sets it pending (ISPENDR)",
		"it is signalled twice", "it is signalled, and gone again at once",
	};
	static const char *const events[] = {
		"", "; the line falls", "; it is signalled again", "; the line changes and changes back",
		"; the guest sets it pending (ISPENDR)",
	};
	static const char *const guests[] = {
		"is masked and does not see it", "acknowledges it", "acknowledges and deactivates it",
	};
	const struct block_arg *arg = block_arg(block);
	struct round r = decode(arg->codes[i]);
	int n = kind_words(arg->kind, arg->model, buffer, size);

	if ((size_t)n < size)
		snprintf(buffer + n, size - n,
			 ", group %u; %s; entry%s; the guest %s%s; exit%s; entries and exits until all is quiet; then a new signal",
			 r.group, causes[r.cause], events[r.before], guests[r.guest], events[r.after],
			 r.distributor ? "; entry and exit while the guest has it disabled" : "");
}

/* Device and software, in the machine and in the ideal at once */

static void set_line(struct row *row, struct ideal *ideal, bool high)
{
	if (ideal->line != high)
		verb_line(row, high);
	ideal->line = high;
}

/* The device wants attention: it raises its line, or gives another edge; an SGI is sent. */
static void signal(struct row *row, struct ideal *ideal, const struct round *r, unsigned int from)
{
	if (machine.intid < 16) {
		from = ideal->by_source ? from : 0;
		verb_send_sgi(row, from, r->group);
		ideal_send(ideal, from);
	} else if (ideal->level) {
		set_line(row, ideal, true);
	} else {
		verb_edge(row);
		ideal_edge(ideal);
	}
}

static void leave(struct row *row)
{
	verb_exit(row);
	verb_host(row, 0);
}

/* A register access of the guest is an exit and, after it, an entry. */
static void guest_writes(struct row *row, void (*verb)(struct row *))
{
	leave(row);
	verb(row);
	verb_host(row, 0);
	verb_enter(row);
}

static void happen(struct row *row, struct ideal *ideal, const struct round *r, enum event event)
{
	switch (event) {
	case EVENT_LOWER:
		set_line(row, ideal, false);
		break;
	case EVENT_SIGNAL:
		signal(row, ideal, r, 1);
		break;
	case EVENT_PULSE:
		set_line(row, ideal, !ideal->line);
		set_line(row, ideal, !ideal->line);
		break;
	case EVENT_SOFTWARE:
		guest_writes(row, verb_pend);
		ideal_pend(ideal);
		break;
	default:
		break;
	}
}

/* The guest, in the machine and in the ideal at once */

static void guest_acks(struct row *row, struct ideal *ideal)
{
	int lr = machine_find_lr();
	struct lr now;

	if (lr < 0)
		return;
	now = machine_lr(lr);
	if (!now.pending || now.active)
		return;
	verb_ack(row, lr);
	ideal_ack(ideal, now.cpuid);
}

static void guest_deactivates(struct row *row, struct ideal *ideal)
{
	int lr = machine_find_lr();

	if (lr < 0 || !machine_lr(lr).active)
		return;
	verb_deactivate(row, lr);
	ideal_deactivate(ideal);
}

/* Right after an entry: the list register against the ideal. */
static void judge(struct row *row, const struct ideal *ideal, const char *when)
{
	int n = machine_find_lr();
	struct lr lr = { 0 };
	bool shown;

	if (n >= 0)
		lr = machine_lr(n);
	shown = lr.pending;
	if (shown && !ideal_allowed(ideal))
		row_differs(row, &rules[SPURIOUS], COLUMN_GUEST, when, "not shown as pending",
			    "shown as pending");
	if (!shown && ideal_due(ideal))
		row_differs(row, &rules[LOST], COLUMN_GUEST, when, "shown as pending",
			    "not shown as pending");
	if (lr.active != ideal->active)
		row_differs(row, &rules[ACTIVE], COLUMN_GUEST, when,
			    ideal->active ? "active" : "not active",
			    lr.active ? "active" : "not active");
	if (!ideal->by_source)
		return;
	if (shown && !lr.active && !(ideal->sources & 1u << lr.cpuid))
		expect_hex(row, &rules[SOURCE], COLUMN_GUEST, when, ideal->sources, 1u << lr.cpuid);
	if (lr.active && ideal->active)
		expect_u64(row, &rules[SOURCE], COLUMN_GUEST, when, ideal->active_source, lr.cpuid);
}

static void enter(struct row *row, const struct ideal *ideal, const char *when)
{
	verb_enter(row);
	judge(row, ideal, when);
}

static bool setup(struct row *row, const struct kind *kind, const struct model *model,
		  const struct round *r, struct ideal *ideal)
{
	const struct state s = { .forwarding = FORWARD_ENABLED, .group = r->group, .priority = 0xa0 };

	*ideal = (struct ideal){
		.level = kind->level, .enabled = true, .by_source = kind_has_sources(kind, model),
	};
	return reach(row, model, kind, &s);
}

static void begin(struct row *row, struct ideal *ideal, const struct round *r)
{
	if (r->cause != CAUSE_SOFTWARE)
		signal(row, ideal, r, 0);
	verb_host(row, 0);
	if (r->cause == CAUSE_GONE) {
		set_line(row, ideal, false);
	} else if (r->cause == CAUSE_TWICE && machine.intid < 16) {
		signal(row, ideal, r, 2);
	} else if (r->cause != CAUSE_DEVICE) {
		verb_pend(row);
		ideal_pend(ideal);
	}
}

/* The device has been served; the guest takes what it is shown until nothing is left. */
static void calm_down(struct row *row, struct ideal *ideal)
{
	struct vgic_irq_view view = { .vcpu = -1 };

	for (int i = 0; i < 5; i++) {
		guest_acks(row, ideal);
		set_line(row, ideal, false);
		guest_deactivates(row, ideal);
		leave(row);
		enter(row, ideal, "calming-down");
	}
	if (machine_find_lr() >= 0 && (machine_lr(machine_find_lr()).pending || ideal->active))
		row_differs(row, &rules[SPURIOUS], COLUMN_GUEST, "at-rest", "nothing", "still in a list register");
	machine.subject->view_irq(0, machine.intid, &view);
	expect_s64(row, &rules[QUEUED], COLUMN_HOST, "queued-at-rest", -1, view.vcpu);
	if (machine_phys_active())
		row_differs(row, &rules[NEXT], COLUMN_HOST, "at-rest", "physical interrupt inactive",
			    "active");
}

static void run_round(struct row *row, struct ideal *ideal, const struct round *r)
{
	machine_listen();
	begin(row, ideal, r);
	if (ideal_due(ideal))
		expect_bool(row, &rules[KICK], COLUMN_HOST, "kicked", true, machine.seen.kicked & 1);
	enter(row, ideal, "first-entry");
	happen(row, ideal, r, r->before);
	if (r->guest != GUEST_MASKED)
		guest_acks(row, ideal);
	if (r->guest == GUEST_ACKS_AND_DEACTIVATES)
		guest_deactivates(row, ideal);
	happen(row, ideal, r, r->after);
	leave(row);
	if (r->distributor == DISTRIBUTOR_DISABLE) {
		verb_disable(row);
		ideal->enabled = false;
		enter(row, ideal, "entry-while-disabled");
		guest_deactivates(row, ideal);
		leave(row);
		verb_enable(row);
		ideal->enabled = true;
		verb_host(row, 0);
	}
	enter(row, ideal, "second-entry");
}

static void row_run(struct row *row, const struct block *block, unsigned int i)
{
	const struct block_arg *arg = block_arg(block);
	struct round r = decode(arg->codes[i]);
	struct ideal ideal;

	if (!setup(row, arg->kind, arg->model, &r, &ideal))
		return;
	run_round(row, &ideal, &r);
	calm_down(row, &ideal);

	/* A new signal must come through as the first one did. */
	leave(row);
	signal(row, &ideal, &r, 0);
	verb_host(row, 0);
	enter(row, &ideal, "next-signal");
}

const struct table table_round = {
	.name = "round", .nr_blocks = nr_blocks, .block = block, .row_name = row_name, .row_words = row_words, .row_run = row_run,
	.reference_lacks = "list registers",
};
