// SPDX-License-Identifier: GPL-2.0-only
/*
 * Misuse on purpose, for tests/self: each of these must be reported by the mock that it abuses.
 * They are here, inside the subject, because that is where the mocks can be reached.
 */
#include "state.h"

static struct kvm_vcpu *vcpu(int n)
{
	return mock->kvm->mock_vcpus[n];
}

static raw_spinlock_t *ap_list_lock(int n)
{
	return &vcpu(n)->arch.vgic_cpu.ap_list_lock;
}

static raw_spinlock_t *irq_lock(int n)
{
	return &mock->kvm->arch.vgic.spis[n].irq_lock;
}

static void lock_twice(void)
{
	local_irq_disable();
	raw_spin_lock(irq_lock(0));
	raw_spin_lock(irq_lock(0));
	raw_spin_unlock(irq_lock(0));
	local_irq_enable();
}

static void unlock_free(void)
{
	raw_spin_unlock(irq_lock(0));
}

static void unlock_by_another(void)
{
	unsigned int self = mock_cpu();

	local_irq_disable();
	raw_spin_lock(irq_lock(0));
	mock_set_cpu(!self);
	raw_spin_unlock(irq_lock(0));
	mock_set_cpu(self);
	raw_spin_unlock(irq_lock(0));
	local_irq_enable();
}

static void lock_held_by_another(void)
{
	unsigned int self = mock_cpu();

	local_irq_disable();
	raw_spin_lock(irq_lock(0));
	mock_set_cpu(!self);
	local_irq_disable();
	raw_spin_lock(irq_lock(0));
	raw_spin_unlock(irq_lock(0));
	local_irq_enable();
	mock_set_cpu(self);
	mock_locks->last = mock_locks->held;
	mock_locks->now.held = 0;
	mock_locks->now.preempt_depth = 0;
	local_irq_enable();
}

static void wrong_order(void)
{
	local_irq_disable();
	raw_spin_lock(irq_lock(0));
	raw_spin_lock(ap_list_lock(0));
	raw_spin_unlock(ap_list_lock(0));
	raw_spin_unlock(irq_lock(0));
	local_irq_enable();
}

static void wrong_mutex_order(void)
{
	mutex_lock(&mock->kvm->arch.config_lock);
	mutex_lock(&mock->kvm->lock);
	mutex_unlock(&mock->kvm->lock);
	mutex_unlock(&mock->kvm->arch.config_lock);
}

static void not_nested(void)
{
	local_irq_disable();
	raw_spin_lock(irq_lock(0));
	raw_spin_lock(irq_lock(1));
	raw_spin_unlock(irq_lock(1));
	raw_spin_unlock(irq_lock(0));
	local_irq_enable();
}

static void wrong_vcpu_order(void)
{
	local_irq_disable();
	raw_spin_lock(ap_list_lock(1));
	raw_spin_lock_nested(ap_list_lock(0), SINGLE_DEPTH_NESTING);
	raw_spin_unlock(ap_list_lock(0));
	raw_spin_unlock(ap_list_lock(1));
	local_irq_enable();
}

static void right_order(void)
{
	unsigned long flags;

	mutex_lock(&mock->kvm->lock);
	mutex_lock(&mock->kvm->slots_lock);
	mutex_lock(&mock->kvm->arch.config_lock);
	raw_spin_lock_irqsave(ap_list_lock(0), flags);
	raw_spin_lock_nested(ap_list_lock(1), SINGLE_DEPTH_NESTING);
	raw_spin_lock(irq_lock(0));
	raw_spin_lock_nested(irq_lock(1), SINGLE_DEPTH_NESTING);
	raw_spin_unlock(irq_lock(1));
	raw_spin_unlock(irq_lock(0));
	raw_spin_unlock(ap_list_lock(1));
	raw_spin_unlock_irqrestore(ap_list_lock(0), flags);
	mutex_unlock(&mock->kvm->arch.config_lock);
	mutex_unlock(&mock->kvm->slots_lock);
	mutex_unlock(&mock->kvm->lock);
}

static void irqs_on(void)
{
	raw_spin_lock(irq_lock(0));
	raw_spin_unlock(irq_lock(0));
}

static void irqs_on_while_held(void)
{
	local_irq_disable();
	raw_spin_lock(irq_lock(0));
	local_irq_enable();
	local_irq_disable();
	raw_spin_unlock(irq_lock(0));
	local_irq_enable();
}

static void left_held(void)
{
	local_irq_disable();
	raw_spin_lock(irq_lock(0));
	mock_check_idle("left_held()");
}

static void left_masked(void)
{
	local_irq_disable();
	mock_check_idle("left_masked()");
}

static void never_initialised(void)
{
	raw_spinlock_t lock = { 0 };

	raw_spin_lock(&lock);
	raw_spin_unlock(&lock);
}

static void not_held(void)
{
	lockdep_assert_held(irq_lock(0));
}

static void sleep_in_atomic(void)
{
	preempt_disable();
	mutex_lock(&mock->kvm->lock);
	mutex_unlock(&mock->kvm->lock);
	preempt_enable();
}

static void alloc_in_atomic(void)
{
	local_irq_disable();
	kfree(kmalloc(8, GFP_KERNEL));
	local_irq_enable();
}

static void rcu_unbalanced(void)
{
	rcu_read_unlock();
}

static void preempt_unbalanced(void)
{
	preempt_enable();
}

static void srcu_unbalanced(void)
{
	srcu_read_unlock(&mock->kvm->srcu, 1);
}

static void irqs_never_saved(void)
{
	unsigned long flags = 0x5ca1ab1e;

	local_irq_restore(flags);
}

static void trylock_in_atomic(void)
{
	preempt_disable();
	if (mutex_trylock(&mock->kvm->lock))
		mutex_unlock(&mock->kvm->lock);
	preempt_enable();
}

static void too_many_locks(void)
{
	local_irq_disable();
	for (int i = 0; i <= MOCK_MAX_HELD; i++)
		raw_spin_lock_nested(irq_lock(i), SINGLE_DEPTH_NESTING);
	for (int i = 0; i < MOCK_MAX_HELD; i++)
		raw_spin_unlock(irq_lock(i));
	local_irq_enable();
}

static void arena_full(void)
{
	WARN_ON(kmalloc(1ul << 30, GFP_KERNEL));
}

static void free_rcu_inside(void)
{
	rcu_read_lock();
	kfree_rcu_mightsleep(kmalloc(8, GFP_NOWAIT));
	rcu_read_unlock();
}

void mock_unmocked(const char *function);

static void unmocked(void)
{
	mock_unmocked("some_function");
}

static void free_twice(void)
{
	u8 *memory = kmalloc(8, GFP_KERNEL);

	kfree(memory);
	kfree(memory);
}

static void free_foreign(void)
{
	static u8 foreign[64];

	kfree(foreign + 32);
}

static void use_after_free(void)
{
	volatile u8 *memory = kmalloc(8, GFP_KERNEL);

	kfree((void *)memory);
	memory[0] = 1;
}

static void past_the_end(void)
{
	volatile u8 *memory = kmalloc(24, GFP_KERNEL);

	memory[24] = 1;
	kfree((void *)memory);
}

static void ref_from_zero(void)
{
	refcount_t r = REFCOUNT_INIT(0);

	refcount_inc(&r);
}

static void ref_below_zero(void)
{
	refcount_t r = REFCOUNT_INIT(1);

	if (refcount_dec_and_test(&r))
		refcount_dec(&r);
}

static void ref_not_from_zero(void)
{
	refcount_t r = REFCOUNT_INIT(0);

	if (refcount_inc_not_zero(&r))
		WARN(1, "taken from zero");
}

static void warn(void)
{
	WARN_ON(1);
}

static void bug(void)
{
	BUG_ON(1);
}

/* Results of the fakes: WARN when one is wrong. */

static void xarray(void)
{
	static const unsigned long order[] = { 8195, 8192, 9000, 8193, 8200, 8194 };
	unsigned long index, last = 0, n = 0;
	struct xarray xa;
	const void *entry;

	xa_init(&xa);
	for (size_t i = 0; i < ARRAY_SIZE(order); i++)
		WARN_ON(xa_store(&xa, order[i], (void *)(order[i] * 16), GFP_KERNEL));
	WARN_ON(xa_load(&xa, 9000) != (void *)(9000ul * 16) || xa_load(&xa, 8196));
	xa_for_each(&xa, index, entry) {
		WARN_ON(index <= last || entry != (void *)(index * 16));
		last = index;
		n++;
	}
	WARN_ON(n != ARRAY_SIZE(order));
	xa_set_mark(&xa, 8193, XA_MARK_0);
	n = 0;
	xa_for_each_marked(&xa, index, entry, XA_MARK_0)
		n += index;
	WARN_ON(n != 8193);
	WARN_ON(xa_erase(&xa, 8193) != (void *)(8193ul * 16) || xa_load(&xa, 8193));
	WARN_ON(xa_reserve_irq(&xa, 8500, GFP_KERNEL) || xa_load(&xa, 8500));
	xa_release(&xa, 8500);
	WARN_ON(xa_err(mock_xa_error(-ENOMEM)) != -ENOMEM || xa_err(NULL));
	xa_destroy(&xa);
}

static void xarray_unlocked(void)
{
	struct xarray xa;

	xa_init(&xa);
	__xa_store(&xa, 1, &xa, GFP_NOWAIT);
	xa_destroy(&xa);
}

static void xarray_erase_unlocked(void)
{
	struct xarray xa;

	xa_init(&xa);
	__xa_erase(&xa, 1);
}

struct item { struct list_head list; int key, serial; };

static int compare(void *priv, const struct list_head *a, const struct list_head *b)
{
	return list_entry(a, struct item, list)->key - list_entry(b, struct item, list)->key;
}

static void sorting(void)
{
	static const int keys[] = { 5, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5 };
	struct item items[ARRAY_SIZE(keys)], *item, *before = NULL;
	LIST_HEAD(head);

	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		items[i] = (struct item){ .key = keys[i], .serial = i };
		list_add_tail(&items[i].list, &head);
	}
	mock_list_sort(NULL, &head, compare);
	list_for_each_entry(item, &head, list) {
		WARN_ON(before && (before->key > item->key ||
				   (before->key == item->key && before->serial > item->serial)));
		before = item;
	}
}

static int never_equal(void *priv, const struct list_head *a, const struct list_head *b)
{
	WARN(a == b, "an element is compared with itself");
	return 1;
}

/* list_sort() compares an element with itself, so that a comparison that cannot bear it is found; the result is nobody's. */
static void sorting_itself(void)
{
	struct item item;
	LIST_HEAD(head);

	list_add_tail(&item.list, &head);
	mock_list_sort(NULL, &head, never_equal);
}

static void bits(void)
{
	unsigned long map[2] = { 0 };
	unsigned long bit, sum = 0;

	set_bit(3, map);
	set_bit(64, map);
	set_bit(127, map);
	clear_bit(3, map);
	for_each_set_bit(bit, map, 128)
		sum += bit;
	WARN_ON(sum != 64 + 127 || !test_bit(64, map) || test_bit(3, map));
	WARN_ON(hweight8(0x1ff) != 8 || ffs(0) != 0 || ffs(8) != 4 || fls(8) != 4 || ilog2(4096) != 12);
	WARN_ON(roundup_pow_of_two(5) != 8 || ALIGN(5, 4) != 8 || lower_32_bits(1ull << 32 | 7) != 7);
}

struct counted { struct hrtimer timer; unsigned int fired; };

static enum hrtimer_restart fires_once(struct hrtimer *timer)
{
	container_of(timer, struct counted, timer)->fired++;
	WARN_ON(timer->armed || !mock_irqs_off());
	return HRTIMER_NORESTART;
}

static enum hrtimer_restart fires_again(struct hrtimer *timer)
{
	fires_once(timer);
	hrtimer_forward_now(timer, 5);
	return HRTIMER_RESTART;
}

/* Each fires on its CPU, when it is due and once; one that is cancelled does not. */
static void hrtimers(void)
{
	struct counted once = { 0 }, again = { 0 }, elsewhere = { 0 }, cancelled = { 0 };
	ktime_t now = ktime_get();

	mock_hrtimer_setup(&once.timer, fires_once);
	mock_hrtimer_setup(&again.timer, fires_again);
	mock_hrtimer_setup(&elsewhere.timer, fires_once);
	mock_hrtimer_setup(&cancelled.timer, fires_once);
	WARN_ON(mock_hrtimers_next() != ~0ull);
	mock_hrtimer_start(&once.timer, now + 7);
	mock_hrtimer_start(&again.timer, now);
	mock_hrtimer_start(&cancelled.timer, now);
	mock_set_cpu(1);
	mock_hrtimer_start(&elsewhere.timer, now);
	mock_set_cpu(0);
	WARN_ON(!hrtimer_cancel(&cancelled.timer) || hrtimer_cancel(&cancelled.timer));
	WARN_ON(mock_hrtimers_next() != (u64)now);
	mock_hrtimers_expire(0);
	WARN_ON(again.fired != 1 || !again.timer.armed || again.timer.due != now + 5);
	WARN_ON(once.fired || elsewhere.fired || mock_hrtimers_next() != (u64)now + 5);
	/* Early: one that wants to go on has its turn once. */
	mock_hrtimers_expire(7);
	WARN_ON(again.fired != 2 || !again.timer.armed || once.fired != 1 || once.timer.armed);
	/* Started again, it is due at the later time only. */
	mock_hrtimer_start(&again.timer, now + 9);
	WARN_ON(mock_hrtimers_next() != (u64)now + 9);
	hrtimer_cancel(&again.timer);
	mock_set_cpu(1);
	mock_hrtimers_expire(0);
	mock_set_cpu(0);
	WARN_ON(elsewhere.fired != 1 || cancelled.fired);
}

static const struct { const char *name; void (*run)(void); } cases[] = {
	{ "lock-twice", lock_twice }, { "unlock-free", unlock_free },
	{ "unlock-by-another", unlock_by_another }, { "lock-held-by-another", lock_held_by_another },
	{ "wrong-order", wrong_order }, { "wrong-mutex-order", wrong_mutex_order },
	{ "not-nested", not_nested }, { "wrong-vcpu-order", wrong_vcpu_order },
	{ "right-order", right_order }, { "irqs-on", irqs_on },
	{ "irqs-on-while-held", irqs_on_while_held }, { "left-held", left_held },
	{ "left-masked", left_masked }, { "never-initialised", never_initialised },
	{ "not-held", not_held }, { "sleep-in-atomic", sleep_in_atomic },
	{ "alloc-in-atomic", alloc_in_atomic }, { "rcu-unbalanced", rcu_unbalanced },
	{ "free-twice", free_twice }, { "free-foreign", free_foreign },
	{ "use-after-free", use_after_free }, { "past-the-end", past_the_end },
	{ "ref-from-zero", ref_from_zero }, { "ref-below-zero", ref_below_zero },
	{ "ref-not-from-zero", ref_not_from_zero }, { "warn", warn }, { "bug", bug },
	{ "xarray", xarray }, { "xarray-unlocked", xarray_unlocked }, { "sorting", sorting },
	{ "bits", bits }, { "preempt-unbalanced", preempt_unbalanced },
	{ "srcu-unbalanced", srcu_unbalanced }, { "irqs-never-saved", irqs_never_saved },
	{ "trylock-in-atomic", trylock_in_atomic }, { "too-many-locks", too_many_locks },
	{ "arena-full", arena_full }, { "free-rcu-inside", free_rcu_inside },
	{ "unmocked", unmocked }, { "xarray-erase-unlocked", xarray_erase_unlocked },
	{ "sorting-itself", sorting_itself }, { "hrtimers", hrtimers },
};

bool mock_selftest(const char *what);

bool mock_selftest(const char *what)
{
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		if (!strcmp(cases[i].name, what)) {
			cases[i].run();
			return true;
		}
	}
	return false;
}
