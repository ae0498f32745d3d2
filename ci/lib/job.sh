# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Work in the background with its progress shown, for ci/kernel: a signal is acted on at once and leaves nothing
# running. Source it after common.sh, and call job_kill when the script ends.

# Run function $1 in the background, so that a signal is acted on at once; function $1_seen describes its
# progress. It fails with one line on its standard output, which becomes $reason: not in a file, for the disk may
# be full.
job=
watch()
{
	local status
	exec 8< <("$1" </dev/null 2>&1)
	job=$!
	while on_terminal && kill -0 $job 2>/dev/null; do
		progress "$("$1_seen")"
		sleep 0.2
	done
	wait $job
	status=$?
	job=
	progress_clear
	read -r reason <&8
	exec 8<&-
	return $status
}

kill_tree()
{
	local child
	for child in $(cat /proc/"$1"/task/*/children 2>/dev/null); do
		kill_tree "$child"
	done
	kill "$1" 2>/dev/null
}

job_kill()
{
	[ -z "$job" ] || { kill_tree "$job"; wait "$job"; } 2>/dev/null
	job=
}
