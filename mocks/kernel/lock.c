// SPDX-License-Identifier: GPL-2.0-only
/*
 * Locks, interrupt masking, preemption, RCU: state machines that report misuse.
 *
 * Order: the comment "Locking order is always" at the top of the tree's vgic.c, with slots_lock
 * and the other mutexes of KVM as Documentation/virt/kvm/locking.rst places them. The classes of
 * enum vgic_lock stand in that order. Two locks of one class nest only when the caller says so
 * (raw_spin_lock_nested), two ap_list_locks only in the order of their vcpu_id. The last three
 * classes must be taken with interrupts off, since an interrupt handler takes them too.
 *
 * Nothing waits: there is one thread. A lock that another simulated CPU holds would never be
 * released, so that is a finding, too.
 */
#include "state.h"

static const struct { const char *field; enum vgic_lock class; } fields[] = {
	{ "slots_lock", VGIC_LOCK_SLOTS },
	{ "config_lock", VGIC_LOCK_CONFIG },
	{ "cmd_lock", VGIC_LOCK_ITS_CMD },
	{ "its_lock", VGIC_LOCK_ITS },
	{ "ap_list_lock", VGIC_LOCK_AP_LIST },
	{ "lpi_xa", VGIC_LOCK_LPI },
	{ "lpi_list_lock", VGIC_LOCK_LPI },
	{ "irq_lock", VGIC_LOCK_IRQ },
	{ "kvm->lock", VGIC_LOCK_KVM },
	{ "vcpu->mutex", VGIC_LOCK_VCPU },
};

static const char *const names[VGIC_NR_LOCKS] = {
	[VGIC_LOCK_KVM] = "kvm->lock",
	[VGIC_LOCK_VCPU] = "vcpu->mutex",
	[VGIC_LOCK_SLOTS] = "slots_lock",
	[VGIC_LOCK_CONFIG] = "config_lock",
	[VGIC_LOCK_ITS_CMD] = "its->cmd_lock",
	[VGIC_LOCK_ITS] = "its->its_lock",
	[VGIC_LOCK_AP_LIST] = "ap_list_lock",
	[VGIC_LOCK_LPI] = "the LPI lock",
	[VGIC_LOCK_IRQ] = "irq_lock",
	[VGIC_LOCK_OTHER] = "another lock",
};

/* Does the text @name end with @field? */
static bool ends_with(const char *name, const char *field)
{
	size_t n = strlen(name), f = strlen(field);

	return n >= f && !memcmp(name + n - f, field, f);
}

void mock_lock_init(struct mock_lock *lock, enum mock_lock_kind kind, const char *name)
{
	*lock = (struct mock_lock){ .kind = kind, .class = VGIC_LOCK_OTHER };
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		if (ends_with(name, fields[i].field)) {
			lock->class = fields[i].class;
			break;
		}
	}
}

static void report(const char *file, int line, const struct mock_lock *lock, const char *what)
{
	mock_fault(VGIC_FAULT_LOCK, file, line, "%s: %s", names[lock->class], what);
}

/* The vCPU whose ap_list_lock this is. */
static int owner_id(const struct mock_lock *ap_list_lock)
{
	return container_of((raw_spinlock_t *)ap_list_lock, struct kvm_vcpu,
			    arch.vgic_cpu.ap_list_lock)->vcpu_id;
}

static void check_order(const struct mock_lock *lock, bool nested, const char *file, int line)
{
	const struct mock_cpu_locks *cpu = mock_locks;

	if (lock->class == VGIC_LOCK_OTHER)
		return;
	for (const struct mock_held *h = cpu->held + 1; h <= cpu->last; h++) {
		const struct mock_lock *held = h->lock;

		if (held->class == VGIC_LOCK_OTHER || held->class < lock->class || held == lock)
			continue;
		if (held->class > lock->class)
			mock_fault(VGIC_FAULT_LOCK, file, line, "wrong order: %s is taken while %s is held",
				   names[lock->class], names[held->class]);
		else if (!nested)
			report(file, line, lock, "a second lock of this class is taken without nesting");
		else if (lock->class == VGIC_LOCK_AP_LIST && owner_id(held) > owner_id(lock))
			report(file, line, lock, "wrong order: the lower vcpu_id comes first");
	}
}

static void check_context(const struct mock_lock *lock, const char *file, int line)
{
	if (lock->kind == MOCK_LOCK_MUTEX)
		mock_might_sleep(file, line);
	else if (1u << lock->class & MOCK_IRQ_CLASSES && !mock_irqs_off())
		report(file, line, lock, "taken with interrupts on");
}

static void take(struct mock_lock *lock, const char *file, int line)
{
	if (mock_locks->last == &mock_locks->held[MOCK_MAX_HELD])
		report(file, line, lock, "too many locks held");
	else
		mock_hold(mock_locks, lock);
}

void mock_lock_with_care(struct mock_lock *lock, bool nested, const char *file, int line)
{
	if (lock->kind == MOCK_LOCK_NONE) {
		report(file, line, lock, "taken before it was initialised");
		lock->kind = MOCK_LOCK_SPIN;
		lock->class = VGIC_LOCK_OTHER;
	}
	if (mock_lock_held(lock)) {
		report(file, line, lock, "taken twice by the same CPU: deadlock");
		return;
	}
	if (lock->owner)
		report(file, line, lock, "held by another CPU, which will not release it: deadlock");
	check_context(lock, file, line);
	check_order(lock, nested, file, line);
	take(lock, file, line);
}

int mock_trylock(struct mock_lock *lock, const char *file, int line)
{
	if (lock->owner)
		return 0;
	check_context(lock, file, line);
	take(lock, file, line);
	return 1;
}

void mock_unlock_with_care(struct mock_lock *lock, const char *file, int line)
{
	struct mock_cpu_locks *cpu = mock_locks;
	struct mock_held *held = cpu->last;

	if (!lock->owner) {
		report(file, line, lock, "released while it is free");
		return;
	}
	if (!mock_lock_held(lock)) {
		report(file, line, lock, "released by a CPU that does not hold it");
		return;
	}
	lock->owner = 0;
	while (held > cpu->held && held->lock != lock)
		held--;
	if (held == cpu->held)		/* one too many to be kept */
		return;
	cpu->now.held = held->classes;
	for (; held < cpu->last; held++) {
		*held = (struct mock_held){ held[1].lock, cpu->now.held };
		cpu->now.held |= 1u << held->lock->class;
	}
	cpu->last--;
	if (lock->kind == MOCK_LOCK_SPIN)
		cpu->now.preempt_depth--;
}

void mock_not_held(const struct mock_lock *lock, const char *file, int line)
{
	report(file, line, lock, "must be held here and is not");
}

void mock_bad_flags(const char *file, int line)
{
	mock_fault(VGIC_FAULT_CONTEXT, file, line, "interrupts restored from flags never saved");
}

void mock_irqs_on_with_care(void)
{
	const struct mock_cpu_locks *cpu = mock_locks;

	for (const struct mock_held *held = cpu->held + 1; held <= cpu->last; held++)
		if (1u << held->lock->class & MOCK_IRQ_CLASSES)
			report(NULL, 0, held->lock, "still held when interrupts are switched on");
}

void mock_unbalanced(const char *what, const char *file, int line)
{
	mock_fault(VGIC_FAULT_CONTEXT, file, line, "%s", what);
}

void mock_might_sleep(const char *file, int line)
{
	const struct vgic_context *now = &mock_locks->now;

	if (now->preempt_depth || now->irqs_off || mock_rcu_held())
		mock_fault(VGIC_FAULT_CONTEXT, file, line, "may sleep in atomic context%s%s%s",
			   now->irqs_off ? ", interrupts are off" : "",
			   now->preempt_depth ? ", preemption is off" : "",
			   mock_rcu_held() ? ", in an RCU read-side section" : "");
}

int mock_srcu_lock(struct srcu_struct *srcu)
{
	srcu->readers++;
	return 1;
}

void mock_srcu_unlock(struct srcu_struct *srcu, int index, const char *file, int line)
{
	if (index != 1 || srcu->readers <= 0)
		mock_fault(VGIC_FAULT_CONTEXT, file, line, "srcu_read_unlock() without srcu_read_lock()");
	else
		srcu->readers--;
}

void mock_not_idle(const char *call)
{
	struct mock_cpu_locks *cpu = mock_locks;
	struct vgic_context *now = &cpu->now;

	while (cpu->last > cpu->held) {
		struct mock_lock *lock = cpu->last->lock;

		mock_fault(VGIC_FAULT_LOCK, NULL, 0, "%s: left held by %s", names[lock->class], call);
		mock_unlock(lock, NULL, 0);
	}
	if (now->irqs_off || now->preempt_depth || cpu->rcu_depth)
		mock_fault(VGIC_FAULT_CONTEXT, NULL, 0, "%s returns with %s", call,
			   now->irqs_off ? "interrupts off" :
			   now->preempt_depth ? "preemption off" : "RCU held");
	now->irqs_off = false;
	now->preempt_depth = 0;
	cpu->rcu_depth = 0;
}
