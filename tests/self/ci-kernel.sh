#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of ci/kernel, ci/packages and ci/lib/check-tree: every bad input gets status 2 and one sentence that names
# the culprit, and nothing is lost by interruptions. Prints TAP; status 1 if a check failed.
#
# The package manager is a fake: a directory of small packages with apt-get, apt-cache, ... in front of it on
# PATH, so that "no network" and "a newer package" can be had at will. VGICHECK_TEST_NETWORK=1 adds one round with
# the real one (it downloads some 150 MB).
set -u
top=$(cd "$(dirname -- "$0")/../.." && pwd)
base=$(mktemp -d)
work="$base/a directory"	# paths with a space throughout
mounted=
trap '[ -z "$mounted" ] || umount "$mounted"; chmod -R u+rwx "$base"; rm -rf "$base"' EXIT
mkdir "$work"
trap 'exit 130' INT TERM
export TMPDIR=$work LC_ALL=C
unset XDG_CACHE_HOME

. "$top/tests/self/tap.sh"

# The command must refuse: status 2 (or $expected), nothing on stdout, and on stderr one line that holds $2.
refuses() # NAME WHAT COMMAND...
{
	local name=$1 what=$2
	shift 2
	run "$@"
	check "$name" '[ $status = ${expected:-2} ] && ! [ -s out ] && [ $(wc -l <err) = 1 ] && grep -qF -- "$what" err'
}

# The same, but news about what is being done may come before the sentence.
gives_up() # NAME WHAT COMMAND...
{
	local name=$1 what=$2
	shift 2
	run "$@"
	check "$name" '[ $status = ${expected:-2} ] && ! [ -s out ] && tail -n 1 err | grep -qE -- "$what" &&
		! sed \$d err | grep -qv -e ": bringing " -e ": using linux-source-" -e ": asking Debian.s suites" -e "no suite answered" \
			-e "lists are empty: apt-get update" -e "installing " -e "that failed"'
}

accepts() # NAME OUTPUT COMMAND...
{
	local name=$1 output=$2
	shift 2
	run "$@"
	check "$name" '[ $status = 0 ] && [ "$(cat out)" = "$output" ] && ! [ -s err ]'
}

allow_user "$base" "$work"
cd "$work" || exit 1

#
# ci/lib/check-tree
#
check_tree=$top/ci/lib/check-tree

new_tree() # DIR [VGIC DIRECTORY]
{
	local vgic=$1/${2:-arch/arm64/kvm/vgic} f
	rm -rf "$1"
	mkdir -p "$vgic" "$1"/include/kvm "$1"/include/linux "$1"/arch/arm64/include/asm
	printf 'VERSION = 6\nPATCHLEVEL = 12\n' >"$1/Makefile"
	printf '#ifndef H\n#define H\nstruct irq_ops {\n\tbool (*get_input_level)(int vintid);\n};\n#endif\n' >"$1/include/kvm/arm_vgic.h"
	printf '#ifndef V\n#define V\n#define DO do {\nint f(void);\n#endif\n' >"$vgic/vgic.h"
	for f in vgic vgic-v2 vgic-v3; do
		cat >"$vgic/$f.c" <<'END'
/* A file; it's "well" { formed. */
#include "vgic.h"
#ifdef A
#error "don't (
static int f(int a)
{
#else
static int f(void)
{
#endif
	char c = '{', d = '\'', *s = "/* \" {";

	if (c == d) { /* } */
		return *s;	// it's {
	}
	return 0;
}
EXPORT(f)
END
	done
}

v=arch/arm64/kvm/vgic
new_tree tree
accepts 'a tree' $v "$check_tree" tree
accepts 'a trailing slash' $v "$check_tree" tree///
new_tree 'a tree' virt/kvm/arm/vgic
accepts 'the layout before v5.8, a space in the name' virt/kvm/arm/vgic "$check_tree" 'a tree'

find tree -printf '%p %s %T@ %C@\n' >before
"$check_tree" tree >out
find tree -printf '%p %s %T@ %C@\n' >after
check 'the tree is not written to' 'cmp -s before after'

new_tree tree
sed -i 's/$/\r/' tree/$v/vgic.c
accepts 'carriage returns' $v "$check_tree" tree
sed -i '/^}/d' tree/$v/vgic.c && printf '\nint g(void)\n{\n}\n' >>tree/$v/vgic.c
accepts 'a typing mistake is for the compiler' $v "$check_tree" tree

refuses 'no argument' usage "$check_tree"
refuses 'an empty name' "''" "$check_tree" ''
refuses 'no such directory' "$work/nowhere" "$check_tree" "$work/nowhere"
refuses 'a newline in a name' "no?where" "$check_tree" $'no\nwhere'
touch archive.tar
refuses 'a file' 'archive.tar is not a directory' "$check_tree" archive.tar
mkdir empty
refuses 'an empty directory' 'empty is no kernel tree' "$check_tree" empty
printf 'all:\n\ttrue\n' >empty/Makefile
refuses 'a Makefile of something else' 'empty is no kernel tree' "$check_tree" empty

bad() # NAME WHAT COMMAND: a tree spoilt by shell command $3, run in it
{
	new_tree tree
	(cd tree && eval "$3")
	refuses "$1" "$2" "$check_tree" tree
}
bad 'no arm64' 'no KVM/arm64 vgic' 'rm -r arch'
bad 'before v4.7' 'virt/kvm/arm/vgic.c' 'rm -r arch; mkdir -p virt/kvm/arm; touch virt/kvm/arm/vgic.c'
bad 'before v4.16' get_input_level 'sed -i "s/get_input_level/get_it/" include/kvm/arm_vgic.h'
bad 'no vgic-v3.c' $v/vgic-v3.c "rm $v/vgic-v3.c"
bad 'no arm_vgic.h' include/kvm/arm_vgic.h 'rm include/kvm/arm_vgic.h'
bad 'headers not checked out' include/linux 'rmdir include/linux'
bad 'an empty .c' "$v/vgic-v2.c is empty" ">$v/vgic-v2.c"
bad 'an empty .h' "$v/vgic.h is empty" "printf '\n \n' >$v/vgic.h"
bad 'an empty file that only some kernels have' "$v/vgic-new.c is empty" ">$v/vgic-new.c"
bad 'an empty arm_vgic.h' "include/kvm/arm_vgic.h is empty" '>include/kvm/arm_vgic.h'
bad 'an empty vgic-v3-sr.c' "hyp/vgic-v3-sr.c is empty" 'mkdir arch/arm64/kvm/hyp; >arch/arm64/kvm/hyp/vgic-v3-sr.c'
bad 'cut in a line' "$v/vgic.c is truncated (it does not end with a newline)" "truncate -s -3 $v/vgic.c"
bad 'cut in a function' "$v/vgic.c is truncated (it ends with an open '{')" "sed -i '/return 0/,\$d' $v/vgic.c"
bad 'cut in a parameter list' "ends with an open '('" "printf 'int g(int a,\n' >>$v/vgic.c"
bad 'cut in an initialiser' "ends with an open '{'" "printf 'int g[] = {\n\t1,\n' >>$v/vgic-v2.c"
bad 'cut between head and body' 'in the middle of a declaration' "printf 'static int g(void)\n' >>$v/vgic.c"
bad 'cut in a comment' 'ends in a comment' "printf '/* So\n' >>$v/vgic.c"
bad 'cut in a comment after a directive' 'ends in a comment' "printf '#define X 1 /* So\n' >>$v/vgic.c"
bad 'cut in a macro' 'ends in a continued line' "printf '#define X \\\\\n' >>$v/vgic.c"
bad 'cut before #endif' "$v/vgic.h is truncated (it has an #if without its #endif)" "sed -i '\$d' $v/vgic.h"
bad 'cut after #else' '#if without its #endif' "printf '#ifdef B\n#else\n' >>$v/vgic.c"
bad 'cut before the first function' 'holds no function' "sed -i '3,\$d' $v/vgic-v3.c"
bad 'NUL bytes' "$v/vgic.c is truncated (it holds NUL bytes)" "printf '\\0\\0\n' >>$v/vgic.c"
bad 'a directory for a file' "$v/vgic-v2.c cannot be read (Is a directory)" "rm $v/vgic-v2.c; mkdir $v/vgic-v2.c"
bad 'a pipe for a file' "$v/x.c is not a regular file" "mkfifo $v/x.c"
bad 'a link to nowhere' "$v/vgic-v2.c cannot be read" "ln -sf nowhere $v/vgic-v2.c"
if [ "${as_user[*]-}" = false ]; then
	skip 'unreadable files' 'no other user to run as'
else
	new_tree tree
	chmod 0 tree/$v/vgic-v2.c
	refuses 'an unreadable file' "$v/vgic-v2.c cannot be read" "${as_user[@]}" "$check_tree" tree
	chmod 644 tree/$v/vgic-v2.c; chmod 0 tree/$v
	refuses 'an unreadable vgic directory' $v "${as_user[@]}" "$check_tree" tree
	chmod 755 tree/$v; chmod 0 tree
	refuses 'an unreadable directory' 'tree cannot be read' "${as_user[@]}" "$check_tree" tree
	chmod 755 tree
fi

#
# A package manager to test with. $fake/: repo/ (the mirror: packages, and Packages-like paragraphs), lists/ (what
# the machine itself knows, for ci/packages), log (what was asked of apt-get), and switches: online, slow, uid.
# What ci/kernel knows of the mirror is in its own state, $apt/. (ci-kernel-suites.sh has a real apt.)
#
export fake=$work/fake
mkdir -p "$fake/bin" "$fake/repo" "$fake/root/usr/share/keyrings"
echo key >"$fake/root/usr/share/keyrings/debian-archive-keyring.gpg"
head -c 3000000 /dev/urandom >noise
cat >"$fake/bin/apt-get" <<'END'
#!/bin/bash
lists=$fake/lists
while [[ $1 == -* ]]; do
	[[ $1 == -[oc] ]] && shift
	[[ $1 == Dir::State=* ]] && lists=${1#*=}/lists
	shift
done
echo "$*" >>"$fake/log"
list=$lists/fake_debian_dists_bookworm_main_binary-amd64_Packages
case $* in
*--print-uris) echo "'fake:/debian/dists/bookworm/main/binary-amd64/Packages.xz' ${list##*/} 0" ;;
update)
	if [ -e "$fake/online" ]; then cp "$fake/repo/Packages" "$list"; echo 'Get:1 fake:/debian bookworm InRelease [1 kB]'
	else
		echo 'W: Failed to fetch some:/InRelease  Temporary failure resolving'
		echo 'W: Some index files failed to download. They have been ignored, or old ones used instead.'
	fi ;;
indextargets*) [ ! -e "$list" ] || echo "fake:/debian/ bookworm $list" ;;
download*)
	deb=$fake/repo/${2/=/_}.deb
	if ! [ -e "$fake/online" ] || ! [ -e "$deb" ]; then
		printf 'E: Failed to fetch some:/%s  Not to be had\nE: Some more\n' "$2"
		exit 100
	fi
	head -c 100 "$deb" >"${2/=/_}_all.deb"
	[ -e "$fake/slow" ] && sleep 2
	cp "$deb" "${2/=/_}_all.deb" 2>/dev/null || { echo 'E: Write error - write (28: No space left on device)'; exit 100; } ;;
install*)
	[ -e "$fake/online" ] || { echo 'E: Unable to fetch some archives'; exit 100; }
	shift; printf '%s\n' "$@" >>"$fake/installed" ;;
esac
END
cat >"$fake/apt-helper" <<'END'
#!/bin/sh
shift
cat "$@"
END
cat >"$fake/bin/apt-config" <<'END'
#!/bin/sh
echo "lists='$fake/lists/'; etc='$fake/etc/'; root='$fake/root/'; arch=amd64; methods='$fake/methods/'"
END
cat >"$fake/bin/id" <<'END'
#!/bin/sh
cat "$fake/uid"
END
cat >"$fake/bin/xz" <<'END'
#!/bin/sh
[ -e "$fake/slow-unpack" ] && sleep 2
[ "$1" = -T0 ] && shift
PATH=${PATH#*:} exec xz "$@"
END
cat >"$fake/bin/df" <<'END'
#!/bin/sh
[ -e "$fake/much-space" ] && { echo head; echo "disk 9000000 0 9000000 0% /"; exit; }
PATH=${PATH#*:} exec df "$@"
END
cat >"$fake/bin/dpkg-query" <<'END'
#!/bin/bash
sed 's/$/:installed/' "$fake/installed"
END
chmod +x "$fake"/bin/* "$fake/apt-helper"

# A package in the mirror; $3 is what to spoil.
publish() # RELEASE VERSION [SPOIL]
{
	local name=linux-source-$1 deb=$fake/repo/linux-source-$1_$2.deb d=$work/deb sha
	rm -rf "$d" src
	new_tree "src/$name"
	mkdir -p "$d/DEBIAN" "$d/usr/src" "src/$name"/{arch/x86,drivers,arch/arm64/{kvm/hyp,tools},virt/kvm,lib,tools/testing/kunit}
	for f in arch/x86/a.c drivers/a.c arch/arm64/kvm/a.c virt/kvm/a.c lib/a.c README; do echo >"src/$name/$f"; done
	head -c "${big:-200000}" "$work/noise" >"src/$name/lib/big.bin"
	echo "# $2" >>"src/$name/Makefile"
	[ "${3-}" != other-source ] || rm "src/$name/Makefile"
	[ "${3-}" = no-kernel ] || XZ_OPT=-0 tar -cJf "$d/usr/src/$name.tar.xz" -C src "$name"
	printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: a <a@b>\nDescription: x\n' "$name" "$2" >"$d/DEBIAN/control"
	dpkg-deb -Znone -b "$d" "$deb" >/dev/null
	[ "${3-}" != cut ] || truncate -s -100000 "$deb"
	sha=$(sha256sum <"$deb")
	[ "${3-}" != other-hash ] || echo >>"$deb"
	printf 'Package: %s\nVersion: %s\nFilename: pool/%s.deb\nSize: %s\nSHA256: %s\n\n' \
		"$name" "$2" "$name" "$(stat -c %s "$deb")" "${sha%% *}" >>"$fake/repo/Packages"
}

# A fresh machine with an empty cache, root, online, lists up to date; then the offers.
machine() # ["RELEASE VERSION [SPOIL]"...]
{
	local offer
	rm -rf "$fake"/{repo,lists,etc,log,slow,slow-unpack,much-space,installed} cache
	mkdir -p "$fake"/{repo,lists,etc}
	printf 'Package: linux-source\nVersion: 99.9\nFilename: x\nSize: 1\nSHA256: x\n\n' >"$fake/repo/Packages"
	printf 'Package: linux-source-99.9\nVersion: 99.9.1-1\nStatus: install ok installed\n\n' >>"$fake/repo/Packages"
	for offer; do publish $offer; done
	cp "$fake/repo/Packages" "$fake/lists/mirror_Packages"
	touch "$fake/online" "$fake/log"
	echo 0 >"$fake/uid"
	asked_lately
	: >"$fake/log"
	settle
}
apt=$work/cache/vgicheck/apt
asked_lately() { [ -e "$apt/updated" ] || kernel --list >/dev/null 2>&1; settle; cp "$fake/repo/Packages" "$apt"/lists/fake_*_Packages; }
forget() { rm -r "$apt"; }
kernel() { XDG_CACHE_HOME=$work/cache PATH=$fake/bin:$PATH "$top/ci/kernel" "$@"; }
kernels=$work/cache/vgicheck/kernels
no_rest() { [ -z "$(find "$kernels" -name '.new-*' -o -name '*.deb' -o -name '.offers*')" ]; }
settle() { sleep 0.01; }	# so that a newer time stamp is newer

#
# ci/kernel: what it brings
#
machine '6.1 6.1.9-1' '6.12 6.12.9-1' '6.12 6.12.11-1~deb12u1' '6.12 6.12.2-1' '7.0 7.0~rc3-1~exp1'
want=$kernels/6.12.11-1~deb12u1/linux-source-6.12
run kernel
check 'the newest release, its highest version; no release candidate, no metapackage, nothing merely installed' \
	'[ $status = 0 ] && [ "$(cat out)" = "$want" ]'
check 'one line of news when nobody is watching' '[ $(wc -l <err) = 1 ] && grep -q "bringing linux-source-6.12 6.12.11-1~deb12u1" err'
check 'what is needed is unpacked and nothing else' \
	'[ "$(cd "$want" && find . -name "*.[ch]" -o -name Makefile | sort | tr "\n" " ")" = \
	"./Makefile ./arch/arm64/kvm/a.c ./$v/vgic-v2.c ./$v/vgic-v3.c ./$v/vgic.c ./$v/vgic.h ./include/kvm/arm_vgic.h ./lib/a.c ./virt/kvm/a.c " ]'
check 'the package, its hash, its suite and the paths are recorded' \
	'grep -q "^paths=Makefile .* virt .*lib " "$want/../package" && [ "$(sed "/^paths=/d" "$want/../package")" = "package=linux-source-6.12
version=6.12.11-1~deb12u1
sha256-in-apt-lists=$(sha256sum <"$fake/repo/linux-source-6.12_6.12.11-1~deb12u1.deb" | cut -c 1-64)
sha256-of-file=$(sha256sum <"$fake/repo/linux-source-6.12_6.12.11-1~deb12u1.deb" | cut -c 1-64)
suite=bookworm
own=yes
signed-by=$fake/root/usr/share/keyrings/debian-archive-keyring.gpg" ]'
check 'nothing is left over' no_rest
>"$fake/log"
accepts 'the second time: the same' "$want" kernel
check 'without asking apt' '! [ -s "$fake/log" ]'
rm "$fake/online"
accepts 'and without network' "$want" kernel 6.12
forget
accepts 'and without lists' "$want" kernel
accepts 'the same for a release' "$want" kernel 6.12
accepts '--list without lists or network tells what is here' '6.12   6.12.11-1~deb12u1, cached, not offered' \
	eval 'kernel --list 2>/dev/null'
touch "$fake/online"
asked_lately
accepts '--list' '6.12   6.12.11-1~deb12u1, bookworm, cached
6.1    6.1.9-1, bookworm
7.0    7.0~rc3-1~exp1, bookworm, release candidate' kernel --list
run kernel 7.0
check 'a release candidate on request' '[ "$(cat out)" = "$kernels/7.0~rc3-1~exp1/linux-source-7.0" ]'
accepts 'but not by default' "$want" kernel
forget; rm "$fake/online"
accepts 'not even when only the cache is left' "$want" kernel
touch "$fake/online"
asked_lately

publish 6.12 6.12.12-1 && asked_lately
run kernel
check 'a newer package is mentioned, the tree that is here used' '[ "$(cat out)" = "$want" ] && grep -q 6.12.12-1 err && [ $(wc -l <err) = 1 ]'
publish 6.12 6.12.13-1
run kernel --refresh
want=$kernels/6.12.13-1/linux-source-6.12
check '--refresh looks for a newer one and brings it' '[ "$(cat out)" = "$want" ] && grep -q "# 6.12.13-1" "$want/Makefile"'
accepts 'which is used from then on' "$want" kernel 6.12
: >"$fake/log"
run kernel --refresh
check '--refresh with nothing new' '[ $status = 0 ] && [ "$(cat out)" = "$want" ] && [ "$(grep -c download "$fake/log")" = 0 ]'
publish 6.12 6.12.14-1
echo 1000 >"$fake/uid"
run kernel --refresh
want=$kernels/6.12.14-1/linux-source-6.12
check '--refresh when not root' '[ $status = 0 ] && [ "$(cat out)" = "$want" ]'
publish 6.12 6.12.15-1 && asked_lately
rm "$fake/online"
gives_up '--refresh without network' 'cannot download' kernel --refresh
publish 6.13 6.13.1-1 && asked_lately
run kernel
check 'a newer release that cannot be had: an older tree, and why' \
	'[ $status = 0 ] && [ "$(cat out)" = "$want" ] && grep -q "cannot download linux-source-6.13" err && grep -q "using linux-source-6.12 6.12.14-1" err'
gives_up 'unless it was asked for' 'cannot download linux-source-6.13' kernel 6.13

settle
echo >>"$want/$v/vgic.c"
gives_up 'an edited tree is not passed off as the package' "$want/$v/vgic.c" kernel 6.12

machine '6.12 6.12.1-1'
want=$kernels/6.12.1-1/linux-source-6.12
run kernel 6.12
sed -i 's/ virt / /' "$want/../package"
rm -r "$want/virt" "$fake/online"
run kernel 6.12
check 'a tree that was unpacked with other paths serves without network' \
	'[ $status = 0 ] && [ "$(cat out)" = "$want" ] && grep -q "using linux-source-6.12 6.12.1-1 as it is" err'
touch "$fake/online"
run kernel
check 'and is brought again with network' '[ "$(cat out)" = "$want" ] && [ -e "$want/virt/kvm/a.c" ] && no_rest'
accepts 'once' "$want" kernel 6.12
sed -i 's/ virt / /' "$want/../package"
settle
echo >>"$want/$v/vgic.c"
refuses 'but not if that loses work' "$want/$v/vgic.c was changed" kernel

machine '6.12 6.12.1-1'
forget
run kernel
check 'nothing asked yet: it is' '[ "$(cat out)" = "$kernels/6.12.1-1/linux-source-6.12" ] && grep -q ^update "$fake/log"'

machine '6.12 6.12.1-1'
rm "$fake"/repo/*
publish 6.12 6.12.2-1
run kernel
check 'the lists name a package that is gone: they are renewed' '[ "$(cat out)" = "$kernels/6.12.2-1/linux-source-6.12" ]'

machine '6.12 6.12.1-1'
run script -qec "TERM=xterm XDG_CACHE_HOME='$work/cache' PATH='$fake/bin:$PATH' '$top/ci/kernel'" /dev/null
check 'progress on a terminal' 'grep -q "downloading.*of.*MB" out && grep -q "linux-source-6.12.$" out'

machine '6.12 6.12.1-1'
run env -u XDG_CACHE_HOME HOME="$work/cache" PATH="$fake/bin:$PATH" "$top/ci/kernel"
check 'the default cache' '[ "$(cat out)" = "$work/cache/.cache/vgicheck/kernels/6.12.1-1/linux-source-6.12" ]'
run env XDG_CACHE_HOME=relative HOME="$work/cache" PATH="$fake/bin:$PATH" "$top/ci/kernel"
check 'a relative XDG_CACHE_HOME is ignored' '[ "$(cat out)" = "$work/cache/.cache/vgicheck/kernels/6.12.1-1/linux-source-6.12" ]'

#
# ci/kernel: bad input and bad luck
#
machine '6.12 6.12.1-1'
refuses 'an unknown option' "'--frob'" kernel --frob
refuses 'no release' "'6.12.3'" kernel 6.12.3
refuses 'two releases' "'6.1'" kernel 6.12 6.1
refuses '--list and something' '--list goes alone' kernel --list 6.12
expected=3 refuses 'a release that is not offered: a status of its own' linux-source-5.10 kernel 5.10
check 'says what is' 'grep -q "take one of 6.12, or" err'
check 'and does not touch the network' '! grep -q -e ^update$ -e ^download "$fake/log"'
mkdir gate && cp -r "$top/ci" gate/ && printf '#!/bin/sh\n' >gate/ci/packages
refuses 'which ci/gate calls unusable input, like all others' linux-source-5.10 \
	env XDG_CACHE_HOME="$work/cache" PATH="$fake/bin:$PATH" "$work/gate/ci/gate" --release 5.10
touch -d '8 days ago' "$apt/updated"
expected=3 gives_up 'the same when the lists have to be renewed' linux-source-5.10 kernel 5.10
touch -d '8 days ago' "$apt/updated"
rm "$fake/online"
gives_up 'without network old lists cannot tell: status 2' 'cannot tell whether linux-source-5.10 is offered .*check the network' kernel 5.10
touch "$fake/online" "$apt/updated"
echo 'fake:/debian bookworm-backports' >"$apt/updated"
refuses 'nor can they if a suite was refused' 'were not used: fake:/debian bookworm-backports' kernel 5.10
: >"$apt/updated"
publish 6.1 6.1.1-1 && cp "$fake/repo/Packages" "$apt"/lists/fake_*_Packages
rm "$fake"/repo/*
publish 6.12 6.12.1-1
expected=3 gives_up 'the lists name a release that is gone: they are renewed, and it is offered no more' linux-source-6.1 kernel 6.1
refuses 'nowhere to keep trees' HOME env -u XDG_CACHE_HOME -u HOME PATH="$fake/bin:$PATH" "$top/ci/kernel"
rm "$fake/online"
gives_up 'no network and no tree' 'cannot download linux-source-6.12 .*Not to be had.*--tree DIR' kernel
check 'leaves nothing' no_rest
echo 1000 >"$fake/uid"
gives_up 'the same when not root' 'cannot download .*--tree DIR' kernel
forget
gives_up 'nothing asked yet, not root' 'brought no package lists .*resolving.*--tree DIR' kernel
gives_up 'and for a release' 'brought no package lists .*resolving.*--tree DIR' kernel 6.12
echo 0 >"$fake/uid"
gives_up 'nothing asked yet, no network' 'brought no package lists .*resolving.*--tree DIR' kernel
machine
refuses 'no source package offered' 'offer no kernel source' kernel
mkdir bare && ln -s /usr/bin/* bare/ && rm -f bare/apt* bare/dpkg*
refuses 'no apt' 'no apt-get' env XDG_CACHE_HOME="$work/cache" PATH="$work/bare" "$top/ci/kernel"

machine '6.12 6.12.1-1'
ln -sf /usr/bin/dpkg* bare/ && rm bare/xz
cp "$fake"/bin/apt-* bare/
refuses 'no xz' 'ci/packages ensure' env XDG_CACHE_HOME="$work/cache" PATH="$work/bare" "$top/ci/kernel"

for spoil in cut other-hash no-kernel other-source; do
	machine "6.12 6.12.1-1 $spoil"
	case $spoil in
	other-hash) what="SHA256 [0-9a-f]{64} where apt's lists say" ;;
	cut) what='cannot unpack linux-source-6.12 6.12.1-1 .*(nexpected|truncated)' ;;
	other-source) what='no kernel source in it' ;;
	no-kernel) what='cannot unpack linux-source-6.12 6.12.1-1 ' ;;
	esac
	gives_up "a package that is spoilt: $spoil" "$what" kernel
	check 'leaves nothing' 'no_rest && ! [ -e "$kernels/6.12.1-1" ]'
	rm "$fake"/repo/*
	publish 6.12 6.12.1-1 && asked_lately
	run kernel
	check 'and when it is repaired' '[ $status = 0 ] && [ -f "$(cat out)/Makefile" ]'
done

machine '6.12 6.12.1-1'
touch file
refuses 'a cache below a file' "$work/file" env XDG_CACHE_HOME="$work/file" PATH="$fake/bin:$PATH" "$top/ci/kernel"
if [ "${as_user[*]-}" = false ]; then
	skip 'an unwritable cache' 'no other user to run as'
else
	mkdir -m 555 locked
	chmod -R a+rwX "$fake"
	refuses 'an unwritable cache' "$work/locked" "${as_user[@]}" env XDG_CACHE_HOME="$work/locked" PATH="$fake/bin:$PATH" "$top/ci/kernel"
fi

mkdir disk
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=5m none disk 2>/dev/null; then
	mounted=$work/disk
	big=3000000 machine '6.12 6.12.1-1'
	gives_up 'no space' "$work/disk" env XDG_CACHE_HOME="$work/disk" PATH="$fake/bin:$PATH" "$top/ci/kernel"
	check 'says how much' 'grep -q "takes [0-9]* MB.* 5 MB are free" err'
	touch "$fake/much-space"	# a lie: the disk fills up while unpacking
	gives_up 'no space left while unpacking' 'cannot unpack .*No space left.*make room' \
		env XDG_CACHE_HOME="$work/disk" PATH="$fake/bin:$PATH" "$top/ci/kernel"
	check 'leaves nothing' '[ -z "$(find disk -name ".new-*")" ]'
	mount -o remount,size=1m "$work/disk"
	gives_up 'no space left while downloading' 'No space left.*make room' \
		env XDG_CACHE_HOME="$work/disk" PATH="$fake/bin:$PATH" "$top/ci/kernel"
	check 'leaves nothing' '[ -z "$(find disk -name ".new-*")" ]'
	mount -o remount,size=50m "$work/disk"
	run env XDG_CACHE_HOME="$work/disk" PATH="$fake/bin:$PATH" "$top/ci/kernel"
	check 'works when there is room' '[ $status = 0 ] && [ -f "$(cat out)/Makefile" ]'
	umount "$work/disk" && mounted=
else
	skip 'no space' 'cannot mount a small tmpfs'
fi

#
# ci/kernel: interrupted, and two at once
#
interrupt() # WHEN SIGNAL STATUS: the switch that makes it slow, what it gets and returns
{
	local pid expected=$3
	machine '6.12 6.12.1-1'
	touch "$fake/$1"
	XDG_CACHE_HOME=$work/cache PATH=$fake/bin:$PATH env --default-signal=INT "$top/ci/kernel" >out 2>err &
	pid=$!
	for _ in $(seq 100); do
		[ "$1" = slow ] && [ -n "$(find cache -name '*.deb' 2>/dev/null)" ] && break
		[ "$1" = slow-unpack ] && [ -e "$(echo "$kernels"/.new-*/dots)" ] && break
		sleep 0.05
	done
	kill -"$2" $pid
	wait $pid 2>/dev/null
	status=$?
	check "SIG$2, $1: status" '[ $status = $expected ] && ! [ -s out ]'
	[ "$2" = KILL ] || check "SIG$2, $1: at once, and nothing is left" no_rest
	[ "$2" != KILL ] || check "SIG$2, $1: something is left" '! no_rest'
	rm -f "$fake/$1"
	run kernel
	check "SIG$2, $1: the next run works" '[ $status = 0 ] && [ "$(cat out)" = "$kernels/6.12.1-1/linux-source-6.12" ] && cmp -s src/linux-source-6.12/lib/big.bin "$(cat out)/lib/big.bin"'
	check "SIG$2, $1: and cleans up" no_rest
	[ "$2" = KILL ] || check "SIG$2, $1: nothing ran on" '! grep -q "waiting for it" err'
	[ "$2" != KILL ] || check "SIG$2, $1: after what ran on has ended" 'grep -q "waiting for it" err'
}
for when in slow slow-unpack; do
	interrupt $when INT 130
	interrupt $when TERM 143
	interrupt $when KILL 137
done

machine '6.12 6.12.1-1'
touch "$fake/slow"
kernel >out1 2>err1 & one=$!
sleep 0.3
kernel >out2 2>err2 & two=$!
wait $one; one=$?
wait $two; two=$?
cat err1 err2 >err; cat out1 out2 >out
check 'two at once: both get the tree' '[ $one$two = 00 ] && [ "$(cat out1)" = "$kernels/6.12.1-1/linux-source-6.12" ] && cmp -s out1 out2'
check 'which was brought once' '[ "$(grep -c ^download "$fake/log")" = 1 ]'
check 'one says that it waits' 'grep -q "waiting for it" err2'

#
# ci/packages
#
packages() { PATH=$fake/bin:$PATH "$top/ci/packages" "$@"; }
machine
packages list test >"$fake/installed"
check 'tiers include each other' 'diff <(packages list) <(packages list test) | grep -q "^>" && ! diff <(packages list) <(packages list test) | grep -q "^<" && diff <(packages list test) <(packages list full) | grep -q "^>"'
accepts 'all there: silence' '' packages ensure
accepts 'all there: a higher tier' '' packages ensure test
sed -i '/^lcov$/d; /^gdb$/d' "$fake/installed"
echo 1000 >"$fake/uid"
refuses 'missing, not root: the command' 'apt-get install -y --no-install-recommends lcov' packages ensure
check 'only what is missing in this tier' '! grep -q -e gcc -e gdb err'
rm "$fake"/lists/*
refuses 'and no lists' 'apt-get update && ' packages ensure
echo 0 >"$fake/uid"
rm "$fake/online"
gives_up 'no lists, no network' 'brought no package lists.*lcov' packages ensure
python3 -c 'import fcntl, sys, time; f = open(sys.argv[1], "w"); fcntl.lockf(f, fcntl.LOCK_EX); print(flush=True); time.sleep(1.5)' \
	"$fake/lists/lock" >held & holder=$!
until [ -s held ]; do sleep 0.05; done
run packages ensure
check 'waits for another package manager' 'grep -q "process $holder is using the package manager" err && ! kill -0 $holder 2>/dev/null'
wait $holder
cp "$fake/repo/Packages" "$fake/lists/mirror_Packages"
gives_up 'root, no network' 'could not install lcov \(Unable to fetch some archives\)' packages ensure
touch "$fake/online"
: >"$fake/log"
run packages ensure test
check 'root: installed' '[ $status = 0 ] && [ "$(cat "$fake/log")" = "install lcov gdb" ] && grep -q "installing lcov gdb" err'
refuses 'an unknown tier' "'all'" packages ensure all
refuses 'an unknown command' "'install'" packages install
rm bare/lcov bare/dpkg* bare/apt*
refuses 'a system without dpkg' 'missing: lcov' env PATH="$work/bare" "$top/ci/packages" ensure

#
# The real thing
#
if [ "${VGICHECK_TEST_NETWORK-}" = 1 ]; then
	export XDG_CACHE_HOME=$work/real
	"$top/ci/kernel" >out 2>err & pid=$!
	sleep 5
	kill -TERM $pid
	wait $pid
	check 'real package, interrupted: nothing is left' '[ -z "$(find real -name ".new-*")" ]'
	run "$top/ci/kernel"
	check 'real package: a tree' '[ $status = 0 ] && [ "$("$check_tree" "$(cat out)")" = $v ]'
else
	skip 'real package' 'VGICHECK_TEST_NETWORK is not 1'
fi

summary ci-kernel
