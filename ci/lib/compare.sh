# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: GPL-2.0-only
#
# Before and after a change, for ci/gate: $base and $head or $patches. Source it after build.sh and tables.sh.
#
# There is one build directory and one copy of what the build reads of the tree, the stage, which is switched from
# the state before to that after; so only what the change touches is compiled again. What came out before is kept
# as a digest under the identity of everything that decides it, and need not be found out twice.

# Everything that decides the results beside the kernel's files, as a short hash.
identity_of_harness()
{
	{
		find "$top"/{CMakeLists.txt,vgic,mocks,checker,tests/tables,tests/known,ci/lib} -type f ! -name '*.pyc' \
			-print0 | sort -z | xargs -0 sha1sum
		"$compiler" --version
		printf '%s\n' "$compiler" "${CFLAGS-}" "$profile" "$package" "${rows[*]}" "${slow_rows[*]}"
	} | sha1sum | cut -c1-16
}

# Field $2 of step $1 of the change: 2 identity of the content, 3 whether the build reads what it changes, 4 title.
step_field() { awk -F '\t' -v n="$1" -v f="$2" '$1 == n { print $f }' "$work/plan/steps.tsv"; }

# The digest file of what comes out after step $1.
digest() { echo "$work/sides/$(step_field "$1" 2)-$harness"; }

# Build the state after step $1, which is $2 in words, and run the tables; results go to directory $3.
side()
{
	local side="$2" step=$1 why
	progress "$2"
	"$top/ci/lib/changes" switch --work "$work" "$1" || exit 2
	why=$("$top/ci/lib/check-tree" "$tree" 2>&1 >/dev/null) || cannot_be_tested "${why#*check-tree: }"
	# shellcheck disable=SC2086 # a list of targets
	build_subjects "$tree" "$package" "$build" "$jobs" "$all_builds" "$compiler" $targets ${coverage:+subject-coverage}
	[ -z "$3" ] || run_profile "$3"
}

# What check-tree says of the stage. A base that is no vgic is unusable; what a change makes of one is beyond us.
cannot_be_tested()
{
	say "$side of $label cannot be tested: ${1//"$tree"/it}"
	[ "$step" = 0 ] && exit 2
	exit 125
}

# After the coverage build has run: which changed lines ran. A patch is judged without, too.
measure_patch()
{
	"$top/checker/report/vgicheck-patch-coverage" --plan "$work/plan" --tree "$tree" --out "$out" \
		--about "${label##*/}, vgicheck $profile profile" "$build" \
		>"$work/patch-coverage" 2>"$results/patch-coverage.log" ||
		echo "patch coverage: not measured: $(tail -n 1 "$results/patch-coverage.log")" >"$work/patch-coverage"
}

# Find out what comes out before the change. For a process of its own, as is the next one.
make_digest()
{
	trap 'interrupted' INT TERM
	local coverage=''
	side 0 "the state before the change" "$work/results-before"
	"$top/checker/report/vgicheck-report" --digest "$before" "${streams[@]}"
}

# What is new after step $1, a rule and a row a line; status 125 when that step cannot be built.
new_after()
{
	trap 'interrupted' INT TERM
	local coverage=''
	side "$1" "$kind $1 of $steps" "$work/results-step" >&2
	"$top/checker/report/vgicheck-report" --base "$before" --list-new "${streams[@]}"
}

# Which lines of the change ran in the example row of a new finding: lines of rule and answer, from those of rule and
# row on standard input. A report is as good without.
what_it_ran()
{
	local rule row
	declare -A rows_of=()
	while IFS=$'\t' read -r rule row; do
		[ -z "$row" ] || rows_of[$rule]=$row
	done
	[ ${#rows_of[@]} -gt 0 ] || return
	"$top/checker/report/vgicheck-patch-coverage" --plan "$work/plan" --tree "$tree" "$build" --rows "${rows_of[@]}" \
		2>"$work/results/rows.log" | paste <(printf '%s\n' "${!rows_of[@]}") - | awk -F '\t' -v OFS='\t' '$3 != "" { print $1, $3 }'
}

# Which step brought the new findings given as rule and row: lines of rule and answer. Between the state before, where
# the row did not fail by the rule, and that at the end, where it does, halve the distance; a step that cannot be
# built leaves its neighbours to ask.
who_brought_it()
{
	local finding low high at why
	local -A found=()
	for finding; do
		low=0 high=${#reading[@]}
		while [ $((high - low)) -gt 1 ]; do
			at=$(((low + high) / 2))
			while [ "$at" -lt "$high" ] && ! new_known "$at"; do at=$((at + 1)); done
			if [ "$at" = "$high" ]; then
				at=$(((low + high) / 2))
				while [ "$at" -gt "$low" ] && ! new_known "$at"; do at=$((at - 1)); done
				[ "$at" -gt "$low" ] || break
			fi
			if grep -qxF -- "$finding" "$work/new-$at"; then high=$at; else low=$at; fi
		done
		why="$kind ${reading[high - 1]} of $steps: $(step_field "${reading[high - 1]}" 4)"
		[ $((high - low)) = 1 ] ||
			why="one of the ${kind}s ${reading[low]} to ${reading[high - 1]} of $steps (those between cannot be built)"
		printf '%s\t%s\n' "${finding%%$'\t'*}" "$why"
	done
}

# $work/new-$1: what is new after the step that is number $1 among those that the build reads; false when it cannot
# be built.
new_known()
{
	local status
	if [ -z "${found[$1]+known}" ]; then
		(new_after "${reading[$1 - 1]}" >"$work/new-$1" 2>"$work/step.log" </dev/null 9>&-)
		status=$?
		found[$1]=built
		[ $status = 0 ] || found[$1]=broken
		[ $status != 130 ] || exit 130
	fi
	[ "${found[$1]}" != broken ]
}

# There are new findings. Who brought them, and which lines of the change are in it?
look_closer()
{
	local new findings
	# An example of each rule comes first.
	new=$("$top/checker/report/vgicheck-report" --base "$before" --list-new "${streams[@]}") || exit 2
	new=$(awk -F '\t' '!seen[$1]++' <<<"$new")
	progress "looking closer"
	: >"$work/introduced" >"$work/ran"
	[ -z "$coverage" ] || head -n 20 <<<"$new" | what_it_ran >"$work/ran"
	if [ "$steps" -gt 1 ]; then
		mapfile -t findings <<<"$new"
		who_brought_it "${findings[@]}" >"$work/introduced"
		# What the report's commands run is the state after the change.
		[ ${#reading[@]} = 1 ] || side "$steps" "the state after the change" ''
	fi
	progress_clear
}

compare()
{
	local work plan before steps kind label all_builds reading harness patch_coverage=measure_patch
	local change=() report=()
	[ -d "$tree" ] || die "--tree $tree: there is no such directory; give a kernel tree or its git repository"
	tree=$(cd -- "$tree" && pwd -P)
	label=${package%% sha256 *}
	: "${label:=$tree}"
	work=${build:-$top/build/changes/$(basename -- "$(build_dir "$tree" "$compiler")")}
	writable --build "$work"
	work=$(cd -- "$work" && pwd -P)
	lock "$work"
	begin_reports
	rm -rf "$out"/patch-coverage{,.txt} "$out/coverage.xml"
	plan=$work/plan
	[ -z "$base" ] || change+=(--base "$base")
	[ -z "$head" ] || change+=(--head "$head")
	for patch in "${patches[@]}"; do change+=(--patch "$patch"); done
	kind=commit
	[ ${#patches[@]} = 0 ] || kind=patch
	progress "reading the change"
	"$top/ci/lib/changes" prepare --tree "$tree" "${change[@]}" --work "$work" || exit 2
	progress_clear
	steps=$(tail -n 1 "$plan/steps.tsv" | cut -f1)
	mapfile -t reading < <(awk -F '\t' '$1 > 0 && $3 == "read" { print $1 }' "$plan/steps.tsv")

	tree=$work/tree build=$work/objects all_builds="$builds${coverage:+ coverage}" harness=$(identity_of_harness)
	mkdir -p "$build" "$work/sides"
	{
		cat "$plan/about"
		awk -F '\t' '{ n[$2]++ } END { printf "files touched: %d compiled here, %d read by them, %d other\n",
			n["compiled"], n["read"], n["unread"] }' "$plan/touched.tsv"
	} >"$work/about"
	# Of the whole vgic only when asked for; what an earlier run left would be of something else.
	[ -n "$html" ] || rm -rf "$out/coverage" "$out/coverage.txt"
	if [ ${#reading[@]} = 0 ]; then
		report+=(--untouched)
	else
		before=$(digest 0)
		if [ -n "$rerun" ] || [ ! -s "$before" ]; then
			(make_digest) || exit
		fi
		touch -c "$before"
		side "$steps" "the state after the change" "$work/results"
		[ -z "$coverage" ] || cat "$work/patch-coverage" >>"$work/about"
		profile_line "$profile" >>"$work/about"
		report+=(--base "$before" "${streams[@]}")
		# A handful of digests is worth their room.
		find "$work/sides" -type f -printf '%T@ %p\n' | sort -rn | tail -n +33 | cut -d' ' -f2- | xargs -r -d '\n' rm -f
	fi
	report+=(--about "$work/about" --label "$label")
	judge "${report[@]}" >"$work/screen"
	if [ "$verdict" = 1 ]; then
		look_closer
		judge "${report[@]}" --introduced "$work/introduced" --ran "$work/ran" >"$work/screen"
	fi
	cat "$work/screen"
	end_reports "of a change"
	exit "$verdict"
}
