// SPDX-License-Identifier: GPL-2.0-only
/*
 * Files of verbs: reading them, and seeing that they can be done.
 */
#include "checker/play/script.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "checker/machine/frames.h"

#define WORDS_MAX 8

static const char blanks[] = " \t\r\n";

__attribute__((format(printf, 2, 3)))
static bool refuse(char wrong[SCRIPT_WRONG_MAX], const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(wrong, SCRIPT_WRONG_MAX, format, args);
	va_end(args);
	return false;
}

/* --- lines that are no verbs --- */

static bool number(const char *word, unsigned long min, unsigned long max, const char *what, unsigned int *value,
		   char wrong[SCRIPT_WRONG_MAX])
{
	char *end;
	unsigned long n = strtoul(word, &end, 0);

	*value = (unsigned int)n;
	if (end != word && !*end && *word != '-' && n >= min && n <= max)
		return true;
	return refuse(wrong, "'%.40s' is no %s: give %lu to %lu", word, what, min, max);
}

static bool choice(const char *word, const char *yes, const char *no, bool *value, char wrong[SCRIPT_WRONG_MAX])
{
	*value = !strcmp(word, yes);
	return *value || !strcmp(word, no) || refuse(wrong, "'%.40s': give %s or %s", word, yes, no);
}

static bool set_machine(struct script *s, char *const words[], char wrong[SCRIPT_WRONG_MAX])
{
	s->host = play_host(words[1]);
	return s->host || refuse(wrong, "there is no machine '%.40s': those of checker/play/hosts.c are there, v2, v3, ...",
				 words[1]);
}

static bool set_lrs(struct script *s, char *const words[], char wrong[SCRIPT_WRONG_MAX])
{
	return number(words[1], 1, 16, "number of list registers", &s->lrs, wrong);
}

static bool set_vcpus(struct script *s, char *const words[], char wrong[SCRIPT_WRONG_MAX])
{
	return number(words[1], 1, VGIC_MAX_VCPUS, "number of vCPUs", &s->vcpus, wrong);
}

static bool set_cpus(struct script *s, char *const words[], char wrong[SCRIPT_WRONG_MAX])
{
	return number(words[1], 1, VGIC_MAX_CPUS, "number of CPUs", &s->cpus, wrong);
}

static bool set_irqs(struct script *s, char *const words[], char wrong[SCRIPT_WRONG_MAX])
{
	if (!number(words[1], 64, 992, "number of INTIDs", &s->irqs, wrong))
		return false;
	return !(s->irqs % 32) || refuse(wrong, "'%.40s' is no multiple of 32", words[1]);
}

static struct script_item *add(struct script *s, const struct script_item *item)
{
	s->items = realloc(s->items, (s->nr_items + 1) * sizeof(*item));
	if (!s->items)
		abort();
	s->items[s->nr_items] = *item;
	return &s->items[s->nr_items++];
}

static bool add_interrupt(struct script *s, char *const words[], char wrong[SCRIPT_WRONG_MAX])
{
	struct script_item item = { .what = SCRIPT_INTERRUPT };
	unsigned int priority, group, to;
	char *at = strchr(words[1], '@');

	if (at)
		*at++ = 0;
	if (!number(words[1], 0, IDEAL_SPECIAL - 1, "INTID", &item.intid, wrong) ||
	    (at && !number(at, 0, VGIC_MAX_VCPUS - 1, "vCPU", &item.vcpu, wrong)) ||
	    !choice(words[2], "level", "edge", &item.config.level, wrong) ||
	    !number(words[3], 0, 255, "priority", &priority, wrong) || !number(words[4], 0, 1, "group", &group, wrong) ||
	    !number(words[5], 0, VGIC_MAX_VCPUS - 1, "vCPU", &to, wrong))
		return false;
	item.config.priority = (uint8_t)priority;
	item.config.group = (uint8_t)group;
	item.config.vcpu = (uint8_t)to;
	add(s, &item);
	return true;
}

static bool add_open(struct script *s, char *const words[], char wrong[SCRIPT_WRONG_MAX])
{
	struct script_item item = { .what = SCRIPT_OPEN };

	if (!number(words[1], 0, VGIC_MAX_VCPUS - 1, "vCPU", &item.vcpu, wrong) ||
	    !number(words[2], 0, VGIC_MAX_CPUS - 1, "CPU", &item.cpu, wrong) ||
	    !choice(words[3], "on", "off", &item.eoimode, wrong))
		return false;
	add(s, &item);
	return true;
}

static const struct setup {
	const char *name, *form;
	unsigned int nr_words;
	bool (*read)(struct script *s, char *const words[], char wrong[SCRIPT_WRONG_MAX]);
} setups[] = {
	{ "machine", "machine NAME", 2, set_machine },
	{ "lrs", "lrs NUMBER", 2, set_lrs },
	{ "vcpus", "vcpus NUMBER", 2, set_vcpus },
	{ "cpus", "cpus NUMBER", 2, set_cpus },
	{ "irqs", "irqs NUMBER", 2, set_irqs },
	{ "interrupt", "interrupt INTID level|edge PRIORITY GROUP VCPU", 6, add_interrupt },
	{ "open", "open VCPU CPU on|off", 4, add_open },
};
#define NR_SETUPS (sizeof(setups) / sizeof(setups[0]))

/* --- reading --- */

static bool read_setup(struct script *s, const struct setup *setup, char *line, char wrong[SCRIPT_WRONG_MAX])
{
	char *words[WORDS_MAX], *save, *word = strtok_r(line, blanks, &save);
	unsigned int nr = 0;

	for (; word && nr < WORDS_MAX; word = strtok_r(NULL, blanks, &save))
		words[nr++] = word;
	if (nr != setup->nr_words)
		return refuse(wrong, "write '%s'", setup->form);
	return setup->read(s, words, wrong);
}

static bool read_verb(struct script *s, const char *line, char wrong[SCRIPT_WRONG_MAX])
{
	struct script_item item = { .what = SCRIPT_VERB };
	bool is_verb;
	const char *why = verb_parse(line, &item.verb, &is_verb);

	if (why)
		return refuse(wrong, "'%.60s': %s; checker/machine/verb.list has the verbs", line, why);
	if (is_verb)
		add(s, &item);
	return true;
}

static bool read_line(struct script *s, char *line, char wrong[SCRIPT_WRONG_MAX])
{
	size_t length;

	line += strspn(line, blanks);
	line[strcspn(line, "#\r\n")] = 0;
	length = strcspn(line, blanks);
	for (unsigned int n = 0; n < NR_SETUPS; n++)
		if (strlen(setups[n].name) == length && !strncmp(setups[n].name, line, length))
			return read_setup(s, &setups[n], line, wrong);
	return read_verb(s, line, wrong);
}

unsigned int script_read(struct script *s, FILE *file, char wrong[SCRIPT_WRONG_MAX])
{
	unsigned int number = 0, before;
	char line[256];
	bool good = true;

	*s = (struct script){ .host = play_host("v3"), .lrs = 2, .vcpus = 2, .irqs = 64 };
	while (good && fgets(line, sizeof(line), file)) {
		number++;
		before = s->nr_items;
		if (!strchr(line, '\n') && !feof(file))
			good = refuse(wrong, "the line is longer than any verb: this is no file of verbs");
		else if (strlen(line) != strcspn(line, "\x01\x02\x7f"))
			good = refuse(wrong, "there are control characters: this is no file of verbs");
		else
			good = read_line(s, line, wrong);
		if (s->nr_items != before)
			s->items[before].line = number;
	}
	return good ? 0 : number;
}

void script_free(struct script *s)
{
	free(s->items);
	s->items = NULL;
	s->nr_items = 0;
}

/* --- can it be done? --- */

static bool has_vcpu(const struct script *s, unsigned int v, char wrong[SCRIPT_WRONG_MAX])
{
	return v < s->vcpus || refuse(wrong, "there is no vCPU %u: the VM has %u (say 'vcpus %u' at the top)", v, s->vcpus, v + 1);
}

static bool has_intid(const struct script *s, uint32_t intid, char wrong[SCRIPT_WRONG_MAX])
{
	return intid < s->irqs || refuse(wrong, "there is no INTID %u: the VM has %u (say 'irqs %u' at the top)", intid, s->irqs,
					 intid / 32 * 32 + 32);
}

static bool has_cpu(const struct script *s, unsigned int cpu, char wrong[SCRIPT_WRONG_MAX])
{
	return cpu < script_machine(s).nr_cpus || refuse(wrong, "there is no CPU %u: the machine has %u", cpu,
							 script_machine(s).nr_cpus);
}

/* The machine knows no more physical interrupts than some. */
static bool has_physical(uint32_t hwintid, char wrong[SCRIPT_WRONG_MAX])
{
	return machine_irq_number(hwintid) != machine_irq_number(UINT32_MAX) ||
	       refuse(wrong, "there is no physical interrupt %u: there are 27, 28, 30, 72, 73 and 1019", hwintid);
}

static bool can(const struct script *s, const struct script_item *item, char wrong[SCRIPT_WRONG_MAX])
{
	const struct verb *verb = &item->verb;

	if (item->what == SCRIPT_OPEN)
		return has_vcpu(s, item->vcpu, wrong) && has_cpu(s, item->cpu, wrong);
	if (item->what == SCRIPT_INTERRUPT)
		return has_vcpu(s, item->vcpu, wrong) && has_vcpu(s, item->config.vcpu, wrong) &&
		       has_intid(s, item->intid, wrong);
	if (!has_vcpu(s, verb->vcpu, wrong) || !has_vcpu(s, verb->owner, wrong) || !has_intid(s, verb->intid, wrong))
		return false;
	switch (verb->what) {
	case VERB_LOAD:
	case VERB_MOVE:
		return has_cpu(s, verb->number, wrong);
	case VERB_SEND:
		return has_vcpu(s, verb->number, wrong) &&
		       (verb->intid < GIC_NR_SGIS || refuse(wrong, "INTID %u is no SGI: those are 0 to 15", verb->intid));
	case VERB_MAP:
		return has_physical(verb->number, wrong);
	default:
		return true;
	}
}

/* Different interrupts: the ideal GIC tells so many apart. */
static unsigned int count(const struct script *s, const struct script_item *last)
{
	struct ideal_gic gic;

	ideal_gic_init(&gic, s->host->guest == VGIC_GICV2, s->vcpus, s->irqs);
	for (const struct script_item *item = s->items; item <= last; item++) {
		bool own = item->what == SCRIPT_VERB;

		if (item->what != SCRIPT_OPEN && !ideal_gic_int(&gic, own ? item->verb.owner : item->vcpu,
								own ? item->verb.intid : item->intid))
			return IDEAL_INTS + 1;
	}
	return gic.nr;
}

unsigned int script_check(const struct script *s, char wrong[SCRIPT_WRONG_MAX])
{
	for (const struct script_item *item = s->items; item < s->items + s->nr_items; item++) {
		if (!can(s, item, wrong))
			return item->line;
		if (count(s, item) <= IDEAL_INTS)
			continue;
		refuse(wrong, "more than %u different interrupts: the ideal GIC tells no more apart", IDEAL_INTS);
		return item->line;
	}
	return 0;
}

/* --- its machine --- */

struct vgic_machine_config script_machine(const struct script *s)
{
	struct vgic_machine_config machine = s->host->machine;

	machine.nr_lrs = s->lrs;
	machine.nr_cpus = s->cpus ? s->cpus : s->vcpus < 2 ? 2 : s->vcpus < VGIC_MAX_CPUS ? s->vcpus : VGIC_MAX_CPUS;
	return machine;
}

struct vgic_vm_config script_vm(const struct script *s)
{
	return (struct vgic_vm_config){ .gic = s->host->guest, .nr_vcpus = s->vcpus, .nr_irqs = s->irqs };
}
