# SPDX-License-Identifier: GPL-2.0-only
#
# ctest entries of the tables: one for each table, model and build of the subject; included by CMakeLists.txt. What is
# labelled full, too, is left out of the quick profile of ci/test, which has the same paths in fewer rows.

# table_test(NAME BUILD [FULL] ROWS PATTERN ...)
function(table_test name build)
	cmake_parse_arguments(PARSE_ARGV 2 arg "FULL" "" "ROWS")
	if(NOT build IN_LIST VGICHECK_BUILDS)
		return()
	endif()
	set(program vgicheck)
	if(build STREQUAL checked)
		set(program vgicheck-checked)
	endif()
	set(labels tables ${build})
	if(arg_FULL)
		list(APPEND labels full)
	endif()
	add_test(NAME ${prefix}${name}-${build} COMMAND ${program} run
		--subject ${PROJECT_BINARY_DIR}/subject-${build}.so ${arg_ROWS})
	set_tests_properties(${prefix}${name}-${build} PROPERTIES LABELS "${labels}" TIMEOUT 300)
endfunction()

foreach(table truth populate fold round smoke)
	set(models v2 v3 v2-on-v3)
	if(table STREQUAL round)
		list(APPEND models v3-nvhe)
	elseif(table STREQUAL smoke)
		list(APPEND models v2-nvhe-gicv-trapped v3-nvhe v3-no-hw-deactivation v5)
	endif()
	foreach(model ${models})
		foreach(build fast checked)
			table_test(${table}-${model} ${build} ROWS ${table}/${model})
		endforeach()
	endforeach()
endforeach()

# Life: the sanitizers make it slow, and most exits take them the same way.
table_test(life fast ROWS "life/*.exits-due.*" "life/*.exits-late.nothing")
table_test(life checked ROWS "life/*.exits-late.nothing")
foreach(model v2-four-lrs v3-four-lrs v2 v2-nvhe v2-trapped v2-nvhe-trapped v3 v3-nvhe v3-trapped v3-nvhe-trapped v3-no-tdir v3-nvhe-no-tdir
		v3-trapped-no-tdir v3-nvhe-trapped-no-tdir v2-on-v3 v2-on-v3-nvhe v2-on-v3-no-tdir)
	table_test(life-${model} fast FULL ROWS life/${model})
endforeach()

# Sequence: any verb in every state; any two are millions of rows.
table_test(sequence fast ROWS sequence/one)
table_test(sequence checked ROWS sequence/one/v2 sequence/one/v3)
foreach(model v2 v2-nvhe v3 v3-nvhe v3-no-tdir v3-trapped v2-on-v3)
	table_test(sequence-two-${model} fast FULL ROWS sequence/two/${model})
	if(TEST ${prefix}sequence-two-${model}-fast)
		set_tests_properties(${prefix}sequence-two-${model}-fast PROPERTIES TIMEOUT 900)
	endif()
endforeach()

# Timers, likewise.
table_test(timer fast ROWS "timer/*.exits-due" "timer/*.exits-put")
table_test(timer checked ROWS "timer/v[23]/*-two-lrs/*.exits-due" "timer/v3-*/both-two-lrs/*.exits-due")
foreach(model v2 v2-nvhe v3 v3-nvhe v3-trapped v2-on-v3 v3-no-hw-deactivation)
	table_test(timer-${model} fast FULL ROWS timer/${model})
endforeach()

# Userspace: device attributes.
foreach(build fast checked)
	table_test(attributes ${build} ROWS attributes)
endforeach()

# Save and restore in every state.
table_test(migrate fast ROWS migrate)
table_test(migrate checked ROWS "migrate/*.open.*.nested.config-first*")
table_test(migrate-all checked FULL ROWS migrate)

# ITS and LPIs: scripts, and short sequences of commands; the longer ones take the same paths in another order.
table_test(its fast ROWS its/scripts its/registers its/tables its/two its/two-in-guest its/corrupted)
table_test(its checked ROWS its/scripts its/scripts-trapped its/registers its/tables "its/corrupted/*.bit-[03]?"
	"its/two/pending/[dlm]*.[dlt]*" "its/two-migrated/pending/m*.take")
table_test(its-sequences fast FULL ROWS its)
table_test(its-sequences checked FULL ROWS its/two its/two-destroyed its/two-in-guest its/two-migrated its/corrupted)

# KVM's emulation of the CPU interface against the simulated one. Of its millions of states the slow build is given
# random ones only: one row reaches what all do.
table_test(emulation fast ROWS "emulation/5-*/levels*" "emulation/*.random-00.*" "emulation/5-*/elsewhere"
	"emulation/5-*/wrong-way")
table_test(emulation checked ROWS "emulation/*/*.random-00.*" "emulation/*/elsewhere" "emulation/*/wrong-way")
foreach(bits 5-of-5-bits 6-of-7-bits 7-of-8-bits)
	table_test(emulation-${bits} fast FULL ROWS emulation/${bits})
	table_test(emulation-${bits} checked FULL ROWS "emulation/${bits}/*.random-0[0-3]*")
endforeach()

# Registers: by VM in the full profile; before that, random values into each.
table_test(registers fast ROWS "registers/v[23]/96-irqs-2-vcpus/*.by-[48].random.m*d" "registers/v2-on-v3/96-irqs-2-vcpus/*.by-4.random.mixed"
	"registers/*/sgis")
table_test(registers checked ROWS "registers/v[23]/96-irqs-2-vcpus/*.by-4.random.m*d")
foreach(model v2 v3 v2-on-v3)
	table_test(registers-${model} fast FULL ROWS registers/${model})
	table_test(registers-${model} checked FULL ROWS "registers/${model}/96-irqs-2-vcpus/*.random.*")
endforeach()
