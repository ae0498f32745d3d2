# shellcheck shell=bash disable=SC2034,SC2154
# SPDX-License-Identifier: GPL-2.0-only
#
# Asking Debian's archive through an apt state of our own, for ci/kernel and ci/lib/foreign-package: neither root nor the
# machine's lists are needed, nothing of the machine's is changed, and nothing counts that apt does not verify with the
# machine's Debian archive keyring, whatever the machine permits. Source it after common.sh; $top is the project's
# directory, $private that of the state.
#
# The machine's own configuration counts for the rest: proxies, credentials, whether an expired suite is accepted.

# Debian's suites. Codenames mean the same for ever; "stable" would become another one, and the security archive does
# not have such names for the old ones.
codenames=(
	bullseye		# 5.10
	bookworm		# 6.1
	trixie			# 6.12; the newest releases in its backports
	forky			# testing
	duke			# the one after that
)
rolling=(unstable experimental)	# the newest release; release candidates

private_apt() # COMMAND...
{
	"$1" -c "$top/ci/lib/apt.conf" -o Dir::State="$private" -o Dir::State::lists=lists/ \
		-o Dir::State::status="$private/status" -o Dir::Cache="$private" \
		-o Dir::Etc::sourcelist="$private/debian.sources" -o Dir::Etc::sourceparts=/dev/null "${@:2}"
}

# The suites of Debian's archive that the machine is configured for: "URI SUITE OTHER-NAMES...". Its lists tell
# whose a source is; without lists the name of the suite must do, and the signature will tell.
machine_suites()
{
	local uri suite list file names debian
	debian=$(IFS='|'; echo "${codenames[*]}|${rolling[*]}|sid|testing|(old)*stable")
	apt_dirs
	apt-get update --print-uris 2>/dev/null |
		sed -nE "s,^'(.*)/dists/(.*)/main/binary-[a-z0-9-]+/Packages[^']*' (.*)_main_binary-[a-z0-9-]+_Packages .*,\1/ \2 \3,p" |
		sort -u |
		while read -r uri suite list; do
			names=''
			for file in "$lists$list"_{In,}Release; do
				[ -s "$file" ] || continue
				grep -qx 'Origin: Debian' "$file" || continue 2
				names=$(sed -n 's/^\(Suite\|Codename\): //p' "$file" | paste -sd ' ')
			done
			[ -n "$names" ] || [[ $suite =~ ^($debian)([-/].*)?$ ]] || continue
			echo "$uri $suite $names"
		done
}

# Print the keyring that Debian's suites are verified with; false if it is missing.
debian_keyring()
{
	local root=/ file keyring=''
	eval "$(apt-config shell root Dir/d 2>/dev/null)"
	for file in "$root"usr/share/keyrings/debian-archive-keyring.{gpg,pgp}; do
		[ -s "$file" ] && keyring=$file
	done
	echo "$keyring"
	[ -n "$keyring" ]
}

# What "apt-get update" says of a suite that it does not take, for its signature or its age.
unverified="(GPG error|verification failed): |The repository '.*' is not signed"
expired='Release file for .* is (expired|not valid yet)'

# The suites that log file $1 says this ($2) of.
suites_that()
{
	sed -nE "/^(W|E): .*$2/{s,.*/dists/([^ ]*)/(In)?Release.*,\1,p; t; s,.* ([^ ]+) (In)?Release[:'].*,\1,p}" "$1" |
		sort -u | paste -sd ' '
}
