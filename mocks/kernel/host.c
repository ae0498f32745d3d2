// SPDX-License-Identifier: GPL-2.0-only
/*
 * The way out of the subject: context, faults, notices.
 */
#include "state.h"

int vsnprintf(char *buffer, size_t size, const char *format, va_list args);

const struct vgic_host *mock_host;
struct mock_state *mock;
/* Saved with the kernel's statics (vgic/statics.ld). */
struct mock_cpu_locks *mock_locks __attribute__((section(".mock_saved")));

void mock_fault(enum vgic_fault what, const char *file, int line, const char *format, ...)
{
	char text[300];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	mock_host->fault(&mock_locks->now, what, file, line, text);
}

void mock_warned(const char *file, int line, const char *text)
{
	mock_fault(VGIC_FAULT_WARN, file, line, "%s", text);
}

void mock_bugged(const char *file, int line, const char *text)
{
	mock_fault(VGIC_FAULT_BUG, file, line, "%s", text);
}

/* The trap stubs, which the build generates for what no mock provides, come here. */
void mock_unmocked(const char *function);
void mock_unmocked(const char *function)
{
	mock_fault(VGIC_FAULT_UNMOCKED, NULL, 0, "unmocked kernel function %s", function);
}

static void notice(enum vgic_notice what, int id, u64 value)
{
	mock_host->notice(&mock_locks->now, what, id, value);
}

__weak void kvm_vcpu_kick(struct kvm_vcpu *vcpu)
{
	notice(VGIC_NOTICE_KICK, vcpu->vcpu_id, 0);
}

void mock_request(struct kvm_vcpu *vcpu, u64 request)
{
	vcpu->requests |= 1ull << (request & 63);
	notice(VGIC_NOTICE_REQUEST, vcpu->vcpu_id, request);
}

/* As the real one: those asleep are woken, those in the guest made to exit. */
__weak bool kvm_make_all_cpus_request(struct kvm *kvm, unsigned int request)
{
	struct kvm_vcpu *vcpu;
	unsigned long i;

	kvm_for_each_vcpu(i, vcpu, kvm) {
		kvm_make_request(request, vcpu);
		kvm_vcpu_kick(vcpu);
	}
	return true;
}

/*
 * Every other vCPU that is in the guest leaves it before this returns, as the real function
 * waits for. Its exit runs on its own CPU.
 */
__weak void kvm_arm_halt_guest(struct kvm *kvm)
{
	unsigned int self = mock_cpu();

	notice(VGIC_NOTICE_HALT, -1, 0);
	for (unsigned int cpu = 0; cpu < VGIC_MAX_CPUS; cpu++) {
		struct kvm_vcpu *vcpu = mock->cpus[cpu].in_guest;

		if (cpu == self || !vcpu)
			continue;
		mock_set_cpu(cpu);
		mock_leave_guest(vcpu);
	}
	mock_set_cpu(self);
}

__weak void kvm_arm_resume_guest(struct kvm *kvm)
{
	notice(VGIC_NOTICE_RESUME, -1, 0);
}
