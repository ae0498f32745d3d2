# shellcheck shell=bash disable=SC2034
# SPDX-License-Identifier: GPL-2.0-only
#
# The kernel trees of several releases, for ci/test: one that cannot be had is seen in the list of tests, and the others
# are tested. Source it after common.sh; $top is the project's directory.
releases='5.10 6.1 6.12 7.2 7.3'

# $tree: that of release $1. False if ci/kernel brings none, with an entry for ctest in $2/CTestTestfile.cmake.new:
# skipped if nobody offers that release any more, else failing.
bring_release()
{
	local release=$1 dir=$2 status why entry code
	tree=$("$top/ci/kernel" "$release" 2>"$dir/why")
	status=$?
	cat "$dir/why" >&2
	[ $status != 0 ] || return 0
	if [ $status = 3 ]; then
		entry=$release/not-offered code=77
		say "RELEASE $release IS NOT TESTED, for it is not offered any more"
	else
		entry=$release/not-brought code=1
		say "RELEASE $release CANNOT BE TESTED, which counts as a failure"
	fi
	why=$(tail -n 1 "$dir/why")
	# Brackets, for quotes would have CMake read the sentence.
	printf 'add_test([==[%s]==] sh -c [==[printf "%%s\\n" "$1"; exit %s]==] sh [==[%s]==])\n' \
		"$entry" "$code" "${why:-ci/kernel failed with status $status and said nothing}" >>"$dir/CTestTestfile.cmake.new"
	printf 'set_tests_properties([==[%s]==] PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 60)\n' "$entry" >>"$dir/CTestTestfile.cmake.new"
	return 1
}
