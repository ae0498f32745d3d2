# SPDX-License-Identifier: GPL-2.0-only
#
# CMake tool chain: build for arm64 with Debian's cross compiler, run by qemu's user-mode emulation.
#	cmake --toolchain tests/arches/arm64.cmake ...
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CROSSCOMPILING_EMULATOR ${CMAKE_CURRENT_LIST_DIR}/run-arm64)

# Debian has no cross package of CMocka. Its header, the same for all processors, is the system's.
if(NOT CMOCKA)
	execute_process(COMMAND ${CMAKE_CURRENT_LIST_DIR}/../../ci/lib/foreign-package arm64 libcmocka0
		OUTPUT_VARIABLE root OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
	set(CMOCKA ${root}/usr/lib/aarch64-linux-gnu/libcmocka.so.0 CACHE FILEPATH "CMocka for arm64")
endif()
