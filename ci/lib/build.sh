# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Building a subject, for ci/gate and ci/test. Source it after common.sh; $top is the project's directory.

# The build directory of tree $1 with compiler $2, so that neither trees nor compilers push each
# other's objects out.
build_dir()
{
	printf '%s/build/trees/%s-%s%s\n' "$top" "$(basename -- "$1")" \
		"$(printf %s "$1" | sha1sum | cut -c1-8)" "$([ "$2" = gcc ] || echo "-${2##*/}")"
}

# --compiler $1, which may come from $CC: can it be run, and does it make C programs for this machine?
check_compiler()
{
	[ -n "$(type -P -- "$1")" ] ||
		die "--compiler (or \$CC) '$1': there is no such program; install it, or name gcc, clang or a path"
	[ "$(printf '__GNUC__' | "$1" -E -P -x c - 2>/dev/null | tail -n 1)" -ge 4 ] 2>/dev/null ||
		die "--compiler (or \$CC) '$1' is no C compiler that understands what gcc does; name gcc or clang"
	local machine
	machine=$("$1" -dumpmachine)
	[ "${machine%%-*}" = "$(uname -m)" ] ||
		die "--compiler (or \$CC) '$1' compiles for $machine, but this machine is $(uname -m); name its own compiler"
}

is_gcc() { ! printf '__clang__' | "$1" -E -P -x c - | grep -q '^1$'; }

# Name, version and hash of the package that ci/kernel took tree $1 from; empty when it did not.
kernel_package()
{
	sed -n 's/^package=//p; s/^version=//p; s/^sha256-of-file=/sha256 /p' \
		"$(dirname -- "$1")/package" 2>/dev/null | paste -sd ' '
}

# Option $1 names directory $2: make it, and see that it can be written and has room.
writable()
{
	local free
	mkdir -p -- "$2" 2>/dev/null || die "$1 $2: cannot be made; name a directory that you may write"
	[ -w "$2" ] && touch -- "$2/.writable" 2>/dev/null ||
		die "$1 $2: cannot be written; name another directory"
	rm -f -- "$2/.writable"
	free=$(df -Pk -- "$2" | awk 'NR == 2 { print $4 }')
	[ "${free:-0}" -ge 102400 ] ||
		die "$1 $2: only $((free / 1024)) MB free, 100 are needed; make room or name another directory"
}

# One gate at a time in build directory $1.
lock()
{
	exec 9>"$1/.lock"
	flock -n 9 || die "another ci/gate is using $1; wait for it, or name another directory with --build"
}

# Unusable input, and it is the tree, not the call: who must tell the two apart (ci/bisect-step) names a file to be told in.
tree_at_fault()
{
	[ -z "${VGICHECK_TREE_AT_FAULT-}" ] || printf '%s\n' "$*" >"$VGICHECK_TREE_AT_FAULT"
	die "$@"
}

# $running: the process groups that are at work.
interrupted()
{
	local group
	progress_clear
	say "interrupted; the next run goes on from here"
	for group in ${running-}; do
		kill -TERM -- "-$group" 2>/dev/null
	done
	exit 130
}

number_of_jobs() { [[ $1 =~ ^[1-9][0-9]{0,3}$ ]] || die "-j wants a number of jobs, not '$1'"; }

# Why the build of tree $2 failed, from log file $1: a sentence, and the exit status that fits.
# $side, if set, names the tree in words.
explain_failure()
{
	local text
	progress_clear
	text=$(grep -m 1 -E 'No space left on device' "$1") &&
		die "no space left while building in $(dirname -- "$1"); make room or use --build"
	if text=$(grep -m 1 -E 'a file is truncated or missing' "$1"); then
		[ -n "${side-}" ] || tree_at_fault "$2/$text"
		say "the vgic of $side cannot be built: $text"
		exit 125
	fi
	# What vgic/ makes of an error comes after the compiler's own words and says more.
	text=$(grep -m 1 -E '^(compile|probe|make-headers|sources|link-subject): ' "$1") ||
		text=$(grep -m 1 -E ': (fatal )?error: ' "$1") ||
		text=$(grep -v '^$' "$1" | tail -n 1)
	text=${text#compile: }
	say "the vgic of ${side:-$2} cannot be built: ${text#"$2"/} (the harness, not the patch, may be at fault; log: $1)"
	exit 125
}

# ninja goes by time stamps, and a file that is put back may be older than its object. So compare
# contents with those of the last build in $2 too, and remove the objects of what has changed. A header
# also decides what probes answer: then the build is configured anew.
forget_stale_objects()
{
	local tree=$1 build=$2 fallback=$2/vgic/headers/fallback file
	local -a replaced=() places
	# An empty header stands in the place of one that may have changed or gone since.
	for file in $(cd "$fallback" 2>/dev/null && find . -type f ! -path './generated/*'); do
		places=("$tree"/{,arch/arm64/}include{,/uapi}/"$file" "$tree/include/asm-generic/${file##*/}"
			"$tree/arch/arm64/kvm/hyp/include/$file")
		[ -n "$(find "${places[@]}" -maxdepth 0 2>/dev/null)" ] || rm -f "$fallback/$file"
		replaced+=("${places[@]}")
	done
	find -L "$build/vgic/headers/tree" "$tree/arch/arm64/kvm" "$tree/virt/kvm/arm" "$fallback" \
		"${replaced[@]}" -name '*.[ch]' -type f -exec sha1sum {} + 2>/dev/null | sort >"$build/contents.new"
	while read -r _ file; do
		# What was not there is in no object.
		grep -qF "  $file" "$build/contents" || continue
		if [[ $file == *.h ]]; then
			rm -rf "$build"/vgic/CMakeFiles/{kernel,mocks}-*.dir "$fallback" "$build/configured"
		else
			find "$build/vgic/CMakeFiles" -path "*/kernel-*.dir*/$(basename -- "$file").o" -delete
		fi
	done < <(comm -13 "$build/contents" "$build/contents.new" 2>/dev/null)
	mv -f "$build/contents.new" "$build/contents"
}

# Configure and compile: tree $1 from package $2 in directory $3 with $4 jobs, the builds $5, by
# compiler $6 (or what a CMake tool chain file of that name says); the rest of the arguments: which
# targets (none: all). $build_options: more options for cmake, separated by blanks.
build_subjects()
{
	local log=$3/build.log stamp=$3/configured build=$3 jobs=$4 compiler fresh=''
	case $6 in
	*.cmake) compiler=-DCMAKE_TOOLCHAIN_FILE=$6 ;;
	*) compiler=-DCMAKE_C_COMPILER=$(type -P -- "$6") ;;
	esac
	forget_stale_objects "$1" "$build"
	# The Makefile says which files there are, tools/ has what headers are generated from; time stamps
	# say nothing, see forget_stale_objects.
	local wanted decides
	decides=$(cat "$1/arch/arm64/kvm/Makefile" "$1"/arch/arm64/tools/{sysreg,cpucaps,*.awk} 2>/dev/null | sha1sum)
	wanted="$1|$2|$5|$top|$decides|${build_options-}|$compiler"
	if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
		progress "configuring"
		# A directory that another compiler was at work in must forget everything.
		[ "$(sed 's/.*|//' "$stamp" 2>/dev/null)" = "$compiler" ] || fresh=--fresh
		rm -f "$stamp"
		cmake $fresh -S "$top" -B "$3" -G Ninja -DKERNEL_TREE="$1" -DVGICHECK_PACKAGE="$2" \
			-DVGICHECK_BUILDS="${5// /;}" ${build_options-} "$compiler" >"$log" 2>&1 || explain_failure "$log" "$1"
		printf %s "$wanted" >"$stamp"
	fi
	set -- "$1" "${@:7}"
	if on_terminal; then
		progress "building"
		NINJA_STATUS='[%f/%t] ' ninja -C "$build" -j "$jobs" "${@:2}" 2>&1 | tee "$log" |
			while read -r line; do
				progress "${line:0:70}"
			done
		[ "${PIPESTATUS[0]}" = 0 ] || explain_failure "$log" "$1"
	else
		ninja -C "$build" -j "$jobs" "${@:2}" >"$log" 2>&1 || explain_failure "$log" "$1"
	fi
	progress_clear
}
