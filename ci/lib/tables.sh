# shellcheck shell=bash disable=SC2034
# SPDX-License-Identifier: GPL-2.0-only
#
# Running the tables on a subject that has been built, for ci/gate. Source it after common.sh. What every function
# here reads: $top the project's directory, $tree the kernel tree, $build the build directory, $out where reports go,
# $rerun and $html as the options say, $coverage whether it is measured.

# What profile $1 means: $builds of the subject, $targets for ninja, $rows of the fast build and $slow_rows of the
# others. Every table has a place in both lists below (tests/self/gate-test looks): the patterns of its rows for the
# fast build, then "--" and those for the slow ones, which are to reach every line of the list-register path. Quick
# leaves out what takes the same paths again, and must still find every fault of tests/faults. Blocks by their whole
# names cost nothing; where a pattern picks rows, each row of the blocks that it may be about has to be named, and its *
# matches slashes, too. So say whole blocks, or begin with few.
set_profile()
{
	local kinds
	rows=() slow_rows=()
	case $1 in
	fast) builds=fast targets='vgicheck subject-fast' ;;
	quick|full)
		builds='fast checked'
		targets='vgicheck vgicheck-checked subject-fast subject-checked' ;;
	*) die "there is no profile '$1': quick, full or fast" ;;
	esac
	if [ "$1" = full ]; then
		# The fast build: all rows. What of the emulation and of life is more of the same is for full speed.
		slow_rows=(truth smoke populate fold round sequence/one attributes 'migrate/*.open.*.nested.*' 'timer/*.exits-due' 'life/*.exits-late.*' 'emulation/*.random-0[0-3].*' its/scripts
			its/scripts-trapped its/registers its/tables its/two 'its/two-more/*.take' its/two-destroyed its/two-in-guest
			its/two-migrated its/corrupted 'registers/*/96-irqs-2-vcpus/*.random.*')
		return
	fi
	take truth -- truth
	take smoke -- smoke
	# For the slow builds a few kinds of interrupts, which run the same lines and branches as all of them.
	kinds=({v2,v3}/{sgi-edge,ppi-level-mapped{,-callback},first-spi-{edge,level}{,-mapped},first-spi-level-mapped-sw}
		v2-on-v3/sgi-edge)
	take populate -- "${kinds[@]/#/populate/}"
	# Not the last SPI, which populate has.
	take 'fold/*/[spf]*' -- "${kinds[@]/#/fold/}"
	# Nor the callbacks, which differ from the irqchip in who is asked, and most of the host without VHE.
	take round/{v2,v3,v2-on-v3}/{sgi-edge,first-spi-edge{,-mapped},{ppi,first-spi}-level{,-mapped{,-sw}}} \
		round/v3-nvhe/ppi-level -- round/v3/first-spi-level-mapped round/v3-nvhe/ppi-level round/v2/sgi-edge \
		round/v2/first-spi-level
	# Few of the exits and of the hosts.
	take 'life/v[23]/*.exits-due.*' 'life/v[23]/[el]*-spi/*.exits-slow.nothing' 'life/v2-on-v3/edge-spi/*.exits-due.first-run' \
		life/{v2-on-v3,v2-nvhe-trapped,v3-trapped,v3-no-tdir,v3-nvhe-trapped-no-tdir}/level-spi/'*.exits-late.nothing' \
		-- 'life/v[23]/mixed/[34].*.exits-late.nothing'
	# Few of the exits and of the hosts, too.
	take 'timer/v[23]/*-two-lrs/*.exits-due' 'timer/v[23]/*-two-lrs/*.exits-put' 'timer/v3/virtual-one-lr/*.exits-other-vm' \
		timer/{v3,v3-nvhe}/both-no-lr-left/'*.exits-due' \
		timer/{v2-nvhe,v3-trapped,v2-on-v3,v3-no-hw-deactivation}/both-two-lrs/'*.exits-due' \
		-- 'timer/v[23]/both-two-lrs/*.exits-due'
	# Of any verb in every state, the hosts that differ most.
	take sequence/one/v3/{edge-spi,level-spi,sgi,mapped-ppi} sequence/one/v2/{edge-spi,sgi} \
		-- sequence/one/v3/mapped-ppi
	take 'registers/v2/96-irqs-2-vcpus/dist/*.by-[14].random.mixed' 'registers/v3/96-irqs-2-vcpus/dist/*.by-8.random.mixed' \
		\
		'registers/v2/96-irqs-2-vcpus/dist/0x0[12]*.by-4.ones.*' 'registers/v[23]/96-irqs-2-vcpus/sgis/*.[07]' \
		-- 'registers/v2/96-irqs-2-vcpus/dist/0x0[0-4]00.by-4.random.mixed'
	take attributes -- attributes/v3
	take 'migrate/*.open.*.nested.config-first*' -- 'migrate/v3/spi-edge/*.enabled.open.g1.eoimode-1.nested.config-first*'
	take its/scripts its/registers its/tables its/two/{pending,taken} 'its/two-more/pending/*.take' 'its/two-in-guest/pending/[ml]*.[ml]*' \
		'its/two-migrated/pending/*.take' 'its/corrupted/*.bit-[12]?' \
		-- its/scripts its/tables 'its/two-more/pending/*.take'
	# What found every fault that more found, of 37 that were tried again (docs/design.md 12).
	take 'emulation/5-*/levels*' 'emulation/5-*.random-00.*' 'emulation/5-*/elsewhere' 'emulation/5-*/wrong-way' \
		-- 'emulation/5-*/*r1/*.random-00.*'
}

# PATTERN ... -- PATTERN ...: rows of one table for $rows and for $slow_rows.
take()
{
	while [ "$1" != -- ]; do
		rows+=("$1")
		shift
	done
	slow_rows+=("${@:2}")
}

# What of the tables is not run, as a line for the reports.
profile_line()
{
	[ "$1" = full ] || echo "profile $1: rows that take the same paths again are for --profile full"
}

# Run tables: stream $results/$1.jsonl from subject $1 by program $2. When nothing that the results depend on has
# changed, they are still valid, unless $rerun is set. The rest of the arguments: which rows.
run_tables()
{
	local name=$1 program=$2
	local stream=$results/$name.jsonl log=$results/$name.log inputs
	shift 2
	inputs=$(cat "$build/$program" "$build/subject-$name.so" "$top"/tests/known/*.known 2>/dev/null |
		sha1sum)" ${VGICHECK_SEED-} ${VGICHECK_RANDOM_STATES-} $*"
	[ -z "$rerun" ] && [ -s "$stream" ] && [ "$(cat "$stream.inputs" 2>/dev/null)" = "$inputs" ] &&
		return 0
	rm -f "$stream.inputs"
	[ "$name" = coverage ] && find "$build" -name '*.gcda' -delete
	"$build/$program" run -q --subject "$build/subject-$name.so" --results "$stream.new" \
		--tree "$(sed -n 's/^KERNEL_TREE:PATH=//p' "$build/CMakeCache.txt")" \
		--package "$(sed -n 's/^VGICHECK_PACKAGE:STRING=//p' "$build/CMakeCache.txt")" \
		"$@" >"$log" 2>&1
	[ $? -le 1 ] || return 1
	mv -f "$stream.new" "$stream"
	printf %s "$inputs" >"$stream.inputs"
}

# The arguments: which rows. $patch_coverage, if set, is a function that makes something of the counters first; then
# the whole vgic is of interest only if $html says so.
measure_coverage()
{
	run_tables coverage vgicheck "$@" || return
	if [ -n "${patch_coverage-}" ]; then
		$patch_coverage
		[ -n "$html" ] || return 0
	fi
	# What is not asked for waits: pages_begin.
	"$top/checker/report/vgicheck-coverage" --tree "$tree" --out "$out" --quiet ${html:---no-html} "$build" \
		>"$results/coverage.log" 2>&1
}

# The coverage pages, if the counters have changed since they were made, are no part of the verdict: they are made
# beside the reports, where a processor is idle, and the gate ends when they are there.
pages_begin()
{
	[ -n "$coverage" ] && [ -z "$html" ] || return
	set -m
	nice "$top/checker/report/vgicheck-coverage" --tree "$tree" --out "$out" --quiet "$build" \
		>"$results/pages.log" 2>&1 9>&- &
	running=$!
	set +m
}
# Behind end_reports, where the next run looks whether everything was made.
pages_end()
{
	if [ -n "$running" ] && ! wait "$running"; then
		say "$(tail -n 1 "$results/pages.log")"
	elif [ -n "$coverage" ]; then
		echo pages >>"$out/.reported"
	fi
	running=''
}

# Run the profile's tables on every build of the subject at once: $streams are the results, files in $results, which
# is directory $1.
# Each job has a process group of its own, so that an interruption reaches all of it.
run_profile()
{
	local failed='' pid
	results=$1
	mkdir -p "$results"
	progress "running the tables"
	set -m
	run_tables fast vgicheck "${rows[@]}" 9>&- &
	running=$!
	streams=("$results/fast.jsonl")
	if [ "$builds" != fast ]; then
		run_tables checked vgicheck-checked "${slow_rows[@]}" 9>&- &
		running="$running $!"
		# The coverage build runs the same rows as the checked one; its results would say nothing new.
		streams+=("$results/checked.jsonl")
	fi
	if [ -n "$coverage" ]; then
		measure_coverage "${slow_rows[@]}" 9>&- &
		running="$running $!"
	fi
	set +m
	for pid in $running; do
		wait "$pid" || failed=1
	done
	running=''
	progress_clear
	[ -z "$failed" ] || die "the tables could not be run: $(tail -qn 1 "$results"/*.log | tail -n 1)"
}

# From here on what stands in $out is this run's: $reported is what made the reports that are there, if they are
# whole. A run that ends without a verdict leaves none, for an old one would pass for its own.
begin_reports()
{
	reported=$(cat "$out/.reported" 2>/dev/null)
	rm -f "$out/.reported"
	trap '[ -e "$out/.reported" ] || no_reports' EXIT
}
no_reports()
{
	rm -rf "$out"/{screen.txt,summary.md,report.ktap,junit.xml,blobs.txt,findings} \
		"$out"/patch-coverage{,.txt} "$out"/coverage{.txt,.xml}
}
# The verdict stands; $1 identifies what made the reports.
end_reports() { printf '%s\n%s\n' "$verdict" "$1" >"$out/.reported"; }

# One line about the coverage in $out/coverage.txt, if it was measured: lines and branches of the files that matter
# most.
coverage_line()
{
	[ -n "$coverage" ] || { echo "coverage: not measured, for its counters are those of gcc"; return; }
	awk '$NF ~ /vgic(-v[23])?\.c$/ { n = split($NF, part, "/"); list = list "  " part[n] " " $2 "% " $5 "%" }
	     END { print "coverage (lines, branches):" list }' "$out/coverage.txt"
}

# Make and print the report that the arguments ask for; $verdict is its exit status. A program that falls over exits
# with 1 as well: only a verdict is a verdict.
judge()
{
	local colour=''
	# The caller may keep what is printed, and show it later on the same terminal.
	[ ! -t 3 ] || [ -n "${NO_COLOR-}" ] || [ "${TERM:-dumb}" = dumb ] || colour=--colour
	cd "$top" || exit 2
	rm -f "$out/screen.txt"
	"$top/checker/report/vgicheck-report" --out "$out" $colour "$@"
	verdict=$?
	tail -n 1 "$out/screen.txt" 2>/dev/null | grep -q '^gate: \(PASS\|FAIL\) ' ||
		die "the report could not be made; see above"
}
