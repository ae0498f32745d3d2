# SPDX-License-Identifier: GPL-2.0-only
#
# ctest entries with label arches, included by tests/CMakeLists.txt.

# The same with another compiler and for another processor: what that build finds must be, row by row,
# what this one finds. CASES: TABLE-BUILD ...; SELF: which of the compiled self tests, TARGETS: what to build.
function(other_build name compiler)
	cmake_parse_arguments(PARSE_ARGV 2 arg "" "SELF" "TARGETS;CASES;EMULATOR")
	set(arches ${CMAKE_CURRENT_SOURCE_DIR}/arches)
	set(dir ${PROJECT_BINARY_DIR}/${name})
	set(tests ${name}-self)
	add_test(NAME ${name}-build COMMAND ${arches}/build ${VGICHECK_TREE} ${dir} ${compiler} ${arg_TARGETS})
	add_test(NAME ${name}-self COMMAND ${arches}/built ${dir} ${CMAKE_CTEST_COMMAND}
		--test-dir ${dir} -L compiled -R ${arg_SELF} --output-on-failure --no-tests=error)
	foreach(case ${arg_CASES})
		add_test(NAME ${name}-${case} COMMAND ${arches}/built ${dir} ${arches}/same-verdict ${case}
			${PROJECT_BINARY_DIR} ${dir} ${arg_EMULATOR})
		list(APPEND tests ${name}-${case})
	endforeach()
	set_tests_properties(${name}-build PROPERTIES FIXTURES_SETUP ${name} PROCESSORS 2)
	set_tests_properties(${tests} PROPERTIES FIXTURES_REQUIRED ${name})
	set_tests_properties(${name}-build ${tests} PROPERTIES LABELS "arches;${name}" TIMEOUT 900
		SKIP_RETURN_CODE 77)
endfunction()

if(NOT CMAKE_CROSSCOMPILING AND fast IN_LIST VGICHECK_BUILDS AND checked IN_LIST VGICHECK_BUILDS)
	set(tables truth populate fold round smoke)
	list(TRANSFORM tables APPEND -fast OUTPUT_VARIABLE fast)
	list(TRANSFORM tables APPEND -checked OUTPUT_VARIABLE checked)
	set(other gcc)
	if(CMAKE_C_COMPILER_ID STREQUAL GNU)
		set(other clang)
	endif()
	other_build(${other} ${other} CASES ${fast} ${checked} life/v2/level-spi-fast life/v3/mixed-fast
		emulation/5-of-5-bits/iar1-fast emulation/5-of-5-bits/eoir1-fast SELF .)
	# Emulation is slow, most of all where processes are forked under AddressSanitizer; the test of
	# the run core, which waits for time-outs, is not to be relied on then.
	if(NOT CMAKE_SYSTEM_PROCESSOR STREQUAL aarch64)
		other_build(arm64 ${CMAKE_CURRENT_SOURCE_DIR}/arches/arm64.cmake
			EMULATOR ${CMAKE_CURRENT_SOURCE_DIR}/arches/run-arm64
			TARGETS vgicheck vgicheck-checked subject-fast subject-checked
				gic_test cpuif_test spec_test mocks_test_fast
			CASES ${fast} life/v3/sgi-fast emulation/5-of-5-bits/iar1-fast truth-checked smoke-checked SELF "gic|spec|mocks-fast|statics")
	endif()
endif()
