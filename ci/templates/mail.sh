#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A series from a mailing list through the gate, and what to paste into the reply.
set -u
top=$(cd -- "$(dirname -- "$0")/../.." && pwd) || exit 2
. "$top/ci/lib/common.sh"
me=ci/templates/mail.sh

usage()
{
	cat <<'END'
usage: ci/templates/mail.sh [--tree DIR] [--out DIR] MESSAGE-ID|FILE|- [option of ci/gate ...]

Fetches the series that MESSAGE-ID (or the URL of a mail) belongs to with b4, or takes a file or standard input (mail,
mbox, git format-patch), and runs ci/gate --patch on the kernel tree DIR (default: here) with it. Nothing is written
into DIR. Standard output is the text for the reply; everything else goes to standard error.

  --out DIR    where reports go (default: build/gate)

Exit status: that of ci/gate: 0 no new finding; 1 new findings; 2 unusable input, or b4 could not fetch the series;
125 the vgic of this tree could not be built.
END
}

tree=. out=$top/build/gate what='' options=()
while [ $# -gt 0 ]; do
	case $1 in
	--tree|--out)
		[ $# -ge 2 ] && [ -n "$2" ] || die "$1 needs a value; see $me --help"
		case $1 in
		--tree) tree=$2 ;;
		--out) out=$2 ;;
		esac
		shift ;;
	-h|--help) usage; exit 0 ;;
	*) if [ -z "$what" ]; then what=$1; else options+=("$1"); fi ;;
	esac
	shift
done
case $what in
''|-?*) die "which series? give a message id, a file or -; see $me --help" ;;
esac
work=$(mktemp -d) || die "a temporary directory cannot be made; set TMPDIR to one that you can write to"
trap 'rm -rf "$work"' EXIT
mbox=$work/series.mbox
if [ "$what" = - ]; then
	cat >"$mbox"
elif [ -f "$what" ]; then
	cat -- "$what" >"$mbox" || die "$what cannot be read"
else
	have b4 || die "b4 is missing to fetch $what with: install it (package b4), or give a file"
	b4 am -o - "$what" >"$mbox" 2>"$work/b4.log" </dev/null ||
		die "b4 am cannot fetch $what ($(grep -v '^$' "$work/b4.log" | tail -n 1)): is it a message id that a list archive has?"
fi
[ -s "$mbox" ] || die "$what holds no patch"

# The reports of an earlier series are not to be pasted as those of this one.
rm -f "$out/patch-coverage.txt"
"$top/ci/gate" --tree "$tree" --out "$out" --patch "$mbox" "${options[@]}" >"$work/screen" </dev/null
status=$?
case $status in
0|1) ;;
*) exit $status ;;	# the gate has said why
esac

# Paths of this machine say nothing to whoever reads the reply, and a replay command is made of them.
echo "vgicheck (the real vgic files, compiled in user space against mocks) on this series:"
echo
grep -v '^summary: \|^ *replay: \|^compared: \|^to paste into a mail: \|^vgicheck: ' "$work/screen"
if [ $status = 1 ]; then
	echo
	first=$(find "$out/findings" -name '1-*.trace' 2>/dev/null | head -n 1)
	[ -z "$first" ] || sed '/^That was the shortest example/,$d; /^ *\(replay\|debug\):/d' "$first"
fi
if [ -s "$out/patch-coverage.txt" ]; then
	echo
	cat "$out/patch-coverage.txt"
fi
exit $status
