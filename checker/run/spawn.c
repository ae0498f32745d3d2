// SPDX-License-Identifier: GPL-2.0-only
/*
 * Running a worker in a process of its own, and hearing what it says until it ends.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "checker/run/die.h"
#include "checker/run/spawn.h"

#define POLL_MS		250
#define RECORD_HEAD	offsetof(struct record, data)

/* In the worker. */
static void write_frame(const struct job *job, const struct frame *frame,
			const struct record *record)
{
	/* In one piece: of tens of thousands of failing rows, every system call is felt. */
	static char piece[sizeof(*frame) + sizeof(*record)];
	size_t left = sizeof(*frame) + RECORD_HEAD + frame->size;
	const char *at = piece;

	memcpy(piece, frame, sizeof(*frame));
	memcpy(piece + sizeof(*frame), record, left - sizeof(*frame));
	while (left) {
		ssize_t size = write(job->pipe, at, left);

		if (size < 0 && errno == EINTR)
			continue;
		if (size <= 0)
			_exit(1);
		at += size;
		left -= size;
	}
}

/* Wait for bytes, and kill a worker that even its own time-out does not stop. */
static void wait_for_pipe(struct spawn *spawn)
{
	const struct shared *shared = spawn->job->shared;
	double timeout = spawn->job->options->row_timeout, waited = 0;
	struct pollfd pollfd = { .fd = spawn->pipe, .events = POLLIN };
	uint32_t runs = shared->runs;

	while (poll(&pollfd, 1, POLL_MS) <= 0) {
		spawn->idle(spawn->context);
		if (runs != shared->runs) {
			runs = shared->runs;
			waited = 0;
		}
		waited += POLL_MS / 1000.0;
		if (timeout > 0 && waited > 2 * timeout + 30) {
			spawn->killed = true;
			kill(spawn->pid, SIGKILL);
		}
	}
}

/* What came through the pipe and was not taken yet. */
struct arrived {
	size_t at, end;
	char bytes[64 << 10];
};

/* Returns false at the end. */
static bool read_more(struct spawn *spawn, struct arrived *arrived)
{
	ssize_t size;

	do {
		wait_for_pipe(spawn);
		size = read(spawn->pipe, arrived->bytes, sizeof(arrived->bytes));
	} while (size < 0 && errno == EINTR);
	arrived->at = 0;
	arrived->end = size > 0 ? size : 0;
	return size > 0;
}

/* Returns false at the end, or when the worker died in the middle of a frame. */
static bool read_whole(struct spawn *spawn, struct arrived *arrived, void *data, size_t size)
{
	char *to = data;

	while (size) {
		size_t part = arrived->end - arrived->at;

		if (!part) {
			if (!read_more(spawn, arrived))
				return false;
			continue;
		}
		part = part < size ? part : size;
		memcpy(to, arrived->bytes + arrived->at, part);
		arrived->at += part;
		to += part;
		size -= part;
	}
	return true;
}

static void read_frames(struct spawn *spawn)
{
	static struct record record;
	static struct arrived arrived;
	struct frame frame;

	arrived.at = arrived.end = 0;
	while (read_whole(spawn, &arrived, &frame, sizeof(frame)) && frame.size <= RECORD_SIZE &&
	       read_whole(spawn, &arrived, &record, RECORD_HEAD + frame.size))
		spawn->frame(spawn->context, &frame, &record);
}

int spawn_run(struct spawn *spawn)
{
	int pipes[2], status = 0;

	/* Or the worker would say again what is still in our buffers. */
	fflush(NULL);
	if (pipe2(pipes, O_CLOEXEC))
		die("cannot make a pipe: %s", strerror(errno));
	spawn->pipe = pipes[0];
	spawn->job->pipe = pipes[1];
	spawn->job->emit = write_frame;
	spawn->pid = fork();
	if (spawn->pid < 0)
		die("cannot start a worker: %s", strerror(errno));
	if (!spawn->pid) {
		close(pipes[0]);
		worker_main(spawn->job);
	}
	close(pipes[1]);
	read_frames(spawn);
	close(pipes[0]);
	while (waitpid(spawn->pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}
