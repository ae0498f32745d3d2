# SPDX-License-Identifier: GPL-2.0-only
#
# ctest entries for the parts of this project that are the same for every kernel tree: hardware,
# specification, run core, reports, scripts. Included by CMakeLists.txt.

self_program(gic_test self/gic_test.c ${gic_sources})
self_test(self-gic COMPILED COMMAND gic_test)
self_program(cpuif_test self/cpuif_test.c self/cpuif_regs_test.c self/gicv_test.c self/gic_steps.c
	${gic_sources})
self_test(self-gic-cpuif COMPILED COMMAND cpuif_test)
self_program(timer_test self/timer_test.c ${gic_sources} ${PROJECT_SOURCE_DIR}/checker/spec/timer.c)
self_test(self-timer COMPILED COMMAND timer_test)
self_program(spec_test self/spec_test.c ${spec_sources})
self_test(self-spec COMPILED COMMAND spec_test)
self_program(ideal_test self/ideal_test.c ${ideal_sources} ${PROJECT_SOURCE_DIR}/checker/spec/ideal.c)
self_test(self-ideal COMPILED COMMAND ideal_test)

foreach(target gic_test cpuif_test timer_test spec_test ideal_test)
	target_compile_options(${target} PRIVATE ${sanitize})
	target_link_options(${target} PRIVATE ${sanitize})
endforeach()

include(reference.cmake)

# The run core, on a toy subject that goes wrong in every way there is.
file(GLOB run_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/checker/run/*.c)
foreach(build plain checked)
	self_program(toycheck-${build} ${PROJECT_SOURCE_DIR}/checker/main.c ${run_sources}
		self/run/toy-table.c)
	target_compile_definitions(toycheck-${build} PRIVATE VGICHECK_KNOWN_DIR=""
		VGICHECK_DEBUG_SCRIPT="${PROJECT_SOURCE_DIR}/checker/run/debug.py")
	add_library(toy-${build} MODULE self/run/toy-subject.c)
	set_target_properties(toy-${build} PROPERTIES PREFIX "")
endforeach()
target_compile_options(toycheck-checked PRIVATE -O1 ${sanitize})
target_link_options(toycheck-checked PRIVATE ${sanitize})
target_compile_options(toy-checked PRIVATE -O1 -g ${sanitize})
target_link_options(toy-checked PRIVATE ${sanitize})
self_test(self-run COMPILED COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/self/run/run-test.py
	$<TARGET_FILE:toycheck-plain> $<TARGET_FILE:toycheck-checked>
	$<TARGET_FILE:toy-plain> $<TARGET_FILE:toy-checked> ${CMAKE_CROSSCOMPILING_EMULATOR} TIMEOUT 600)

self_test(self-report COMMAND python3 -m unittest discover -s ${CMAKE_CURRENT_SOURCE_DIR}/self/report
	TIMEOUT 600 ENVIRONMENT KERNEL_TREE=${VGICHECK_TREE})
self_test(self-ci-kernel COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/self/ci-kernel.sh TIMEOUT 300)
self_test(self-ci-kernel-suites COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/self/ci-kernel-suites.sh TIMEOUT 600)
set_tests_properties(self-ci-kernel-suites PROPERTIES SKIP_RETURN_CODE 77)
self_test(self-missing COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/self/missing-test)
self_test(self-gate COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/self/gate-test ${VGICHECK_TREE}
	${CMAKE_CURRENT_BINARY_DIR}/gate-test TIMEOUT 900)
self_test(self-compare COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/self/compare-test ${VGICHECK_TREE}
	${CMAKE_CURRENT_BINARY_DIR}/compare-test TIMEOUT 900)
self_test(self-changes COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/self/changes-test ${VGICHECK_TREE}
	${CMAKE_CURRENT_BINARY_DIR}/changes-test TIMEOUT 900)

self_test(self-patch-coverage COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/self/patch-coverage-test ${VGICHECK_TREE}
	${CMAKE_CURRENT_BINARY_DIR}/patch-coverage-test TIMEOUT 900)

self_test(self-help COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/self/help-test $<TARGET_FILE:vgicheck>)
self_test(self-specification COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/self/specification-test $<TARGET_FILE:vgicheck>)
self_test(self-timeouts COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/self/timeouts-test ${PROJECT_BINARY_DIR}
	${PROJECT_SOURCE_DIR}/build/test/all)
if(fast IN_LIST VGICHECK_BUILDS)
	self_test(self-terminal COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/self/terminal-test ${PROJECT_BINARY_DIR}
		${VGICHECK_TREE} ${CMAKE_CURRENT_BINARY_DIR}/terminal-test TIMEOUT 900)
endif()
self_test(self-templates COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/self/templates-test TIMEOUT 300)
self_test(self-bisect COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/self/bisect-test ${VGICHECK_TREE}
	${CMAKE_CURRENT_BINARY_DIR}/bisect-test TIMEOUT 900)

# A debugger that stands where a row fails. It builds the subject anew, with every kind of build.
if(TARGET vgicheck-checked AND CMAKE_C_COMPILER_ID STREQUAL GNU AND NOT CMAKE_CROSSCOMPILING)
	self_test(self-gdb COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/self/gdb-test ${VGICHECK_TREE}
		${CMAKE_CURRENT_BINARY_DIR}/gdb-test $<TARGET_FILE:vgicheck> $<TARGET_FILE:vgicheck-checked> TIMEOUT 900)
	set_tests_properties(self-gdb PROPERTIES SKIP_RETURN_CODE 77)
endif()

# The functions that move list registers must be covered in full.
if(coverage IN_LIST VGICHECK_BUILDS)
	self_test(self-coverage COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/self/coverage-test
		${PROJECT_BINARY_DIR} ${VGICHECK_TREE})
endif()

# That the comparison of the mock headers with the tree's finds something.
add_test(NAME shims-self COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/shims/shims-test ${VGICHECK_TREE}
	${CMAKE_CURRENT_BINARY_DIR}/shims-self)
set_tests_properties(shims-self PROPERTIES LABELS shims TIMEOUT 300 SKIP_RETURN_CODE 77)
