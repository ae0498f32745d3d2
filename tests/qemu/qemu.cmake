# SPDX-License-Identifier: GPL-2.0-only
#
# ctest entries with label qemu, included by tests/CMakeLists.txt: the model of the GIC's virtual CPU interface held
# against QEMU's. Each compiles what it needs, with $CC or cc and the cross compiler.

foreach(gic 2 3)
	add_test(NAME qemu-gic${gic} COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/qemu/run --gic ${gic}
		--out ${CMAKE_CURRENT_BINARY_DIR}/qemu)
endforeach()
# That it finds differences.
add_test(NAME qemu-self COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/qemu/qemu-test)
set_tests_properties(qemu-gic2 qemu-gic3 qemu-self PROPERTIES LABELS qemu TIMEOUT 600 SKIP_RETURN_CODE 77
	ENVIRONMENT "CC=${CMAKE_C_COMPILER}")
