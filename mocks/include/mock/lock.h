/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Spinlocks, mutexes, interrupt masking, preemption, RCU and SRCU: state machines that never
 * wait and report every misuse. Kind: spy. The rules are at the top of mocks/kernel/lock.c.
 *
 * A round takes and releases a dozen locks. So what is quickly seen to keep all rules is done here,
 * inline; everything else goes to lock.c, which looks at one rule after the other.
 *
 * A lock knows its class from the name of the field it is, which the init macros pass as text.
 * A mock lock is smaller than the kernel's; nothing in the vgic depends on its layout.
 */
#ifndef MOCK_LOCK_H
#define MOCK_LOCK_H

#include <mock/bug.h>
#include <mock/types.h>
#include "vgic/subject.h"

#define MOCK_MAX_HELD	16

struct mock_lock {
	u8 class;	/* enum vgic_lock; set by init */
	u8 kind;	/* enum mock_lock_kind; 0: never initialised */
	u8 owner;	/* simulated CPU + 1; 0: free */
};

struct mock_held {
	struct mock_lock *lock;
	u32 classes;		/* now.held before it was taken */
};

/* What one CPU holds and has switched off. */
struct mock_cpu_locks {
	struct vgic_context now;	/* the host is told it as it stands */
	u32 rcu_depth;
	struct mock_held *last;		/* the lock that was taken last; held: none is */
	struct mock_held held[1 + MOCK_MAX_HELD];	/* the first one is no lock */
};

/* Of the current CPU; mock_set_cpu() changes it. */
extern struct mock_cpu_locks *mock_locks;

enum mock_lock_kind { MOCK_LOCK_NONE, MOCK_LOCK_SPIN, MOCK_LOCK_MUTEX };

typedef struct mock_lock raw_spinlock_t, spinlock_t, rwlock_t;
struct mutex { struct mock_lock lock; };
struct srcu_struct { int readers; };
struct lockdep_map { int unused; };
struct lock_class_key { int unused; };

void mock_lock_init(struct mock_lock *lock, enum mock_lock_kind kind, const char *name);
int mock_trylock(struct mock_lock *lock, const char *file, int line);
void mock_might_sleep(const char *file, int line);

/* Something may be wrong, or is: look closely, report it, and do it as well as it can be done. */
#define MOCK_RARE __attribute__((cold))
MOCK_RARE void mock_lock_with_care(struct mock_lock *lock, bool nested, const char *file, int line);
MOCK_RARE void mock_unlock_with_care(struct mock_lock *lock, const char *file, int line);
MOCK_RARE void mock_irqs_on_with_care(void);
MOCK_RARE void mock_not_held(const struct mock_lock *lock, const char *file, int line);
MOCK_RARE void mock_bad_flags(const char *file, int line);
MOCK_RARE void mock_unbalanced(const char *what, const char *file, int line);

/* Classes of locks that an interrupt handler takes too: interrupts must be off while they are held. */
#define MOCK_IRQ_CLASSES	(1u << VGIC_LOCK_AP_LIST | 1u << VGIC_LOCK_LPI | 1u << VGIC_LOCK_IRQ)

static inline void mock_hold(struct mock_cpu_locks *cpu, struct mock_lock *lock)
{
	*++cpu->last = (struct mock_held){ lock, cpu->now.held };
	cpu->now.held |= 1u << lock->class;
	cpu->now.preempt_depth += lock->kind == MOCK_LOCK_SPIN;
	lock->owner = cpu->now.cpu + 1;
}

/* Most are free, wanted with interrupts off, and inside of all that are held: then every rule is kept. */
static inline void mock_lock(struct mock_lock *lock, bool nested, const char *file, int line)
{
	struct mock_cpu_locks *cpu = mock_locks;

	if (lock->kind == MOCK_LOCK_SPIN && !lock->owner && cpu->now.irqs_off &&
	    !(cpu->now.held >> lock->class) && cpu->last < &cpu->held[MOCK_MAX_HELD])
		mock_hold(cpu, lock);
	else
		mock_lock_with_care(lock, nested, file, line);
}

/* Most are released in reverse order. */
static inline void mock_unlock(struct mock_lock *lock, const char *file, int line)
{
	struct mock_cpu_locks *cpu = mock_locks;
	struct mock_held *last = cpu->last;

	if (last->lock == lock && lock->kind == MOCK_LOCK_SPIN) {
		cpu->last = last - 1;
		cpu->now.held = last->classes;
		cpu->now.preempt_depth--;
		lock->owner = 0;
	} else {
		mock_unlock_with_care(lock, file, line);
	}
}

static inline bool mock_lock_held(const struct mock_lock *lock)
{
	return lock->owner == mock_locks->now.cpu + 1;
}

static inline void mock_assert_held(const struct mock_lock *lock, const char *file, int line)
{
	if (!mock_lock_held(lock))
		mock_not_held(lock, file, line);
}

static inline unsigned long mock_irq_save(void)
{
	unsigned long flags = mock_locks->now.irqs_off;

	mock_locks->now.irqs_off = true;
	return flags;
}

static inline void mock_irq_set(bool off)
{
	if (!off && mock_locks->now.held & MOCK_IRQ_CLASSES)
		mock_irqs_on_with_care();
	mock_locks->now.irqs_off = off;
}

static inline void mock_irq_restore(unsigned long flags, const char *file, int line)
{
	if (flags > 1)
		mock_bad_flags(file, line);
	mock_irq_set(flags);
}

static inline bool mock_irqs_off(void)
{
	return mock_locks->now.irqs_off;
}

static inline void mock_preempt(int change, const char *file, int line)
{
	if (change < 0 && !mock_locks->now.preempt_depth)
		mock_unbalanced("preempt_enable() without preempt_disable()", file, line);
	else
		mock_locks->now.preempt_depth += change;
}

static inline bool mock_preemptible(void)
{
	return !mock_locks->now.preempt_depth && !mock_locks->now.irqs_off;
}

static inline void mock_rcu(int change, const char *file, int line)
{
	if (change < 0 && !mock_locks->rcu_depth)
		mock_unbalanced("rcu_read_unlock() without rcu_read_lock()", file, line);
	else
		mock_locks->rcu_depth += change;
}

static inline bool mock_rcu_held(void)
{
	return mock_locks->rcu_depth;
}

#define MOCK_HERE			__FILE__, __LINE__
#define local_irq_save(flags)		((flags) = mock_irq_save())
#define local_irq_restore(flags)	mock_irq_restore(flags, MOCK_HERE)
#define local_irq_disable()		mock_irq_set(true)
#define local_irq_enable()		mock_irq_set(false)
#define irqs_disabled()			mock_irqs_off()
#define local_daif_save()		mock_irq_save()
#define local_daif_restore(flags)	mock_irq_restore(flags, MOCK_HERE)
#define preempt_disable()		mock_preempt(1, MOCK_HERE)
#define preempt_enable()		mock_preempt(-1, MOCK_HERE)
#define preemptible()			mock_preemptible()
#define might_sleep()			mock_might_sleep(MOCK_HERE)
#define cond_resched()			mock_might_sleep(MOCK_HERE)

#define raw_spin_lock_init(l)		mock_lock_init(l, MOCK_LOCK_SPIN, #l)
#define raw_spin_lock(l)		mock_lock(l, false, MOCK_HERE)
#define raw_spin_lock_nested(l, depth)	mock_lock(l, (depth) > 0, MOCK_HERE)
#define raw_spin_trylock(l)		mock_trylock(l, MOCK_HERE)
#define raw_spin_unlock(l)		mock_unlock(l, MOCK_HERE)
#define raw_spin_is_locked(l)		mock_lock_held(l)
#define raw_spin_lock_irqsave(l, flags) \
	do { local_irq_save(flags); raw_spin_lock(l); } while (0)
#define raw_spin_unlock_irqrestore(l, flags) \
	do { raw_spin_unlock(l); local_irq_restore(flags); } while (0)
#define raw_spin_lock_irq(l) \
	do { local_irq_disable(); raw_spin_lock(l); } while (0)
#define raw_spin_unlock_irq(l) \
	do { raw_spin_unlock(l); local_irq_enable(); } while (0)
/* What raw_spin_unlock() is made of; older vgic code calls it directly. */
#define _raw_spin_unlock(l)		mock_unlock(l, MOCK_HERE)
#define _raw_spin_lock(l)		mock_lock(l, false, MOCK_HERE)
#define SINGLE_DEPTH_NESTING		1

#define spin_lock_init(l)		raw_spin_lock_init(l)
#define spin_lock(l)			raw_spin_lock(l)
#define spin_unlock(l)			raw_spin_unlock(l)
#define spin_lock_nested(l, depth)	raw_spin_lock_nested(l, depth)
#define spin_is_locked(l)		raw_spin_is_locked(l)
#define cond_resched_lock(l)		({ spin_unlock(l); cond_resched(); spin_lock(l); 1; })
#define spin_lock_irqsave(l, flags)	raw_spin_lock_irqsave(l, flags)
#define spin_unlock_irqrestore(l, flags) raw_spin_unlock_irqrestore(l, flags)
#define spin_lock_irq(l)		raw_spin_lock_irq(l)
#define spin_unlock_irq(l)		raw_spin_unlock_irq(l)

#define mutex_init(m)			mock_lock_init(&(m)->lock, MOCK_LOCK_MUTEX, #m)
#define mutex_lock(m)			mock_lock(&(m)->lock, false, MOCK_HERE)
#define mutex_lock_nested(m, depth)	mock_lock(&(m)->lock, (depth) > 0, MOCK_HERE)
#define mutex_lock_killable(m)		(mock_lock(&(m)->lock, false, MOCK_HERE), 0)
#define mutex_trylock(m)		mock_trylock(&(m)->lock, MOCK_HERE)
#define mutex_unlock(m)			mock_unlock(&(m)->lock, MOCK_HERE)
#define mutex_is_locked(m)		((m)->lock.owner != 0)
#define mutex_destroy(m)		((void)(m))

/* Works for a spinlock and for a mutex, as lockdep's does. */
#define MOCK_LOCK_OF(l) ((const struct mock_lock *)(const void *)(l))
#define lockdep_assert_held(l)		mock_assert_held(MOCK_LOCK_OF(l), MOCK_HERE)
#define lockdep_assert_held_once(l)	lockdep_assert_held(l)
#define lockdep_is_held(l)		mock_lock_held(MOCK_LOCK_OF(l))
#define lockdep_assert_irqs_disabled()	MOCK_WARN(!mock_irqs_off(), "lockdep: irqs are on")
#define lockdep_assert_not_held(l)	MOCK_WARN(lockdep_is_held(l), "lockdep: " #l " is held")
#define lockdep_set_class(l, key)	((void)(l))
#define lockdep_assert(condition)	WARN_ON(!(condition))

#define rcu_read_lock()			mock_rcu(1, MOCK_HERE)
#define rcu_read_unlock()		mock_rcu(-1, MOCK_HERE)
#define rcu_dereference(p)		READ_ONCE(p)
#define rcu_dereference_check(p, c)	READ_ONCE(p)
#define rcu_dereference_protected(p, c)	(p)
#define rcu_assign_pointer(p, v)	WRITE_ONCE(p, v)
#define synchronize_rcu()		mock_might_sleep(MOCK_HERE)

int mock_srcu_lock(struct srcu_struct *srcu);
void mock_srcu_unlock(struct srcu_struct *srcu, int index, const char *file, int line);
#define srcu_read_lock(s)		mock_srcu_lock(s)
#define srcu_read_unlock(s, index)	mock_srcu_unlock(s, index, MOCK_HERE)
#define srcu_dereference(p, s)		READ_ONCE(p)
#define synchronize_srcu(s)		mock_might_sleep(MOCK_HERE)
#define synchronize_srcu_expedited(s)	mock_might_sleep(MOCK_HERE)

#define list_for_each_entry_rcu(entry, head, member, ...) list_for_each_entry(entry, head, member)

/* guard(raw_spinlock)(&lock) and its like, where the tree has them. */
#if __has_include(<linux/cleanup.h>)
#include <linux/cleanup.h>
#ifdef DEFINE_LOCK_GUARD_1
DEFINE_GUARD(mutex, struct mutex *, mutex_lock(_T), mutex_unlock(_T))
DEFINE_LOCK_GUARD_1(raw_spinlock, raw_spinlock_t, raw_spin_lock(_T->lock),
		    raw_spin_unlock(_T->lock))
DEFINE_LOCK_GUARD_1(raw_spinlock_irqsave, raw_spinlock_t,
		    raw_spin_lock_irqsave(_T->lock, _T->flags),
		    raw_spin_unlock_irqrestore(_T->lock, _T->flags), unsigned long flags)
DEFINE_LOCK_GUARD_1(spinlock_irqsave, spinlock_t,
		    spin_lock_irqsave(_T->lock, _T->flags),
		    spin_unlock_irqrestore(_T->lock, _T->flags), unsigned long flags)
DEFINE_LOCK_GUARD_1(srcu, struct srcu_struct, _T->index = srcu_read_lock(_T->lock),
		    srcu_read_unlock(_T->lock, _T->index), int index)
#endif
#ifdef DEFINE_LOCK_GUARD_0
DEFINE_LOCK_GUARD_0(rcu, rcu_read_lock(), rcu_read_unlock())
DEFINE_LOCK_GUARD_0(preempt, preempt_disable(), preempt_enable())
#endif
#endif


#endif
