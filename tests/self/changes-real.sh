# shellcheck shell=bash disable=SC2016,SC2154
# SPDX-License-Identifier: GPL-2.0-only
#
# The part of changes-test that has a real kernel tree. Sourced by it.

mkdir real
for path in Makefile Kbuild include virt arch/arm64/kvm arch/arm64/include arch/arm64/tools; do
	[ ! -e "$pristine/$path" ] || (cd "$pristine" && cp -a --parents "$path" "$top/real")
done
vgic=$("$here/../../ci/lib/check-tree" real)
cp -a real real-git
git -C real-git init -q
git -C real-git add -A
git -C real-git commit -qm base
edit real-git/$vgic/vgic-v3.c '0,/^{/s/^{/{\n\t\/* a line *\//'
git -C real-git commit -qam 'KVM: arm64: a line'
git -C real-git show --src-prefix=a/ --dst-prefix=b/ >line.diff
prepare --tree real --patch line.diff
check "a real tree: one line of vgic-v3.c" 'fine && [ "$(class $vgic/vgic-v3.c)" = compiled ]'
real=$(column 2)
prepare --tree real-git --base HEAD~1 --head HEAD
check "the same from git" 'fine && [ "$(column 2)" = "$real" ]'
check "what is staged of it is a tree to ci/lib/check-tree" '[ "$("$here/../../ci/lib/check-tree" work/tree)" = "$vgic" ]'
run "$here/../../vgic/sources" work/tree
cp out sources
check "the same files are compiled" '[ "$status" = 0 ] && cmp sources <("$here/../../vgic/sources" "$pristine")'
run "$here/../../vgic/make-headers" work/tree headers-stage
"$here/../../vgic/make-headers" real headers-tree
check "and the same headers are linked" \
	'[ "$status" = 0 ] && diff <(cd headers-stage && find . | sort) <(cd headers-tree && find . | sort) && diff -rq headers-stage headers-tree'

# Every header that the compiler really reads is among those that a patch may not change unseen.
mkdir reads
for file in $(cat sources); do
	gcc -M -MG -w -I headers-stage/shadow -I "$here/../../mocks/include" -I headers-stage/tree -nostdinc -D__KERNEL__ \
		-I "work/tree/$vgic" -I work/tree/arch/arm64/kvm -idirafter work/tree/arch/arm64/kvm/hyp/include \
		-I headers-stage "work/tree/$file" 2>/dev/null
done | tr -s ' \\' '\n' | grep -E '^(headers-stage/tree|work/tree)/' | sort -u | xargs -r readlink -e |
	sed -n "s,^$top/work/tree/,,p" | sort -u >reads/really
check "the compiler names headers of the tree" '[ "$(grep -c "\.h$" reads/really)" -ge 20 ]'
rm -rf all
cp -a real all
(cd all && for file in $(cat ../reads/really); do echo >>"$file"; done; cp -a ../real-git/.git . && git add -A && git commit -qm all)
prepare --tree all --base HEAD~1 --head HEAD
cut -f1 work/plan/touched.tsv >reads/touched
check "each of them is read or compiled" 'fine && [ -z "$(comm -23 reads/really <(sort reads/touched))" ] && ! grep -q "	unread$" work/plan/touched.tsv'
check "and of the rest of include/ most is not" \
	'(cd all && find include/linux -name "[a-d]*.h" -exec sh -c "echo >>\$1" _ {} \; && git add -A && git commit -qm most) &&
	 prepare --tree all --base HEAD~1 --head HEAD && [ $(grep -c "	unread$" work/plan/touched.tsv) -gt $(grep -c "	read$" work/plan/touched.tsv) ]'
