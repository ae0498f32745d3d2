// SPDX-License-Identifier: GPL-2.0-only
/*
 * How a worker ends.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>

#include "checker/run/backtrace.h"
#include "checker/run/death.h"
#include "checker/run/rules.h"
#include "checker/run/worker.h"

/* A row's time is counted in so many ticks, so that a machine that was stopped is no time-out. */
#define TICKS		10

static const int deadly[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS };

static const struct job *job;

/* Leave for good, the coverage counters written. */
void death_leave(int status)
{
	const struct vgic_subject *subject = job->subject;

	/* Called in signal handlers too, where writing may hang or crash in its turn. */
	signal(SIGALRM, SIG_DFL);
	alarm(10);
	if (subject->coverage_dump && !job->options->gdb)
		subject->coverage_dump();
	fflush(stdout);
	_exit(status);
}

void death_in_row(void)
{
	job->shared->state = WORKER_DIED;
	death_leave(DEATH_EXIT);
}

/* Where a signal hit. */
static const void *interrupted_at(const void *context)
{
	const ucontext_t *uc = context;

#if defined(__x86_64__)
	return (void *)uc->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
	return (void *)uc->uc_mcontext.pc;
#else
	(void)uc;
	return NULL;
#endif
}

/* Who called the place that a signal hit, had it only been called and done nothing yet. */
static void *called_by(const void *context)
{
	const ucontext_t *uc = context;

#if defined(__x86_64__)
	return *(void **)uc->uc_mcontext.gregs[REG_RSP];
#elif defined(__aarch64__)
	return (void *)uc->uc_mcontext.regs[30];
#else
	(void)uc;
	return NULL;
#endif
}

/* @context: the signal's; NULL: go without a backtrace. */
static void record_death(const struct rule *rule, const char *field, const char *expected,
			 const char *seen, const char *sign, const void *context)
{
	void *pcs[BACKTRACE_MAX];
	unsigned int nr = 0;

	if (context) {
		nr = backtrace_take(pcs, BACKTRACE_MAX - 1, interrupted_at(context));
		/* A jump to where no code is: the unwinder stops, one step can be made by hand. */
		if (nr == 1)
			pcs[nr++] = called_by(context);
	}
	record_finding(&job->shared->record, &(struct record_finding) {
		.rule = rule, .column = COLUMN_HOST,
		.field = field, .expected = expected, .seen = seen, .sign = sign,
		.pcs = pcs, .nr_pcs = nr,
	});
}

/* The kernel variable that an address belongs to, when it is one that no mock provides. */
static const char *unmocked_variable(const char *address)
{
	const struct vgic_drift *drift = job->subject->info.drift;
	const struct vgic_untouchable *one = drift ? drift->untouchable : NULL;

	for (; one && one->name; one++) {
		if (address >= one->start && address < one->end)
			return one->name;
	}
	return NULL;
}

static void on_crash(int number, siginfo_t *info, void *context)
{
	const char *variable = NULL;
	static volatile sig_atomic_t depth;
	const char *name = sigabbrev_np(number);
	char seen[160];

	/* Not while a row runs: leave it to the supervisor to say so. */
	if (job->shared->state != WORKER_IN_ROW)
		_exit(DEATH_EXIT);
	depth++;
	if (number == SIGABRT || info->si_code <= 0)
		snprintf(seen, sizeof(seen), "SIG%s", name ? name : "?");
	else if (info->si_code == SI_KERNEL)
		snprintf(seen, sizeof(seen), "SIG%s, no such address can exist", name);
	else if ((variable = unmocked_variable(info->si_addr)))
		snprintf(seen, sizeof(seen), "unmocked kernel variable %s", variable);
	else
		snprintf(seen, sizeof(seen), "SIG%s at address 0x%lx", name,
			 (unsigned long)info->si_addr);
	if (depth > 2)
		_exit(DEATH_EXIT);
	if (variable) {
		record_death(fault_rule(VGIC_FAULT_UNMOCKED), "access", "none", seen, seen,
			     depth == 1 ? context : NULL);
		death_in_row();
	}
	/* The second time, it is finding the callers that crashed: the stack is ruined. */
	record_death(&rule_no_crash, "signal", "none", seen, name ? name : "?",
		     depth == 1 ? context : NULL);
	death_in_row();
}

static void on_tick(int number, siginfo_t *info, void *context)
{
	static uint32_t runs;
	static int ticks;
	const struct shared *shared = job->shared;
	char seen[48];

	(void)number;
	(void)info;
	if (shared->state != WORKER_IN_ROW || shared->runs != runs) {
		runs = shared->runs;
		ticks = 0;
		return;
	}
	if (++ticks <= TICKS)
		return;
	snprintf(seen, sizeof(seen), "still running after %g s",
		 job->options->row_timeout);
	record_death(&rule_terminates, "row", "ended", seen, "", context);
	death_in_row();
}

static void catch_signals(void)
{
	/* A stack of its own, for a row that ran out of stack; room enough for the unwinder. */
	static char stack[256 << 10] __attribute__((aligned(16)));
	stack_t alternate = { .ss_sp = stack, .ss_size = sizeof(stack) };
	struct sigaction action = { .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER };
	unsigned int i;

	sigaltstack(&alternate, NULL);
	action.sa_sigaction = on_crash;
	for (i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++)
		sigaction(deadly[i], &action, NULL);
	action.sa_sigaction = on_tick;
	action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
	sigaction(SIGALRM, &action, NULL);
}

static void start_ticks(double timeout)
{
	double tick = timeout / TICKS;
	struct itimerval timer;

	if (timeout <= 0)
		return;
	timer.it_value.tv_sec = (time_t)tick;
	timer.it_value.tv_usec = (suseconds_t)((tick - (double)(time_t)tick) * 1e6);
	if (!timer.it_value.tv_sec && timer.it_value.tv_usec < 1000)
		timer.it_value.tv_usec = 1000;
	timer.it_interval = timer.it_value;
	setitimer(ITIMER_REAL, &timer, NULL);
}

void death_watch(const struct job *watched)
{
	job = watched;
	catch_signals();
	start_ticks(job->options->row_timeout);
}

void death_ignore(void)
{
	unsigned int i;

	for (i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++)
		signal(deadly[i], SIG_DFL);
}
