# SPDX-License-Identifier: GPL-2.0-only
#
# ctest entries that need no kernel tree: verbs as text, and rows on the reference subject (checker/reference). Included by
# project.cmake, and alone when there is no tree (-DVGICHECK_REFERENCE=ON).

self_program(verb_test self/verb_test.c ${PROJECT_SOURCE_DIR}/checker/machine/verb.c ${PROJECT_SOURCE_DIR}/checker/play/script.c
	${PROJECT_SOURCE_DIR}/checker/play/hosts.c ${PROJECT_SOURCE_DIR}/checker/spec/gic/gic.c
	${PROJECT_SOURCE_DIR}/checker/spec/gic/window.c ${PROJECT_SOURCE_DIR}/checker/spec/gic/cpuif.c
	${PROJECT_SOURCE_DIR}/checker/spec/ideal.c)
target_compile_options(verb_test PRIVATE ${sanitize})
target_link_options(verb_test PRIVATE ${sanitize})
self_test(self-verb COMPILED COMMAND verb_test)

set(kernel_subject "")
if(fast IN_LIST VGICHECK_BUILDS)
	set(kernel_subject ${PROJECT_BINARY_DIR}/subject-fast.so)
endif()
self_test(self-reference COMPILED COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/self/reference-test $<TARGET_FILE:vgicheck>
	$<TARGET_FILE:subject-reference> TIMEOUT 300)
self_test(self-play COMPILED COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/self/play-test $<TARGET_FILE:vgicheck>
	$<TARGET_FILE:subject-reference> ${kernel_subject} TIMEOUT 300)

# All rows: the ideal GIC held against itself, through the whole machine.
foreach(table life sequence)
	add_test(NAME reference-${table} COMMAND vgicheck run -q --subject $<TARGET_FILE:subject-reference> ${table})
	set_tests_properties(reference-${table} PROPERTIES LABELS "self;full" TIMEOUT 1800)
endforeach()
