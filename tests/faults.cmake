# SPDX-License-Identifier: GPL-2.0-only
#
# ctest entries with labels faults and drift, which change a copy of the tree; included by CMakeLists.txt.

# Faults that KVM really had, and such as it might have: each one put back must be found. Where a tree is the newest beside
# another one that has them all, those that not every tree can have. Of the invented ones a few of each family are in the
# quick profile of ci/test.
set(invented "^(attribute|its|timer|registers?)-|^migrate-(apr|line|sgi)-|^(sgi-clear|sgi-broadcast|sgir|irouter|icfgr|priority-byte|itargetsr-of)-")
set(quick_invented attribute-no-alignment-test its-move-keeps-target migrate-apr-not-restored timer-load-no-phys-active
	timer-load-not-injected)
file(GLOB faults CONFIGURE_DEPENDS faults/*.cocci)
foreach(fault ${faults})
	cmake_path(GET fault STEM slug)
	file(STRINGS ${fault} reasons REGEX "^// not-applicable:")
	if(VGICHECK_TESTS STREQUAL tree-newest AND NOT reasons)
		continue()
	endif()
	add_test(NAME ${prefix}fault-${slug} COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/faults/find ${slug}
		${VGICHECK_TREE} ${CMAKE_CURRENT_BINARY_DIR}/faults)
	set(labels faults)
	if(slug MATCHES "${invented}" AND NOT slug IN_LIST quick_invented)
		list(APPEND labels full)
	endif()
	set_tests_properties(${prefix}fault-${slug} PROPERTIES LABELS "${labels}" TIMEOUT 300 SKIP_RETURN_CODE 77
		RESOURCE_LOCK ${prefix}faults)
endforeach()

if(VGICHECK_TESTS STREQUAL tree-newest)
	return()
endif()

# What the harness has never seen must cost no more than the rows that reach it. Of each way to deal with it one case is
# in the quick profile of ci/test.
set(quick_drift unchanged call-hot call-misspelt variable-hot file-new header-own header-emptied header-bends-mock member-new
	constant-new prototype-interface)
file(GLOB cases CONFIGURE_DEPENDS drift/cases/*.py)
foreach(case ${cases})
	cmake_path(GET case STEM slug)
	add_test(NAME ${prefix}drift-${slug} COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/drift/run ${slug}
		${VGICHECK_TREE} ${CMAKE_CURRENT_BINARY_DIR}/drift)
	set(labels drift)
	if(NOT slug IN_LIST quick_drift)
		list(APPEND labels full)
	endif()
	set_tests_properties(${prefix}drift-${slug} PROPERTIES LABELS "${labels}" TIMEOUT 300 SKIP_RETURN_CODE 77
		RESOURCE_LOCK ${prefix}drift FIXTURES_REQUIRED ${prefix}drift)
endforeach()
set_tests_properties(${prefix}drift-unchanged PROPERTIES FIXTURES_REQUIRED "" FIXTURES_SETUP ${prefix}drift)
