// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attributes: a script is run, call by call, and each judged.
 */
#include "tests/tables/attributes.h"

#include <stdio.h>
#include <stdlib.h>

#define NO_VCPU		(-1)

static struct attr_view before, after;	/* too large for a stack; nothing of them outlives a call */

static const char *const groups[] = {
	"ADDR", "DIST_REGS", "CPU_REGS", "NR_IRQS", "CTRL", "REDIST_REGS", "CPU_SYSREGS", "LEVEL_INFO", "ITS_REGS",
	"MAINT_IRQ",
};

const char *attr_text(uint32_t group, uint64_t attr, char *buffer, size_t size)
{
	char number[20];

	const char *device = IS_OF_ITS(group) ? "ITS: " : "";

	if (IS_OF_ITS(group))
		group &= ~OF_ITS(0);
	snprintf(number, sizeof(number), "group %u", group);
	snprintf(buffer, size, "%s%s 0x%llx", device, group < NR(groups) ? groups[group] : number, (unsigned long long)attr);
	return buffer;
}

const char *attr_errno(int ret, char *buffer, size_t size)
{
	static const struct { int number; const char *name; } names[] = {
		{ -ENXIO, "-ENXIO" }, { -EINVAL, "-EINVAL" }, { -EBUSY, "-EBUSY" }, { -EEXIST, "-EEXIST" },
		{ -E2BIG, "-E2BIG" }, { -ENODEV, "-ENODEV" }, { -ENOENT, "-ENOENT" }, { -EFAULT, "-EFAULT" },
		{ -EPERM, "-EPERM" }, { ANY_ERROR, "an error" },
	};

	for (unsigned int i = 0; i < NR(names); i++)
		if (names[i].number == ret)
			return names[i].name;
	snprintf(buffer, size, ret ? "%d" : "0, done", ret);
	return buffer;
}

/* One call of a script, in words. */
static void tell(struct attributes *a, const struct step_of *s)
{
	char text[60];

	if (!row_recording(a->row))
		return;
	attr_text(s->group, s->attr, text, sizeof(text));
	switch (s->call) {
	case CALL_VCPU:
		row_record_step(a->row, "KVM_CREATE_VCPU");
		break;
	case CALL_CREATE:
		row_record_step(a->row, "KVM_CREATE_DEVICE: GICv%llu", (unsigned long long)s->value);
		break;
	case CALL_SET:
		row_record_step(a->row, "SET %s to 0x%llx", text, (unsigned long long)s->value);
		break;
	case CALL_SET_KEPT:
		row_record_step(a->row, "SET %s to 0x%llx", text, (unsigned long long)(a->kept ^ s->value));
		break;
	case CALL_GET: case CALL_KEEP: case CALL_KEPT: case CALL_LAST:
		row_record_step(a->row, "GET %s", text);
		break;
	case CALL_HAS:
		row_record_step(a->row, "HAS %s", text);
		break;
	case CALL_FAULT_SET: case CALL_FAULT_GET:
		row_record_step(a->row, "%s %s, with an address that is not mapped",
				s->call == CALL_FAULT_SET ? "SET" : "GET", text);
		break;
	case CALL_LEGACY:
		row_record_step(a->row, "KVM_ARM_SET_DEVICE_ADDR: type %llu at 0x%llx", (unsigned long long)s->attr,
				(unsigned long long)s->value);
		break;
	case CALL_RUN:
		row_record_step(a->row, "first KVM_RUN");
		break;
	case CALL_BUSY: case CALL_IDLE:
		row_record_step(a->row, "vCPU %llu %s KVM_RUN", (unsigned long long)s->value,
				s->call == CALL_BUSY ? "is in" : "has left");
		break;
	case CALL_INJECT: case CALL_LOWER:
		row_record_step(a->row, "KVM_IRQ_LINE: INTID %llu of vCPU %llu %s", (unsigned long long)s->attr,
				(unsigned long long)s->value, s->call == CALL_INJECT ? "high" : "low");
		break;
	case CALL_ITS:
		row_record_step(a->row, "KVM_CREATE_DEVICE: ITS");
		break;
	case CALL_ROUTE:
		row_record_step(a->row, "KVM_SET_GSI_ROUTING: type %u, chip %llu, pin %llu", s->group,
				(unsigned long long)s->attr, (unsigned long long)s->value);
		break;
	case CALL_IRQFD: case CALL_IRQFD_ATOMIC:
		row_record_step(a->row, "irqfd of GSI %llu %s%s", (unsigned long long)s->attr, s->value ? "high" : "low",
				s->call == CALL_IRQFD ? "" : ", where nothing may sleep");
		break;
	case CALL_SOME_FAILED: case CALL_END:
		break;
	}
}

int attr_set(struct attributes *a, uint32_t group, uint64_t attr, uint64_t value)
{
	return IS_OF_ITS(group) ? a->subject->its_attr(true, group & ~OF_ITS(0), attr, &value) :
				   a->subject->attr_set(group, attr, value);
}

int attr_get(struct attributes *a, uint32_t group, uint64_t attr, uint64_t *value)
{
	return IS_OF_ITS(group) ? a->subject->its_attr(false, group & ~OF_ITS(0), attr, value) :
				   a->subject->attr_get(group, attr, value);
}

static int its_make(struct attributes *a)
{
	int ret = a->subject->its_make();

	a->its |= !ret;
	return ret;
}

static int fault(struct attributes *a, bool set, uint32_t group, uint64_t attr)
{
	return IS_OF_ITS(group) ? a->subject->its_fault(set, group & ~OF_ITS(0), attr) :
				   a->subject->attr_fault(set, group, attr);
}

static int vcpu_add(struct attributes *a)
{
	int ret = a->subject->vcpu_add();

	a->vcpus += !ret;
	return ret;
}

static int gic_create(struct attributes *a, enum vgic_gic gic)
{
	int ret = a->subject->gic_create(gic);

	a->gic |= !ret;
	return ret;
}

static int set(struct attributes *a, uint32_t group, uint64_t attr, uint64_t value)
{
	int ret = attr_set(a, group, attr, value);

	if (group == GRP_CTRL && attr == CTRL_INIT && !ret)
		a->initialised = true;
	return ret;
}

static int call(struct attributes *a, const struct step_of *s, uint64_t *value)
{
	int ret = 0;

	switch (s->call) {
	case CALL_VCPU:
		return vcpu_add(a);
	case CALL_CREATE:
		return gic_create(a, (enum vgic_gic)s->value);
	case CALL_SET:
		return set(a, s->group, s->attr, s->value);
	case CALL_SET_KEPT:
		ret = set(a, s->group, s->attr, a->kept ^ s->value);
		if (!ret)
			a->last = a->kept ^ s->value;
		return ret;
	case CALL_GET: case CALL_KEEP: case CALL_KEPT: case CALL_LAST:
		/* The index of a region. */
		*value = s->value & 0xfff;
		return attr_get(a, s->group, s->attr, value);
	case CALL_HAS:
		return IS_OF_ITS(s->group) ? a->subject->its_has(s->group & ~OF_ITS(0), s->attr) :
					      a->subject->attr_has(s->group, s->attr);
	case CALL_FAULT_SET: case CALL_FAULT_GET:
		return fault(a, s->call == CALL_FAULT_SET, s->group, s->attr);
	case CALL_ITS:
		return its_make(a);
	case CALL_ROUTE:
		return a->subject->route(s->group, (uint32_t)s->attr, (uint32_t)s->value);
	case CALL_IRQFD:
		return a->subject->irqfd((uint32_t)s->attr, s->value);
	case CALL_IRQFD_ATOMIC:
		return a->subject->irqfd_atomic((uint32_t)s->attr, s->value);
	case CALL_LEGACY:
		return a->subject->legacy_addr(s->attr, s->value);
	case CALL_RUN:
		ret = a->subject->vm_first_run();
		a->ran |= !ret;
		a->initialised |= !ret;
		return ret;
	case CALL_BUSY:
		a->subject->vcpu_busy(s->value, true);
		a->busy = (int)s->value;
		return 0;
	case CALL_IDLE:
		a->subject->vcpu_busy(s->value, false);
		a->busy = NO_VCPU;
		return 0;
	case CALL_INJECT: case CALL_LOWER:
		return a->subject->inject((unsigned int)s->value, (uint32_t)s->attr, s->call == CALL_INJECT);
	case CALL_SOME_FAILED: case CALL_END:
		break;
	}
	return ret;
}

int attr_call(struct attributes *a, const struct step_of *s)
{
	uint64_t value = 0;
	int ret;

	tell(a, s);
	ret = call(a, s, &value);
	row_changed(a->row, CHANGED_IRQ, "returns %d", ret);
	return ret;
}

/* Returns false when the script cannot go on: what follows relies on this call. */
static bool judge_result(struct attributes *a, const struct step_of *s, int ret)
{
	char expected[20], seen[20], text[60], field[90];
	enum attr_rule rule;

	a->some_failed |= s->expect == OPEN && ret;
	if (s->expect == OPEN || s->expect == ret || (s->expect == ANY_ERROR && ret < 0))
		return true;
	rule = !s->expect ? ATTR_ACCEPTED : ret < 0 ? ATTR_ERRNO : ATTR_REFUSED;
	attr_text(s->group, s->attr, text, sizeof(text));
	if (s->call == CALL_SET)
		snprintf(field, sizeof(field), "SET %s = 0x%llx", text, (unsigned long long)s->value);
	else if (s->call == CALL_INJECT || s->call == CALL_LOWER)
		snprintf(field, sizeof(field), "KVM_IRQ_LINE, INTID %llu", (unsigned long long)s->attr);
	else if (s->call == CALL_ROUTE)
		snprintf(field, sizeof(field), "KVM_SET_GSI_ROUTING, type %u, chip %llu, pin %llu", s->group,
			 (unsigned long long)s->attr, (unsigned long long)s->value);
	else if (s->call == CALL_IRQFD || s->call == CALL_IRQFD_ATOMIC)
		snprintf(field, sizeof(field), "irqfd, GSI %llu", (unsigned long long)s->attr);
	else
		snprintf(field, sizeof(field), "%s",
			 s->call == CALL_VCPU ? "KVM_CREATE_VCPU" : s->call == CALL_ITS || s->call == CALL_CREATE ? "KVM_CREATE_DEVICE" :
			 s->call == CALL_RUN ? "KVM_RUN" : s->call == CALL_LEGACY ? "KVM_ARM_SET_DEVICE_ADDR" : text);
	row_differs(a->row, &attr_rules[rule], COLUMN_HOST, field, attr_errno(s->expect, expected, sizeof(expected)),
		    attr_errno(ret, seen, sizeof(seen)));
	switch (s->call) {
	case CALL_SET:
		return !s->expect == !ret || s->group == GRP_DIST || s->group == GRP_CPU || s->group == GRP_REDIST;
	case CALL_VCPU: case CALL_CREATE: case CALL_ITS: case CALL_LEGACY: case CALL_RUN:
		return !s->expect == !ret;
	default:
		return true;
	}
}

/* Only what changes something by design may change what userspace can read, and only if it is accepted. */
static bool may_change_nothing(const struct step_of *s, int ret)
{
	switch (s->call) {
	case CALL_SET: case CALL_SET_KEPT: case CALL_FAULT_SET: case CALL_LEGACY: case CALL_CREATE: case CALL_INJECT:
	case CALL_LOWER: case CALL_ITS: case CALL_ROUTE: case CALL_IRQFD: case CALL_IRQFD_ATOMIC:
		return ret < 0;
	case CALL_FAULT_GET:
		return true;
	default:
		return false;
	}
}

/* Most calls are not refused, and then nothing has to be compared: so @s is done first on trial. */
static int guarded(struct attributes *a, const struct step_of *s, uint64_t *value)
{
	size_t blocks, bytes, blocks_after, bytes_after;
	char field[90], text[60];
	int ret;

	if (!a->gic || a->busy != NO_VCPU || !s->expect)
		return call(a, s, value);
	attr_look(a, &before);
	blocks = a->subject->live_blocks(&bytes);
	ret = call(a, s, value);
	if (!may_change_nothing(s, ret))
		return ret;
	blocks_after = a->subject->live_blocks(&bytes_after);
	snprintf(field, sizeof(field), "blocks after refused SET %s", attr_text(s->group, s->attr, text, sizeof(text)));
	expect_u64(a->row, &attr_rules[ATTR_MEMORY], COLUMN_HOST, field, blocks, blocks_after);
	attr_look(a, &after);
	attr_compare(a, &before, &after, ATTR_UNCHANGED, "after a refused call");
	return ret;
}

static void judge_value(struct attributes *a, const struct step_of *s, uint64_t value)
{
	char field[60];

	if (s->call == CALL_KEEP)
		a->kept = a->last = value;
	if (s->call != CALL_GET && s->call != CALL_KEPT && s->call != CALL_LAST)
		return;
	expect_hex(a->row, &attr_rules[ATTR_READ_BACK], COLUMN_HOST, attr_text(s->group, s->attr, field, sizeof(field)),
		   s->call == CALL_KEPT ? a->kept : s->call == CALL_LAST ? a->last : s->value, value);
}

void attr_steps(struct attributes *a, const struct step_of *steps)
{
	for (const struct step_of *s = steps; s->call != CALL_END; s++) {
		uint64_t value = 0;
		int ret;

		tell(a, s);
		if (s->call == CALL_SOME_FAILED) {
			expect_text(a->row, &attr_rules[ATTR_APART], COLUMN_HOST, "some call", "refused",
				    a->some_failed ? "refused" : "all done");
			continue;
		}
		ret = guarded(a, s, &value);
		row_changed(a->row, CHANGED_IRQ, "returns %d, 0x%llx", ret, (unsigned long long)value);
		if (!judge_result(a, s, ret))
			return;
		if (!ret && !s->expect)
			judge_value(a, s, value);
	}
}

void attr_begin(struct attributes *a, enum stage_of stage)
{
	const struct step_of vcpus[] = { VCPU(), VCPU(), { .call = CALL_END } };
	const struct step_of gic[] = { CREATE(a->guest, 0), { .call = CALL_END } };
	static const struct step_of v2[] = {
		SET(GRP_NR_IRQS, 0, ATTR_IRQS, 0), SET(GRP_ADDR, V2_DIST, VGIC_GPA_DIST, 0),
		SET(GRP_ADDR, V2_CPU, VGIC_GPA_CPU, 0), INIT(0), { .call = CALL_END },
	}, v3[] = {
		SET(GRP_NR_IRQS, 0, ATTR_IRQS, 0), SET(GRP_ADDR, V3_DIST, VGIC_GPA_DIST, 0),
		SET(GRP_ADDR, V3_REDIST, VGIC_GPA_REDIST, 0), INIT(0), { .call = CALL_END },
	}, run[] = { RUN(0), { .call = CALL_END } };

	row_step(a->row, "KVM_CREATE_VM");
	a->subject->vm_begin();
	a->busy = NO_VCPU;
	if (stage >= AT_VCPUS)
		attr_steps(a, vcpus);
	if (stage >= AT_GIC)
		attr_steps(a, gic);
	if (stage >= AT_INIT)
		attr_steps(a, a->guest == VGIC_GICV2 ? v2 : v3);
	if (stage >= AT_RUN)
		attr_steps(a, run);
}

void attr_end(struct attributes *a)
{
	char field[60] = "blocks allocated";
	size_t blocks;

	if (a->busy != NO_VCPU)
		a->subject->vcpu_busy((unsigned int)a->busy, false);
	row_step(a->row, "the VM is destroyed");
	a->subject->vm_destroy();
	if (a->nth)
		snprintf(field, sizeof(field), "blocks allocated, allocation %u had failed", a->nth);
	blocks = a->subject->live_blocks(NULL) - machine.blocks_at_boot;
	expect_u64(a->row, &attr_rules[ATTR_MEMORY], COLUMN_HOST, field, 0, blocks - a->lost);
	a->lost = blocks;
}

void attr_again(struct attributes *a)
{
	attr_end(a);
	*a = (struct attributes){ .row = a->row, .subject = a->subject, .guest = a->guest, .lost = a->lost };
	attr_begin(a, AT_VM);
}
