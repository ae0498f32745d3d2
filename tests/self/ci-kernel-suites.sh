#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of what ci/kernel and ci/lib/foreign-package make of the suites of Debian's archive and of the machine's package
# sources: which count, which do not, and that the machine's own apt is left alone. Prints TAP; status 1 if a check failed, 77 if there is no
# apt to test with.
#
# The apt is the real one. Only its root directory is another one (APT_CONFIG), with sources that name small mirrors
# here, signed with keys made here. Without network, and as a user if one can be had.
set -u
top=$(cd "$(dirname -- "$0")/../.." && pwd)
for program in apt-get apt-config dpkg-deb gpg xz; do
	command -v "$program" >/dev/null || { echo "1..0 # SKIP $program is missing"; exit 77; }
done
base=$(mktemp -d)
work="$base/a directory"		# the cache's path has a space
trap 'GNUPGHOME=$base/gpg gpgconf --kill all; chmod -R u+rwx "$base"; rm -rf "$base"' EXIT
trap 'exit 130' INT TERM
mkdir -m 755 "$work"
cd "$work" || exit 1
export LC_ALL=C
. "$top/tests/self/tap.sh"
allow_user "$base" "$work"
[ "${as_user[*]-}" != false ] || as_user=()

#
# Mirrors
#
mirror=$base/mirror
arch=$(dpkg --print-architecture)
mkdir -m 700 "$base/gpg"
mkdir -m 777 "$base/hooks"
gpg() { GNUPGHOME=$base/gpg command gpg --batch --quiet --no-tty --passphrase '' "$@" 2>/dev/null; }
for who in debian other; do
	gpg --quick-gen-key "$who@example.org" ed25519 sign 0 || { echo "Bail out! gpg makes no key"; exit 1; }
	gpg --export "$who@example.org" >"$base/$who.gpg"
done

# A package of a release in the pool of site $1: a paragraph for its lists.
package() # SITE RELEASE VERSION
{
	local name=linux-source-$2 d=deb deb=$mirror/$1/pool/linux-source-$2_$3_all.deb
	if ! [ -e "$deb" ]; then
		rm -rf deb src
		mkdir -p "$d/DEBIAN" "$d/usr/src" "src/$name/include" "$mirror/$1/pool"
		echo "# $3" >"src/$name/Makefile"
		XZ_OPT=-0 tar -cJf "$d/usr/src/$name.tar.xz" -C src "$name"
		printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: a <a@b>\nDescription: x\n' "$name" "$3" >"$d/DEBIAN/control"
		dpkg-deb -Znone -b "$d" "$deb" >/dev/null
	fi
	printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: a <a@b>\nDescription: x\nFilename: pool/%s\nSize: %s\nSHA256: %s\n\n' \
		"$name" "$3" "${deb##*/}" "$(stat -c %s "$deb")" "$(sha256sum <"$deb" | cut -d' ' -f1)"
}

# (Re)make a suite of a site with packages "RELEASE=VERSION"; $origin, $key, $valid (a line of the Release file) and
# $alias (the suite's other name) may be set.
suite() # SITE SUITE [PACKAGE]...
{
	local site=$1 suite=$2 dir=$mirror/$1/dists/$2 list=main/binary-$arch/Packages offer
	shift 2
	rm -rf "$dir"
	mkdir -p "$dir/${list%/*}"
	for offer; do package "$site" "${offer%%=*}" "${offer#*=}"; done >"$dir/$list"
	{
		printf 'Origin: %s\nSuite: %s\nCodename: %s\nDate: %s\n%s' "${origin-Debian}" "${alias-$suite}" "$suite" \
			"$(date -uR)" "${valid:+$valid$'\n'}"
		printf 'Architectures: %s\nComponents: main\nSHA256:\n %s %s %s\n' "$arch" \
			"$(sha256sum <"$dir/$list" | cut -d' ' -f1)" "$(stat -c %s "$dir/$list")" "$list"
	} >"$dir/Release"
	gpg --local-user "${key-debian}@example.org" --clearsign --output "$dir/InRelease" "$dir/Release"
	rm "$dir/Release"
	chmod -R a+rX "$mirror"
}

archive()
{
	rm -rf "$mirror"
	suite debian bullseye 5.10=5.10.5-1
	suite debian bookworm 6.1=6.1.5-1
	suite debian bookworm-updates
	suite debian bookworm-backports 6.12=6.12.8-1~bpo12+1
	suite debian trixie 6.12=6.12.5-1
	suite debian trixie-backports 7.3=7.3.1-1~bpo13+1 7.2=7.2.1-1~bpo13+1
	suite debian unstable 7.2=7.2.9-1
	suite debian experimental 7.3=7.3~rc7-1~exp1 7.4=7.4~rc1-1~exp1
	suite debian-security bookworm-security 6.1=6.1.7-1
	suite debian-security bullseye-security 5.10=5.10.7-1
	# The other's: a suite with one of Debian's names, and higher versions.
	origin=Other key=other suite other stable 6.1=6.1.99-1 99.1=99.1.1-1
	origin=Other key=other suite other trixie 6.12=6.12.99-1
}
all='7.3    7.3.1-1~bpo13+1, trixie-backports
7.2    7.2.9-1, unstable
6.12   6.12.8-1~bpo12+1, bookworm-backports
6.1    6.1.7-1, bookworm-security
5.10   5.10.7-1, bullseye-security
7.4    7.4~rc1-1~exp1, experimental, release candidate'

#
# The machine: its apt's root directory, its sources in both formats, its lists up to date, and an empty cache.
#
root=$base/root
export APT_CONFIG=$base/apt.conf XDG_CACHE_HOME=$work/cache
printf 'Dir "%s/";\nDir::State::status "%s/status";\nAPT::Sandbox::User "root";\n' "$root" "$root" >"$APT_CONFIG"
machine()
{
	archive
	rm -rf "$root" cache
	mkdir -p "$root"/etc/apt/{apt.conf.d,sources.list.d,preferences.d,trusted.gpg.d} "$root"/var/lib/apt/lists/partial \
		"$root"/var/cache/apt/archives/partial "$root/usr/share/keyrings"
	mkdir -m 777 cache
	: >"$root/status"
	cp "$base/debian.gpg" "$root/usr/share/keyrings/debian-archive-keyring.gpg"
	cp "$base/other.gpg" "$root/usr/share/keyrings/"
	printf '# Debian\nTypes: deb deb-src\nURIs: copy:%s/debian\nSuites: bookworm\n bookworm-updates\nComponents: main contrib\nSigned-By: %s\n' \
		"$mirror" "$root/usr/share/keyrings/debian-archive-keyring.gpg" >"$root/etc/apt/sources.list.d/debian.sources"
	echo "deb copy:$mirror/debian-security bookworm-security main" >"$root/etc/apt/sources.list"
	echo "deb [signed-by=$root/usr/share/keyrings/other.gpg] copy:$mirror/other stable main" >"$root/etc/apt/sources.list.d/other.list"
	cp "$base/debian.gpg" "$root/etc/apt/trusted.gpg.d/"
	# What a machine may have that must not reach our lists, or be reached from them.
	printf 'Acquire::AllowInsecureRepositories "true";\nAPT::Get::AllowUnauthenticated "true";\nAPT::Update::Post-Invoke { "touch %s/hooks/ran"; };\n' \
		"$base" >"$root/etc/apt/apt.conf.d/50machine"
	apt-get update >/dev/null 2>&1
	rm -f "$base/hooks/ran"
	chmod -R a+rX "$root"
}
runs_as=()
kernel() { HOME=$work ${runs_as[@]+"${runs_as[@]}"} "$top/ci/kernel" "$@"; }
kernels=$XDG_CACHE_HOME/vgicheck/kernels private=$XDG_CACHE_HOME/vgicheck/apt
asked='^ci/kernel: asking'
machine_state() { find "$root" -printf '%p %m %s %T@ %C@\n' | sort; }
aged() { touch -d "$1 days ago" "$private/updated"; }	# as if the suites had last been asked then

lists() # NAME OUTPUT [NEWS]: --list says that, and on stderr one line with NEWS, or none
{
	expected=$2 news=${3-}
	run kernel --list
	check "$1" '[ $status = 0 ] && [ "$(cat out)" = "$expected" ] && if [ -n "$news" ]; then
		[ "$(grep -v "$asked" err | wc -l)" = 1 ] && grep -q -e "$news" err; else ! grep -qv "$asked" err; fi'
}
gives() # NAME RELEASE VERSION [NEWS]: a tree of that version; RELEASE may be empty
{
	expected=$kernels/$3/linux-source-${3%.*} news=${4-}
	run kernel ${2:+"$2"}
	check "$1" '[ $status = 0 ] && [ "$(cat out)" = "$expected" ] && grep -qx "# ${expected%/*}" <(sed "s,^# ,&$kernels/," "$expected/Makefile") &&
		{ [ -z "$news" ] || grep -q -e "$news" err; }'
}
silent() { check "$1: silently" '! [ -s err ]'; }
refuses() # NAME WHAT ARGUMENT...: status 2 (or $code), and WHAT in the last line of stderr, which is the only one but for news
{
	expected=$2
	run kernel "${@:3}"
	check "$1" '[ $status = ${code:-2} ] && ! [ -s out ] && tail -n 1 err | grep -q -e "$expected" && ! sed \$d err | grep -qv -e "$asked" -e ": bringing " -e "no suite answered"'
}

#
# Which suites, which package. At first as whoever this is: root may write where it must not.
#
machine
machine_state >before
lists 'what all suites offer; not what other archives do; those that a mirror has not are no matter' "$all"
cp err err1
run cat "$private/debian.sources"
check 'a third party is not even asked' '! grep -q other out'
check 'no suite is read twice' '[ -z "$(sed -n "s/^Suites: //p" out | tr " " "\n" | sort | uniq -d)" ]'
gives 'the default: the newest release that the suites of the machine have' '' 6.1.7-1
check 'the suite is recorded' 'grep -qx suite=bookworm-security "$kernels/6.1.7-1/package" && grep -qx own=yes "$kernels/6.1.7-1/package"'
gives 'the highest version of all suites' 6.12 '6.12.8-1~bpo12+1'
check 'that it is not of a suite of the machine is recorded' 'grep -qx own=no "$kernels/6.12.8-1~bpo12+1/package"'
gives 'the same in the security archive' 5.10 5.10.7-1
gives 'a release before its candidate' 7.3 '7.3.1-1~bpo13+1'
code=3 refuses 'a release that only another archive has' 'offers linux-source-99.1: take one of 7.3 7.2 6.12 6.1 5.10 7.4, or' 99.1
check 'all that asked the mirrors once' '[ $(grep -c "$asked" err1) = 1 ] && ! grep -q "$asked" err'
machine_state >after
check 'neither the configuration nor the lists of the machine are touched' 'cmp -s before after'
check 'nor are its hooks run' '! [ -e "$base/hooks/ran" ]'
run find "$private" -name '*.bin'
check 'no index of apt is kept' '! [ -s out ]'
suite debian experimental 7.4=7.4~rc2-1~exp1
suite debian unstable 7.4=7.4.0-1
run kernel --refresh 7.4
check 'a release candidate loses when the release is there' '[ "$(cat out)" = "$kernels/7.4.0-1/linux-source-7.4" ]'

runs_as=("${as_user[@]}")		# from here on root is not needed

#
# What is here needs nobody; what was heard grows old
#
machine
gives 'a first tree' 6.1 6.1.7-1
gives 'a second' 7.3 '7.3.1-1~bpo13+1'
mv "$mirror" "$mirror.away"
gives 'a cached tree without the mirrors' 6.1 6.1.7-1
silent 'that'
aged 30
gives 'the same a month later' 6.1 6.1.7-1
silent 'that'
gives 'and the default' '' 6.1.7-1
silent 'that'
refuses 'what is not here' 'cannot download linux-source-7.2' 7.2
mv "$private" apt.away
gives 'the default when it is forgotten what was offered: not the newest tree, which the machine itself would not have' '' 6.1.7-1
silent 'that'
rm -rf "$private"
mv apt.away "$private"
mv "$mirror.away" "$mirror"
run kernel --refresh
suite debian unstable 7.2=7.2.10-1
aged 6
marked=$(sed 's/^\(7.3\|6.1\) .*/&, cached/' <<<"$all")
lists 'six days later nobody is asked' "$marked"
check 'indeed' '! [ -s err ]'
aged 8
gives 'after a week a cached tree still is' 6.1 6.1.7-1
silent 'that'
gives 'what is not here is looked for anew' 7.2 7.2.10-1
lists 'and the list is the new one' "${marked/7.2.9-1, unstable/7.2.10-1, unstable, cached}"

#
# What apt does not vouch for
#
without() { echo "$all" | grep -v "$1"; }	# lines of the list that match $1
signatures='signatures cannot be verified: trixie-backports (.*'
machine
key=other suite debian trixie-backports 7.3=7.3.2-1~bpo13+1 7.2=7.2.10-1
lists 'a suite that another key has signed is not used, and that is said, though the machine would take it' \
	"$(without ^7.3 | sed '$s/.*/7.4    7.4~rc1-1~exp1, experimental, release candidate\n7.3    7.3~rc7-1~exp1, experimental, release candidate/')" "$signatures"
refuses 'what no other suite has may be in that one' 'offered by no suite, but these were not used: trixie-backports ' 8.1
suite debian trixie-backports 7.3=7.3.2-1~bpo13+1
code=3 refuses 'not when it is signed well, and asked again' 'no suite of .* offers linux-source-8.1' --refresh 8.1
run kernel --refresh 7.3
check 'it is when it is signed well' '[ "$(cat out)" = "$kernels/7.3.2-1~bpo13+1/linux-source-7.3" ]'
key=other suite debian trixie-backports 7.3=7.3.3-1~bpo13+1
run kernel --refresh 7.3
check 'and what it said then stays valid' '[ "$(cat out)" = "$kernels/7.3.2-1~bpo13+1/linux-source-7.3" ] && grep -q "$signatures" err'

machine
sed -i 's/^Origin: Debian/&s/' "$mirror/debian/dists/bullseye/InRelease"
lists 'a Release file that was changed' "${all/5.10.7-1, bullseye-security/5.10.7-1, bullseye-security}" 'cannot be verified: bullseye ('
machine
gpg --yes --output "$mirror/debian/dists/unstable/Release" --decrypt "$mirror/debian/dists/unstable/InRelease"
rm "$mirror/debian/dists/unstable/InRelease"
lists 'no signature at all' "${all/7.2.9-1, unstable/7.2.1-1~bpo13+1, trixie-backports}" 'not used, for their signatures cannot be verified: unstable ('
machine
echo >>"$mirror/debian/dists/unstable/main/binary-$arch/Packages"
lists 'a list that is not the signed one' "${all/7.2.9-1, unstable/7.2.1-1~bpo13+1, trixie-backports}" 'could not be read.* unstable ('
run kernel 8.1
check 'what no other suite has may be in that one' '[ $status = 2 ] && tail -n 1 err | grep -q "cannot tell whether linux-source-8.1 is offered"'
machine
echo >>"$mirror"/debian/pool/linux-source-7.2_7.2.9-1_all.deb
refuses 'a package that is not the listed one' 'cannot download linux-source-7.2 7.2.9-1 (.*[Ss]ize\|cannot download .*Hash' 7.2

machine
valid='Valid-Until: Sat, 01 Jan 2022 00:00:00 UTC' suite debian bullseye 5.10=5.10.99-1
lists 'an expired suite' "$all" 'not used, for they are expired: bullseye ('
echo 'Acquire::Check-Valid-Until "false";' >"$root/etc/apt/apt.conf.d/60valid"
run kernel --refresh 5.10
check 'which is used where the machine is told not to mind' '[ "$(cat out)" = "$kernels/5.10.99-1/linux-source-5.10" ] && ! grep -q "not used" err'

#
# What the machine is configured for
#
machine
gives 'a first look' 5.10 5.10.7-1
rm -r "$mirror"/debian/dists/bullseye "$mirror"/debian-security/dists/bullseye-security
run kernel --refresh 6.1
lists 'suites that have left the mirror offer nothing any more' "$(without ^5.10 | sed 's/^6.1 .*/&, cached/')
5.10   5.10.7-1, cached, not offered"
rm -r "$kernels/5.10.7-1"
code=3 refuses 'indeed' 'offers linux-source-5.10: take one of' 5.10

machine
rm -r "$root"/var/lib/apt/lists
lists 'no lists of the machine: the signature tells whose a source is' "$all" 'cannot be verified: stable trixie ('
sed -i 's/ stable main/ nodistro main/' "$root/etc/apt/sources.list.d/other.list"
rm -r "$private"
lists 'or the name of its suite' "$all"

machine
alias=oldstable suite debian bookworm 6.1=6.1.5-1
cp -r "$mirror/debian/dists/bookworm" "$mirror/debian/dists/oldstable"
sed -i '/^Suites/s/bookworm/oldstable/' "$root/etc/apt/sources.list.d/debian.sources"
apt-get update >/dev/null 2>&1
run kernel 7.2
run cat "$private/debian.sources"
check 'a suite by its alias is not read by its codename, too' 'grep -q "^Suites: .*oldstable" out && ! grep -q "^Suites:.* bookworm " out'
echo "deb copy:$mirror/debian trixie main" >>"$root/etc/apt/sources.list"
run kernel --list
check 'other sources: all are asked again' 'grep -q "$asked" err && grep -q "^# own:.* trixie" "$private/debian.sources"'
rm "$root"/etc/apt/sources.list.d/debian.sources "$root"/etc/apt/sources.list
rm -r "$private"
refuses 'no Debian mirror' "no package source of this machine is Debian's archive" 6.1
machine
rm "$root"/usr/share/keyrings/debian*
refuses 'no keys' 'install the package debian-archive-keyring' 6.1

machine
echo 'Acquire::http::Proxy "http://proxy.example:1/";' >"$root/etc/apt/apt.conf.d/70proxy"
sed -i 's,copy:,http://mirror.example,' "$root"/etc/apt/sources.list*/*.sources "$root/etc/apt/sources.list"
run kernel 6.1
check "the proxy of the machine is used" '[ $status = 2 ] && tail -n 1 err | grep -q proxy.example'

#
# ci/lib/foreign-package, which asks through the same sort of state. Here the foreign processor is this one.
#
foreign() { rm -rf "$XDG_CACHE_HOME/vgicheck/foreign"; HOME=$work ${runs_as[@]+"${runs_as[@]}"} "$top/ci/lib/foreign-package" "$arch" "$@"; }
foreign_fails() # NAME STATUS WHAT PACKAGE: nothing is kept, and the last of two lines says WHAT
{
	expected=$2 what=$3
	run foreign "$4"
	check "$1" '[ $status = $expected ] && ! [ -s out ] && [ $(wc -l <err) = 2 ] && tail -n 1 err | grep -q -e "$what" &&
		[ -z "$(ls -A "$XDG_CACHE_HOME/vgicheck/foreign")" ]'
}
machine
machine_state >before
run foreign linux-source-6.1
check 'a foreign package' '[ $status = 0 ] && [ -e "$(cat out)/usr/src/linux-source-6.1.tar.xz" ] && grep -q linux-source-6.1_6.1.7-1 "$(cat out)/packages"'
machine_state >after
check 'the machine is left alone, and its hooks are not run' 'cmp -s before after && ! [ -e "$base/hooks/ran" ]'
foreign_fails 'one that only another archive has' 3 'linux-source-99.1 .*no Debian suite' linux-source-99.1
echo >>"$mirror"/debian-security/pool/linux-source-6.1_6.1.7-1_all.deb
foreign_fails 'one that is not the listed one' 2 'linux-source-6.1 .*\([Ss]ize\|Hash\)' linux-source-6.1
mv "$mirror" "$mirror.away"
foreign_fails 'no mirror' 3 'cannot bring linux-source-6.1 .*does not have a Release.*check the network' linux-source-6.1
mv "$mirror.away" "$mirror"
machine
sed -i '/^Signed-By/s/.*/Trusted: yes/' "$root/etc/apt/sources.list.d/debian.sources"
sed -i 's/^deb /&[trusted=yes] /' "$root/etc/apt/sources.list"
key=other suite debian bookworm 6.1=6.1.98-1 6.9=6.9.1-1
foreign_fails 'one that another key vouches for, though the machine would take it' 2 'does not take what bookworm say' linux-source-6.9
gpg --yes --output "$mirror/debian/dists/bookworm/Release" --decrypt "$mirror/debian/dists/bookworm/InRelease"
rm "$mirror/debian/dists/bookworm/InRelease"
foreign_fails 'or nobody' 2 'does not take what bookworm say' linux-source-6.9
echo 'Acquire::http::Proxy "http://proxy.example:1/";' >"$root/etc/apt/apt.conf.d/70proxy"
sed -i 's,copy:,http://mirror.example,' "$root"/etc/apt/sources.list*/*.sources "$root/etc/apt/sources.list"
foreign_fails 'no network' 3 'cannot bring linux-source-6.1 .*proxy.example.*check the network' linux-source-6.1
rm "$root"/usr/share/keyrings/debian*
run foreign linux-source-6.1
check 'no keys to verify with' '[ $status = 2 ] && tail -n 1 err | grep -q debian-archive-keyring'

summary ci-kernel-suites
