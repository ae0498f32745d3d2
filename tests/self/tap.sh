# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Checks for the tests of shell scripts here, which print TAP. Source it.

count=0 failed=0 skipped=0
ok() { echo "ok $((++count)) - $1"; }
not_ok()
{
	echo "not ok $((++count)) - $1"
	shift
	printf '%s\n' "$@" | sed 's/^/# /'
	: $((++failed))
}
skip() { echo "ok $((++count)) - $1 # SKIP $2"; : $((++skipped)); }
check() { if eval "$2"; then ok "$1"; else not_ok "$1" "false: $2" "status: $status" "stdout: $(cat out)" "stderr: $(cat err)"; fi; }

# Run a command; $status, files out and err.
run() { "$@" >out 2>err </dev/null; status=$?; }

# Command words that make another one run as a user to whom permissions matter: ${as_user[@]}; "false" if that cannot
# be had. That user may look into the directories given.
allow_user()
{
	if [ "$(id -u)" != 0 ]; then
		as_user=()
	elif setpriv --reuid=65534 --regid=65534 --clear-groups test -x "$top/ci/kernel" 2>/dev/null; then
		as_user=(setpriv --reuid=65534 --regid=65534 --clear-groups)
		chmod 755 "$@"
	else
		as_user=(false)
	fi
}

summary() # NAME: false if a check failed
{
	echo "1..$count"
	echo "# $1: $((count - failed - skipped)) passed, $failed failed, $skipped skipped"
	[ $failed = 0 ]
}
