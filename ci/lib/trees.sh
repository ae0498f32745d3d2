# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The kernel trees in $cache, and making another one from a package, for ci/kernel. Source it after common.sh,
# job.sh and offers.sh.

# What is unpacked, relative to the top. Kernels lack some of them. A tree that was unpacked with another
# list is brought again.
paths=(Makefile Kbuild include virt
       arch/arm64/kvm arch/arm64/include arch/arm64/tools
       # what is compiled for arm64 wants these beside: generated headers are made from them
       arch/arm64/kernel arch/arm64/Makefile arch/arm64/Kconfig kernel/bounds.c kernel/time/timeconst.bc scripts
       tools/include lib tools/testing/kunit
       Documentation/virt/kvm Documentation/virtual/kvm)
room=130000000			# bytes that these take on disk, generously; the package file comes on top

#
# What is here
#

# The trees in the cache, one "RELEASE VERSION OWN" a line; OWN as in offered.
cached()
{
	local record key value
	local -A is
	for record in "$cache"/*/package; do
		[ -r "$record" ] || continue
		is=()
		while IFS='=' read -r key value; do
			is[${key:-none}]=$value
		done <"$record"
		[ -f "${record%/*}/${is[package]-}/Makefile" ] || continue
		# When no suite was recorded, only the machine's own were asked.
		[ -n "${is[suite]-}" ] || is[own]=yes
		echo "${is[package]#linux-source-} ${is[version]-} ${is[own]-no}"
	done
}

newer() { dpkg --compare-versions "$1" gt "$2" 2>/dev/null; }	# silent about a HOME that is not for us

# The highest cached version of release $1, if any.
cached_version()
{
	local release version best=''
	while read -r release version _; do
		[ "$release" = "$1" ] || continue
		{ [ -z "$best" ] || newer "$version" "$best"; } && best=$version
	done < <(cached)
	echo "$best"
}

# Sort lines "RELEASE VERSION ..." as we prefer them: released before release candidate, then newest first.
by_preference()
{
	awk '{ print ($2 ~ /~rc/), $0 }' | sort -s -k1,1n -k2,2Vr | cut -d' ' -f2-
}

# The trees in the cache as we prefer them when no release is named.
cached_by_default() { cached | by_preference | sort -s -k3,3r; }

# Has the cached tree of version $1 all paths?
complete() { grep -qxF "paths=${paths[*]}" "$(directory "$1")/package"; }

directory() { echo "$cache/${1//:/_}"; }	# of version $1; an epoch's colon would not survive in search paths

# Nobody has edited a cached tree: its results would carry the package's name, and bringing it again undo the work.
unedited() # RELEASE VERSION
{
	local dir tree changed
	dir=$(directory "$2")
	tree=$dir/linux-source-$1
	changed=$(find "$tree" -type f -name '*.[chS]' -newer "$dir/package" -print -quit 2>/dev/null)
	[ -z "$changed" ] || die "$changed was changed after it was unpacked: pass --tree $tree to ci/gate to test" \
		"the change, or remove $dir to get the package's own file back"
}

# Print the path of a cached tree.
answer() # RELEASE VERSION
{
	unedited "$@"
	echo "$(directory "$2")/linux-source-$1"
	exit 0
}

#
# Bringing one
#

tmp=
clean_up()
{
	progress_clear
	job_kill
	[ -z "$tmp" ] || rm -rf "$tmp"
	tmp=''
}

# One ci/kernel at a time changes the cache; false, with $why, if that cannot be had.
locked=
take_lock()
{
	[ -z "$locked" ] || return 0
	if ! { mkdir -p "$cache" && : >>"$cache/.lock"; } 2>/dev/null; then
		why="cannot write to $cache: set XDG_CACHE_HOME to a directory that you can write to, or $elsewhere"
		return 1
	fi
	exec 9>>"$cache/.lock"
	if ! flock -n 9; then
		say "another ci/kernel is bringing something to $cache: waiting for it"
		if ! flock -w 1800 9; then
			why="another ci/kernel has been holding $cache/.lock for half an hour: end it, or $elsewhere"
			return 1
		fi
	fi
	locked=1
}

download()
{
	local said
	cd "$tmp" || return
	# Of one suite alone, for apt indexes all that it is told of.
	sed "s,^Suites: .*,Suites: $suite," "$private/debian.sources" >"$tmp/one.sources"
	said=$(private_apt apt-get -q -o Dir::Etc::sourcelist="$tmp/one.sources" download "$package=$version" 2>&1) && return
	apt_error <<<"$said"
	return 1
}
download_seen()
{
	local have
	have=$(stat -c %s "$tmp"/*.deb 2>/dev/null)
	echo "$package $version: downloading, $(megabytes "${have:-0}") of $(megabytes "$size") MB"
}

# The package holds one tar.xz. Paths in our list that a kernel lacks make tar complain: that alone is fine.
unpack()
{
	local said
	set +o pipefail		# the last tar is the judge
	said=$({ dpkg-deb --fsys-tarfile "$deb" |
		tar -xO --wildcards './usr/src/linux-source-*.tar.xz' |
		xz -T0 -dc |
		tar -xm --no-same-owner --no-same-permissions -C "$tree" --strip-components=1 \
			--wildcards --no-wildcards-match-slash --checkpoint=1000 --checkpoint-action=dot \
			"${paths[@]/#/*/}" >"$tmp/dots"; } 2>&1) && return
	said=$(grep -v -e 'Not found in archive$' -e 'Exiting with failure status' <<<"$said")
	[ -n "$said" ] || return 0
	{ grep -m 1 'No space left' <<<"$said" || head -n 1 <<<"$said"; } | cut -c 1-300
	return 1
}
unpack_seen()
{
	# A dot is a thousand records of 10 KiB; the source is about ten times as large as its package.
	local dots
	dots=$(stat -c %s "$tmp/dots" 2>/dev/null)
	echo "$package $version: unpacking, $((${dots:-0} * 10)) of about $(($(megabytes "$size") * 10)) MB"
}

# What to do about $reason; $1 unless the disk is full.
remedy()
{
	case "$reason $1" in
	*'No space left'*) echo "make room, or set XDG_CACHE_HOME to another disk" ;;
	*) echo "$1, or $elsewhere" ;;
	esac
}

# Make the tree of a release in the cache; false with the reason in $why.
fetch() # RELEASE VERSION SIZE SHA256 SUITE OWN, as in offered
{
	local release=$1 version=$2 size=$3 sha256=$4 suite=$5 own=$6 package=linux-source-$1 dir deb sum tree free reason
	dir=$(directory "$version")

	if ! have xz; then
		why="xz is missing to unpack $package with: run \"ci/packages ensure\", or $elsewhere"
		return 1
	fi
	take_lock || return
	# Now that we are alone: what others left behind when they were killed; and perhaps they did our work.
	rm -rf "$cache"/.new-* "$private"/.offers.*
	! [ "$(cached_version "$release")" = "$version" ] || ! complete "$version" || return 0

	free=$(df -Pk "$cache" | awk 'NR == 2 { printf "%.0f", $4 * 1024 }')
	if [ "${free:-0}" -lt $((size + room)) ]; then
		why="no space for $package in $cache: it takes $(megabytes $((size + room))) MB while it is unpacked and"
		why+=" $(megabytes "$free") MB are free; make room, or set XDG_CACHE_HOME to another disk"
		return 1
	fi
	if ! tmp=$(mktemp -d "$cache/.new-XXXXXX" 2>/dev/null); then
		why="cannot write to $cache: set XDG_CACHE_HOME to a directory that you can write to, or $elsewhere"
		return 1
	fi

	on_terminal || say "bringing $package $version ($(megabytes "$size") MB) to $cache"
	gone=''
	if ! watch download; then
		[[ $reason == *'No space'* ]] || gone=1
		why="cannot download $package $version ($reason): $(remedy 'check the network')"
		return 1
	fi
	deb=$(echo "$tmp"/*.deb)
	progress "$package $version: checking"
	sum=$(sha256sum <"$deb")
	sum=${sum%% *}
	if [ "$sum" != "$sha256" ]; then
		why="the downloaded $package $version has SHA256 $sum where apt's lists say $sha256: run ci/kernel --refresh $release, or $elsewhere"
		return 1
	fi

	tree=$tmp/new/$package
	mkdir -p "$tree" 2>/dev/null
	if ! watch unpack || ! [ -f "$tree/Makefile" ] || ! [ -d "$tree/include" ]; then
		why="cannot unpack $package $version in $cache (${reason:-there is no kernel source in it}): $(remedy 'try again')"
		return 1
	fi
	if ! printf '%s\n' "package=$package" "version=$version" "sha256-in-apt-lists=$sha256" "sha256-of-file=$sum" \
		"suite=$suite" "own=$own" "signed-by=$(sed -n '/^Signed-By: /{s///p; q}' "$private/debian.sources")" "paths=${paths[*]}" \
		2>/dev/null >"$tmp/new/package"; then
		why="cannot write to $cache: $(remedy 'No space left')"
		return 1
	fi
	rm -f "$deb"
	why="cannot rename $tmp/new to $dir: see whether something is in the way, or $elsewhere"
	sync -f "$tmp" && { ! [ -e "$dir" ] || mv -T "$dir" "$tmp/old"; } && mv -T "$tmp/new" "$dir"
}

