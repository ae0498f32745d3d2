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
	const struct { const void *data; size_t size; } parts[] = {
		{ frame, sizeof(*frame) },
		{ record, RECORD_HEAD + frame->size },
	};
	unsigned int i;

	for (i = 0; i < 2; i++) {
		const char *at = parts[i].data;
		size_t left = parts[i].size;

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

/* Returns false at the end, or when the worker died in the middle of a frame. */
static bool read_whole(struct spawn *spawn, void *data, size_t size)
{
	char *at = data;

	while (size) {
		ssize_t part;

		wait_for_pipe(spawn);
		part = read(spawn->pipe, at, size);
		if (part < 0 && errno == EINTR)
			continue;
		if (part <= 0)
			return false;
		at += part;
		size -= part;
	}
	return true;
}

static void read_frames(struct spawn *spawn)
{
	static struct record record;
	struct frame frame;

	while (read_whole(spawn, &frame, sizeof(frame)) && frame.size <= RECORD_SIZE &&
	       read_whole(spawn, &record, RECORD_HEAD + frame.size))
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
