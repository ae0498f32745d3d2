# shellcheck shell=bash disable=SC2034
# SPDX-License-Identifier: GPL-2.0-only
#
# Helpers that the shell scripts in ci/ and tests/self/ share. Source it from bash:
#	. "$(dirname -- "$0")/lib/common.sh"
# Everything here talks on stderr; standard output belongs to the caller.

me=ci/${0##*/}

# One line about what is being done.
say()
{
	progress_clear
	printf '%s: %s\n' "$me" "$*" >&2
}

# The one sentence for unusable input: what, where, what to do.
die()
{
	say "$@"
	exit 2
}

# The comment at the top of the script, from its fourth line on, is its help.
help_from_header()
{
	awk 'NR > 3 && !/^#/ { exit } NR > 3 && !/^# shellcheck / { sub(/^# ?/, ""); print }' "$0"
}

# A line that is overwritten by the next one; only people at a terminal get it.
on_terminal() { [ -t 2 ] && [ "${TERM:-dumb}" != dumb ]; }

progress()
{
	on_terminal || return 0
	printf '\r\033[K%s: %s' "$me" "$*" >&2
	progress_shown=1
}

progress_clear()
{
	[ -z "${progress_shown-}" ] || printf '\r\033[K' >&2
	progress_shown=
}

have() { command -v "$1" >/dev/null 2>&1; }
is_root() { [ "$(id -u)" = 0 ]; }
megabytes() { echo $((($1 + 524288) / 1048576)); }

# The first error, else the first warning, that apt-get wrote to file $1 or to stdin, to be part of a sentence.
apt_error()
{
	awk '/^E: / && !e { e = $0 } /^W: / && !w { w = $0 }
	     END { s = e ? e : w ? w : "   apt-get gives no reason"
	           gsub(/[ \t\r]+/, " ", s); sub(/^[EW]?: ?| /, "", s); sub(/[. ]+$/, "", s); print substr(s, 1, 300) }' "$@"
}

# $cache: the directory where files of kind $1 are kept.
set_cache()
{
	case ${XDG_CACHE_HOME-} in	# the specification wants relative ones ignored
	/*) cache=$XDG_CACHE_HOME ;;
	*) cache=${HOME:+$HOME/.cache} ;;
	esac
	[ -n "$cache" ] || die "neither XDG_CACHE_HOME nor HOME says where $1 can be kept: set one of them"
	cache=$cache/vgicheck/$1
}

# Where apt keeps its package lists ($lists) and its configuration ($etc).
apt_dirs()
{
	lists=/var/lib/apt/lists/ etc=/etc/apt/
	eval "$(apt-config shell lists Dir::State::lists/d etc Dir::Etc/d 2>/dev/null)"
}

# Has anybody ever run "apt-get update" here? (Container images come without lists.)
apt_has_lists()
{
	local list
	apt_dirs
	for list in "$lists"*_Packages*; do
		[ -s "$list" ] && return 0
	done
	return 1
}

# Wait while another process holds apt's or dpkg's lock file $1. apt waits for dpkg's lock by itself, but
# silently, and for that of its lists not at all.
apt_wait()
{
	local inode holder told='' tries=300
	inode=$(stat -c %i "$1" 2>/dev/null) || return 0
	while holder=$(awk -v i=":$inode" '$6 ~ i "$" && $2 == "POSIX" { print $5; exit }' /proc/locks 2>/dev/null)
	      [ -n "$holder" ] && [ $((tries--)) -gt 0 ]; do
		[ -n "$told" ] || say "process $holder is using the package manager; waiting for it (at most 5 minutes)"
		told=1
		sleep 1
	done
}

# Bring apt's lists up to date; root only. Its messages go to log file $1. One source that fails does not
# make the others useless, so the caller looks at what is there afterwards.
apt_update()
{
	apt_dirs
	apt_wait "${lists}lock"
	apt-get -q -o Acquire::Retries=1 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30 update \
		>"$1" 2>&1 </dev/null
}
