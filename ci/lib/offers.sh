# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What kernel source Debian offers, for ci/kernel. Source it after common.sh, job.sh and
# private-apt.sh; $cache is where trees are kept.
#
# Kept in the apt state of our own, $private/:
#	debian.sources		the machine's Debian mirrors, with more suites than it uses
#	lists/			what they said, verified by apt with the machine's Debian archive keyring
#	updated			its time stamp: when they last answered; which suites apt did not take then
#	log			what apt said then
#	offers			what we found in lists/

# The suites that are asked: these pockets of all codenames. A mirror need not have them all: what has been archived,
# or does not exist yet, is simply not offered.
main_pockets=('' -updates -backports)
security_pockets=(-security)

private=${cache%/*}/apt
days=7				# until what they offer is asked again

# Print debian.sources; or, when that is false, the reason.
debian_sources()
{
	local arch='' keyring uri suite names codename
	local -A own=() known=() main=() security=()

	eval "$(apt-config shell arch APT::Architecture 2>/dev/null)"
	if ! keyring=$(debian_keyring); then
		echo "the keys of Debian's archive are missing: install the package debian-archive-keyring, or $elsewhere"
		return 1
	fi
	while read -r uri suite names; do
		own[$uri]+=" $suite"
		known[$uri]+=" $suite $names"
		case $suite in
		*-security | */updates) security[$uri]=1 ;;
		*) main[$uri]=1 ;;
		esac
	done < <(machine_suites)
	if [ ${#own[@]} = 0 ]; then
		echo "no package source of this machine is Debian's archive: add one, or $elsewhere"
		return 1
	fi
	while read -r uri; do
		printf '# own:%s\nTypes: deb\nURIs: %s\nSuites:%s' "${own[$uri]}" "$uri" "${own[$uri]}"
		{
			for codename in "${codenames[@]}"; do
				[ -z "${main[$uri]-}" ] || printf '%s\n' "${main_pockets[@]/#/$codename}"
				[ -z "${security[$uri]-}" ] || printf '%s\n' "${security_pockets[@]/#/$codename}"
			done
			[ -z "${main[$uri]-}" ] || printf '%s\n' "${rolling[@]}"
		} | while read -r suite; do
			[[ "${known[$uri]} " == *" $suite "* ]] || printf ' %s' "$suite"
		done
		printf '\nComponents: main\nArchitectures: %s\nTargets: Packages\nSigned-By: %s\n\n' "$arch" "$keyring"
	done < <(printf '%s\n' "${!own[@]}" | sort)
}

# Have these suites been asked lately?
lists_are_current()
{
	[ -n "$(find "$private/updated" -mtime "-$days" 2>/dev/null)" ] &&
		[ "$(debian_sources)" = "$(cat "$private/debian.sources")" ]
}

# Ask them all; false, with $why, if there is nothing to work with afterwards.
renewed=
update()
{
	local sources before uri suite file suites reason unused=''
	renewed=1
	before=$(stat -c %y "$private/updated" 2>/dev/null)
	take_lock || return
	[ "$before" = "$(stat -c %y "$private/updated" 2>/dev/null)" ] || return 0	# another one did it meanwhile
	if ! sources=$(debian_sources); then
		why=$sources
		return 1
	fi
	if ! { mkdir -p "$private/lists/partial" && : >"$private/status" &&
		echo "$sources" >"$private/debian.sources" && : >"$private/log"; } 2>/dev/null; then
		why="cannot write to $private: set XDG_CACHE_HOME to a directory that you can write to, or $elsewhere"
		return 1
	fi

	on_terminal || say "asking Debian's suites what they offer"
	watch ask

	report 'their signatures cannot be verified' "$unverified"
	report 'they are expired' "$expired"
	if grep -qE '^(Get|Hit):[0-9]+ .*Release' "$private/log"; then
		# What a mirror no longer has cannot be downloaded, either.
		package_lists | while read -r uri suite file; do
			! grep -E "$absent" "$private/log" | grep -qF "'${uri%/} $suite Release'" || rm -f "$file"
		done
		suites=$(sed -nE '/signature/d; s,^Err:[0-9]+ [^ ]+ ([^ ]+)/main .*Packages.*,\1,p
			s,^[WE]: Failed to fetch .*/dists/([^ ]+)/(InRelease|Release|main/).*,\1,p' "$private/log" | sort -u | paste -sd ' ')
		[ -z "$suites" ] || say "could not be read, so that what they said before counts: $suites (see $private/log)"
	else
		suites=all
		say 'no suite answered'
	fi
	if ! ls "$private"/lists/*_Packages* >/dev/null 2>&1; then
		reason=$(grep -vE "$absent" "$private/log" | grep '^[WE]: ' || cat "$private/log")
		why="the Debian mirrors of this machine brought no package lists ($(apt_error <<<"$reason")): check the network, or $elsewhere"
		return 1
	fi
	[ -n "$suites" ] || echo "${unused# }" >"$private/updated" || rm -f "$private/updated"
}
absent="^E: The repository '.*' (does not have|no longer has) a Release file"

# Without the index that apt would make at the end: it takes longer than the download, and nothing uses it.
ask() { private_apt apt-get -q -o pkgCacheFile::Generate=false update >"$private/log" 2>&1; }
ask_seen() { echo "package lists: $(grep -cE '^(Get|Hit|Err)' "$private/log") files"; }

# Apt did not take some suites, for reason $1: they are named in the lines of its log that match $2. Add them to $unused.
report()
{
	local suites
	suites=$(suites_that "$private/log" "$2")
	[ -n "$suites" ] || return 0
	unused+=" $suites"
	say "not used, for $1: $suites ($(grep -m 1 -E "^(W|E): .*$2" "$private/log" | apt_error))"
}

# "URI SUITE FILE" of the lists that we have.
package_lists()
{
	# shellcheck disable=SC2016 # apt expands these
	private_apt apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(FILENAME)' 'Created-By: Packages' 'Trusted: yes' 2>/dev/null
}

# "RELEASE VERSION SIZE SHA256 SUITE OWN" of the highest version of each release, preferred ones first; OWN is
# "yes" if a suite that the machine itself uses has that release. Kept with the time stamps of what it was read from.
offered()
{
	local stamp known methods release version rest
	local -A best=() own=()
	[ -e "$private/debian.sources" ] || return 0
	stamp=$(stat -c '%n %s %y' "$private"/debian.sources "$private"/lists/*_Packages* 2>/dev/null | cksum)
	{ read -r known <"$private/offers"; } 2>/dev/null
	if [ "${known-}" = "# $stamp" ]; then
		sed 1d "$private/offers"
		return
	fi
	methods=/usr/lib/apt/methods/
	eval "$(apt-config shell methods Dir::Bin::methods/d 2>/dev/null)"
	while read -r release version rest; do
		[ "${rest##* }" = no ] || own[$release]=yes
		if [ -z "${best[$release]-}" ] || newer "$version" "${best[$release]%% *}"; then
			best[$release]="$version ${rest% *}"
		fi
	done < <(package_lists |
		while read -r uri suite file; do
			# "Package" comes first in Debian's lists.
			"$(dirname "$methods")/apt-helper" cat-file "$file" 2>/dev/null |
				grep -A 60 '^Package: linux-source-[0-9]*\.[0-9]*$' |
				awk -v suite="$suite" -v own="$(is_own "$uri" "$suite" && echo yes || echo no)" '
				function flush()
				{
					if (p ~ /^linux-source-[0-9]+\.[0-9]+$/ && f["Filename"] && f["SHA256"])
						print substr(p, 14), f["Version"], f["Size"], f["SHA256"], suite, own
					p = f["Filename"] = f["SHA256"] = ""
				}
				/^$|^--$/ { flush() }
				/^(Version|Filename|Size|SHA256): / { f[substr($1, 1, length($1) - 1)] = $2 }
				/^Package: / { flush(); p = $2 }
				END { flush() }'
		done)
	[ ${#best[@]} -gt 0 ] || return 0
	known=$(for release in "${!best[@]}"; do
			echo "$release ${best[$release]} ${own[$release]-no}"
		done | by_preference)
	# A cache that cannot be written to (yet) is no reason to fail here.
	{ printf '# %s\n%s\n' "$stamp" "$known" >"$private/.offers.$$" &&
		mv "$private/.offers.$$" "$private/offers"; } 2>/dev/null
	echo "$known"
}

# Does the machine itself use suite $2 of $1?
is_own()
{
	awk -v RS= -v uri="$1" -v suite="$2" '
		index($0 "\n", "\nURIs: " uri "\n") { split($0, line, "\n"); if (index(line[1] " ", " " suite " ")) found = 1 }
		END { exit !found }' "$private/debian.sources"
}
