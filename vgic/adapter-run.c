// SPDX-License-Identifier: GPL-2.0-only
/*
 * The adapter's run loop: a vCPU is loaded, entered, left, put and sleeps in WFI. Which of the vgic's
 * and the timers' functions are called, and in which order, was read from the tree's arm.c when the
 * subject was built (vgic/run-order).
 */
#include "vgic/adapter.h"
#include "run-order.h"

#define STEP(call)		call;
/* A request is taken back before it is answered: the answer may make it again. */
#define REQUEST(request, call)	if (requests & 1ull << ((request) & KVM_REQUEST_MASK & 63)) { call; }

static void loaded(struct kvm_vcpu *vcpu)
{
	mock_this_cpu->running = mock->running_vcpus[mock_cpu()] = vcpu;
	vcpu->cpu = mock_cpu();
}

/* As the scheduler does: with preemption off. */
void adapter_load(unsigned int n)
{
	struct kvm_vcpu *vcpu = vcpu_of(n);

	preempt_disable();
	loaded(vcpu);
	RUN_LOAD(STEP)
	preempt_enable();
	LEAVE();
}

void adapter_put(unsigned int n)
{
	struct kvm_vcpu *vcpu = vcpu_of(n);

	preempt_disable();
	RUN_PUT(STEP)
	vcpu->cpu = -1;
	mock_this_cpu->running = mock->running_vcpus[mock_cpu()] = NULL;
	preempt_enable();
	LEAVE();
}

static void check_requests(struct kvm_vcpu *vcpu)
{
	u64 requests = vcpu->requests;

	vcpu->requests = 0;
	if (requests) {
		RUN_REQUESTS(REQUEST)
	}
}

/* On a GICv3 host without VHE the hypervisor's world switch moves the list registers. */
static bool moved_by_hyp(void)
{
	return kvm_vgic_global_state.type == VGIC_V3 && !has_vhe();
}

bool adapter_enter(unsigned int n, bool give_up)
{
	struct kvm_vcpu *vcpu = vcpu_of(n);

	check_requests(vcpu);
	RUN_ENTER(STEP)
	if (give_up || vcpu->requests) {
		RUN_GIVE_UP(STEP)
		LEAVE();
		return false;
	}
	RUN_ENTERED(STEP)
	if (moved_by_hyp()) {
		tree_hyp(__vgic_v3_activate_traps, vcpu);
		tree_hyp(__vgic_v3_restore_state, vcpu);
	}
	mock_this_cpu->in_guest = vcpu;
	/* What is asked of the subject while the guest runs is not asked in the run loop's context. */
	mock_this_cpu->outside.irqs_off = mock_locks->now.irqs_off;
	mock_this_cpu->outside.preempt_depth = mock_locks->now.preempt_depth;
	mock_locks->now.irqs_off = false;
	mock_locks->now.preempt_depth = 0;
	LEAVE();
	return true;
}

void mock_leave_guest(struct kvm_vcpu *vcpu)
{
	if (mock_this_cpu->in_guest != vcpu)
		return;
	mock_locks->now.irqs_off = mock_this_cpu->outside.irqs_off;
	mock_locks->now.preempt_depth = mock_this_cpu->outside.preempt_depth;
	mock_this_cpu->in_guest = NULL;
	if (moved_by_hyp()) {
		tree_hyp(__vgic_v3_save_state, vcpu);
		tree_hyp(__vgic_v3_deactivate_traps, vcpu);
	}
	RUN_EXIT(STEP)
}

void adapter_exit(unsigned int n)
{
	mock_leave_guest(vcpu_of(n));
	LEAVE();
}

/*
 * kvm_vcpu_halt(): sleep unless there is something to do. Who sleeps is scheduled out, and in again
 * when it is woken, perhaps on another CPU.
 */
bool adapter_wfi(unsigned int n)
{
	struct kvm_vcpu *vcpu = vcpu_of(n);

	vcpu_set_flag(vcpu, IN_WFI);
	RUN_SLEEP(STEP)
	LEAVE();
	if (!adapter_pending(n)) {
		vcpu->wait.active = true;
		adapter_put(n);
		return true;
	}
	vcpu_clear_flag(vcpu, IN_WFI);
	RUN_WAKE(STEP)
	LEAVE();
	return false;
}

bool adapter_wake(unsigned int n)
{
	struct kvm_vcpu *vcpu = vcpu_of(n);

	adapter_load(n);
	if (!adapter_pending(n)) {
		adapter_put(n);
		return false;
	}
	vcpu->wait.active = false;
	vcpu_clear_flag(vcpu, IN_WFI);
	RUN_WAKE(STEP)
	LEAVE();
	return true;
}

/* What decides whether a vCPU in WFI goes on (kvm_arch_vcpu_runnable()). */
bool adapter_pending(unsigned int n)
{
	bool ret = kvm_vgic_vcpu_pending_irq(vcpu_of(n));

	LEAVE();
	return ret;
}
